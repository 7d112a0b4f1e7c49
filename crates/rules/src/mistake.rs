//! Usual mistakes of applicants, and the figures that they lead to.
//!
//! A pack declares its mistakes beside its steps. An ordinary evaluation never sees them: an edition keeps them
//! [`Sealed`], as bytes. The diagnosis opens them, [widens](Mistakes::widen) the edition by the steps that only
//! mistakes use, and changes a copy.

mod sealing;

use serde::Deserialize;

pub use crate::edition::Sealed;
use crate::edition::{Absent, Edition, Node, Operand, Step, StepIx, Table, Test, Turn};
use crate::facts::Domain;

/// The mistakes of an edition, the most common first, with the steps that only they need.
#[derive(Clone, Debug)]
pub struct Mistakes {
    /// Steps that follow those of the edition.
    pub steps: Vec<Step>,
    /// An order of all turns that fits every mistake.
    pub order: Vec<Turn>,
    /// The number of columns for all steps.
    pub columns: u16,
    /// The mistakes.
    pub list: Vec<Mistake>,
}

/// A usual mistake.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The public id.
    pub id: String,
    /// Its subject: two mistakes with the same subject are not tried together.
    pub about: u16,
    /// The mistake in words; ends in すると.
    pub label: String,
    /// The right way, in a sentence or two.
    pub advice: String,
    /// The clause.
    pub cite: String,
    /// The change of edition or facts.
    pub change: Change,
}

/// A change of the edition or the facts.
#[derive(Clone, Debug)]
pub enum Change {
    /// Wherever the first step is used, the second is.
    Swap(Vec<(StepIx, StepIx)>),
    /// Answers, readings and kinds are replaced by these.
    Suppose(Vec<Supposed>),
    /// In these tables the neighbouring band is taken: in all of them the one above, or the one below.
    Band(Vec<u16>),
    /// The quote, or the table of staff, is misread.
    Facts(Misread),
}

/// A wrong answer, reading or kind.
#[derive(Clone, Debug)]
pub enum Supposed {
    /// The answer to a question.
    Answer(u16, Absent),
    /// The answer about a line.
    Item(u16, Absent),
    /// The option of a reading.
    Reading(u8, u8),
    /// Lines of the first kind are of the second.
    Kind(u16, u16),
}

/// How a line of a quote, or the table of staff, is misread. A small closed set; a pack writes the names in kebab-case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Misread {
    /// A price without tax is taken for one with tax.
    PriceReadWithTax,
    /// A price with tax is taken for one without.
    PriceReadWithoutTax,
    /// The tax of one unit is rounded, then multiplied.
    TaxPerUnit,
    /// The months of the whole contract are counted.
    WholeContract,
    /// Twelve months are counted.
    FullYear,
    /// An excluded line is counted.
    ExcludedLine,
    /// The discount is not taken off.
    DiscountForgotten,
    /// The staff of each role is rounded, then added up.
    StaffRoundedPerRole,
    /// The staff of each role is cut to one decimal place, then added up.
    StaffCutPerRole,
}

impl Supposed {
    /// The answer as a domain.
    #[must_use]
    pub fn domain(answer: &Absent) -> Option<Domain> {
        match answer {
            Absent::Unknown => None,
            Absent::Option(option) => Some(Domain::Options(1 << option)),
            Absent::Number(value) => Some(Domain::number(value.clone())),
            Absent::None => Some(Domain::no_number()),
            Absent::NoLines => Some(Domain::Lines(Vec::new())),
        }
    }
}

impl Mistakes {
    /// The edition with the steps of the mistakes, without words, reduced to its figures.
    #[must_use]
    pub fn widen(&self, edition: &Edition) -> Edition {
        let mut wide = edition.clone();
        wide.steps.extend(self.steps.iter().cloned());
        wide.order.clone_from(&self.order);
        wide.columns = self.columns;
        wide.notes.clear();
        wide.requirements.clear();
        wide.documents.clear();
        wide.deadlines.clear();
        wide.date_rules.clear();
        wide.plan.short.clear();
        wide.mistakes = Sealed::default();
        // It will be copied often.
        for step in &mut wide.steps {
            (step.id, step.label, step.cite) = (String::new(), String::new(), String::new());
            step.limit = None;
        }
        for question in wide.questions.iter_mut().chain(&mut wide.item_questions) {
            (question.label, question.help) = (String::new(), String::new());
            question.moot = String::new();
        }
        for kind in &mut wide.kinds {
            kind.examples = Vec::new();
            kind.reason = String::new();
        }
        wide
    }
}

/// Replaces steps, all at once: if a replacement is itself replaced, the last one counts.
pub fn swap(edition: &mut Edition, swaps: &[(StepIx, StepIx)]) {
    let instead = |mut step: StepIx| {
        for _ in swaps {
            step = swaps.iter().find(|(of, _)| *of == step).map_or(step, |(_, by)| *by);
        }
        step
    };
    let put = |step: &mut StepIx| *step = instead(*step);
    for (by, step) in (0..).zip(&mut edition.steps) {
        for operand in step.op.operands_mut() {
            match operand {
                // Its replacement may use it.
                Operand::Step(of) if !swaps.contains(&(*of, by)) => put(of),
                _ => {}
            }
        }
    }
    for condition in &mut edition.conditions {
        if let Test::AtLeast(step, _) | Test::Positive(step) = &mut condition.test {
            put(step);
        }
    }
    let plan = &mut edition.plan;
    [&mut plan.amount, &mut plan.counted, &mut plan.eligible, &mut plan.by_rate, &mut plan.limited]
        .into_iter()
        .chain(&mut plan.short)
        .chain(&mut plan.rate)
        .chain(&mut plan.staff)
        .chain(edition.categories.iter_mut().map(|category| &mut category.amount))
        .for_each(put);
    // A turn keeps its former uses: they do no harm, and `taken` still needs its source.
    let place = |step: StepIx| (0..).zip(&edition.order).find(|(_, turn)| turn.node == Node::Step(step));
    let more: Vec<(u16, u16)> =
        swaps.iter().filter_map(|(step, _)| Some((place(*step)?.0, place(instead(*step))?.0))).collect();
    for (here, turn) in (0..).zip(&mut edition.order) {
        let new = more.iter().filter(|(of, by)| turn.uses.contains(of) && *by != here).map(|(_, by)| *by);
        let new: Vec<u16> = new.collect();
        turn.uses.extend(new);
    }
}

/// Gives every band of a table the figure of its neighbour above or below; the last one keeps its own.
pub fn shift(table: &mut Table, up: bool) {
    let figures: Vec<_> = table.bands.iter().map(|(_, figure)| figure.clone()).collect();
    for (ix, (_, figure)) in table.bands.iter_mut().enumerate() {
        let neighbour = if up { ix + 1 } else { ix.saturating_sub(1) };
        if let Some(other) = figures.get(neighbour) {
            figure.clone_from(other);
        }
    }
}
