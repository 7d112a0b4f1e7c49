//! Numbers as they are printed: in billionths, between two ends where what is printed is a range or cut off.

use core::ops::RangeInclusive;

/// Billionths to one.
const ONE: i128 = 1_000_000_000;

/// From the least to the most that a printed number can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span(i128, i128);

impl Span {
    pub(crate) const ZERO: Self = Self(0, 0);
    /// More than anything that is counted.
    pub(crate) const UNLIMITED: Self = Self(ONE * ONE * ONE, ONE * ONE * ONE);

    pub(crate) fn whole(number: i64) -> Self {
        Self::between(number, number)
    }

    pub(crate) fn between(low: i64, high: i64) -> Self {
        Self(i128::from(low) * ONE, i128::from(high) * ONE)
    }

    /// A fraction, cut to billionths where it does not end.
    pub(crate) fn fraction(num: i128, den: i128) -> Self {
        Self((num * ONE).div_euclid(den), -(-num * ONE).div_euclid(den))
    }

    /// `1,234.5`, `3/4`, `33.33…`, each with whatever unit, and two of them as a range; `None` where no number is there.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text == "上限なし" {
            return Some(Self::UNLIMITED);
        }
        let mut ends = text.split('〜').map(Self::read_one);
        let (first, last) = (ends.next()??, ends.next());
        Some(last.map_or(first, |last| Self(first.0, last.unwrap_or(Self::UNLIMITED).1)))
    }

    fn read_one(text: &str) -> Option<Self> {
        let sign = |sign: char| sign.is_ascii_digit() || ",./".contains(sign);
        let text = text.trim().trim_matches(['（', '）']);
        let number: String = text.chars().take_while(|c| sign(*c)).filter(|c| *c != ',').collect();
        if let Some((num, den)) = number.split_once('/') {
            return Some(Self::fraction(num.parse().ok()?, den.parse().ok()?));
        }
        let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
        let low = whole.parse::<i128>().ok()? * ONE + format!("{part:0<9}").parse::<i128>().ok()?;
        // Cut after two digits.
        Some(Self(low, if text.contains('…') { low + ONE / 100 } else { low }))
    }

    pub(crate) fn is_single(self) -> bool {
        self.0 == self.1
    }

    /// Whether both can stand for the same number.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 <= other.1 && other.0 <= self.1
    }

    pub(crate) fn hull(self, other: Self) -> Self {
        Self(self.0.min(other.0), self.1.max(other.1))
    }

    pub(crate) fn within(self, outer: Self) -> bool {
        outer.0 <= self.0 && self.1 <= outer.1
    }

    pub(crate) fn ends(self) -> RangeInclusive<i128> {
        self.0.div_euclid(ONE)..=self.1.div_euclid(ONE)
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0, self.1 + other.1)
    }

    pub(crate) fn less(self, other: Self) -> Self {
        Self((self.0 - other.1).max(0), (self.1 - other.0).max(0))
    }

    pub(crate) fn times(self, other: Self) -> Self {
        let (low, high) = (self.0.saturating_mul(other.0), self.1.saturating_mul(other.1));
        Self(low.div_euclid(ONE), -(-high).div_euclid(ONE))
    }

    pub(crate) fn over(self, other: Self) -> Self {
        if other.0 == 0 {
            return if other.1 == 0 { Self::ZERO } else { Self(0, Self::UNLIMITED.1) };
        }
        let part = |a: i128, b: i128| a.saturating_mul(ONE).div_euclid(b);
        Self(part(self.0, other.1), part(self.1, other.0) + 1)
    }

    pub(crate) fn lowest(self, other: Self) -> Self {
        Self(self.0.min(other.0), self.1.min(other.1))
    }

    pub(crate) fn highest(self, other: Self) -> Self {
        Self(self.0.max(other.0), self.1.max(other.1))
    }

    /// To a multiple of a unit; `way` says by how many billionths of the unit it is raised before it is cut.
    pub(crate) fn rounded(self, unit: i64, way: i128) -> Self {
        let unit = i128::from(unit) * ONE;
        let cut = |end: i128| (end + way * (unit / ONE)).div_euclid(unit) * unit;
        Self(cut(self.0), cut(self.1))
    }
}

/// Down, half up, up: for [`Span::rounded`].
pub(crate) const DOWN: i128 = 0;
pub(crate) const HALF_UP: i128 = ONE / 2;
pub(crate) const UP: i128 = ONE - 1;
