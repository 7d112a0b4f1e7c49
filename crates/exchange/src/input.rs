//! Numbers, dates and rates as people type them: full-width digits, commas, 円 and 万円, and the units that follow a
//! number.
//!
//! Every way in that is typed by a person reads them here, so that the page, a pasted table and a later form agree.
//! It is not a document decoder: what a program writes is read strictly by [`kaigo_hojo_contract::decode`]. Arithmetic is on integers,
//! exact. An empty text is no answer (`None`), never zero; what cannot be read is an error in Japanese that says what is
//! wrong, what is expected and how it may look; nothing is guessed and nothing is ignored.

mod date;
mod rate;

use core::fmt;

use kaigo_hojo_assess::words::grouped;
use kaigo_hojo_contract::limits::MOST;

pub use self::date::{DateError, parse_date};
pub use self::rate::{NotARate, parse_rate};

/// Why a text was not taken for a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// It has signs that belong to no number.
    NotANumber {
        /// A number that would be taken.
        example: &'static str,
    },
    /// It has a minus sign.
    Negative {
        /// A number that would be taken.
        example: &'static str,
    },
    /// An amount with a fraction of a yen, or a fraction where only whole numbers count.
    NotWhole {
        /// A number that would be taken.
        example: &'static str,
    },
    /// More than nine digits after the point.
    TooFine,
    /// A comma that does not stand between groups of three digits, where it could be meant as a point.
    Comma,
    /// Less than the smallest or more than the largest.
    OutOfRange {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
        /// What follows the number; empty for a bare number.
        unit: &'static str,
    },
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber { example } => {
                write!(f, "数字として読めません。数字で入力してください（例：{example}）。")
            }
            Self::Negative { example } => {
                write!(f, "マイナスの数は入力できません。0以上の数で入力してください（例：{example}）。")
            }
            Self::NotWhole { example } => {
                write!(f, "小数は入力できません。整数で入力してください（例：{example}）。")
            }
            Self::TooFine => f.write_str("小数点より下は9桁までです。短くして入力してください（例：10.5）。"),
            Self::Comma => f.write_str("カンマの位置を確かめてください。小数には点（.）を使います（例：10.5）。"),
            Self::OutOfRange { min, max, unit } => {
                let (min, max) = (grouped(&min.to_string()), grouped(&max.to_string()));
                write!(f, "{min}{unit}から{max}{unit}までの数で入力してください（例：{min}）。")
            }
        }
    }
}

impl core::error::Error for InputError {}

type Result<T> = core::result::Result<T, InputError>;

/// An amount of yen, at most 1,000,000,000: `1,234,000`, `１２３万４千円`, `1.5万円`.
///
/// # Errors
/// What is wrong with the text.
pub fn parse_yen(text: &str) -> Result<Option<i64>> {
    const EXAMPLE: &str = "600,000";
    const SUFFIXES: &[&str] = &["円", "えん", "也"];
    let Some(plain) = plain(text, EXAMPLE)? else { return Ok(None) };
    let mut rest = plain.as_str();
    rest = rest.strip_prefix(['¥', '金']).unwrap_or(rest);
    rest = rest.strip_prefix('¥').unwrap_or(rest);
    for suffix in SUFFIXES.iter().rev() {
        rest = rest.strip_suffix(suffix).unwrap_or(rest);
    }
    let error = InputError::NotANumber { example: EXAMPLE };
    let value = scaled(rest, true).ok_or(error)?;
    let range = InputError::OutOfRange { min: 0, max: MOST, unit: "円" };
    match value.whole() {
        Some(yen) if yen <= MOST => Ok(Some(yen)),
        Some(_) => Err(range),
        None => Err(InputError::NotWhole { example: EXAMPLE }),
    }
}

/// A whole number from `min` to `max`, with or without what is usually written after it: `５台`, `12人`, `3か月`.
///
/// # Errors
/// What is wrong with the text.
pub fn parse_whole(text: &str, min: i64, max: i64) -> Result<Option<i64>> {
    const EXAMPLE: &str = "12";
    let Some(plain) = plain(text, EXAMPLE)? else { return Ok(None) };
    let value = scaled(without_unit(&plain), true).ok_or(InputError::NotANumber { example: EXAMPLE })?;
    let range = InputError::OutOfRange { min, max, unit: "" };
    match value.whole() {
        Some(whole) if (min..=max).contains(&whole) => Ok(Some(whole)),
        Some(_) => Err(range),
        None => Err(InputError::NotWhole { example: EXAMPLE }),
    }
}

