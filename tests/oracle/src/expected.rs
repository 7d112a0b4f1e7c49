//! What the oracle says of an application: the counterpart of the assessment document.

use std::collections::BTreeMap;

use crate::money::Yen;

/// Reading id → id of an option that is not the default → amount (`None`: not computable).
pub type Alternatives = BTreeMap<&'static str, BTreeMap<&'static str, Option<Yen>>>;

/// Category (区分) id → yen.
pub type Categories = BTreeMap<&'static str, Yen>;

/// The result for an application whose answers are known as far as they matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// `verdict` of the assessment; unknown answers are allowed here.
    pub verdict: Verdict,
    /// `amount.yen`; `None` if the amount is not computable.
    pub amount: Option<Yen>,
    /// Every category of the programme, also those of 0 yen; empty if the amount is not computable.
    pub categories: Categories,
    /// The route taken (Gunma only).
    pub route: Option<Route>,
    /// One entry for each quote line, in the order of the document.
    pub items: Vec<ExpectedItem>,
    /// `totalCostYen`.
    pub total_cost_yen: Yen,
    /// Every alternative of every reading, each assessed with the other readings at their default.
    pub alternatives: Alternatives,
    /// What each route gives by the default readings (Gunma only).
    pub routes: Option<Routes>,
}

impl Expected {
    /// `ownBurden.yen` of the assessment.
    pub fn own_burden_yen(&self) -> Option<Yen> {
        self.amount.map(|amount| self.total_cost_yen - amount)
    }

    /// The entry of a quote line.
    pub fn item(&self, id: &str) -> Option<&ExpectedItem> {
        self.items.iter().find(|item| item.id == id)
    }
}

/// What becomes of one quote line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedItem {
    /// The line's id.
    pub id: String,
    /// `items[].status`.
    pub status: Status,
    /// `items[].countedYen`; 0 where nothing counts.
    pub counted_yen: Yen,
}

impl ExpectedItem {
    pub(crate) fn new(id: &str, status: Status, counted_yen: Yen) -> Self {
        Self { id: id.to_owned(), status, counted_yen }
    }
}

/// `items[].status` of a complete application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Counted in full.
    Counted,
    /// Units over the limit, or an incidental cost of which a part is lost.
    PartlyCounted,
    /// Not counted.
    Excluded,
    /// 要確認, not counted.
    NeedsConfirmation,
}

impl Status {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::PartlyCounted => "partly-counted",
            Self::Excluded => "excluded",
            Self::NeedsConfirmation => "needs-confirmation",
        }
    }
}

/// `verdict` of the assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All requirements are met.
    Eligible,
    /// One requirement is surely not met.
    NotEligible,
    /// Neither is sure.
    Undetermined,
}

impl Verdict {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NotEligible => "not-eligible",
            Self::Undetermined => "undetermined",
        }
    }
}

/// How a Gunma application is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Every line in its own 区分.
    Separate,
    /// 介護テクノロジーのパッケージ型導入支援, the remaining lines beside it.
    Package,
}

impl Route {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Separate => "separate",
            Self::Package => "package",
        }
    }
}

/// Both routes of a Gunma application, whatever `route` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routes {
    /// The separate route; `None` if it depends on an unknown answer (possible only if `route` names the other one).
    pub separate: Option<RouteAmount>,
    /// The package route; `None` if no package exists, or as above.
    pub package: Option<RouteAmount>,
}

/// What one route gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteAmount {
    /// `None` if the amount is not computable.
    pub amount: Option<Yen>,
    /// Empty if the amount is not computable.
    pub categories: Categories,
}
