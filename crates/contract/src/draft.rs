//! A draft, `kaigo-hojo/draft/1`: an application with all else that an applicant enters, as it is saved, stored and shared.
//!
//! One document for the file, the storage and the link. What it holds need not be
//! finished: a line may still lack its price ([`OpenValue`]), a row of staff its hours.

use kaigo_hojo_rules::date::Date;
pub use kaigo_hojo_rules::dates::{DateId, Dates};
use serde::{Serialize, Serializer};

use crate::application::{Application, Item, Tax};
use crate::limits::YEARS;
#[cfg(feature = "schema")]
use crate::limits::{MOST, MOST_PEOPLE, MOST_ROWS, MOST_TICKS};

/// The version of the document.
pub const SCHEMA: &str = "kaigo-hojo/draft/1";

/// An application with all else that an applicant enters, as it is saved, stored and shared. It need not be finished. Texts
/// have at most 1,000 characters. The application is described by `hojo application schema`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "schema", rename = "kaigo-hojo/draft/1")]
pub struct Draft {
    /// What the applicant calls it; at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is assessed.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::derived::application"))]
    pub application: Application,
    /// The values that are not entered yet; the application has placeholders for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(extend("uniqueItems" = true)))]
    pub open: Vec<OpenValue>,
    /// 交付決定日, 契約日, 納品日, 支払日, 事業完了日; from 2000 to 2199.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::derived::dates"))]
    pub dates: Dates,
    /// The figures that the applicant wrote on the form.
    #[serde(skip_serializing_if = "is_default")]
    pub written: Written,
    /// The ids of the papers that are ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(length(max = MOST_TICKS), extend("uniqueItems" = true)))]
    pub ticks: Vec<String>,
    /// What is printed on the quote beside its lines.
    #[serde(skip_serializing_if = "is_default")]
    pub quote: Quote,
    /// The table of staff. Whether its hours make sense is not a matter of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffTable>,
}

/// A value of a line that must be there but is not entered yet; what stands in its place is not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenValue {
    /// The position of the line.
    pub line: u16,
    /// Which value of it.
    pub part: Part,
}

impl OpenValue {
    /// Whether these lines have such a value.
    #[must_use]
    pub fn is_in(&self, items: &[Item]) -> bool {
        let item = items.get(usize::from(self.line));
        item.is_some_and(|item| self.part != Part::InYear || item.months.is_some())
    }
}

/// A value that every line, or every line with months, must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 単価
    Price,
    /// 数量
    Quantity,
    /// 税抜か税込か
    Tax,
    /// 年度内の月数
    InYear,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Price, Self::Quantity, Self::Tax, Self::InYear];

    /// Its key in an item.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Price => "unitPriceYen",
            Self::Quantity => "quantity",
            Self::Tax => "tax",
            Self::InYear => "months.inYear",
        }
    }
}

/// The figures that the applicant wrote on the form, to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// 補助対象経費
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))]
    pub eligible_cost_yen: Option<i64>,
    /// 交付申請額
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))]
    pub amount_yen: Option<i64>,
    /// 職員数
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))]
    pub staff_number: Option<i64>,
    /// 補助率, as written: a fraction or a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^([0-9]{1,9}/[0-9]{1,9}|[0-9]{1,9}(\\.[0-9]{1,9})?)$")))]
    pub rate: Option<String>,
}

/// What is printed on the quote beside its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// 合計
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))]
    pub printed_total_yen: Option<i64>,
    /// Whether the total includes tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["excluded", "included"])))]
    pub printed_total_tax: Option<Tax>,
    /// 値引き of the whole quote, before it was spread over the lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST)))]
    pub discount_yen: Option<i64>,
}

/// The table of staff.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StaffTable {
    /// 常勤の週の勤務時間, a decimal of the contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9]{1,9}(\\.[0-9]{1,9})?$")))]
    pub full_time_hours: Option<String>,
    /// Its rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(length(max = MOST_ROWS)))]
    pub rows: Vec<StaffRow>,
}

/// People of one role with the same hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StaffRow {
    /// The id of the role.
    pub role: String,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = MOST_PEOPLE)))]
    pub people: Option<i64>,
    /// The hours of each in a week, a decimal of the contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9]{1,9}(\\.[0-9]{1,9})?$")))]
    pub weekly_hours: Option<String>,
    /// Whether they are to be counted by head.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub by_head: bool,
}

fn is_default<T: Default + PartialEq>(part: &T) -> bool {
    *part == T::default()
}

/// Whether a draft can hold the date.
#[must_use]
pub fn holds(date: Date) -> bool {
    YEARS.contains(&date.year)
}

impl Draft {
    /// The application as far as it counts, and how many of its lines carry no cost because a value is open: with a price
    /// of 0 a line fulfils no condition, whatever else is known of it.
    #[must_use]
    pub fn counted(&self) -> (Application, usize) {
        let mut application = self.application.clone();
        let mut left_out = 0;
        for (line, item) in (0..).zip(application.items.iter_mut().flatten()) {
            if self.open.iter().any(|place| place.line == line) {
                left_out += 1;
                (item.unit_price_yen, item.discount_yen, item.months) = (0, 0, None);
            }
        }
        (application, left_out)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for OpenValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OpenValue".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let keys = Part::ALL.map(|part| part.key().replace('.', "\\.")).join("|");
        schemars::json_schema!({ "type": "string", "pattern": format!("^items\\[[0-9]+\\]\\.({keys})$") })
    }
}

impl Serialize for OpenValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("items[{}].{}", self.line, self.part.key()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_an_open_value_carries_no_cost() {
        let item = |id: &str| Item {
            id: id.to_owned(),
            kinds: Vec::new(),
            name: None,
            unit_price_yen: 1_000,
            quantity: 2,
            tax: Tax::Excluded,
            tax_rate_percent: 10,
            months: Some(crate::application::Months { in_year: 3, total: None }),
            discount_yen: 5,
            answers: std::collections::BTreeMap::default(),
        };
        let application = Application { items: Some(vec![item("a"), item("b")]), ..Application::default() };
        let mut draft = Draft { application, ..Draft::default() };
        assert_eq!(draft.counted(), (draft.application.clone(), 0));
        draft.open = vec![OpenValue { line: 1, part: Part::Tax }, OpenValue { line: 1, part: Part::Quantity }];
        let (counted, left_out) = draft.counted();
        let costs: Vec<_> =
            counted.items.iter().flatten().map(|i| (i.unit_price_yen, i.discount_yen, i.months)).collect();
        assert_eq!(costs, [(1_000, 5, Some(crate::application::Months { in_year: 3, total: None })), (0, 0, None)]);
        assert_eq!(left_out, 1);
    }
}
