//! The short sum can be followed: each of its lines is what the lines above it and figures of the text give, and the last
//! one is the amount.
//!
//! Nothing is asked of the engine but what it prints. The pack says by which operation a line is made of which others; the
//! numbers are those of the printed lines. A line may use a line above, a figure of the text, an answer, or what the quote
//! costs. A choice between inputs may be made silently; arithmetic may not.

#![cfg(not(target_arch = "wasm32"))]

#[path = "short_sum/span.rs"]
mod span;

use std::collections::BTreeMap;

use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Best, Edition, Op, Operand, Step, StepIx};
use kaigo_hojo_assess::rules::exact::{Direction, Exact};
use kaigo_hojo_assess::rules::range::Range;
use kaigo_hojo_assess::{Assessor, overview, short_sum};
use serde_json::Value;
use span::{DOWN, HALF_UP, Span, UP};
use whole_system_tests::{DAY, dates_of, every_case, read};

/// The number of a line, for each line of the quote where it has several.
#[derive(Clone, Debug)]
enum Printed {
    One(Span),
    Lines(BTreeMap<String, Span>),
}

struct Sum<'a> {
    edition: &'a Edition,
    application: &'a Value,
    items: &'a Value,
    above: BTreeMap<StepIx, Printed>,
}

impl Sum<'_> {
    /// What is wrong with a line, if something is.
    fn follow(&mut self, ix: StepIx, line: &Value) -> Result<(), String> {
        let step = &self.edition.steps[usize::from(ix)];
        let wrong = |what: String| format!("{} = {line}: {what}", step.id);
        // A base whose staff is not known yet says so, and gives nothing to what follows.
        if line["value"] == "計算できません" {
            return Ok(());
        }
        let printed = printed(step, line).ok_or_else(|| wrong("no number".to_owned()))?;
        match &printed {
            Printed::One(value) => self.one(ix, step, *value, line["formula"].as_str().unwrap_or_default()),
            Printed::Lines(lines) => lines.iter().try_for_each(|(id, value)| self.of_line(ix, step, id, *value)),
        }
        .map_err(wrong)?;
        self.above.insert(ix, printed);
        Ok(())
    }

    fn one(&self, ix: StepIx, step: &Step, value: Span, formula: &str) -> Result<(), String> {
        if ix == self.edition.plan.eligible {
            return self.is_counted_cost(value);
        }
        if self.is_given(&Operand::Step(ix)) {
            let parts = numbers(formula, "円");
            let sum = parts.iter().fold(Span::ZERO, |sum, part| sum.plus(*part));
            let is_sum = matches!(step.op, Op::Total(..) | Op::Add(_)) && parts.len() > 1;
            return if is_sum && !sum.meets(value) { Err(format!("{parts:?} are not its sum")) } else { Ok(()) };
        }
        match &step.op {
            Op::Best(best) => self.best(best, value, formula),
            op => self.made_of(op, value, None),
        }
    }

    fn of_line(&self, ix: StepIx, step: &Step, id: &str, value: Span) -> Result<(), String> {
        if self.is_given(&Operand::Step(ix)) { Ok(()) } else { self.made_of(&step.op, value, Some(id)) }
    }

    // What is counted of each line stands beside it.
    fn is_counted_cost(&self, value: Span) -> Result<(), String> {
        let counted: Option<Vec<i64>> =
            self.items.as_array().into_iter().flatten().map(|item| item["countedYen"].as_i64()).collect();
        let Some(counted) = counted.filter(|_| value.is_single()) else { return Ok(()) };
        let (sum, count) = (counted.iter().sum::<i64>(), i64::try_from(counted.len()).expect("few lines"));
        if value.meets(Span::between(sum, sum + count)) { Ok(()) } else { Err(format!("the lines give {sum}")) }
    }

    // Units that are taken are told as `300,000円 × 2台`: of known value, and not more than there may be.
    fn best(&self, best: &Best, value: Span, formula: &str) -> Result<(), String> {
        let limits = self.inputs(&best.limit, None)?;
        // Which units are taken may be open where the sum is not.
        if !value.is_single() || formula.contains('〜') {
            return Ok(());
        }
        let (yen, units) = (numbers(formula, "円"), numbers(formula, "台"));
        if yen.len() != units.len() {
            return if formula.contains("行の合計") {
                Ok(())
            } else {
                Err("not all its units are told".to_owned())
            };
        }
        let sum = yen.iter().zip(&units).fold(Span::ZERO, |sum, (yen, units)| sum.plus(yen.times(*units)));
        let count = units.iter().fold(Span::ZERO, |sum, units| sum.plus(*units));
        if !sum.meets(value) {
            return Err(format!("its units give {sum:?}"));
        }
        if !limits.iter().any(|limit| count.less(*limit) == Span::ZERO) {
            return Err(format!("{count:?} units, but the limit is {limits:?}"));
        }
        let known = self.value_lines(&best.value)?;
        // What gives nothing needs no line of its own.
        let is_known = |yen: &Span| yen.meets(Span::ZERO) || known.iter().any(|known| known.meets(*yen));
        let unknown = yen.iter().find(|yen| !known.is_empty() && !is_known(yen));
        unknown.map_or(Ok(()), |yen| Err(format!("{yen:?} of a unit stands nowhere above")))
    }

    // What the lines above say of each unit; empty where it is what the quote says.
    fn value_lines(&self, operand: &Operand) -> Result<Vec<Span>, String> {
        let Operand::Step(ix) = operand else { return Ok(Vec::new()) };
        match (self.above.get(ix), &self.edition.steps[usize::from(*ix)].op) {
            (Some(Printed::Lines(lines)), _) => Ok(lines.values().copied().collect()),
            (None, _) if self.is_given(operand) => Ok(Vec::new()),
            (None, Op::Case(arms, otherwise)) => {
                let arms = arms.iter().map(|(_, arm)| arm).chain([otherwise]);
                let told: Vec<Span> = arms.filter_map(|arm| self.value_lines(arm).ok()).flatten().collect();
                if told.is_empty() { Err("the value of a unit stands nowhere above".to_owned()) } else { Ok(told) }
            }
            _ => Err("the value of a unit stands nowhere above".to_owned()),
        }
    }

    // Whether a value follows from what an operation makes of its inputs, whichever of several they are.
    fn made_of(&self, op: &Op, value: Span, line: Option<&str>) -> Result<(), String> {
        let results = self.results(op, line)?;
        let fits = if value.is_single() {
            results.iter().any(|result| result.meets(value))
        } else {
            results.iter().copied().reduce(Span::hull).is_some_and(|all| value.within(all) || all.meets(value))
        };
        if fits { Ok(()) } else { Err(format!("its inputs give {results:?}")) }
    }

    fn results(&self, op: &Op, line: Option<&str>) -> Result<Vec<Span>, String> {
        let fold = |parts: &[Operand], join: fn(Span, Span) -> Span| {
            let mut all: Option<Vec<Span>> = None;
            for part in parts {
                let inputs = match self.inputs(part, line) {
                    // A part of a sum that is not told is nothing.
                    Err(_) if matches!(op, Op::Add(_)) => vec![Span::ZERO],
                    inputs => inputs?,
                };
                all = Some(match all {
                    None => inputs,
                    Some(before) => before.iter().flat_map(|a| inputs.iter().map(|b| join(*a, *b))).collect(),
                });
            }
            Ok(all.unwrap_or_default())
        };
        let pair = |a: &Operand, b: &Operand, join| fold(&[a.clone(), b.clone()], join);
        match op {
            Op::Add(parts) => fold(parts, Span::plus),
            Op::Multiply(parts) => fold(parts, Span::times),
            Op::Lowest(parts) => fold(parts, Span::lowest),
            Op::Highest(parts) => fold(parts, Span::highest),
            Op::Less(a, b) => pair(a, b, Span::less),
            Op::Divide(a, b) => pair(a, b, Span::over),
            Op::Round(of, unit, direction) => {
                let way = match direction {
                    Direction::Down => DOWN,
                    Direction::HalfUp => HALF_UP,
                    Direction::Up => UP,
                };
                Ok(self.inputs(of, line)?.into_iter().map(|input| input.rounded(*unit, way)).collect())
            }
            Op::Lookup(by, table) => {
                let bands = &self.edition.tables[usize::from(*table)].bands;
                let figures = |input: Span| {
                    let (first, last) = (i64::try_from(*input.ends().start()), i64::try_from(*input.ends().end()));
                    let (first, last) = (first.unwrap_or(0), last.unwrap_or(i64::MAX));
                    let from = bands.iter().rposition(|(from, _)| *from <= first).unwrap_or(0);
                    bands[from..].iter().filter(move |(from, _)| *from <= last).map(|(_, figure)| figure_span(figure))
                };
                Ok(self.inputs(by, line)?.into_iter().flat_map(figures).collect())
            }
            Op::Case(arms, otherwise) => {
                let arms = arms.iter().map(|(_, arm)| arm).chain([otherwise]);
                one_of(arms.map(|arm| match arm {
                    // What is not told by itself is told here.
                    Operand::Step(ix) if self.edition.steps[usize::from(*ix)].hidden => {
                        self.results(&self.edition.steps[usize::from(*ix)].op, line)
                    }
                    arm => self.inputs(arm, line),
                }))
            }
            Op::Only(of, _) => Ok([self.inputs(of, line)?, vec![Span::ZERO]].concat()),
            op => Err(format!("{op:?} is not told")),
        }
    }

    /// What an input may be: a figure, a line above, or what the applicant has said.
    fn inputs(&self, operand: &Operand, line: Option<&str>) -> Result<Vec<Span>, String> {
        let ix = match operand {
            Operand::Figure(Range::Point(figure)) => return Ok(vec![figure_span(figure)]),
            Operand::Figure(Range::Span(..)) => return Err("a figure that is none".to_owned()),
            Operand::Step(ix) => *ix,
        };
        let step = &self.edition.steps[usize::from(ix)];
        match (self.above.get(&ix), line, &step.op) {
            (Some(Printed::One(value)), ..) => Ok(vec![*value]),
            (Some(Printed::Lines(lines)), Some(line), _) => Ok(vec![lines.get(line).copied().unwrap_or(Span::ZERO)]),
            (None, _, Op::Answer(question)) => Ok(vec![self.answer(usize::from(*question))]),
            (None, _, Op::KindFigure(figure)) => {
                let all = self.edition.kinds.iter().map(|kind| figure_span(&kind.figures[usize::from(*figure)]));
                Ok(all.collect())
            }
            (None, _, Op::Unlimited) => Ok(vec![Span::UNLIMITED]),
            (None, _, Op::Case(arms, otherwise)) => {
                let arms = arms.iter().map(|(_, arm)| arm).chain([otherwise]);
                one_of(arms.map(|arm| self.inputs(arm, line)))
            }
            _ => Err(format!("{} stands nowhere above", step.id)),
        }
    }

    fn answer(&self, question: usize) -> Span {
        let question = &self.edition.questions[question];
        let told = &self.application["answers"][&question.id];
        let told = told.as_i64().map(Span::whole).or_else(|| Span::read(told.as_str()?));
        let absent = || match (&question.absent, &question.kind) {
            (Absent::Number(number), _) => figure_span(number),
            (_, AnswerKind::Number { min, max, .. }) => Span::between(*min, *max),
            _ => Span::ZERO,
        };
        told.unwrap_or_else(absent)
    }

    /// Whether a value is the applicant's own, answers and costs, without any figure of the text.
    fn is_given(&self, operand: &Operand) -> bool {
        let Operand::Step(ix) = operand else { return false };
        match &self.edition.steps[usize::from(*ix)].op {
            Op::KindFigure(_) | Op::Lookup(..) | Op::Unlimited | Op::Best(_) | Op::Taken(_) => false,
            op => op.operands().into_iter().all(|operand| self.is_given(operand)),
        }
    }
}

