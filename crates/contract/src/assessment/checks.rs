//! The self-check: what must hold, which papers are needed, what is due by when.

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::DateId;
use kaigo_hojo_rules::edition::{Group, Stage};
use serde::Serialize;

/// Whether a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// 満たす
    Met,
    /// 満たさない
    NotMet,
    /// 未確認
    Unknown,
}

/// A requirement with its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequirementState<'e> {
    /// The public id.
    pub id: &'e str,
    /// Where it stands in the self-check.
    pub group: Group,
    /// Whether it is met.
    pub status: Met,
    /// What must hold.
    pub label: &'e str,
    /// What to do about it; left out where there is nothing to say.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub advice: &'e str,
    /// Whether it decides the verdict.
    pub decides: bool,
    /// The id of the question that it asks itself; left out where it asks none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<&'e str>,
    /// The clause.
    pub cite: &'e str,
}

/// Whether something is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Needed {
    /// 必要
    Yes,
    /// 不要
    No,
    /// Depends on an unknown answer.
    Unknown,
}

/// A paper, and whether it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentState<'e> {
    /// The public id.
    pub id: &'e str,
    /// Its name, with the number of its form.
    pub label: &'e str,
    /// Whether it is needed.
    pub needed: Needed,
    /// Why; left out where there is nothing to say.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub reason: &'e str,
    /// When it is handed in.
    pub stage: Stage,
    /// The clause.
    pub cite: &'e str,
}

/// Something to be done by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeadlineState<'e> {
    /// The public id.
    pub id: &'e str,
    /// What is due.
    pub label: &'e str,
    /// Whether it concerns the applicant: surely, or depending on an unknown answer. What does not is left out.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["yes", "unknown"])))]
    pub needed: Needed,
    /// The day; `None` while it is not known.
    pub date: Option<Date>,
    /// Where the text names only a fiscal year: its first and last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Days>,
    /// While the day is not known: the day that it will not be after, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Date>,
    /// The dates that have to be entered for the day to be known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(extend("uniqueItems" = true)))]
    pub waits_for: Vec<DateId>,
    /// The entered dates that it follows from and yet comes before; left out where there is none. Then `dateConflicts` says
    /// which date contradicts the text, where the text tells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(extend("uniqueItems" = true)))]
    pub before: Vec<DateId>,
    /// The lines that it concerns; left out where it is not about lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(inner(length(min = 0)), extend("uniqueItems" = true)))]
    pub item_ids: Vec<String>,
    /// What to know about it; left out where there is nothing to say.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub help: &'e str,
    /// The clause.
    pub cite: &'e str,
}

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

/// A line with more months in the fiscal year than the date of the contract leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MonthsBeyond {
    /// The line.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub item_id: String,
    /// Its months in the fiscal year.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub in_year: u8,
    /// So many are left from the month of the contract on.
    #[cfg_attr(feature = "schema", schemars(range(max = 11)))]
    pub at_most: u8,
}

/// Entered dates that contradict the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DateConflict<'e> {
    /// The public id of the rule.
    pub id: &'e str,
    /// What is wrong.
    pub label: &'e str,
    /// The clause.
    pub cite: &'e str,
}
