//! The dates of one grant, and the days that follow from them.

use core::cmp::Ordering;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::date::Date;

/// A date of the grant that an applicant can enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename_all = "kebab-case"))]
pub enum DateId {
    /// 交付決定
    Decision,
    /// 契約
    Contract,
    /// 納品
    Delivery,
    /// 支払
    Payment,
    /// 事業完了
    Completion,
}

impl DateId {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 5] = [Self::Decision, Self::Contract, Self::Delivery, Self::Payment, Self::Completion];

    /// Its word in documents and packs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Contract => "contract",
            Self::Delivery => "delivery",
            Self::Payment => "payment",
            Self::Completion => "completion",
        }
    }

    /// Reads such a word.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|date| date.id() == id)
    }
}

impl Serialize for DateId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// The dates of one grant, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates([Option<Date>; 5]);

impl Dates {
    /// One of them; `None` while it is not known.
    #[must_use]
    pub const fn get(&self, id: DateId) -> Option<Date> {
        self.0[id as usize]
    }

    /// Sets a date, or clears it.
    pub const fn set(&mut self, id: DateId, date: Option<Date>) {
        self.0[id as usize] = date;
    }

    /// The number of months from the contract to the end of a fiscal year. `None` while the contract has no date.
    #[must_use]
    pub fn months_left(&self, year: u16) -> Option<u8> {
        let contract = self.get(DateId::Contract)?;
        Some(match contract.fiscal_year().cmp(&year) {
            Ordering::Less => 12,
            Ordering::Equal if contract.month < 4 => 4 - contract.month,
            Ordering::Equal => 16 - contract.month,
            Ordering::Greater => 0,
        })
    }

    /// The known dates, in their order.
    pub fn known(&self) -> impl Iterator<Item = (DateId, Date)> {
        DateId::ALL.into_iter().filter_map(|id| Some((id, self.get(id)?)))
    }
}

impl Serialize for Dates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (id, date) in self.known() {
            map.serialize_entry(id.id(), &date)?;
        }
        map.end()
    }
}

/// When something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// On the earliest of these days. Usually there is one; none if the text leaves the day to a notice.
    On(Vec<DueDay>),
    /// On any day of a fiscal year.
    Within(FiscalYear),
}

/// A day on which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDay {
    /// This day.
    Fixed(Date),
    /// So many days after the date.
    After(DateId, u16),
    /// This month and day of a fiscal year; 29 February is the last day of February.
    InYear(u8, u8, FiscalYear),
}

/// A fiscal year (年度): from April to March.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalYear {
    /// The date in it; `None` for the year of the programme.
    pub of: Option<DateId>,
    /// How many fiscal years after that.
    pub years: u8,
}

/// A deadline, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownDay {
    /// The day.
    pub date: Option<Date>,
    /// First and last day, if the text names only a fiscal year.
    pub within: Option<(Date, Date)>,
    /// An upper bound, while the day is unknown.
    pub latest: Option<Date>,
    /// The missing dates.
    pub waits_for: Vec<DateId>,
    /// Dates that it follows from and yet comes before: one of them contradicts the text.
    pub before: Vec<DateId>,
}

impl Due {
    /// No day.
    pub const NONE: Self = Self::On(Vec::new());

    /// The days of which the earliest counts.
    #[must_use]
    pub fn days(&self) -> &[DueDay] {
        match self {
            Self::On(days) => days,
            Self::Within(_) => &[],
        }
    }

    /// Computes the deadline from the fiscal year of the programme and the known dates.
    #[must_use]
    pub fn find(&self, programme: u16, dates: &Dates) -> KnownDay {
        let mut found = KnownDay::default();
        match self {
            Self::On(days) => {
                for day in days {
                    match day.find(programme, dates) {
                        Ok(date) => found.date = [found.date, date].into_iter().flatten().min(),
                        Err(id) if found.waits_for.contains(&id) => {}
                        Err(id) => found.waits_for.push(id),
                    }
                }
                // An unknown day may be the earliest.
                if !found.waits_for.is_empty() {
                    found.latest = found.date.take();
                }
                let comes_before = |id: &DateId| {
                    let day = found.date.or(found.latest).zip(dates.get(*id));
                    day.is_some_and(|(day, date)| day < date) && days.iter().any(|day| day.follows() == Some(*id))
                };
                found.before = DateId::ALL.into_iter().filter(comes_before).collect();
            }
            Self::Within(year) => match year.find(programme, dates) {
                Ok(year) => found.within = Some((Date::start_of_fiscal_year(year), Date::end_of_fiscal_year(year))),
                Err(id) => found.waits_for.push(id),
            },
        }
        found
    }
}

impl DueDay {
    /// The date that it follows from.
    #[must_use]
    pub const fn follows(self) -> Option<DateId> {
        match self {
            Self::Fixed(_) => None,
            Self::After(id, _) => Some(id),
            Self::InYear(_, _, year) => year.of,
        }
    }

    // The day, `None` beyond the calendar; or the date that it waits for.
    fn find(self, programme: u16, dates: &Dates) -> Result<Option<Date>, DateId> {
        match self {
            Self::Fixed(date) => Ok(Some(date)),
            Self::After(id, days) => dates.get(id).ok_or(id).map(|date| date.plus_days(days)),
            Self::InYear(month, day, year) => {
                let year = year.find(programme, dates)? + u16::from(month < 4);
                Ok(Date::new(year, month, day).or_else(|| Date::new(year, month, 28)))
            }
        }
    }
}

