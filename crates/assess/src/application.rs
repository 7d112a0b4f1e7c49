//! An application, `kaigo-hojo/application/1`: what an applicant says of the office and of the quote.

use std::collections::BTreeMap;

pub use kaigo_hojo_rules::facts::Tax;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The version of the document.
pub const SCHEMA: &str = "kaigo-hojo/application/1";

/// One application. A question without an entry in `answers` is not answered yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Application {
    /// The id of the programme.
    pub programme: String,
    /// Answers by the id of the question.
    pub answers: BTreeMap<String, Answer>,
    /// The lines of the quote; `None` while the costs are not known.
    pub items: Option<Vec<Item>>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// わからない
    Unknown,
    /// Yes or no.
    Truth(bool),
    /// An option, a decimal such as `"10.49"`, or `"none"` for "there is no such number".
    Text(String),
    /// A whole number.
    Whole(i64),
    /// The ids of other lines.
    Lines(Vec<String>),
}

/// One line of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Unique within the application.
    pub id: String,
    /// The ids of the kinds of cost that it may be of: one, or while nobody has said which, from 2 to
    /// [`crate::decode::MOST_KINDS`], first the one that it looks most like.
    pub kinds: Vec<String>,
    /// Free text.
    pub name: Option<String>,
    /// Yen per unit, and per month where there are months; at most 1,000,000,000.
    pub unit_price_yen: i64,
    /// Units; at most 100,000.
    pub quantity: i64,
    /// How consumption tax stands in the price.
    pub tax: Tax,
    /// 8 or 10.
    pub tax_rate_percent: u8,
    /// For a monthly charge.
    pub months: Option<Months>,
    /// The line's share of the quote's 値引き, off the whole line, taxed as its price is; at most 1,000,000,000.
    pub discount_yen: i64,
    /// Answers about the line, by the id of the question.
    pub answers: BTreeMap<String, Answer>,
}

/// The months of a monthly charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Months {
    /// In the fiscal year: 0 to 12.
    pub in_year: u8,
    /// In all; no rule uses it yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl Application {
    /// The ids of the lines, in order.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.items.iter().flatten().map(|item| item.id.clone()).collect()
    }
}

impl Item {
    /// Whether nobody has said which of several kinds it is.
    #[must_use]
    pub const fn has_open_kind(&self) -> bool {
        self.kinds.len() > 1
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Truth(value) => serializer.serialize_bool(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(value) => serializer.serialize_i64(*value),
            Self::Lines(ids) => ids.serialize(serializer),
        }
    }
}

impl Serialize for Application {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("programme", &self.programme)?;
        map.serialize_entry("answers", &self.answers)?;
        if let Some(items) = &self.items {
            map.serialize_entry("items", items)?;
        }
        map.end()
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        match self.kinds.as_slice() {
            [kind] => map.serialize_entry("kind", kind)?,
            among => map.serialize_entry("kindAmong", among)?,
        }
        if let Some(name) = &self.name {
            map.serialize_entry("name", name)?;
        }
        map.serialize_entry("unitPriceYen", &self.unit_price_yen)?;
        map.serialize_entry("quantity", &self.quantity)?;
        map.serialize_entry("tax", tax_id(self.tax))?;
        if self.tax_rate_percent != 10 {
            map.serialize_entry("taxRatePercent", &self.tax_rate_percent)?;
        }
        if let Some(months) = &self.months {
            map.serialize_entry("months", months)?;
        }
        if self.discount_yen != 0 {
            map.serialize_entry("discountYen", &self.discount_yen)?;
        }
        if !self.answers.is_empty() {
            map.serialize_entry("answers", &self.answers)?;
        }
        map.end()
    }
}

/// The contract's word for how tax stands in a price.
#[must_use]
pub const fn tax_id(tax: Tax) -> &'static str {
    match tax {
        Tax::Excluded => "excluded",
        Tax::Included => "included",
        Tax::Exempt => "exempt",
    }
}

/// How tax stands in a price, from the contract's word.
#[must_use]
pub fn tax_of(id: &str) -> Option<Tax> {
    [Tax::Excluded, Tax::Included, Tax::Exempt].into_iter().find(|tax| tax_id(*tax) == id)
}
