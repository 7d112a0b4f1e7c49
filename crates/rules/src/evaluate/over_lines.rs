//! What is computed over all lines of a quote at once: sums, the best units, shared costs.

use core::cmp::min;

use super::{Gap, Pass};
use crate::edition::{Best, ConditionIx, Op, Operand, Spread, StepIx};
use crate::exact::{Direction, Exact, WHOLE};
use crate::facts::Domain;
use crate::range::{Range, Truth};

/// A line that takes part in a [`Best`].
struct Entry<'p> {
    by: &'p Range,
    value: &'p Range,
    units: &'p Range,
    sure: bool,
}

impl Pass<'_> {
    pub(super) fn total(&self, of: &Operand, condition: Option<ConditionIx>) -> (Range, Gap) {
        let mut sum = Range::ZERO;
        for line in 0..self.at.lines {
            let here = condition.map_or(Truth::True, |condition| self.test(condition, line));
            match here {
                Truth::False => {}
                Truth::True if !self.line(line).any => sum = sum.plus(self.operand(of, line)),
                _ => sum = sum.plus(&self.operand(of, line).or_zero()),
            }
        }
        (sum, self.operand_gap(of).join(condition.map_or(Gap::Never, |condition| self.gap_over_lines(condition))))
    }

    // The largest sum: every unit that may take part, at its most, the limit at its highest. The smallest likewise.
    // Taking the best so many units of a multiset never falls when a unit is added or grows, so both are sound.
    pub(super) fn best(&self, best: &Best) -> Range {
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
                single &=
                    entry.sure && [entry.by, entry.value, entry.units].iter().all(|range| range.point().is_some());
                entries.push(entry);
            }
        }
        let sum = |entries: &[Entry<'_>], high: bool| {
            let end = |range: &Range| if high { range.high().clone() } else { range.low().clone() };
            let rank = |entry: &Entry<'_>| if high { entry.by.high().clone() } else { entry.by.low().clone() };
            let (mut left, mut sum) = (end(limit), Exact::ZERO);
            for entry in best_first(entries, rank).into_iter().filter(|entry| high || entry.sure) {
                let take = min(&left, &end(entry.units)).clone();
                sum = sum.plus(&end(entry.value).times(&take));
                left = left.less(&take);
            }
            sum
        };
        if single || entries.iter().all(|entry| entry.by == entry.value) {
            let high = sum(&entries, true);
            return if single { Range::Point(high) } else { Range::new(sum(&entries, false), high) };
        }
        // Ranked by something else than what they give: any of the units may be those that are taken.
        let units = |entry: &Entry<'_>| entry.units.high().clone();
        let most =
            fill(best_first(&entries, |entry| entry.value.high().clone()), limit.high(), units, |e| e.value.high());
        let sure = entries.iter().filter(|entry| entry.sure).fold(Exact::ZERO, |sum, e| sum.plus(e.units.low()));
        let mut worst_first = best_first(&entries, |entry| entry.value.low().clone());
        worst_first.reverse();
        let least = fill(worst_first, min(limit.low(), &sure), units, |entry| entry.value.low());
        Range::new(min(&least, &most).clone(), most)
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
        let mut left = limit.low().clone();
        for (_, line) in best_first(&order, |(by, _)| by.low().clone()) {
            let line = *line;
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

// The greatest rank first; among equals the earlier one. Inserting in order keeps the page smaller than a sort would.
fn best_first<T>(entries: &[T], rank: impl Fn(&T) -> Exact) -> Vec<&T> {
    let mut sorted: Vec<(Exact, &T)> = Vec::with_capacity(entries.len());
    for entry in entries {
        let here = rank(entry);
        let at = sorted.partition_point(|(before, _)| *before >= here);
        sorted.insert(at, (here, entry));
    }
    sorted.into_iter().map(|(_, entry)| entry).collect()
}

// What so many units give, in this order.
fn fill<'e, 'p>(
    entries: Vec<&'e Entry<'p>>,
    limit: &Exact,
    units: impl Fn(&Entry<'p>) -> Exact,
    value: impl Fn(&'e Entry<'p>) -> &'e Exact,
) -> Exact {
    let (mut left, mut sum) = (limit.clone(), Exact::ZERO);
    for entry in entries {
        let take = min(&left, &units(entry)).clone();
        sum = sum.plus(&value(entry).times(&take));
        left = left.less(&take);
    }
    sum
}
