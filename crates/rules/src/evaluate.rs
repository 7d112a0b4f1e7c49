//! One pass over an edition's conditions and steps.
//!
//! Every value is a [`Range`], every condition a [`Truth`]: with all answers known both are single, and the same code
//! that gives the amount gives its bounds while answers are missing. A pass allocates nothing once a [`Workspace`] has
//! grown to the size of the application.

use core::cmp::min;
use core::mem::replace;
use core::num::NonZeroI64;

use crate::edition::{
    Best, ConditionIx, Edition, Node, Op, Operand, Outcome, Slot, Spread, StepIx, Table, Test, VARIES_WITH_MENU, Varies,
};
use crate::exact::{Exact, WHOLE};
use crate::facts::{Domain, Facts, Line};
use crate::range::{Range, Truth};

/// A line that takes part in a [`Best`].
struct Entry<'p> {
    by: &'p Range,
    value: &'p Range,
    units: &'p Range,
    sure: bool,
}

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

/// Whether a value can fail to exist, as the cap of an office without staff does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It always exists.
    Never,
    /// For some completions of the unknown answers it does not exist.
    Possible,
    /// It does not exist. The step is the lookup that has no band.
    Certain(StepIx),
}

impl Gap {
    fn join(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Which turns a pass takes: those that its result can depend on, the readings and the route being what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live(Vec<bool>);

/// What a pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The amount alone.
    Amount,
    /// Everything that an assessment tells.
    Everything,
}

impl Live {
    /// The turns that are needed.
    #[must_use]
    pub fn of(edition: &Edition, variant: &Variant, scope: Scope) -> Self {
        let steps = |step: &StepIx| Node::Step(*step);
        let mut wanted: Vec<Node> = vec![Node::Counted, Node::Step(edition.plan.amount)];
        if scope == Scope::Everything {
            let plan = &edition.plan;
            wanted.extend([plan.counted, plan.eligible, plan.by_rate, plan.limited].iter().map(steps));
            wanted.extend(plan.short.iter().map(steps));
            wanted.extend(plan.band.iter().map(|(step, _)| steps(step)));
            wanted.extend(edition.categories.iter().map(|category| steps(&category.amount)));
            let of_requirements = edition.requirements.iter().flat_map(|r| r.applies.into_iter().chain([r.met]));
            wanted.extend(of_requirements.chain(edition.notes.iter().map(|note| note.when)).map(Node::Condition));
            wanted.extend(edition.kinds.iter().flat_map(|kind| &kind.needs).map(|need| Node::Condition(need.when)));
            let exists = edition.menu.iter().flat_map(|menu| menu.exists.iter().flatten());
            wanted.extend(exists.map(|condition| Node::Condition(*condition)));
        }
        let mut live = Self(edition.order.iter().map(|turn| wanted.contains(&turn.node)).collect());
        // Every turn comes after what it uses: one walk backwards reaches all.
        for (place, turn) in edition.order.iter().enumerate().rev() {
            if live.0[place] {
                live.mark(edition, variant, turn.node, &turn.uses);
            }
        }
        live
    }

