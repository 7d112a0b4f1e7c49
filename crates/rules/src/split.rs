//! Which unknown answer a value depends on, and the two cases that settle it.
//!
//! Starting from a step whose value is still a span, [`find`] walks back along undecided conditions only, so an answer
//! that cannot matter any more is never named. A [`Split`] cuts the possible answers in two; both halves are smaller.

use core::mem::replace;

use crate::edition::{
    Best, ConditionIx, Kind, KindSet, Op, Operand, Spread, StepIx, Test, VARIES_WITH_MENU, each_kind,
};
use crate::evaluate::{Assumption, Gap, Pass};
use crate::exact::{Direction, Exact, WHOLE};
use crate::facts::{Domain, Facts};
use crate::range::Truth;

/// A cut through what is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// The answer is among these options, or not.
    Options(u16, u128),
    /// "There is no such number", or there is.
    NoNumber(u16),
    /// The answer about this line is among these options, or not.
    ItemOptions(usize, u16, u128),
    /// The line is of one of these kinds, or not.
    Kinds(usize, KindSet),
    /// This line names that line, or not: line, question, the other line.
    Member(usize, u16, usize),
    /// The step's value is at least this whole number, or below it.
    Value(StepIx, Option<usize>, i64),
}

impl Split {
    /// Leaves the case on one side of the cut.
    pub fn apply(&self, side: bool, facts: &mut Facts, assumed: &mut Vec<Assumption>) {
        match self {
            Self::Options(question, set) => restrict(&mut facts.answers[usize::from(*question)], *set, side),
            Self::ItemOptions(line, question, set) => {
                restrict(&mut facts.lines[*line].answers[usize::from(*question)], *set, side);
            }
            Self::Kinds(line, set) => facts.lines[*line].kinds &= if side { *set } else { !set },
            Self::NoNumber(question) => {
                if let Domain::Number { none, .. } = &mut facts.answers[usize::from(*question)] {
                    *none = Truth::of(side);
                }
            }
            Self::Member(line, question, other) => {
                if let Domain::SomeLines(members) = &mut facts.lines[*line].answers[usize::from(*question)] {
                    members[*other] = Truth::of(side);
                }
            }
            Self::Value(step, line, at) => assumed.push(Assumption {
                step: *step,
                line: *line,
                low: if side { Exact::whole(*at) } else { Exact::ZERO },
                high: if side { Exact::INFINITE } else { Exact::whole(at - 1) },
            }),
        }
    }

    /// Whether it is about one line.
    #[must_use]
    pub const fn is_of_line(&self) -> bool {
        !matches!(self, Self::Options(..) | Self::NoNumber(_) | Self::Value(_, None, _))
    }

    /// Whether both cut through the same unknown.
    #[must_use]
    pub fn same_unknown(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Options(a, _) | Self::NoNumber(a), Self::Options(b, _) | Self::NoNumber(b)) => a == b,
            (Self::ItemOptions(a, b, _), Self::ItemOptions(c, d, _)) => (a, b) == (c, d),
            (Self::Kinds(a, _), Self::Kinds(b, _)) => a == b,
            (Self::Member(a, b, _), Self::Member(c, d, _)) => (a, b) == (c, d),
            (Self::Value(a, b, _), Self::Value(c, d, _)) => (a, b) == (c, d),
            _ => false,
        }
    }
}

fn restrict(domain: &mut Domain, set: u128, side: bool) {
    if let Domain::Options(left) = domain {
        *left &= if side { set } else { !set };
    }
}

/// What a step's value depends on.
#[derive(Debug, Default)]
pub struct Undecided {
    /// The cuts, in the order in which the steps need them.
    pub splits: Vec<Split>,
    /// The steps, each with its line, that are numbers of unknown answers.
    pub numbers: Vec<(StepIx, Option<usize>)>,
    /// Whether something undecided was met that no cut settles.
    pub stuck: bool,
}

/// Finds what a step's value depends on; at most so many cuts.
#[must_use]
pub fn find(pass: &Pass<'_>, step: StepIx, most: usize) -> Undecided {
    let mut search = Search::new(pass, most);
    search.step(step, None);
    search.finish()
}

