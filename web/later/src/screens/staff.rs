//! From a table of staff to the two numbers that are asked: both ways of counting beside each other, which one is better,
//! and what proves it.
//!
//! Invariant: nothing is put into the answers before the person has said so.

use core::cell::RefCell;
use core::cmp::Ordering;
use std::rc::Rc;

use kaigo_hojo_assess::Answer;
use kaigo_hojo_assess::draft::{MOST_PEOPLE, MOST_ROWS, StaffRow, StaffTable};
use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition, Staffing, Unit};
use kaigo_hojo_assess::staff::{Count, Way, bands, count};
use kaigo_hojo_assess::words::{grouped, quantity};
use kaigo_hojo_parts::choice::{self, Choices, list};
use kaigo_hojo_parts::dom::{El, Key, Watched};
use kaigo_hojo_parts::entry::{Entry, Format, Read};
use kaigo_hojo_parts::field::{Field, Said, field, mode};
use kaigo_hojo_parts::{clock, page};

use crate::desk::Desk;
use crate::nav::{go_to_question, screen};
use crate::table::{FIGURES, row, table};

/// A row as it was typed.
#[derive(Clone, Debug, Default)]
struct Row {
    key: u32,
    role: Option<usize>,
    people: Entry,
    hours: Entry,
}

/// The table as it was typed.
struct Typed {
    desk: &'static Desk,
    staffing: &'static Staffing,
    full_time: RefCell<Entry>,
    rows: RefCell<Vec<Row>>,
    keys: Watched<Vec<Key>>,
    /// What it comes to.
    table: Watched<StaffTable>,
}

const PEOPLE: Format = Format::Whole(1, MOST_PEOPLE);

/// The screen of a programme.
pub(crate) fn staff(desk: &'static Desk, place: &El) {
    let place = screen(desk, "staff", "勤務時間から職員数を計算する", place);
    let Some(staffing) = &desk.edition.staffing else {
        place.put("p", "", "この制度では、職員数を使いません。");
        return;
    };
    place.cited(
        "help",
        "職種ごとに、同じ勤務時間の人をまとめて1行に入力してください。1人は、多くても1人と数えます。",
        &staffing.cite,
    );
    let typed = Rc::new(Typed::of(desk, staffing));
    put_full_time(&typed, &place);
    let (keys, own) = (Rc::clone(&typed), Rc::clone(&typed));
    place.add("ol", "lines staff").keyed(
        "line",
        move || keys.keys.get().clone(),
        move |(key, _), item| own.put_row(key, item),
    );
    let adding = Rc::clone(&typed);
    place.add("p", "add").button("plain", "＋ 行を足す", move |_| adding.add()).id(ADD);
    let section = place.section("数え方の比較");
    section.add("div", "found").set("role", "status").live(move |place| put_count(&typed, place));
    put_words(staffing, &section);
}

fn put_full_time(typed: &Rc<Typed>, place: &El) {
    let (told, staffing) = (Rc::clone(typed), typed.staffing);
    let read = move |text: &str| {
        let said = Said::of(&Format::Decimal, text);
        // What the engine says of the hours alone.
        let table = StaffTable { full_time_hours: decimal(text), rows: Vec::new() };
        match count(&table, &staffing.roles, None) {
            Err(errors) if table.full_time_hours.is_some() => errors.first().map_or(said, |error| Said::wrong(error)),
            _ => said,
        }
    };
    let made = field(
        place,
        Field {
            id: FULL_TIME,
            label: "常勤の職員の週の勤務時間",
            unit: "時間",
            entry: &typed.full_time.borrow(),
            mode: mode(&Format::Decimal),
            read: Box::new(read),
            change: Box::new(move |entry| {
                told.full_time.replace(entry);
                told.changed();
            }),
        },
    );
    made.help.write("就業規則で定めた時間です。32時間を下回るときは、32時間とします。");
}

fn decimal(text: &str) -> Option<String> {
    if let Read::Decimal(value) = Format::Decimal.read(text) { Some(value) } else { None }
}

