//! One pass over an edition's conditions and steps.
//!
//! Every value is a [`Range`], every condition a [`Truth`]: with all answers known both are single, and the same code
//! that gives the amount gives its bounds while answers are missing. A pass allocates nothing once a [`Workspace`] has
//! grown to the size of the application.

mod best;
mod gap;
mod gaps;
mod kinds;
mod live;
mod over_lines;
mod variant;
mod workspace;

use core::mem::{replace, take};
use core::num::NonZeroI64;
use core::slice::from_ref;

pub use gap::Gap;
pub use live::{Live, Scope};
pub use variant::{BY_DEFAULT, Readings, Variant};
pub use workspace::Workspace;

use crate::edition::{ConditionIx, Edition, Node, Op, Operand, Slot, StepIx, Table, Test};
use crate::exact::{Exact, WHOLE};
use crate::facts::{Domain, Facts, Line};
use crate::range::{Range, Truth};

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
        if replace(&mut at.any_gap, false) {
            at.gaps.fill(Gap::Never);
        }
        at.comparing = false;
        at.live.clone_from(&live.turns);
        let mut pass = Self { edition, facts, assumed, variant, at };
        pass.turns(&live.taken);
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
        at.live.clone_from(&live.turns);
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

    fn turns(&mut self, turns: &[(u16, Node)]) {
        for (_, node) in turns {
            match *node {
                Node::Counted => {
                    for line in 0..self.at.lines {
                        self.at.counted[line] = self.count_line(line);
                    }
                }
                Node::Condition(ix) => self.keep(ix),
                Node::Step(ix) => self.step(ix),
            }
        }
    }

    // Only what asks for a changed reading or route itself, is computed otherwise, uses a value that has changed, or has
    // no value yet. Whether a line is counted never varies.
    fn again(&mut self, (base, had): (&Variant, &Live), live: &Live, otherwise: &[StepIx]) {
        let (edition, varies) = (self.edition, self.variant.differs(base));
        let mut touched = take(&mut self.at.touched);
        touched.clear();
        touched.resize(edition.order.len(), false);
        self.at.comparing = true;
        for taken in &live.taken {
            let (place, node) = (usize::from(taken.0), taken.1);
            if node == Node::Counted {
                continue;
            }
            let (turn, new) = (&edition.order[place], !had.turns[place]);
            self.at.changed = new;
            let asks = turn.asks & varies != 0 || matches!(node, Node::Step(step) if otherwise.contains(&step));
            if new || asks || turn.uses.iter().any(|before| touched[usize::from(*before)]) {
                self.turns(from_ref(taken));
                // Whether a condition can be judged is not kept with it.
                self.at.changed |= self.at.any_gap && matches!(node, Node::Condition(_));
            }
            touched[place] = self.at.changed;
        }
        self.at.comparing = false;
        self.at.touched = touched;
    }

    fn keep(&mut self, ix: ConditionIx) {
        let slot = self.edition.conditions[usize::from(ix)].slot;
        let lines = match slot {
            Slot::Inline => 0,
            Slot::Scalar => 1,
            Slot::Column(_) => self.at.lines,
        };
        for line in 0..lines {
            let truth = self.test_inner(ix, line);
            if let Some(place) = self.kept_at(ix, slot, line) {
                self.at.put_truth(place, truth);
            }
        }
    }

    // Where the value of a condition is kept, if it is.
    fn kept_at(&self, ix: ConditionIx, slot: Slot, line: usize) -> Option<usize> {
        match slot {
            Slot::Inline => None,
            Slot::Scalar => Some(usize::from(ix)),
            Slot::Column(column) => Some(self.at.place(self.edition.conditions.len(), column, line)),
        }
    }

    /// Whether a condition holds, on a line where it is about lines.
    #[must_use]
    pub fn test(&self, ix: ConditionIx, line: usize) -> Truth {
        let kept_at = self.kept_at(ix, self.edition.conditions[usize::from(ix)].slot, line);
        kept_at.map_or_else(|| self.test_inner(ix, line), |place| self.at.truths[place])
    }

    /// The same; open where it asks for a value that does not exist.
    #[must_use]
    pub fn judge(&self, ix: ConditionIx, line: usize) -> Truth {
        if self.condition_gap(ix, line) == Gap::Never { self.test(ix, line) } else { Truth::Open }
    }

    fn test_inner(&self, ix: ConditionIx, line: usize) -> Truth {
        match &self.edition.conditions[usize::from(ix)].test {
            Test::All(parts) => Truth::all(parts.iter().map(|part| self.test(*part, line))),
            Test::Any(parts) => Truth::all(parts.iter().map(|part| self.test(*part, line).not())).not(),
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

    fn line(&self, line: usize) -> &'a Line {
        &self.facts.lines[line]
    }

    /// The value of a step, on a line where it has one value a line.
    #[must_use]
    pub fn value(&self, step: StepIx, line: usize) -> &Range {
        &self.at.values[self.place(step, line)]
    }

    // Where the value of a step is kept.
    fn place(&self, step: StepIx, line: usize) -> usize {
        let column = self.edition.steps[usize::from(step)].column;
        column.map_or(usize::from(step), |column| self.at.place(self.edition.steps.len(), column, line))
    }

    /// The value of an input.
    #[must_use]
    pub fn operand<'o>(&'o self, operand: &'o Operand, line: usize) -> &'o Range {
        match operand {
            Operand::Step(step) => self.value(*step, line),
            Operand::Figure(figure) => figure,
        }
    }

    fn step(&mut self, ix: StepIx) {
        let step = &self.edition.steps[usize::from(ix)];
        match (&step.op, step.column) {
            (Op::Spread(spread), Some(_)) => self.put_each(ix, self.spread(spread)),
            (Op::Taken(best), Some(_)) => self.put_each(ix, self.taken(*best)),
            (op, None) => self.put(ix, None, self.compute(op, 0)),
            (op, Some(_)) => {
                for line in 0..self.at.lines {
                    self.put(ix, Some(line), self.compute(op, line));
                }
            }
        }
        // Until a value does not exist, only a lookup can lack one.
        if self.at.any_gap || matches!(step.op, Op::Lookup(..)) {
            self.at.put_gap(ix, self.step_gap(ix, step));
        }
    }

    fn put_each(&mut self, ix: StepIx, values: Vec<Range>) {
        for (line, value) in values.into_iter().enumerate() {
            self.put(ix, Some(line), value);
        }
    }

    // The value of a step, on a line where it has one value a line.
    fn put(&mut self, ix: StepIx, line: Option<usize>, mut value: Range) {
        for assumption in self.assumed {
            if assumption.step == ix && assumption.line == line {
                match value.clip(&assumption.low, &assumption.high) {
                    Some(clipped) => value = clipped,
                    None => self.at.feasible = false,
                }
            }
        }
        self.at.put_value(self.place(ix, line.unwrap_or(0)), value);
    }

    fn compute<'o>(&'o self, op: &'o Op, line: usize) -> Range {
        let of = |operand: &'o Operand| self.operand(operand, line);
        let fold = |parts: &'o [Operand], f: fn(&Range, &Range) -> Range| match parts {
            [] => Range::ZERO,
            [one] => of(one).clone(),
            [a, b, rest @ ..] => rest.iter().fold(f(of(a), of(b)), |so_far, part| f(&so_far, of(part))),
        };
        match op {
            Op::Answer(question) => number(&self.facts.answers[usize::from(*question)]),
            Op::ItemAnswer(question) => number(&self.line(line).answers[usize::from(*question)]),
            Op::LineCost(with_tax) => self.line(line).cost(*with_tax),
            Op::Units => self.of_kinds(line, &|kind| self.line(line).units(kind.whole_line)),
            Op::Quantity => self.line(line).units(false),
            Op::KindFigure(figure) => {
                self.of_kinds(line, &|kind| Range::Point(kind.figures[usize::from(*figure)].clone()))
            }
            Op::Add(parts) => fold(parts, Range::plus),
            Op::Multiply(parts) => fold(parts, Range::times),
            Op::Lowest(parts) => fold(parts, Range::min),
            Op::Highest(parts) => fold(parts, Range::max),
            Op::Less(a, b) => of(a).less(of(b)),
            Op::Divide(a, b) => of(a).over(of(b)),
            Op::Round(operand, unit, direction) => {
                let unit = NonZeroI64::new(*unit).unwrap_or(WHOLE);
                of(operand).map(|value| value.round_to(unit, *direction))
            }
            Op::Lookup(by, table) => lookup(&self.edition.tables[usize::from(*table)], of(by)),
            Op::Case(arms, otherwise) => self.case(arms, otherwise, line).0,
            Op::Unlimited => Range::Point(Exact::INFINITE),
            Op::Only(operand, condition) => match self.test(*condition, line) {
                Truth::True => of(operand).clone(),
                Truth::Open => of(operand).or_zero(),
                Truth::False => Range::ZERO,
            },
            Op::Total(operand, condition) => self.total(operand, *condition),
            Op::Count(condition) => self.count(*condition),
            Op::Best(best) => self.best(best),
            // One value a line: handled by `step`.
            Op::Taken(_) | Op::Spread(_) => Range::ZERO,
        }
    }

    // The inputs that may be taken, joined; and whether there is a value.
    fn case(&self, arms: &[(ConditionIx, Operand)], otherwise: &Operand, line: usize) -> (Range, Gap) {
        let mut joined: Option<(Range, Gap)> = None;
        let mut asked = Gap::Never;
        let arms = arms.iter().map(|(condition, operand)| (Some(*condition), operand));
        for (condition, operand) in arms.chain([(None, otherwise)]) {
            let gap = condition.map_or(Gap::Never, |condition| self.condition_gap(condition, line));
            if let Gap::Certain(_) = gap {
                // Nobody comes further than this.
                return joined.map_or((Range::ZERO, gap), |(value, before)| (value, before.join(Gap::Possible)));
            }
            asked = asked.join(gap);
            let truth = condition.map_or(Truth::True, |condition| self.test(condition, line));
            if truth.possible() {
                let (value, gap) = (self.operand(operand, line), self.operand_gap(operand));
                joined = Some(joined.map_or_else(|| (value.clone(), gap), |before| either(before, value, gap)));
            }
            if truth == Truth::True {
                break;
            }
        }
        let (value, gap) = joined.unwrap_or((Range::ZERO, Gap::Never));
        (value, gap.join(asked))
    }
}

// What one of two comes to. A value that does not exist leaves no mark on the range of those that do.
fn either((one, before): (Range, Gap), other: &Range, gap: Gap) -> (Range, Gap) {
    let certain = |gap: Gap| matches!(gap, Gap::Certain(_));
    match (certain(before), certain(gap)) {
        (true, false) => (other.clone(), Gap::Possible),
        (false, true) => (one, Gap::Possible),
        _ => (one.hull(other), before.join(gap)),
    }
}

fn decided(yes: bool, no: bool) -> Truth {
    match (yes, no) {
        (true, _) => Truth::True,
        (_, true) => Truth::False,
        _ => Truth::Open,
    }
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
fn lookup(table: &Table, number: &Range) -> Range {
    let band = |number: &Exact| table.bands.iter().rposition(|(first, _)| Exact::whole(*first) <= *number);
    let Some(last) = band(number.high()) else { return Range::ZERO };
    let figure = |band: usize| Range::Point(table.bands[band].1.clone());
    match number {
        Range::Point(_) => figure(last),
        Range::Span(low, _) => {
            (band(low).unwrap_or(0)..last).fold(figure(last), |found, band| found.hull(&figure(band)))
        }
    }
}