/// Finds what an undecided condition depends on.
#[must_use]
pub fn find_test(pass: &Pass<'_>, condition: ConditionIx, line: usize) -> Undecided {
    let mut search = Search::new(pass, usize::MAX);
    search.test(condition, line);
    search.finish()
}

/// Finds what the outcome of a line depends on: whether it is counted, within which limits, and by what it is carried.
#[must_use]
pub fn find_line(pass: &Pass<'_>, line: usize) -> Undecided {
    let mut search = Search::new(pass, 1);
    search.outcome(line);
    search.finish()
}

struct Search<'a, 'p> {
    pass: &'p Pass<'a>,
    most: usize,
    found: Undecided,
    /// Which steps have been walked, per line, and per direction in which they pull.
    seen: Vec<bool>,
    lines: usize,
    /// Whether what is walked pulls the value down as it grows.
    falls: bool,
    /// How often something was met that a cut settles, be it known already.
    met: usize,
    /// The unknown numbers met, each with its direction.
    pulls: Vec<(StepIx, Option<usize>, bool)>,
}

impl<'a, 'p> Search<'a, 'p> {
    fn new(pass: &'p Pass<'a>, most: usize) -> Self {
        let lines = pass.facts.lines.len() + 1;
        let seen = vec![false; pass.edition.steps.len() * lines * 2];
        Self { pass, most, found: Undecided::default(), seen, lines, falls: false, met: 0, pulls: Vec::new() }
    }

    fn done(&self) -> bool {
        self.found.splits.len() >= self.most
    }

    // A number that pulls up here and down there is not where an end of the range takes it to be.
    fn finish(mut self) -> Undecided {
        let op = |step: &StepIx| &self.pass.edition.steps[usize::from(*step)].op;
        let same = |a: &StepIx, b: &StepIx| match (op(a), op(b)) {
            (Op::Answer(a), Op::Answer(b)) | (Op::ItemAnswer(a), Op::ItemAnswer(b)) => a == b,
            _ => false,
        };
        let both = |(step, line, falls): &(StepIx, Option<usize>, bool)| {
            self.pulls.iter().any(|(other, at, way)| way != falls && at == line && same(step, other))
        };
        let torn = self.pulls.iter().any(both);
        self.found.stuck |= torn && self.found.splits.is_empty();
        self.found
    }

    fn push(&mut self, split: Split) {
        self.met += 1;
        if !self.found.splits.iter().any(|other| other.same_unknown(&split)) {
            self.found.splits.push(split);
        }
    }

    // Whether a line is of one of these kinds, where it may be of others too.
    fn kinds(&mut self, line: usize, set: KindSet) {
        let kinds = self.pass.facts.lines[line].kinds;
        if kinds & set != 0 && kinds & !set != 0 {
            self.push(Split::Kinds(line, set));
        }
    }

    // Whether a line is of the first of its kinds.
    fn first_kind(&mut self, line: usize) {
        each_kind(self.pass.facts.lines[line].kinds).take(1).for_each(|first| self.kinds(line, first));
    }

    fn each_line(&mut self, mut visit: impl FnMut(&mut Self, usize)) {
        for line in 0..self.pass.facts.lines.len() {
            if self.done() {
                return;
            }
            visit(self, line);
        }
    }

    fn operand(&mut self, operand: &Operand, line: usize) {
        if let Operand::Step(step) = operand {
            let column = self.pass.edition.steps[usize::from(*step)].column.is_some();
            self.step(*step, column.then_some(line));
        }
    }

    fn is_open(&self, step: StepIx, line: Option<usize>) -> bool {
        self.pass.value(step, line.unwrap_or(0)).point().is_none() || self.pass.at.gap(step) == Gap::Possible
    }