impl Typed {
    fn of(desk: &'static Desk, staffing: &'static Staffing) -> Self {
        let table = desk.staff.peek().clone().unwrap_or_default();
        let kept = |id: &str, now: &str| desk.typed(id).unwrap_or_else(|| Entry::typed(now));
        let of_row = |(key, row): (u32, &StaffRow)| Row {
            key,
            role: staffing.roles.iter().position(|role| role.id == row.role),
            people: kept(&people_id(key), &row.people.map_or_else(String::new, |people| grouped(&people.to_string()))),
            hours: kept(&hours_id(key), row.weekly_hours.as_deref().unwrap_or_default()),
        };
        let mut rows: Vec<Row> = (1..).zip(&table.rows).map(of_row).collect();
        if rows.is_empty() {
            rows.push(Row { key: 1, ..Row::default() });
        }
        Self {
            desk,
            staffing,
            full_time: RefCell::new(kept(FULL_TIME, table.full_time_hours.as_deref().unwrap_or_default())),
            keys: Watched::new(rows.iter().map(|row| (row.key, 0)).collect()),
            rows: RefCell::new(rows),
            table: Watched::new(table),
        }
    }

    fn changed(&self) {
        let of_row = |row: &Row| StaffRow {
            role: row
                .role
                .and_then(|role| self.staffing.roles.get(role))
                .map_or_else(String::new, |role| role.id.clone()),
            people: if let Read::Whole(people) = PEOPLE.read(&row.people.text) { Some(people) } else { None },
            weekly_hours: decimal(&row.hours.text),
            by_head: false,
        };
        let rows: Vec<StaffRow> = self.rows.borrow().iter().map(of_row).collect();
        let full_time_hours = decimal(&self.full_time.borrow().text);
        self.keep_typed();
        let table = StaffTable { full_time_hours, rows };
        self.desk.set(&self.desk.staff, |staff| *staff = Some(table.clone()));
        self.table.set(table);
    }

    // Under the ids that the fields have when the screen is drawn anew.
    fn keep_typed(&self) {
        let keep = |id: &str, format: &Format, entry: &Entry| {
            let wrong = entry.settled && matches!(format.read(&entry.text), Read::Wrong(_));
            self.desk.keep_typed(id, entry.clone(), wrong);
        };
        keep(FULL_TIME, &Format::Decimal, &self.full_time.borrow());
        // An empty row stands for the last one, where that was taken out.
        for (key, row) in (1..).zip(self.rows.borrow().iter().chain([&Row::default()])) {
            keep(&people_id(key), &PEOPLE, &row.people);
            keep(&hours_id(key), &Format::Decimal, &row.hours);
        }
    }

    fn change(&self, key: u32, change: impl FnOnce(&mut Row)) {
        if let Some(row) = self.rows.borrow_mut().iter_mut().find(|row| row.key == key) {
            change(row);
        }
        self.changed();
    }

    fn renumbered(&self) {
        let keys = self.rows.borrow().iter().map(|row| (row.key, 0)).collect();
        self.keys.set(keys);
        self.changed();
    }

    fn add(&self) {
        let key = {
            let mut rows = self.rows.borrow_mut();
            if rows.len() >= MOST_ROWS {
                return;
            }
            let key = rows.iter().map(|row| row.key).max().unwrap_or(0) + 1;
            rows.push(Row { key, ..Row::default() });
            key
        };
        self.renumbered();
        clock::soon(move || page::focus_control(&row_id(key)));
    }

    fn remove(&self, key: u32) {
        self.rows.borrow_mut().retain(|row| row.key != key);
        self.renumbered();
        clock::soon(|| page::focus_control(ADD));
    }

    fn put_row(self: &Rc<Self>, key: u32, item: &El) {
        let Some(row) = self.rows.borrow().iter().find(|row| row.key == key).cloned() else { return };
        let (id, staffing) = (row_id(key), self.staffing);
        let place = item.id(&id).add("div", "line-fields");
        self.put_role(&row, &place);
        let (of_people, of_hours) = (Rc::clone(self), Rc::clone(self));
        put_number(
            &place,
            (&people_id(key), "人数", "人"),
            (&row.people, PEOPLE),
            Box::new(|text| Said::of(&PEOPLE, text)),
            move |entry| of_people.change(key, |row| row.people = entry),
        );
        put_number(
            &place,
            (&hours_id(key), "1人の週の勤務時間", "時間"),
            (&row.hours, Format::Decimal),
            Box::new(move |text| said_of_hours(staffing, text)),
            move |entry| of_hours.change(key, |row| row.hours = entry),
        );
        let own = Rc::clone(self);
        let name = format!("{id}-delete");
        item.add("div", "line-actions")
            .button("plain", "この行を削除", move |_| own.remove(key))
            .set("aria-labelledby", &format!("{name} {id}-role"))
            .id(&name);
    }

