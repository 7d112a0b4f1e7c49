//! What an edition is, where it comes from, how far it can be trusted.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// Name, source and state of an edition.
#[derive(Clone, Debug)]
pub struct About {
    /// The public id.
    pub id: String,
    /// The prefecture's name.
    pub prefecture: String,
    /// The official title of the programme.
    pub title: String,
    /// A short name for lists.
    pub name: String,
    /// The prefecture's own domain, where the pack names it.
    pub domain: Option<String>,
    /// The fiscal year (年度) that begins on 1 April of this year.
    pub fiscal_year: u16,
    /// As written in the pack; the state on a day may differ.
    pub status: Status,
    /// The date of the official text.
    pub as_of: Date,
    /// The day after which the rules count as unconfirmed.
    pub valid_until: Date,
    /// First and last day for applications, where the text has them.
    pub reception: Option<(Date, Date)>,
    /// When it was last compared with the text.
    pub checked_on: Date,
    /// By whom it was compared.
    pub checked_by: Checker,
    /// The rate in words, for the overview.
    pub rate: String,
    /// The highest amounts in words, for the overview.
    pub ceilings: Vec<String>,
    /// Rules that the pack leaves out, in words.
    pub not_covered: Vec<String>,
    /// What the programme calls its ceiling.
    pub ceiling_term: String,
    /// Whether the cost is counted with consumption tax.
    pub counts_tax: bool,
    /// `sha256:` and the digest of the pack's source.
    pub hash: String,
}

/// The state of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// 案（未施行）
    Draft,
    /// Published, not open yet.
    Announced,
    /// 受付中
    Open,
    /// 受付終了
    Closed,
    /// Replaced by a newer edition.
    Superseded,
}

/// Who compared a pack with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Checker {
    /// The makers of this calculator.
    Project,
    /// The prefecture itself.
    Prefecture,
}
