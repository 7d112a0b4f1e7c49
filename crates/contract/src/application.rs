//! An application, `kaigo-hojo/application/1`: what an applicant says of the office and of the quote.

use std::collections::BTreeMap;

pub use kaigo_hojo_rules::facts::Tax;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

#[cfg(feature = "schema")]
use crate::limits::MOST_LINES;
use crate::limits::{MOST, MOST_KINDS, MOST_MONTHS_IN_YEAR, MOST_UNITS, TAX_RATES};

/// The version of the document.
pub const SCHEMA: &str = "kaigo-hojo/application/1";

/// What an applicant says of the office and of the quote. An absent answer is not answered yet, null is "I don't know";
/// both are unknown, never false or 0. Which questions, options and kinds exist is up to the programme's pack.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "schema", rename = "kaigo-hojo/application/1")]
pub struct Application {
    /// The id of a pack.
    pub programme: String,
    /// Answers by the id of the question.
    #[cfg_attr(feature = "schema", schemars(with = "Answers", skip_serializing_if = "BTreeMap::is_empty"))]
    pub answers: BTreeMap<String, Answer>,
    /// The lines of the quote. Absent: the costs are not known yet. `[]`: there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = MOST_LINES)))]
    pub items: Option<Vec<Item>>,
}

/// Question id to value.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "it describes the map of answers")]
struct Answers(BTreeMap<String, Answer>);

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Answer {
    /// わからない
    Unknown,
    /// Yes or no.
    Truth(bool),
    /// An option, a decimal such as `"10.49"` (at most nine digits on either side), or `"none"` for "there is no such
    /// number".
    Text(String),
    /// A whole number.
    Whole(#[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))] i64),
    /// The ids of other lines.
    Lines(#[cfg_attr(feature = "schema", schemars(extend("uniqueItems" = true)))] Vec<String>),
}

/// One line of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = kind_or_among))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Unique in the application.
    pub id: String,
    /// The ids of the kinds of cost that it may be of: one, or while nobody has said which, from 2 to
    /// [`crate::limits::MOST_KINDS`], first the one that it looks most like.
    #[serde(flatten, serialize_with = "kinds")]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub kinds: Vec<String>,
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Yen per unit, and per month where there are months.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))]
    pub unit_price_yen: i64,
    /// Units.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST_UNITS)))]
    pub quantity: i64,
    /// 税抜, 税込, 非課税・不課税.
    pub tax: Tax,
    /// The rate of tax.
    #[serde(skip_serializing_if = "is_usual_rate")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = TAX_RATES, "default" = 10)))]
    pub tax_rate_percent: u8,
    /// Only for monthly charges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<Months>,
    /// 値引き: the line's share of the quote's discount, off the whole line, in the same tax terms as its price.
    #[serde(skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST), extend("default" = 0)))]
    pub discount_yen: i64,
    /// Answers about the line, by the id of the question.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Answers"))]
    pub answers: BTreeMap<String, Answer>,
}

const fn is_usual_rate(percent: &u8) -> bool {
    *percent == 10
}

const fn is_zero(yen: &i64) -> bool {
    *yen == 0
}

// One kind, or several in its place.
fn kinds<S: Serializer>(kinds: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    match kinds {
        [kind] => map.serialize_entry("kind", kind)?,
        among => map.serialize_entry("kindAmong", among)?,
    }
    map.end()
}

/// The two keys of which a line has one.
#[cfg(feature = "schema")]
fn kind_or_among(schema: &mut schemars::Schema) {
    use serde_json::json;
    let kind = json!({ "type": "string", "description": "A kind of cost of the pack." });
    let among = json!({
        "type": "array",
        "description": "In the place of kind while nobody has said which it is: kinds of the pack, first the one that it looks \
            most like. Each is a possible completion; the amount is a range over them.",
        "items": { "type": "string" },
        "minItems": 2,
        "maxItems": MOST_KINDS,
        "uniqueItems": true,
    });
    if let Some(properties) = schema.get_mut("properties").and_then(serde_json::Value::as_object_mut) {
        properties.insert("kind".to_owned(), kind);
        properties.insert("kindAmong".to_owned(), among);
    }
    schema.insert("oneOf".to_owned(), json!([{ "required": ["kind"] }, { "required": ["kindAmong"] }]));
}

/// The months of a monthly charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Months {
    /// In the fiscal year; at most `total`.
    #[cfg_attr(feature = "schema", schemars(range(max = MOST_MONTHS_IN_YEAR)))]
    pub in_year: u8,
    /// In all; no rule uses it yet.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl Application {
    /// The ids of the lines, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.items.iter().flatten().map(|item| item.id.clone()).collect()
    }
}

/// What a line costs, as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Yen per unit, and per month where there are months.
    pub unit_price_yen: i64,
    /// Units.
    pub quantity: i64,
    /// How consumption tax stands in the price.
    pub tax: Tax,
    /// 8 or 10.
    pub tax_rate_percent: u8,
    /// The line's share of the quote's 値引き.
    pub discount_yen: i64,
}

/// A value of a line that is beyond the limits of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// Its key in the document.
    pub key: &'static str,
}

