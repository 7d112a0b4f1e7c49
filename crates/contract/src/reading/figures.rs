//! What a line is made of: figures that are known or have to be asked for, and the words for the rest.

use serde::Serialize;

use crate::application;

/// A number, or `asked`: it cannot be told before a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Figure {
    /// It is this.
    Known(i64),
    /// It cannot be told yet.
    Asked(Asked),
}

impl Figure {
    /// It cannot be told yet.
    pub const ASKED: Self = Self::Asked(Asked::Asked);

    /// The number.
    #[must_use]
    pub const fn known(self) -> Option<i64> {
        match self {
            Self::Known(number) => Some(number),
            Self::Asked(_) => None,
        }
    }
}

impl From<i64> for Figure {
    fn from(number: i64) -> Self {
        Self::Known(number)
    }
}

impl From<Option<i64>> for Figure {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::ASKED, Self::Known)
    }
}

/// The word for what has to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// It has to be asked.
    Asked,
}

/// How often something is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Charge {
    /// Once.
    #[default]
    Once,
    /// By the month.
    Month,
    /// By the year.
    Year,
    /// It is not clear whether the quantity counts periods.
    Asked,
}

impl Charge {
    pub(super) fn is_once(&self) -> bool {
        *self == Self::Once
    }
}

/// The months of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Months {
    /// Of the contract, where it is told.
    pub total: Option<i64>,
    /// Of them in the fiscal year.
    pub in_year: Figure,
    /// What printed dates allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
    pub at_most: Option<i64>,
}

/// Whether tax is in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Tax {
    /// 税抜
    Excluded,
    /// 税込
    Included,
    /// 非課税・不課税
    Exempt,
    /// Nothing says it.
    Unknown,
}

impl From<application::Tax> for Tax {
    fn from(tax: application::Tax) -> Self {
        match tax {
            application::Tax::Excluded => Self::Excluded,
            application::Tax::Included => Self::Included,
            application::Tax::Exempt => Self::Exempt,
        }
    }
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Every kind that it may be is counted.
    Counted,
    /// None is.
    Excluded,
    /// It hangs on the kind, or the programme itself wants confirmation.
    Asked,
}

/// How sure the kinds are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// The name says it.
    Yes,
    /// Somebody has to say yes.
    Guess,
}

pub(super) const fn is_zero(yen: &i64) -> bool {
    *yen == 0
}
