//! Which values do not exist: those of a lookup below its first band, and what is made of them.

use super::{Gap, Pass};
use crate::edition::{ConditionIx, Op, Operand, Step, StepIx, Table, Test};
use crate::exact::Exact;
use crate::range::{Range, Truth};

impl Pass<'_> {
    /// Whether the value of a step exists.
    pub(super) fn step_gap(&self, ix: StepIx, step: &Step) -> Gap {
        let of_line = |line: usize| self.of_line(line, self.op_gap(ix, &step.op, line));
        match (&step.op, step.column) {
            (Op::Spread(_) | Op::Taken(_), _) | (_, None) => self.op_gap(ix, &step.op, 0),
            (_, Some(_)) => (0..self.at.lines).map(of_line).fold(Gap::Never, Gap::join),
        }
    }

    // That of what is computed, on a line where it has one value a line.
    fn op_gap(&self, ix: StepIx, op: &Op, line: usize) -> Gap {
        match op {
            Op::Lookup(by, table) => {
                let table = &self.edition.tables[usize::from(*table)];
                lookup_gap(table, self.operand(by, line), ix).join(self.operand_gap(by))
            }
            Op::Case(arms, otherwise) => self.case(arms, otherwise, line).1,
            Op::Only(of, condition) => {
                let value = match self.test(*condition, line) {
                    Truth::True => self.operand_gap(of),
                    Truth::Open => self.operand_gap(of).perhaps(),
                    Truth::False => Gap::Never,
                };
                value.join(self.condition_gap(*condition, line))
            }
            Op::Taken(best) => self.at.gap(*best),
            // Of these the conditions, if any, are asked on every line.
            op => {
                let operands = op.operands().into_iter().map(|operand| self.operand_gap(operand));
                let tests = op.conditions().into_iter().map(|condition| self.gap_over_lines(condition));
                operands.chain(tests).fold(Gap::Never, Gap::join)
            }
        }
    }

    pub(super) fn operand_gap(&self, operand: &Operand) -> Gap {
        match operand {
            Operand::Step(step) => self.at.gap(*step),
            Operand::Figure(_) => Gap::Never,
        }
    }

    /// Whether a condition can be judged: not where it asks for a value that does not exist, unless the rest decides.
    pub(crate) fn condition_gap(&self, ix: ConditionIx, line: usize) -> Gap {
        if self.at.any_gap { self.condition_gap_inner(ix, line) } else { Gap::Never }
    }

    #[cold]
    fn condition_gap_inner(&self, ix: ConditionIx, line: usize) -> Gap {
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
    pub(super) fn gap_over_lines(&self, ix: ConditionIx) -> Gap {
        if !self.at.any_gap {
            return Gap::Never;
        }
        (0..self.at.lines).map(|line| self.of_line(line, self.condition_gap(ix, line))).fold(Gap::Never, Gap::join)
    }

    // Of "any number of lines" there may be none.
    fn of_line(&self, line: usize, gap: Gap) -> Gap {
        if self.line(line).any { gap.perhaps() } else { gap }
    }
}

// Below the first band there is no figure.
fn lookup_gap(table: &Table, number: &Range, step: StepIx) -> Gap {
    let is_below = |number: &Exact| table.bands.first().is_none_or(|(first, _)| *number < Exact::whole(*first));
    if !is_below(number.low()) {
        Gap::Never
    } else if is_below(number.high()) {
        Gap::Certain(step)
    } else {
        Gap::Possible
    }
}

// Parts of which one may decide, so that the others are not asked.
pub(super) fn judged(parts: impl Iterator<Item = (Truth, Gap)>, decides: Truth) -> Gap {
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
