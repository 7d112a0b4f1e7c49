//! Numbers that are written as text: decimals, rates.

use kaigo_hojo_rules::exact::Exact;
use rust_decimal::Decimal;

/// A decimal of the contract: at most nine digits on either side of the point, nothing else.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !part.is_none_or(digits) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// A rate as it is written: `3/4` or `0.75`.
#[must_use]
pub fn rate(text: &str) -> Option<Exact> {
    let Some((num, den)) = text.split_once('/') else { return decimal(text).map(Exact::from_decimal) };
    let part = |text: &str| {
        let digits = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<i64>().ok())?
    };
    let (num, den) = (part(num)?, part(den)?);
    (den > 0).then(|| Exact::fraction(num, den))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_as_they_are_written() {
        for (text, expected) in
            [("3/4", Some((3, 4))), ("0.75", Some((3, 4))), ("6/8", Some((3, 4))), ("1", Some((1, 1)))]
        {
            assert_eq!(rate(text), expected.map(|(num, den)| Exact::fraction(num, den)), "{text}");
        }
        for text in ["", "/", "3/", "/4", "3/0", "3/4/5", "-3/4", "３/４", "75%", ".75", "1234567890/1"] {
            assert_eq!(rate(text), None, "{text}");
        }
    }
}