    fn step(&mut self, ix: StepIx, line: Option<usize>) {
        let key = (usize::from(ix) * self.lines + line.map_or(0, |line| line + 1)) * 2 + usize::from(self.falls);
        if self.done() || !self.is_open(ix, line) {
            return;
        }
        if replace(&mut self.seen[key], true) {
            self.met += usize::from(!self.found.splits.is_empty());
            return;
        }
        let step = &self.pass.edition.steps[usize::from(ix)];
        let here = line.unwrap_or(0);
        match &step.op {
            Op::Answer(_) | Op::ItemAnswer(_) => {
                self.found.numbers.push((ix, line));
                self.pulls.push((ix, line, self.falls));
            }
            Op::Units | Op::KindFigure(_) => self.first_kind(here),
            Op::LineCost(_) | Op::Quantity | Op::Unlimited => {}
            Op::Add(parts) | Op::Multiply(parts) | Op::Lowest(parts) | Op::Highest(parts) => {
                parts.iter().for_each(|part| self.operand(part, here));
            }
            Op::Less(a, b) | Op::Divide(a, b) => {
                self.operand(a, here);
                self.falls ^= true;
                self.operand(b, here);
                self.falls ^= true;
                // What is divided by next to nothing has no end that a completion reaches.
                let divisor = self.pass.operand(b, here);
                let by_nothing = divisor.low().is_zero() && divisor.point().is_none();
                if matches!(step.op, Op::Divide(..)) && by_nothing && self.found.splits.is_empty() {
                    self.found.stuck = true;
                }
            }
            Op::Round(of, ..) => self.operand(of, here),
            Op::Lookup(by, table) => {
                self.operand(by, here);
                self.bands(by, *table, here);
            }
            Op::Case(arms, otherwise) => {
                for (condition, operand) in arms {
                    self.test(*condition, here);
                    if matches!(self.pass.condition_gap(*condition, here), Gap::Certain(_)) {
                        return;
                    }
                    match self.pass.test(*condition, here) {
                        Truth::False => {}
                        Truth::Open => self.operand(operand, here),
                        Truth::True => return self.operand(operand, here),
                    }
                }
                self.operand(otherwise, here);
            }
            Op::Only(of, condition) => {
                self.test(*condition, here);
                if self.pass.test(*condition, here).possible() {
                    self.operand(of, here);
                }
            }
            Op::Total(of, condition) => self.each_line(|search, line| {
                // A line that adds nothing either way is left alone.
                let gap = condition.map_or(Gap::Never, |condition| search.pass.condition_gap(condition, line));
                if search.pass.operand(of, line).high().is_zero() && gap == Gap::Never {
                    return;
                }
                search.member(*condition, line, |search| search.operand(of, line));
            }),
            Op::Count(condition) => self.each_line(|search, line| search.test(*condition, line)),
            Op::Best(best) => self.best(best),
            Op::Taken(best) => {
                if let Op::Best(best) = &self.pass.edition.steps[usize::from(*best)].op {
                    self.best(best);
                }
            }
            Op::Spread(spread) => self.spread(spread, here),
        }
    }

    fn outcome(&mut self, line: usize) {
        let pass = self.pass;
        let edition = pass.edition;
        for kind in pass.kinds(line) {
            kind.needs.iter().chain(&edition.drops).for_each(|need| self.test(need.when, line));
        }
        self.limits(line);
        for ix in pass.computed() {
            let Op::Spread(spread) = &edition.steps[usize::from(ix)].op else { continue };
            if !self.pass.test(spread.from, line).possible() {
                continue;
            }
            let named: Vec<usize> = match &self.pass.facts.lines[line].answers[usize::from(spread.along)] {
                Domain::Lines(named) => named.iter().map(|target| usize::from(*target)).collect(),
                Domain::SomeLines(members) => {
                    if let Some(open) = members.iter().position(|member| *member == Truth::Open) {
                        self.push(Split::Member(line, spread.along, open));
                    }
                    (0..members.len()).filter(|target| members[*target] == Truth::True).collect()
                }
                _ => Vec::new(),
            };
            for target in named {
                self.test(spread.onto, target);
                self.limits(target);
            }
        }
        self.first_kind(line);
    }

    // Which units a limit leaves depends on every line that takes part.
    fn limits(&mut self, line: usize) {
        let pass = self.pass;
        for ix in pass.computed() {
            if let Op::Best(best) = &pass.edition.steps[usize::from(ix)].op
                && self.pass.takes_part(best, line).possible()
                && !self.pass.operand(&best.limit, 0).low().is_infinite()
            {
                self.test(best.among, line);
                self.best(best);
            }
        }
    }

    fn member(&mut self, condition: Option<ConditionIx>, line: usize, then: impl FnOnce(&mut Self)) {
        let here = condition.map_or(Truth::True, |condition| self.pass.test(condition, line));
        if let Some(condition) = condition {
            self.test(condition, line);
        }
        if here.possible() {
            then(self);
        }
    }

