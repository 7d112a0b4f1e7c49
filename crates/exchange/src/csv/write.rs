//! Lines as CSV.

use kaigo_hojo_contract::application::Item;
use kaigo_hojo_contract::draft::{OpenValue, Part};
use kaigo_hojo_rules::edition::Edition;

use super::cells::{answer_text, kinds_text, tax_text};
use super::column::Column;
use super::table::looks_like_formula;

/// What stands in a cell that is not entered yet. Read again, it is told; an empty cell could be taken for an answer.
const OPEN: &str = "未入力";

/// The lines of a quote as CSV, with a heading for every column: a line's own, and one for each question of the edition.
/// The places in `open` are not entered yet.
#[must_use]
pub fn write(edition: &Edition, items: &[Item], open: &[OpenValue]) -> String {
    let columns = Column::all(edition);
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut out = String::from('\u{feff}');
    put_row(&mut out, columns.iter().map(|column| column.heading(edition)));
    for (line, item) in items.iter().enumerate() {
        let is_open = |column: Column| {
            open.iter().any(|place| usize::from(place.line) == line && column == column_of(place.part))
        };
        let cell = |column: &Column| {
            if is_open(*column) { OPEN.to_owned() } else { text(edition, item, *column, &ids) }
        };
        put_row(&mut out, columns.iter().map(cell));
    }
    out
}

const fn column_of(part: Part) -> Column {
    match part {
        Part::Price => Column::Price,
        Part::Quantity => Column::Quantity,
        Part::Tax => Column::Tax,
        Part::InYear => Column::InYear,
    }
}

fn text(edition: &Edition, item: &Item, column: Column, ids: &[&str]) -> String {
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    match column {
        Column::Kind => kinds_text(edition, &item.kinds),
        Column::Name => item.name.clone().unwrap_or_default(),
        Column::Price => number(Some(item.unit_price_yen)),
        Column::Quantity => number(Some(item.quantity)),
        Column::Tax => tax_text(item.tax).to_owned(),
        Column::TaxRate => number(Some(item.tax_rate_percent.into())),
        Column::InYear => number(item.months.map(|months| months.in_year.into())),
        Column::Total => number(item.months.and_then(|months| months.total)),
        Column::Discount => number(Some(item.discount_yen).filter(|yen| *yen > 0)),
        Column::Answer(question) => {
            let question = edition.item_questions.get(usize::from(question));
            let answer = question.and_then(|question| item.answers.get(&question.id).map(|answer| (question, answer)));
            answer.map_or_else(String::new, |(question, answer)| answer_text(question, answer, ids))
        }
    }
}

fn put_row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (ix, cell) in cells.enumerate() {
        if ix > 0 {
            out.push(',');
        }
        let guard = if cell.starts_with('\'') || looks_like_formula(&cell) { "'" } else { "" };
        if cell.contains(['"', ',', '\r', '\n', '\t']) {
            out.push('"');
            out.push_str(guard);
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(guard);
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}
