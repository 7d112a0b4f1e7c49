//! How the amount came about, step by step, with this applicant's numbers.
//!
//! Only what the result needs here is told: the trace walks back from the result along the branches that were taken
//! and stops at nothing.

use core::mem::replace;

use kaigo_hojo_contract::assessment::{LineValue, StepValue};
use kaigo_hojo_rules::edition::{Edition, Op, Operand, Step, StepIx, Unit};
use kaigo_hojo_rules::evaluate::{Gap, Pass};
use kaigo_hojo_rules::exact::{Direction, Exact};
use kaigo_hojo_rules::range::{Range, Truth};

use crate::in_words::formula::{arithmetic, band as band_words};
use crate::words::quantity;

/// The steps that the result needs, in the order in which they were computed.
pub(crate) fn steps<'e>(edition: &'e Edition, pass: &Pass<'_>, needed: &[bool], ids: &[String]) -> Vec<StepValue<'e>> {
    let in_order = edition.order.iter().filter_map(|turn| match turn.node {
        kaigo_hojo_rules::edition::Node::Step(ix) => Some(ix),
        _ => None,
    });
    let told = in_order.filter(|ix| needed[usize::from(*ix)] && !edition.steps[usize::from(*ix)].hidden);
    told.map(|ix| value(edition, pass, ix, ids)).collect()
}

/// The steps of the short explanation, in its order, as far as a trace has them. Parts that give nothing are left out
/// where there are others.
#[must_use]
pub fn short_sum<'s, 'e>(edition: &Edition, steps: &'s [StepValue<'e>]) -> Vec<&'s StepValue<'e>> {
    let told = |ix: &StepIx| {
        let id = &edition.steps[usize::from(*ix)].id;
        let is_part = edition.categories.len() > 1 && edition.categories.iter().any(|part| part.amount == *ix);
        steps.iter().find(|step| step.id == id).filter(|step| !is_part || step.yen != Some(0))
    };
    edition.plan.short.iter().filter_map(told).collect()
}

/// Which steps the result needs: walks back from it. What adds nothing to a sum needs no explanation, but each part of
/// the result is told.
pub(crate) fn needed(edition: &Edition, pass: &Pass<'_>, lines: usize) -> Vec<bool> {
    let plan = &edition.plan;
    let mut needed = needed_for(edition, pass, lines, &[plan.amount, plan.eligible, plan.by_rate, plan.counted]);
    edition.categories.iter().for_each(|category| needed[usize::from(category.amount)] = true);
    needed
}

/// Which steps these need.
pub(crate) fn needed_for(edition: &Edition, pass: &Pass<'_>, lines: usize, steps: &[StepIx]) -> Vec<bool> {
    let mut needed = vec![false; edition.steps.len()];
    let mut open = steps.to_vec();
    while let Some(ix) = open.pop() {
        let step = &edition.steps[usize::from(ix)];
        if replace(&mut needed[usize::from(ix)], true) {
            continue;
        }
        let mut from = |operand: &Operand| {
            if let Operand::Step(step) = operand {
                open.push(*step);
            }
        };
        match &step.op {
            Op::Add(parts) => parts.iter().filter(|part| !is_nothing(edition, pass, part, lines)).for_each(from),
            Op::Multiply(parts) | Op::Lowest(parts) | Op::Highest(parts) => parts.iter().for_each(from),
            Op::Less(a, b) | Op::Divide(a, b) => [a, b].into_iter().for_each(from),
            Op::Round(of, ..) | Op::Lookup(of, _) | Op::Only(of, _) | Op::Total(of, _) => from(of),
            Op::Case(..) if step.column.is_none() => arms(pass, &step.op, 0).into_iter().for_each(from),
            Op::Case(..) => (0..lines).for_each(|line| arms(pass, &step.op, line).into_iter().for_each(&mut from)),
            Op::Best(best) => [&best.value, &best.limit].into_iter().for_each(from),
            Op::Spread(spread) => from(&spread.cost),
            Op::Taken(best) => open.push(*best),
            _ => {}
        }
    }
    needed
}

fn is_nothing(edition: &Edition, pass: &Pass<'_>, part: &Operand, lines: usize) -> bool {
    let Operand::Step(ix) = part else { return false };
    let lines = edition.steps[usize::from(*ix)].column.map_or(1, |_| lines);
    pass.gap(*ix) == Gap::Never && (0..lines).all(|line| pass.value(*ix, line) == &Range::ZERO)
}

