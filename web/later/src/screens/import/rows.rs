//! What becomes of the rows of a table: lines with their kinds, rows that are no lines with their reasons, and the buttons
//! that take the lines.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::csv::{Column, Rejected, Taken, TakenLine, take};
use kaigo_hojo_assess::decode::MOST_LINES;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_parts::choice::Answer;
use kaigo_hojo_parts::clock::soon;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::{page, words};
use leptos::prelude::window;

use super::columns::by_position;
use super::{Import, enter};
use crate::line_words::amount;
use crate::table::FIGURES;

/// So many rows are shown.
const SHOWN: usize = 50;

/// The kinds as a choice, in groups.
pub(super) fn kinds(edition: &'static Edition) -> impl Iterator<Item = Answer<'static>> {
    edition.kinds.iter().map(|kind| {
        let group = edition.kind_groups.get(usize::from(kind.group)).map_or("", |group| group.as_str());
        Answer { value: &kind.id, words: &kind.label, group }
    })
}

/// The part of the rows; it follows what is said of columns and kinds.
pub(super) fn rows(import: &Rc<Import>, place: &El) {
    let summary = place.add("p", "lead");
    summary.set("role", "status");
    let (told, rows) = (Rc::clone(import), place.add("div", ""));
    rows.live(move |place| {
        let (table, mapping) = told.wanted();
        match take(told.edition(), &table, &mapping) {
            Err(error) => {
                summary.clear();
                place.put("p", "notice", &error.to_string());
            }
            Ok(taken) => {
                let rejected = taken.rejected.len();
                let rest =
                    if rejected > 0 { format!("{rejected}行は読み込めません。") } else { String::new() };
                summary.say(&format!("{}行を読み込めます。{rest}", taken.lines.len()));
                put_lines(&told, &taken.lines, place);
                put_rejected(&told, &taken.rejected, place);
                let asks_tax = mapping.tax.is_none() && !mapping.columns.contains(&Some(Column::Tax));
                buttons(&told, taken, asks_tax, place);
            }
        }
    });
}

const TABLE: &str = "<table class=import-rows><caption>読み込む行</caption><thead><tr><th scope=col>行と名称</th>\
    <th scope=col>経費の種類</th><th scope=col class=figures>金額</th></tr></thead><tbody data-at></tbody></table>";

fn put_lines(import: &Rc<Import>, lines: &[TakenLine], place: &El) {
    if lines.is_empty() {
        return;
    }
    let body = place.shape(TABLE).take();
    for line in lines.iter().take(SHOWN) {
        let row = body.add("tr", "");
        let head = row.add("th", "");
        head.set("scope", "row").write(&format!("{}行目　", line.row));
        head.write(line.item.name.as_deref().unwrap_or("（名称なし）"));
        let kind = row.add("td", "");
        if line.guessed {
            kind.mark(words::GUESS);
        }
        let at = import.edition().kinds.iter().position(|kind| line.item.kinds == [kind.id.as_str()]);
        kind_list(import, line.row, at, &kind);
        row.put("td", FIGURES, &amount(&line.item));
    }
    if lines.len() > SHOWN {
        place.put(
            "p",
            "hint",
            &format!("ほかに{}行あります。種類は、読み込んだ後でも変えられます。", lines.len() - SHOWN),
        );
    }
}

// Choosing draws the rows anew: the focus stays in the row.
fn kind_list(import: &Rc<Import>, row: usize, chosen: Option<usize>, place: &El) {
    let id = format!("kind-{row}");
    place.add("label", "unseen").set("for", &id).say(&format!("{row}行目の経費の種類"));
    let (told, own) = (Rc::clone(import), id.clone());
    let answers: Vec<Answer<'_>> = kinds(import.edition()).collect();
    let change = Box::new(move |kind: usize| {
        let mut kinds = told.kinds.peek().clone();
        kinds.retain(|(other, _)| *other != row);
        kinds.push((row, kind));
        let own = own.clone();
        soon(move || {
            if let Some(list) = page::by_id(&own) {
                page::focus_quietly(&list);
            }
        });
        told.kinds.set(kinds);
    });
    by_position(place, &id, &answers, chosen, change);
}

fn put_rejected(import: &Rc<Import>, rejected: &[Rejected], place: &El) {
    if rejected.is_empty() {
        return;
    }
    place.put("h3", "", "読み込めない行");
    let list = place.add("ul", "entries rejected");
    let mut lists = 0;
    for row in rejected {
        let entry = list.add("li", "");
        entry.put("p", "item-head", &format!("{}行目　{}", row.row, row.text));
        entry.put("p", "reason", &row.reason);
        if row.lacks_kind && lists < SHOWN {
            lists += 1;
            kind_list(import, row.row, None, &entry);
        }
    }
}

fn buttons(import: &Rc<Import>, taken: Taken, asks_tax: bool, place: &El) {
    let items: Vec<_> = taken.lines.into_iter().map(|line| line.item).collect();
    let there = import.desk.draft().application.items.map_or(0, |items| items.len());
    if items.is_empty() {
        let what = if asks_tax { "税抜か税込か" } else { "列の意味か、行の種類" };
        place.put("p", "notice", &format!("読み込める行がまだありません。{what}を選んでください。"));
        return;
    }
    let count = items.len();
    let buttons = place.add("div", "buttons");
    let failed = place.add("div", "");
    // Taken by the first press: the next may come before the page has changed.
    let items = Rc::new(Cell::new(items));
    let put = |class: &str, words: &str, replace: bool| {
        let (desk, items, failed) = (import.desk, Rc::clone(&items), failed.clone());
        buttons.button(class, words, move |_| {
            let taken = items.take();
            if taken.is_empty() {
                return;
            }
            if desk.enter(|draft| enter(draft, taken.clone(), replace)) {
                // It fails only for an address that is none.
                let _ = window().location().set_hash(&desk.address());
            } else {
                items.set(taken);
                failed.put("p", "wrong", "読み込めませんでした。いまの入力はそのままです。");
            }
        });
    };
    if there + count <= MOST_LINES {
        put("main", &format!("{count}行を追加する"), false);
    } else {
        let most = format!("いまの{there}行と合わせると{MOST_LINES}行を超えるため、追加できません。");
        place.put("p", "notice", &most);
    }
    if there > 0 {
        put("plain", &format!("いまの{there}行と入れ替える"), true);
    }
}
