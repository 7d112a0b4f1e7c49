//! Operations that combine all lines.

use super::positions::{ConditionIx, Operand};

/// The sum over the units that give most.
#[derive(Clone, Debug)]
pub struct Best {
    /// Value of one unit.
    pub value: Operand,
    /// Rank of the units.
    pub by: Operand,
    /// Number of units of each line.
    pub units: Operand,
    /// Maximum number of units.
    pub limit: Operand,
    /// The lines that take part.
    pub among: ConditionIx,
    /// Rows with a common cap. If there are any, a line outside of them takes no part.
    pub rows: Vec<Row>,
}

/// Lines whose units share a cap.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its lines, unless they are in an earlier row.
    pub among: ConditionIx,
    /// Cap for each unit that counts; together they give at most this times their number.
    pub cap: Operand,
}

/// A cost shared evenly over the units of the lines that it is attached to.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The cost to be shared.
    pub cost: Operand,
    /// The lines whose cost is shared.
    pub from: ConditionIx,
    /// The question about the line that names the lines.
    pub along: u16,
    /// The lines that can carry a share; the shares of others are lost.
    pub onto: ConditionIx,
    /// Number of units of each line.
    pub units: Operand,
    /// The reason for excluding a cost that no line carries.
    pub nothing: String,
    /// The clause for that.
    pub cite: String,
}
