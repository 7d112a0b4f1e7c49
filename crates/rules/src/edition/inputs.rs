//! The inputs of steps and the parts of conditions.

use super::{Best, Condition, ConditionIx, Node, Op, Operand, Slot, Test};

/// Adds the needs of a condition: the condition itself if its value is kept, otherwise those of its test.
pub fn condition_needs(conditions: &[Condition], ix: ConditionIx, needs: &mut Vec<Node>) {
    let condition = &conditions[usize::from(ix)];
    match condition.slot {
        Slot::Inline => condition.test.needs(conditions, needs),
        Slot::Scalar | Slot::Column(_) => needs.push(Node::Condition(ix)),
    }
}

impl Test {
    /// Adds the direct needs of the test. `conditions`: those of its edition.
    pub fn needs(&self, conditions: &[Condition], needs: &mut Vec<Node>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| condition_needs(conditions, *part, needs));
            }
            Self::Not(part) => condition_needs(conditions, *part, needs),
            Self::Counted => needs.push(Node::Counted),
            Self::AtLeast(step, _) | Self::Positive(step) => needs.push(Node::Step(*step)),
            _ => {}
        }
    }
}

impl Op {
    /// The inputs.
    #[must_use]
    pub fn operands(&self) -> Vec<&Operand> {
        match self {
            Self::Add(parts) | Self::Multiply(parts) | Self::Lowest(parts) | Self::Highest(parts) => {
                parts.iter().collect()
            }
            Self::Less(a, b) | Self::Divide(a, b) => vec![a, b],
            Self::Round(of, ..) | Self::Lookup(of, _) | Self::Only(of, _) | Self::Total(of, _) => vec![of],
            Self::Case(arms, otherwise) => arms.iter().map(|(_, operand)| operand).chain([otherwise]).collect(),
            Self::Best(Best { value, by, units, limit, rows, .. }) => {
                let caps = rows.iter().map(|row| &row.cap);
                [value, by, units, limit].into_iter().chain(caps).collect()
            }
            Self::Spread(spread) => vec![&spread.cost, &spread.units],
            _ => Vec::new(),
        }
    }

    /// The inputs, to be changed.
    pub(crate) fn operands_mut(&mut self) -> Vec<&mut Operand> {
        match self {
            Self::Add(parts) | Self::Multiply(parts) | Self::Lowest(parts) | Self::Highest(parts) => {
                parts.iter_mut().collect()
            }
            Self::Less(a, b) | Self::Divide(a, b) => vec![a, b],
            Self::Round(of, ..) | Self::Lookup(of, _) | Self::Only(of, _) | Self::Total(of, _) => vec![of],
            Self::Case(arms, otherwise) => arms.iter_mut().map(|(_, operand)| operand).chain([otherwise]).collect(),
            Self::Best(Best { value, by, units, limit, rows, .. }) => {
                let caps = rows.iter_mut().map(|row| &mut row.cap);
                [value, by, units, limit].into_iter().chain(caps).collect()
            }
            Self::Spread(spread) => vec![&mut spread.cost, &mut spread.units],
            _ => Vec::new(),
        }
    }

    /// The conditions that are tested.
    #[must_use]
    pub fn conditions(&self) -> Vec<ConditionIx> {
        match self {
            Self::Case(arms, _) => arms.iter().map(|(condition, _)| *condition).collect(),
            Self::Only(_, condition) | Self::Count(condition) | Self::Total(_, Some(condition)) => vec![*condition],
            Self::Best(best) => core::iter::once(best.among).chain(best.rows.iter().map(|row| row.among)).collect(),
            Self::Spread(spread) => vec![spread.from, spread.onto],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::edition::{Best, Op, Operand, Row, Spread};
    use crate::exact::{Direction, Exact};
    use crate::range::Range;

    #[test]
    fn inputs_that_are_changed_are_those_that_are_read() {
        let of = |step: u16| Operand::Step(step);
        let text = String::new;
        let rows = vec![Row { among: 1, cap: of(5) }, Row { among: 2, cap: of(6) }];
        let best = Best { value: of(1), by: of(2), units: of(3), limit: of(4), among: 0, rows };
        let cost = Operand::Figure(Range::Point(Exact::ONE));
        let spread = Spread { cost, from: 0, along: 0, onto: 0, units: of(2), nothing: text(), cite: text() };
        let ops = [
            (Op::Add(vec![of(1), of(2)]), 2),
            (Op::Multiply(vec![of(1)]), 1),
            (Op::Lowest(vec![of(1), of(2), of(3)]), 3),
            (Op::Highest(vec![of(1)]), 1),
            (Op::Less(of(1), of(2)), 2),
            (Op::Divide(of(1), of(2)), 2),
            (Op::Round(of(1), 1, Direction::Down), 1),
            (Op::Lookup(of(1), 0), 1),
            (Op::Only(of(1), 0), 1),
            (Op::Total(of(1), None), 1),
            (Op::Case(vec![(0, of(1)), (1, of(2))], of(3)), 3),
            (Op::Best(best), 6),
            (Op::Spread(spread), 2),
            (Op::Taken(1), 0),
            (Op::Units, 0),
        ];
        for (mut op, count) in ops {
            let read: Vec<String> = op.operands().iter().map(|operand| format!("{operand:?}")).collect();
            let changed: Vec<String> = op.operands_mut().iter().map(|operand| format!("{operand:?}")).collect();
            assert_eq!((read.len(), &read), (count, &changed), "{op:?}");
        }
    }
}
