//! Civil dates, as written: year, month, day. No time zone, no clock.

use core::fmt;

use serde::{Serialize, Serializer};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year of the common era.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=days_of(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: core::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        Self::new(number(0..4)?, u8::try_from(number(5..7)?).ok()?, u8::try_from(number(8..10)?).ok()?)
    }

    /// Adds days; `None` after the year 9999.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Option<Self> {
        let (mut year, mut month, mut day) = (self.year, self.month, u32::from(self.day) + u32::from(days));
        loop {
            let length = u32::from(days_of(year, month));
            if day <= length {
                return Self::new(year, month, u8::try_from(day).ok()?);
            }
            day -= length;
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
    }

    /// Its Japanese fiscal year (年度), from 1 April.
    #[must_use]
    pub const fn fiscal_year(self) -> u16 {
        self.year - (self.month < 4) as u16
    }

    /// The first day of a Japanese fiscal year.
    #[must_use]
    pub const fn start_of_fiscal_year(year: u16) -> Self {
        Self { year, month: 4, day: 1 }
    }

    /// The last day of a Japanese fiscal year, which begins on 1 April of `year`.
    #[must_use]
    pub const fn end_of_fiscal_year(year: u16) -> Self {
        Self { year: year + 1, month: 3, day: 31 }
    }
}

// The length of a month; 0 if there is no such month.
const fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 => 28 + (year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))) as u8,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        assert!(Date::parse("2024-02-29").is_some());
        for text in
            ["2023-02-29", "2024-13-01", "2024-00-01", "2024-1-01", "2024-01-32", "+024-01-01", "２０２４-01-01"]
                .into_iter()
                .chain(["2024/01-01", "2024-01/01", "2024-01-01 ", "2024-01-1"])
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::end_of_fiscal_year(2023).to_string(), "2024-03-31");
    }

    #[test]
    fn days_later() {
        for (from, days, to) in [
            ("2026-12-22", 10, "2027-01-01"),
            ("2024-02-28", 1, "2024-02-29"),
            ("2023-02-28", 1, "2023-03-01"),
            ("2100-02-28", 1, "2100-03-01"),
            ("2000-02-28", 2, "2000-03-01"),
            ("2024-01-31", 30, "2024-03-01"),
            ("2023-01-31", 30, "2023-03-02"),
            ("2024-03-31", 366, "2025-04-01"),
            ("2026-05-05", 0, "2026-05-05"),
        ] {
            let later = Date::parse(from).and_then(|date| date.plus_days(days));
            assert_eq!(later, Date::parse(to), "{from} + {days}");
        }
        assert_eq!(Date::parse("9999-12-31").and_then(|date| date.plus_days(1)), None);
    }

    #[test]
    fn fiscal_years_begin_in_april() {
        for (date, year) in [("2027-03-31", 2026), ("2027-04-01", 2027), ("2027-01-01", 2026), ("2026-12-31", 2026)] {
            assert_eq!(Date::parse(date).map(Date::fiscal_year), Some(year), "{date}");
        }
        assert_eq!(Date::start_of_fiscal_year(2026).to_string(), "2026-04-01");
    }
}
