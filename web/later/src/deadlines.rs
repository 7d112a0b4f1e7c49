//! What is due by when, as a table: the same for the self-check and for paper.

use kaigo_hojo_assess::assessment::{Assessment, Needed};
use kaigo_hojo_assess::due::{Due, PAST, due, reception};
use kaigo_hojo_parts::dom::El;

use crate::desk::{Desk, Seen};
use crate::table::{FIGURES, row, table};

/// Whether anything is due.
pub(crate) fn any(desk: &Desk, assessment: &Assessment<'_>) -> bool {
    !assessment.deadlines.is_empty() || desk.edition.about.reception.is_some()
}

/// The table; the place of its caption.
pub(crate) fn deadlines(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) -> El {
    let (caption, rows) = table(place, &[("", "すること"), (FIGURES, "期限")]);
    caption.say("期限の一覧");
    if let Some(days) = desk.edition.about.reception {
        let (head, cells) = row(&rows);
        head.write("申請の受付");
        put_due(&reception(days, desk.today), &cells);
    }
    for deadline in &assessment.deadlines {
        let (head, cells) = row(&rows);
        if deadline.needed == Needed::Unknown {
            head.mark(("該当する場合", "mark waiting"));
        }
        head.write(deadline.label);
        head.cite(deadline.cite);
        if !deadline.help.is_empty() {
            head.put("p", "hint", deadline.help);
        }
        if !deadline.item_ids.is_empty() {
            let names: Vec<String> = deadline.item_ids.iter().map(|id| desk.line_name(seen, id)).collect();
            head.put("p", "hint", &format!("明細：{}", names.join("、")));
        }
        put_due(&due(deadline, desk.today), &cells);
    }
    caption
}

fn put_due(due: &Due, cells: &El) {
    let place = cells.add("td", FIGURES);
    for day in &due.days {
        // It breaks only before the brackets.
        let at = day.find('（').unwrap_or(day.len());
        let words = place.add("span", "day");
        words.put("span", "", &day[..at]);
        words.put("span", "", &day[at..]);
    }
    if !due.hint.is_empty() {
        place.put("span", "hint", &due.hint);
    }
    if !due.contradiction.is_empty() {
        place.put("span", "wrong", &due.contradiction);
    }
    if due.is_past {
        place.put("span", "wrong", PAST);
    }
}
