//! What a step is computed from.

use super::{ConditionIx, Op, Operand};

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
            Self::Best(best) => vec![&best.value, &best.by, &best.units, &best.limit],
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
            Self::Best(best) => vec![&mut best.value, &mut best.by, &mut best.units, &mut best.limit],
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
            Self::Best(best) => vec![best.among],
            Self::Spread(spread) => vec![spread.from, spread.onto],
            _ => Vec::new(),
        }
    }
}
