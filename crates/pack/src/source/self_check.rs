//! Requirements, papers, deadlines and staff as a pack writes them.

use serde::Deserialize;
use toml::Spanned;

use super::literal::{Day, Name};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Requirement {
    pub(crate) id: Name,
    pub(crate) group: Name,
    pub(crate) label: String,
    pub(crate) cite: Name,
    #[serde(default)]
    pub(crate) advice: String,
    #[serde(default)]
    pub(crate) decides: bool,
    pub(crate) applies: Option<Name>,
    pub(crate) met: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) stage: Name,
    pub(crate) cite: Name,
    pub(crate) when: Option<Name>,
    #[serde(default)]
    pub(crate) reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deadline {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) cite: Name,
    #[serde(default)]
    pub(crate) help: String,
    pub(crate) when: Option<Name>,
    pub(crate) due: Option<Spanned<Due>>,
}

/// When something is due. Exactly one of the forms that `docs/pack-format.md` lists; [`crate::self_check`] checks that.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Due {
    pub(crate) on: Option<Day>,
    pub(crate) after: Option<Name>,
    pub(crate) days: Option<Spanned<i64>>,
    pub(crate) day: Option<Name>,
    pub(crate) fiscal_year: Option<Name>,
    pub(crate) year: Option<Name>,
    pub(crate) years: Option<Spanned<i64>>,
    pub(crate) earliest: Option<Vec<Spanned<Due>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateRule {
    pub(crate) id: Name,
    pub(crate) first: Option<Name>,
    pub(crate) from: Option<Spanned<Due>>,
    pub(crate) then: Name,
    pub(crate) until: Option<Spanned<Due>>,
    pub(crate) message: String,
    pub(crate) cite: Name,
    pub(crate) unless: Option<Name>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Staffing {
    pub(crate) fte: Name,
    pub(crate) heads: Name,
    pub(crate) cite: Name,
    pub(crate) proof: String,
    #[serde(default)]
    pub(crate) caution: String,
    #[serde(rename = "role")]
    pub(crate) roles: Vec<StaffRole>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StaffRole {
    pub(crate) id: Name,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) by_head: bool,
}