// One of them is taken; those that stand nowhere above are not.
fn one_of(arms: impl Iterator<Item = Result<Vec<Span>, String>>) -> Result<Vec<Span>, String> {
    let told: Vec<Span> = arms.filter_map(Result::ok).flatten().collect();
    if told.is_empty() { Err("none of its inputs stands above".to_owned()) } else { Ok(told) }
}

fn figure_span(figure: &Exact) -> Span {
    figure.to_parts().map_or(Span::UNLIMITED, |(num, den)| Span::fraction(num.into(), den.into()))
}

fn printed(step: &Step, line: &Value) -> Option<Printed> {
    if step.column.is_some() {
        let lines = line["lines"].as_array().into_iter().flatten();
        let read = |line: &Value| Some((line["itemId"].as_str()?.to_owned(), Span::read(line["value"].as_str()?)?));
        return lines.map(read).collect::<Option<_>>().map(Printed::Lines);
    }
    let text = line["value"].as_str().or_else(|| line["exact"].as_str());
    let (low, high) = (line["lowYen"].as_i64(), line["highYen"].as_i64());
    let range = || low.map(|low| high.map_or(Span::whole(low).hull(Span::UNLIMITED), |high| Span::between(low, high)));
    line["yen"].as_i64().map(Span::whole).or_else(|| Span::read(text?)).or_else(range).map(Printed::One)
}

