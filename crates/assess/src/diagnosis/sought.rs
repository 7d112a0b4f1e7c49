//! The figures of a form, and what was written for them.

use kaigo_hojo_contract::decimal::rate;
use kaigo_hojo_contract::draft::Written;
use kaigo_hojo_rules::edition::{Edition, StepIx, Unit};
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};

/// The figures of a form, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Eligible,
    Rate,
    Staff,
    Amount,
}

impl Sort {
    pub(super) const ALL: [Self; 4] = [Self::Eligible, Self::Rate, Self::Staff, Self::Amount];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Eligible => "eligible-cost",
            Self::Rate => "rate",
            Self::Staff => "staff-number",
            Self::Amount => "amount",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Eligible => "補助対象経費",
            Self::Rate => "補助率",
            Self::Staff => "職員数",
            Self::Amount => "補助額",
        }
    }

    pub(super) const fn step(self, edition: &Edition) -> Option<StepIx> {
        match self {
            Self::Eligible => Some(edition.plan.eligible),
            Self::Rate => edition.plan.rate,
            Self::Staff => edition.plan.staff,
            Self::Amount => Some(edition.plan.amount),
        }
    }

    pub(super) fn written(self, written: &Written) -> Option<Exact> {
        let yen = |yen: Option<i64>| yen.map(Exact::whole);
        match self {
            Self::Eligible => yen(written.eligible_cost_yen),
            Self::Rate => written.rate.as_deref().and_then(rate),
            Self::Staff => yen(written.staff_number),
            Self::Amount => yen(written.amount_yen),
        }
    }
}

/// A figure that was written.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    pub(super) sort: Sort,
    pub(super) step: StepIx,
    pub(super) unit: Unit,
    pub(super) written: Exact,
}

impl Sought {
    pub(super) fn new(sort: Sort, edition: &Edition, written: &Written) -> Option<Self> {
        let (step, written) = (sort.step(edition)?, sort.written(written)?);
        Some(Self { sort, step, unit: edition.steps[usize::from(step)].unit.clone(), written })
    }

    // A sum of money that is no whole yen is written cut, or rounded.
    pub(super) fn is(&self, value: &Exact) -> bool {
        let rounded = |direction| value.round_to(WHOLE, direction) == self.written;
        *value == self.written || (self.unit == Unit::Yen && (rounded(Direction::Down) || rounded(Direction::HalfUp)))
    }

    pub(super) fn yen(&self) -> Option<i64> {
        if self.unit == Unit::Yen { self.written.to_whole() } else { None }
    }
}
