//! Rates as people write them: `3/4`, `0.75`, `75%`, `4分の3`.

use core::fmt;

use kaigo_hojo_contract::decimal::rate;
use kaigo_hojo_rules::exact::Exact;

use super::{InputError, parse_decimal, plain};

/// A text that is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARate;

impl fmt::Display for NotARate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("補助率として読めません。0より大きく1以下で入力してください（例：3/4、0.75、75%）。")
    }
}

impl core::error::Error for NotARate {}

/// A rate, as a draft holds it: `３／４` and `4分の3` are `3/4`, `75%` is `75/100`.
///
/// # Errors
/// The text is no rate above 0 and up to 1.
pub fn parse_rate(text: &str) -> Result<Option<String>, NotARate> {
    let Some(plain) = plain(text, "0.75").map_err(|_: InputError| NotARate)? else { return Ok(None) };
    let plain = plain.replace('／', "/");
    let written = if let Some((den, num)) = plain.split_once("分の") {
        [num, "/", den].concat()
    } else if let Some(percent) = plain.strip_suffix('%') {
        hundredths(percent).ok_or(NotARate)?
    } else {
        plain
    };
    let within = |value: &Exact| !value.is_zero() && *value <= Exact::whole(1);
    if rate(&written).as_ref().is_some_and(within) { Ok(Some(written)) } else { Err(NotARate) }
}

// `66.7` as `667/1000`.
fn hundredths(percent: &str) -> Option<String> {
    let number = parse_decimal(percent).ok()??;
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    Some([whole.trim_start_matches('0'), part, "/1", &"0".repeat(part.len() + 2)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_in_every_dress() {
        for (text, expected) in [
            ("3/4", "3/4"),
            ("３／４", "3/4"),
            ("4分の3", "3/4"),
            ("４ 分の ３", "3/4"),
            ("0.75", "0.75"),
            ("０．７５", "0.75"),
            ("75%", "75/100"),
            ("７５％", "75/100"),
            ("66.7%", "667/1000"),
            ("0.5%", "5/1000"),
            ("100%", "100/100"),
            ("1", "1"),
            ("1/1", "1/1"),
        ] {
            assert_eq!(parse_rate(text), Ok(Some(expected.to_owned())), "{text}");
        }
        assert_eq!(parse_rate("75%").ok().flatten().as_deref().and_then(rate), Some(Exact::fraction(3, 4)));
        assert_eq!(parse_rate(" 　"), Ok(None));
    }

    #[test]
    fn what_is_no_rate() {
        for text in
            ["75", "4/3", "0", "0/4", "3/0", "0%", "101%", "-3/4", "3/4/5", "三分の二", "3割", "%", "/4", "分の", ".75"]
        {
            assert_eq!(parse_rate(text), Err(NotARate), "{text}");
        }
    }
}