/// A number with or without decimals, as the contract writes it: at most nine digits on either side of the point, no
/// needless zeros. `１０．５人` is `10.5`.
///
/// # Errors
/// What is wrong with the text.
pub fn parse_decimal(text: &str) -> Result<Option<String>> {
    const EXAMPLE: &str = "10.5";
    let Some(plain) = plain(text, EXAMPLE)? else { return Ok(None) };
    let bare = without_unit(&plain);
    let (whole, _) = bare.split_once('.').unwrap_or((bare, ""));
    let mut groups = whole.split(',').skip(1);
    if !groups.all(|group| group.len() == 3) {
        return Err(InputError::Comma);
    }
    if bare.split_once('.').is_some_and(|(_, part)| part.len() > 9 && part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(InputError::TooFine);
    }
    let value = scaled(bare, false).ok_or(InputError::NotANumber { example: EXAMPLE })?;
    if value.0 / ONE > 999_999_999 {
        return Err(InputError::OutOfRange { min: 0, max: 999_999_999, unit: "" });
    }
    let (whole, part) = (value.0 / ONE, value.0 % ONE);
    let part = format!("{part:09}");
    let part = part.trim_end_matches('0');
    Ok(Some(if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") }))
}

// A number in billionths: nine digits after the point are exact. What is more than [`CAP`] counts as that.
#[derive(Clone, Copy)]
struct Scaled(u64);

const ONE: u64 = 1_000_000_000;

/// Beyond every limit, and a whole number.
const CAP: u64 = 18_000_000_000 * ONE;

impl Scaled {
    fn whole(self) -> Option<i64> {
        if self.0.is_multiple_of(ONE) { i64::try_from(self.0 / ONE).ok() } else { None }
    }
}

// Half-width, without blanks; `None` where nothing is left. A minus sign is an error wherever it stands, but not the stroke
// that ends an amount, so that nobody adds to it: `¥600,000-`, `40,000.-`. Behind a bare number it may be a minus.
fn plain(text: &str, example: &'static str) -> Result<Option<String>> {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\r' | '\n' => {}
            '０'..='９' => out.extend(char::from_u32(u32::from(sign) - u32::from('０') + u32::from('0'))),
            '，' | '、' => out.push(','),
            '．' | '。' => out.push('.'),
            '￥' | '\\' | '＼' => out.push('¥'),
            '％' => out.push('%'),
            // What keyboards, spreadsheets and accountants use for a minus; ー is what the key gives while an IME is on.
            '-' | '－' | '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '﹣' | 'ー' | 'ｰ' | '▲' | '△' =>
            {
                let is_closed = out.len() > 1 && (out.ends_with('.') || out.starts_with('¥'));
                if !is_closed || !signs.as_str().trim().is_empty() {
                    return Err(InputError::Negative { example });
                }
                if out.ends_with('.') {
                    out.pop();
                }
            }
            other => out.push(other),
        }
    }
    Ok((!out.is_empty()).then_some(out))
}

// What people write after a number that counts something. Longer ones first, so that か月 does not leave a か.
fn without_unit(text: &str) -> &str {
    const UNITS: &[&str] = &[
        "パーセント",
        "ライセンス",
        "アカウント",
        "事業所",
        "か月",
        "ヶ月",
        "ヵ月",
        "カ月",
        "ケ月",
        "箇月",
        "ヶ所",
        "か所",
        "カ所",
        "箇所",
        "セット",
        "人",
        "名",
        "台",
        "個",
        "式",
        "本",
        "枚",
        "月",
        "回",
        "組",
        "%",
        "円",
    ];
    UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text)
}

// Digits with commas and at most one point, and the Japanese powers of ten if they are allowed: `12万3千`, `5百万`.
// Powers must fall, so that `3千5万` is not taken for something.
fn scaled(text: &str, powers: bool) -> Option<Scaled> {
    let (mut total, mut section, mut number) = (0_u64, 0_u64, None);
    let (mut last_large, mut last_small) = (u64::MAX, u64::MAX);
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        if sign.is_ascii_digit() {
            let end = rest.find(|c: char| !matches!(c, '0'..='9' | ',' | '.')).unwrap_or(rest.len());
            if number.is_some() {
                return None;
            }
            let (own, behind) = rest.split_at_checked(end)?;
            number = Some(digits(own)?);
            rest = behind;
            continue;
        }
        let (power, large) = match sign {
            '百' => (100, false),
            '千' => (1_000, false),
            '万' => (10_000, true),
            '億' => (100_000_000, true),
            _ => return None,
        };
        if !powers {
            return None;
        }
        if large {
            let value = section.saturating_add(number.take().unwrap_or(0));
            if power >= last_large || (value == 0 && section == 0 && !text.starts_with('0')) {
                return None;
            }
            total = total.saturating_add(value.saturating_mul(power));
            (section, last_large, last_small) = (0, power, u64::MAX);
        } else {
            let value: u64 = number.take()?;
            if power >= last_small {
                return None;
            }
            section = section.saturating_add(value.saturating_mul(power));
            last_small = power;
        }
        rest = rest.strip_prefix(sign)?;
    }
    (!text.is_empty()).then_some(Scaled(total.saturating_add(section).saturating_add(number.unwrap_or(0)).min(CAP)))
}

