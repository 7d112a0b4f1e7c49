//! What the columns of a table mean: proposed, and changed by the person.

use std::rc::Rc;

use kaigo_hojo_assess::application::{Tax, tax_id};
use kaigo_hojo_assess::csv::Column;
use kaigo_hojo_parts::choice::{Answer, Choices, list, radios};
use kaigo_hojo_parts::dom::{El, follow};
use kaigo_hojo_parts::words;

use super::Import;

/// More columns than this no quote has; the others are not read.
const MOST_COLUMNS: usize = 40;
/// A heading stands in one of the first rows.
const MOST_ABOVE: usize = 20;
/// What is shown of a cell, in characters.
const SAMPLE: usize = 24;

/// The part of the columns; drawn once for a table.
pub(super) fn columns(import: &Rc<Import>, place: &El) {
    place.put("p", "help", "列の見出しと中身から推測しました。違っていたら選び直してください。");
    heading(import, place);
    let (told, rows) = (Rc::clone(import), place.add("div", "import-columns"));
    // The samples change with the row of the headings; what is chosen does not.
    let held = Column::all(import.edition());
    let width = import.table.peek().rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for at in (0..width).filter(|at| has_content(&told, *at)).take(MOST_COLUMNS) {
        column(import, at, &held, &rows);
    }
    if width > MOST_COLUMNS {
        place.put("p", "hint", &format!("{MOST_COLUMNS}列より右の列は読み込みません。"));
    }
    tax(import, place);
    default_kind(import, place);
}

fn has_content(import: &Import, at: usize) -> bool {
    import.table.peek().rows.iter().any(|row| !row.cell(at).trim().is_empty())
}

fn short(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= SAMPLE {
        return text.to_owned();
    }
    text.chars().take(SAMPLE).chain(['…']).collect()
}

fn heading(import: &Rc<Import>, place: &El) {
    let table = import.table.peek().clone();
    let mut labels = vec!["見出しの行はない".to_owned()];
    for row in table.rows.iter().take(MOST_ABOVE) {
        let cells: Vec<String> = row.cells.iter().map(|cell| short(cell)).filter(|cell| !cell.is_empty()).collect();
        labels.push(short(&format!("{}行目：{}", row.number, cells.join("、"))));
    }
    let answers: Vec<Answer<'_>> = labels.iter().map(|label| Answer::new("", label)).collect();
    let chosen = import.mapping.peek().heading.map_or(0, |row| row + 1);
    let told = Rc::clone(import);
    let change = Box::new(move |at: usize| told.set_mapping(|mapping| mapping.heading = at.checked_sub(1)));
    select(place, "heading-row", "見出しの行", &answers, chosen, change);
}

// A column: what stands in it, and what it means.
fn column(import: &Rc<Import>, at: usize, held: &[Column], place: &El) {
    let labels: Vec<String> = held.iter().map(|column| column.heading(import.edition())).collect();
    let mut answers = vec![Answer::new("", "読み込まない")];
    answers.extend(labels.iter().map(|label| Answer::new("", label)));
    let meant = import.mapping.peek().columns.get(at).copied().flatten();
    let chosen = meant.and_then(|meant| held.iter().position(|column| *column == meant)).map_or(0, |at| at + 1);
    let (told, all) = (Rc::clone(import), held.to_vec());
    let change = Box::new(move |chosen: usize| {
        told.set_mapping(|mapping| {
            mapping.columns.resize(mapping.columns.len().max(at + 1), None);
            mapping.columns[at] = chosen.checked_sub(1).and_then(|chosen| all.get(chosen).copied());
        });
    });
    let field = select(place, &format!("column-{at}"), &format!("{}列目", at + 1), &answers, chosen, change);
    let sample = field.add("p", "hint");
    let told = Rc::clone(import);
    follow(move || sample.say(&samples(&told, at)));
}

// The heading and the first cells below it.
fn samples(import: &Import, at: usize) -> String {
    let (table, heading) = (import.table.peek().clone(), import.mapping.get().heading);
    let mut words = String::new();
    if let Some(row) = heading.and_then(|heading| table.rows.get(heading)) {
        words.push_str(&format!("見出し「{}」　", short(row.cell(at))));
    }
    let below = table.rows.iter().skip(heading.map_or(0, |heading| heading + 1));
    let cells: Vec<String> = below.map(|row| short(row.cell(at))).filter(|cell| !cell.is_empty()).take(2).collect();
    words.push_str(&format!("例：{}", cells.join("、")));
    words
}

fn tax(import: &Rc<Import>, place: &El) {
    const ALL: [Tax; 2] = [Tax::Excluded, Tax::Included];
    let group = place.fieldset("単価は、税抜ですか、税込ですか（行に書かれていないとき）");
    let told = Rc::clone(import);
    let chosen = ALL.iter().position(|tax| Some(*tax) == import.mapping.peek().tax);
    let change = Box::new(move |at: usize| told.set_mapping(|mapping| mapping.tax = ALL.get(at).copied()));
    let answers = ALL.map(|tax| Answer::new(tax_id(tax), words::tax(tax)));
    radios(&group, Choices { id: "import-tax", name: "import-tax", answers: &answers, chosen, change });
}

fn default_kind(import: &Rc<Import>, place: &El) {
    let mut answers = vec![Answer::new("", "行ごとに選ぶ")];
    answers.extend(super::rows::kinds(import.edition()));
    let told = Rc::clone(import);
    let change = Box::new(move |at: usize| told.set_mapping(|mapping| mapping.kind = at.checked_sub(1)));
    select(place, "default-kind", "経費の種類が分からない行の種類", &answers, 0, change);
}

fn select(place: &El, id: &str, label: &str, answers: &[Answer<'_>], chosen: usize, change: Box<dyn Fn(usize)>) -> El {
    let field = place.add("div", "field");
    field.add("label", "label").set("for", id).say(label);
    by_position(&field, id, answers, Some(chosen), change);
    field
}

/// A list of which a position is chosen; the values are the positions.
pub(super) fn by_position(
    place: &El,
    id: &str,
    answers: &[Answer<'_>],
    chosen: Option<usize>,
    change: Box<dyn Fn(usize)>,
) {
    let values: Vec<String> = (0..answers.len()).map(|at| at.to_string()).collect();
    let answers: Vec<Answer<'_>> = answers
        .iter()
        .zip(&values)
        .map(|(answer, value)| Answer { value: if answer.value.is_empty() { value } else { answer.value }, ..*answer })
        .collect();
    list(place, Choices { id, name: id, answers: &answers, chosen, change });
}