/// The numbers of a text that are followed by a word: those of `1,200円 + 34円` before `円`.
fn numbers(text: &str, unit: &str) -> Vec<Span> {
    let number = |c: char| c.is_ascii_digit() || ",.…".contains(c);
    let before = text.match_indices(unit).map(|(at, _)| &text[..at]);
    before.filter_map(|head| Span::read(&head[head.trim_end_matches(number).len()..])).collect()
}

/// Follows the short sum of an application; what is wrong with it.
fn follow(edition: &Edition, application: &Value, assessment: &Value, ids: &[StepIx]) -> Vec<String> {
    let mut sum = Sum { edition, application, items: &assessment["items"], above: BTreeMap::new() };
    let line = |ix: &StepIx| {
        let steps = assessment["steps"].as_array().into_iter().flatten();
        let id = &edition.steps[usize::from(*ix)].id;
        steps.clone().find(|step| step["id"] == *id).unwrap_or(&Value::Null).clone()
    };
    let mut wrong: Vec<String> = ids.iter().filter_map(|ix| sum.follow(*ix, &line(ix)).err()).collect();
    let amount = &assessment["amount"];
    let bounds = (amount["lowYen"].clone(), amount["highYen"].clone());
    match ids.last() {
        Some(last) if *last == edition.plan.amount => {
            let last = line(last);
            if last["yen"] != amount["yen"]
                || (last["yen"].is_null() && (last["lowYen"].clone(), last["highYen"].clone()) != bounds)
            {
                wrong.push(format!("the last line is {last}, the amount {amount}"));
            }
        }
        last => wrong.push(format!("the last line is {last:?}, not the amount")),
    }
    wrong
}

