//! Dates as people write them: by the era or by the common era, with words, points, strokes or bars between the numbers.

use core::fmt;

use kaigo_hojo_contract::draft::holds;
use kaigo_hojo_contract::limits::YEARS;
use kaigo_hojo_rules::date::Date;

/// Why a text was not taken for a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It does not say a year, a month and a day.
    NotADate,
    /// It has a time beside the day.
    Time,
    /// There is no such day.
    NoSuchDay,
    /// It is another day of the week.
    OtherWeekday,
    /// It is before or after the years that a draft can hold.
    FarAway,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self {
            Self::NotADate => "日付として読めません。年・月・日を入力してください",
            Self::Time => "時刻は入力できません。時刻を消して、年・月・日だけにしてください",
            Self::NoSuchDay => "この日付は暦にありません。確かめてください",
            Self::OtherWeekday => "曜日が日付と合いません。どちらが正しいか確かめてください",
            Self::FarAway => {
                return write!(
                    f,
                    "{}年から{}年までの日付を入力してください（例：令和8年7月1日、2026-07-01）。",
                    YEARS.start(),
                    YEARS.end()
                );
            }
        };
        write!(f, "{said}（例：令和8年7月1日、2026-07-01）。")
    }
}

impl core::error::Error for DateError {}

/// The eras that the years of a draft can be written in: how they are written, the year before their first, their first
/// and their last day.
const ERAS: &[(&[&str], u16, Date, Date)] = &[
    (&["令和", "㋿", "令", "R"], 2018, day(2019, 5, 1), day(9999, 12, 31)),
    (&["平成", "㍻", "平", "H"], 1988, day(1989, 1, 8), day(2019, 4, 30)),
];

const fn day(year: u16, month: u8, day: u8) -> Date {
    Date { year, month, day }
}

/// A date: `2026-07-01`, `2026/7/1`, `20260701`, `令和8年7月1日`, `R8.7.1`, `令和8年7月1日（2026年）`, also in full width; with the
/// day of the week in brackets behind it, which must be right, and with the midnight that spreadsheets add.
///
/// # Errors
/// What is wrong with the text.
pub fn parse_date(text: &str) -> Result<Option<Date>, DateError> {
    let (text, weekday) = without_weekday(without_midnight(text.trim())?);
    let found = day_of(text)?;
    match (found, weekday) {
        (None, Some(_)) => Err(DateError::NotADate),
        (Some(date), Some(day)) if weekday_of(date) != day => Err(DateError::OtherWeekday),
        _ => Ok(found),
    }
}

// The text without a time that says no more than the day.
fn without_midnight(text: &str) -> Result<&str, DateError> {
    let Some((date, time)) = text.rsplit_once(char::is_whitespace) else { return Ok(text) };
    if !time.contains([':', '：']) {
        return Ok(text);
    }
    let is_midnight = time.chars().all(|sign| matches!(sign, '0' | '０' | ':' | '：'));
    if is_midnight { Ok(date.trim_end()) } else { Err(DateError::Time) }
}

const WEEKDAYS: &str = "日月火水木金土";

// The text without a day of the week in brackets at its end, and which one it is.
fn without_weekday(text: &str) -> (&str, Option<usize>) {
    let found = text.strip_suffix([')', '）']).and_then(|rest| {
        let (date, word) = rest.rsplit_once(['(', '（'])?;
        let word = word.strip_suffix("曜日").or_else(|| word.strip_suffix('曜')).unwrap_or(word);
        let day = WEEKDAYS.chars().position(|day| word.chars().eq([day]))?;
        Some((date.trim_end(), Some(day)))
    });
    found.unwrap_or((text, None))
}

