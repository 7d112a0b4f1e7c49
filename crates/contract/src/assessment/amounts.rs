//! The amount, and what stands beside it.

use serde::Serialize;

/// Whether the applicant can be granted anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All eligibility requirements are met.
    Eligible,
    /// At least one is surely not met.
    NotEligible,
    /// Depends on an unknown answer.
    Undetermined,
}

/// An amount of whole yen, or its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// The amount, only where `lowYen` = `highYen`.
    #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
    pub yen: Option<i64>,
    /// The least.
    #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
    pub low_yen: i64,
    /// The most; `None` where there is no upper limit.
    #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
    pub high_yen: Option<i64>,
    /// Whether both ends are reached by some completion of the unknown answers.
    pub tight: bool,
}

/// Whole yen, or bounds of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// The value, where it is single.
    pub yen: Option<i64>,
    /// The least; `None` where there is no lower limit to be named.
    pub low_yen: Option<i64>,
    /// The most.
    pub high_yen: Option<i64>,
}

/// Why there is no amount. Never show 0 for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotComputable<'e> {
    /// One sentence.
    pub reason: &'e str,
    /// The clause.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub cite: &'e str,
}

/// A part of the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryAmount<'e> {
    /// The public id.
    pub id: &'e str,
    /// Its name.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub label: &'e str,
    /// Its amount; `None` where it cannot be computed.
    pub amount: Option<Amount>,
}

impl Amount {
    /// A single amount.
    #[must_use]
    pub const fn single(yen: i64) -> Self {
        Self { yen: Some(yen), low_yen: yen, high_yen: Some(yen), tight: true }
    }
}
