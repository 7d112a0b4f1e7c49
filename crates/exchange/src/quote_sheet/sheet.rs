//! A sheet while it is read: its rows with their roles and lines, and what is printed of sums.

use kaigo_hojo_contract::reading::{About, Asked, Candidate, Charge, Figure, Line, Role, Row};

use super::answers::Given;
use super::asks::Asks;
use super::columns::Columns;
use super::counts::count;
use super::grid::Grid;
use super::heads::Holds;
use super::numbers::{Money, price};
use super::sums::{FoundSums, Item};
use crate::fold::plain;

/// A sheet while it is read.
pub(super) struct Sheet<'s> {
    pub(super) grid: &'s Grid,
    pub(super) columns: &'s Columns,
    pub(super) money: &'s [usize],
    pub(super) given: &'s Given,
    pub(super) roles: Vec<Role>,
    pub(super) lines: Vec<Vec<Line>>,
    // Lines of which the sums have to tell whether they are ordered.
    pub(super) perhaps: Vec<usize>,
}

impl Sheet<'_> {
    pub(super) fn amount(&self, row: usize) -> Option<i64> {
        self.lines[row].iter().map(|line| line.amount_yen.known()).sum()
    }

    // Lines that come to a thousandth of a printed sum are perhaps in thousands.
    pub(super) fn weigh_thousands(&mut self, asks: &mut Asks) {
        let lines: Vec<usize> = (0..self.roles.len()).filter(|row| self.roles[*row] == Role::Line).collect();
        let Some(sum) = lines.iter().map(|row| self.amount(*row)).sum::<Option<i64>>() else { return };
        let of_sums = |factor: i64| {
            let mut sums = (0..self.roles.len()).filter(|row| self.roles[*row] == Role::Sum);
            sums.any(|row| self.printed(row) == Some(sum.saturating_mul(factor)))
        };
        if self.given.thousands().is_some() || self.grid.scale > 1 || sum == 0 || of_sums(1) || !of_sums(1_000) {
            return;
        }
        for row in lines {
            asks.row(About::YenOrThousandYen, row);
            for line in &mut self.lines[row] {
                (line.unit_price_yen, line.amount_yen) = (Figure::ASKED, Figure::ASKED);
            }
        }
    }

    // Money of a cell, in yen.
    pub(super) fn yen(&self, row: usize, column: Option<usize>) -> Option<i64> {
        let found = price(self.grid.cell(row, column?));
        let factor = if found.marked { 1 } else { self.grid.scale };
        match found.money {
            Money::Yen(yen) | Money::Either(yen) => Some(yen.saturating_mul(factor)),
            _ => None,
        }
    }

    // What a row prints as its sum: where the amounts of lines stand, or the last figure that it has.
    pub(super) fn printed(&self, row: usize) -> Option<i64> {
        if matches!(self.columns.open, Some((About::PriceColumn, _))) && row >= self.grid.begins {
            return self.columns.amount.and_then(|column| self.yen(row, Some(column)));
        }
        let chosen = [self.columns.amount, self.columns.price].into_iter().flatten();
        let below = row >= self.grid.begins;
        let own = chosen.filter(|_| below).find_map(|column| self.yen(row, Some(column)));
        let last = || {
            let columns = (0..self.grid.cells[row].len()).rev();
            let mut columns = columns.filter(|column| !below || self.money.contains(column));
            columns.find_map(|column| self.yen(row, Some(column)))
        };
        own.or_else(last)
    }

    // The columns that a question is about, each with its first cells.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let columns = self.columns.open.iter().flat_map(|(_, columns)| columns);
        let lines = || (0..self.roles.len()).filter(|row| self.roles[*row] == Role::Line);
        let cells = |column: usize| lines().map(|row| self.grid.cell(row, column).to_owned()).take(3).collect();
        let heading = |column: usize| self.grid.heads[column].words.clone();
        columns.map(|at| Candidate { column: at + 1, heading: heading(*at), cells: cells(*at) }).collect()
    }

    // Whether the only sums that lines without tax have are with tax.
    pub(super) fn only_with_tax(&self) -> bool {
        self.columns.included.is_some() && self.columns.amount.is_none()
    }

    pub(super) fn items(&self) -> Vec<Item<'_>> {
        let items = (0..self.roles.len()).map(|row| {
            let below = row >= self.grid.begins;
            let with_tax = self.columns.included.filter(|_| below && self.columns.amount.is_some());
            Item {
                role: self.roles[row],
                lines: &self.lines[row],
                less: self.less(row),
                printed: self.printed(row),
                with_tax: self.yen(row, with_tax),
                tax_yen: self.yen(row, self.grid.column(Holds::TaxYen).filter(|_| below)),
                initial: self.yen(row, self.columns.initial.filter(|_| below && self.columns.price.is_some())),
                words: plain(&self.grid.cells[row].concat()),
            }
        });
        items.collect()
    }

    pub(super) fn less(&self, row: usize) -> Option<i64> {
        let by_price = || {
            let pieces = count(self.grid.of(row, Holds::Quantity)).pieces.filter(|pieces| *pieces > 0);
            self.yen(row, self.columns.price).zip(pieces).map(|(price, pieces)| price.saturating_mul(pieces))
        };
        let own = || self.yen(row, self.columns.amount).or_else(by_price).or_else(|| self.printed(row));
        (self.roles[row] == Role::Discount).then(own).flatten().map(|yen| -yen.abs())
    }

    // The lines that a discount is shared by: those that it names, those of its months or years, or all.
    pub(super) fn over(&self, row: usize, lines: &[usize]) -> Vec<usize> {
        let mut words = plain(self.grid.of(row, Holds::Name));
        for aside in ["値引キ", "値引", "割引", "出精", "特別", "キャンペン", "オ", "御", "額"] {
            words = words.replace(aside, "");
        }
        let named = |line: &&usize| {
            words.chars().count() > 1 && self.lines[**line].iter().any(|line| plain(&line.name).contains(&words))
        };
        let whole = plain(self.grid.of(row, Holds::Name));
        let of_time = ["初月", "月額", "月分", "年額", "年分", "初年度"].iter().any(|time| whole.contains(time));
        let again = |line: &&usize| self.lines[**line].iter().any(|line| line.charge != Charge::Once);
        let some = |of: Vec<usize>| Some(of).filter(|of| !of.is_empty());
        let named = some(lines.iter().filter(named).copied().collect());
        let timed = || some(lines.iter().filter(again).copied().collect()).filter(|_| of_time);
        let over = named.or_else(timed).unwrap_or_else(|| lines.to_vec());
        over.into_iter().map(|row| row + 1).collect()
    }

    pub(super) fn rows(&self, found: &FoundSums) -> Vec<Row> {
        let inside =
            |row: &usize| self.roles[*row] == Role::Line && !found.outside.contains(row) && !self.given.is_aside(*row);
        let lines: Vec<usize> = (0..self.roles.len()).filter(inside).collect();
        let rows = (0..self.roles.len()).map(|row| Row {
            row: row + 1,
            role: self.roles[row],
            cells: self.grid.raw[row].clone(),
            lines: self.lines[row].clone(),
            in_order: found.outside.contains(&row).then_some(Asked::Asked),
            amount_yen: self.less(row),
            aside: self.given.is_aside(row),
            over: if self.roles[row] == Role::Discount { self.over(row, &lines) } else { Vec::new() },
        });
        rows.collect()
    }
}
