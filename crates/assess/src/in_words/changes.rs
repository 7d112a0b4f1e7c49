//! What is different between two editions of a programme, in words, what moves yen first.
//!
//! Two sheets are compared row by row. A name that changed is told once: before anything else is compared, the older
//! edition is given the newer names, so that a formula that only uses another name counts as the same.

use kaigo_hojo_rules::edition::{AnswerKind, Choice, Edition};
use kaigo_hojo_rules::order::sort_by_key;

use super::sheet;
use super::table::{Part, Row, Table, Weight};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it concerns.
    pub weight: Weight,
    /// The heading of the part in which it is.
    pub part: &'static str,
    /// What is different, in words.
    pub text: String,
}

/// The differences between two editions, the weightiest first, then in the order of the sheet.
#[must_use]
pub fn between(old: &Edition, new: &Edition) -> Vec<Change> {
    let mut changes = Vec::new();
    let old = sheet(&with_names_of(old, new, &mut changes));
    let new = sheet(new);
    let nothing = |part: &Part| Part { tables: Vec::new(), ..part.clone() };
    for part in &new.parts {
        let before = old.parts.iter().find(|before| before.id == part.id).cloned();
        compare(&before.unwrap_or_else(|| nothing(part)), part, &mut changes);
    }
    for gone in old.parts.iter().filter(|part| new.parts.iter().all(|other| other.id != part.id)) {
        compare(gone, &nothing(gone), &mut changes);
    }
    sort_by_key(&mut changes, |change| change.weight);
    changes
}

/// The row that differs wherever anything does.
const HASH: &str = "hash";

fn rows(part: &Part) -> impl Iterator<Item = (&Table, &Row)> {
    let all = part.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    all.filter(|(_, row)| row.id != HASH)
}

fn compare(old: &Part, new: &Part, changes: &mut Vec<Change>) {
    let mut push = |weight, text| changes.push(Change { weight, part: new.heading, text });
    for (table, row) in rows(new) {
        match rows(old).find(|(_, before)| before.id == row.id) {
            None => push(table.columns[0].weight, format!("「{}」が加わりました。{}", row.name, summary(table, row))),
            Some((before, was)) => {
                if before.caption != table.caption {
                    push(Weight::Words, format!("「{}」の置き場所: {} → {}", row.name, before.caption, table.caption));
                }
                for ((column, was), is) in table.columns.iter().zip(&was.cells).zip(&row.cells).skip(1) {
                    if was != is {
                        push(column.weight, format!("「{}」の{}: {}", row.name, column.heading, from_to(was, is)));
                    }
                }
            }
        }
    }
    for table in &new.tables {
        let mut same = old.tables.iter().filter(|before| before.caption == table.caption);
        if !same.clone().any(|before| before.lead == table.lead)
            && let Some(before) = same.next()
        {
            push(Weight::Words, format!("「{}」の説明: {} → {}", table.caption, before.lead, table.lead));
        }
    }
    for (table, row) in rows(old).filter(|(_, row)| rows(new).all(|(_, other)| other.id != row.id)) {
        push(table.columns[0].weight, format!("「{}」がなくなりました。{}", row.name, summary(table, row)));
    }
}

// The weightiest cell of a row that is new or gone.
fn summary(table: &Table, row: &Row) -> String {
    let cells = table.columns.iter().zip(&row.cells).skip(1);
    let told = cells.filter(|(column, cell)| column.weight == table.columns[0].weight && !cell.is_empty());
    told.map(|(column, cell)| format!("{}: {}。", column.heading, cell.join("、"))).next().unwrap_or_default()
}

// `3/4 → 4/5（…の全体）`: where two texts differ in one place, that place first.
fn from_to(old: &[String], new: &[String]) -> String {
    let changed: Vec<(&String, &String)> = old.iter().zip(new).filter(|(old, new)| old != new).collect();
    let nothing = |lines: &[String]| if lines.is_empty() { "なし".to_owned() } else { lines.join("、") };
    match changed.as_slice() {
        [(was, is)] if old.len() == new.len() => match place(was, is) {
            Some((before, after)) => format!("{before} → {after}（いまは「{is}」）"),
            None => format!("{was} → {is}"),
        },
        _ => format!("{} → {}", nothing(old), nothing(new)),
    }
}

// Where two texts differ, in whole words: a number with its unit is one word.
fn place(old: &str, new: &str) -> Option<(String, String)> {
    let (old, new) = (words(old), words(new));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (before, after) = (old[start..old.len() - end].concat(), new[start..new.len() - end].concat());
    let told = start + end > 0 && !before.trim().is_empty() && !after.trim().is_empty();
    told.then_some((before, after))
}

fn words(text: &str) -> Vec<&str> {
    let in_number = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.' | '/');
    let is_unit = |sign: char| matches!(sign, '円' | '人' | '名' | '台' | '日' | '月' | '年' | '%');
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|sign| !in_number(sign)).unwrap_or(rest.len());
        let unit = rest[digits..].chars().next().filter(|sign| digits > 0 && is_unit(*sign));
        let end = if digits > 0 { digits + unit.map_or(0, char::len_utf8) } else { first.len_utf8() };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

// The older edition under the names of the newer one; each name that changed is told.
fn with_names_of(old: &Edition, new: &Edition, changes: &mut Vec<Change>) -> Edition {
    let mut named = old.clone();
    let mut tell = |part: &'static str, was: &mut String, is: &str| {
        if was != is {
            changes.push(Change { weight: Weight::Words, part, text: format!("名前: {was} → {is}") });
            is.clone_into(was);
        }
    };
    macro_rules! names {
        ($($part:literal: $list:ident.$label:ident),* $(,)?) => {$(
            for one in &mut named.$list {
                // Some names stand twice, with other words.
                let mut same = new.$list.iter().filter(|other| other.id == one.id);
                if !same.clone().any(|other| other.$label == one.$label)
                    && let Some(other) = same.next()
                {
                    tell($part, &mut one.$label, &other.$label);
                }
            }
        )*};
    }
    names! {
        "計算のしかた": steps.label,
        "表": tables.label,
        "経費の種類": kinds.label,
        "質問": questions.label,
        "明細ごとの質問": item_questions.label,
        "条文に書かれていないことの読み方": readings.question,
        "要件": requirements.label,
        "書類": documents.label,
        "期限": deadlines.label,
        "日付の順序": date_rules.message,
        "条文に書かれていないこと・注意": notes.label,
    }
    let mut options = |part, old: &mut [Choice], new: &[Choice]| {
        for option in old {
            if let Some(other) = new.iter().find(|other| other.id == option.id) {
                tell(part, &mut option.label, &other.label);
            }
        }
    };
    let questions = named.questions.iter_mut().chain(&mut named.item_questions);
    for question in questions {
        let other = new.questions.iter().chain(&new.item_questions).find(|other| other.id == question.id);
        if let (AnswerKind::Choice(old), Some(AnswerKind::Choice(new))) = (&mut question.kind, other.map(|o| &o.kind)) {
            options("質問", old, new);
        }
    }
    for reading in &mut named.readings {
        if let Some(other) = new.readings.iter().find(|other| other.id == reading.id) {
            options("条文に書かれていないことの読み方", &mut reading.options, &other.options);
        }
    }
    named
}
