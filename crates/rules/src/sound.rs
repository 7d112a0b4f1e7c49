//! Whether an edition is what [`crate::evaluate`] relies on.
//!
//! The `pack` crate makes sound editions out of TOML. One that comes as bytes from anybody may say anything: positions
//! beyond the end, an order in which something is used before it is there, a value of the office that hangs on a line,
//! conditions that name each other in a circle. Only a sound edition may be evaluated; how much an evaluation takes is for
//! [`crate::burden`].

mod nodes;

use crate::date::Date;
use crate::dates::{Due, DueDay, FiscalYear};
use crate::edition::{Absent, AnswerKind, Edition, Menu, Question, StepIx};
use crate::mistake::{Change, Mistakes, Supposed};
use nodes::Nodes;

/// The most steps of an edition.
pub const MOST_STEPS: usize = 2_000;
/// The most conditions, with those that are written inside others.
pub const MOST_CONDITIONS: usize = 8_000;
/// The most of anything else: questions, kinds of a table, papers.
const MOST_OF_ANYTHING: usize = 1_000;

/// Whether an edition can be evaluated, whatever the facts. Of an edition from anybody, [`crate::burden`] is asked first.
#[must_use]
pub fn is_sound(edition: &Edition) -> bool {
    within_limits(edition) && about(edition) && asked(edition) && told(edition) && mistakes(edition)
}

// `None` where a position is beyond the end, which is never sound.
fn told(edition: &Edition) -> bool {
    Nodes::of(edition).is_some_and(|nodes| nodes.in_order() && results(edition, &nodes).is_some_and(|sound| sound))
}

fn within_limits(edition: &Edition) -> bool {
    let mut counts = vec![
        edition.sections.len(),
        edition.questions.len(),
        edition.item_questions.len(),
        edition.kind_groups.len(),
        edition.drops.len(),
        edition.tables.len(),
        edition.categories.len(),
        edition.plan.short.len(),
        edition.notes.len(),
        edition.requirements.len(),
        edition.documents.len(),
        edition.deadlines.len(),
        edition.date_rules.len(),
    ];
    counts.extend(edition.tables.iter().map(|table| table.bands.len()));
    counts.extend(edition.kinds.iter().flat_map(|kind| [kind.needs.len(), kind.figures.len()]));
    counts.into_iter().all(|count| count <= MOST_OF_ANYTHING)
        && edition.steps.len() <= MOST_STEPS
        && edition.conditions.len() <= MOST_CONDITIONS
        && edition.kinds.len() <= 64
        && edition.readings.len() <= 31
}

fn is_day(day: Date) -> bool {
    Date::new(day.year, day.month, day.day).is_some()
}

fn about(edition: &Edition) -> bool {
    let about = &edition.about;
    let window = about.reception.is_none_or(|(from, until)| is_day(from) && is_day(until) && from <= until);
    (2000..=2100).contains(&about.fiscal_year)
        && window
        && [about.as_of, about.valid_until, about.checked_on].into_iter().all(is_day)
}

// Questions, kinds, tables, readings, days: everything that needs no step.
fn asked(edition: &Edition) -> bool {
    let section = |question: &Question| usize::from(question.section) < edition.sections.len();
    let questions = edition.questions.iter().all(|q| section(q) && question(q));
    let figures = edition.kinds.first().map_or(0, |kind| kind.figures.len());
    let kinds = edition.kinds.iter().all(|kind| {
        usize::from(kind.group) < edition.kind_groups.len()
            && kind.figures.len() == figures
            && kind.figures.iter().all(|figure| !figure.is_infinite())
    });
    let tables = edition.tables.iter().all(|table| {
        let rising = table.bands.is_sorted_by(|(a, _), (b, _)| a < b);
        !table.bands.is_empty() && rising && table.bands.iter().all(|(_, figure)| !figure.is_infinite())
    });
    let readings = edition.readings.iter().all(|reading| (2..=100).contains(&reading.options.len()));
    let staffing =
        edition.staffing.iter().flat_map(|staffing| [staffing.fte, staffing.heads]).all(|ix| {
            edition.questions.get(usize::from(ix)).is_some_and(|q| matches!(q.kind, AnswerKind::Number { .. }))
        });
    let asks = |question: Option<u16>| question.is_none_or(|ix| usize::from(ix) < edition.questions.len());
    questions
        && edition.item_questions.iter().all(question)
        && kinds
        && tables
        && readings
        && staffing
        && edition.menu.as_ref().is_none_or(|of| menu(edition, of))
        && edition.requirements.iter().all(|requirement| asks(requirement.question))
        && edition.deadlines.iter().all(|deadline| due(&deadline.due))
        && edition.date_rules.iter().all(|rule| [&rule.from, &rule.until].into_iter().all(due))
}

fn question(question: &Question) -> bool {
    let kind = match &question.kind {
        AnswerKind::Truth | AnswerKind::Lines => true,
        AnswerKind::Choice(choices) => (2..=100).contains(&choices.len()),
        AnswerKind::Number { min, max, .. } => 0 <= *min && min <= max,
    };
    kind && answers(question, &question.absent)
}

