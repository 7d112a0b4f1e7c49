//! The tables of the print: lines, conditions, papers, deadlines, and what is unclear.

use kaigo_hojo_assess::assessment::{Assessment, DeadlineState, Needed};
use kaigo_hojo_assess::rules::edition::{Group, Stage};
use kaigo_hojo_assess::words::{date, fiscal_year, yen};
use kaigo_hojo_assess::{DateId, Draft};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::words;

use crate::desk::{Desk, Seen};
use crate::line_words::amount;

/// A table with a heading for each column; the place of its rows.
pub(super) fn grid(place: &El, caption: &str, heads: &[&str]) -> El {
    let table = place.add("table", "grid");
    table.put("caption", "unseen", caption);
    let row = table.add("thead", "").add("tr", "");
    for head in heads {
        row.add("th", "").set("scope", "col").say(head);
    }
    table.add("tbody", "")
}

/// A row of such a table, with its heading.
pub(super) fn row(rows: &El, head: &str) -> El {
    let row = rows.add("tr", "");
    row.add("th", "").set("scope", "row").say(head);
    row
}

/// The lines with what became of them.
pub(super) fn lines(desk: &'static Desk, draft: &Draft, assessment: &Assessment<'static>, place: &El) {
    let items = draft.application.items.as_deref().unwrap_or_default();
    let place = place.section("明細");
    if items.is_empty() {
        let none = if draft.application.items.is_some() {
            "申請する経費はありません。"
        } else {
            "まだ入力していません。"
        };
        return place.put("p", "", none);
    }
    let rows = grid(
        &place,
        "明細と、対象になるかどうか",
        &["番号", "名称（種類）", "見積り", "結果", "対象になる額", "理由と根拠"],
    );
    for ((at, item), state) in (0_u16..).zip(items).zip(&assessment.items) {
        let row = row(&rows, &(at + 1).to_string());
        row.put("td", "", &desk.title(item));
        let is_open = draft.open.iter().any(|place| place.line == at);
        row.put("td", "", &if is_open { "入力中".to_owned() } else { amount(item) });
        row.add("td", "").mark(words::outcome(state.status));
        row.put("td", "yen", &state.counted_yen.map_or_else(|| "未定".to_owned(), yen));
        let why = row.add("td", "");
        why.write(&state.reason);
        why.cite(state.cite);
    }
}

const GROUPS: [(Group, &str); 5] = [
    (Group::Eligibility, "申請できる事業所"),
    (Group::Software, "ソフト"),
    (Group::Equipment, "機器"),
    (Group::Promise, "約束すること"),
    (Group::AfterGrant, "交付の後"),
];

/// The conditions, group by group.
pub(super) fn conditions(assessment: &Assessment<'static>, place: &El) {
    if assessment.requirements.is_empty() {
        return;
    }
    let groups = place.section("条件").add("div", "conditions");
    for (group, word) in GROUPS {
        let mut list = None;
        for requirement in assessment.requirements.iter().filter(|requirement| requirement.group == group) {
            let list = list.get_or_insert_with(|| {
                groups.put("h3", "", word);
                groups.add("ul", "")
            });
            let entry = list.add("li", "");
            entry.mark(words::met(requirement.status));
            let label = entry.add("span", "");
            label.write(requirement.label);
            label.cite(requirement.cite);
        }
    }
}

const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Application => "申請",
        Stage::Report => "実績報告",
        Stage::Change => "変更",
    }
}

