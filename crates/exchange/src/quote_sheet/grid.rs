//! The cells of a sheet under their headings: which rows are headings, what each column holds, and every row brought to
//! their width.

use kaigo_hojo_contract::reading::{Charge, Form};

use super::counts::{Unit, count, is_unit, unit};
use super::form::is_glued;
use super::heads::{Head, Holds, head, scale_in};
use super::numbers::{Money, names_money, price};
use super::spaced;
use crate::csv::tax_in;
use crate::fold::plain;

/// A sheet under its headings.
#[derive(Debug)]
pub(super) struct Grid {
    /// The cells as they stand.
    pub(super) raw: Vec<Vec<String>>,
    /// The same under the headings; of rows above them, as they stand.
    pub(super) cells: Vec<Vec<String>>,
    pub(super) heads: Vec<Head>,
    /// Which rows are headings.
    pub(super) is_heading: Vec<bool>,
    /// The first row below the first heading.
    pub(super) begins: usize,
    /// Whether blanks part the cells: a name may have swallowed what belongs elsewhere.
    pub(super) spaced: bool,
    /// Whether there are headings at all.
    pub(super) headed: bool,
    /// Of how many yen figures are, as the sheet says.
    pub(super) scale: i64,
    /// Rows with more cells than headings for which more than one way, or none, puts them together.
    pub(super) shifted: Vec<usize>,
}

/// Why there is no grid.
pub(super) struct Glued;

/// Finds the headings and brings the rows below them.
pub(super) fn grid(form: Form, raw: Vec<Vec<String>>) -> Result<Grid, Glued> {
    let split: Vec<Vec<String>> = match form {
        Form::Spaces => raw.iter().map(|cells| spaced::headings(&cells.concat())).collect(),
        _ => raw.clone(),
    };
    let heading = (0..split.len()).find(|at| is_heading(&split, *at, form));
    if heading.is_none() && is_glued(&raw) {
        return Err(Glued);
    }
    let scale = raw.iter().flatten().find_map(|cell| scale_in(cell)).unwrap_or(1);
    let mut grid = Grid {
        is_heading: vec![false; raw.len()],
        begins: 0,
        spaced: form == Form::Spaces,
        headed: heading.is_some(),
        heads: Vec::new(),
        cells: Vec::new(),
        scale,
        shifted: Vec::new(),
        raw,
    };
    match heading {
        Some(at) => grid.under(&split, at),
        None => grid.heads = super::unheaded::heads(form, &grid.raw),
    }
    grid.align(form);
    Ok(grid)
}

// Whether a row has headings: at least two that are known, or a name beside words above figures, and no figure.
fn is_heading(rows: &[Vec<String>], at: usize, form: Form) -> bool {
    let cells = &rows[at];
    let is_figure = |cell: &str| matches!(price(cell).money, Money::Yen(_) | Money::Either(_));
    if cells.iter().any(|cell| is_figure(cell) || names_money(cell)) {
        return false;
    }
    let heads: Vec<Head> = cells.iter().map(|cell| head(cell)).collect();
    let has = |fits: &dyn Fn(Holds) -> bool| heads.iter().filter_map(|head| head.holds).any(fits);
    let known = heads.iter().filter(|head| head.holds.is_some()).count();
    let figures = has(&|holds| holds == Holds::Quantity || holds.is_money());
    if known >= 2 && figures && has(&|holds| !holds.is_money()) {
        return true;
    }
    let next = rows.get(at + 1).filter(|_| form != Form::Spaces);
    let above = next.map_or(0, |next| {
        next.iter()
            .enumerate()
            .filter(|(ix, cell)| is_figure(cell) && cells.get(*ix).is_some_and(|c| !c.trim().is_empty()))
            .count()
    });
    has(&|holds| holds == Holds::Name) && above >= 1
}

impl Grid {
    fn under(&mut self, split: &[Vec<String>], at: usize) {
        self.is_heading[at] = true;
        self.begins = at + 1;
        self.heads = split[at].iter().map(|cell| head(cell)).collect();
        // A second row that only says tax, how often or the unit, for each column.
        if let Some(second) = split.get(at + 1).filter(|cells| says_more(cells)) {
            self.is_heading[at + 1] = true;
            self.begins = at + 2;
            let mut upper = Head::default();
            for ix in 0..second.len().max(self.heads.len()) {
                let own = self.heads.get(ix).filter(|head| !head.words.is_empty()).cloned();
                upper = own.unwrap_or(upper);
                let below = second.get(ix).map(|cell| head(cell)).unwrap_or_default();
                let cell = second.get(ix).map_or("", String::as_str);
                let both = match unit(cell) {
                    Some(Unit::Period(every)) if upper.holds == Some(Holds::Quantity) => {
                        Head { holds: Some(Holds::Months), charge: Some(every), ..upper.clone() }
                    }
                    _ => Head { tax: below.tax.or(upper.tax), charge: below.charge.or(upper.charge), ..upper.clone() },
                };
                match self.heads.get_mut(ix) {
                    Some(head) => *head = both,
                    None => self.heads.push(both),
                }
            }
        }
        // The heading again, on a later page.
        let words = |cells: &[String]| cells.iter().map(|cell| plain(cell)).collect::<String>();
        let first = words(&split[at]);
        for (later, cells) in split.iter().enumerate().skip(self.begins) {
            self.is_heading[later] = words(cells) == first;
        }
        self.name_one();
    }