// `1,234.5` in billionths. Commas count only before the point and not at either end of the number.
fn digits(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    if whole.split(',').any(str::is_empty) || part.is_some_and(|part| part.is_empty() || part.len() > 9) {
        return None;
    }
    let digit = |sign: u8| sign.checked_sub(b'0').filter(|digit| *digit <= 9).map(u64::from);
    let mut value = 0_u64;
    for sign in whole.bytes().filter(|sign| *sign != b',') {
        value = value.saturating_mul(10).saturating_add(digit(sign)?);
    }
    let mut fraction = 0;
    for ix in 0..9 {
        fraction = fraction * 10 + digit(part.and_then(|part| part.as_bytes().get(ix).copied()).unwrap_or(b'0'))?;
    }
    Some(value.saturating_mul(ONE).saturating_add(fraction))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaigo_hojo_contract::decimal::decimal;

    #[test]
    fn amounts_in_every_dress() {
        for (text, expected) in [
            ("600000", 600_000),
            ("600,000", 600_000),
            ("６００，０００円", 600_000),
            ("￥600,000", 600_000),
            ("¥600,000-", 600_000),
            ("￥６００，０００－", 600_000),
            ("¥ 600,000― ", 600_000),
            ("¥600,000.-", 600_000),
            ("40,000.-", 40_000),
            ("４０，０００．－", 40_000),
            ("金600,000円也", 600_000),
            ("60万", 600_000),
            ("60万円", 600_000),
            ("600千円", 600_000),
            ("12万3千円", 123_000),
            ("12万3,456円", 123_456),
            ("1.5万円", 15_000),
            ("１．５万円", 15_000),
            ("0.0001万", 1),
            ("5百万円", 5_000_000),
            ("3千万", 30_000_000),
            ("1億2千3百万円", 123_000_000),
            ("2億", 200_000_000),
            ("0万円", 0),
            ("0", 0),
            ("000", 0),
            ("1、000", 1_000),
            (" 1 000 ", 1_000),
            // While somebody deletes a digit of `1,234,000`.
            ("1,24,000", 124_000),
            ("1000000000", 1_000_000_000),
            ("10億円", 1_000_000_000),
        ] {
            assert_eq!(parse_yen(text), Ok(Some(expected)), "{text}");
        }
        for text in ["", "  ", "　", "\t"] {
            assert_eq!(parse_yen(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn amounts_that_are_none() {
        let not = Err(InputError::NotANumber { example: "600,000" });
        for text in [
            "六十万",
            "約60万円",
            "60万円台",
            "円",
            "万円",
            "千円",
            "1.5.5",
            "1.",
            ".5万",
            "1,,000",
            "1,000,",
            ",5",
            "12万3万",
            "3千5万6億",
            "3百5千",
            "1e5",
            "0x10",
            "１２3a",
            "一式",
            "1.0000000001万",
            "¥-",
        ] {
            assert_eq!(parse_yen(text), not, "{text}");
        }
        for text in [
            "-1",
            "−1",
            "－１",
            "ー１",
            "▲1,000",
            "△1000",
            "1-2",
            "600,000円-",
            "–5",
            "600,000-",
            "-600,000.-",
            "¥-5",
            "¥5-3-",
            ".-",
            "-",
        ] {
            assert_eq!(parse_yen(text), Err(InputError::Negative { example: "600,000" }), "{text}");
        }
        for text in ["1.5", "1.5円", "0.00001万円", "1.2345千円"] {
            assert_eq!(parse_yen(text), Err(InputError::NotWhole { example: "600,000" }), "{text}");
        }
        let far = Err(InputError::OutOfRange { min: 0, max: MOST, unit: "円" });
        for text in ["1000000001", "10億1円", "99999999999999999999999999", "9999999億", "999999999999999999億"] {
            assert_eq!(parse_yen(text), far, "{text}");
        }
    }

    #[test]
    fn counts_with_and_without_a_unit() {
        for (text, expected) in
            [("５台", 5), ("12人", 12), ("3か月", 3), ("3ヶ月", 3), ("1,000", 1000), ("1万台", 10_000)]
        {
            assert_eq!(parse_whole(text, 0, 100_000), Ok(Some(expected)), "{text}");
        }
        assert_eq!(parse_whole("", 0, 12), Ok(None));
        assert_eq!(parse_whole("13", 0, 12), Err(InputError::OutOfRange { min: 0, max: 12, unit: "" }));
        assert_eq!(parse_whole("0", 1, 12), Err(InputError::OutOfRange { min: 1, max: 12, unit: "" }));
        assert_eq!(parse_whole("1.5", 0, 12), Err(InputError::NotWhole { example: "12" }));
        assert_eq!(parse_whole("-3", 0, 12), Err(InputError::Negative { example: "12" }));
        assert_eq!(parse_whole("いち", 0, 12), Err(InputError::NotANumber { example: "12" }));
        assert_eq!(parse_whole("台", 0, 12), Err(InputError::NotANumber { example: "12" }));
    }

    #[test]
    fn decimals_come_out_as_the_contract_writes_them() {
        for (text, expected) in [
            ("10.49", "10.49"),
            ("１０．４９人", "10.49"),
            ("10.50", "10.5"),
            ("010", "10"),
            ("0.5", "0.5"),
            ("1,234.5", "1234.5"),
            ("0", "0"),
            ("999999999.999999999", "999999999.999999999"),
        ] {
            assert_eq!(parse_decimal(text).as_ref().map(Option::as_deref), Ok(Some(expected)), "{text}");
            assert!(decimal(expected).is_some(), "{expected}");
        }
        assert_eq!(parse_decimal(" "), Ok(None));
        assert_eq!(parse_decimal("10,5"), Err(InputError::Comma));
        assert_eq!(parse_decimal("1.1234567891"), Err(InputError::TooFine));
        assert_eq!(parse_decimal("1000000000"), Err(InputError::OutOfRange { min: 0, max: 999_999_999, unit: "" }));
        assert_eq!(parse_decimal("-0.5"), Err(InputError::Negative { example: "10.5" }));
        for text in [".5", "5.", "1.2.3", "1万", "十", "1.2人3"] {
            assert_eq!(parse_decimal(text), Err(InputError::NotANumber { example: "10.5" }), "{text}");
        }
    }

    #[test]
    fn an_error_says_what_is_expected_and_gives_an_example() {
        for text in ["六十万", "-1", "1.5", "99999999999"] {
            let said = parse_yen(text).expect_err(text).to_string();
            assert!(said.ends_with('。') && said.contains("入力") && said.contains("（例："), "{said}");
        }
    }

    // A small generator of its own: the same numbers on every run.
    fn numbers() -> impl Iterator<Item = i64> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        core::iter::repeat_with(move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let size = state % 10;
            i64::try_from((state >> 8) % 10_u64.pow(u32::try_from(size).unwrap_or(0) + 1)).unwrap_or(0).min(MOST)
        })
        .take(20_000)
    }

    fn full_width(text: &str) -> String {
        let wide = |sign: char| match sign {
            '0'..='9' => char::from_u32(u32::from(sign) - u32::from('0') + u32::from('０')).unwrap_or(sign),
            ',' => '，',
            '.' => '．',
            other => other,
        };
        text.chars().map(wide).collect()
    }

    #[test]
    fn what_is_written_reads_back() {
        for value in numbers() {
            let written = kaigo_hojo_assess::words::yen(value);
            let (man, rest) = (value / 10_000, value % 10_000);
            let kanji = if rest == 0 { format!("{man}万円") } else { format!("{man}万{rest}円") };
            for text in [written.clone(), full_width(&written), format!(" {value} "), kanji, format!("￥{value}")] {
                assert_eq!(parse_yen(&text), Ok(Some(value)), "{text}");
            }
            assert_eq!(parse_whole(&full_width(&grouped(&value.to_string())), 0, MOST), Ok(Some(value)), "{value}");
            let thousand = format!("{}.{:03}千円", value / 1_000, value % 1_000);
            assert_eq!(parse_yen(&thousand), Ok(Some(value)), "{thousand}");
        }
    }

    #[test]
    fn a_decimal_reads_back_as_itself() {
        for (whole, part) in numbers().zip(numbers().skip(7)) {
            let text = format!("{}.{:04}", whole % 1_000_000_000, part % 10_000);
            let Ok(Some(read)) = parse_decimal(&text) else { panic!("{text}") };
            assert_eq!(read.parse::<rust_decimal::Decimal>(), text.parse::<rust_decimal::Decimal>(), "{text}");
            assert_eq!(parse_decimal(&full_width(&read)), Ok(Some(read.clone())), "{text}");
        }
    }
}