    fn mark(&mut self, edition: &Edition, variant: &Variant, node: Node, uses: &[u16]) {
        let Node::Step(ix) = node else {
            return uses.iter().for_each(|place| self.0[usize::from(*place)] = true);
        };
        let Op::Case(arms, otherwise) = &edition.steps[usize::from(ix)].op else {
            return uses.iter().for_each(|place| self.0[usize::from(*place)] = true);
        };
        // Of a case only the arms that a reading or a route has not closed.
        let mut used: Vec<Node> = Vec::new();
        let mut closed = false;
        for (condition, operand) in arms {
            let truth = settled(edition, variant, *condition);
            if !closed && truth.possible() {
                used.push(Node::Condition(*condition));
                used.extend(node_of(operand));
            }
            closed |= truth == Truth::True;
        }
        if !closed {
            used.extend(node_of(otherwise));
        }
        // Closed conditions are still asked for: they are cheap, and a pass reads them.
        used.extend(arms.iter().map(|(condition, _)| Node::Condition(*condition)));
        for place in uses {
            let place = usize::from(*place);
            self.0[place] |= used.contains(&edition.order[place].node);
        }
    }
}

fn node_of(operand: &Operand) -> Option<Node> {
    match operand {
        Operand::Step(step) => Some(Node::Step(*step)),
        Operand::Figure(_) => None,
    }
}

// What a condition is for every application, as far as readings and the route alone settle it.
fn settled(edition: &Edition, variant: &Variant, ix: ConditionIx) -> Truth {
    let part = |ix: &ConditionIx| settled(edition, variant, *ix);
    match &edition.conditions[usize::from(ix)].test {
        Test::All(parts) => all(parts.iter().map(part)),
        Test::Any(parts) => all(parts.iter().map(|ix| part(ix).not())).not(),
        Test::Not(of) => part(of).not(),
        Test::Reading(reading, option) => Truth::of(variant.readings[usize::from(*reading)] == *option),
        Test::Route(route) => Truth::of(variant.route == *route),
        _ => Truth::Open,
    }
}

/// The values of one pass.
#[derive(Clone, Debug)]
pub struct Workspace {
    lines: usize,
    values: Vec<Range>,
    gaps: Vec<Gap>,
    columns: Vec<Range>,
    truths: Vec<Truth>,
    truth_columns: Vec<Truth>,
    counted: Vec<Truth>,
    feasible: bool,
    /// What a [`Pass::under`] has replaced, to be put back.
    replaced: Option<Vec<Replaced>>,
    /// Whether values are compared with those they replace.
    comparing: bool,
    /// Whether the turn has changed a value.
    changed: bool,
    /// Which turns have changed a value.
    touched: Vec<bool>,
}

/// Where a value is kept.
#[derive(Clone, Copy, Debug)]
enum Cell {
    Value(usize),
    Column(usize),
}

/// Where a truth is kept.
#[derive(Clone, Copy, Debug)]
enum Place {
    Truth(usize),
    TruthColumn(usize),
}

/// What was replaced, and where it belongs.
#[derive(Clone, Debug)]
enum Replaced {
    Value(Cell, Range),
    Gap(StepIx, Gap),
    Truth(Place, Truth),
}

/// A pass: an edition, facts, a variant, and the values so far.
pub struct Pass<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) facts: &'a Facts,
    pub(crate) assumed: &'a [Assumption],
    pub(crate) variant: &'a Variant,
    pub(crate) at: &'a mut Workspace,
}

impl Workspace {
    /// Room for one application.
    #[must_use]
    pub fn new(edition: &Edition, lines: usize) -> Self {
        let mut room = Self {
            lines: usize::MAX,
            values: Vec::new(),
            gaps: Vec::new(),
            columns: Vec::new(),
            truths: Vec::new(),
            truth_columns: Vec::new(),
            counted: Vec::new(),
            feasible: true,
            replaced: None,
            comparing: false,
            changed: false,
            touched: Vec::new(),
        };
        room.fit(edition, lines);
        room
    }

    /// Makes room for an application of so many lines.
    pub fn fit(&mut self, edition: &Edition, lines: usize) {
        if self.lines == lines && self.values.len() == edition.steps.len() {
            return;
        }
        self.lines = lines;
        self.values.resize(edition.steps.len(), Range::ZERO);
        self.gaps.resize(edition.steps.len(), Gap::Never);
        self.columns.resize(usize::from(edition.columns) * lines, Range::ZERO);
        self.truths.resize(edition.conditions.len(), Truth::False);
        self.truth_columns.resize(usize::from(edition.truth_columns) * lines, Truth::False);
        self.counted.resize(lines, Truth::False);
    }

    /// Takes over the values of another pass; keeps its own room.
    pub fn copy_from(&mut self, other: &Self) {
        self.lines = other.lines;
        self.values.clone_from(&other.values);
        self.gaps.clone_from(&other.gaps);
        self.columns.clone_from(&other.columns);
        self.truths.clone_from(&other.truths);
        self.truth_columns.clone_from(&other.truth_columns);
        self.counted.clone_from(&other.counted);
        self.feasible = other.feasible;
    }

