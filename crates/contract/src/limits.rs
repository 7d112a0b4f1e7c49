//! The limits of the documents.

/// The largest amount and number of an application.
pub const MOST: i64 = 1_000_000_000;
/// The largest quantity.
pub const MOST_UNITS: i64 = 100_000;
/// The most months in a fiscal year.
pub const MOST_MONTHS_IN_YEAR: u8 = 12;
/// The rates of consumption tax.
pub const TAX_RATES: [u8; 2] = [8, 10];
/// The largest number of lines.
pub const MOST_LINES: usize = 1_000;
/// The largest number of kinds that a line may be of.
pub const MOST_KINDS: usize = 8;
/// The largest number of entries of an object.
pub const MOST_KEYS: usize = 1_000;
/// The longest name of a draft, in characters.
pub const MOST_NAME: usize = 100;
/// The longest of all other texts, in characters.
pub const MOST_TEXT: usize = 1_000;
/// The largest number of ticks.
pub const MOST_TICKS: usize = 200;
/// The largest number of rows of staff.
pub const MOST_ROWS: usize = 200;
/// The largest number of people in a row of staff.
pub const MOST_PEOPLE: i64 = 10_000;
/// The first and the last year of a date.
pub const YEARS: core::ops::RangeInclusive<u16> = 2000..=2199;