// Whether this is an answer to the question, or none.
fn answers(question: &Question, answer: &Absent) -> bool {
    match (answer, &question.kind) {
        (Absent::Unknown, _) | (Absent::NoLines, AnswerKind::Lines) => true,
        (Absent::Option(option), AnswerKind::Truth) => *option < 2,
        (Absent::Option(option), AnswerKind::Choice(choices)) => usize::from(*option) < choices.len(),
        (Absent::Number(number), AnswerKind::Number { min, max, .. }) => {
            let (min, max) = (crate::exact::Exact::whole(*min), crate::exact::Exact::whole(*max));
            !number.is_infinite() && (min..=max).contains(number)
        }
        (Absent::None, AnswerKind::Number { none, .. }) => none.is_some(),
        _ => false,
    }
}

fn menu(edition: &Edition, menu: &Menu) -> bool {
    let choices = match edition.questions.get(usize::from(menu.question)).map(|question| &question.kind) {
        Some(AnswerKind::Choice(choices)) => choices.len(),
        _ => 0,
    };
    (2..=8).contains(&choices) && menu.exists.len() == choices && menu.exists[0].is_none()
}

fn due(due: &Due) -> bool {
    let year = |year: &FiscalYear| year.years <= 30;
    match due {
        Due::Within(of) => year(of),
        Due::On(days) => days.iter().all(|day| match day {
            DueDay::Fixed(day) => is_day(*day),
            DueDay::After(_, days) => *days <= 3_650,
            // A leap year has every day that there is.
            DueDay::InYear(month, day, of) => Date::new(2000, *month, *day).is_some() && year(of),
        }),
    }
}

// What is drawn from the steps and conditions; `None` where one is not there.
fn results(edition: &Edition, nodes: &Nodes<'_>) -> Option<bool> {
    let plan = &edition.plan;
    let single = [plan.amount, plan.eligible, plan.by_rate, plan.limited].into_iter();
    let single = single.chain(edition.categories.iter().map(|category| category.amount));
    let single = single.chain(plan.rate).chain(plan.staff).chain(plan.band.map(|(step, _)| step));
    let single: Vec<StepIx> = single.collect();
    for step in &single {
        if nodes.column(*step)?.is_some() {
            return Some(false);
        }
    }
    for step in &plan.short {
        nodes.column(*step)?;
    }
    if let Some((_, table)) = plan.band {
        edition.tables.get(usize::from(table))?;
    }
    let whole = |step: &StepIx| edition.steps[usize::from(*step)].whole;
    let amounts = edition.categories.iter().map(|category| &category.amount).chain([&plan.amount]);
    let of_office = edition.requirements.iter().flat_map(|r| r.applies.into_iter().chain([r.met]));
    let of_office = of_office.chain(edition.when_due());
    let of_office = of_office.chain(edition.date_rules.iter().filter_map(|rule| rule.unless));
    let of_office = of_office.chain(edition.notes.iter().filter(|note| !note.per_line).filter_map(|note| note.when));
    let of_office = of_office.chain(edition.menu.iter().flat_map(|menu| menu.exists.iter().flatten().copied()));
    for condition in of_office {
        if nodes.of_lines(condition)? {
            return Some(false);
        }
    }
    for note in edition.notes.iter().filter_map(|note| note.when) {
        nodes.of_lines(note)?;
    }
    let sound =
        nodes.column(plan.counted)?.is_some() && amounts.into_iter().all(whole) && !edition.categories.is_empty();
    Some(sound)
}

fn mistakes(edition: &Edition) -> bool {
    let Some(mistakes) = edition.mistakes.open() else { return edition.mistakes.0.is_empty() };
    let limits = mistakes.steps.len() <= MOST_STEPS && mistakes.list.len() <= MOST_OF_ANYTHING;
    if !limits {
        return false;
    }
    let wide = mistakes.widen(edition);
    Nodes::of(&wide).is_some_and(|nodes| {
        nodes.in_order() && mistakes.list.iter().all(|mistake| change(edition, &mistakes, &nodes, &mistake.change))
    })
}

fn change(edition: &Edition, mistakes: &Mistakes, nodes: &Nodes<'_>, change: &Change) -> bool {
    let lines = |step: StepIx| nodes.column(step).map(|column| column.is_some());
    match change {
        Change::Swap(swaps) => swaps.iter().all(|(of, by)| {
            let known = usize::from(*of) < edition.steps.len();
            known
                && swaps.len() <= mistakes.steps.len() + edition.steps.len()
                && matches!((lines(*of), lines(*by)), (Some(of), Some(by)) if of == by || !by)
                && nodes.unit(*of) == nodes.unit(*by)
        }),
        Change::Suppose(supposed) => supposed.iter().all(|supposed| match supposed {
            Supposed::Answer(ix, answer) => edition.questions.get(usize::from(*ix)).is_some_and(|q| answers(q, answer)),
            Supposed::Item(ix, answer) => {
                edition.item_questions.get(usize::from(*ix)).is_some_and(|q| answers(q, answer))
            }
            Supposed::Reading(reading, option) => {
                let reading = edition.readings.get(usize::from(*reading));
                reading.is_some_and(|reading| usize::from(*option) < reading.options.len())
            }
            Supposed::Kind(of, by) => [of, by].into_iter().all(|ix| usize::from(*ix) < edition.kinds.len()),
        }),
        Change::Band(tables) => tables.iter().all(|table| usize::from(*table) < edition.tables.len()),
        Change::Facts(_) => true,
    }
}
