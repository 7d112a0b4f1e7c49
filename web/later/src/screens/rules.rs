//! この制度の計算方法: the whole of a programme in words, as somebody reads it who holds it against the official text.
//!
//! What stands here is what `hojo pack page` prints; only the shape is another, so that it can be read on a phone.

use kaigo_hojo_assess::in_words::{Table, sheet};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::put_status;

use crate::desk::Desk;
use crate::nav::screen;

/// The screen of a programme.
pub(crate) fn rules(desk: &'static Desk, place: &El) {
    let place = screen(desk, "rules", "この制度の計算方法", place);
    place.put(
        "p",
        "hint",
        "この試算が使っている規則の全部です。入力した内容は含みません。条文と違うところがあれば、条文が正しいものです。",
    );
    put_status(&desk.edition.about, desk.today, &place);
    for part in sheet(desk.edition).parts {
        let place = place.section(part.heading);
        if !part.lead.is_empty() {
            place.put("p", "hint", part.lead);
        }
        part.tables.iter().for_each(|of| table(of, &place));
    }
    place.add("p", "act").link("", "#preview", "公開する前の定義を試す（制度の定義を作る担当者の方へ）");
}

fn table(table: &Table, place: &El) {
    if !table.caption.is_empty() {
        place.put("h3", "", &table.caption);
    }
    if !table.lead.is_empty() {
        place.put("p", "hint", &table.lead);
    }
    let rank = if table.caption.is_empty() { "h3" } else { "h4" };
    // A table of two columns is a list of names and what they say.
    if table.columns.len() < 3 {
        let list = place.add("dl", "rows");
        for row in &table.rows {
            let name = row.cells.first().map(|cell| cell.concat()).unwrap_or_default();
            row.cells.iter().skip(1).for_each(|cell| lines(cell, &list.fact("", &name)));
        }
        return;
    }
    for row in &table.rows {
        let place = place.add("div", "rule");
        let mut cells = table.columns.iter().zip(&row.cells);
        if let Some((_, name)) = cells.next() {
            place.put(rank, "", &name.concat());
        }
        let list = place.add("dl", "rows");
        for (column, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
            lines(cell, &list.fact("", column.heading));
        }
    }
}

fn lines(cell: &[String], place: &El) {
    match cell {
        [line] => place.say(line),
        several => several.iter().for_each(|line| place.put("p", "", line)),
    }
}
