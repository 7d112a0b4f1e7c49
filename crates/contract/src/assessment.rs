//! An assessment, `kaigo-hojo/assessment/1`: what comes out. Texts are the pack's own, borrowed from it.

mod amounts;
mod checks;

use std::borrow::Cow;

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::edition::Status;
use serde::Serialize;

pub use self::amounts::{Amount, CategoryAmount, NotComputable, Span, Verdict};
pub use self::checks::{DateConflict, Days, DeadlineState, DocumentState, Met, MonthsBeyond, Needed, RequirementState};
use crate::diagnosis::Diagnosis;

/// The version of the document.
pub const SCHEMA: &str = "kaigo-hojo/assessment/1";

/// What comes out for one application. Later versions may add keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Assessment<'e> {
    /// [`SCHEMA`]
    pub schema: &'static str,
    /// The id of the programme.
    pub programme: &'e str,
    /// The state of the programme on the reference date.
    pub programme_status: Status,
    /// The date of the official text.
    pub as_of: Date,
    /// The day after which the rules count as unconfirmed.
    pub valid_until: Date,
    /// Whether the reference date is after `validUntil`: the rules count as unconfirmed (未確認), which has to stand above
    /// every figure.
    pub unconfirmed: bool,
    /// The day for which this was said.
    pub reference_date: Date,
    /// Which pack said it.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^sha256:[0-9a-f]{64}$")))]
    pub pack_hash: &'e str,
    /// Whether the applicant can be granted anything.
    pub verdict: Verdict,
    /// The amount if every requirement is met; `None` where it cannot be computed.
    pub amount: Option<Amount>,
    /// Why there is no amount; 0 is never shown for it.
    pub not_computable: Option<NotComputable<'e>>,
    /// What all lines cost, tax included, in the fiscal year; `None` while the lines are not known.
    #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
    pub total_cost_yen: Option<i64>,
    /// `totalCostYen` less the amount.
    pub own_burden: Option<Span>,
    /// The parts of the amount.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub categories: Vec<CategoryAmount<'e>>,
    /// The route taken, where the programme has routes and it is decided.
    pub route: Option<&'e str>,
    /// The route that surely gives more than the one that was chosen; `None` where there is none, or none was chosen.
    pub better_route: Option<BetterRoute<'e>>,
    /// What became of each line.
    pub items: Vec<ItemState<'e>>,
    /// How the amount came about.
    pub steps: Vec<StepValue<'e>>,
    /// What holds the amount down most.
    pub binding_constraint: Option<Binding<'e>>,
    /// What must hold.
    pub requirements: Vec<RequirementState<'e>>,
    /// Where the text can be read in more than one way, and what the other ways give.
    pub readings: Vec<ReadingState<'e>>,
    /// What to know about this application.
    pub notes: Vec<NoteState<'e>>,
    /// The papers; left out where the pack says nothing of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentState<'e>>,
    /// What has to be done by when; left out where the pack says nothing of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineState<'e>>,
    /// Which entered dates contradict the text.
    pub date_conflicts: Vec<DateConflict<'e>>,
    /// Which lines have more months in the fiscal year than the date of the contract leaves; left out where none has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub months_beyond: Vec<MonthsBeyond>,
    /// What was found of the figures that the applicant wrote; left out where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<Diagnosis>,
}

/// The amount of an assessment, or why there is none: what `hojo assess --only amount` prints, and what the JavaScript
/// package gives with `only: "amount"`. Later versions may add keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Brief<'e> {
    /// The amount if every requirement is met; `None` where it cannot be computed.
    pub amount: Option<Amount>,
    /// Why there is no amount; 0 is never shown for it.
    pub not_computable: Option<NotComputable<'e>>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ItemStatus {
    /// 対象
    Counted,
    /// 一部対象
    PartlyCounted,
    /// 対象外
    Excluded,
    /// 要確認: not counted.
    NeedsConfirmation,
    /// Depends on an unknown answer.
    Undetermined,
}

/// A line with its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ItemState<'e> {
    /// The id of the line.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub id: String,
    /// What became of it.
    pub status: ItemStatus,
    /// How much of it is counted; `None` while that is not known.
    #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
    pub counted_yen: Option<i64>,
    /// Why, in one sentence.
    pub reason: Cow<'e, str>,
    /// What would bring it in; left out where nothing would.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub remedy: &'e str,
    /// The clause.
    pub cite: &'e str,
}

/// One step with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepValue<'e> {
    /// The step's id in the pack.
    pub id: &'e str,
    /// What it is.
    pub label: &'e str,
    /// How it came about, with this applicant's numbers.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub formula: String,
    /// Its value, where it is a single whole number of yen.
    pub yen: Option<i64>,
    /// Its value in words, where it is not money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Its exact value, where it is money but not a whole yen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// The least, where it is a range of money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low_yen: Option<i64>,
    /// The most, where it is a range of money with an upper limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_yen: Option<i64>,
    /// For a step with one value a line: the value of each line that has one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineValue>,
    /// The clause.
    pub cite: &'e str,
    /// Whether it belongs to the short explanation.
    pub short: bool,
}

/// The value of a step on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LineValue {
    /// The id of the line.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub item_id: String,
    /// Its value, in words.
    pub value: String,
}

/// A route that gives more than the one that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BetterRoute<'e> {
    /// The public id.
    pub id: &'e str,
    /// Its name.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub label: &'e str,
    /// What it gives.
    pub amount: Amount,
}

/// What holds the amount down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Binding<'e> {
    /// The public id.
    pub id: &'e str,
    /// Its name.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub label: &'e str,
    /// The clause.
    pub cite: &'e str,
}

/// A reading with what the other ways give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadingState<'e> {
    /// The public id.
    pub id: &'e str,
    /// What is unclear, and how it is read here.
    pub question: &'e str,
    /// The option that is used.
    pub chosen: &'e str,
    /// Its words.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub label: &'e str,
    /// The clause.
    pub cite: &'e str,
    /// The other options.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub alternatives: Vec<Alternative<'e>>,
}

/// Another way to read the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alternative<'e> {
    /// The option's id.
    pub id: &'e str,
    /// Its words.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub label: &'e str,
    /// What it gives; `None` where it cannot be computed.
    pub amount: Option<Amount>,
}

/// A note that concerns this application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NoteState<'e> {
    /// The id of the silence in the text.
    pub id: &'e str,
    /// The line it concerns; `None` where it concerns the whole.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub item_id: Option<String>,
    /// What to know.
    pub label: &'e str,
    /// The clause; empty for a note of the calculator itself.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub cite: &'e str,
}