// 0 for a Sunday: Sakamoto's method, which counts a year from March on.
fn weekday_of(date: Date) -> usize {
    const MONTHS: [usize; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = usize::from(date.year) - usize::from(date.month < 3);
    let month = MONTHS[usize::from(date.month.clamp(1, 12)) - 1];
    (year + year / 4 - year / 100 + year / 400 + month + usize::from(date.day)) % 7
}

fn day_of(text: &str) -> Result<Option<Date>, DateError> {
    let plain = plain(text);
    if plain.is_empty() {
        return Ok(None);
    }
    let (outer, doubled) = without_brackets(&plain).ok_or(DateError::NotADate)?;
    let (era, numbers) = era(&outer);
    let (year, month, date) = parts(numbers, era.is_some()).ok_or(DateError::NotADate)?;
    let found = in_era(era, year)
        .and_then(|year| Date::new(year, month, date))
        .filter(|date| era.is_none_or(|at| (ERAS[at].2..=ERAS[at].3).contains(date)))
        .ok_or(DateError::NoSuchDay)?;
    if let Some(doubled) = doubled
        && again(&doubled).ok_or(DateError::NotADate)? != found.year
    {
        return Err(DateError::NoSuchDay);
    }
    if holds(found) { Ok(Some(found)) } else { Err(DateError::FarAway) }
}

// Half-width, without blanks, with a bar for everything that stands between numbers.
fn plain(text: &str) -> String {
    let sign = |sign: char| match sign {
        '０'..='９' | 'Ａ'..='Ｚ' => char::from_u32(u32::from(sign) - 0xfee0),
        'a'..='z' => Some(sign.to_ascii_uppercase()),
        'ａ'..='ｚ' => char::from_u32(u32::from(sign) - 0xfee0 - 0x20),
        '年' | '月' | '/' | '／' | '.' | '．' | '。' | '・' | '･' | '-' | '－' | '−' | '‐' | '‑' | '–' | '—' | '―'
        | 'ー' | 'ｰ' => Some('-'),
        '（' => Some('('),
        '）' => Some(')'),
        _ if sign.is_whitespace() => None,
        _ => Some(sign),
    };
    text.chars().filter_map(sign).collect()
}

// The text without what stands in brackets, and that; `None` where the brackets are none.
fn without_brackets(text: &str) -> Option<(String, Option<String>)> {
    let Some((before, rest)) = text.split_once('(') else {
        return (!text.contains(')')).then(|| (text.to_owned(), None));
    };
    let (inside, after) = rest.split_once(')')?;
    // 令和8年（2026年）7月1日: what follows belongs to what stands before.
    Some(([before, after].concat(), Some(inside.to_owned())))
}

// The position of the era that the text begins with, and the rest of it.
fn era(text: &str) -> (Option<usize>, &str) {
    for (at, (names, ..)) in ERAS.iter().enumerate() {
        if let Some(rest) = names.iter().find_map(|name| text.strip_prefix(name)) {
            return (Some(at), rest);
        }
    }
    (None, text)
}

fn in_era(era: Option<usize>, year: u16) -> Option<u16> {
    match era {
        Some(_) if year == 0 => None,
        Some(at) => ERAS[at].1.checked_add(year),
        None => Some(year),
    }
}

// Year, month and day. A year of the common era has four digits, so that 8.7.1 is not taken for one.
fn parts(text: &str, in_era: bool) -> Option<(u16, u8, u8)> {
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts = text.split('-');
    let (year, month, day) = match (parts.next()?, parts.next(), parts.next(), parts.next()) {
        (year, Some(month), Some(day), None) => (year, month, day),
        (all, None, None, None) if all.len() == 8 && !in_era && all.is_ascii() => (&all[..4], &all[4..6], &all[6..]),
        _ => return None,
    };
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| number(text))?;
    let (month, day) = (u8::try_from(short(month)?).ok()?, u8::try_from(short(day)?).ok()?);
    let year = match (in_era, year) {
        (true, "元") => 1,
        (true, year) if year.len() <= 3 => number(year)?,
        (false, year) if year.len() == 4 => number(year)?,
        _ => return None,
    };
    Some((year, month, day))
}

// The year that stands in brackets beside the other.
fn again(text: &str) -> Option<u16> {
    let (era, year) = era(text.strip_suffix('-').unwrap_or(text));
    in_era(era, if era.is_some() && year == "元" { 1 } else { number(year)? })
}

