//! One pass over an edition's conditions and steps.
//!
//! Every value is a [`Range`], every condition a [`Truth`]: with all answers known both are single, and the same code
//! that gives the amount gives its bounds while answers are missing. A pass allocates nothing once a [`Workspace`] has
//! grown to the size of the application.

mod best;
mod kinds;
mod live;
mod over_lines;
mod workspace;

use core::mem::take;
use core::num::NonZeroI64;

pub use live::{Live, Scope};
use workspace::{Cell, Place};
pub use workspace::{Gap, Workspace};

use crate::edition::{
    ConditionIx, Edition, Kind, Node, Op, Operand, Slot, StepIx, Table, Test, VARIES_WITH_MENU, Varies,
};
use crate::exact::{Exact, WHOLE};
use crate::facts::{Domain, Facts, Line};
use crate::range::{Range, Truth};

/// Which way the text is read, and which route is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// For each reading the option taken.
    pub readings: Readings,
    /// The route.
    pub route: u8,
}

/// For each of at most 31 readings the option taken; the default is 0.
pub type Readings = [u8; 31];

/// Every reading by default.
pub const BY_DEFAULT: Readings = [0; 31];

impl Variant {
    /// What differs from another variant.
    fn differs(&self, other: &Self) -> Varies {
        let mut varies = if self.route == other.route { 0 } else { VARIES_WITH_MENU };
        if self.readings == other.readings {
            return varies;
        }
        for (bit, (a, b)) in self.readings.iter().zip(&other.readings).enumerate() {
            if a != b {
                varies |= 1 << bit;
            }
        }
        varies
    }
}

/// A value that a case takes for granted: the step, on this line, lies in this span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The step.
    pub step: StepIx,
    /// The line, for a step with one value a line.
    pub line: Option<usize>,
    /// The smallest it is.
    pub low: Exact,
    /// The largest it is.
    pub high: Exact,
}

/// A pass: an edition, facts, a variant, and the values so far.
pub struct Pass<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) facts: &'a Facts,
    pub(crate) assumed: &'a [Assumption],
    pub(crate) variant: &'a Variant,
    pub(crate) at: &'a mut Workspace,
}

