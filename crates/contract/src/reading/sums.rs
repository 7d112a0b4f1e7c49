//! The sums that a sheet prints, and what will be added.

use serde::Serialize;

use super::figures::{Charge, Figure, Tax, is_zero};

/// A sum that the sheet prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sum {
    /// Where it stands.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub row: usize,
    /// What it is.
    pub what: SumOf,
    /// The rows that it adds, or of which it is the tax.
    #[cfg_attr(feature = "schema", schemars(inner(range(min = 1))))]
    pub of: Vec<usize>,
    /// What is printed.
    pub yen: Figure,
    /// Of a sum or carry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// Where only one of two charges is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["once", "month", "year"])))]
    pub charge: Option<Charge>,
    /// Of tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = [8, 10])))]
    pub rate_percent: Option<i64>,
    /// Of tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// Whether tax is rounded on each line.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(extend("const" = true)))]
    pub per_line: bool,
    /// Whether it is what the rows come to; `None` where that cannot be told yet.
    pub agrees: Option<bool>,
}

/// What a sum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SumOf {
    /// Of rows.
    Sum,
    /// What is carried from page to page.
    Carry,
    /// Tax on top.
    Tax,
    /// Tax within.
    TaxWithin,
}

/// How tax is made whole yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// There is nothing to round.
    Exact,
    /// 切捨て
    Down,
    /// 四捨五入
    HalfUp,
    /// 切上げ
    Up,
}

impl Rounding {
    /// All of them, the likeliest first.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Down, Self::HalfUp, Self::Up];

    /// `part / whole` of yen, in whole yen; `None` where it had to be exact and is not.
    #[must_use]
    pub const fn of(self, yen: i64, part: i64, whole: i64) -> Option<i64> {
        let product = yen.saturating_mul(part);
        match self {
            Self::Exact if product % whole != 0 => None,
            Self::Exact | Self::Down => Some(product.div_euclid(whole)),
            Self::HalfUp => Some(product.saturating_mul(2).saturating_add(whole).div_euclid(2 * whole)),
            Self::Up => Some(product.saturating_add(whole - 1).div_euclid(whole)),
        }
    }
}

/// What will be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// The lines less discounts, as printed; `None` while a figure is asked for.
    pub added: Option<ByTax>,
    /// Charges by the month whose number of months is not told, for one month.
    #[serde(skip_serializing_if = "ByTax::is_nothing")]
    pub per_month: ByTax,
    /// The quote's own total.
    pub quote: Option<Printed>,
    /// Whether the two come to the same, with tax put on.
    pub agrees: Option<bool>,
}

/// Yen by whether tax is in them; what is absent is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ByTax {
    /// 税抜
    #[serde(skip_serializing_if = "is_zero")]
    pub excluded: i64,
    /// 税込
    #[serde(skip_serializing_if = "is_zero")]
    pub included: i64,
    /// 非課税
    #[serde(skip_serializing_if = "is_zero")]
    pub exempt: i64,
    /// Not told.
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown: i64,
}

impl ByTax {
    /// Adds yen in which tax stands so.
    pub const fn add(&mut self, tax: Tax, yen: i64) {
        let place = match tax {
            Tax::Excluded => &mut self.excluded,
            Tax::Included => &mut self.included,
            Tax::Exempt => &mut self.exempt,
            Tax::Unknown => &mut self.unknown,
        };
        *place = place.saturating_add(yen);
    }

    /// All of them, with tax or without.
    #[must_use]
    pub const fn all(&self) -> i64 {
        self.excluded.saturating_add(self.included).saturating_add(self.exempt).saturating_add(self.unknown)
    }

    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The total that the quote prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Printed {
    /// Where.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub row: usize,
    /// How much.
    pub yen: i64,
    /// With tax or without.
    pub tax: Tax,
}
