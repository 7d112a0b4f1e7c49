//! What stands in a row, by the columns that were found: its name, its money, its period.

use kaigo_hojo_rules::edition::Edition;

use super::answers::Given;
use super::columns::Columns;
use super::grid::Grid;
use super::heads::Holds;
use super::kinds::Words;
use super::numbers::{Money, Price, price};
use super::period::Period;

/// Makes lines of rows.
pub(super) struct LineReader<'r> {
    pub(super) grid: &'r Grid,
    pub(super) columns: &'r Columns,
    pub(super) given: &'r Given,
    pub(super) unit_column: Option<usize>,
    pub(super) words: Words,
    fiscal_year: u16,
}

impl<'r> LineReader<'r> {
    pub(super) fn new(edition: &Edition, grid: &'r Grid, columns: &'r Columns, given: &'r Given) -> Self {
        let unit_column = grid.column(Holds::Unit);
        Self { grid, columns, words: Words::of(edition), fiscal_year: edition.about.fiscal_year, unit_column, given }
    }

    /// The words that say what a row is for.
    pub(super) fn name(&self, row: usize) -> String {
        let own = self.grid.of(row, Holds::Name);
        let own = if own.is_empty() { self.grid.of(row, Holds::Group) } else { own };
        let own = if own.is_empty() { self.grid.of(row, Holds::Spec) } else { own };
        let words: Vec<&str> = own.split_whitespace().collect();
        let name = words.join(" ");
        // 「３．」 is a number, no part of the name.
        let rest = name.trim_start_matches(|sign: char| sign.is_numeric());
        match rest.strip_prefix(['.', '．', '、', ')', '）']) {
            Some(bare) if rest.len() < name.len() && !bare.starts_with(char::is_numeric) => bare.trim().to_owned(),
            _ => name,
        }
    }

    pub(super) fn money(&self, row: usize, column: Option<usize>) -> Price {
        let mut found = price(column.map_or("", |column| self.grid.cell(row, column)));
        if !found.marked {
            found.money = match found.money {
                Money::Yen(yen) => Money::Yen(yen.saturating_mul(self.grid.scale)),
                other => other,
            };
        }
        found
    }

    pub(super) fn period(&self, row: usize) -> Option<Period> {
        Period::read(self.grid.of(row, Holds::Period), self.fiscal_year)
    }
}
