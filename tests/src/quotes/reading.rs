//! What a person reads from a sheet, as `tests/quotes/README.md` describes it: a closed vocabulary.

use serde::Deserialize;

use super::sheet::{Encoding, Form};

/// A reading.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reading {
    /// The file it is of.
    pub sheet: String,
    /// Why the sheet is here.
    pub about: String,
    /// How the bytes stand for characters.
    pub encoding: Encoding,
    /// How the cells are parted.
    pub form: Form,
    /// The programme that was chosen on the screen.
    pub programme: String,
    /// What else was chosen there.
    pub given: Given,
    /// Why nothing is read.
    pub refused: Option<Refusal>,
    /// Every row, in order.
    pub rows: Vec<Row>,
    /// The sums that were found.
    pub sums: Vec<Sum>,
    /// What has to be asked before anything is added.
    pub questions: Vec<Question>,
    /// What may be asked.
    pub may_ask: Vec<Question>,
    /// What will be added; `None` where the sheet is refused.
    pub totals: Option<Totals>,
}

/// What was chosen on the screen.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Whether prices are with tax, where the sheet does not say it.
    #[serde(default)]
    pub tax: Option<Tax>,
}

/// Why nothing of a sheet is read.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Refusal {
    Pdf,
    Picture,
    Workbook,
    GluedDigits,
}

/// Whether tax is in a figure.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Tax {
    Excluded,
    Included,
    Exempt,
    Unknown,
}

/// A row of the sheet.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Row {
    /// Which one, from 1.
    pub row: usize,
    /// What it is.
    pub role: Role,
    /// What is to be paid for: of a line alone.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// Present where the sheet does not say whether the line is ordered.
    #[serde(default)]
    pub in_order: Option<Asked>,
    /// What is taken off, negative: of a discount alone.
    #[serde(default)]
    pub amount_yen: Option<i64>,
    /// The rows of the lines that share a discount.
    #[serde(default)]
    pub over: Vec<usize>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Role {
    Title,
    Heading,
    Line,
    Detail,
    Sum,
    Tax,
    Discount,
    Carry,
    Note,
    Blank,
}

/// Something to pay for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Line {
    /// The words of the row.
    pub name: String,
    /// How many.
    pub quantity: Figure,
    /// What the printed quantity counts.
    pub unit: Option<String>,
    /// For one, and for one period.
    pub unit_price_yen: Figure,
    /// What the line comes to.
    pub amount_yen: Figure,
    /// Of both figures.
    pub tax: Tax,
    /// The rate.
    #[serde(default = "ten")]
    pub tax_rate_percent: i64,
    /// The same amount with tax.
    #[serde(default)]
    pub amount_included_yen: Option<i64>,
    /// The line's own discount.
    #[serde(default)]
    pub discount_yen: i64,
    /// How often it is paid.
    #[serde(default)]
    pub charge: Charge,
    /// Of a charge by the month or year.
    #[serde(default)]
    pub months: Option<Months>,
    /// What becomes of it.
    pub class: Class,
    /// The kinds that the name allows.
    pub kinds: Vec<String>,
    /// Whether somebody has to say yes.
    pub sure: Sure,
}

const fn ten() -> i64 {
    10
}

/// A number, or that it has to be asked for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Figure {
    /// It is this.
    Known(i64),
    /// It cannot be told yet.
    Asked(Asked),
}

impl Figure {
    /// The number.
    #[must_use]
    pub const fn known(self) -> Option<i64> {
        match self {
            Self::Known(number) => Some(number),
            Self::Asked(_) => None,
        }
    }
}

/// The word for what has to be asked.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// It has to be asked.
    Asked,
}

/// How often something is paid.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Charge {
    #[default]
    Once,
    Month,
    Year,
    Asked,
}

/// The months of a charge.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Months {
    /// Of the contract, where it is told.
    pub total: Option<i64>,
    /// Of them in the fiscal year.
    pub in_year: Figure,
    /// What printed dates allow.
    #[serde(default)]
    pub at_most: Option<i64>,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Class {
    Counted,
    Excluded,
    Asked,
}

/// How sure a person is of the kinds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Sure {
    Yes,
    Guess,
}

/// A sum that the sheet prints.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sum {
    /// Where it stands.
    pub row: usize,
    /// What it is.
    pub what: SumOf,
    /// The rows that it adds, or of which it is the tax.
    pub of: Vec<usize>,
    /// What is printed.
    pub yen: Figure,
    /// Of a sum or carry.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// Where only one of two charges is added.
    #[serde(default)]
    pub charge: Option<Charge>,
    /// Of tax.
    #[serde(default)]
    pub rate_percent: Option<i64>,
    /// Of tax.
    #[serde(default)]
    pub rounding: Option<Rounding>,
    /// Whether tax is rounded on each line.
    #[serde(default)]
    pub per_line: bool,
    /// Whether it is what the rows come to; `None` where that cannot be told yet.
    pub agrees: Option<bool>,
}

/// What a sum is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum SumOf {
    Sum,
    Carry,
    Tax,
    TaxWithin,
}

/// How tax is made whole yen.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Rounding {
    Exact,
    Down,
    HalfUp,
    Up,
}

impl Rounding {
    /// The roundings that vendors use.
    pub const ALL: [Self; 3] = [Self::Down, Self::HalfUp, Self::Up];

    /// `part / whole` of a number, in whole yen; `None` where it had to be exact and is not.
    #[must_use]
    pub const fn of(self, number: i64, part: i64, whole: i64) -> Option<i64> {
        let product = number * part;
        match self {
            Self::Exact if product % whole != 0 => None,
            Self::Exact | Self::Down => Some(product.div_euclid(whole)),
            Self::HalfUp => Some((2 * product + whole).div_euclid(2 * whole)),
            Self::Up => Some((product + whole - 1).div_euclid(whole)),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What it is about.
    pub about: About,
    /// The rows that it concerns.
    pub rows: Vec<usize>,
    /// The cell, where it is one.
    #[serde(default)]
    pub column: Option<usize>,
    /// In words.
    pub why: String,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum About {
    Tax,
    PriceColumn,
    PriceOrAmount,
    MonthsInYear,
    QuantityMeaning,
    SumDiffers,
    AmountDiffers,
    UnreadableCell,
    CellsShifted,
    DecimalOrThousands,
    YenOrThousandYen,
    InOrOut,
    DiscountOver,
}

/// What will be added.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Totals {
    /// The lines less discounts, as printed; `None` while a figure is asked for.
    pub added: Option<Money>,
    /// Charges by the month whose number of months is not told, for one month.
    #[serde(default)]
    pub per_month: Money,
    /// The quote's own total.
    pub quote: Option<Printed>,
    /// Whether the two come to the same.
    pub agrees: Option<bool>,
}

/// Yen by whether tax is in them.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Money {
    pub excluded: i64,
    pub included: i64,
    pub exempt: i64,
    pub unknown: i64,
}

impl Money {
    /// Puts yen where they belong.
    pub const fn add(&mut self, tax: Tax, yen: i64) {
        let place = match tax {
            Tax::Excluded => &mut self.excluded,
            Tax::Included => &mut self.included,
            Tax::Exempt => &mut self.exempt,
            Tax::Unknown => &mut self.unknown,
        };
        *place += yen;
    }
}

/// The total that the quote prints.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// Where.
    pub row: usize,
    /// How much.
    pub yen: i64,
    /// With tax or without.
    pub tax: Tax,
}
