//! The units that give most, at most so many of them.
//!
//! In rows, the units that count of a row give together no more than its cap times their number: the lower of a sum that
//! grows by less and less, the dearest unit first, and of one that grows by the cap. So what a row gives grows by less
//! and less as well, and taking the greatest growth first, whatever the row, gives the most: no exchange of units could
//! give more.

use core::cmp::min;

use super::Pass;
use crate::edition::{Best, Op, StepIx};
use crate::exact::{Direction, Exact, WHOLE};
use crate::range::{Range, Truth};

/// Units of a line that may be taken, after those of a higher rank.
struct Offer {
    line: usize,
    rank: Exact,
    /// What each of them adds to the sum.
    gives: Exact,
    units: Exact,
}

impl Pass<'_> {
    /// Whether a line takes part in a [`Best`]: in rows, only one that is in a row.
    #[must_use]
    pub fn takes_part(&self, best: &Best, line: usize) -> Truth {
        let here = self.test(best.among, line);
        if best.rows.is_empty() || !here.possible() {
            return here;
        }
        let in_none = Truth::all(best.rows.iter().map(|row| self.test(row.among, line).not()));
        Truth::all([here, in_none.not()].into_iter())
    }

    // A line is in the first row whose condition holds.
    fn is_in_row(&self, best: &Best, row: usize, line: usize) -> Truth {
        let before = best.rows[..row].iter().map(|row| self.test(row.among, line).not());
        let here = [self.test(best.among, line), self.test(best.rows[row].among, line)];
        Truth::all(before.chain(here))
    }

    // Whether it is known in which row a line is, if in any.
    fn has_row(&self, best: &Best, line: usize) -> bool {
        best.rows.iter().all(|row| self.test(row.among, line) != Truth::Open)
    }

    // Whether the cap of every row is known.
    fn has_caps(&self, best: &Best) -> bool {
        best.rows.iter().all(|row| self.operand(&row.cap, 0).point().is_some())
    }

    // The largest sum: every unit that may take part, in every row that it may be in, at its most, the limit at its
    // highest. The smallest likewise. The best so many units of some never give less when one is added or gives more, so
    // both are sound.
    pub(super) fn best(&self, best: &Best) -> Range {
        let limit = self.operand(&best.limit, 0);
        let (mut single, mut alike) = (limit.point().is_some() && self.has_caps(best), true);
        for line in 0..self.at.lines {
            let here = self.takes_part(best, line);
            if here.possible() {
                let [by, value, units] = [&best.by, &best.value, &best.units].map(|input| self.operand(input, line));
                let sure = here == Truth::True && self.has_row(best, line) && !self.line(line).any;
                single &= sure && [by, value, units].iter().all(|range| range.point().is_some());
                alike &= by == value || !best.rows.is_empty();
            }
        }
        let mut most = self.offers(best, true);
        if single || alike {
            let high = fill(&best_first(&most), limit.high());
            let low = || fill(&best_first(&self.offers(best, false)), limit.low());
            return if single { Range::Point(high) } else { Range::new(low(), high) };
        }
        // Ranked by something else than what they give: any of the units may be those that are taken.
        let sure = self.offers(best, false).iter().fold(Exact::ZERO, |sum, offer| sum.plus(&offer.units));
        most.iter_mut().for_each(|offer| offer.rank = offer.gives.clone());
        let high = fill(&best_first(&most), limit.high());
        for offer in &mut most {
            offer.gives = self.operand(&best.value, offer.line).low().clone();
            offer.rank = offer.gives.clone();
        }
        let mut worst_first = best_first(&most);
        worst_first.reverse();
        let low = fill(&worst_first, min(limit.low(), &sure));
        Range::new(min(&low, &high).clone(), high)
    }

    /// How many units of each line a [`Op::Best`] took: the best first, among equals those of the earlier row, and there
    /// of the earlier line.
    #[must_use]
    pub fn taken(&self, best: StepIx) -> Vec<Range> {
        let mut taken = vec![Range::ZERO; self.at.lines];
        let Op::Best(best) = &self.edition.steps[usize::from(best)].op else { return taken };
        let limit = self.operand(&best.limit, 0);
        let (mut open, mut possible) = (limit.point().is_none() || !self.has_caps(best), Exact::ZERO);
        for (line, slot) in taken.iter_mut().enumerate() {
            let here = self.takes_part(best, line);
            if here.possible() {
                let (units, by) = (self.operand(&best.units, line), self.operand(&best.by, line));
                open |=
                    here == Truth::Open || !self.has_row(best, line) || by.point().is_none() || units.point().is_none();
                possible = possible.plus(units.high());
                *slot = if here == Truth::True { units.clone() } else { units.or_zero() };
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
        taken.fill(Range::ZERO);
        let (offers, mut left) = (self.offers(best, true), limit.low().clone());
        for offer in best_first(&offers) {
            let take = min(&left, &offer.units).clone();
            left = left.less(&take);
            taken[offer.line] = taken[offer.line].plus(&Range::Point(take));
        }
        taken
    }

    // What may be taken at most (`high`) or at least, in the order of the rows and lines. A line that may be in several
    // rows is offered in each at most, and in none at least.
    fn offers(&self, best: &Best, high: bool) -> Vec<Offer> {
        let end = |range: &Range| if high { range.high().clone() } else { range.low().clone() };
        let offer = |line: usize| Offer {
            line,
            rank: end(self.operand(&best.by, line)),
            gives: end(self.operand(&best.value, line)),
            units: end(self.operand(&best.units, line)),
        };
        let of = |row: Option<usize>| -> Vec<Offer> {
            let here = |line: &usize| {
                let here = row.map_or_else(|| self.test(best.among, *line), |row| self.is_in_row(best, row, *line));
                if high { here.possible() } else { here == Truth::True && !self.line(*line).any }
            };
            (0..self.at.lines).filter(here).map(offer).collect()
        };
        if best.rows.is_empty() {
            return of(None);
        }
        let mut offers = Vec::new();
        for (ix, row) in best.rows.iter().enumerate() {
            let cap = end(self.operand(&row.cap, 0));
            under_cap(&best_first(&of(Some(ix))), &cap, &mut offers);
        }
        offers
    }
}

// What the units of a row add one after another: the cap, while those so far would give more than it; then one that fills
// what is left under it; then what they give.
fn under_cap(dearest_first: &[&Offer], cap: &Exact, offers: &mut Vec<Offer>) {
    // What the units so far would give beyond the cap.
    let mut spare = Exact::ZERO;
    for Offer { line, gives, units, .. } in dearest_first {
        let short = cap.less(gives);
        let carried = spare.over(&short).round_to(WHOLE, Direction::Down);
        let full = if short.is_zero() { units } else { min(units, &carried) };
        spare = spare.plus(&gives.less(cap).times(full)).less(&short.times(full));
        let rest = units.less(full);
        let one = min(&rest, &Exact::ONE);
        let parts = [(cap.clone(), full), (gives.plus(&spare), one), (gives.clone(), &rest.less(one))];
        for (gives, units) in parts {
            if !units.is_zero() {
                offers.push(Offer { line: *line, rank: gives.clone(), gives, units: units.clone() });
            }
        }
        if !rest.is_zero() {
            spare = Exact::ZERO;
        }
    }
}

// The greatest rank first; among equals the earlier one. Inserting in order keeps the page smaller than a sort would.
fn best_first(offers: &[Offer]) -> Vec<&Offer> {
    let mut sorted: Vec<&Offer> = Vec::with_capacity(offers.len());
    for offer in offers {
        let at = sorted.partition_point(|before| before.rank >= offer.rank);
        sorted.insert(at, offer);
    }
    sorted
}

// What so many units give, in this order.
fn fill(offers: &[&Offer], limit: &Exact) -> Exact {
    let (mut left, mut sum) = (limit.clone(), Exact::ZERO);
    for offer in offers {
        let take = min(&left, &offer.units).clone();
        sum = sum.plus(&offer.gives.times(&take));
        left = left.less(&take);
    }
    sum
}
