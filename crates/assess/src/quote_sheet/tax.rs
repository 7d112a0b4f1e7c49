//! Whether tax is in the prices: what is printed holds, the headings first; then what a person has chosen.

use super::Sheet;
use super::asks::Asks;
use super::reading::{About, Role, Sum, SumOf, Tax};
use super::sums::has_tax;
use super::totals::DEEP;
use crate::application;
use crate::csv::tax_in;

impl From<application::Tax> for Tax {
    fn from(tax: application::Tax) -> Self {
        match tax {
            application::Tax::Excluded => Self::Excluded,
            application::Tax::Included => Self::Included,
            application::Tax::Exempt => Self::Exempt,
        }
    }
}

impl Sheet<'_> {
    /// Says of each line and sum whether tax is in it, and asks where nothing does.
    pub(super) fn set_tax(&mut self, sums: &mut [Sum], asks: &mut Asks) {
        let tax = self
            .of_headings()
            .or_else(|| self.of_totals(sums))
            .or_else(|| of_tax_rows(sums))
            .or_else(|| self.of_words());
        let tax = tax.or(self.given.tax.map(Tax::from)).unwrap_or(Tax::Unknown);
        for row in 0..self.roles.len() {
            for line in &mut self.lines[row] {
                if line.tax != Tax::Exempt {
                    line.tax = tax;
                    if tax == Tax::Unknown {
                        asks.row(About::Tax, row);
                    }
                }
            }
        }
        let only_with_tax = self.only_with_tax();
        let with_tax: Vec<bool> = sums.iter().map(|sum| has_tax(sums, &sum.of, DEEP)).collect();
        for (sum, with_tax) in sums.iter_mut().zip(with_tax) {
            if matches!(sum.what, SumOf::Sum | SumOf::Carry) && sum.tax.is_none() {
                sum.tax = Some(if with_tax || only_with_tax { Tax::Included } else { tax });
            }
        }
    }

    fn of_headings(&self) -> Option<Tax> {
        let of = |column: Option<usize>| column.and_then(|column| self.grid.heads[column].tax);
        let columns = [self.columns.price, self.columns.amount, self.columns.initial];
        let said = columns.into_iter().find_map(of).filter(|tax| *tax != Tax::Exempt);
        // Beside an amount with tax the other is without.
        said.or(self.columns.included.map(|_| Tax::Excluded))
    }

    // What the words of a sum of the lines alone say.
    fn of_totals(&self, sums: &[Sum]) -> Option<Tax> {
        let plain = |sum: &&Sum| sum.what == SumOf::Sum && sum.agrees == Some(true) && !has_tax(sums, &sum.of, DEEP);
        sums.iter().rev().filter(plain).find_map(|sum| self.said(sum.row - 1))
    }

    // What notes and titles say.
    fn of_words(&self) -> Option<Tax> {
        let rows = (0..self.roles.len()).filter(|row| matches!(self.roles[*row], Role::Note | Role::Title));
        rows.into_iter().find_map(|row| self.said(row))
    }

    fn said(&self, row: usize) -> Option<Tax> {
        let of_cell = |cell: &String| tax_in(cell).map(Tax::from).filter(|tax| *tax != Tax::Exempt);
        self.grid.cells[row].iter().find_map(of_cell)
    }
}

// Tax below the lines is on top of them, or within.
fn of_tax_rows(sums: &[Sum]) -> Option<Tax> {
    sums.iter().find_map(|sum| match sum.what {
        SumOf::Tax => Some(Tax::Excluded),
        SumOf::TaxWithin => Some(Tax::Included),
        SumOf::Sum | SumOf::Carry => None,
    })
}