    fn best(&mut self, best: &Best) {
        self.operand(&best.limit, 0);
        best.rows.iter().for_each(|row| self.operand(&row.cap, 0));
        self.each_line(|search, line| {
            search.member(Some(best.among), line, |search| {
                best.rows.iter().for_each(|row| search.test(row.among, line));
                search.operand(&best.value, line);
                search.operand(&best.by, line);
                search.operand(&best.units, line);
                let (value, by) = (search.pass.operand(&best.value, line), search.pass.operand(&best.by, line));
                search.found.stuck |= value != by && (value.point().is_none() || by.point().is_none());
            });
        });
    }

    fn spread(&mut self, spread: &Spread, target: usize) {
        self.each_line(|search, line| {
            let members = &search.pass.facts.lines[line].answers[usize::from(spread.along)];
            let named = names(members, target);
            let from = search.pass.test(spread.from, line);
            if !named.possible() || !from.possible() || search.pass.operand(&spread.cost, line).high().is_zero() {
                return;
            }
            search.test(spread.from, line);
            search.test(spread.onto, target);
            search.operand(&spread.cost, line);
            // A kind says how many units a line is; the more share the cost, the less each carries.
            search.falls ^= true;
            for (other, line) in search.pass.facts.lines.iter().enumerate() {
                if line.kinds.count_ones() > 1 && names(members, other).possible() {
                    search.operand(&spread.units, other);
                }
            }
            search.falls ^= true;
            // Whether another line shares the cost changes this one's share.
            if let Domain::SomeLines(members) = members {
                let open = |other: &usize| members[*other] == Truth::Open && *other != line;
                let mine = Some(target).filter(open);
                if let Some(other) = mine.or_else(|| (0..members.len()).find(open)) {
                    search.push(Split::Member(line, spread.along, other));
                }
            }
        });
    }

    fn bands(&mut self, by: &Operand, table: u16, line: usize) {
        let (value, Operand::Step(step)) = (self.pass.operand(by, line), by) else { return };
        let table = &self.pass.edition.tables[usize::from(table)];
        let inside = table
            .bands
            .iter()
            .map(|(first, _)| *first)
            .find(|first| value.low() < &Exact::whole(*first) && &Exact::whole(*first) <= value.high());
        if let Some(first) = inside {
            self.value(*step, line, first);
        }
    }

    // A cut on the value of a step: only where the step is a whole number of its own, the same on every route.
    fn value(&mut self, ix: StepIx, line: usize, at: i64) {
        let step = &self.pass.edition.steps[usize::from(ix)];
        if step.whole && step.varies & VARIES_WITH_MENU == 0 {
            self.push(Split::Value(ix, step.column.map(|_| line), at));
        } else if self.found.splits.is_empty() {
            self.found.stuck = true;
        }
    }

