//! Whether tax is in the prices: what is printed holds, the headings first; then what a person has chosen. What a row says
//! of itself holds for it, and is asked about where the sheet says otherwise.

use kaigo_hojo_contract::reading::{About, Role, Sum, SumOf, Tax};

use super::asks::Asks;
use super::heads::Holds;
use super::numbers::{Money, names_money, price};
use super::sheet::Sheet;
use super::sums::has_tax;
use super::totals::DEEP;
use crate::csv::tax_in;
use crate::fold::plain;

impl Sheet<'_> {
    /// Says of each line and sum whether tax is in it, and asks where nothing does.
    pub(super) fn set_tax(&mut self, sums: &mut [Sum], asks: &mut Asks) {
        let tax = self
            .of_headings()
            .or_else(|| self.of_totals(sums))
            .or_else(|| of_tax_rows(sums))
            .or_else(|| self.of_words());
        let chosen = tax.or(self.given.tax.map(Tax::from)).unwrap_or(Tax::Unknown);
        for row in 0..self.roles.len() {
            let own = self.own_tax(row);
            let of_row = if own.says_other_than(tax) { Tax::Unknown } else { own.tax().unwrap_or(chosen) };
            for line in self.lines[row].iter_mut().filter(|line| line.tax != Tax::Exempt) {
                line.tax = of_row;
                if of_row == Tax::Unknown {
                    asks.row(About::Tax, row);
                }
            }
        }
        self.ask_discounts(sums, asks);
        let tax = chosen;
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

    // What notes, titles and remarks say; where they say both, nobody can tell.
    fn of_words(&self) -> Option<Tax> {
        let is_words = |row: &usize| matches!(self.roles[*row], Role::Note | Role::Title | Role::Detail);
        let said = (0..self.roles.len()).filter(is_words).filter_map(|row| said_in(&self.grid.cells[row].concat()));
        match said.fold(Own::Nothing, Own::and) {
            Own::Nothing => None,
            Own::Says(tax) => Some(tax),
            Own::Both => Some(Tax::Unknown),
        }
    }

    fn said(&self, row: usize) -> Option<Tax> {
        self.grid.cells[row].iter().find_map(|cell| said_in(cell))
    }

    // What a row says of its own money.
    fn own_tax(&self, row: usize) -> Own {
        let columns = [self.columns.price, self.columns.amount, self.columns.initial];
        let named = [Holds::Name, Holds::Aside].map(|holds| self.grid.column(holds));
        let cells = columns.into_iter().chain(named).flatten().map(|column| self.grid.cell(row, column));
        // Of several sums in one cell nobody can tell which is meant.
        let cells = cells.filter(|cell| price(cell).money != Money::Unread || !names_money(cell)).filter_map(said_in);
        cells.chain(class(self.grid.of(row, Holds::TaxClass))).fold(Own::Nothing, Own::and)
    }

    // A discount has the tax of the lines that share it; where it says otherwise, or is taken off a sum with tax, it is asked.
    fn ask_discounts(&self, sums: &[Sum], asks: &mut Asks) {
        let discounts = (0..self.roles.len()).filter(|row| self.roles[*row] == Role::Discount);
        for row in discounts {
            let without = self.lines.iter().flatten().any(|line| line.tax == Tax::Excluded);
            let with = self.lines.iter().flatten().any(|line| line.tax == Tax::Included);
            let own = self.own_tax(row);
            let above = sums.iter().rfind(|sum| sum.row <= row && sum.what == SumOf::Sum);
            let off_with_tax = || above.is_some_and(|sum| has_tax(sums, &sum.of, DEEP));
            if (without && (own.says_other_than(Some(Tax::Excluded)) || off_with_tax()))
                || (with && own.says_other_than(Some(Tax::Included)))
            {
                asks.row(About::Tax, row);
            }
        }
    }
}

// What the cells of a row say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    Nothing,
    Says(Tax),
    Both,
}

impl Own {
    fn and(self, tax: Tax) -> Self {
        match self {
            Self::Nothing => Self::Says(tax),
            Self::Says(own) if own == tax => self,
            Self::Says(_) | Self::Both => Self::Both,
        }
    }

    const fn tax(self) -> Option<Tax> {
        match self {
            Self::Says(tax) => Some(tax),
            Self::Nothing | Self::Both => None,
        }
    }

    fn says_other_than(self, sheet: Option<Tax>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Says(own) => sheet.is_some_and(|sheet| sheet != own),
            Self::Both => true,
        }
    }
}

/// What a column of classes of tax says of a row. 課税 alone does not say whether it is in the price.
pub(super) fn class(cell: &str) -> Option<Tax> {
    match plain(cell).as_str() {
        "内" => Some(Tax::Included),
        "外" => Some(Tax::Excluded),
        "非" | "不" | "免" => Some(Tax::Exempt),
        _ => tax_in(cell).map(Tax::from),
    }
}

fn said_in(words: &str) -> Option<Tax> {
    tax_in(words).map(Tax::from).or_else(|| in_sentence(&plain(words))).filter(|tax| *tax != Tax::Exempt)
}

// 消費税を含みます, 消費税は含まれておりません, 消費税は別途申し受けます
fn in_sentence(folded: &str) -> Option<Tax> {
    let (_, behind) = folded.split_once("消費税")?;
    let has = |words: &[&str]| words.iter().any(|word| behind.contains(word));
    if has(&["別途", "別ニ", "加算"]) || (has(&["含"]) && has(&["マセン", "ナイ", "マズ"])) {
        Some(Tax::Excluded)
    } else {
        has(&["含"]).then_some(Tax::Included)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_words_say_of_tax() {
        for (words, tax) in [
            ("上記金額に消費税は含まれておりません。", Some(Tax::Excluded)),
            ("消費税を含まない金額です", Some(Tax::Excluded)),
            ("※消費税は別途申し受けます。", Some(Tax::Excluded)),
            ("上記金額には消費税を含みます。", Some(Tax::Included)),
            ("送料は含みません。", None),
            ("価格はすべて税込です。", Some(Tax::Included)),
            ("消費税", None),
        ] {
            assert_eq!(said_in(words), tax, "{words}");
        }
        assert_eq!(class("内"), Some(Tax::Included));
        assert_eq!(class("非課税売上"), Some(Tax::Exempt));
        assert_eq!(class("課税売上10%"), None);
    }
}
