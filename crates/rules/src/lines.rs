//! What one line of a quote costs: the only arithmetic that happens before the steps of a pack.

use crate::exact::{Direction, Exact, WHOLE};
use crate::facts::{Line, Tax};
use crate::range::{Range, Truth};

impl Line {
    /// What the line costs in the fiscal year, with or without consumption tax, as an exact quotient: the pack's next
    /// step rounds it. Within the limits of an application it stays below 2^63 in numerator and denominator.
    #[must_use]
    pub fn cost(&self, with_tax: bool) -> Range {
        if self.any {
            return Range::ANY;
        }
        let by_month = Exact::whole(self.unit_price_yen).times(&Exact::whole(self.quantity));
        let listed = match self.months_in_year {
            Some(months) => by_month.times(&Exact::whole(months.into())),
            None => by_month,
        };
        let written = listed.less(&Exact::whole(self.discount_yen));
        let (with, without) = (Exact::whole(i64::from(self.tax_rate_percent) + 100), Exact::whole(100));
        Range::Point(match (self.tax, with_tax) {
            (Tax::Included, false) => written.times(&without).over(&with),
            (Tax::Excluded, true) => written.times(&with).over(&without),
            _ => written,
        })
    }

    /// What is paid for the line in the fiscal year, tax included, in whole yen.
    #[must_use]
    pub fn paid(&self) -> Exact {
        self.cost(true).low().round_to(WHOLE, Direction::Down)
    }

    /// Whether it is charged by the month.
    #[must_use]
    pub const fn monthly(&self) -> Truth {
        if self.any { Truth::Open } else { Truth::of(self.months_in_year.is_some()) }
    }

    /// How many units the line has, where a whole line of the kind is one.
    #[must_use]
    pub fn units(&self, whole_line: bool) -> Range {
        if self.any {
            Range::ANY
        } else if whole_line {
            Range::Point(Exact::ONE)
        } else {
            Range::Point(Exact::whole(self.quantity))
        }
    }
}
