//! What was read of a quote, as a document: `kaigo-hojo/quote/1`. The words are those of `tests/quotes/README.md`.

mod figures;
mod refusal;
mod sums;

use serde::Serialize;

use self::figures::is_zero;
pub use self::figures::{Asked, Charge, Class, Figure, Months, Sure, Tax};
pub use self::refusal::{Form, Refusal};
pub use self::sums::{ByTax, Printed, Rounding, Sum, SumOf, Totals};

/// The version of the document.
pub const SCHEMA: &str = "kaigo-hojo/quote/1";

/// What was read of a vendor's quote: every row, what was made of it, what has to be asked. Rows and columns count from 1.
/// Later versions may add keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refused {
    /// The reason.
    pub reason: Refusal,
    /// In words.
    pub message: &'static str,
}

/// A row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Which one, from 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub row: usize,
    /// What it is. Of a line and a discount alone something is counted.
    pub role: Role,
    /// Its cells as they stand.
    #[cfg_attr(feature = "schema", schemars(inner(length(min = 0))))]
    pub cells: Vec<String>,
    /// What is to be paid for, once and every month apart: of a line alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Where the sheet does not say whether the line is ordered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_order: Option<Asked>,
    /// Whether a person has put it aside: nothing of it is added.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(extend("const" = true)))]
    pub aside: bool,
    /// What is taken off, negative: of a discount alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(max = 0)))]
    pub amount_yen: Option<i64>,
    /// The rows of the lines that share a discount.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(inner(range(min = 1))))]
    pub over: Vec<usize>,
}

impl Row {
    /// Whether its lines are added.
    #[must_use]
    pub const fn is_added(&self) -> bool {
        matches!(self.role, Role::Line) && !self.aside && self.in_order.is_none()
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The words of the row.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub name: String,
    /// How many.
    pub quantity: Figure,
    /// What the printed quantity counts.
    #[cfg_attr(feature = "schema", schemars(extend("minLength" = 0)))]
    pub unit: Option<String>,
    /// For one, and for one period.
    pub unit_price_yen: Figure,
    /// What the line comes to.
    pub amount_yen: Figure,
    /// Of both figures.
    pub tax: Tax,
    /// Where it is not 10.
    #[serde(skip_serializing_if = "is_ten")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = [8])))]
    pub tax_rate_percent: i64,
    /// The same amount with tax, where the sheet has both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_included_yen: Option<i64>,
    /// The line's own discount.
    #[serde(skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub discount_yen: i64,
    /// How often it is paid; absent: once.
    #[serde(skip_serializing_if = "Charge::is_once")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["month", "year", "asked"])))]
    pub charge: Charge,
    /// Of a charge by the month or year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<Months>,
    /// What becomes of it, whichever of its kinds it is.
    pub class: Class,
    /// The kinds that the name allows.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 8)))]
    pub kinds: Vec<String>,
    /// Whether somebody has to say yes to the kinds.
    pub sure: Sure,
}

const fn is_ten(rate: &i64) -> bool {
    *rate == 10
}

/// What has to be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// What it is about.
    pub about: About,
    /// The rows that it concerns.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), inner(range(min = 1))))]
    pub rows: Vec<usize>,
    /// The cell, where it is one, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