    fn put_role(self: &Rc<Self>, row: &Row, place: &El) {
        let (key, id) = (row.key, format!("{}-role", row_id(row.key)));
        let place = place.add("div", "field grow");
        place.add("label", "label").set("for", &id).say("職種");
        let roles = self.staffing.roles.iter();
        let answers: Vec<choice::Answer<'_>> = roles
            .map(|role| choice::Answer {
                value: &role.id,
                words: &role.label,
                group: if role.by_head { "人数で数えられる職種" } else { "常勤換算で数える職種" },
            })
            .collect();
        let own = Rc::clone(self);
        let change = Box::new(move |at| own.change(key, |row| row.role = Some(at)));
        list(&place, Choices { id: &id, name: &id, answers: &answers, chosen: row.role, change });
    }
}

/// The button that adds a row.
const ADD: &str = "staff-add";
const FULL_TIME: &str = "staff-full-time";

/// Whether a field is one of this screen, by its id.
pub(crate) fn has(id: &str) -> bool {
    id.starts_with("staff-")
}

fn row_id(key: u32) -> String {
    format!("staff-{key}")
}

fn people_id(key: u32) -> String {
    format!("{}-people", row_id(key))
}

fn hours_id(key: u32) -> String {
    format!("{}-hours", row_id(key))
}

// What the engine says of the hours of one person in an ordinary week.
fn said_of_hours(staffing: &Staffing, text: &str) -> Said {
    let said = Said::of(&Format::Decimal, text);
    let (Some(hours), Some(role)) = (decimal(text), staffing.roles.first()) else { return said };
    let row = StaffRow { role: role.id.clone(), people: Some(1), weekly_hours: Some(hours), by_head: false };
    let table = StaffTable { full_time_hours: Some("40".to_owned()), rows: vec![row] };
    match count(&table, &staffing.roles, None) {
        Err(errors) => errors.first().map_or(said, |error| Said::wrong(error)),
        Ok(_) => said,
    }
}

fn put_number(
    place: &El,
    (id, label, unit): (&str, &str, &str),
    (entry, format): (&Entry, Format),
    read: Box<dyn Fn(&str) -> Said>,
    change: impl Fn(Entry) + 'static,
) {
    field(place, Field { id, label, unit, entry, mode: mode(&format), read, change: Box::new(change) });
}

// Both ways, or what the table still lacks.
fn put_count(typed: &Rc<Typed>, place: &El) {
    let table = typed.table.get();
    let bands = bands(typed.desk.edition);
    match count(&table, &typed.staffing.roles, bands) {
        Ok(found) => put_ways(typed, &found, place),
        Err(errors) => {
            place.put("p", "", "次の欄を入力すると、計算します。");
            let list = place.add("ul", "plain-list");
            for error in errors {
                let row = error.row.map_or_else(String::new, |row| format!("{}行目：", row + 1));
                list.put("li", "", &[row, error.to_string()].concat());
            }
        }
    }
}

const WAYS: [&str; 2] = ["すべて常勤換算", "数えられる職種は人数で"];

