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
use kaigo_hojo_assess::staff::{Count, Way, Why, bands, count};
use kaigo_hojo_assess::words::{grouped, quantity};
use kaigo_hojo_parts::choice::{self, Choices, list};
use kaigo_hojo_parts::dom::{El, Key, Watched};
use kaigo_hojo_parts::entry::{Entry, Format, Read};
use kaigo_hojo_parts::field::{Field, Said, field, mode};
use kaigo_hojo_parts::{clock, page};

use crate::desk::Desk;
use crate::nav::{go_to_question, screen};
use crate::table::{row, table};

/// A row as it was typed.
#[derive(Clone, Debug, Default)]
struct Row {
    key: u32,
    role: Option<usize>,
    people: Entry,
    hours: Entry,
}

/// The table as it was typed.
#[derive(Debug)]
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
    place.add("ol", "lines staff").keyed("line", move || keys.keys.get().clone(), move |(key, _), item| own.put_row(key, item));
    let adding = Rc::clone(&typed);
    place.add("p", "add").button("plain", "＋ 行を足す", move |_| adding.add());
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
            Err(wrong) if table.full_time_hours.is_some() => wrong.first().map_or(said, Said::wrong_of),
            _ => said,
        }
    };
    let made = field(
        place,
        Field {
            id: "staff-full-time",
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
