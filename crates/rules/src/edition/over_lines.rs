//! What a step needs that brings all lines together.

use super::{ConditionIx, Operand};

/// The sum over the units that give most.
#[derive(Clone, Debug)]
pub struct Best {
    /// What one unit gives.
    pub value: Operand,
    /// What the units are ranked by.
    pub by: Operand,
    /// How many units each line has.
    pub units: Operand,
    /// How many units at most.
    pub limit: Operand,
    /// Which lines take part.
    pub among: ConditionIx,
    /// The rows whose units are held down together; where there are any, a line in none takes no part.
    pub rows: Vec<Row>,
}

/// Lines whose units are held down together, not one by one.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which lines are in it, unless they are in an earlier one.
    pub among: ConditionIx,
    /// So many times this is what its units that count give at most.
    pub cap: Operand,
}

/// A cost shared evenly over the units of the lines that it is attached to.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The cost of the line that is shared.
    pub cost: Operand,
    /// Which lines are shared.
    pub from: ConditionIx,
    /// The question about the line that names the lines.
    pub along: u16,
    /// Which lines can carry a share; that of any other is lost.
    pub onto: ConditionIx,
    /// How many units each line has.
    pub units: Operand,
    /// Why a line is out when nothing carries it.
    pub nothing: String,
    /// The clause for that.
    pub cite: String,
}
