//! One programme as the later module sees it: its whole draft, and what the engine says of it.
//!
//! The application is told by the first module and changed only through it; everything else of the draft is at home here,
//! one watched value for each part. Invariants: a screen that shows a programme is drawn from its [`Seen`] and follows it;
//! an assessment is made when somebody looks, not whenever something is told; whoever keeps drafts hears of every change.

use core::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use kaigo_hojo_assess::advice::{Advice, Place, advise};
use kaigo_hojo_assess::assessment::{Amount, Assessment};
use kaigo_hojo_assess::diagnosis::{Diagnosis, diagnose_draft};
use kaigo_hojo_assess::draft::{Quote, StaffTable, Written};
use kaigo_hojo_assess::reasons::deciding;
use kaigo_hojo_assess::rules::built::BuiltError;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition};
use kaigo_hojo_assess::words::kinds;
use kaigo_hojo_assess::{Answer, Application, Assessor, Dates, Draft, Item};
use kaigo_hojo_parts::clock::today;
use kaigo_hojo_parts::dom::{Shared, Watched};
use kaigo_hojo_parts::entry::Entry;
use kaigo_hojo_parts::handover::{self, Counts};
use leptos::prelude::{Owner, window_event_listener_untyped};

use crate::packs::Packs;
use crate::preview::{self, Preview};

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
    /// For each requirement of the edition, the answers that decide it.
    pub(crate) deciding: Vec<Vec<Place>>,
}

impl Seen {
    /// A line, by its position.
    pub(crate) fn item(&self, line: usize) -> Option<&Item> {
        self.application.items.as_ref()?.get(line)
    }

