//! The dates of the project, where they contradict the text, and what follows from them.

use std::rc::Rc;

use kaigo_hojo_assess::assessment::{Assessment, DeadlineState, Needed};
use kaigo_hojo_assess::calendar;
use kaigo_hojo_assess::input::parse_date;
use kaigo_hojo_assess::rules::dates::DateId;
use kaigo_hojo_assess::words::{date, fiscal_year};
use kaigo_hojo_parts::dom::{El, follow};
use kaigo_hojo_parts::field::Said;

use super::Following;
use crate::desk::{Desk, Seen};
use crate::files;
use crate::typed::{Text, text};

/// Each date: the id of its field, its name and what it means.
const fn field(id: DateId) -> (&'static str, &'static str, &'static str) {
    match id {
        DateId::Decision => ("date-decision", "交付決定日", "交付決定の通知書の日付です。"),
        DateId::Contract => {
            ("date-contract", "契約日", "いくつかあるときは、いちばん早い日です。発注だけのときは発注日です。")
        }
        DateId::Delivery => ("date-delivery", "納品日", "いくつかあるときは、いちばん遅い日です。"),
        DateId::Payment => ("date-payment", "支払日", "いくつかあるときは、いちばん遅い日です。"),
        DateId::Completion => {
            ("date-completion", "完了日", "納品や支払など、事業のすべてが終わる日です。予定の日でもかまいません。")
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
        if let Some(assessment) = &following.get().assessment {
            put_deadlines(desk, &following.get(), assessment, place);
        }
    });
    put_calendar(desk, seen, place);
}

fn put_date(desk: &'static Desk, seen: &Following, id: DateId, place: &El) {
    let (name, label, help) = field(id);
    let read = |typed: &str| match parse_date(typed) {
        Err(error) => Said::wrong(&error),
        Ok(found) => Said { echo: found.map_or_else(String::new, date), ..Said::default() },
    };
    let made = text(
        desk,
        place,
        Text {
            id: name,
            label,
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

fn put_deadlines(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    if assessment.deadlines.is_empty() && desk.edition.about.reception.is_none() {
        return;
    }
    let (caption, rows) = place.table(["すること", "期限"]);
    caption.say("期限の一覧");
    if let Some((from, until)) = desk.edition.about.reception {
        let (head, value) = rows.table_row();
        head.write("申請の受付");
        put_day(&value, &format!("{}から", date(from)));
        put_day(&value, &format!("{}まで", date(until)));
        put_past(&value, until < desk.today);
    }
    for deadline in &assessment.deadlines {
        let (head, value) = rows.table_row();
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
        put_due(desk, deadline, &value);
    }
}

// A date and what follows it break only before the brackets.
fn put_day(place: &El, words: &str) {
    let at = words.find('（').unwrap_or(words.len());
    let day = place.add("span", "day");
    day.put("span", "", &words[..at]);
    day.put("span", "", &words[at..]);
}

fn put_past(place: &El, is_past: bool) {
    if is_past {
        place.put("span", "wrong", "期限を過ぎています");
    }
}

fn put_due(desk: &'static Desk, deadline: &DeadlineState<'_>, place: &El) {
    if let Some(day) = deadline.date {
        put_day(place, &date(day));
        put_past(place, day < desk.today);
    } else if let Some(days) = deadline.within {
        place.put("span", "day", &format!("{}中", fiscal_year(days.from.fiscal_year())));
        if deadline.help.is_empty() {
            place.put("span", "hint", "日は県の案内によります");
        }
        put_past(place, days.to < desk.today);
    } else if deadline.waits_for.is_empty() {
        place.put("span", "hint", "県の案内によります");
    } else {
        let names: Vec<&str> = deadline.waits_for.iter().map(|id| field(*id).1).collect();
        place.put("span", "hint", &format!("{}を入れると決まります", names.join("と")));
        if let Some(latest) = deadline.latest {
            put_day(place, &format!("遅くとも{}", date(latest)));
            put_past(place, latest < desk.today);
        }
    }
}

fn put_calendar(desk: &'static Desk, seen: &Following, place: &El) {
    let line = place.add("p", "");
    let said = place.add("p", "hint");
    said.set("role", "status");
    let seen = Rc::clone(seen);
    line.button("main", "カレンダーに入れる（.ics）", move |_| {
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
            Some(_) => "ファイルにできませんでした。ブラウザーの設定でダウンロードを許可してください。".to_owned(),
        });
    });
}
