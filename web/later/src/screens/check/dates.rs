//! The dates of the project, where they contradict the text, and what follows from them.

use std::rc::Rc;

use kaigo_hojo_assess::calendar;
use kaigo_hojo_assess::input::parse_date;
use kaigo_hojo_assess::rules::dates::DateId;
use kaigo_hojo_assess::words::{date, date_of};
use kaigo_hojo_parts::dom::{El, follow};
use kaigo_hojo_parts::field::Said;

use super::Following;
use crate::deadlines::{any, deadlines};
use crate::desk::Desk;
use crate::files;
use crate::telling::telling;
use crate::typed::{Text, text};

/// Each date: the id of its field and what it means.
const fn field(id: DateId) -> (&'static str, &'static str) {
    match id {
        DateId::Decision => ("date-decision", "交付決定の通知書の日付です。"),
        DateId::Contract => ("date-contract", "いくつかあるときは、いちばん早い日です。発注だけのときは発注日です。"),
        DateId::Delivery => ("date-delivery", "いくつかあるときは、いちばん遅い日です。"),
        DateId::Payment => ("date-payment", "いくつかあるときは、いちばん遅い日です。"),
        DateId::Completion => {
            ("date-completion", "納品や支払など、事業のすべてが終わる日です。予定の日でもかまいません。")
        }
    }
}

/// The dates and the deadlines.
pub(super) fn dates(desk: &'static Desk, seen: &Following, place: &El) {
    place.put(
        "p",
        "help",
        "分かる日だけを入力してください。「令和8年7月1日」「R8.7.1」「2026-07-01」のどの書き方でもかまいません。",
    );
    for id in DateId::ALL {
        put_date(desk, seen, id, place);
    }
    let (list, following) = (place.add("div", "deadlines"), Rc::clone(seen));
    list.live(move |place| {
        let seen = following.get();
        if let Some(assessment) = seen.assessment.as_ref().filter(|assessment| any(desk, assessment)) {
            deadlines(desk, &seen, assessment, place);
        }
    });
    put_calendar(desk, seen, place);
}

fn put_date(desk: &'static Desk, seen: &Following, id: DateId, place: &El) {
    let (name, help) = field(id);
    let read = |typed: &str| match parse_date(typed) {
        Err(error) => Said::wrong(&error),
        Ok(found) => Said { echo: found.map_or_else(String::new, date), ..Said::default() },
    };
    let made = text(
        desk,
        place,
        Text {
            id: name,
            label: date_of(id),
            unit: "",
            mode: ("text", "input date"),
            now: desk.dates.peek().get(id).map_or_else(String::new, |date| date.to_string()),
            read: Box::new(read),
            put: Box::new(move |typed| desk.set(&desk.dates, |dates| dates.set(id, parse_date(typed).ok().flatten()))),
        },
    );
    made.help.write(help);
    // A contradiction stands at the later of the two dates.
    let conflicts = place.add("div", "conflicts");
    conflicts.id(&[name, "-conflicts"].concat());
    let described = format!("{name}-error {name}-conflicts {name}-help {name}-echo");
    let seen = Rc::clone(seen);
    follow(move || {
        let seen = seen.get();
        conflicts.clear();
        let all = seen.assessment.iter().flat_map(|assessment| &assessment.date_conflicts);
        for conflict in all {
            if desk.edition.date_rules.iter().any(|rule| rule.id == conflict.id && rule.then == id) {
                conflicts.cited("error", conflict.label, conflict.cite);
            }
        }
        made.input.set("aria-describedby", &described);
    });
}

fn put_calendar(desk: &'static Desk, seen: &Following, place: &El) {
    let seen = Rc::clone(seen);
    telling(place, "カレンダーに入れる（.ics）", move |said| {
        let about = &desk.edition.about;
        let seen = seen.peek();
        let entries = seen.assessment.as_ref().map(calendar::entries).unwrap_or_default();
        let name = format!("介護補助-期限-{}.ics", about.id);
        said.say(&match calendar::write(&about.id, &about.name, &entries, desk.today) {
            None => "日の決まった期限がまだありません。日付を入力してください。".to_owned(),
            Some(file) if files::save(&name, "text/calendar", &file) => {
                format!(
                    "{}件の期限を「{name}」に書き出しました。カレンダーのアプリで開くと取り込めます。",
                    entries.len()
                )
            }
            Some(_) => files::REFUSED.to_owned(),
        });
    });
}
