//! From when to when a charge is paid, where a row prints it: how many months, and how many of them in a fiscal year.

use kaigo_hojo_rules::date::Date;

use crate::input::parse_date;

/// A time that is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) months: i64,
    pub(super) in_year: i64,
}

impl Period {
    /// Reads `2024/2/1～2025/1/31（12か月）` and the like.
    pub(super) fn read(text: &str, fiscal_year: u16) -> Option<Self> {
        let (from, to) = text.split_once(['～', '〜', '~', '－', '−'])?;
        let (from, to) = (day(from)?, day(to)?);
        let month = |date: Date| i64::from(date.year) * 12 + i64::from(date.month);
        // To the day before the one on which it began: the last month is not another one.
        let short = i64::from(from.day > 1 && to.day < from.day);
        let (first, last) = (month(from), month(to) - short);
        let begins = i64::from(fiscal_year) * 12 + 4;
        let in_year = last.min(begins + 11) - first.max(begins) + 1;
        (first <= last).then_some(Self { months: last - first + 1, in_year: in_year.max(0) })
    }
}

// A day; of a month alone its first.
fn day(text: &str) -> Option<Date> {
    let text = text.split(['（', '(']).next().unwrap_or_default().trim();
    let whole = |text: &str| parse_date(text).ok().flatten();
    whole(text).or_else(|| whole(&[text, "1日"].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_a_period() {
        for (text, months, in_year) in [
            ("2024/2/1～2025/1/31（12か月）", 12, 2),
            ("令和6年1月～令和6年3月（3か月）", 3, 3),
            ("2023/4/15～2024/4/14", 12, 12),
            ("2024/4/1～2025/3/31", 12, 0),
        ] {
            assert_eq!(Period::read(text, 2023), Some(Period { months, in_year }), "{text}");
        }
        assert_eq!(Period::read("12か月", 2023), None);
    }
}
