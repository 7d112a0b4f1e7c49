//! What is computed over all lines of a quote at once: sums and shared costs.

use super::Pass;
use crate::edition::{ConditionIx, Operand, Spread};
use crate::exact::{Direction, Exact, WHOLE};
use crate::facts::Domain;
use crate::range::{Range, Truth};

impl Pass<'_> {
    pub(super) fn total(&self, of: &Operand, condition: Option<ConditionIx>) -> Range {
        let mut sum = Range::ZERO;
        for line in 0..self.at.lines {
            let here = condition.map_or(Truth::True, |condition| self.test(condition, line));
            match here {
                Truth::False => {}
                Truth::True if !self.line(line).any => sum = sum.plus(self.operand(of, line)),
                _ => sum = sum.plus(&self.operand(of, line).or_zero()),
            }
        }
        sum
    }

    pub(super) fn count(&self, condition: ConditionIx) -> Range {
        let mut count = Range::ZERO;
        for line in 0..self.at.lines {
            let one = match self.test(condition, line) {
                Truth::False => continue,
                _ if self.line(line).any => Range::ANY,
                Truth::True => Range::Point(Exact::ONE),
                Truth::Open => Range::Span(Exact::ZERO, Exact::ONE),
            };
            count = count.plus(&one);
        }
        count
    }

    /// Over how many units the cost of a line is shared: those of every line it names.
    pub(crate) fn units_named(&self, spread: &Spread, named: &[u16]) -> Range {
        named.iter().fold(Range::ZERO, |sum, line| sum.plus(self.operand(&spread.units, usize::from(*line))))
    }

    pub(super) fn spread(&self, spread: &Spread) -> Vec<Range> {
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
                Domain::SomeLines(members) => self.spread_open(spread, &cost, members, &mut shares),
                _ => {}
            }
        }
        shares
    }

    // Some of the named lines are unknown. A line that is one carries most when no other possible one is.
    fn spread_open(&self, spread: &Spread, cost: &Range, members: &[Truth], shares: &mut [Range]) {
        let (mut sure, mut possible, mut open) = (Exact::ZERO, Exact::ZERO, 0_usize);
        for (target, member) in members.iter().enumerate() {
            let units = self.operand(&spread.units, target);
            if *member == Truth::True {
                sure = sure.plus(units.low());
            }
            if member.possible() {
                possible = possible.plus(units.high());
                open += usize::from(*member == Truth::Open);
            }
        }
        for (target, member) in members.iter().enumerate() {
            let onto = self.test(spread.onto, target);
            if !member.possible() || !onto.possible() {
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
                most = most.round_to(WHOLE, Direction::Up);
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
