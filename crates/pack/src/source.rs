//! The TOML of a pack, typed, with the place of every name. [`crate::lower`] gives it meaning.

mod literal;
mod mistakes;
mod self_check;
mod steps;

use core::ops::Range;

use serde::Deserialize;
use toml::Spanned;

pub(crate) use self::literal::{Day, Input, Literal, Name};
pub(crate) use self::mistakes::*;
pub(crate) use self::self_check::*;
pub(crate) use self::steps::*;
use crate::diagnostic::{Diagnostic, place};
use crate::form::in_japanese;

/// The JSON Schema of a `pack.toml`, for editors.
#[must_use]
pub const fn schema() -> &'static str {
    include_str!("../data/pack.schema.json")
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Pack {
    pub(crate) format: Name,
    pub(crate) id: Name,
    pub(crate) prefecture: String,
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) domain: Option<Name>,
    pub(crate) fiscal_year: Spanned<u16>,
    pub(crate) status: kaigo_hojo_rules::edition::Status,
    pub(crate) as_of: Day,
    pub(crate) valid_until: Option<Day>,
    pub(crate) reception: Option<Reception>,
    pub(crate) checked: Checked,
    pub(crate) rate: String,
    pub(crate) ceilings: Vec<String>,
    #[serde(default)]
    pub(crate) not_covered: Vec<String>,
    pub(crate) ceiling_term: String,
    pub(crate) counts_tax: bool,
    #[serde(default, rename = "section")]
    pub(crate) sections: Vec<Section>,
    #[serde(default, rename = "question")]
    pub(crate) questions: Vec<Question>,
    #[serde(default, rename = "item-question")]
    pub(crate) item_questions: Vec<Question>,
    #[serde(default)]
    pub(crate) kind_groups: Vec<Name>,
    #[serde(default)]
    pub(crate) kind_figures: Vec<Name>,
    #[serde(default, rename = "kind")]
    pub(crate) kinds: Vec<Kind>,
    #[serde(default, rename = "drop")]
    pub(crate) drops: Vec<Need>,
    #[serde(default, rename = "table")]
    pub(crate) tables: Vec<Table>,
    #[serde(default, rename = "reading")]
    pub(crate) readings: Vec<Reading>,
    pub(crate) menu: Option<Menu>,
    #[serde(default, rename = "condition")]
    pub(crate) conditions: Vec<Condition>,
    #[serde(default, rename = "step")]
    pub(crate) steps: Vec<Step>,
    #[serde(default, rename = "category")]
    pub(crate) categories: Vec<Category>,
    pub(crate) result: Plan,
    #[serde(default, rename = "note")]
    pub(crate) notes: Vec<Note>,
    #[serde(default, rename = "requirement")]
    pub(crate) requirements: Vec<Requirement>,
    #[serde(default, rename = "document")]
    pub(crate) documents: Vec<Document>,
    #[serde(default, rename = "deadline")]
    pub(crate) deadlines: Vec<Deadline>,
    #[serde(default, rename = "date-rule")]
    pub(crate) date_rules: Vec<DateRule>,
    pub(crate) staffing: Option<Staffing>,
    #[serde(default, rename = "mistake-step")]
    pub(crate) mistake_steps: Vec<MistakeStep>,
    #[serde(default, rename = "mistake")]
    pub(crate) mistakes: Vec<Usual>,
    /// How many of the steps are the pack's own; those of its mistakes follow.
    #[serde(skip)]
    pub(crate) own_steps: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reception {
    pub(crate) from: Day,
    pub(crate) until: Day,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Checked {
    pub(crate) date: Day,
    pub(crate) by: kaigo_hojo_rules::edition::Checker,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) id: Name,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) help: String,
    #[serde(default)]
    pub(crate) check: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Question {
    pub(crate) id: Name,
    pub(crate) section: Option<Name>,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) help: String,
    #[serde(default)]
    pub(crate) cite: String,
    #[serde(default)]
    pub(crate) moot: String,
    pub(crate) kinds: Option<Vec<Name>>,
    pub(crate) absent: Option<Spanned<Literal>>,
    #[serde(default)]
    pub(crate) null_is_absent: bool,
    pub(crate) answer: Answer,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) enum Answer {
    Truth,
    Service,
    Lines,
    Choice(Vec<Choice>),
    Number(Number),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Number {
    #[serde(default)]
    pub(crate) decimal: bool,
    #[serde(default)]
    pub(crate) min: i64,
    pub(crate) max: Option<i64>,
    #[serde(default)]
    pub(crate) unit: String,
    pub(crate) none: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) id: Name,
    pub(crate) label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Kind {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) group: Name,
    #[serde(default)]
    pub(crate) examples: Vec<String>,
    pub(crate) outcome: kaigo_hojo_rules::edition::Outcome,
    pub(crate) reason: String,
    pub(crate) cite: String,
    #[serde(default)]
    pub(crate) tags: Vec<Name>,
    #[serde(default)]
    pub(crate) needs: Vec<Need>,
    #[serde(default)]
    pub(crate) figures: Vec<(Name, Spanned<Literal>)>,
    #[serde(default)]
    pub(crate) whole_line: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Need {
    pub(crate) when: Name,
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) remedy: String,
    pub(crate) cite: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) unit: String,
    pub(crate) cite: Name,
    pub(crate) below: String,
    pub(crate) bands: Spanned<Vec<Spanned<Band>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Band {
    pub(crate) from: i64,
    pub(crate) to: Option<i64>,
    pub(crate) figure: Spanned<Literal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reading {
    pub(crate) id: Name,
    pub(crate) question: String,
    pub(crate) options: Vec<Choice>,
    pub(crate) cite: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Menu {
    pub(crate) question: Name,
    #[serde(default)]
    pub(crate) exists: Vec<(Name, Name)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) amount: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Plan {
    pub(crate) amount: Name,
    pub(crate) counted: Name,
    pub(crate) eligible: Name,
    pub(crate) by_rate: Name,
    pub(crate) limited: Name,
    pub(crate) short: Vec<Name>,
    pub(crate) band: Option<(Name, Name)>,
    pub(crate) rate: Option<Name>,
    pub(crate) staff: Option<Name>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Note {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) cite: Name,
    pub(crate) when: Option<Name>,
    #[serde(default)]
    pub(crate) per_line: bool,
}

/// Reads the TOML, without meaning.
pub(crate) fn parse(file: &str, text: &str) -> Result<Pack, Vec<Diagnostic>> {
    let pack: Result<Pack, _> = toml::from_str(text);
    let mut pack = pack.map_err(|error| {
        let at: Range<usize> = error.span().unwrap_or(0..0);
        let (message, hint) = in_japanese(error.message());
        vec![place(file, text, "P002", at, message, &hint)]
    })?;
    pack.own_steps = pack.steps.len();
    pack.steps.extend(pack.mistake_steps.drain(..).map(Into::into));
    Ok(pack)
}
