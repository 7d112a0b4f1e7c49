//! Every single change of an edition that somebody should notice: a figure, a condition, a kind, a default, a day.

mod self_check;

use kaigo_hojo_rules::edition::{Absent, AnswerKind, Best, Edition, Op, Operand, Outcome, Test};
use kaigo_hojo_rules::exact::{Direction, Exact};
use kaigo_hojo_rules::range::Range;

use crate::change::{Add, Change};

/// Another figure of the same sort: far enough off to be seen after a rounding to thousands.
fn other(figure: &Exact) -> Exact {
    let more = match figure.to_whole() {
        Some(value) if value >= 1000 => Exact::whole(1000),
        Some(_) => Exact::ONE,
        None => Exact::fraction(1, 16),
    };
    figure.plus(&more)
}

/// Every change, one at a time.
pub(crate) fn changes(edition: &Edition) -> Vec<Change> {
    let mut all = Vec::new();
    let mut add = |entry: &str, what: &str, cite: &str, change: &dyn Fn(&mut Edition)| {
        let mut changed = edition.clone();
        change(&mut changed);
        all.push(Change { entry: entry.to_owned(), what: what.to_owned(), cite: cite.to_owned(), edition: changed });
    };
    of_steps(edition, &mut add);
    of_tables(edition, &mut add);
    of_kinds(edition, &mut add);
    of_conditions(edition, &mut add);
    of_questions(edition, &mut add);
    for ix in 0..edition.drops.len() {
        let cite = edition.drops[ix].cite.clone();
        add(&format!("drop/{}", ix + 1), "removed", &cite, &|e| _ = e.drops.remove(ix));
    }
    for (ix, note) in edition.notes.iter().enumerate() {
        add(&format!("note/{}", note.id), "removed", &note.cite, &|e| _ = e.notes.remove(ix));
    }
    self_check::changes(edition, &mut add);
    all
}

fn of_steps(edition: &Edition, add: &mut Add<'_>) {
    for (ix, step) in edition.steps.iter().enumerate() {
        of_op(&step.op, &mut |what: String, change: &dyn Fn(&mut Op)| {
            add(&format!("step/{}", step.id), &what, &step.cite, &|e| change(&mut e.steps[ix].op));
        });
    }
}

/// Takes what is changed, and how.
type OfOp<'a> = dyn FnMut(String, &dyn Fn(&mut Op)) + 'a;

/// Every change of what a step does.
pub(crate) fn of_op(op: &Op, change: &mut OfOp<'_>) {
    for nth in 0..figures(&mut op.clone()).len() {
        change(format!("figure {}", nth + 1), &|op| {
            if let Some(figure) = figures(op).into_iter().nth(nth) {
                *figure = Range::Point(other(figure.low()));
            }
        });
    }
    match op {
        Op::LineCost(_) => change("tax in or out".into(), &|op| {
            if let Op::LineCost(with_tax) = op {
                *with_tax ^= true;
            }
        }),
        Op::Round(..) => {
            change("rounding unit".into(), &|op| {
                if let Op::Round(_, unit, _) = op {
                    *unit *= 10;
                }
            });
            change("rounding direction".into(), &|op| {
                if let Op::Round(_, _, direction) = op {
                    *direction = if *direction == Direction::Down { Direction::Up } else { Direction::Down };
                }
            });
        }
        _ => {}
    }
    let (before, after, count) = parts(op);
    for part in 0..count {
        change(format!("{before} {} {after}", part + 1), &|op| remove(op, part));
    }
}

// The parts of which one can be missing, and how that is told.
fn parts(op: &Op) -> (&'static str, &'static str, usize) {
    match op {
        Op::Case(arms, _) => ("arm", "removed", arms.len()),
        Op::Lowest(parts) => ("input", "not compared", parts.len()),
        Op::Best(Best { rows, .. }) => ("row", "removed", rows.len()),
        Op::Add(parts) if parts.len() > 1 => ("term", "left out", parts.len()),
        _ => ("", "", 0),
    }
}

fn remove(op: &mut Op, part: usize) {
    match op {
        Op::Case(arms, _) => _ = arms.remove(part),
        Op::Lowest(parts) | Op::Add(parts) => _ = parts.remove(part),
        Op::Best(Best { rows, .. }) => _ = rows.remove(part),
        _ => {}
    }
}

fn figures(op: &mut Op) -> Vec<&mut Range> {
    let operands: Vec<&mut Operand> = match op {
        Op::Add(parts) | Op::Multiply(parts) | Op::Lowest(parts) | Op::Highest(parts) => parts.iter_mut().collect(),
        Op::Less(a, b) | Op::Divide(a, b) => vec![a, b],
        Op::Round(of, ..) | Op::Lookup(of, _) | Op::Only(of, _) | Op::Total(of, _) => vec![of],
        Op::Case(arms, otherwise) => arms.iter_mut().map(|(_, operand)| operand).chain([otherwise]).collect(),
        Op::Best(Best { value, by, units, limit, rows, .. }) => {
            let caps = rows.iter_mut().map(|row| &mut row.cap);
            [value, by, units, limit].into_iter().chain(caps).collect()
        }
        _ => Vec::new(),
    };
    operands
        .into_iter()
        .filter_map(|operand| match operand {
            Operand::Figure(figure) => Some(figure),
            Operand::Step(_) => None,
        })
        .collect()
}