struct Followed {
    wrong: Vec<String>,
    lines: usize,
}

fn follow_case(edition: &Edition, case: &Value, leave_out: Option<StepIx>) -> Option<Followed> {
    let application = read(&case["application"].to_string()).ok()?;
    let assessment = Assessor::new(edition).assess_with(&application, &dates_of(case), DAY).ok()?;
    // Where nothing can be computed, or the amount is open, there is no last figure to follow.
    assessment.amount?.yen?;
    let shown = short_sum(edition, &assessment.steps);
    let position = |id: &str| edition.steps.iter().position(|step| step.id == id);
    let ids = shown.iter().filter_map(|step| StepIx::try_from(position(step.id)?).ok());
    let ids: Vec<StepIx> = ids.filter(|ix| Some(*ix) != leave_out).collect();
    let json = serde_json::to_value(&assessment).expect("JSON");
    Some(Followed { wrong: follow(edition, &case["application"], &json, &ids), lines: ids.len() })
}

#[test]
fn the_short_sum_of_every_case_can_be_followed_to_its_last_line() {
    let (mut followed, mut failures) = (BTreeMap::new(), Vec::new());
    let editions = overview::editions();
    for (file, case) in every_case() {
        let programme = &case["application"]["programme"];
        let Some(edition) = editions.iter().find(|edition| *programme == edition.about.id) else { continue };
        let Some(found) = follow_case(edition, &case, None) else { continue };
        assert!(found.lines >= 3, "{file} {}: {} lines", case["id"], found.lines);
        *followed.entry(edition.about.id.clone()).or_insert(0) += 1;
        if !found.wrong.is_empty() {
            failures.push(format!("{file} {}:\n  {}", case["id"], found.wrong.join("\n  ")));
        }
    }
    let shown = failures.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} sums cannot be followed:\n{shown}", failures.len());
    for edition in &editions {
        assert!(followed.get(&edition.about.id).is_some_and(|count| *count >= 50), "{followed:?}");
    }
}

// Whether a step is the limit of a `best`, or one of the figures that it may be.
fn limits_units(edition: &Edition, ix: StepIx) -> bool {
    let is = |operand: &Operand| matches!(operand, Operand::Step(step) if *step == ix);
    let may_be = |operand: &Operand| {
        let Operand::Step(step) = operand else { return false };
        let op = &edition.steps[usize::from(*step)].op;
        is(operand) || matches!(op, Op::Case(..)) && op.operands().into_iter().any(is)
    };
    edition.steps.iter().any(|step| matches!(&step.op, Op::Best(best) if may_be(&best.limit)))
}

#[test]
fn a_line_that_is_left_out_is_missed() {
    for edition in overview::editions() {
        let mut missed: BTreeMap<&str, usize> = BTreeMap::new();
        let of_it = every_case().into_iter().filter(|(_, case)| case["application"]["programme"] == edition.about.id);
        for (_, case) in of_it {
            // Which of several figures is taken may stay unsaid, a limit of units follows from the share of places above
            // it, and nothing is above the first line.
            let is_needed = |ix: &&StepIx| {
                let op = &edition.steps[usize::from(**ix)].op;
                **ix != edition.plan.eligible && !matches!(op, Op::Case(..)) && !limits_units(&edition, **ix)
            };
            for ix in edition.plan.short.iter().filter(is_needed) {
                let count = missed.entry(&edition.steps[usize::from(*ix)].id).or_default();
                // Once is enough.
                if *count == 0 && follow_case(&edition, &case, Some(*ix)).is_some_and(|found| !found.wrong.is_empty()) {
                    *count += 1;
                }
            }
        }
        let unmissed: Vec<_> = missed.iter().filter(|(_, count)| **count == 0).collect();
        assert!(unmissed.is_empty(), "{}: {unmissed:?}", edition.about.id);
    }
}
