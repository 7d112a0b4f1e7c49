//! A quote as offices have it, read as a person reads it: every row with what it is, the lines to pay for, the sums and
//! whether they agree, and what has to be asked before anything is added.
//!
//! Nothing is guessed at in yen: where quantity × price = amount, or a printed sum, leaves one meaning, that is taken; else
//! it is a question, and the figure stays open. A doubt about the kind is a guess: the line is open between its kinds.
//! The steps: [`form`] parts the text into cells, [`grid`] finds the headings, [`roles`] says what each row is, [`columns`]
//! which column holds what, [`lines`] makes lines, [`sums`] adds up. Words of programmes come from the edition alone.

mod answers;
mod asks;
mod columns;
mod counts;
mod figures;
mod form;
mod grid;
mod heads;
pub mod items;
mod kinds;
mod lines;
mod many;
mod numbers;
mod period;
pub mod reading;
mod roles;
mod spaced;
mod sums;
mod tax;
mod told;
mod totals;
mod unheaded;
mod within;

use kaigo_hojo_rules::edition::Edition;

pub use self::answers::{Answer, Given};
use self::asks::Asks;
use self::columns::Columns;
use self::counts::count;
pub use self::form::{Form, Refusal, refused};
use self::grid::Grid;
use self::heads::Holds;
use self::lines::Reader;
use self::numbers::{Money, price};
use self::reading::{About, Asked, Candidate, Charge, Figure, Line, Reading, Refused, Role, Row, SCHEMA};
use self::sums::{Found, Item};
use crate::csv::CsvError;
use crate::decode::MOST_LINES;
use crate::fold::plain;

/// Blank rows at the end of a sheet may be many, but not more.
const MOST_ROWS: usize = 20_000;

/// The reading of a file that holds no text, or of which nothing can be read.
#[must_use]
pub fn nothing(edition: &Edition, refusal: Refusal) -> Reading {
    Reading {
        schema: SCHEMA,
        programme: edition.about.id.clone(),
        form: Form::None,
        refused: Some(Refused { reason: refusal, message: refusal.message() }),
        rows: Vec::new(),
        sums: Vec::new(),
        questions: Vec::new(),
        candidates: Vec::new(),
        totals: None,
    }
}

/// Reads the text of a quote.
///
/// # Errors
/// Where it is no table that could be taken: too large, or a quotation mark without its end.
pub fn read(edition: &Edition, text: &str, given: &Given) -> Result<Reading, CsvError> {
    let (form, raw) = form::rows(text)?;
    let filled = raw.iter().filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty())).count();
    if filled > MOST_LINES || raw.len() > MOST_ROWS {
        return Err(CsvError::TooManyRows);
    }
    let Ok(mut grid) = grid::grid(form, raw) else {
        return Ok(Reading { form, ..nothing(edition, Refusal::GluedDigits) });
    };
    grid.scale = given.thousands().map_or(grid.scale, |thousands| if thousands { 1_000 } else { 1 });
    let money = roles::money_columns(&grid);
    let (facts, roles) = roles::roles(&grid, &money);
    let mut columns = columns::choose(&grid, &money, &facts, &roles);
    if let Some(chosen) = given.column().filter(|(column, _)| *column < grid.heads.len()) {
        columns.take(chosen);
    }
    let mut sheet =
        Sheet { grid: &grid, columns: &columns, money: &money, given, roles, lines: Vec::new(), perhaps: Vec::new() };
    let mut asks = Asks::default();
    sheet.make_lines(edition, &mut asks);
    sheet.weigh_thousands(&mut asks);
    let mut found = sheet.find_sums();
    found.outside.retain(|row| !given.is_ordered(*row));
    sheet.set_tax(&mut found.sums, &mut asks);
    let rows = sheet.rows(&found);
    for sum in found.sums.iter().filter(|sum| sum.agrees == Some(false)) {
        asks.row(About::SumDiffers, sum.row - 1);
    }
    found.outside.iter().for_each(|row| asks.row(About::InOrOut, *row));
    let totals = Some(totals::totals(&rows, &found.sums));
    Ok(Reading {
        schema: SCHEMA,
        programme: edition.about.id.clone(),
        form,
        refused: None,
        rows,
        sums: found.sums,
        questions: asks.told(|row| !given.is_aside(row)),
        candidates: sheet.candidates(),
        totals,
    })
}

// A sheet while it is read.
struct Sheet<'s> {
    grid: &'s Grid,
    columns: &'s Columns,
    money: &'s [usize],
    given: &'s Given,
    roles: Vec<Role>,
    lines: Vec<Vec<Line>>,
    // Lines of which the sums have to tell whether they are ordered.
    perhaps: Vec<usize>,
}

impl Sheet<'_> {
    fn make_lines(&mut self, edition: &Edition, asks: &mut Asks) {
        let reader = Reader::new(edition, self.grid, self.columns, self.given);
        for row in 0..self.roles.len() {
            self.lines.push(if self.roles[row] == Role::Line { reader.lines(row, asks) } else { Vec::new() });
        }
        self.fold_details(&reader, asks);
        self.gather_options(&reader);
    }

    fn amount(&self, row: usize) -> Option<i64> {
        self.lines[row].iter().map(|line| line.amount_yen.known()).sum()
    }

    // Lines that come to a thousandth of a printed sum are perhaps in thousands.
    fn weigh_thousands(&mut self, asks: &mut Asks) {
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
    fn yen(&self, row: usize, column: Option<usize>) -> Option<i64> {
        let found = price(self.grid.cell(row, column?));
        let factor = if found.marked { 1 } else { self.grid.scale };
        match found.money {
            Money::Yen(yen) | Money::Either(yen) => Some(yen.saturating_mul(factor)),
            _ => None,
        }
    }

    // What a row prints as its sum: where the amounts of lines stand, or the last figure that it has.
    fn printed(&self, row: usize) -> Option<i64> {
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
    fn candidates(&self) -> Vec<Candidate> {
        let columns = self.columns.open.iter().flat_map(|(_, columns)| columns);
        let lines = || (0..self.roles.len()).filter(|row| self.roles[*row] == Role::Line);
        let cells = |column: usize| lines().map(|row| self.grid.cell(row, column).to_owned()).take(3).collect();
        let heading = |column: usize| self.grid.heads[column].words.clone();
        columns.map(|at| Candidate { column: at + 1, heading: heading(*at), cells: cells(*at) }).collect()
    }

    // Whether the only sums that lines without tax have are with tax.
    fn only_with_tax(&self) -> bool {
        self.columns.included.is_some() && self.columns.amount.is_none()
    }

    fn items(&self) -> Vec<Item<'_>> {
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

    fn less(&self, row: usize) -> Option<i64> {
        let by_price = || {
            let pieces = count(self.grid.of(row, Holds::Quantity)).pieces.filter(|pieces| *pieces > 0);
            self.yen(row, self.columns.price).zip(pieces).map(|(price, pieces)| price.saturating_mul(pieces))
        };
        let own = || self.yen(row, self.columns.amount).or_else(by_price).or_else(|| self.printed(row));
        (self.roles[row] == Role::Discount).then(own).flatten().map(|yen| -yen.abs())
    }

    // The lines that a discount is shared by: those that it names, those of its months or years, or all.
    fn over(&self, row: usize, lines: &[usize]) -> Vec<usize> {
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

    fn rows(&self, found: &Found) -> Vec<Row> {
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