impl<'a> Pass<'a> {
    /// Evaluates every live turn.
    pub fn run(
        edition: &'a Edition,
        facts: &'a Facts,
        assumed: &'a [Assumption],
        (variant, live): (&'a Variant, &Live),
        at: &'a mut Workspace,
    ) -> Self {
        at.fit(edition, facts.lines.len());
        at.feasible = true;
        at.any_gap = false;
        at.comparing = false;
        at.live.clone_from(&live.0);
        let mut pass = Self { edition, facts, assumed, variant, at };
        for (turn, live) in edition.order.iter().zip(&live.0) {
            if *live {
                pass.turn(turn.node);
            }
        }
        pass
    }

    /// Evaluates what differs from another pass, whose values `at` holds.
    pub fn rerun(
        edition: &'a Edition,
        facts: &'a Facts,
        base: (&Variant, &Live),
        (variant, live): (&'a Variant, &Live),
        at: &'a mut Workspace,
    ) -> Self {
        at.live.clone_from(&live.0);
        let mut pass = Self { edition, facts, assumed: &[], variant, at };
        pass.again(base, live, &[]);
        pass
    }

    /// A step's value when the text is read otherwise, or when some steps are computed otherwise: evaluates what differs
    /// from the pass whose values `at` holds, and puts them back.
    pub fn under(
        edition: &'a Edition,
        facts: &'a Facts,
        base: (&Variant, &Live),
        (variant, live): (&'a Variant, &Live),
        (step, otherwise): (StepIx, &[StepIx]),
        at: &'a mut Workspace,
    ) -> (Range, Gap) {
        at.replaced = Some(Vec::new());
        let mut pass = Self { edition, facts, assumed: &[], variant, at };
        pass.again(base, live, otherwise);
        let found = (pass.at.value(step).clone(), pass.at.gap(step));
        pass.at.put_back();
        found
    }

    /// The values, for reading, of a pass that has been run.
    pub fn resume(edition: &'a Edition, facts: &'a Facts, variant: &'a Variant, at: &'a mut Workspace) -> Self {
        Self { edition, facts, assumed: &[], variant, at }
    }

    /// The steps that have been computed: those that the result uses, the readings and the route being what they are.
    pub fn computed(&self) -> impl Iterator<Item = StepIx> {
        let taken = self.edition.order.iter().zip(&self.at.live).filter(|(_, live)| **live);
        taken.filter_map(|(turn, _)| if let Node::Step(ix) = turn.node { Some(ix) } else { None })
    }

    fn turn(&mut self, node: Node) {
        match node {
            Node::Counted => {
                for line in 0..self.at.lines {
                    self.at.counted[line] = self.count_line(line);
                }
            }
            Node::Condition(ix) => self.keep(ix),
            Node::Step(ix) => self.step(ix),
        }
    }

    // Only what asks for a changed reading or route itself, is computed otherwise, uses a value that has changed, or has
    // no value yet. Whether a line is counted never varies.
    fn again(&mut self, (base, had): (&Variant, &Live), live: &Live, otherwise: &[StepIx]) {
        let (edition, varies) = (self.edition, self.variant.differs(base));
        let mut touched = take(&mut self.at.touched);
        touched.clear();
        self.at.comparing = true;
        for (place, turn) in edition.order.iter().enumerate() {
            self.at.changed = false;
            if live.0[place] && turn.node != Node::Counted {
                let new = !had.0[place];
                let asks =
                    turn.asks & varies != 0 || matches!(turn.node, Node::Step(step) if otherwise.contains(&step));
                if new || asks || turn.uses.iter().any(|before| touched[usize::from(*before)]) {
                    self.turn(turn.node);
                    // Whether a condition can be judged is not kept with it.
                    self.at.changed |= self.at.any_gap && matches!(turn.node, Node::Condition(_));
                }
                self.at.changed |= new;
            }
            touched.push(self.at.changed);
        }
        self.at.comparing = false;
        self.at.touched = touched;
    }

    fn keep(&mut self, ix: ConditionIx) {
        match self.edition.conditions[usize::from(ix)].slot {
            Slot::Inline => {}
            Slot::Scalar => {
                let truth = self.test_inner(ix, 0);
                self.at.write(Place::Truth(usize::from(ix)), truth);
            }
            Slot::Column(column) => {
                for line in 0..self.at.lines {
                    let truth = self.test_inner(ix, line);
                    self.at.write(Place::TruthColumn(usize::from(column) * self.at.lines + line), truth);
                }
            }
        }
    }

    /// Whether a condition holds, on a line where it is about lines.
    #[must_use]
    pub fn test(&self, ix: ConditionIx, line: usize) -> Truth {
        match self.edition.conditions[usize::from(ix)].slot {
            Slot::Inline => self.test_inner(ix, line),
            Slot::Scalar => self.at.truths[usize::from(ix)],
            Slot::Column(column) => self.at.truth_columns[usize::from(column) * self.at.lines + line],
        }
    }

    /// The same; open where it asks for a value that does not exist.
    #[must_use]
    pub fn judge(&self, ix: ConditionIx, line: usize) -> Truth {
        if self.condition_gap(ix, line) == Gap::Never { self.test(ix, line) } else { Truth::Open }
    }

    fn test_inner(&self, ix: ConditionIx, line: usize) -> Truth {
        match &self.edition.conditions[usize::from(ix)].test {
            Test::All(parts) => all(parts.iter().map(|part| self.test(*part, line))),
            Test::Any(parts) => all(parts.iter().map(|part| self.test(*part, line).not())).not(),
            Test::Not(part) => self.test(*part, line).not(),
            Test::Among(question, set) => among(&self.facts.answers[usize::from(*question)], *set),
            Test::ItemAmong(question, set) => among(&self.line(line).answers[usize::from(*question)], *set),
            Test::NoNumber(question) => match &self.facts.answers[usize::from(*question)] {
                Domain::Number { none, .. } => *none,
                _ => Truth::False,
            },
            Test::Kind(set) => {
                let kinds = self.line(line).kinds;
                decided(kinds & !set == 0, kinds & set == 0)
            }
            Test::Counted => self.at.counted[line],
            Test::Monthly => self.line(line).monthly(),
            Test::Reading(reading, option) => Truth::of(self.variant.readings[usize::from(*reading)] == *option),
            Test::Route(route) => Truth::of(self.variant.route == *route),
            Test::AtLeast(step, bound) => {
                let value = self.value(*step, line);
                decided(value.low() >= bound, value.high() < bound)
            }
            Test::Positive(step) => {
                let value = self.value(*step, line);
                decided(!value.low().is_zero(), value.high().is_zero())
            }
        }
    }

    /// Whether the line is counted, as far as its kind and its answers say.
    #[must_use]
    pub fn counted(&self, line: usize) -> Truth {
        self.at.counted[line]
    }

    /// How many lines there are.
    #[must_use]
    pub const fn lines(&self) -> usize {
        self.at.lines
    }

    /// Whether a step's value exists.
    #[must_use]
    pub fn gap(&self, step: StepIx) -> Gap {
        self.at.gap(step)
    }

    /// Whether a condition can be judged: not where it asks for a value that does not exist, unless the rest decides.
    pub(crate) fn condition_gap(&self, ix: ConditionIx, line: usize) -> Gap {
        if !self.at.any_gap {
            return Gap::Never;
        }
        let of = |part: ConditionIx| (self.test(part, line), self.condition_gap(part, line));
        match &self.edition.conditions[usize::from(ix)].test {
            Test::All(parts) => judged(parts.iter().map(|part| of(*part)), Truth::False),
            Test::Any(parts) => judged(parts.iter().map(|part| of(*part)), Truth::True),
            Test::Not(part) => self.condition_gap(*part, line),
            Test::AtLeast(step, _) | Test::Positive(step) => self.at.gap(*step),
            Test::Counted => {
                let gaps = self.kinds(line).map(|kind| self.counted_gap(kind, line));
                gaps.reduce(Gap::either).unwrap_or(Gap::Never)
            }
            _ => Gap::Never,
        }
    }

    // That of a condition over all lines.
    fn gap_over_lines(&self, ix: ConditionIx) -> Gap {
        if !self.at.any_gap {
            return Gap::Never;
        }
        (0..self.at.lines).map(|line| self.of_line(line, self.condition_gap(ix, line))).fold(Gap::Never, Gap::join)
    }

    // Of "any number of lines" there may be none.
    fn of_line(&self, line: usize, gap: Gap) -> Gap {
        if self.line(line).any { gap.perhaps() } else { gap }
    }

    fn line(&self, line: usize) -> &'a Line {
        &self.facts.lines[line]
    }

    /// The value of a step, on a line where it has one value a line.
    #[must_use]
    pub fn value(&self, step: StepIx, line: usize) -> &Range {
        match self.edition.steps[usize::from(step)].column {
            None => &self.at.values[usize::from(step)],
            Some(column) => &self.at.columns[usize::from(column) * self.at.lines + line],
        }
    }

    /// The value of an input.
    #[must_use]
    pub fn operand<'o>(&'o self, operand: &'o Operand, line: usize) -> &'o Range {
        match operand {
            Operand::Step(step) => self.value(*step, line),
            Operand::Figure(figure) => figure,
        }
    }

    fn operand_gap(&self, operand: &Operand) -> Gap {
        match operand {
            Operand::Step(step) => self.at.gap(*step),
            Operand::Figure(_) => Gap::Never,
        }
    }

    fn step(&mut self, ix: StepIx) {
        let step = &self.edition.steps[usize::from(ix)];
        let mut gap = Gap::Never;
        match (&step.op, step.column) {
            (Op::Spread(spread), Some(column)) => {
                let shares = self.spread(spread);
                for (line, share) in shares.into_iter().enumerate() {
                    self.put(ix, column, line, share);
                }
                let operands = self.operand_gap(&spread.cost).join(self.operand_gap(&spread.units));
                gap = operands.join(self.gap_over_lines(spread.from)).join(self.gap_over_lines(spread.onto));
            }
            (Op::Taken(best), Some(column)) => {
                let taken = self.taken(*best);
                for (line, units) in taken.into_iter().enumerate() {
                    self.put(ix, column, line, units);
                }
                gap = self.at.gap(*best);
            }
            (op, Some(column)) => {
                for line in 0..self.at.lines {
                    let (value, of_line) = self.compute(ix, op, line);
                    gap = gap.join(self.of_line(line, of_line));
                    self.put(ix, column, line, value);
                }
            }
            (op, None) => {
                let value;
                (value, gap) = self.compute(ix, op, 0);
                let value = self.assume(ix, None, value);
                self.at.put_value(Cell::Value(usize::from(ix)), value);
            }
        }
        self.at.put_gap(ix, gap);
    }

    fn put(&mut self, ix: StepIx, column: u16, line: usize, value: Range) {
        let value = self.assume(ix, Some(line), value);
        self.at.put_value(Cell::Column(usize::from(column) * self.at.lines + line), value);
    }

    fn assume(&mut self, step: StepIx, line: Option<usize>, mut value: Range) -> Range {
        for assumption in self.assumed {
            if assumption.step == step && assumption.line == line {
                match value.clip(&assumption.low, &assumption.high) {
                    Some(clipped) => value = clipped,
                    None => self.at.feasible = false,
                }
            }
        }
        value
    }

    fn compute(&self, ix: StepIx, op: &Op, line: usize) -> (Range, Gap) {
        let fold = |parts: &[Operand], f: fn(&Range, &Range) -> Range| {
            let (first, rest) = match parts {
                [] => return (Range::ZERO, Gap::Never),
                [one] => return (self.operand(one, line).clone(), self.operand_gap(one)),
                [a, b, rest @ ..] => {
                    let gap = self.operand_gap(a).join(self.operand_gap(b));
                    ((f(self.operand(a, line), self.operand(b, line)), gap), rest)
                }
            };
            rest.iter()
                .fold(first, |(sum, gap), part| (f(&sum, self.operand(part, line)), gap.join(self.operand_gap(part))))
        };
        let pair = |a: &Operand, b: &Operand, f: fn(&Range, &Range) -> Range| {
            (f(self.operand(a, line), self.operand(b, line)), self.operand_gap(a).join(self.operand_gap(b)))
        };
        match op {
            Op::Answer(question) => (number(&self.facts.answers[usize::from(*question)]), Gap::Never),
            Op::ItemAnswer(question) => (number(&self.line(line).answers[usize::from(*question)]), Gap::Never),
            Op::LineCost(with_tax) => (self.line(line).cost(*with_tax), Gap::Never),
            Op::Units => (self.of_kinds(line, &|kind| self.line(line).units(kind.whole_line)), Gap::Never),
            Op::Quantity => (self.line(line).units(false), Gap::Never),
            Op::KindFigure(figure) => {
                let of = |kind: &Kind| Range::Point(kind.figures[usize::from(*figure)].clone());
                (self.of_kinds(line, &of), Gap::Never)
            }
            Op::Add(parts) => fold(parts, Range::plus),
            Op::Multiply(parts) => fold(parts, Range::times),
            Op::Lowest(parts) => fold(parts, Range::min),
            Op::Highest(parts) => fold(parts, Range::max),
            Op::Less(a, b) => pair(a, b, Range::less),
            Op::Divide(a, b) => pair(a, b, Range::over),
            Op::Round(of, unit, direction) => {
                let unit = NonZeroI64::new(*unit).unwrap_or(WHOLE);
                (self.operand(of, line).map(|value| value.round_to(unit, *direction)), self.operand_gap(of))
            }
            Op::Lookup(by, table) => {
                let (value, gap) = lookup(&self.edition.tables[usize::from(*table)], self.operand(by, line), ix);
                (value, gap.join(self.operand_gap(by)))
            }
            Op::Case(arms, otherwise) => self.case(arms, otherwise, line),
            Op::Unlimited => (Range::Point(Exact::INFINITE), Gap::Never),
            Op::Only(of, condition) => {
                let (value, gap) = match self.test(*condition, line) {
                    Truth::True => (self.operand(of, line).clone(), self.operand_gap(of)),
                    Truth::Open => (self.operand(of, line).or_zero(), self.operand_gap(of).perhaps()),
                    Truth::False => (Range::ZERO, Gap::Never),
                };
                (value, gap.join(self.condition_gap(*condition, line)))
            }
            Op::Total(of, condition) => self.total(of, *condition),
            Op::Count(condition) => {
                let tests = (0..self.at.lines).map(|line| match self.test(*condition, line) {
                    Truth::True if !self.line(line).any => Range::Point(Exact::ONE),
                    Truth::False => Range::ZERO,
                    _ if self.line(line).any => Range::ANY,
                    _ => Range::Span(Exact::ZERO, Exact::ONE),
                });
                (tests.fold(Range::ZERO, |sum, one| sum.plus(&one)), self.gap_over_lines(*condition))
            }
            Op::Best(best) => {
                let operands = op.operands().into_iter().map(|operand| self.operand_gap(operand));
                let tests = op.conditions().into_iter().map(|condition| self.gap_over_lines(condition));
                (self.best(best), operands.chain(tests).fold(Gap::Never, Gap::join))
            }
            // One value a line: handled by `step`.
            Op::Taken(_) | Op::Spread(_) => (Range::ZERO, Gap::Never),
        }
    }

    fn case(&self, arms: &[(ConditionIx, Operand)], otherwise: &Operand, line: usize) -> (Range, Gap) {
        let mut joined: Option<(Range, Gap)> = None;
        let join = |joined: Option<(Range, Gap)>, operand: &Operand| {
            let (value, gap) = (self.operand(operand, line), self.operand_gap(operand));
            let certain = |gap: Gap| matches!(gap, Gap::Certain(_));
            match joined {
                None => (value.clone(), gap),
                // A value that does not exist leaves no mark on the range of those that do.
                Some((_, before)) if certain(before) && !certain(gap) => (value.clone(), Gap::Possible),
                Some((other, before)) if certain(gap) && !certain(before) => (other, Gap::Possible),
                Some((other, before)) => (other.hull(value), before.join(gap)),
            }
        };
        let mut asked = Gap::Never;
        for (condition, operand) in arms {
            match (self.condition_gap(*condition, line), &joined) {
                // Nobody comes further than this.
                (gap @ Gap::Certain(_), None) => return (Range::ZERO, gap),
                (Gap::Certain(_), Some((value, before))) => return (value.clone(), before.join(Gap::Possible)),
                (gap, _) => asked = asked.join(gap),
            }
            match self.test(*condition, line) {
                Truth::False => {}
                Truth::Open => joined = Some(join(joined, operand)),
                Truth::True => {
                    let (value, gap) = join(joined, operand);
                    return (value, gap.join(asked));
                }
            }
        }
        let (value, gap) = join(joined, otherwise);
        (value, gap.join(asked))
    }
}

// Parts of which one may decide, so that the others are not asked.
fn judged(parts: impl Iterator<Item = (Truth, Gap)>, decides: Truth) -> Gap {
    let (mut joined, mut may_decide) = (Gap::Never, false);
    for (truth, gap) in parts {
        if (truth, gap) == (decides, Gap::Never) {
            return Gap::Never;
        }
        may_decide |= (truth == decides || truth == Truth::Open) && gap <= Gap::Possible;
        joined = joined.join(gap);
    }
    if may_decide { joined.perhaps() } else { joined }
}

fn decided(yes: bool, no: bool) -> Truth {
    match (yes, no) {
        (true, _) => Truth::True,
        (_, true) => Truth::False,
        _ => Truth::Open,
    }
}

fn all(tests: impl Iterator<Item = Truth>) -> Truth {
    let mut truth = Truth::True;
    for test in tests {
        match test {
            Truth::False => return Truth::False,
            Truth::Open => truth = Truth::Open,
            Truth::True => {}
        }
    }
    truth
}

fn among(domain: &Domain, set: u128) -> Truth {
    match domain {
        Domain::Options(left) => decided(left & !set == 0, left & set == 0),
        _ => Truth::False,
    }
}

fn number(domain: &Domain) -> Range {
    match domain {
        // Where there is no such number there is nothing to span.
        Domain::Number { low, high, none } if *none != Truth::True => Range::new(low.clone(), high.clone()),
        _ => Range::ZERO,
    }
}

/// The figures of all bands that the number may fall into.
fn lookup(table: &Table, number: &Range, step: StepIx) -> (Range, Gap) {
    let mut found: Option<Range> = None;
    for (band, (first, figure)) in table.bands.iter().enumerate() {
        let next = table.bands.get(band + 1).map(|(first, _)| Exact::whole(*first));
        let reaches = number.high() >= &Exact::whole(*first);
        let starts = next.is_none_or(|next| number.low() < &next);
        if reaches && starts {
            let figure = Range::Point(figure.clone());
            found = Some(found.map_or_else(|| figure.clone(), |found| found.hull(&figure)));
        }
    }
    let gap = match (&found, table.bands.first()) {
        (None, _) => Gap::Certain(step),
        (Some(_), Some((first, _))) if number.low() < &Exact::whole(*first) => Gap::Possible,
        _ => Gap::Never,
    };
    (found.unwrap_or(Range::ZERO), gap)
}
