//! The TOML of a pack, typed, with the place of every name. [`crate::lower`] gives it meaning.

use core::ops::Range;

use serde::Deserialize;
use serde::de::{self, Visitor};
use toml::Spanned;

use crate::diagnostic::{Diagnostic, place};
use crate::form::in_japanese;
use crate::mistakes::{MistakeStep, Usual};

pub(crate) type Name = Spanned<String>;

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

pub(crate) type Day = Spanned<toml::value::Datetime>;

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
pub(crate) struct Condition {
    pub(crate) id: Name,
    pub(crate) when: Spanned<Test>,
}

/// One test. Exactly one of the forms that `docs/pack-format.md` lists; [`crate::names`] checks that.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Test {
    pub(crate) all: Option<Vec<Spanned<Test>>>,
    pub(crate) any: Option<Vec<Spanned<Test>>>,
    pub(crate) not: Option<Box<Spanned<Test>>>,
    pub(crate) cond: Option<Name>,
    pub(crate) answer: Option<Name>,
    pub(crate) item: Option<Name>,
    pub(crate) column: Option<Name>,
    pub(crate) kind: Option<Vec<Name>>,
    pub(crate) tag: Option<Name>,
    pub(crate) counted: Option<bool>,
    pub(crate) monthly: Option<bool>,
    pub(crate) reading: Option<Name>,
    pub(crate) route: Option<Name>,
    pub(crate) step: Option<Name>,
    pub(crate) is: Option<Spanned<Literal>>,
    pub(crate) r#in: Option<Vec<Spanned<Literal>>>,
    pub(crate) at_least: Option<Spanned<Literal>>,
    pub(crate) positive: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) cite: Name,
    #[serde(default)]
    pub(crate) unit: Option<String>,
    #[serde(default)]
    pub(crate) hidden: bool,
    pub(crate) limit: Option<Limit>,
    pub(crate) r#do: Spanned<Do>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    pub(crate) id: Name,
    pub(crate) label: String,
    pub(crate) cite: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) enum Do {
    Answer(Name),
    ItemAnswer(Name),
    LineCost(TaxBasis),
    Units,
    Quantity,
    Unlimited,
    KindFigure(Name),
    Add(Vec<Input>),
    Multiply(Vec<Input>),
    Lowest(Vec<Input>),
    Highest(Vec<Input>),
    Less((Input, Input)),
    Divide((Input, Input)),
    Round(Round),
    Lookup(Lookup),
    Case(Case),
    Only(Filtered),
    Total(Total),
    Count(Name),
    Best(Best),
    Taken(Name),
    Spread(Spread),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TaxBasis {
    WithTax,
    WithoutTax,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Round {
    pub(crate) of: Input,
    pub(crate) unit: i64,
    pub(crate) direction: Direction,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    Down,
    Up,
    HalfUp,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lookup {
    pub(crate) by: Input,
    pub(crate) table: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) when: Vec<Arm>,
    pub(crate) r#else: Input,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arm {
    pub(crate) r#if: Name,
    pub(crate) then: Input,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filtered {
    pub(crate) of: Input,
    pub(crate) r#where: Name,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Total {
    pub(crate) of: Input,
    pub(crate) r#where: Option<Name>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Best {
    pub(crate) value: Input,
    pub(crate) by: Option<Input>,
    pub(crate) units: Input,
    pub(crate) limit: Input,
    pub(crate) r#where: Name,
    #[serde(default)]
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) r#where: Name,
    pub(crate) cap: Input,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spread {
    pub(crate) cost: Input,
    pub(crate) from: Name,
    pub(crate) along: Name,
    pub(crate) onto: Name,
    pub(crate) units: Input,
    pub(crate) nothing: String,
    pub(crate) cite: Name,
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

/// A value: yes or no, a whole number, or a text (an option, a fraction such as `"3/4"`).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Truth(bool),
    Whole(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl Visitor<'_> for Seen {
            type Value = Literal;
            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("true, false, a whole number or a text")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Literal, E> {
                Ok(Literal::Truth(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Literal, E> {
                Ok(Literal::Whole(value))
            }
            fn visit_str<E>(self, value: &str) -> Result<Literal, E> {
                Ok(Literal::Text(value.to_owned()))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

/// An input of a step: the name of an earlier step, or a figure.
pub(crate) type Input = Spanned<Literal>;

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
