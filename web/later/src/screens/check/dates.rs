//! The dates of the project, where they contradict the text, and what follows from them.

use std::rc::Rc;

use kaigo_hojo_assess::calendar::{self, Owner, Stamp};
use kaigo_hojo_assess::due::months_beyond;
use kaigo_hojo_assess::input::parse_date;
use kaigo_hojo_assess::rules::dates::DateId;
use kaigo_hojo_assess::words::{date, date_of};
use kaigo_hojo_parts::clock;
use kaigo_hojo_parts::dom::{El, follow, value_of};
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
    // A contradiction stands at the date that is not as it should be; of two, at the later one.
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
        let beyond = seen.assessment.iter().flat_map(|assessment| &assessment.months_beyond);
        for beyond in beyond.filter(|_| id == DateId::Contract) {
            conflicts.put("p", "error", &months_beyond(beyond, &desk.line_name(&seen, &beyond.item_id)));
        }
        made.input.set("aria-describedby", &described);
    });
}

const OFFICE: &str = "<div class=field><label class=label for=calendar-office>事業所名（任意）</label>\
    <p class=help id=calendar-office-help>カレンダーの予定に入ります。名前を変えて書き出すと、別の予定になります。</p>\
    <input class=input type=text id=calendar-office maxlength=100 autocomplete=off \
    aria-describedby=calendar-office-help data-at></div>";

/// What is said where the events do not say of which office they are.
const NAMELESS: &str = "事業所名がないので、ほかの事業所の期限を取り込むと、この予定と入れ替わります。\
    事業所がいくつかあるときは、事業所名を入れてください。";

// What the applicant calls the draft is the office.
fn put_office(desk: &'static Desk, place: &El) {
    let input = place.shape(OFFICE).take();
    input.on("change", move |event| {
        let name = Some(value_of(&event).trim().to_owned()).filter(|name| !name.is_empty());
        desk.set(&desk.name, |own| *own = name);
    });
    follow(move || {
        if let Some(input) = input.input() {
            input.set_value(desk.name.get().as_deref().unwrap_or_default());
        }
    });
}

fn put_calendar(desk: &'static Desk, seen: &Following, place: &El) {
    put_office(desk, place);
    let seen = Rc::clone(seen);
    telling(place, "カレンダーに入れる（.ics）", move |said| {
        let about = &desk.edition.about;
        let seen = seen.peek();
        let entries = seen.assessment.as_ref().map(calendar::entries).unwrap_or_default();
        let name = format!("介護補助-期限-{}.ics", about.id);
        let office = desk.name.peek();
        let owner = Owner { programme: &about.id, name: &about.name, office: office.as_deref().unwrap_or_default() };
        let (day, second) = clock::utc();
        said.say(&match calendar::write(owner, &entries, Stamp { day, second }) {
            None => "日の決まった期限がまだありません。日付を入力してください。".to_owned(),
            Some(file) if files::save(&name, "text/calendar", &file) => {
                let written = entries.len();
                let nameless = if owner.office.is_empty() { NAMELESS } else { "" };
                format!(
                    "{written}件の期限を「{name}」に書き出しました。カレンダーのアプリで開くと取り込めます。{nameless}"
                )
            }
            Some(_) => files::REFUSED.to_owned(),
        });
    });
}