/// The inputs of a case that can be taken.
fn arms<'s>(pass: &Pass<'_>, op: &'s Op, line: usize) -> Vec<&'s Operand> {
    let Op::Case(arms, otherwise) = op else { return Vec::new() };
    let mut taken = Vec::new();
    for (condition, operand) in arms {
        match pass.test(*condition, line) {
            Truth::False => {}
            Truth::Open => taken.push(operand),
            Truth::True => {
                taken.push(operand);
                return taken;
            }
        }
    }
    taken.push(otherwise);
    taken
}

fn value<'e>(edition: &'e Edition, pass: &Pass<'_>, ix: StepIx, ids: &[String]) -> StepValue<'e> {
    let step = &edition.steps[usize::from(ix)];
    let mut told = StepValue {
        id: &step.id,
        label: &step.label,
        formula: String::new(),
        yen: None,
        value: None,
        exact: None,
        low_yen: None,
        high_yen: None,
        lines: Vec::new(),
        cite: &step.cite,
        short: edition.plan.short.contains(&ix),
    };
    if step.column.is_some() {
        told.formula = column_formula(edition, step);
        told.lines = ids
            .iter()
            .enumerate()
            .filter(|(line, _)| pass.value(ix, *line) != &Range::ZERO)
            .map(|(line, id)| LineValue { item_id: id.clone(), value: range_words(pass.value(ix, line), &step.unit) })
            .collect();
        told.value = Some(format!("{}行", told.lines.len()));
        return told;
    }
    told.formula = formula(edition, pass, ix);
    let range = pass.value(ix, 0);
    match (pass.gap(ix), &step.unit, range) {
        (Gap::Certain(_), ..) => told.value = Some("計算できません".to_owned()),
        (_, Unit::Yen, Range::Point(value)) => match value.to_whole() {
            Some(whole) => told.yen = Some(whole),
            None => told.exact = Some(value.to_string()),
        },
        (_, Unit::Yen, Range::Span(low, high)) => {
            told.low_yen = low.round_to(kaigo_hojo_rules::exact::WHOLE, Direction::Down).to_whole();
            told.high_yen = high.round_to(kaigo_hojo_rules::exact::WHOLE, Direction::Up).to_whole();
        }
        _ => told.value = Some(range_words(range, &step.unit)),
    }
    told
}

fn range_words(range: &Range, unit: &Unit) -> String {
    match range {
        Range::Point(value) => quantity(value, unit),
        Range::Span(low, high) => format!("{} 〜 {}", quantity(low, unit), quantity(high, unit)),
    }
}

fn unit_of<'e>(edition: &'e Edition, operand: &Operand, otherwise: &'e Unit) -> &'e Unit {
    match operand {
        Operand::Step(step) => &edition.steps[usize::from(*step)].unit,
        Operand::Figure(_) => otherwise,
    }
}

// A range as part of a formula: in brackets, so that what is done to it is done to both ends.
fn term(range: &Range, unit: &Unit) -> String {
    let words = range_words(range, unit);
    if range.point().is_some() { words } else { format!("（{words}）") }
}

fn words(edition: &Edition, pass: &Pass<'_>, operand: &Operand, otherwise: &Unit) -> String {
    term(pass.operand(operand, 0), unit_of(edition, operand, otherwise))
}

// What one of several inputs comes to: each once, or all of them in one range where one of them is a range.
fn either(pass: &Pass<'_>, inputs: &[&Operand], say: impl Fn(&Operand) -> String, unit: &Unit) -> String {
    let mut values = inputs.iter().map(|input| pass.operand(input, 0));
    if values.clone().all(|value| value.point().is_some()) {
        let mut all: Vec<String> = inputs.iter().map(|input| say(input)).collect();
        all.dedup();
        return all.join(" または ");
    }
    let first = values.next().cloned().unwrap_or(Range::ZERO);
    range_words(&values.fold(first, |hull, value| hull.hull(value)), unit)
}

