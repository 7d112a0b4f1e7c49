//! Exact arithmetic of the three programmes: fractions, the 1,000-yen floor, tax, staff bands.
//!
//! Everything is a `BigRational`; a number leaves it only as whole yen.

use num_bigint::BigInt;
use num_rational::BigRational;

/// Whole yen. Wide enough for every sum that the contract's limits allow.
pub type Yen = i128;

/// An exact number: yen, people or places.
pub(crate) type Exact = BigRational;

pub(crate) fn whole(number: impl Into<BigInt>) -> Exact {
    Exact::from_integer(number.into())
}

pub(crate) fn fraction(numerator: i64, denominator: i64) -> Exact {
    Exact::new(numerator.into(), denominator.into())
}

pub(crate) fn zero() -> Exact {
    whole(0)
}

/// 千円未満の端数を切り捨てる.
pub(crate) fn floor_to_thousand(amount: &Exact) -> Exact {
    let thousand = whole(1000);
    (amount / &thousand).floor() * thousand
}

/// The whole yen of a number, what is below one yen dropped.
pub(crate) fn floor_yen(amount: &Exact) -> Yen {
    // The largest sum that the limits allow is below 10^19.
    Yen::try_from(amount.floor().to_integer()).unwrap_or(Yen::MAX)
}

pub(crate) fn lower(left: Exact, right: Exact) -> Exact {
    if right < left { right } else { left }
}

/// Never below 0.
pub(crate) fn at_least_zero(amount: Exact) -> Exact {
    if amount < zero() { zero() } else { amount }
}

/// How a tax-included price becomes a tax-excluded one where it does not divide (reading `tax-conversion`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    Floor,
    HalfUp,
    Ceil,
}

pub(crate) fn round(number: &Exact, rounding: Rounding) -> Exact {
    match rounding {
        Rounding::Floor => number.floor(),
        Rounding::HalfUp => round_half_up(number),
        Rounding::Ceil => number.ceil(),
    }
}

/// 四捨五入 of a number that is not negative.
pub(crate) fn round_half_up(number: &Exact) -> Exact {
    (number + fraction(1, 2)).floor()
}

/// A decimal of the contract: `[0-9]{1,9}(\.[0-9]{1,9})?`.
pub(crate) fn decimal(text: &str) -> Option<Exact> {
    let (before, after) = match text.split_once('.') {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    };
    let digits = |part: &str| -> Option<u64> {
        let fits = (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok()).flatten()
    };
    let mut number = whole(digits(before)?);
    if let Some(after) = after {
        let scale = BigInt::from(10).pow(u32::try_from(after.len()).ok()?);
        number += Exact::new(digits(after)?.into(), scale);
    }
    Some(number)
}

/// The four staff bands of all three texts; `None` for a staff number of 0, which has no band.
pub(crate) fn band(staff: &Exact) -> Option<usize> {
    if *staff < whole(1) {
        None
    } else if *staff <= whole(10) {
        Some(0) // １名以上１０名以下
    } else if *staff <= whole(20) {
        Some(1) // １１名以上２０名以下
    } else if *staff <= whole(30) {
        Some(2) // ２１名以上３０名以下
    } else {
        Some(3) // ３１名以上
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal("10.5"), Some(fraction(21, 2)));
        assert_eq!(decimal("0.000000001"), Some(fraction(1, 1_000_000_000)));
        assert_eq!(decimal("007"), Some(whole(7)));
        for wrong in ["", ".5", "5.", "1e3", "-1", "+1", " 1", "1234567890", "1.1234567890", "１", "1.2.3"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn staff_is_rounded_half_up() {
        for (fte, staff) in [("10.49", 10), ("10.499999999", 10), ("10.5", 11), ("0.4", 0), ("0.5", 1)] {
            assert_eq!(decimal(fte).map(|fte| round_half_up(&fte)), Some(whole(staff)), "{fte}");
        }
    }

    #[test]
    fn bands_have_no_gaps() {
        let bands: Vec<_> = [0, 1, 10, 11, 20, 21, 30, 31, 1000].map(|staff| band(&whole(staff))).into();
        let expected = [None, Some(0), Some(0), Some(1), Some(1), Some(2), Some(2), Some(3), Some(3)];
        assert_eq!(bands, expected);
    }

    #[test]
    fn thousands_are_dropped() {
        assert_eq!(floor_to_thousand(&fraction(3_999_999, 4)), whole(999_000));
        assert_eq!(floor_to_thousand(&whole(1_000_000)), whole(1_000_000));
    }
}
