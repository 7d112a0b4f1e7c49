//! The lines of a quote as a table: out as CSV, and the same table in again.
//!
//! Out: UTF-8 with a mark, quoted as in RFC 4180. A cell that a spreadsheet could take for a formula gets one `'` in
//! front, and so does one that begins with `'`, so that taking one off on the way in gives back what was there.
//! In: [`read`] makes a table of the text, and [`take`] lines of its rows, where the headings are those that we write; what
//! vendors write is for [`crate::quote_sheet`]. A row becomes a line as it stands there, or is told with the reason; nothing
//! is guessed at, and nothing is dropped.

mod cells;
mod columns;
mod table;
mod take;
mod write;

use core::fmt;

use kaigo_hojo_rules::edition::{AnswerKind, Edition};

pub(crate) use self::cells::tax_in;
pub(crate) use self::table::records;
pub use self::table::{MOST_BYTES, MOST_CELLS, Row, Table, read};
pub use self::take::{Rejected, Taken, TakenLine, take};
pub use self::write::write;
use crate::decode::MOST_LINES;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// 種類
    Kind,
    /// 名称
    Name,
    /// 単価
    Price,
    /// 数量
    Quantity,
    /// 税
    Tax,
    /// 税率
    TaxRate,
    /// 年度内の月数
    InYear,
    /// 契約全体の月数
    Total,
    /// 値引き
    Discount,
    /// The answer to the item question at this position of the edition.
    Answer(u16),
}

impl Column {
    /// What every line has, before the questions.
    const OWN: [Self; 9] = [
        Self::Kind,
        Self::Name,
        Self::Price,
        Self::Quantity,
        Self::Tax,
        Self::TaxRate,
        Self::InYear,
        Self::Total,
        Self::Discount,
    ];

    /// All that is written of an edition's lines, in order.
    fn all(edition: &Edition) -> Vec<Self> {
        let questions = (0..edition.item_questions.len()).filter_map(|ix| u16::try_from(ix).ok()).map(Self::Answer);
        Self::OWN.into_iter().chain(questions).collect()
    }

    /// Its heading.
    fn heading(self, edition: &Edition) -> String {
        match self {
            Self::Kind => "種類",
            Self::Name => "名称",
            Self::Price => "単価（円）",
            Self::Quantity => "数量",
            Self::Tax => "税",
            Self::TaxRate => "税率（％）",
            Self::InYear => "年度内の月数",
            Self::Total => "契約全体の月数",
            Self::Discount => "値引き（円）",
            Self::Answer(question) => {
                let Some(question) = edition.item_questions.get(usize::from(question)) else { return String::new() };
                let of_lines = if matches!(question.kind, AnswerKind::Lines) { "（明細の番号）" } else { "" };
                return cells::with_id(&[&question.label, of_lines].concat(), &question.id);
            }
        }
        .to_owned()
    }
}

/// Why a table was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvError {
    /// More text than [`MOST_BYTES`].
    TooLarge,
    /// More lines than an application may have.
    TooManyRows,
    /// A row with more than [`MOST_CELLS`] cells.
    TooManyCells {
        /// Its number.
        row: usize,
    },
    /// A quotation mark without its end.
    OpenQuote {
        /// The number of the row in which it opens.
        row: usize,
    },
}

impl fmt::Display for CsvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("ファイルが大きすぎます。明細の表だけを残して、もう一度取り込んでください。"),
            Self::TooManyRows => {
                write!(f, "取り込める明細は{MOST_LINES}行までです。行を減らすか、分けて取り込んでください。")
            }
            Self::TooManyCells { row } => {
                write!(f, "{row}行目の列が多すぎます。列は{}列までです。", MOST_CELLS)
            }
            Self::OpenQuote { row } => {
                write!(f, "{row}行目の引用符（\"）が閉じられていません。引用符を確かめてください。")
            }
        }
    }
}

impl core::error::Error for CsvError {}