impl Months {
    /// So many months in the fiscal year, and in all.
    ///
    /// # Errors
    /// Which of them is beyond its limits.
    pub fn new(in_year: i64, total: Option<i64>) -> Result<Self, Beyond> {
        let within = u8::try_from(in_year).ok().filter(|months| *months <= MOST_MONTHS_IN_YEAR);
        let in_year = within.ok_or(Beyond { key: "inYear" })?;
        match total {
            Some(total) if total > MOST => Err(Beyond { key: "total" }),
            Some(total) if total < i64::from(in_year) => Err(Beyond { key: "inYear" }),
            _ => Ok(Self { in_year, total }),
        }
    }
}

impl Item {
    /// A line within the limits of the contract, without a name and answers: whoever reads a line makes it here.
    ///
    /// # Errors
    /// The first value that is beyond its limits.
    pub fn new(id: String, kinds: Vec<String>, cost: Cost, months: Option<Months>) -> Result<Self, Beyond> {
        let Cost { unit_price_yen, quantity, tax, tax_rate_percent, discount_yen } = cost;
        let among = if kinds.len() == 1 { "kind" } else { "kindAmong" };
        let twice = |at: usize| kinds[..at].contains(&kinds[at]);
        let within = [
            (among, (1..=MOST_KINDS).contains(&kinds.len()) && !(1..kinds.len()).any(twice)),
            ("unitPriceYen", (0..=MOST).contains(&unit_price_yen)),
            ("quantity", (0..=MOST_UNITS).contains(&quantity)),
            ("taxRatePercent", TAX_RATES.contains(&tax_rate_percent)),
            ("discountYen", (0..=MOST).contains(&discount_yen)),
        ];
        if let Some((key, _)) = within.into_iter().find(|(_, is_within)| !is_within) {
            return Err(Beyond { key });
        }
        Ok(Self {
            id,
            kinds,
            name: None,
            unit_price_yen,
            quantity,
            tax,
            tax_rate_percent,
            months,
            discount_yen,
            answers: BTreeMap::new(),
        })
    }

    /// The same line with another share of the quote's discount.
    ///
    /// # Errors
    /// It is beyond its limits.
    pub fn with_discount(self, discount_yen: i64) -> Result<Self, Beyond> {
        if (0..=MOST).contains(&discount_yen) {
            Ok(Self { discount_yen, ..self })
        } else {
            Err(Beyond { key: "discountYen" })
        }
    }

    /// Whether nobody has said which of several kinds it is.
    #[must_use]
    pub const fn has_open_kind(&self) -> bool {
        self.kinds.len() > 1
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

#[cfg(test)]
mod tests {
    use super::*;

    const COST: Cost =
        Cost { unit_price_yen: 600_000, quantity: 2, tax: Tax::Included, tax_rate_percent: 8, discount_yen: 5 };

    fn key(kinds: &[&str], cost: Cost) -> Result<Item, &'static str> {
        let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        Item::new("a".to_owned(), kinds, cost, None).map_err(|beyond| beyond.key)
    }

    #[test]
    fn a_line_is_within_the_limits_or_is_none() {
        let item = key(&["x"], COST).expect("within the limits");
        assert_eq!((item.unit_price_yen, item.quantity, item.discount_yen), (600_000, 2, 5));
        assert_eq!((item.tax, item.tax_rate_percent, item.name), (Tax::Included, 8, None));
        for (expected, kinds, cost) in [
            ("kindAmong", vec![], COST),
            ("kindAmong", vec!["x", "y", "x"], COST),
            ("kindAmong", vec!["1", "2", "3", "4", "5", "6", "7", "8", "9"], COST),
            ("unitPriceYen", vec!["x"], Cost { unit_price_yen: 1_000_000_001, ..COST }),
            ("unitPriceYen", vec!["x"], Cost { unit_price_yen: -1, ..COST }),
            ("quantity", vec!["x"], Cost { quantity: 100_001, ..COST }),
            ("quantity", vec!["x"], Cost { quantity: -1, ..COST }),
            ("taxRatePercent", vec!["x"], Cost { tax_rate_percent: 9, ..COST }),
            ("discountYen", vec!["x"], Cost { discount_yen: 1_000_000_001, ..COST }),
            ("discountYen", vec!["x"], Cost { discount_yen: -1, ..COST }),
        ] {
            assert_eq!(key(&kinds, cost).map(drop), Err(expected), "{kinds:?} {cost:?}");
        }
        let most = Cost { unit_price_yen: 1_000_000_000, quantity: 100_000, discount_yen: 1_000_000_000, ..COST };
        assert!(key(&["1", "2", "3", "4", "5", "6", "7", "8"], most).is_ok());
        assert_eq!(item_with(1_000_000_001), Err(Beyond { key: "discountYen" }));
        assert_eq!(item_with(7), Ok(7));
    }

    fn item_with(discount_yen: i64) -> Result<i64, Beyond> {
        let item = key(&["x"], COST).expect("within the limits");
        item.with_discount(discount_yen).map(|item| item.discount_yen)
    }

    #[test]
    fn months_fit_each_other() {
        for (in_year, total, expected) in [
            (0, None, None),
            (12, Some(12), None),
            (3, Some(1_000_000_000), None),
            (13, None, Some("inYear")),
            (-1, None, Some("inYear")),
            (5, Some(4), Some("inYear")),
            (5, Some(1_000_000_001), Some("total")),
        ] {
            assert_eq!(Months::new(in_year, total).err().map(|beyond| beyond.key), expected, "{in_year} of {total:?}");
        }
    }
}
