//! One programme as the later module sees it: what is entered, told by the first module, and what the engine says of it.
//!
//! Invariants: a screen that shows a programme is drawn from its [`Seen`] and follows it; an assessment is made when
//! somebody looks, not whenever something is told.

use core::cell::RefCell;

use kaigo_hojo_assess::advice::{Advice, advise};
use kaigo_hojo_assess::assessment::{Amount, Assessment};
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition};
use kaigo_hojo_assess::{Answer, Application, Assessor, Draft, Item};
use kaigo_hojo_parts::clock::today;
use kaigo_hojo_parts::dom::{Shared, Watched};
use kaigo_hojo_parts::handover::{self, Counts};
use leptos::prelude::Owner;

use crate::packs::Packs;

/// What is entered for a programme, and what follows from it.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// As it was told.
    pub(crate) counts: Counts,
    /// What counts of it: lines that are not complete carry no cost.
    pub(crate) application: Application,
    /// How many lines carry no cost because of that.
    pub(crate) left_out: usize,
    /// The assessment; `None` only where it failed.
    pub(crate) assessment: Option<Assessment<'static>>,
    /// Why it failed.
    pub(crate) failure: Option<String>,
    /// What is still missing.
    pub(crate) advice: Advice,
}

/// One way of applying, beside the others.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// Its name.
    pub(crate) label: &'static str,
    /// What it gives.
    pub(crate) amount: Option<Amount>,
    /// Whether it is open to this applicant.
    pub(crate) exists: bool,
    /// Whether it is the one that is taken.
    pub(crate) taken: bool,
}

/// One programme.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The programme.
    pub(crate) edition: &'static Edition,
    /// The day for which everything is said.
    pub(crate) today: Date,
    assessor: RefCell<Assessor<'static>>,
    told: Watched<Shared<(Draft, Counts)>>,
}

/// Every programme of which something was told. Lives as long as the page.
#[derive(Debug)]
pub(crate) struct Desks {
    packs: Packs,
    owner: Owner,
    desks: RefCell<Vec<&'static Desk>>,
}

impl Desks {
    /// None yet; listens to the first module and the loader.
    pub(crate) fn open() -> &'static Self {
        let owner = Owner::current().unwrap_or_default();
        let desks: &'static Self =
            Box::leak(Box::new(Self { packs: Packs::default(), owner, desks: RefCell::default() }));
        handover::on_pack(|name, bytes| desks.packs.put(&name, bytes));
        handover::on_draft(|draft, counts| {
            if let Some(desk) = desks.of(&draft.application.programme) {
                desk.told.set(Shared::new((draft, counts)));
            }
        });
        desks
    }

    /// The desk of a programme; `None` where its pack is not there.
    pub(crate) fn of(&self, programme: &str) -> Option<&'static Desk> {
        let mut desks = self.desks.borrow_mut();
        if let Some(desk) = desks.iter().find(|desk| desk.edition.about.id == programme) {
            return Some(desk);
        }
        let edition = self.packs.edition(programme)?;
        let desk: &'static Desk = self.owner.with(|| {
            let told = Watched::new(Shared::default());
            let assessor = RefCell::new(Assessor::new(edition));
            Box::leak(Box::new(Desk { edition, today: today(), assessor, told }))
        });
        desks.push(desk);
        Some(desk)
    }
}

impl Desk {
    /// The address of the programme's answers.
    pub(crate) fn address(&self) -> String {
        format!("#{}", self.edition.about.id)
    }

    /// What is entered and what follows from it; followed.
    pub(crate) fn look(&self) -> Seen {
        let told = self.told.get().clone();
        let (draft, counts) = &*told;
        let (application, left_out) = draft.counted();
        let mut seen = Seen { counts: *counts, application, left_out, ..Seen::default() };
        match self.assessor.borrow_mut().assess(&seen.application, self.today) {
            Ok(assessment) => seen.assessment = Some(assessment),
            Err(error) => seen.failure = Some(error.to_string()),
        }
        seen.advice = advise(self.edition, &seen.application).unwrap_or_default();
        seen
    }

    /// Each route with what it gives; empty where there is no choice or it fails.
    pub(crate) fn ways(&self, seen: &Seen) -> Vec<Way> {
        let edition = self.edition;
        let Some(menu) = &edition.menu else { return Vec::new() };
        let Some(question) = edition.questions.get(usize::from(menu.question)) else { return Vec::new() };
        let AnswerKind::Choice(routes) = &question.kind else { return Vec::new() };
        let taken = seen.assessment.as_ref().and_then(|assessment| assessment.route);
        let mut application = seen.application.clone();
        let ways = routes.iter().map(|route| {
            application.answers.insert(question.id.clone(), Answer::Text(route.id.clone()));
            let assessment = self.assessor.borrow_mut().assess(&application, self.today).ok()?;
            let exists = assessment.route.is_none_or(|found| found == route.id);
            let taken = taken == Some(route.id.as_str());
            Some(Way { label: &route.label, amount: assessment.amount, exists, taken })
        });
        ways.collect::<Option<_>>().unwrap_or_default()
    }

    /// What a line is called: its number and its title.
    pub(crate) fn line_name(&self, seen: &Seen, id: &str) -> String {
        let mut items = seen.application.items.iter().flatten().enumerate();
        items
            .find(|(_, item)| item.id == id)
            .map_or_else(String::new, |(at, item)| format!("{}. {}", at + 1, self.title(item)))
    }

    // As the first module calls it: what the quote calls it, else its kind.
    fn title(&self, item: &Item) -> String {
        let kind = self.edition.kinds.iter().find(|kind| kind.id == item.kind).map_or("", |kind| &kind.label);
        item.name.as_ref().map_or_else(|| kind.to_owned(), |name| format!("{name}（{kind}）"))
    }
}
