//! What a person has said beside the sheet: chosen before, or answered when asked.

use kaigo_hojo_contract::application::Tax;

/// What a person has said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Whether prices are with tax, where the sheet does not say it.
    pub tax: Option<Tax>,
    /// Answers to questions; of two to the same, the later counts.
    pub answers: Vec<Answer>,
}

/// An answer. Rows and columns count from 1, as in questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This column is the price of one.
    Price {
        /// The column.
        column: usize,
    },
    /// This column is what a line comes to.
    Amount {
        /// The column.
        column: usize,
    },
    /// So many months of a charge lie in the fiscal year.
    MonthsInYear {
        /// The row.
        row: usize,
        /// 0 to 12, no more than the contract has.
        months: i64,
    },
    /// Whether the quantity of a row counts months; else it counts pieces.
    CountsMonths {
        /// The row.
        row: usize,
        /// Months, not pieces.
        months: bool,
    },
    /// Whether figures are in thousands of yen.
    Thousands(bool),
    /// Whether a line is ordered; else it is put aside.
    Ordered {
        /// The row.
        row: usize,
        /// It is.
        ordered: bool,
    },
    /// The row is put aside: nothing of it is added or asked.
    Aside {
        /// The row.
        row: usize,
    },
}

// Rows and columns count from 0 here.
impl Given {
    fn last<T>(&self, of: impl Fn(Answer) -> Option<T>) -> Option<T> {
        self.answers.iter().rev().find_map(|answer| of(*answer))
    }

    /// The column that was chosen, and whether it is the price of one.
    pub(super) fn column(&self) -> Option<(usize, bool)> {
        let found = self.last(|answer| match answer {
            Answer::Price { column } => Some((column, true)),
            Answer::Amount { column } => Some((column, false)),
            _ => None,
        });
        found.and_then(|(column, is_price)| Some((column.checked_sub(1)?, is_price)))
    }

    pub(super) fn months_in_year(&self, row: usize) -> Option<i64> {
        self.last(|answer| match answer {
            Answer::MonthsInYear { row: of, months } if of == row + 1 => Some(months),
            _ => None,
        })
    }

    pub(super) fn counts_months(&self, row: usize) -> Option<bool> {
        self.last(|answer| match answer {
            Answer::CountsMonths { row: of, months } if of == row + 1 => Some(months),
            _ => None,
        })
    }

    pub(super) fn thousands(&self) -> Option<bool> {
        self.last(|answer| match answer {
            Answer::Thousands(thousands) => Some(thousands),
            _ => None,
        })
    }

    pub(super) fn is_ordered(&self, row: usize) -> bool {
        self.last(|answer| match answer {
            Answer::Ordered { row: of, ordered } if of == row + 1 => Some(ordered),
            _ => None,
        })
        .unwrap_or(false)
    }

    pub(super) fn is_aside(&self, row: usize) -> bool {
        self.last(|answer| match answer {
            Answer::Aside { row: of } if of == row + 1 => Some(true),
            Answer::Ordered { row: of, ordered } if of == row + 1 => Some(!ordered),
            _ => None,
        })
        .unwrap_or(false)
    }
}
