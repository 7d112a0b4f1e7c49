//! When something is due, in words: the same on the screen and on paper.

use kaigo_hojo_contract::assessment::{DeadlineState, MonthsBeyond};
use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::DateId;

use crate::words::{date, date_of, fiscal_year};

/// What is said of a day that has passed.
pub const PAST: &str = "期限を過ぎています";

/// What is known of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The day; two where it is a time from one to the other; none while nothing is known.
    pub days: Vec<String>,
    /// What it hangs on; may be empty.
    pub hint: String,
    /// What contradicts it; may be empty.
    pub contradiction: String,
    /// Whether it has passed.
    pub is_past: bool,
}

/// When something is due, seen from `today`.
#[must_use]
pub fn due(deadline: &DeadlineState<'_>, today: Date) -> Due {
    let contradiction = contradiction(deadline);
    if let Some(day) = deadline.date {
        return Due { days: vec![date(day)], contradiction, is_past: day < today, ..Due::default() };
    }
    if let Some(year) = deadline.within {
        // Where there is more to know, that says who tells the day.
        let hint = if deadline.help.is_empty() { "日は県の案内によります" } else { "" };
        let days = vec![format!("{}中", fiscal_year(year.from.fiscal_year()))];
        return Due { days, hint: hint.to_owned(), is_past: year.to < today, ..Due::default() };
    }
    if deadline.waits_for.is_empty() {
        return Due { hint: "県の案内によります".to_owned(), ..Due::default() };
    }
    Due {
        days: deadline.latest.map(|day| format!("遅くとも{}", date(day))).into_iter().collect(),
        hint: format!("{}を入れると決まります", names(&deadline.waits_for)),
        contradiction,
        is_past: deadline.latest.is_some_and(|day| day < today),
    }
}

/// What is said of a day that comes before what it follows from; may be empty.
#[must_use]
pub fn contradiction(deadline: &DeadlineState<'_>) -> String {
    if deadline.before.is_empty() {
        return String::new();
    }
    format!("{}より前の日です。入力した日付を確かめてください", names(&deadline.before))
}

/// What is said of a line with more months than the date of the contract leaves.
#[must_use]
pub fn months_beyond(beyond: &MonthsBeyond, line: &str) -> String {
    let MonthsBeyond { in_year, at_most, .. } = beyond;
    let left = if *at_most == 0 { "ありません" } else { &format!("最大{at_most}か月です") };
    format!(
        "契約日の月から年度の終わりまでは、{left}。「{line}」の年度内の月数（{in_year}か月）か契約日を確かめてください。"
    )
}

fn names(ids: &[DateId]) -> String {
    ids.iter().map(|id| date_of(*id)).collect::<Vec<_>>().join("と")
}

/// When applications are taken, from the first day to the last.
#[must_use]
pub fn reception((from, until): (Date, Date), today: Date) -> Due {
    let days = vec![format!("{}から", date(from)), format!("{}まで", date(until))];
    Due { days, is_past: until < today, ..Due::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaigo_hojo_contract::assessment::{Days, Needed};

    const OPEN: DeadlineState<'static> = DeadlineState {
        id: "report",
        label: "",
        needed: Needed::Yes,
        date: None,
        within: None,
        latest: None,
        waits_for: Vec::new(),
        before: Vec::new(),
        item_ids: Vec::new(),
        help: "",
        cite: "",
    };

    fn day(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a day of the calendar")
    }

    #[test]
    fn a_day_has_passed_only_after_it() {
        let deadline = DeadlineState { date: Some(day(2024, 2, 14)), ..OPEN };
        let of = |today| due(&deadline, today);
        assert_eq!(of(day(2024, 2, 14)).days, ["令和6年2月14日（2024年）"]);
        assert!(!of(day(2024, 2, 14)).is_past && of(day(2024, 2, 15)).is_past);
        let of = |today| reception((day(2023, 7, 3), day(2023, 7, 31)), today);
        assert_eq!(of(day(2023, 7, 31)).days, ["令和5年7月3日（2023年）から", "令和5年7月31日（2023年）まで"]);
        assert!(!of(day(2023, 7, 31)).is_past && of(day(2023, 8, 1)).is_past);
    }

    #[test]
    fn what_is_not_known_is_said() {
        let today = day(2027, 2, 16);
        assert_eq!(due(&OPEN, today).hint, "県の案内によります");
        let waiting = DeadlineState { waits_for: vec![DateId::Payment, DateId::Completion], ..OPEN };
        let found = due(&waiting, today);
        assert_eq!(
            (found.days.len(), found.hint.as_str(), found.is_past),
            (0, "支払日と事業完了日を入れると決まります", false)
        );
        let found = due(&DeadlineState { latest: Some(day(2027, 2, 15)), ..waiting }, today);
        assert_eq!(found.days, ["遅くとも令和9年2月15日（2027年）"]);
        assert!(found.is_past);
    }

    #[test]
    fn a_day_before_what_it_follows_from_does_not_stand_without_a_word() {
        let today = day(2024, 1, 1);
        let early = DeadlineState { date: Some(day(2024, 3, 31)), before: vec![DateId::Completion], ..OPEN };
        let found = due(&early, today);
        assert_eq!(found.days, ["令和6年3月31日（2024年）"]);
        assert_eq!(found.contradiction, "事業完了日より前の日です。入力した日付を確かめてください");
        let waiting = DeadlineState { date: None, latest: early.date, waits_for: vec![DateId::Payment], ..early };
        let found = due(&waiting, today);
        assert!(found.contradiction.starts_with("事業完了日より前") && found.hint.starts_with("支払日を"));
    }

    #[test]
    fn a_year_says_that_the_day_is_open() {
        let year = Days { from: day(2026, 4, 1), to: day(2027, 3, 31) };
        let found = due(&DeadlineState { within: Some(year), ..OPEN }, day(2027, 3, 31));
        assert_eq!(
            (found.days, found.hint.as_str(), found.is_past),
            (vec!["令和8年度中".to_owned()], "日は県の案内によります", false)
        );
        assert_eq!(due(&DeadlineState { within: Some(year), help: "翌年の夏まで", ..OPEN }, day(2027, 4, 1)).hint, "");
    }
}
