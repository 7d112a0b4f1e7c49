//! The steps and conditions of an edition: that every position is there, that each fits what it is made of, and that
//! the order is one.

use crate::burden::ways;
use crate::edition::{AnswerKind, ConditionIx, Edition, Node, Op, Operand, Slot, StepIx, Test, Unit, condition_needs};
use crate::order::sort_by_key;

/// What is known of them. Every position that conditions and steps name is there.
pub(super) struct Nodes<'e> {
    edition: &'e Edition,
    of_lines: Vec<bool>,
}

impl<'e> Nodes<'e> {
    /// `None` where something is not there, or fits nothing.
    pub(super) fn of(edition: &'e Edition) -> Option<Self> {
        let ways = ways(&edition.conditions)?;
        // To what is inside there are fewer: it comes first.
        let mut inside_first: Vec<usize> = (0..ways.len()).collect();
        sort_by_key(&mut inside_first, |ix| ways[*ix]);
        let mut nodes = Self { edition, of_lines: vec![false; ways.len()] };
        for ix in inside_first {
            nodes.of_lines[ix] = nodes.test(&edition.conditions[ix].test)?;
        }
        let slots = nodes.slots() && nodes.columns();
        let steps = edition.steps.iter().all(|step| nodes.step(&step.op, step.column.is_some()) == Some(true));
        let needs = edition.kinds.iter().flat_map(|kind| &kind.needs).chain(&edition.drops);
        let needs = needs.into_iter().all(|need| usize::from(need.when) < nodes.of_lines.len());
        (slots && steps && needs).then_some(nodes)
    }

    pub(super) fn column(&self, step: StepIx) -> Option<Option<u16>> {
        self.edition.steps.get(usize::from(step)).map(|step| step.column)
    }

    pub(super) fn unit(&self, step: StepIx) -> Option<&Unit> {
        self.edition.steps.get(usize::from(step)).map(|step| &step.unit)
    }

    pub(super) fn of_lines(&self, condition: ConditionIx) -> Option<bool> {
        self.of_lines.get(usize::from(condition)).copied()
    }

    // Whether a test has one value a line.
    fn test(&self, test: &Test) -> Option<bool> {
        let edition = self.edition;
        let asks = |ix: u16, number: bool| {
            let question = edition.questions.get(usize::from(ix))?;
            (matches!(question.kind, AnswerKind::Number { .. }) == number).then_some(false)
        };
        match test {
            Test::All(parts) | Test::Any(parts) => {
                parts.iter().try_fold(false, |lines, part| Some(lines | self.of_lines(*part)?))
            }
            Test::Not(part) => self.of_lines(*part),
            Test::Among(question, _) => asks(*question, false),
            Test::NoNumber(question) => asks(*question, true),
            Test::ItemAmong(question, _) => edition.item_questions.get(usize::from(*question)).map(|_| true),
            Test::Kind(_) | Test::Counted | Test::Monthly => Some(true),
            Test::Reading(reading, option) => {
                let reading = edition.readings.get(usize::from(*reading))?;
                (usize::from(*option) < reading.options.len()).then_some(false)
            }
            Test::Route(route) => (usize::from(*route) < edition.routes()).then_some(false),
            Test::AtLeast(step, bound) => {
                let column = self.column(*step)?;
                (!bound.is_infinite()).then_some(column.is_some())
            }
            Test::Positive(step) => self.column(*step).map(|column| column.is_some()),
        }
    }

    // Where the truth of each condition is kept.
    fn slots(&self) -> bool {
        let mut taken = vec![false; usize::from(self.edition.truth_columns)];
        self.edition.conditions.iter().zip(&self.of_lines).all(|(condition, of_lines)| match condition.slot {
            Slot::Inline => true,
            Slot::Scalar => !of_lines,
            Slot::Column(column) => take(&mut taken, column),
        })
    }

    fn columns(&self) -> bool {
        let mut taken = vec![false; usize::from(self.edition.columns)];
        self.edition.steps.iter().filter_map(|step| step.column).all(|column| take(&mut taken, column))
    }

