//! The whole assessment of a desk, for the screens after the answers. It is made when somebody looks, not whenever
//! something is entered.

use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::advice::{Advice, Place, advise};
use kaigo_hojo_assess::diagnosis::diagnose_draft;
use kaigo_hojo_assess::reasons::deciding;
use kaigo_hojo_assess::rules::edition::AnswerKind;
use kaigo_hojo_assess::words::kinds;
use kaigo_hojo_contract::assessment::{Amount, Assessment};
use kaigo_hojo_contract::diagnosis::Diagnosis;
use kaigo_hojo_contract::draft::Written;
use kaigo_hojo_contract::{Answer, Application, DocumentError, Draft as Document, Item};
use leptos::prelude::*;

use super::Desk;

/// What is entered for a programme, and what follows from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// How many mistakes are shown at fields of the answers.
    pub(crate) mistakes: usize,
    /// How many lines wait for something.
    pub(crate) waiting: usize,
    /// What counts of the answers: lines that are not complete carry no cost.
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

impl Report {
    /// A line, by its position.
    pub(crate) fn item(&self, line: usize) -> Option<&Item> {
        self.application.items.as_ref()?.get(line)
    }

    /// How many lines nobody has said the kind of.
    pub(crate) fn guesses(&self) -> usize {
        self.application.items.iter().flatten().filter(|item| item.has_open_kind()).count()
    }
}

impl Desk {
    fn assess_whole(&self, application: &Application) -> Result<Assessment<'static>, DocumentError> {
        let (dates, today) = (self.dates.get(), self.today);
        let assessed = self.assessor.try_update_value(|assessor| {
            let assessor = assessor.get_or_insert_with(|| Assessor::new(self.whole()));
            assessor.assess_with(application, &dates, today)
        });
        // A desk lives as long as the page, and its assessor with it.
        assessed.unwrap_or_else(|| Assessor::new(self.whole()).assess_with(application, &dates, today))
    }

    /// What is entered and what follows from it, but for what is written on the form; followed.
    pub(crate) fn report(&self) -> Report {
        let mut report = self.draft.with(|draft| {
            let gaps = draft.gaps();
            let waiting = gaps.iter().flatten().filter(|gap| gap.is_missing()).count();
            Report {
                mistakes: draft.mistakes().len(),
                waiting,
                application: draft.application().clone(),
                left_out: gaps.iter().flatten().count(),
                ..Report::default()
            }
        });
        match self.assess_whole(&report.application) {
            Ok(assessment) => report.assessment = Some(assessment),
            Err(error) => report.failure = Some(error.to_string()),
        }
        report.advice = advise(self.whole(), &report.application).unwrap_or_default();
        report.deciding = deciding(self.whole(), &report.application).unwrap_or_default();
        report
    }

    /// The figures that are written on the form beside ours; followed.
    pub(crate) fn compare(&self) -> Option<Diagnosis> {
        let written = self.written.get();
        let entered = self.draft.with(crate::draft::Draft::document);
        let document = Document { written, staff: self.staff.get(), ..entered };
        if document.written == Written::default() { None } else { diagnose_draft(self.whole(), &document).ok() }
    }

    /// Each route with what it gives; empty where there is no choice or it fails.
    pub(crate) fn ways(&self, report: &Report) -> Vec<Way> {
        let Some(menu) = &self.whole().menu else { return Vec::new() };
        let Some(question) = self.whole().questions.get(usize::from(menu.question)) else { return Vec::new() };
        let AnswerKind::Choice(routes) = &question.kind else { return Vec::new() };
        let taken = report.assessment.as_ref().and_then(|assessment| assessment.route);
        let mut application = report.application.clone();
        let ways = routes.iter().map(|route| {
            application.answers.insert(question.id.clone(), Answer::Text(route.id.clone()));
            let assessment = self.assess_whole(&application).ok()?;
            let exists = assessment.route.is_none_or(|found| found == route.id);
            let taken = taken == Some(route.id.as_str());
            Some(Way { label: &route.label, amount: assessment.amount, exists, taken })
        });
        ways.collect::<Option<_>>().unwrap_or_default()
    }

    /// What a line of a report is called: its number and its title.
    pub(crate) fn item_name(&self, at: usize, item: &Item) -> String {
        format!("{}. {}", at + 1, self.title(item))
    }

    /// As [`Desk::item_name`], of the line with an id.
    pub(crate) fn name_in(&self, report: &Report, id: &str) -> String {
        let mut items = report.application.items.iter().flatten().enumerate();
        items.find(|(_, item)| item.id == id).map_or_else(String::new, |(at, item)| self.item_name(at, item))
    }

    /// A line as the answers call it: what the quote calls it, else its kind, or those that it may be of.
    pub(crate) fn title(&self, item: &Item) -> String {
        let kinds = kinds(self.whole(), item);
        match &item.name {
            Some(name) => format!("{name}（{kinds}）"),
            None => kinds,
        }
    }
}
