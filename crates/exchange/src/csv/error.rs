//! Why a table was not read, in words.

use core::fmt;

use kaigo_hojo_contract::limits::MOST_LINES;

use super::limits::MOST_CELLS;

/// Why a table was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvError {
    /// More text than [`super::MOST_BYTES`].
    TooLarge,
    /// More lines than an application may have.
    TooManyRows,
    /// A row with more than [`super::MOST_CELLS`] cells.
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
                write!(f, "{row}行目の列が多すぎます。列は{MOST_CELLS}列までです。")
            }
            Self::OpenQuote { row } => {
                write!(f, "{row}行目の引用符（\"）が閉じられていません。引用符を確かめてください。")
            }
        }
    }
}

impl core::error::Error for CsvError {}