impl FiscalYear {
    fn find(self, programme: u16, dates: &Dates) -> Result<u16, DateId> {
        let year = match self.of {
            None => programme,
            Some(id) => dates.get(id).ok_or(id)?.fiscal_year(),
        };
        Ok(year.saturating_add(u16::from(self.years)).min(9998))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn dates(known: &[(DateId, &str)]) -> Dates {
        let mut dates = Dates::default();
        known.iter().for_each(|(id, text)| dates.set(*id, Some(day(text))));
        dates
    }

    #[test]
    fn dates_are_entered_and_taken_out() {
        let mut entered = dates(&[(DateId::Payment, "2027-01-31"), (DateId::Decision, "2026-07-01")]);
        let known: Vec<_> = entered.known().map(|(id, date)| format!("{} {date}", id.id())).collect();
        assert_eq!(known, ["decision 2026-07-01", "payment 2027-01-31"]);
        entered.set(DateId::Payment, None);
        assert_eq!(entered.get(DateId::Payment), None);
        for id in DateId::ALL {
            assert_eq!(DateId::of_id(id.id()), Some(id));
        }
        assert_eq!(DateId::of_id("start"), None);
    }

    #[test]
    fn months_that_a_contract_leaves() {
        let left = |contract| dates(&[(DateId::Contract, contract)]).months_left(2023);
        assert_eq!(Dates::default().months_left(2023), None);
        for (contract, months) in [
            ("2023-03-31", 12),
            ("2023-04-01", 12),
            ("2023-04-30", 12),
            ("2023-12-15", 4),
            ("2024-01-31", 3),
            ("2024-02-01", 2),
            ("2024-03-31", 1),
            ("2024-04-01", 0),
        ] {
            assert_eq!(left(contract), Some(months), "{contract}");
        }
    }

    #[test]
    fn a_day_of_a_fiscal_year() {
        let of = |month, day, years| {
            Due::On(vec![DueDay::InYear(month, day, FiscalYear { of: Some(DateId::Completion), years })])
        };
        for (completion, due, expected) in [
            ("2027-03-31", of(3, 31, 0), "2027-03-31"),
            ("2027-04-01", of(3, 31, 0), "2028-03-31"),
            ("2026-12-10", of(6, 30, 2), "2028-06-30"),
            ("2027-03-31", of(4, 1, 1), "2027-04-01"),
            ("2026-05-01", of(2, 29, 0), "2027-02-28"),
            ("2027-05-01", of(2, 29, 0), "2028-02-29"),
        ] {
            let found = due.find(1999, &dates(&[(DateId::Completion, completion)]));
            assert_eq!(found, KnownDay { date: Some(day(expected)), ..KnownDay::default() }, "{completion}");
        }
    }

    #[test]
    fn the_earliest_waits_for_what_may_be_earlier() {
        let fixed = DueDay::InYear(2, 15, FiscalYear { of: None, years: 0 });
        let due = Due::On(vec![DueDay::After(DateId::Completion, 10), fixed]);
        let unknown = due.find(2026, &Dates::default());
        assert_eq!((unknown.date, unknown.latest), (None, Some(day("2027-02-15"))));
        assert_eq!(unknown.waits_for, [DateId::Completion]);
        for (completion, expected) in
            [("2027-02-04", "2027-02-14"), ("2027-02-05", "2027-02-15"), ("2027-02-06", "2027-02-15")]
        {
            let found = due.find(2026, &dates(&[(DateId::Completion, completion)]));
            assert_eq!(found, KnownDay { date: Some(day(expected)), ..KnownDay::default() }, "{completion}");
        }
    }

    #[test]
    fn a_day_before_what_it_follows_from_is_told() {
        let end = DueDay::InYear(3, 31, FiscalYear { of: None, years: 0 });
        let due = Due::On(vec![DueDay::After(DateId::Completion, 30), end]);
        for (completion, expected, before) in [
            ("2024-03-31", "2024-03-31", [].as_slice()),
            ("2024-04-01", "2024-03-31", &[DateId::Completion]),
            ("2024-05-31", "2024-03-31", &[DateId::Completion]),
        ] {
            let found = due.find(2023, &dates(&[(DateId::Completion, completion), (DateId::Payment, "2025-01-01")]));
            assert_eq!((found.date, found.before.as_slice()), (Some(day(expected)), before), "{completion}");
        }
        // The payment is unknown; the day comes before the completion in any case.
        let due = Due::On(vec![DueDay::After(DateId::Completion, 30), DueDay::After(DateId::Payment, 5), end]);
        let found = due.find(2023, &dates(&[(DateId::Completion, "2024-04-01")]));
        assert_eq!((found.latest, found.before), (Some(day("2024-03-31")), vec![DateId::Completion]));
        // A day may come before a date that it does not follow from.
        let found = Due::On(vec![end]).find(2023, &dates(&[(DateId::Completion, "2024-04-01")]));
        assert_eq!((found.date, found.before), (Some(day("2024-03-31")), Vec::new()));
    }

    #[test]
    fn within_a_fiscal_year() {
        let due = Due::Within(FiscalYear { of: Some(DateId::Decision), years: 1 });
        let found = due.find(2026, &dates(&[(DateId::Decision, "2027-03-31")]));
        assert_eq!((found.date, found.within), (None, Some((day("2027-04-01"), day("2028-03-31")))));
        assert_eq!(due.find(2026, &Dates::default()).waits_for, [DateId::Decision]);
    }
}