    // Where no heading says the name, what comes nearest does.
    fn name_one(&mut self) {
        let at = |heads: &[Head], holds: &[Option<Holds>]| heads.iter().position(|head| holds.contains(&head.holds));
        let spec = |words: &str| matches!(words, "摘要" | "仕様" | "詳細");
        let names = |head: &Head| head.holds == Some(Holds::Name);
        if !self.heads.iter().any(names) {
            let found = self.heads.iter().position(|head| spec(&plain(&head.words)));
            let found = found
                .or_else(|| at(&self.heads, &[Some(Holds::Spec)]))
                .or_else(|| at(&self.heads, &[Some(Holds::Group)]));
            if let Some(found) = found.or_else(|| at(&self.heads, &[None])) {
                self.heads[found].holds = Some(Holds::Name);
            }
        }
        // Of two names the first is one, the other says more.
        let mut seen = false;
        for head in self.heads.iter_mut().filter(|head| head.holds == Some(Holds::Name)) {
            if core::mem::replace(&mut seen, true) {
                head.holds = Some(Holds::Spec);
            }
        }
    }

    fn align(&mut self, form: Form) {
        let width = self.heads.len();
        for (at, cells) in self.raw.iter().enumerate() {
            let below = at >= self.begins && !self.is_heading[at];
            let aligned = match form {
                Form::Spaces if below => spaced::row(&cells.concat(), &self.heads),
                Form::Spaces => spaced_title(&cells.concat()),
                Form::Csv if below && self.headed && filled(cells) > width => match unshifted(cells, &self.heads) {
                    Some(cells) => cells,
                    None => {
                        self.shifted.push(at);
                        cells.clone()
                    }
                },
                _ => cells.clone(),
            };
            self.cells.push(aligned);
        }
    }

    /// The first column that holds something.
    pub(super) fn column(&self, holds: Holds) -> Option<usize> {
        self.heads.iter().position(|head| head.holds == Some(holds))
    }

    /// A cell under its heading.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.cells[row].get(column).map_or("", |cell| cell.trim())
    }

    /// The cell under the first heading that holds something.
    pub(super) fn of(&self, row: usize, holds: Holds) -> &str {
        self.column(holds).map_or("", |column| self.cell(row, column))
    }

    /// How often the prices of a column are paid.
    pub(super) fn charge(&self, column: usize) -> Option<Charge> {
        self.heads.get(column).and_then(|head| head.charge)
    }
}

// Above the headings: words, and the figure at the end.
fn spaced_title(line: &str) -> Vec<String> {
    let words = spaced::words(line);
    match words.split_last() {
        Some((last, before)) if !before.is_empty() && matches!(price(last).money, Money::Yen(_)) => {
            vec![before.join(" "), last.clone()]
        }
        _ => vec![words.join(" ")],
    }
}

fn says_more(cells: &[String]) -> bool {
    let mut there = cells.iter().filter(|cell| !cell.trim().is_empty()).peekable();
    let says = |cell: &String| {
        cell.chars().count() <= 6 && (tax_in(cell).is_some() || head(cell).charge.is_some() || is_unit(cell))
    };
    there.peek().is_some() && there.all(says)
}

// How wide a row is, empty cells at its end aside.
fn filled(cells: &[String]) -> usize {
    cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
}

// A row whose commas of thousands parted its numbers, put together the one way that fits.
fn unshifted(cells: &[String], heads: &[Head]) -> Option<Vec<String>> {
    let cells = &cells[..filled(cells)];
    let mut fitting = ways(cells, heads.len()).into_iter().filter(|way| proves(way, heads));
    let first = fitting.next()?;
    fitting.all(|other| other == first).then_some(first)
}

// Every way to put neighbours together that gives so many cells.
fn ways(cells: &[String], width: usize) -> Vec<Vec<String>> {
    let surplus = cells.len().saturating_sub(width);
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    if surplus > 4 || cells.len() > 16 {
        return Vec::new();
    }
    for (at, cell) in cells.iter().enumerate() {
        let group = cell.len() == 3 && cell.bytes().all(|sign| sign.is_ascii_digit());
        let mut more = Vec::new();
        for way in &all {
            let goes_on = way.last().is_some_and(|last| {
                let first = last.split(',').next().unwrap_or_default();
                (1..=3).contains(&first.len()) && last.bytes().all(|sign| sign.is_ascii_digit() || sign == b',')
            });
            if group && goes_on {
                let mut joined = way.clone();
                if let Some(last) = joined.last_mut() {
                    last.push(',');
                    last.push_str(cell);
                }
                more.push(joined);
            }
        }
        all.iter_mut().for_each(|way| way.push(cell.clone()));
        all.append(&mut more);
        // No more are put together than there are too many.
        all.retain(|way| at + 1 - way.len() <= surplus);
    }
    all.retain(|way| way.len() == width);
    all
}

// Whether quantity × price is the amount; of a row without a quantity, whether its only figure is the amount.
fn proves(way: &[String], heads: &[Head]) -> bool {
    let cell = |holds: Holds| heads.iter().position(|head| head.holds == Some(holds)).and_then(|at| way.get(at));
    let yen = |holds: Holds| cell(holds).and_then(|cell| price(cell).money.yen());
    let pieces = cell(Holds::Quantity).map(|cell| count(cell)).unwrap_or_default();
    match (pieces.pieces, yen(Holds::Price), yen(Holds::Amount)) {
        (Some(pieces), Some(price), Some(amount)) => pieces.saturating_mul(price) == amount,
        (None, None, Some(_)) => {
            pieces.trouble.is_none() && cell(Holds::Price).is_none_or(|cell| cell.trim().is_empty())
        }
        _ => false,
    }
}
