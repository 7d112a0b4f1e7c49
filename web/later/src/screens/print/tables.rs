//! The parts of the print: lines, conditions, papers, deadlines, and what is unclear.

use kaigo_hojo_assess::Draft;
use kaigo_hojo_assess::assessment::{Assessment, DocumentState, Needed};
use kaigo_hojo_assess::due::months_beyond;
use kaigo_hojo_assess::rules::edition::{Group, Stage};
use kaigo_hojo_assess::words::{group, stage, yen};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::figure;
use kaigo_hojo_parts::words;

use crate::deadlines;
use crate::desk::{Desk, Seen};
use crate::line_words::amount;
use crate::screens::result::notes_once;
use crate::table::{self, FIGURES};

// The place of a table, which moves sideways for itself on a narrow screen, with the keyboard too.
fn moving(place: &El, class: &str, name: &str) -> El {
    let moving = place.add("div", class);
    moving.set("tabindex", "0").set("role", "group").set("aria-label", name);
    moving
}

/// A part with a table; the places of the part and of the table's rows.
pub(super) fn grid(place: &El, heading: &str, heads: &[(&str, &str)]) -> (El, El) {
    let place = place.section(heading);
    let (caption, rows) = table::table(&moving(&place, "scroll", heading), heads);
    caption.set("class", "unseen").say(heading);
    (place, rows)
}

/// A row of such a table, with its heading.
pub(super) fn row(rows: &El, words: &str) -> El {
    let (head, row) = table::row(rows);
    head.say(words);
    row
}

/// The lines with what became of them.
pub(super) fn lines(desk: &'static Desk, draft: &Draft, assessment: &Assessment<'static>, place: &El) {
    let items = draft.application.items.as_deref().unwrap_or_default();
    if items.is_empty() {
        let none = if draft.application.items.is_some() {
            "申請する経費はありません。"
        } else {
            "まだ入力していません。"
        };
        return place.section("明細").put("p", "", none);
    }
    let heads = [
        ("number", "番号"),
        ("name", "名称（種類）"),
        ("price", "見積り"),
        ("outcome", "結果"),
        (FIGURES, "対象になる額"),
        ("", "理由と根拠"),
    ];
    let (_, rows) = grid(place, "明細", &heads);
    for ((at, item), state) in (0_u16..).zip(items).zip(&assessment.items) {
        let row = row(&rows, &(at + 1).to_string());
        let name = row.add("td", "");
        name.write(&desk.title(item));
        if item.has_open_kind() {
            name.mark(words::GUESS);
        }
        let is_open = draft.open.iter().any(|place| place.line == at);
        row.put("td", "", &if is_open { "入力中".to_owned() } else { amount(item) });
        row.add("td", "").mark(words::outcome(state.status));
        row.put("td", FIGURES, &state.counted_yen.map_or_else(|| "未定".to_owned(), yen));
        row.add("td", "").cited("", &state.reason, state.cite);
    }
}

// Entries under a heading of their own, which stay together on paper.
fn together(place: &El, heading: &str) -> El {
    let group = place.add("div", "together");
    group.put("h3", "", heading);
    group.add("ul", "")
}

/// The conditions, group by group.
pub(super) fn conditions(assessment: &Assessment<'static>, place: &El) {
    let part = place.section("条件");
    for of in Group::ALL {
        let mut own = assessment.requirements.iter().filter(|requirement| requirement.group == of).peekable();
        if own.peek().is_some() {
            let list = together(&part, group(of));
            for requirement in own {
                let entry = list.add("li", "");
                entry.mark(words::met(requirement.status));
                entry.cited("", requirement.label, requirement.cite);
            }
        }
    }
}

/// The papers that are or may be needed, with a box each, by when they are handed in.
pub(super) fn papers(draft: &Draft, assessment: &Assessment<'static>, place: &El) {
    if assessment.documents.is_empty() {
        return;
    }
    let part = place.section("書類");
    let (out, wanted): (Vec<&DocumentState<'_>>, Vec<_>) =
        assessment.documents.iter().partition(|paper| paper.needed == Needed::No);
    for of in Stage::ALL {
        let mut own = wanted.iter().filter(|paper| paper.stage == of).peekable();
        if own.peek().is_some() {
            let list = together(&part, stage(of));
            for paper in own {
                let entry = list.add("li", "");
                let is_ready = draft.ticks.iter().any(|tick| tick == paper.id);
                let (sign, words) = if is_ready { ("☑", "用意した") } else { ("☐", "まだ") };
                entry.add("span", "box").set("role", "img").set("aria-label", words).say(sign);
                let label = entry.add("p", "");
                if paper.needed == Needed::Unknown {
                    label.mark(("場合による", "mark confirm"));
                }
                label.write(paper.label);
                label.cite(paper.cite);
                if paper.needed == Needed::Unknown {
                    label.put("span", "hint", paper.reason);
                }
            }
        }
    }
    if !out.is_empty() {
        let out: Vec<&str> = out.iter().map(|paper| paper.label).collect();
        part.put("p", "hint", &format!("不要な書類：{}", out.join("、")));
    }
}

/// The dates that contradict the text, and what is due by when.
pub(super) fn deadlines(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    if !deadlines::any(desk, assessment) {
        return;
    }
    let (heading, class) = ("期限", "deadlines scroll");
    let place = place.section(heading);
    for conflict in &assessment.date_conflicts {
        place.cited("wrong", conflict.label, conflict.cite);
    }
    for beyond in &assessment.months_beyond {
        place.put("p", "wrong", &months_beyond(beyond, &desk.line_name(seen, &beyond.item_id)));
    }
    deadlines::deadlines(desk, seen, assessment, &moving(&place, class, heading)).set("class", "unseen");
}

/// Where the text can be read in several ways, and what to ask the prefecture.
pub(super) fn unclear(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    if assessment.readings.is_empty() && assessment.notes.is_empty() {
        return;
    }
    let list = place.section("この試算の読み方と、県に確かめること").add("ul", "unclear");
    let put = |words: &str, cite: &str, more: &str| {
        let entry = list.add("li", "");
        entry.write(words);
        entry.cite(cite);
        if !more.is_empty() {
            entry.put("span", "hint", more);
        }
    };
    for reading in &assessment.readings {
        let mut words = format!("読み方：{}", reading.label);
        for other in reading.alternatives.iter().filter(|other| other.amount != assessment.amount) {
            words.push_str(&format!("。「{}」と読むと {}", other.label, figure(other.amount)));
        }
        put(reading.question, reading.cite, &words);
    }
    for (note, lines) in notes_once(desk, seen, assessment) {
        put(note.label, note.cite, &lines);
    }
}
