//! Conditions and steps as a pack writes them.

use serde::Deserialize;
use toml::Spanned;

use super::literal::{Input, Literal, Name};

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