fn of_tables(edition: &Edition, add: &mut Add<'_>) {
    for (ix, table) in edition.tables.iter().enumerate() {
        for band in 0..table.bands.len() {
            let (entry, band_of) = (format!("table/{}", table.id), format!("band {}", band + 1));
            add(&entry, &format!("{band_of}: figure"), &table.cite, &|e| {
                let figure = &mut e.tables[ix].bands[band].1;
                *figure = other(figure);
            });
            add(&entry, &format!("{band_of}: first number"), &table.cite, &|e| e.tables[ix].bands[band].0 += 1);
        }
    }
}

fn of_kinds(edition: &Edition, add: &mut Add<'_>) {
    for (ix, kind) in edition.kinds.iter().enumerate() {
        let entry = format!("kind/{}", kind.id);
        for outcome in [Outcome::Counted, Outcome::Excluded, Outcome::NeedsConfirmation] {
            if outcome != kind.outcome {
                add(&entry, &format!("{outcome:?}"), &kind.cite, &|e| e.kinds[ix].outcome = outcome);
            }
        }
        for need in 0..kind.needs.len() {
            let cite = &kind.needs[need].cite;
            add(&format!("{entry}/need/{}", need + 1), "removed", cite, &|e| _ = e.kinds[ix].needs.remove(need));
        }
        for figure in 0..kind.figures.len() {
            if !kind.figures[figure].is_zero() {
                add(&entry, &format!("figure {}", figure + 1), &kind.cite, &|e| {
                    let figure = &mut e.kinds[ix].figures[figure];
                    *figure = other(figure);
                });
            }
        }
        // Where nothing counts units, a whole line is not told from its units.
        if edition.steps.iter().any(|step| matches!(step.op, Op::Units)) && kind.outcome == Outcome::Counted {
            add(&entry, "a whole line or not", &kind.cite, &|e| e.kinds[ix].whole_line ^= true);
        }
    }
}

fn of_conditions(edition: &Edition, add: &mut Add<'_>) {
    for (ix, condition) in edition.conditions.iter().enumerate() {
        let mut change = |what: &str, test: Test| {
            add(&format!("condition {ix} ({:?})", condition.test), what, "", &|e| e.conditions[ix].test = test.clone());
        };
        match &condition.test {
            Test::All(parts) | Test::Any(parts) if parts.len() > 1 => {
                let all = matches!(condition.test, Test::All(_));
                change(
                    "any for all, or all for any",
                    if all { Test::Any(parts.clone()) } else { Test::All(parts.clone()) },
                );
                for part in 0..parts.len() {
                    let mut fewer = parts.clone();
                    fewer.remove(part);
                    let fewer = if all { Test::All(fewer) } else { Test::Any(fewer) };
                    change(&format!("part {} removed", part + 1), fewer);
                }
            }
            Test::All(_) | Test::Any(_) => {}
            Test::Not(part) => change("not removed", Test::All(vec![*part])),
            Test::Among(question, set) => change("the other answers", Test::Among(*question, !set)),
            Test::ItemAmong(question, set) => change("the other answers", Test::ItemAmong(*question, !set)),
            Test::Kind(set) => change("the other kinds", Test::Kind(!set)),
            Test::AtLeast(step, bound) => change("bound", Test::AtLeast(*step, other(bound))),
            Test::NoNumber(_) | Test::Counted | Test::Monthly | Test::Positive(_) => {
                change("always", Test::All(Vec::new()))
            }
            Test::Reading(..) | Test::Route(_) => change("never", Test::Any(Vec::new())),
        }
    }
}

fn of_questions(edition: &Edition, add: &mut Add<'_>) {
    for (of_line, questions) in [(false, &edition.questions), (true, &edition.item_questions)] {
        for (ix, question) in questions.iter().enumerate() {
            let other = match &question.absent {
                // Unknown is neither no nor 0.
                Absent::Unknown => match &question.kind {
                    AnswerKind::Truth | AnswerKind::Choice(_) => Absent::Option(0),
                    AnswerKind::Number { min, .. } => Absent::Number(Exact::whole(*min)),
                    AnswerKind::Lines => Absent::NoLines,
                },
                Absent::Option(option) => Absent::Option(1 - option.min(&1)),
                Absent::Number(value) => Absent::Number(value.plus(&Exact::ONE)),
                Absent::None | Absent::NoLines => Absent::Unknown,
            };
            let entry = format!("{}question/{}", if of_line { "item-" } else { "" }, question.id);
            add(&entry, "default", &question.cite, &|e| {
                let questions = if of_line { &mut e.item_questions } else { &mut e.questions };
                questions[ix].absent = other.clone();
            });
        }
    }
}