fn number(text: &str) -> Option<u16> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaigo_hojo_assess::words;

    #[test]
    fn dates_in_every_dress() {
        for text in [
            "2026-07-01",
            "2026/7/1",
            "2026.7.1",
            "2026年7月1日",
            "２０２６年７月１日",
            "２０２６／０７／０１",
            "20260701",
            "令和8年7月1日",
            "令和８年７月１日",
            "令和 8 年 7 月 1 日",
            "令和8.7.1",
            "令8.7.1",
            "㋿8年7月1日",
            "R8.7.1",
            "r8/7/1",
            "Ｒ８．７．１",
            "ｒ０８－０７－０１",
            "R08-07-01",
            "令和8年7月1日（2026年）",
            "令和8年（2026年）7月1日",
            "2026年(令和8年)7月1日",
            "2026年（R8）7月1日",
            " 2026-07-01\n",
            "2026ー7ー1",
            "2026・7・1",
            "2026年7月1",
        ] {
            assert_eq!(parse_date(text), Ok(Some(day(2026, 7, 1))), "{text}");
        }
        for text in ["", " ", "　\t"] {
            assert_eq!(parse_date(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn an_era_ends_and_the_next_begins() {
        for (text, expected) in [
            ("平成31年4月30日", Ok(day(2019, 4, 30))),
            ("H31.4.30", Ok(day(2019, 4, 30))),
            ("令和元年5月1日", Ok(day(2019, 5, 1))),
            ("令和1年5月1日", Ok(day(2019, 5, 1))),
            ("R1.5.1", Ok(day(2019, 5, 1))),
            ("令和元年12月31日", Ok(day(2019, 12, 31))),
            ("平成12年1月1日", Ok(day(2000, 1, 1))),
            ("平成31年5月1日", Err(DateError::NoSuchDay)),
            ("令和元年4月30日", Err(DateError::NoSuchDay)),
            ("令和0年5月1日", Err(DateError::NoSuchDay)),
            ("平成元年1月8日", Err(DateError::FarAway)),
            ("平成元年1月7日", Err(DateError::NoSuchDay)),
            ("2019-04-30", Ok(day(2019, 4, 30))),
            ("令和元年5月1日（2019年）", Ok(day(2019, 5, 1))),
            ("2019年（令和元年）5月1日", Ok(day(2019, 5, 1))),
            ("2019年（平成31年）4月30日", Ok(day(2019, 4, 30))),
        ] {
            assert_eq!(parse_date(text), expected.map(Some), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist() {
        for text in [
            "2026-02-29",
            "令和8年2月29日",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "20260229",
            "R8.2.30",
            "2100-02-29",
            "令和8年7月1日（2025年）",
            "2026年（令和7年）7月1日",
        ] {
            assert_eq!(parse_date(text), Err(DateError::NoSuchDay), "{text}");
        }
        assert_eq!(parse_date("2028-02-29"), Ok(Some(day(2028, 2, 29))));
        for text in ["1999-12-31", "2200-01-01", "令和99年1月1日".replace("99", "182").as_str()] {
            assert!(parse_date(text).is_err(), "{text}");
        }
        assert_eq!(parse_date("1999-12-31"), Err(DateError::FarAway));
        assert_eq!(parse_date("2200-01-01"), Err(DateError::FarAway));
        assert_eq!(parse_date("2199-12-31"), Ok(Some(day(2199, 12, 31))));
    }

    #[test]
    fn what_spreadsheets_and_forms_write_beside_a_date() {
        for (text, expected) in [
            ("令和5年10月1日（日）", day(2023, 10, 1)),
            ("令和5年10月1日(日曜日)", day(2023, 10, 1)),
            ("2023/10/2（月）", day(2023, 10, 2)),
            ("2026-07-01(水)", day(2026, 7, 1)),
            ("令和8年7月1日（2026年）（水曜）", day(2026, 7, 1)),
            ("2024/2/29 (木)", day(2024, 2, 29)),
            ("2000-01-01(土)", day(2000, 1, 1)),
            ("2199-12-31(火)", day(2199, 12, 31)),
            ("2023/10/1 0:00", day(2023, 10, 1)),
            ("2023-10-01 00:00:00", day(2023, 10, 1)),
            ("２０２３／１０／１　０：００", day(2023, 10, 1)),
            ("2023/10/1(日) 0:00", day(2023, 10, 1)),
        ] {
            assert_eq!(parse_date(text), Ok(Some(expected)), "{text}");
        }
        for (text, error) in [
            ("令和5年10月1日（月）", DateError::OtherWeekday),
            ("2023/10/1(日曜日) 9:30", DateError::Time),
            ("2023/10/1 00:01", DateError::Time),
            ("2023年10月1日 午前0:00", DateError::Time),
            ("2023-02-29(水)", DateError::NoSuchDay),
        ] {
            assert_eq!(parse_date(text), Err(error), "{text}");
        }
        assert!(DateError::Time.to_string().contains("時刻を消して") && DateError::Time.to_string().contains("（例："));
    }

    #[test]
    fn days_of_the_week_follow_each_other() {
        // 1 January 2000 was a Saturday.
        let (mut date, mut weekday) = (day(2000, 1, 1), 6);
        while date.year < 2200 {
            assert_eq!(weekday_of(date), weekday, "{date}");
            date = date.plus_days(1).expect("far from the end");
            weekday = (weekday + 1) % 7;
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "7月1日",
            "8.7.1",
            "26-7-1",
            "令和8年7月",
            "2026-07",
            "2026",
            "令和8年",
            "明日",
            "2026-7-1-1",
            "2026--7-1",
            "2026-007-1",
            "S63.1.1",
            "令和八年七月一日",
            "2026-07-01(祝)",
            "(水)",
            "2026-07-01)",
            "(2026-07-01",
            "2026-07-01()",
            "202607011",
            "R20260701",
            "+2026-7-1",
            "2026-7-+1",
            "1日",
            "日",
            "-",
            "2026-07-01T00:00",
            "元年5月1日",
            "令和元元年5月1日",
        ] {
            assert_eq!(parse_date(text), Err(DateError::NotADate), "{text}");
        }
    }

    #[test]
    fn every_day_reads_back_as_it_is_written() {
        let mut date = day(2000, 1, 1);
        while date.year < 2200 {
            for text in [words::date(date), date.to_string(), date.to_string().replace('-', "/")] {
                assert_eq!(parse_date(&text), Ok(Some(date)), "{text}");
            }
            date = date.plus_days(1).expect("far from the end");
        }
    }
}