    fn put_value(&mut self, cell: Cell, value: Range) {
        let slot = match cell {
            Cell::Value(place) => &mut self.values[place],
            Cell::Column(place) => &mut self.columns[place],
        };
        if !self.comparing {
            *slot = value;
        } else if *slot != value {
            let before = replace(slot, value);
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Value(cell, before));
            }
        }
    }

    fn put_gap(&mut self, step: StepIx, gap: Gap) {
        let before = replace(&mut self.gaps[usize::from(step)], gap);
        if before != gap {
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Gap(step, before));
            }
        }
    }

    fn write(&mut self, place: Place, truth: Truth) {
        let slot = match place {
            Place::Truth(place) => &mut self.truths[place],
            Place::TruthColumn(place) => &mut self.truth_columns[place],
        };
        if *slot != truth {
            let before = replace(slot, truth);
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Truth(place, before));
            }
        }
    }

    fn put_back(&mut self) {
        for replaced in self.replaced.take().into_iter().flatten().rev() {
            match replaced {
                Replaced::Value(Cell::Value(place), value) => self.values[place] = value,
                Replaced::Value(Cell::Column(place), value) => self.columns[place] = value,
                Replaced::Gap(step, gap) => self.gaps[usize::from(step)] = gap,
                Replaced::Truth(Place::Truth(place), truth) => self.truths[place] = truth,
                Replaced::Truth(Place::TruthColumn(place), truth) => self.truth_columns[place] = truth,
            }
        }
    }

    /// The value of a step without lines.
    #[must_use]
    pub fn value(&self, step: StepIx) -> &Range {
        &self.values[usize::from(step)]
    }

    /// Whether the step's value exists.
    #[must_use]
    pub fn gap(&self, step: StepIx) -> Gap {
        self.gaps[usize::from(step)]
    }

    /// Whether the line is counted, as far as its kind and its answers say.
    #[must_use]
    pub fn counted(&self, line: usize) -> Truth {
        self.counted[line]
    }

    /// Whether the assumptions can hold together.
    #[must_use]
    pub const fn feasible(&self) -> bool {
        self.feasible
    }
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
        at.comparing = false;
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
        let mut pass = Self { edition, facts, assumed: &[], variant, at };
        pass.again(base, live);
        pass
    }

    /// A step's value when the text is read otherwise: evaluates what differs from the pass whose values `at` holds, and
    /// puts them back.
    pub fn under(
        edition: &'a Edition,
        facts: &'a Facts,
        base: (&Variant, &Live),
        (variant, live): (&'a Variant, &Live),
        step: StepIx,
        at: &'a mut Workspace,
    ) -> (Range, Gap) {
        at.replaced = Some(Vec::new());
        let mut pass = Self { edition, facts, assumed: &[], variant, at };
        pass.again(base, live);
        let found = (pass.at.value(step).clone(), pass.at.gap(step));
        pass.at.put_back();
        found
    }

    /// The values, for reading, of a pass that has been run.
    pub fn resume(edition: &'a Edition, facts: &'a Facts, variant: &'a Variant, at: &'a mut Workspace) -> Self {
        Self { edition, facts, assumed: &[], variant, at }
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

    // Only what asks for a changed reading or route itself, uses a value that has changed, or has no value yet. Whether
    // a line is counted never varies.
    fn again(&mut self, (base, had): (&Variant, &Live), live: &Live) {
        let (edition, varies) = (self.edition, self.variant.differs(base));
        let mut touched = replace(&mut self.at.touched, Vec::new());
        touched.clear();
        self.at.comparing = true;
        for (place, turn) in edition.order.iter().enumerate() {
            self.at.changed = false;
            if live.0[place] && turn.node != Node::Counted {
                let new = !had.0[place];
                let asks = turn.asks & varies != 0;
                if new || asks || turn.uses.iter().any(|before| touched[usize::from(*before)]) {
                    self.turn(turn.node);
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

    fn count_line(&self, line: usize) -> Truth {
        let kind = &self.edition.kinds[usize::from(self.facts.lines[line].kind)];
        if kind.outcome != Outcome::Counted {
            return Truth::False;
        }
        let early = kind.needs.iter().filter(|need| !need.late).map(|need| self.test(need.when, line));
        let drops = self.edition.drops.iter().map(|drop| self.test(drop.when, line).not());
        all(early.chain(drops))
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
            Test::Kind(set) => Truth::of(set >> self.line(line).kind & 1 == 1),
            Test::Counted => self.at.counted[line],
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

    /// How many lines there are.
    #[must_use]
    pub const fn lines(&self) -> usize {
        self.at.lines
    }

    /// Whether a step's value exists.
    #[must_use]
    pub fn at_gap(&self, step: StepIx) -> Gap {
        self.at.gap(step)
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
            }
            (Op::Taken(best), Some(column)) => {
                let taken = self.taken(*best);
                for (line, units) in taken.into_iter().enumerate() {
                    self.put(ix, column, line, units);
                }
            }
            (op, Some(column)) => {
                for line in 0..self.at.lines {
                    let (value, of_line) = self.compute(ix, op, line);
                    gap = gap.join(of_line);
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
            rest.iter().fold(first, |(sum, gap), part| {
                (f(&sum, self.operand(part, line)), gap.join(self.operand_gap(part)))
            })
        };
        let pair = |a: &Operand, b: &Operand, f: fn(&Range, &Range) -> Range| {
            (f(self.operand(a, line), self.operand(b, line)), self.operand_gap(a).join(self.operand_gap(b)))
        };
        match op {
            Op::Answer(question) => (number(&self.facts.answers[usize::from(*question)]), Gap::Never),
            Op::ItemAnswer(question) => (number(&self.line(line).answers[usize::from(*question)]), Gap::Never),
            Op::LineCost(with_tax) => (self.line(line).cost(*with_tax), Gap::Never),
            Op::Units => (self.line(line).units(self.kind_is_whole(line)), Gap::Never),
            Op::KindFigure(figure) => {
                let kind = &self.edition.kinds[usize::from(self.line(line).kind)];
                (Range::Point(kind.figures[usize::from(*figure)].clone()), Gap::Never)
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
            Op::Only(of, condition) => match self.test(*condition, line) {
                Truth::True => (self.operand(of, line).clone(), self.operand_gap(of)),
                Truth::Open => (self.operand(of, line).or_zero(), self.operand_gap(of)),
                Truth::False => (Range::ZERO, Gap::Never),
            },
            Op::Total(of, condition) => self.total(of, *condition),
            Op::Count(condition) => {
                let tests = (0..self.at.lines).map(|line| match self.test(*condition, line) {
                    Truth::True if !self.line(line).any => Range::Point(Exact::ONE),
                    Truth::False => Range::ZERO,
                    _ if self.line(line).any => Range::ANY,
                    _ => Range::Span(Exact::ZERO, Exact::ONE),
                });
                (tests.fold(Range::ZERO, |sum, one| sum.plus(&one)), Gap::Never)
            }
            Op::Best(best) => (self.best(best), self.operand_gap(&best.limit).join(self.operand_gap(&best.value))),
            // One value a line: handled by `step`.
            Op::Taken(_) | Op::Spread(_) => (Range::ZERO, Gap::Never),
        }
    }

    pub(crate) fn kind_is_whole(&self, line: usize) -> bool {
        self.edition.kinds[usize::from(self.line(line).kind)].whole_line
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
        for (condition, operand) in arms {
            match self.test(*condition, line) {
                Truth::False => {}
                Truth::Open => joined = Some(join(joined, operand)),
                Truth::True => return join(joined, operand),
            }
        }
        join(joined, otherwise)
    }

    fn total(&self, of: &Operand, condition: Option<ConditionIx>) -> (Range, Gap) {
        let mut sum = Range::ZERO;
        for line in 0..self.at.lines {
            let here = condition.map_or(Truth::True, |condition| self.test(condition, line));
            match here {
                Truth::False => {}
                Truth::True if !self.line(line).any => sum = sum.plus(self.operand(of, line)),
                _ => sum = sum.plus(&self.operand(of, line).or_zero()),
            }
        }
        (sum, self.operand_gap(of))
    }

    // The largest sum: every unit that may take part, at its most, the limit at its highest. The smallest likewise.
    // Taking the best so many units of a multiset never falls when a unit is added or grows, so both are sound.
    fn best(&self, best: &Best) -> Range {
        let limit = self.operand(&best.limit, 0);
        let mut entries: Vec<Entry<'_>> = Vec::with_capacity(self.at.lines);
        let mut single = limit.point().is_some();
        for line in 0..self.at.lines {
            let here = self.test(best.among, line);
            if here.possible() {
                let entry = Entry {
                    by: self.operand(&best.by, line),
                    value: self.operand(&best.value, line),
                    units: self.operand(&best.units, line),
                    sure: here == Truth::True && !self.line(line).any,
                };
                single &= entry.sure && [entry.by, entry.value, entry.units].iter().all(|range| range.point().is_some());
                entries.push(entry);
            }
        }
        let sum = |entries: &mut [Entry<'_>], high: bool| {
            let end = |range: &Range| if high { range.high().clone() } else { range.low().clone() };
            entries.sort_by(|a, b| if high { b.by.high().cmp(a.by.high()) } else { b.by.low().cmp(a.by.low()) });
            let (mut left, mut sum) = (end(limit), Exact::ZERO);
            for entry in entries.iter().filter(|entry| high || entry.sure) {
                let take = min(&left, &end(entry.units)).clone();
                sum = sum.plus(&end(entry.value).times(&take));
                left = left.less(&take);
            }
            sum
        };
        let high = sum(&mut entries, true);
        if single { Range::Point(high) } else { Range::new(sum(&mut entries, false), high) }
    }

    /// How many units of each line a [`Op::Best`] took: the best first, among equals the earlier line.
    #[must_use]
    pub fn taken(&self, best: StepIx) -> Vec<Range> {
        let mut taken = vec![Range::ZERO; self.at.lines];
        let Op::Best(best) = &self.edition.steps[usize::from(best)].op else { return taken };
        let limit = self.operand(&best.limit, 0);
        let (mut open, mut possible) = (limit.point().is_none(), Exact::ZERO);
        let mut order = Vec::with_capacity(self.at.lines);
        for (line, slot) in taken.iter_mut().enumerate() {
            let here = self.test(best.among, line);
            if here.possible() {
                let (units, by) = (self.operand(&best.units, line), self.operand(&best.by, line));
                open |= here == Truth::Open || by.point().is_none() || units.point().is_none();
                possible = possible.plus(units.high());
                *slot = if here == Truth::True { units.clone() } else { units.or_zero() };
                order.push((by, line));
            }
        }
        if limit.low() >= &possible {
            return taken;
        }
        if open {
            for slot in &mut taken {
                *slot = slot.or_zero();
            }
            return taken;
        }
        order.sort_by(|a, b| b.0.low().cmp(a.0.low()));
        let mut left = limit.low().clone();
        for (_, line) in order {
            let take = min(&left, taken[line].low()).clone();
            left = left.less(&take);
            taken[line] = Range::Point(take);
        }
        taken
    }

    /// Over how many units the cost of a line is shared: those of every line it names.
    pub(crate) fn units_named(&self, spread: &Spread, named: &[u16]) -> Range {
        named.iter().fold(Range::ZERO, |sum, line| sum.plus(self.operand(&spread.units, usize::from(*line))))
    }

    fn spread(&self, spread: &Spread) -> Vec<Range> {
        let mut shares = vec![Range::ZERO; self.at.lines];
        for line in 0..self.at.lines {
            let from = self.test(spread.from, line);
            if !from.possible() {
                continue;
            }
            let cost = self.operand(&spread.cost, line);
            let cost = if from == Truth::True { cost.clone() } else { cost.or_zero() };
            match &self.line(line).answers[usize::from(spread.along)] {
                Domain::Lines(named) => {
                    let share = cost.over(&self.units_named(spread, named));
                    for target in named {
                        let target = usize::from(*target);
                        match self.test(spread.onto, target) {
                            Truth::False => {}
                            Truth::True => shares[target] = shares[target].plus(&share),
                            Truth::Open => shares[target] = shares[target].plus(&share.or_zero()),
                        }
                    }
                }
                Domain::SomeLines(members) => self.spread_open(spread, &cost, members, line, &mut shares),
                _ => {}
            }
        }
        shares
    }

    // Some of the named lines are unknown. A line that is one carries most when no other possible one is.
    fn spread_open(&self, spread: &Spread, cost: &Range, members: &[Truth], source: usize, shares: &mut [Range]) {
        let (mut sure, mut possible, mut open) = (Exact::ZERO, Exact::ZERO, 0_usize);
        for (target, member) in members.iter().enumerate() {
            let units = self.operand(&spread.units, target);
            if *member == Truth::True {
                sure = sure.plus(units.low());
            }
            if member.possible() && (target != source || self.line(target).any) {
                possible = possible.plus(units.high());
                open += usize::from(*member == Truth::Open);
            }
        }
        for (target, member) in members.iter().enumerate() {
            let onto = self.test(spread.onto, target);
            if !member.possible() || !onto.possible() || (target == source && !self.line(target).any) {
                continue;
            }
            let units = self.operand(&spread.units, target);
            let fewest = if *member == Truth::True { sure.clone() } else { sure.plus(units.low()) };
            let mut most = if fewest.is_zero() && !units.high().is_zero() && !cost.high().is_zero() {
                Exact::INFINITE
            } else {
                cost.high().over(&fewest)
            };
            // Beyond the number of answers for which ends are promised to be exact, short numbers keep a pass fast.
            if open > 12 {
                most = most.round_to(WHOLE, crate::exact::Direction::Up);
            }
            let least = if *member == Truth::True && onto == Truth::True && open <= 12 {
                cost.low().over(&possible)
            } else {
                Exact::ZERO
            };
            shares[target] = shares[target].plus(&Range::new(least, most));
        }
    }
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
        Domain::Number { low, high, .. } => Range::new(low.clone(), high.clone()),
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
