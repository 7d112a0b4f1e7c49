//! From a table of staff to the two numbers that are asked: full-time equivalents (常勤換算) and heads (実人数).
//!
//! Each person counts at most 1.0. Hours are summed first and divided once by the hours of a full-time week; the result
//! is cut, not rounded, after nine places. The number of staff is that, rounded half up, and the heads.

use core::cmp::Ordering;
use core::fmt;

use kaigo_hojo_contract::decimal::decimal;
use kaigo_hojo_contract::draft::{StaffRow, StaffTable};
use kaigo_hojo_rules::edition::{Edition, StaffRole, Table};
use kaigo_hojo_rules::exact::Exact;

/// One hour, and one person, in billionths: nine places are exact.
const ONE: i128 = 1_000_000_000;
/// The hours of a week.
const MOST_HOURS: i128 = 168 * ONE;
/// The least hours of a full-time week.
const LEAST_FULL_TIME: i128 = 32 * ONE;

/// One way to count the same people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Those counted by full-time equivalents: a decimal of the contract.
    pub fte: String,
    /// Those counted by head.
    pub heads: i64,
    /// 職員数
    pub staff: i64,
    /// The position of its band in the table, where there is one.
    pub band: Option<usize>,
}

/// The same people counted in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// All by full-time equivalents.
    pub all_fte: Way,
    /// All those by head who may be.
    pub by_head: Way,
    /// As the rows say.
    pub chosen: Way,
    /// How what counting by head gives compares with what full-time equivalents give: the figure of the band, or the
    /// number where there is no table.
    pub by_head_is: Ordering,
}

/// What is wrong with a table of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffError {
    /// The position of the row; `None` for the hours of a full-time week.
    pub row: Option<usize>,
    /// What.
    pub why: Why,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The hours of a full-time week are missing.
    NoFullTime,
    /// They are fewer than 32.
    ShortFullTime,
    /// There are more hours than a week has.
    LongWeek,
    /// The role is none of the programme's.
    UnknownRole,
    /// The number of people is missing.
    NoPeople,
    /// The hours are missing, or none.
    NoHours,
    /// The role may not be counted by head.
    NotByHead,
}

impl fmt::Display for StaffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.why {
            Why::NoFullTime => "常勤の職員の週の勤務時間を入力してください（例：40）。",
            Why::ShortFullTime => "32時間以上で入力してください。就業規則で32時間を下回るときは、32時間とします。",
            Why::LongWeek => "1週間は168時間です。168時間以下で入力してください。",
            Why::UnknownRole => "職種を選んでください。",
            Why::NoPeople => "人数を入力してください。",
            Why::NoHours => "1人あたりの週の勤務時間を、0より大きい数で入力してください（例：12.5）。",
            Why::NotByHead => "この職種は、実人数では数えられません。常勤換算で数えてください。",
        })
    }
}

impl core::error::Error for StaffError {}

/// The table that gives the number of staff its figure, where the edition has one.
#[must_use]
pub fn bands(edition: &Edition) -> Option<&Table> {
    let (step, table) = edition.plan.band?;
    (edition.plan.staff == Some(step)).then(|| edition.tables.get(usize::from(table)))?
}

/// Counts a table of staff in each way.
///
/// # Errors
/// All that is wrong with the table: nothing is counted then.
pub fn count(table: &StaffTable, roles: &[StaffRole], bands: Option<&Table>) -> Result<Count, Vec<StaffError>> {
    let full_time = full_time(table.full_time_hours.as_deref());
    let rows: Vec<Result<Row, Why>> = table.rows.iter().map(|row| read(row, roles)).collect();
    let of_rows = rows.iter().enumerate().filter_map(|(at, row)| Some((Some(at), *row.as_ref().err()?)));
    let of_table = full_time.err().map(|why| (None, why));
    let errors: Vec<StaffError> =
        of_table.into_iter().chain(of_rows).map(|(row, why)| StaffError { row, why }).collect();
    let Ok(full_time) = full_time else { return Err(errors) };
    if !errors.is_empty() {
        return Err(errors);
    }
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    let way = |is_head: fn(&Row) -> bool| way(&rows, full_time, is_head, bands);
    let (all_fte, by_head, chosen) = (way(|_| false), way(|row| row.may_be), way(|row| row.chosen));
    let by_head_is = match bands {
        Some(table) => figure(&by_head, table).cmp(&figure(&all_fte, table)),
        None => by_head.staff.cmp(&all_fte.staff),
    };
    Ok(Count { all_fte, by_head, chosen, by_head_is })
}