    // Whether a step is made of what is there and has as many values as it says.
    fn step(&self, op: &Op, lines: bool) -> Option<bool> {
        let edition = self.edition;
        let number = |questions: &[crate::edition::Question], ix: u16| {
            questions.get(usize::from(ix)).is_some_and(|q| matches!(q.kind, AnswerKind::Number { .. }))
        };
        let inputs = op.operands();
        let mut inner = false;
        for operand in &inputs {
            inner |= self.operand(operand)?;
        }
        let mut tested = false;
        for condition in op.conditions() {
            tested |= self.of_lines(condition)?;
        }
        Some(match op {
            Op::Answer(question) => !lines && number(&edition.questions, *question),
            Op::ItemAnswer(question) => lines && number(&edition.item_questions, *question),
            Op::LineCost(_) | Op::Units | Op::Quantity => lines,
            Op::KindFigure(figure) => {
                lines && edition.kinds.iter().all(|kind| usize::from(*figure) < kind.figures.len())
            }
            Op::Unlimited => !lines,
            Op::Add(parts) | Op::Multiply(parts) | Op::Lowest(parts) | Op::Highest(parts) => {
                !parts.is_empty() && lines == inner
            }
            Op::Less(..) | Op::Divide(..) => lines == inner,
            Op::Round(_, unit, _) => *unit >= 1 && lines == inner,
            Op::Lookup(_, table) => usize::from(*table) < edition.tables.len() && lines == inner,
            Op::Case(..) => lines == (inner | tested),
            Op::Only(..) => lines,
            Op::Total(..) | Op::Count(_) => !lines,
            Op::Best(best) => {
                let mut whole = best.rows.iter().map(|row| &row.cap).chain([&best.limit]);
                !lines && whole.all(|operand| self.operand(operand) == Some(false))
            }
            Op::Taken(best) => lines && matches!(edition.steps.get(usize::from(*best))?.op, Op::Best(_)),
            Op::Spread(spread) => {
                let along = edition.item_questions.get(usize::from(spread.along))?;
                lines && matches!(along.kind, AnswerKind::Lines)
            }
        })
    }

    // Whether an input has one value a line.
    fn operand(&self, operand: &Operand) -> Option<bool> {
        match operand {
            Operand::Step(step) => self.column(*step).map(|column| column.is_some()),
            Operand::Figure(figure) => figure.point().filter(|figure| !figure.is_infinite()).map(|_| false),
        }
    }

    /// Whether every node stands once in the order, after all that it needs, and says so.
    pub(super) fn in_order(&self) -> bool {
        let edition = self.edition;
        let named = edition.conditions.iter().filter(|condition| condition.slot != Slot::Inline).count();
        if edition.order.len() != edition.steps.len() + named + 1 {
            return false;
        }
        let mut places = Places::new(edition);
        for (place, turn) in edition.order.iter().enumerate() {
            let there = match turn.node {
                Node::Counted => true,
                Node::Step(ix) => usize::from(ix) < edition.steps.len(),
                Node::Condition(ix) => {
                    edition.conditions.get(usize::from(ix)).is_some_and(|condition| condition.slot != Slot::Inline)
                }
            };
            if !there || places.of(turn.node).is_some() {
                return false;
            }
            let mut needs = Vec::new();
            self.needs(turn.node, &mut needs);
            let used = || turn.uses.iter().copied().map(usize::from);
            let is_used = |needed: &Node| places.of(*needed).is_some_and(|at| used().any(|used| used == at));
            if !needs.iter().all(is_used) || used().any(|used| used >= place) {
                return false;
            }
            places.put(turn.node, place);
        }
        true
    }

    fn needs(&self, node: Node, needs: &mut Vec<Node>) {
        let edition = self.edition;
        match node {
            Node::Counted => {
                let early = edition.kinds.iter().flat_map(|kind| &kind.needs).filter(|need| !need.late);
                early.chain(&edition.drops).for_each(|need| condition_needs(&edition.conditions, need.when, needs));
            }
            Node::Condition(ix) => edition.conditions[usize::from(ix)].test.needs(&edition.conditions, needs),
            Node::Step(ix) => {
                let op = &edition.steps[usize::from(ix)].op;
                for operand in op.operands() {
                    if let Operand::Step(step) = operand {
                        needs.push(Node::Step(*step));
                    }
                }
                if let Op::Taken(best) = op {
                    needs.push(Node::Step(*best));
                }
                for condition in op.conditions() {
                    condition_needs(&edition.conditions, condition, needs);
                }
            }
        }
    }
}

fn take(taken: &mut [bool], column: u16) -> bool {
    taken.get_mut(usize::from(column)).is_some_and(|taken| !core::mem::replace(taken, true))
}

// Where in the order each node stands.
struct Places {
    counted: Option<usize>,
    conditions: Vec<Option<usize>>,
    steps: Vec<Option<usize>>,
}

impl Places {
    fn new(edition: &Edition) -> Self {
        Self { counted: None, conditions: vec![None; edition.conditions.len()], steps: vec![None; edition.steps.len()] }
    }

    fn of(&self, node: Node) -> Option<usize> {
        match node {
            Node::Counted => self.counted,
            Node::Condition(ix) => self.conditions[usize::from(ix)],
            Node::Step(ix) => self.steps[usize::from(ix)],
        }
    }

    fn put(&mut self, node: Node, place: usize) {
        match node {
            Node::Counted => self.counted = Some(place),
            Node::Condition(ix) => self.conditions[usize::from(ix)] = Some(place),
            Node::Step(ix) => self.steps[usize::from(ix)] = Some(place),
        }
    }
}
