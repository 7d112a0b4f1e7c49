//! An assessment, `kaigo-hojo/assessment/1`: what comes out. Texts are the pack's own, borrowed from it.

use std::borrow::Cow;

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::DateId;
use kaigo_hojo_rules::edition::{Group, Stage, Status};
use serde::Serialize;

use crate::diagnosis::Diagnosis;

/// The version of the document.
pub const SCHEMA: &str = "kaigo-hojo/assessment/1";

/// The whole result for one application.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// Whether the reference date is after that day: then 未確認 has to stand above every figure.
    pub unconfirmed: bool,
    /// The day for which this was said.
    pub reference_date: Date,
    /// Which pack said it.
    pub pack_hash: &'e str,
    /// Whether the applicant can be granted anything.
    pub verdict: Verdict,
    /// The amount if every requirement is met; `None` where it cannot be computed.
    pub amount: Option<Amount>,
    /// Why it cannot be computed.
    pub not_computable: Option<NotComputable<'e>>,
    /// What all lines cost, tax included, in the fiscal year; `None` while the lines are not known.
    pub total_cost_yen: Option<i64>,
    /// The total less the amount.
    pub own_burden: Option<Span>,
    /// The parts of the amount.
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

/// The amount, or why there is none: what an [`Assessment`] says of both, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Brief<'e> {
    /// The amount if every requirement is met; `None` where it cannot be computed.
    pub amount: Option<Amount>,
    /// Why it cannot be computed.
    pub not_computable: Option<NotComputable<'e>>,
}

/// Whether the applicant can be granted anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// The amount, where it is single.
    pub yen: Option<i64>,
    /// The least.
    pub low_yen: i64,
    /// The most; `None` where there is no upper limit.
    pub high_yen: Option<i64>,
    /// Whether both ends are reached by some completion of the unknown answers.
    pub tight: bool,
}

/// Whole yen, or bounds of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// The value, where it is single.
    pub yen: Option<i64>,
    /// The least; `None` where there is no lower limit to be named.
    pub low_yen: Option<i64>,
    /// The most.
    pub high_yen: Option<i64>,
}

/// Why an amount cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NotComputable<'e> {
    /// One sentence.
    pub reason: &'e str,
    /// The clause.
    pub cite: &'e str,
}

/// A part of the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CategoryAmount<'e> {
    /// The public id.
    pub id: &'e str,
    /// Its name.
    pub label: &'e str,
    /// Its amount; `None` where it cannot be computed.
    pub amount: Option<Amount>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[serde(rename_all = "camelCase")]
pub struct ItemState<'e> {
    /// The id of the line.
    pub id: String,
    /// What became of it.
    pub status: ItemStatus,
    /// How much of it is counted; `None` while that is not known.
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
#[serde(rename_all = "camelCase")]
pub struct StepValue<'e> {
    /// The step's id in the pack.
    pub id: &'e str,
    /// What it is.
    pub label: &'e str,
    /// How it came about, with this applicant's numbers.
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
#[serde(rename_all = "camelCase")]
pub struct LineValue {
    /// The id of the line.
    pub item_id: String,
    /// Its value, in words.
    pub value: String,
}

/// A route that gives more than the one that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BetterRoute<'e> {
    /// The public id.
    pub id: &'e str,
    /// Its name.
    pub label: &'e str,
    /// What it gives.
    pub amount: Amount,
}

/// What holds the amount down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Binding<'e> {
    /// The public id.
    pub id: &'e str,
    /// Its name.
    pub label: &'e str,
    /// The clause.
    pub cite: &'e str,
}

/// Whether a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

/// A reading with what the other ways give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingState<'e> {
    /// The public id.
    pub id: &'e str,
    /// What is unclear, and how it is read here.
    pub question: &'e str,
    /// The option that is used.
    pub chosen: &'e str,
    /// Its words.
    pub label: &'e str,
    /// The clause.
    pub cite: &'e str,
    /// The other options.
    pub alternatives: Vec<Alternative<'e>>,
}

/// Another way to read the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative<'e> {
    /// The option's id.
    pub id: &'e str,
    /// Its words.
    pub label: &'e str,
    /// What it gives; `None` where it cannot be computed.
    pub amount: Option<Amount>,
}

/// A note that concerns this application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteState<'e> {
    /// The id of the silence in the text.
    pub id: &'e str,
    /// The line it concerns; `None` where it concerns the whole.
    pub item_id: Option<String>,
    /// What to know.
    pub label: &'e str,
    /// The clause.
    pub cite: &'e str,
}

/// Whether something is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[serde(rename_all = "camelCase")]
pub struct DeadlineState<'e> {
    /// The public id.
    pub id: &'e str,
    /// What is due.
    pub label: &'e str,
    /// Whether it concerns the applicant: surely, or depending on an unknown answer. What does not is left out.
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
    pub waits_for: Vec<DateId>,
    /// The entered dates that it follows from and yet comes before; left out where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<DateId>,
    /// The lines that it concerns; left out where it is not about lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item_ids: Vec<String>,
    /// What to know about it; left out where there is nothing to say.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub help: &'e str,
    /// The clause.
    pub cite: &'e str,
}

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

/// A line with more months in the fiscal year than the date of the contract leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthsBeyond {
    /// The line.
    pub item_id: String,
    /// Its months in the fiscal year.
    pub in_year: u8,
    /// So many are left from the month of the contract on.
    pub at_most: u8,
}

/// Entered dates that contradict the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DateConflict<'e> {
    /// The public id of the rule.
    pub id: &'e str,
    /// What is wrong.
    pub label: &'e str,
    /// The clause.
    pub cite: &'e str,
}

impl Amount {
    /// A single amount.
    #[must_use]
    pub const fn single(yen: i64) -> Self {
        Self { yen: Some(yen), low_yen: yen, high_yen: Some(yen), tight: true }
    }
}