fn put_ways(typed: &Rc<Typed>, found: &Count, place: &El) {
    let edition = typed.desk.edition;
    let ways = [&found.all_fte, &found.by_head];
    let (caption, rows) = table(place, &[("", "数え方"), (FIGURES, WAYS[0]), (FIGURES, WAYS[1])]);
    caption.say("二つの数え方");
    let put = |words: &str, value: &dyn Fn(&Way) -> String| {
        let (head, cells) = row(&rows);
        head.say(words);
        ways.into_iter().for_each(|way| cells.put("td", FIGURES, &value(way)));
    };
    put("常勤換算", &|way| format!("{}人", way.fte));
    put("人数で数えた職員", &|way| format!("{}人", grouped(&way.heads.to_string())));
    put("職員数（常勤換算は四捨五入）", &|way| format!("{}人", grouped(&way.staff.to_string())));
    if bands(edition).is_some() {
        put("区分", &|way| band(edition, way));
        put(&edition.about.ceiling_term, &|way| ceiling(edition, way));
    }
    let line = place.add("p", "verdict");
    line.mark(match found.by_head_is {
        Ordering::Equal => ("同じ", "mark waiting"),
        _ => ("有利", "mark counted"),
    });
    line.put("span", "", &better(edition, found));
    for (way, label) in ways.into_iter().zip(WAYS) {
        let (own, given) = (Rc::clone(typed), way.clone());
        let words = format!("「{label}」の人数を入力に使う");
        let is_better = (label == WAYS[1]) == (found.by_head_is == Ordering::Greater);
        let class = if is_better { "main" } else { "plain" };
        place.add("p", "use").button(class, &words, move |_| own.give(&given));
    }
}

fn better(edition: &Edition, found: &Count) -> String {
    let what = if bands(edition).is_some() { edition.about.ceiling_term.as_str() } else { "職員数" };
    let of = |way: &Way| if bands(edition).is_some() { ceiling(edition, way) } else { format!("{}人", way.staff) };
    let (fte, head) = (of(&found.all_fte), of(&found.by_head));
    match found.by_head_is {
        Ordering::Equal => format!("どちらで数えても、{what}は {fte} です。"),
        Ordering::Greater => format!("人数で数えられる職種を人数で数えると、{what}が {fte} から {head} に上がります。"),
        Ordering::Less => format!("すべて常勤換算で数えると、{what}が {head} から {fte} に上がります。"),
    }
}

fn band(edition: &Edition, way: &Way) -> String {
    let (Some(table), Some(at)) = (bands(edition), way.band) else { return "なし".to_owned() };
    let number = |at: usize| table.bands.get(at).map(|(from, _)| *from);
    match (number(at).unwrap_or(0), number(at + 1)) {
        (from, Some(next)) => format!("{from}〜{}{}", next - 1, table.unit),
        (from, None) => format!("{from}{}以上", table.unit),
    }
}

fn ceiling(edition: &Edition, way: &Way) -> String {
    let figure = bands(edition).and_then(|table| table.bands.get(way.band?));
    figure.map_or_else(|| "なし".to_owned(), |(_, figure)| quantity(figure, &Unit::Yen))
}

impl Typed {
    // Puts a way of counting into the answers, and goes there.
    fn give(&self, way: &Way) {
        let (edition, staffing) = (self.desk.edition, self.staffing);
        let taken = self.desk.enter(|draft| {
            for (question, number) in [(staffing.fte, &way.fte), (staffing.heads, &way.heads.to_string())] {
                let Some(question) = edition.questions.get(usize::from(question)) else { continue };
                let answer = match (&question.kind, number.parse()) {
                    (AnswerKind::Number { decimal: false, .. }, Ok(whole)) => Answer::Whole(whole),
                    _ => Answer::Text(number.clone()),
                };
                draft.application.answers.insert(question.id.clone(), answer);
            }
        });
        if taken {
            let is_head =
                |row: &StaffRow| way.heads > 0 && staffing.roles.iter().any(|role| role.id == row.role && role.by_head);
            self.desk.set(&self.desk.staff, |staff| {
                staff.iter_mut().flat_map(|table| &mut table.rows).for_each(|row| row.by_head = is_head(row));
            });
            go_to_question(self.desk, usize::from(staffing.fte));
        }
    }
}

fn put_words(staffing: &Staffing, place: &El) {
    if !staffing.caution.is_empty() {
        let line = place.add("p", "note");
        line.mark(("要確認", "mark confirm"));
        line.write(&staffing.caution);
    }
    let line = place.add("p", "");
    line.put("span", "lead", "証明する書類");
    line.write(&staffing.proof);
    line.cite(&staffing.cite);
}
