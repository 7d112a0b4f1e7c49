//! What was read of a quote, as a document: `kaigo-hojo/quote/1`. The words are those of `tests/quotes/README.md`.

use serde::Serialize;

use super::form::{Form, Refusal};

/// The version of the document.
pub const SCHEMA: &str = "kaigo-hojo/quote/1";

/// A quote as it was read: every row, what was made of it, what has to be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// [`SCHEMA`]
    pub schema: &'static str,
    /// The programme that was chosen.
    pub programme: String,
    /// How the cells are parted.
    pub form: Form,
    /// Why nothing is read; then all that follows is empty.
    pub refused: Option<Refused>,
    /// Every row, in order.
    pub rows: Vec<Row>,
    /// The sums that were found.
    pub sums: Vec<Sum>,
    /// What has to be answered before anything is added.
    pub questions: Vec<Question>,
    /// The columns between which a question has to choose; for whoever asks it.
    #[serde(skip)]
    pub candidates: Vec<Candidate>,
    /// What will be added, and the quote's own total; `None` where nothing is read.
    pub totals: Option<Totals>,
}

/// Why nothing is read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The reason.
    pub reason: Refusal,
    /// In words.
    pub message: &'static str,
}

/// A row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Which one, from 1.
    pub row: usize,
    /// What it is.
    pub role: Role,
    /// Its cells as they stand.
    pub cells: Vec<String>,
    /// What is to be paid for: of a line alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Where the sheet does not say whether the line is ordered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_order: Option<Asked>,
    /// Whether a person has put it aside: nothing of it is added.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub aside: bool,
    /// What is taken off, negative: of a discount alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_yen: Option<i64>,
    /// The rows of the lines that share a discount.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<usize>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The title, an address, a date, the name of a group.
    Title,
    /// A heading of columns.
    Heading,
    /// Something to pay for.
    Line,
    /// More of the line above; never counted.
    Detail,
    /// A sum; never counted.
    Sum,
    /// Tax; never counted.
    Tax,
    /// What is taken off.
    Discount,
    /// A sum that is carried from page to page; never counted.
    Carry,
    /// Words.
    Note,
    /// Nothing.
    Blank,
}

/// Something to pay for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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
    /// Where it is not 10.
    #[serde(skip_serializing_if = "is_ten")]
    pub tax_rate_percent: i64,
    /// The same amount with tax, where the sheet has both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_included_yen: Option<i64>,
    /// The line's own discount.
    #[serde(skip_serializing_if = "is_zero")]
    pub discount_yen: i64,
    /// How often it is paid; absent: once.
    #[serde(skip_serializing_if = "Charge::is_once")]
    pub charge: Charge,
    /// Of a charge by the month or year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<Months>,
    /// What becomes of it.
    pub class: Class,
    /// The kinds that the name allows.
    pub kinds: Vec<String>,
    /// Whether somebody has to say yes to the kinds.
    pub sure: Sure,
}

const fn is_ten(rate: &i64) -> bool {
    *rate == 10
}

const fn is_zero(yen: &i64) -> bool {
    *yen == 0
}

/// A number, or that it has to be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Figure {
    /// It is this.
    Known(i64),
    /// It cannot be told yet.
    Asked(Asked),
}

impl Figure {
    /// It cannot be told yet.
    pub const ASKED: Self = Self::Asked(Asked::Asked);

    /// The number.
    #[must_use]
    pub const fn known(self) -> Option<i64> {
        match self {
            Self::Known(number) => Some(number),
            Self::Asked(_) => None,
        }
    }
}

impl From<Option<i64>> for Figure {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::ASKED, Self::Known)
    }
}

/// The word for what has to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// It has to be asked.
    Asked,
}

/// How often something is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Charge {
    /// Once.
    #[default]
    Once,
    /// By the month.
    Month,
    /// By the year.
    Year,
    /// It is not clear whether the quantity counts periods.
    Asked,
}

impl Charge {
    fn is_once(&self) -> bool {
        *self == Self::Once
    }
}

/// The months of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Months {
    /// Of the contract, where it is told.
    pub total: Option<i64>,
    /// Of them in the fiscal year.
    pub in_year: Figure,
    /// What printed dates allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}

/// Whether tax is in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tax {
    /// 税抜
    Excluded,
    /// 税込
    Included,
    /// 非課税・不課税
    Exempt,
    /// Nothing says it.
    Unknown,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Every kind that it may be is counted.
    Counted,
    /// None is.
    Excluded,
    /// It hangs on the kind, or the programme itself wants confirmation.
    Asked,
}

/// How sure the kinds are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// The name says it.
    Yes,
    /// Somebody has to say yes.
    Guess,
}

/// A sum that the sheet prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// Where only one of two charges is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge: Option<Charge>,
    /// Of tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_percent: Option<i64>,
    /// Of tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// Whether tax is rounded on each line.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub per_line: bool,
    /// Whether it is what the rows come to; `None` where that cannot be told yet.
    pub agrees: Option<bool>,
}

/// What a sum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    pub(super) const ALL: [Self; 4] = [Self::Exact, Self::Down, Self::HalfUp, Self::Up];

    /// `part / whole` of yen, in whole yen; `None` where it had to be exact and is not.
    pub(super) const fn of(self, yen: i64, part: i64, whole: i64) -> Option<i64> {
        let product = yen.saturating_mul(part);
        match self {
            Self::Exact if product % whole != 0 => None,
            Self::Exact | Self::Down => Some(product.div_euclid(whole)),
            Self::HalfUp => Some(product.saturating_mul(2).saturating_add(whole).div_euclid(2 * whole)),
            Self::Up => Some(product.saturating_add(whole - 1).div_euclid(whole)),
        }
    }
}

/// What has to be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What it is about.
    pub about: About,
    /// The rows that it concerns.
    pub rows: Vec<usize>,
    /// The cell, where it is one, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// In words.
    pub why: String,
}

/// A column that a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which one, from 1.
    pub column: usize,
    /// Its heading.
    pub heading: String,
    /// What stands in it, of the first lines.
    pub cells: Vec<String>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Whether tax is in the prices.
    Tax,
    /// Several columns could be the price.
    PriceColumn,
    /// One column could be the price or the amount.
    PriceOrAmount,
    /// How many months lie in the fiscal year.
    MonthsInYear,
    /// Whether a quantity counts pieces or months.
    QuantityMeaning,
    /// A sum is not what its rows come to.
    SumDiffers,
    /// An amount is not quantity × price.
    AmountDiffers,
    /// A cell holds no figure that can be read.
    UnreadableCell,
    /// A row has more cells than headings.
    CellsShifted,
    /// A point or comma could part decimals or thousands.
    DecimalOrThousands,
    /// Figures could be in thousands of yen.
    YenOrThousandYen,
    /// A line could be an option.
    InOrOut,
}

/// What will be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

/// Yen by whether tax is in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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
    pub(super) const fn add(&mut self, tax: Tax, yen: i64) {
        let place = match tax {
            Tax::Excluded => &mut self.excluded,
            Tax::Included => &mut self.included,
            Tax::Exempt => &mut self.exempt,
            Tax::Unknown => &mut self.unknown,
        };
        *place = place.saturating_add(yen);
    }

    pub(super) const fn all(&self) -> i64 {
        self.excluded.saturating_add(self.included).saturating_add(self.exempt).saturating_add(self.unknown)
    }

    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The total that the quote prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// Where.
    pub row: usize,
    /// How much.
    pub yen: i64,
    /// With tax or without.
    pub tax: Tax,
}
