//! A quote as offices have it, read as a person reads it: every row with what it is, the lines to pay for, the sums and
//! whether they agree, and what has to be asked before anything is added.
//!
//! Nothing is guessed at in yen: where quantity × price = amount, or a printed sum, leaves one meaning, that is taken; else
//! it is a question, and the figure stays open. A doubt about the kind is a guess: the line is open between its kinds.
//! The steps: [`form`] parts the text into cells, [`grid`] finds the headings, [`roles`] says what each row is, [`columns`]
//! which column holds what, [`lines`] makes lines, [`sums`] adds up. Words of programmes come from the edition alone.

mod answers;
mod asks;
mod charges;
mod columns;
mod counts;
mod figures;
mod form;
mod grid;
mod heads;
pub mod items;
mod kinds;
mod line_reader;
mod lines;
mod many;
mod numbers;
mod period;
mod roles;
mod sheet;
mod spaced;
mod sums;
mod tax;
mod told;
mod totals;
mod unheaded;
mod within;

use kaigo_hojo_contract::limits::MOST_LINES;
use kaigo_hojo_contract::reading::{About, Form, Reading, Refusal, Refused, Role, SCHEMA};
use kaigo_hojo_rules::edition::Edition;

pub use self::answers::{Answer, Given};
use self::asks::Asks;
pub use self::form::refused;
use self::line_reader::LineReader;
use self::sheet::Sheet;
use crate::csv::CsvError;

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

impl Sheet<'_> {
    fn make_lines(&mut self, edition: &Edition, asks: &mut Asks) {
        let reader = LineReader::new(edition, self.grid, self.columns, self.given);
        for row in 0..self.roles.len() {
            self.lines.push(if self.roles[row] == Role::Line { reader.lines(row, asks) } else { Vec::new() });
        }
        self.fold_details(&reader, asks);
        self.gather_options(&reader);
    }
}