// A row that can be counted.
struct Row {
    people: i64,
    hours: i128,
    may_be: bool,
    chosen: bool,
}

fn hours(text: Option<&str>) -> Option<i128> {
    let value = decimal(text?)?;
    let places = 9_u32.checked_sub(value.scale())?;
    value.mantissa().checked_mul(10_i128.pow(places))
}

fn full_time(text: Option<&str>) -> Result<i128, Why> {
    match hours(text).ok_or(Why::NoFullTime)? {
        hours if hours < LEAST_FULL_TIME => Err(Why::ShortFullTime),
        hours if hours > MOST_HOURS => Err(Why::LongWeek),
        hours => Ok(hours),
    }
}

fn read(row: &StaffRow, roles: &[StaffRole]) -> Result<Row, Why> {
    let role = roles.iter().find(|role| role.id == row.role).ok_or(Why::UnknownRole)?;
    let people = row.people.ok_or(Why::NoPeople)?;
    let hours = hours(row.weekly_hours.as_deref()).filter(|hours| *hours > 0).ok_or(Why::NoHours)?;
    if hours > MOST_HOURS {
        return Err(Why::LongWeek);
    }
    if row.by_head && !role.by_head {
        return Err(Why::NotByHead);
    }
    Ok(Row { people, hours, may_be: role.by_head, chosen: row.by_head })
}

fn way(rows: &[Row], full_time: i128, is_head: fn(&Row) -> bool, bands: Option<&Table>) -> Way {
    let (mut hours, mut heads) = (0, 0);
    for row in rows {
        if is_head(row) {
            heads += row.people;
        } else {
            hours += i128::from(row.people) * row.hours.min(full_time);
        }
    }
    let fte = hours * ONE / full_time;
    let staff = i64::try_from((fte + ONE / 2) / ONE).unwrap_or(i64::MAX).saturating_add(heads);
    let band = bands.and_then(|table| table.bands.iter().rposition(|(from, _)| *from <= staff));
    Way { fte: text(fte), heads, staff, band }
}

// No band gives less than any.
fn figure<'t>(way: &Way, table: &'t Table) -> Option<&'t Exact> {
    table.bands.get(way.band?).map(|(_, figure)| figure)
}

