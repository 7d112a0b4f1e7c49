//! Usual mistakes: what somebody computes who makes one.
//!
//! A pack declares its mistakes beside its steps. Nothing of them takes part in an ordinary evaluation: an edition keeps
//! them [`Sealed`], as bytes, and the diagnosis opens them, [widens](Mistakes::widen) the edition by the steps that only
//! mistakes use, and changes a copy.

use serde::Deserialize;

use crate::edition::{Absent, Edition, Node, Operand, Step, StepIx, Table, Test, Turn};
use crate::facts::Domain;
use crate::wire;

/// The mistakes of an edition as bytes, so that a page that does not look for mistakes needs not know how to read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealed(pub(crate) Vec<u8>);

impl Sealed {
    /// Closes them.
    #[must_use]
    pub fn of(mistakes: &Mistakes) -> Self {
        Self(wire::to_bytes(mistakes))
    }

    /// Opens them; `None` where there are none.
    #[must_use]
    pub fn open(&self) -> Option<Mistakes> {
        wire::from_bytes(&self.0)
    }
}

/// The mistakes of an edition, the most common first, and what only they need.
#[derive(Clone, Debug)]
pub struct Mistakes {
    /// Steps that follow those of the edition.
    pub steps: Vec<Step>,
    /// An order of all turns in which any of the mistakes can be evaluated.
    pub order: Vec<Turn>,
    /// How many columns all steps need.
    pub columns: u16,
    /// The mistakes.
    pub list: Vec<Mistake>,
}

/// A usual mistake.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The public id.
    pub id: String,
    /// What it is about: two that are about the same are not made at once.
    pub about: u16,
    /// What is done wrong; ends in すると.
    pub label: String,
    /// What is right, in a sentence or two.
    pub advice: String,
    /// The clause.
    pub cite: String,
    /// What it changes.
    pub change: Change,
}

/// What a mistake changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// Wherever the first step is used, the second is.
    Swap(Vec<(StepIx, StepIx)>),
    /// Answers, readings and kinds are taken to be these.
    Suppose(Vec<Supposed>),
    /// The neighbouring band of these tables is taken, for all of them the one above or the one below.
    Band(Vec<u16>),
    /// The quote, or the table of staff, is misread.
    Facts(Misread),
}

/// Something that is taken to be so.
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
    /// A line that is out is counted.
    ExcludedLine,
    /// The discount is not taken off.
    DiscountForgotten,
    /// The staff of each role is rounded, then added up.
    StaffRoundedPerRole,
    /// The staff of each role is cut to one decimal place, then added up.
    StaffCutPerRole,
}

impl Supposed {
    /// The answer as the facts have it.
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
    /// The edition with the steps of the mistakes, without words, and with nothing to evaluate beside its figures.
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

/// Puts steps in the place of others, all at once: where a replacement is replaced itself, the last one counts.
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
                // What takes its place may be made of it.
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
    // What a turn used before is left among its uses: it does no harm, and `taken` still needs what it was taken from.
    let place = |step: StepIx| (0..).zip(&edition.order).find(|(_, turn)| turn.node == Node::Step(step));
    let more: Vec<(u16, u16)> =
        swaps.iter().filter_map(|(step, _)| Some((place(*step)?.0, place(instead(*step))?.0))).collect();
    for (here, turn) in (0..).zip(&mut edition.order) {
        let new = more.iter().filter(|(of, by)| turn.uses.contains(of) && *by != here).map(|(_, by)| *by);
        let new: Vec<u16> = new.collect();
        turn.uses.extend(new);
    }
}

/// Gives every band of a table the figure of its neighbour, the one above or the one below; the last has its own.
pub fn shift(table: &mut Table, up: bool) {
    let figures: Vec<_> = table.bands.iter().map(|(_, figure)| figure.clone()).collect();
    for (ix, (_, figure)) in table.bands.iter_mut().enumerate() {
        let neighbour = if up { ix + 1 } else { ix.saturating_sub(1) };
        if let Some(other) = figures.get(neighbour) {
            figure.clone_from(other);
        }
    }
}
