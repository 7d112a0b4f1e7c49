//! The reference date, and today's: the only place of the command line that looks at the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_exchange::calendar::Stamp;

/// The reference date of a command.
#[derive(Args)]
pub(crate) struct Reference {
    /// The reference date [default: today in Japan]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
}

impl Reference {
    pub(crate) fn or_today(&self) -> Date {
        self.date.unwrap_or_else(today)
    }

    /// The time stamp of a file: now, or the beginning of a given reference date, so that the same document gives the same
    /// file.
    pub(crate) fn stamp(&self) -> Stamp {
        let now = seconds();
        let second = u32::try_from(now % DAY).unwrap_or(0);
        self.date.map_or_else(|| Stamp { day: civil(now / DAY), second }, |day| Stamp { day, second: 0 })
    }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "no date of the calendar, written YYYY-MM-DD".to_owned())
}

/// Today in Japan (UTC+9, without summer time).
pub(crate) fn today() -> Date {
    civil((seconds() + 9 * 3600) / DAY)
}

/// The seconds of a day.
const DAY: u64 = 86_400;

// Since 1970-01-01, in UTC.
fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

// Days since 1970-01-01 to a civil date, by Howard Hinnant's algorithm (days from civil, inverted).
fn civil(days: u64) -> Date {
    let z = days + 719_468;
    let (era, doe) = (z / 146_097, z % 146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + u64::from(month <= 2);
    let narrow = |value: u64| u8::try_from(value).unwrap_or(1);
    Date { year: u16::try_from(year).unwrap_or(u16::MAX), month: narrow(month), day: narrow(day) }
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_become_dates() {
        for (days, text) in [(0, "1970-01-01"), (19_782, "2024-02-29"), (20_778, "2026-11-21")] {
            assert_eq!(civil(days).to_string(), text);
        }
    }
}