    /// How many lines nobody has said the kind of.
    pub(crate) fn guesses(&self) -> usize {
        self.application.items.iter().flatten().filter(|item| item.has_open_kind()).count()
    }
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
pub(crate) struct Desk {
    /// The programme.
    pub(crate) edition: &'static Edition,
    /// Where it is not published: the pack that is tried out.
    pub(crate) preview: Option<&'static Preview>,
    /// The day for which everything is said.
    pub(crate) today: Date,
    desks: &'static Desks,
    assessor: RefCell<Assessor<'static>>,
    // The application, and what is open in it; nothing else of this draft counts.
    told: Watched<Shared<(Draft, Counts)>>,
    /// What the applicant calls the draft.
    pub(crate) name: Watched<Option<String>>,
    /// The dates of the project.
    pub(crate) dates: Watched<Dates>,
    /// The figures that the applicant wrote on the form.
    pub(crate) written: Watched<Written>,
    /// The papers that are ready.
    pub(crate) ticks: Watched<Vec<String>>,
    /// What is printed on the quote beside its lines.
    pub(crate) quote: Watched<Quote>,
    /// The table of staff.
    pub(crate) staff: Watched<Option<StaffTable>>,
    // What is typed in fields, by their ids, and whether it cannot be read: then the draft does not hold it.
    typed: RefCell<BTreeMap<String, (Entry, bool)>>,
    /// The fields whose text cannot be read, by their ids.
    pub(crate) unread: Watched<Vec<String>>,
    // Whether something here would be lost with the page; the first module looks after the application.
    touched: Cell<bool>,
    // Whether the first module has answered.
    answered: Cell<bool>,
}

/// Told of a programme of whose draft something has changed.
type Hook = Box<dyn Fn(&'static Desk)>;

/// Every programme of which something was told. Lives as long as the page.
pub(crate) struct Desks {
    packs: Packs,
    owner: Owner,
    desks: RefCell<Vec<&'static Desk>>,
    hooks: RefCell<Vec<Hook>>,
    // How many packs have come.
    packs_come: Watched<usize>,
    tried: RefCell<Vec<&'static Preview>>,
    /// How many packs are tried out.
    pub(crate) previews: Watched<usize>,
}

impl Desks {
    /// None yet; listens to the first module and the loader.
    pub(crate) fn open() -> &'static Self {
        let owner = Owner::current().unwrap_or_default();
        let desks: &'static Self = Box::leak(Box::new(Self {
            packs: Packs::default(),
            owner,
            desks: RefCell::default(),
            hooks: RefCell::default(),
            packs_come: Watched::new(0),
            tried: RefCell::default(),
            previews: Watched::new(0),
        }));
        handover::on_pack(|name, bytes| {
            desks.packs.put(&name, bytes);
            let come = *desks.packs_come.peek();
            desks.packs_come.set(come + 1);
        });
        handover::on_draft(|draft, counts| {
            if let Some(desk) = desks.of(&draft.application.programme) {
                desk.tell(draft, counts);
            }
        });
        handover::on_clear(|programme| {
            if let Some(desk) = desks.of(&programme) {
                desk.take(Draft::default());
                desk.touched.set(false);
            }
        });
        let _left = window_event_listener_untyped("beforeunload", |event| {
            if desks.desks.borrow().iter().any(|desk| desk.touched.get() || !desk.unread.peek().is_empty()) {
                event.prevent_default();
            }
        });
        desks
    }

    /// Told of every programme of whose draft something has changed.
    pub(crate) fn on_change(&self, run: impl Fn(&'static Desk) + 'static) {
        self.hooks.borrow_mut().push(Box::new(run));
    }

    /// Takes a pack from anybody to be tried out; its id.
    pub(crate) fn try_out(&self, file: &str, bytes: &[u8]) -> Result<String, BuiltError> {
        let (preview, bytes) = preview::read(file, bytes)?;
        let id = preview.id.clone();
        if self.tried.borrow().iter().all(|other| other.id != id) {
            self.tried.borrow_mut().push(Box::leak(Box::new(preview)));
            // First for the answers, then for this module.
            handover::pack(&id, &bytes);
            handover::pack(&format!("{id}/whole"), &bytes);
            let count = self.tried.borrow().len();
            self.previews.set(count);
        }
        Ok(id)
    }

    /// Looks at each pack that is tried out, the last one first; followed.
    pub(crate) fn each_preview(&self, look: impl FnMut(&'static Preview)) {
        drop(self.previews.get());
        self.tried.borrow().iter().rev().copied().for_each(look);
    }

    /// As [`Desks::of`], followed until the pack is there.
    pub(crate) fn of_coming(&'static self, programme: &str) -> Option<&'static Desk> {
        let found = self.of(programme);
        if found.is_none() {
            drop(self.packs_come.get());
        }
        found
    }

    /// The desk of a programme; `None` where its pack is not there.
    pub(crate) fn of(&'static self, programme: &str) -> Option<&'static Desk> {
        let mut desks = self.desks.borrow_mut();
        if let Some(desk) = desks.iter().find(|desk| desk.edition.about.id == programme) {
            return Some(desk);
        }
        let edition = self.packs.edition(programme)?;
        let desk: &'static Desk = self.owner.with(|| {
            let mut nothing = Draft::default();
            nothing.application.programme.clone_from(&edition.about.id);
            Box::leak(Box::new(Desk {
                edition,
                preview: self.tried.borrow().iter().find(|preview| preview.id == edition.about.id).copied(),
                today: today(),
                desks: self,
                assessor: RefCell::new(Assessor::new(edition)),
                told: Watched::new(Shared::new((nothing, Counts::default()))),
                name: Watched::new(None),
                dates: Watched::new(Dates::default()),
                written: Watched::new(Written::default()),
                ticks: Watched::new(Vec::new()),
                quote: Watched::new(Quote::default()),
                staff: Watched::new(None),
                typed: RefCell::default(),
                unread: Watched::new(Vec::new()),
                touched: Cell::new(false),
                answered: Cell::new(false),
            }))
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

    /// What the first module has told last; followed. Of the draft only the application counts, and what is open in it.
    pub(crate) fn entered(&self) -> Shared<(Draft, Counts)> {
        self.told.get().clone()
    }

    /// The whole draft as it is now; not followed.
    pub(crate) fn draft(&self) -> Draft {
        let told = self.told.peek().clone();
        Draft {
            name: self.name.peek().clone(),
            dates: *self.dates.peek(),
            written: self.written.peek().clone(),
            ticks: self.ticks.peek().clone(),
            quote: self.quote.peek().clone(),
            staff: self.staff.peek().clone(),
            ..told.0.clone()
        }
    }

    /// The whole draft as it is now; followed.
    pub(crate) fn follow(&self) -> Draft {
        drop((self.told.get(), self.name.get(), self.dates.get(), self.written.get()));
        drop((self.ticks.get(), self.quote.get(), self.staff.get()));
        self.draft()
    }

    /// Puts a whole draft in place of what there is; whether it could be taken.
    pub(crate) fn put(&'static self, draft: Draft) -> bool {
        if !self.send(&draft, false) {
            return false;
        }
        self.take(draft);
        self.changed();
        true
    }

    /// Changes a part that is at home here: `desk.set(&desk.dates, |dates| …)`.
    pub(crate) fn set<T: Clone + PartialEq>(&'static self, part: &Watched<T>, change: impl FnOnce(&mut T)) {
        let mut value = part.peek().clone();
        change(&mut value);
        if *part.peek() != value {
            part.set(value);
            self.touched.set(true);
            self.changed();
        }
    }

    /// Changes the application, which is at home in the first module; whether it took the change.
    pub(crate) fn enter(&'static self, change: impl FnOnce(&mut Draft)) -> bool {
        let mut draft = self.told.peek().0.clone();
        change(&mut draft);
        self.send(&draft, true)
    }

    /// What was typed in a field.
    pub(crate) fn typed(&self, id: &str) -> Option<Entry> {
        self.typed.borrow().get(id).map(|(entry, _)| entry.clone())
    }

    /// Keeps what was typed in a field, right or wrong, for when its screen is drawn anew.
    pub(crate) fn keep_typed(&'static self, id: &str, entry: Entry, wrong: bool) {
        let unread: Vec<String> = {
            let mut typed = self.typed.borrow_mut();
            typed.insert(id.to_owned(), (entry, wrong));
            typed.iter().filter(|(_, (_, wrong))| *wrong).map(|(id, _)| id.clone()).collect()
        };
        if *self.unread.peek() != unread {
            self.unread.set(unread);
            self.changed();
        }
    }

    /// Says that the draft is kept elsewhere; leaving the page would lose only what cannot be read.
    pub(crate) fn kept(&self) {
        if self.unread.peek().is_empty() && self.told.peek().1.mistakes == 0 {
            self.touched.set(false);
            handover::kept(&self.edition.about.id);
        }
    }

    // The first module answers by telling.
    fn send(&'static self, draft: &Draft, change: bool) -> bool {
        self.answered.set(false);
        handover::open(draft, change);
        self.answered.get()
    }

    fn take(&self, draft: Draft) {
        self.typed.borrow_mut().clear();
        self.unread.set(Vec::new());
        self.name.set(draft.name);
        self.dates.set(draft.dates);
        self.written.set(draft.written);
        self.ticks.set(draft.ticks);
        self.quote.set(draft.quote);
        self.staff.set(draft.staff);
    }

    fn tell(&'static self, draft: Draft, counts: Counts) {
        self.answered.set(true);
        let before = self.told.peek().clone();
        let (is_new, counts_differ) = (before.0 != draft, before.1 != counts);
        if is_new || counts_differ {
            self.told.set(Shared::new((draft, counts)));
        }
        if is_new {
            self.changed();
        }
    }

    fn changed(&'static self) {
        self.desks.hooks.borrow().iter().for_each(|hook| hook(self));
    }

    /// What is entered and what follows from it, but for what is written on the form; followed.
    pub(crate) fn look(&self) -> Seen {
        let told = self.entered();
        let (draft, counts) = &*told;
        let (application, left_out) = draft.counted();
        let mut seen = Seen { counts: *counts, application, left_out, ..Seen::default() };
        match self.assessor.borrow_mut().assess_with(&seen.application, &self.dates.get(), self.today) {
            Ok(assessment) => seen.assessment = Some(assessment),
            Err(error) => seen.failure = Some(error.to_string()),
        }
        seen.advice = advise(self.edition, &seen.application).unwrap_or_default();
        seen.deciding = deciding(self.edition, &seen.application).unwrap_or_default();
        seen
    }

    /// The figures that are written on the form beside ours; followed.
    pub(crate) fn compare(&self) -> Option<Diagnosis> {
        let (told, written) = (self.entered(), self.written.get().clone());
        let draft = Draft { written, staff: self.staff.get().clone(), ..told.0.clone() };
        if draft.written == Written::default() { None } else { diagnose_draft(self.edition, &draft).ok() }
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

    /// What a line is called, by its id: its number and its title.
    pub(crate) fn line_name(&self, seen: &Seen, id: &str) -> String {
        let mut items = seen.application.items.iter().flatten().enumerate();
        items.find(|(_, item)| item.id == id).map_or_else(String::new, |(at, item)| self.item_name(at, item))
    }

    /// As [`Desk::line_name`], where the line is at hand.
    pub(crate) fn item_name(&self, at: usize, item: &Item) -> String {
        format!("{}. {}", at + 1, self.title(item))
    }

    /// A line as the first module calls it: what the quote calls it, else its kind, or those that it may be of.
    pub(crate) fn title(&self, item: &Item) -> String {
        let kinds = kinds(self.edition, item);
        match &item.name {
            Some(name) => format!("{name}（{kinds}）"),
            None => kinds,
        }
    }
}