fn formula(edition: &Edition, pass: &Pass<'_>, ix: StepIx) -> String {
    let step = &edition.steps[usize::from(ix)];
    let unit = &step.unit;
    // A bare figure in a product or quotient is a ratio; elsewhere it is of the step's own sort.
    let say = |operand: &Operand| words(edition, pass, operand, unit);
    let ratio = |operand: &Operand| words(edition, pass, operand, &Unit::Ratio);
    match &step.op {
        Op::Add(parts) => {
            let some: Vec<String> = parts.iter().filter(|p| *pass.operand(p, 0) != Range::ZERO).map(say).collect();
            if some.is_empty() { quantity(&Exact::ZERO, unit) } else { some.join(" + ") }
        }
        Op::Lookup(by, table) => {
            let table = &edition.tables[usize::from(*table)];
            let number = words(edition, pass, by, &Unit::Count(table.unit.clone()));
            match (band(edition, pass, ix), by) {
                (Some(band), _) => format!("{number} → {band}"),
                // The largest number that could be typed says nothing to anybody.
                (None, Operand::Step(step)) => format!("{}がまだ決まりません", edition.steps[usize::from(*step)].label),
                (None, Operand::Figure(_)) => number,
            }
        }
        Op::Case(..) => {
            let taken = arms(pass, &step.op, 0);
            match taken.as_slice() {
                // What is not told by itself is told here.
                [Operand::Step(one)] if edition.steps[usize::from(*one)].hidden => formula(edition, pass, *one),
                [Operand::Step(one)] => edition.steps[usize::from(*one)].label.clone(),
                many => either(pass, many, say, unit),
            }
        }
        Op::Total(of, condition) => {
            let lines = 0..pass.lines();
            let test = |line: &usize| condition.is_none_or(|condition| pass.test(condition, *line).possible());
            let some: Vec<&Range> =
                lines.filter(test).map(|line| pass.operand(of, line)).filter(|value| **value != Range::ZERO).collect();
            sum(&some, unit)
        }
        Op::Best(best) if !best.rows.is_empty() => "行ごとに合わせて比べた額の合計".to_owned(),
        Op::Best(best) => {
            let taken = pass.taken(ix);
            let parts: Vec<String> = taken
                .iter()
                .enumerate()
                .filter(|(_, units)| **units != Range::ZERO)
                .map(|(line, units)| {
                    let units = term(units, &Unit::Count("台".to_owned()));
                    format!("{} × {units}", term(pass.operand(&best.value, line), unit))
                })
                .collect();
            if parts.len() > SHOWN { format!("{}行の合計", parts.len()) } else { parts.join(" + ") }
        }
        Op::Answer(question) => edition.questions[usize::from(*question)].label.clone(),
        Op::Count(_) | Op::Unlimited => range_words(pass.value(ix, 0), unit),
        // One value a line is told by `column_formula`.
        op => arithmetic(op, unit, say, ratio).unwrap_or_default(),
    }
}

/// How many terms of a sum are written out.
const SHOWN: usize = 8;

fn sum(values: &[&Range], unit: &Unit) -> String {
    match values.len() {
        0 => quantity(&Exact::ZERO, unit),
        1..=SHOWN => values.iter().map(|value| term(value, unit)).collect::<Vec<_>>().join(" + "),
        many => format!("{many}行の合計"),
    }
}

// The band that a number fell into, in words.
fn band(edition: &Edition, pass: &Pass<'_>, ix: StepIx) -> Option<String> {
    let Op::Lookup(by, table) = &edition.steps[usize::from(ix)].op else { return None };
    let table = &edition.tables[usize::from(*table)];
    let value = pass.operand(by, 0).point()?.to_whole()?;
    let position = table.bands.iter().rposition(|(first, _)| *first <= value)?;
    Some(band_words(table, position) + "の区分")
}

// What is done on every line, in the words of the inputs.
fn column_formula(edition: &Edition, step: &Step) -> String {
    let named = |operand: &Operand, unit: &Unit| match operand {
        Operand::Step(step) => edition.steps[usize::from(*step)].label.clone(),
        Operand::Figure(figure) => range_words(figure, unit),
    };
    let say = |operand: &Operand| named(operand, &step.unit);
    match &step.op {
        Op::Only(of, _) => format!("{}のうち対象になるもの", say(of)),
        Op::Case(..) => "明細ごとに当てはまる額".to_owned(),
        Op::Spread(_) => "付帯する費用を、選んだ明細の台数で等分した額".to_owned(),
        Op::Taken(_) => "補助額の大きい台から上限まで".to_owned(),
        op => arithmetic(op, &step.unit, say, |operand| named(operand, &Unit::Ratio))
            .unwrap_or_else(|| "見積りの明細から".to_owned()),
    }
}