fn text(billionths: i128) -> String {
    let (whole, part) = ((billionths / ONE).to_string(), (ONE + billionths % ONE).to_string());
    let part = part[1..].trim_end_matches('0');
    if part.is_empty() { whole } else { [&whole, ".", part].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles() -> Vec<StaffRole> {
        let role = |id: &str, by_head| StaffRole { id: id.to_owned(), label: id.to_owned(), by_head };
        vec![role("carer", false), role("visitor", true)]
    }

    fn bands() -> Table {
        let band = |from, figure| (from, Exact::whole(figure));
        Table {
            id: "bands".to_owned(),
            label: String::new(),
            unit: "人".to_owned(),
            bands: vec![band(1, 1_000_000), band(11, 1_600_000), band(21, 2_000_000), band(31, 2_600_000)],
            below: String::new(),
            cite: String::new(),
        }
    }

    fn row(role: &str, people: i64, hours: &str, by_head: bool) -> StaffRow {
        let weekly_hours = Some(hours.to_owned());
        StaffRow { role: role.to_owned(), people: Some(people), weekly_hours, by_head }
    }

    fn table(full_time: &str, rows: &[StaffRow]) -> StaffTable {
        StaffTable { full_time_hours: Some(full_time.to_owned()), rows: rows.to_vec() }
    }

    fn counted(full_time: &str, rows: &[StaffRow]) -> Count {
        count(&table(full_time, rows), &roles(), Some(&bands())).expect("it can be counted")
    }

    fn way(fte: &str, heads: i64, staff: i64, band: Option<usize>) -> Way {
        Way { fte: fte.to_owned(), heads, staff, band }
    }

    #[test]
    fn hours_are_summed_and_divided_once() {
        for (full_time, rows, fte, staff) in [
            // 15 × 28 ÷ 40 = 10.5, which is 11.
            ("40", vec![row("carer", 15, "28", false)], "10.5", 11),
            // Each cut by itself would give 0.999999999.
            ("36", vec![row("carer", 3, "12", false)], "1", 1),
            ("36", vec![row("carer", 1, "12", false)], "0.333333333", 0),
            // 24 ÷ 36: cut, not rounded.
            ("36", vec![row("carer", 2, "12", false)], "0.666666666", 1),
            ("36", vec![row("carer", 1, "12", false), row("visitor", 1, "24", false)], "1", 1),
            // 13.3 × 7 ÷ 37.5 = 2.48266…
            ("37.5", vec![row("carer", 7, "13.3", false)], "2.482666666", 2),
            ("40", vec![row("carer", 1, "19.999999999", false)], "0.499999999", 0),
            ("40", vec![row("carer", 1, "20", false)], "0.5", 1),
            ("40", vec![], "0", 0),
            ("40", vec![row("carer", 0, "40", false)], "0", 0),
            ("32", vec![row("carer", 10_000, "32.0", false)], "10000", 10_000),
        ] {
            let got = counted(full_time, &rows).all_fte;
            assert_eq!((got.fte.as_str(), got.staff, got.heads), (fte, staff, 0), "{full_time} {rows:?}");
            assert!(decimal(&got.fte).is_some());
        }
    }

    #[test]
    fn a_person_counts_at_most_one() {
        // 45 of 40 hours are 40; the others do not gain by it: 40 + 20 = 60, 1.5.
        let got = counted("40", &[row("carer", 1, "45", false), row("carer", 1, "20", false)]);
        assert_eq!(got.all_fte, way("1.5", 0, 2, Some(0)));
        assert_eq!(counted("40", &[row("carer", 3, "168", false)]).all_fte.fte, "3");
    }

    #[test]
    fn both_ways_side_by_side() {
        // 9 full-time carers and 6 visitors with 10 of 40 hours: 9 + 1.5 = 10.5, 11; by head 9 + 6 = 15. Both are in the
        // second band.
        let rows = [row("carer", 9, "40", false), row("visitor", 6, "10", false)];
        let got = counted("40", &rows);
        assert_eq!((got.all_fte, got.by_head.clone()), (way("10.5", 0, 11, Some(1)), way("9", 6, 15, Some(1))));
        assert_eq!((got.by_head_is, got.chosen.staff), (Ordering::Equal, 11));
        // 20 visitors with 10 hours: 5 or 20, the first band or the second.
        let got = counted("40", &[row("visitor", 20, "10", true)]);
        assert_eq!((got.all_fte.band, got.by_head.band, got.by_head_is), (Some(0), Some(1), Ordering::Greater));
        assert_eq!(got.chosen, got.by_head);
        // 0.4 people have no band; the head that they are has one.
        let got = counted("40", &[row("visitor", 1, "16", false)]);
        assert_eq!((got.all_fte, got.by_head_is), (way("0.4", 0, 0, None), Ordering::Greater));
        // Nobody counts for more than a head, so counting by head never gives fewer: 0.5 rounds up beside 10 heads too.
        let rows = [row("carer", 1, "20", false), row("visitor", 10, "40", false)];
        let got = counted("40", &rows);
        assert_eq!((got.all_fte.staff, got.by_head.staff), (11, 11));
        // Without a table the number is compared.
        let rows = [row("visitor", 2, "10", true), row("visitor", 2, "10", false)];
        let got = count(&table("40", &rows), &roles(), None).expect("counted");
        assert_eq!((got.by_head_is, got.by_head.band), (Ordering::Greater, None));
        assert_eq!(got.chosen, way("0.5", 2, 3, None));
    }

    #[test]
    fn everything_wrong_is_told() {
        let mut rows = vec![
            row("nobody", 1, "40", false),
            row("carer", 1, "0", false),
            row("carer", 1, "168.1", false),
            row("carer", 1, "40", true),
            row("visitor", 1, "168", true),
            StaffRow { role: "carer".to_owned(), weekly_hours: Some("40".to_owned()), ..StaffRow::default() },
            StaffRow { role: "carer".to_owned(), people: Some(1), ..StaffRow::default() },
        ];
        let errors = count(&table("31.9", &rows), &roles(), None).expect_err("wrong");
        let whys: Vec<_> = errors.iter().map(|error| (error.row, error.why)).collect();
        assert_eq!(
            whys,
            [
                (None, Why::ShortFullTime),
                (Some(0), Why::UnknownRole),
                (Some(1), Why::NoHours),
                (Some(2), Why::LongWeek),
                (Some(3), Why::NotByHead),
                (Some(5), Why::NoPeople),
                (Some(6), Why::NoHours),
            ]
        );
        assert!(errors.iter().all(|error| error.to_string().ends_with('。')));
        rows.clear();
        for (full_time, why) in [(None, Why::NoFullTime), (Some("200"), Why::LongWeek), (Some("0"), Why::ShortFullTime)]
        {
            let table = StaffTable { full_time_hours: full_time.map(str::to_owned), rows: rows.clone() };
            assert_eq!(count(&table, &roles(), None), Err(vec![StaffError { row: None, why }]));
        }
    }
}
