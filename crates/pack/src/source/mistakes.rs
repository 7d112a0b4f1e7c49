//! Usual mistakes as a pack writes them.

use kaigo_hojo_rules::mistake::Misread;
use serde::Deserialize;
use toml::Spanned;

use super::literal::{Literal, Name};
use super::steps::{Do, Step};

/// A step that only mistakes use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MistakeStep {
    pub(crate) id: Name,
    pub(crate) unit: Option<String>,
    pub(crate) r#do: Spanned<Do>,
}

impl From<MistakeStep> for Step {
    fn from(step: MistakeStep) -> Self {
        Self {
            cite: Spanned::new(step.id.span(), String::new()),
            id: step.id,
            label: String::new(),
            unit: step.unit,
            hidden: true,
            limit: None,
            r#do: step.r#do,
        }
    }
}

/// A usual mistake. Exactly one of `swap`, `suppose`, `band` and `facts`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Usual {
    pub(crate) id: Name,
    pub(crate) about: Option<String>,
    pub(crate) label: Spanned<String>,
    pub(crate) advice: String,
    pub(crate) cite: Name,
    pub(crate) swap: Option<Vec<Swap>>,
    pub(crate) suppose: Option<Vec<Suppose>>,
    pub(crate) band: Option<Vec<Name>>,
    pub(crate) facts: Option<Misread>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Swap {
    pub(crate) step: Name,
    pub(crate) by: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suppose {
    pub(crate) answer: Option<Name>,
    pub(crate) item: Option<Name>,
    pub(crate) reading: Option<Name>,
    pub(crate) kind: Option<Name>,
    pub(crate) is: Spanned<Literal>,
}