    fn test(&mut self, ix: ConditionIx, line: usize) {
        let open = self.pass.test(ix, line) == Truth::Open;
        if self.done() || !open && self.pass.condition_gap(ix, line) != Gap::Possible {
            return;
        }
        match &self.pass.edition.conditions[usize::from(ix)].test {
            Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| self.test(*part, line)),
            Test::Not(part) => self.test(*part, line),
            Test::Among(question, set) => self.push(Split::Options(*question, *set)),
            Test::ItemAmong(question, set) => self.push(Split::ItemOptions(line, *question, *set)),
            Test::NoNumber(question) => self.push(Split::NoNumber(*question)),
            Test::Counted => self.counted(line),
            Test::Kind(set) => self.kinds(line, *set),
            // Decided in advance: months, a reading, a route.
            Test::Monthly | Test::Reading(..) | Test::Route(_) => {}
            Test::AtLeast(step, bound) => {
                let before = self.met;
                self.open_step(*step, line);
                let whole = bound.round_to(WHOLE, Direction::Up);
                let unsettled = open && before == self.met;
                if let (true, Some(at)) = (unsettled, whole.to_whole()) {
                    self.value(*step, line, at);
                }
            }
            Test::Positive(step) => {
                let before = self.met;
                self.open_step(*step, line);
                if open && before == self.met {
                    self.positive(*step, line);
                }
            }
        }
    }

    fn counted(&mut self, line: usize) {
        let pass = self.pass;
        let edition = pass.edition;
        let as_kind = |kind: &Kind| (pass.counted_as(kind, line), pass.counted_gap(kind, line));
        let first = pass.kinds(line).next().map(as_kind);
        if pass.kinds(line).any(|kind| Some(as_kind(kind)) != first) {
            self.first_kind(line);
        }
        for kind in pass.kinds(line) {
            let (truth, gap) = as_kind(kind);
            if truth == Truth::Open || gap == Gap::Possible {
                let needs = kind.needs.iter().filter(|need| !need.late);
                needs.chain(&edition.drops).for_each(|need| self.test(need.when, line));
            }
        }
    }

    fn open_step(&mut self, step: StepIx, line: usize) {
        let column = self.pass.edition.steps[usize::from(step)].column.is_some();
        self.step(step, column.then_some(line));
    }

    // Whether a step is more than nothing, cut where it comes from: at a whole number that is 0, or 1 and more.
    fn positive(&mut self, ix: StepIx, line: usize) {
        let step = &self.pass.edition.steps[usize::from(ix)];
        if self.pass.value(ix, line).point().is_some() {
            return;
        }
        if step.whole && step.varies & VARIES_WITH_MENU == 0 {
            return self.push(Split::Value(ix, step.column.map(|_| line), 1));
        }
        let from = |search: &mut Self, operand: &Operand, line: usize| {
            if let Operand::Step(step) = operand {
                search.positive(*step, line);
            }
        };
        match &step.op {
            Op::Add(parts) | Op::Highest(parts) | Op::Multiply(parts) | Op::Lowest(parts) => {
                parts.iter().for_each(|part| from(self, part, line));
            }
            Op::Divide(of, _) | Op::Only(of, _) => from(self, of, line),
            Op::Units | Op::KindFigure(_) => self.first_kind(line),
            Op::Case(arms, otherwise) => {
                let taken = arms.iter().find(|(condition, _)| self.pass.test(*condition, line).possible());
                from(self, taken.map_or(otherwise, |(_, operand)| operand), line);
            }
            Op::Total(of, condition) => self.each_line(|search, line| {
                if condition.is_none_or(|condition| search.pass.test(condition, line).possible()) {
                    from(search, of, line);
                }
            }),
            Op::Spread(spread) => self.each_line(|search, source| {
                let named = &search.pass.facts.lines[source].answers[usize::from(spread.along)];
                if names(named, line).possible() {
                    from(search, &spread.cost, source);
                }
            }),
            _ => self.found.stuck |= self.found.splits.is_empty(),
        }
    }
}

// Whether the lines that are named are this one among others.
fn names(named: &Domain, line: usize) -> Truth {
    match named {
        Domain::Lines(named) => Truth::of(named.iter().any(|other| usize::from(*other) == line)),
        Domain::SomeLines(members) => members[line],
        _ => Truth::False,
    }
}

#[cfg(test)]
mod tests {
    use super::Split;

    #[test]
    fn cuts_through_one_unknown_are_known_as_such() {
        // Each row is one unknown, cut in up to three ways.
        let unknowns = [
            vec![Split::Options(1, 2), Split::Options(1, 4), Split::NoNumber(1)],
            vec![Split::NoNumber(2)],
            vec![Split::ItemOptions(0, 1, 2), Split::ItemOptions(0, 1, 1)],
            vec![Split::ItemOptions(1, 1, 2)],
            vec![Split::Kinds(0, 1), Split::Kinds(0, 2)],
            vec![Split::Kinds(1, 1)],
            vec![Split::Member(0, 1, 2), Split::Member(0, 1, 3)],
            vec![Split::Member(0, 2, 2)],
            vec![Split::Value(1, None, 5), Split::Value(1, None, 9)],
            vec![Split::Value(1, Some(0), 5)],
            vec![Split::Value(2, None, 5)],
        ];
        for (row, ones) in unknowns.iter().enumerate() {
            for (other_row, others) in unknowns.iter().enumerate() {
                for (one, other) in ones.iter().flat_map(|one| others.iter().map(move |other| (one, other))) {
                    assert_eq!(one.same_unknown(other), row == other_row, "{one:?} and {other:?}");
                }
            }
        }
    }
}