/// The papers that are or may be needed, with a box each.
pub(super) fn papers(draft: &Draft, assessment: &Assessment<'static>, place: &El) {
    if assessment.documents.is_empty() {
        return;
    }
    let place = place.section("書類");
    let rows = grid(&place, "書類と、用意できたかどうか", &["用意", "書類", "時期", "要否", "根拠"]);
    for paper in assessment.documents.iter().filter(|paper| paper.needed != Needed::No) {
        let is_ready = draft.ticks.iter().any(|tick| tick == paper.id);
        let row = row(&rows, if is_ready { "☑" } else { "☐" });
        row.put("td", "", paper.label);
        row.put("td", "", stage(paper.stage));
        let needed = row.add("td", "");
        needed.write(if paper.needed == Needed::Yes { "必要" } else { "場合による" });
        if paper.needed == Needed::Unknown && !paper.reason.is_empty() {
            needed.put("span", "hint", &format!("　{}", paper.reason));
        }
        row.put("td", "", paper.cite);
    }
    let out: Vec<&str> =
        assessment.documents.iter().filter(|paper| paper.needed == Needed::No).map(|paper| paper.label).collect();
    if !out.is_empty() {
        place.put("p", "hint", &format!("不要な書類：{}", out.join("、")));
    }
}

/// The dates that contradict the text, and what is due by when.
pub(super) fn deadlines(assessment: &Assessment<'static>, place: &El) {
    if assessment.deadlines.is_empty() {
        return;
    }
    let place = place.section("期限");
    for conflict in &assessment.date_conflicts {
        place.cited("wrong", conflict.label, conflict.cite);
    }
    let rows = grid(&place, "期限", &["期限", "すること", "根拠"]);
    for deadline in &assessment.deadlines {
        let row = row(&rows, &day(deadline));
        let label = row.add("td", "");
        label.write(deadline.label);
        if deadline.needed == Needed::Unknown {
            label.put("span", "hint", "　該当する場合");
        }
        row.put("td", "", deadline.cite);
    }
}

// The day, or what is known of it.
fn day(deadline: &DeadlineState<'_>) -> String {
    if let Some(day) = deadline.date {
        return date(day);
    }
    if let Some(within) = deadline.within {
        return format!("{}中（日は県の案内による）", fiscal_year(within.from.fiscal_year()));
    }
    if deadline.waits_for.is_empty() {
        return "県の案内による".to_owned();
    }
    let waits: Vec<&str> = deadline.waits_for.iter().map(|id| date_word(*id)).collect();
    let waits = format!("{}を入れると決まります", waits.join("・"));
    match deadline.latest {
        Some(day) => format!("遅くとも{}。{waits}", date(day)),
        None => waits,
    }
}

const fn date_word(id: DateId) -> &'static str {
    match id {
        DateId::Decision => "交付決定日",
        DateId::Contract => "契約日",
        DateId::Delivery => "納品日",
        DateId::Payment => "支払日",
        DateId::Completion => "完了日",
    }
}

/// Where the text can be read in several ways, and what to ask the prefecture; each once.
pub(super) fn unclear(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    if assessment.readings.is_empty() && assessment.notes.is_empty() {
        return;
    }
    let list = place.section("この試算の読み方と、県に確かめること").add("ul", "unclear");
    for reading in &assessment.readings {
        let entry = list.add("li", "");
        entry.write(reading.question);
        entry.cite(reading.cite);
        let mut words = format!("読み方：{}", reading.label);
        for other in reading.alternatives.iter().filter(|other| other.amount != assessment.amount) {
            let amount = other.amount.map_or_else(|| words::NO_FIGURE.to_owned(), words::amount);
            words.push_str(&format!("。「{}」と読むと {amount}", other.label));
        }
        entry.put("span", "hint", &words);
    }
    for (at, note) in assessment.notes.iter().enumerate() {
        if assessment.notes[..at].iter().any(|before| before.label == note.label) {
            continue;
        }
        let entry = list.add("li", "");
        entry.write(note.label);
        entry.cite(note.cite);
        let same = assessment.notes.iter().filter(|other| other.label == note.label);
        let names: Vec<String> =
            same.filter_map(|note| note.item_id.as_ref()).map(|id| desk.line_name(seen, id)).collect();
        if !names.is_empty() {
            entry.put("span", "hint", &format!("明細：{}", names.join("、")));
        }
    }
}
