//! The table of staff as it was typed, and what the engine says of its fields.

use kaigo_hojo_assess::rules::edition::Staffing;
use kaigo_hojo_assess::staff::count;
use kaigo_hojo_assess::words::grouped;
use kaigo_hojo_contract::draft::{StaffRow, StaffTable};
use kaigo_hojo_contract::limits::{MOST_PEOPLE, MOST_ROWS};
use leptos::prelude::*;

use crate::components::field::Said;
use crate::components::typed::number;
use crate::draft::entry::{Entry, Format, Read};
use crate::ids::part_of;
use crate::store::Desk;

/// The field for the hours of a full-time week.
pub(super) const FULL_TIME: &str = "staff-full-time";
/// How a number of people is read.
pub(super) const PEOPLE: Format = Format::Whole(1, MOST_PEOPLE);

/// A row as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) key: u32,
    pub(super) role: Option<usize>,
    pub(super) people: Entry,
    pub(super) hours: Entry,
}

/// The table as it was typed; the draft holds what it comes to.
#[derive(Clone, Copy)]
pub(super) struct Table {
    desk: &'static Desk,
    pub(super) staffing: &'static Staffing,
    pub(super) full_time: StoredValue<Entry>,
    pub(super) rows: RwSignal<Vec<Row>>,
}

impl Table {
    /// The table of a draft.
    pub(super) fn of(desk: &'static Desk, staffing: &'static Staffing) -> Self {
        let table = desk.staff.get_untracked().unwrap_or_default();
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
        let full_time = kept(FULL_TIME, table.full_time_hours.as_deref().unwrap_or_default());
        Self { desk, staffing, full_time: StoredValue::new(full_time), rows: RwSignal::new(rows) }
    }

    /// A row; not followed.
    pub(super) fn row(self, key: u32) -> Row {
        let found = self.rows.with_untracked(|rows| rows.iter().find(|row| row.key == key).cloned());
        found.unwrap_or_default()
    }

    /// Changes the hours of a full-time week.
    pub(super) fn set_full_time(self, entry: Entry) {
        self.full_time.set_value(entry);
        self.changed();
    }

    /// Changes a row.
    pub(super) fn change(self, key: u32, change: impl FnOnce(&mut Row)) {
        self.rows.update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.key == key) {
                change(row);
            }
        });
        self.changed();
    }

    /// A new row at the end; its key, or `None` where there are as many as there may be.
    pub(super) fn add(self) -> Option<u32> {
        let key = self.rows.try_update(|rows| {
            let key = rows.iter().map(|row| row.key).max().unwrap_or(0) + 1;
            (rows.len() < MOST_ROWS).then(|| rows.push(Row { key, ..Row::default() })).map(|()| key)
        });
        self.changed();
        key.flatten()
    }

    /// Takes a row out.
    pub(super) fn remove(self, key: u32) {
        self.rows.update(|rows| rows.retain(|row| row.key != key));
        self.changed();
    }

    fn changed(self) {
        let role = |at: usize| self.staffing.roles.get(at).map(|role| role.id.clone());
        let of_row = |row: &Row| StaffRow {
            role: row.role.and_then(role).unwrap_or_default(),
            people: number(&PEOPLE, row.people.text()),
            weekly_hours: decimal(row.hours.text()),
            by_head: false,
        };
        let rows = self.rows.with_untracked(|rows| rows.iter().map(of_row).collect());
        let full_time_hours = self.full_time.with_value(|hours| decimal(hours.text()));
        self.keep_typed();
        self.desk.set(self.desk.staff, |staff| *staff = Some(StaffTable { full_time_hours, rows }));
    }

    // Under the ids that the fields have when the screen is drawn anew.
    fn keep_typed(self) {
        let keep = |id: &str, format: &Format, entry: &Entry| {
            let wrong = entry.is_settled() && matches!(entry.read(format), Read::Wrong(_));
            self.desk.keep_typed(id, entry.clone(), wrong);
        };
        keep(FULL_TIME, &Format::Decimal, &self.full_time.get_value());
        // An empty row stands for the last one, where that was taken out.
        for (key, row) in (1..).zip(self.rows.get_untracked().iter().chain([&Row::default()])) {
            keep(&people_id(key), &PEOPLE, &row.people);
            keep(&hours_id(key), &Format::Decimal, &row.hours);
        }
    }
}

/// The id of a row.
pub(super) fn row_id(key: u32) -> String {
    format!("staff-{key}")
}

/// The id of its field for people.
pub(super) fn people_id(key: u32) -> String {
    part_of(&row_id(key), "people")
}

/// The id of its field for hours.
pub(super) fn hours_id(key: u32) -> String {
    part_of(&row_id(key), "hours")
}

fn decimal(text: &str) -> Option<String> {
    if let Read::Decimal(value) = Format::Decimal.read(text) { Some(value) } else { None }
}

/// What the engine says of the hours of a full-time week alone.
pub(super) fn said_of_full_time(staffing: &Staffing, text: &str) -> Said {
    let table = StaffTable { full_time_hours: decimal(text), rows: Vec::new() };
    if table.full_time_hours.is_some() { judged(staffing, &table, text) } else { Said::of(&Format::Decimal, text) }
}

/// What the engine says of the hours of one person in an ordinary week.
pub(super) fn said_of_hours(staffing: &Staffing, text: &str) -> Said {
    let (Some(hours), Some(role)) = (decimal(text), staffing.roles.first()) else {
        return Said::of(&Format::Decimal, text);
    };
    let row = StaffRow { role: role.id.clone(), people: Some(1), weekly_hours: Some(hours), by_head: false };
    judged(staffing, &StaffTable { full_time_hours: Some("40".to_owned()), rows: vec![row] }, text)
}

fn judged(staffing: &Staffing, table: &StaffTable, text: &str) -> Said {
    let wrong = count(table, &staffing.roles, None).err().and_then(|errors| errors.into_iter().next());
    wrong.map_or_else(|| Said::of(&Format::Decimal, text), |error| Said::wrong(&error))
}
