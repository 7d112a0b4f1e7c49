//! The sentences of a diagnosis.

use kaigo_hojo_contract::application::Item;
use kaigo_hojo_rules::edition::{Edition, Unit};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::mistake::Mistake;
use kaigo_hojo_rules::range::Range;

use super::sought::Sought;
use crate::words::{kinds, quantity, yen};

/// More lines than this are not named.
const LINES: usize = 3;

/// Where the quote is not wholly entered.
pub(super) const UNFINISHED: &str = "まだ入力していない明細があるため、比べられません。";

pub(super) fn value(value: &Exact, unit: &Unit) -> String {
    quantity(value, unit)
}

pub(super) fn range(range: &Range, unit: &Unit) -> String {
    match range {
        Range::Point(one) => value(one, unit),
        Range::Span(low, high) => [value(low, unit), value(high, unit)].join(" 〜 "),
    }
}

/// How a figure compares with ours.
pub(super) fn comparison(
    sought: &Sought,
    ours: Option<&Range>,
    agrees: Option<bool>,
    difference: Option<i64>,
) -> String {
    let Some(ours) = ours else { return "試算を計算できないため、比べられません。".to_owned() };
    let mut words = String::from("試算");
    match (agrees, difference) {
        (None, _) => return "まだ答えていない質問があるため、比べられません。".to_owned(),
        (Some(true), _) => words += "と一致します。",
        (Some(false), Some(difference)) => {
            words += "の ";
            words += &range(ours, &sought.unit);
            words += " より ";
            words += &yen(difference.abs());
            words += if difference > 0 { " 多い額です。" } else { " 少ない額です。" };
        }
        (Some(false), None) => {
            words += "では ";
            words += &range(ours, &sought.unit);
            words += " です。";
        }
    }
    words
}

/// What was done, what it gives, and what is right.
pub(super) fn cause(parts: &[(&Mistake, Vec<usize>)], edition: &Edition, items: &[Item], sought: &Sought) -> String {
    let mut words = String::new();
    for (ix, (mistake, lines)) in parts.iter().enumerate() {
        if ix > 0 {
            // All labels end in すると.
            words.truncate(words.len() - "すると".len());
            words += "し、さらに";
        }
        words += &named(lines, edition, items);
        words += &mistake.label;
    }
    words += " ";
    words += &value(&sought.written, &sought.unit);
    words += " になります。";
    if parts.len() > 1 {
        words += "この二つが重なった可能性があります。";
    }
    parts.iter().for_each(|(mistake, _)| words += &mistake.advice);
    words
}

/// That a figure follows from another.
pub(super) fn follows(sought: &Sought, from: &Sought) -> String {
    let mut words = String::from("書かれた");
    words += from.sort.label();
    words += " ";
    words += &value(&from.written, &from.unit);
    words += " から計算すると ";
    words += &value(&sought.written, &sought.unit);
    words += " になります。先に";
    words += from.sort.label();
    words += "を確かめてください。";
    words
}

// The lines on which a mistake was made, where it was not made on all and they are few.
fn named(lines: &[usize], edition: &Edition, items: &[Item]) -> String {
    if lines.is_empty() || lines.len() > LINES || lines.len() == items.len() {
        return String::new();
    }
    let mut words = String::from("明細");
    for item in lines.iter().filter_map(|line| items.get(*line)) {
        words += "「";
        words += &item.name.clone().unwrap_or_else(|| kinds(edition, item));
        words += "」";
    }
    words += "について、";
    words
}
