//! Exact non-negative quantities: integers and fractions of any size, and "without limit".
//!
//! A result never differs from rational arithmetic. Quotients such as a third or a seventh stay fractions until a
//! step rounds them. Two 64-bit halves carry nearly everything; what does not fit moves to big integers, never to an
//! approximation. The only rounding is [`Exact::round_to`], and it is always asked for.

use core::cmp::Ordering;
use core::fmt;
use core::num::NonZeroI64;

use rust_decimal::Decimal;

use crate::natural::Natural;

/// A quantity that is zero or more, without error: yen, a count of people, units or months, a ratio.
#[derive(Clone, PartialEq, Eq)]
pub struct Exact(Repr);

// Always in lowest terms, and big only when the halves do not fit: equal numbers are then equal bit by bit. "Without
// limit" is the big number that is not there, so that the whole takes two words.
#[derive(Clone, PartialEq, Eq)]
enum Repr {
    Small(i64, NonZeroI64),
    Big(Option<Box<Fraction>>),
}

/// Numerator and denominator, the latter not 0.
type Fraction = (Natural, Natural);

/// Which way a rounding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 切捨て
    Down,
    /// 切上げ
    Up,
    /// 四捨五入: a half goes up.
    HalfUp,
}

/// The unit of rounding to a whole number.
pub const WHOLE: NonZeroI64 = NonZeroI64::new(1).expect("one is not zero");

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self(Repr::Small(0, WHOLE));
    /// One.
    pub const ONE: Self = Self(Repr::Small(1, WHOLE));
    /// No upper limit.
    pub const INFINITE: Self = Self(Repr::Big(None));

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Self {
        Self(Repr::Small(value, WHOLE))
    }

    /// The fraction `num / den`; a division by zero gives zero (nothing to divide over).
    #[must_use]
    pub fn fraction(num: i64, den: i64) -> Self {
        Self::reduce(i128::from(num), i128::from(den))
    }

    /// The decimal as it is written.
    #[must_use]
    pub fn from_decimal(value: Decimal) -> Self {
        10_i128.checked_pow(value.scale()).map_or(Self::ZERO, |scale| Self::reduce(value.mantissa(), scale))
    }

    /// The decimal that is exactly this quantity, where one of at most 28 digits exists.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        let Repr::Small(num, den) = &self.0 else { return None };
        let (mut mantissa, mut rest, mut scale) = (i128::from(*num), den.get(), 0_u32);
        while rest != 1 {
            let (factor, by) = if rest % 10 == 0 {
                (1, 10)
            } else if rest % 2 == 0 {
                (5, 2)
            } else if rest % 5 == 0 {
                (2, 5)
            } else {
                return None;
            };
            mantissa = mantissa.checked_mul(factor)?;
            rest /= by;
            scale += 1;
        }
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    }

    /// Whether there is no upper limit.
    #[must_use]
    pub const fn is_infinite(&self) -> bool {
        matches!(self.0, Repr::Big(None))
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    /// The whole number that this is, if it is one and fits.
    #[must_use]
    pub const fn to_whole(&self) -> Option<i64> {
        match self.0 {
            Repr::Small(num, den) if den.get() == 1 => Some(num),
            _ => None,
        }
    }

    /// Numerator and denominator in lowest terms, where both fit.
    #[must_use]
    pub const fn to_parts(&self) -> Option<(i64, i64)> {
        match self.0 {
            Repr::Small(num, den) => Some((num, den.get())),
            _ => None,
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let whole = self.wholes(other).and_then(|(a, b)| a.checked_add(b));
        whole.map_or_else(|| self.plus_fraction(other), Self::whole)
    }

    #[cold]
    fn plus_fraction(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Repr::Big(None), _) | (_, Repr::Big(None)) => Self::INFINITE,
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                let (a, b, c, d) = (i128::from(*a), i128::from(b.get()), i128::from(*c), i128::from(d.get()));
                if b == d { Self::reduce(a + c, b) } else { Self::reduce(a * d + c * b, b * d) }
            }
            _ => {
                let ((a, b), (c, d)) = (self.big(), other.big());
                Self::from_big(&a.times(&d).plus(&c.times(&b)), &b.times(&d))
            }
        }
    }

    /// The difference, and zero where it would fall below.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        match self.wholes(other) {
            // Neither is below zero, so their difference fits.
            Some((a, b)) => Self::whole((a - b).max(0)),
            None => self.less_fraction(other),
        }
    }

    #[cold]
    fn less_fraction(&self, other: &Self) -> Self {
        if self <= other {
            return Self::ZERO;
        }
        match (&self.0, &other.0) {
            (Repr::Big(None), _) => Self::INFINITE,
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                let (a, b, c, d) = (i128::from(*a), i128::from(b.get()), i128::from(*c), i128::from(d.get()));
                if b == d { Self::reduce(a - c, b) } else { Self::reduce(a * d - c * b, b * d) }
            }
            _ => {
                let ((a, b), (c, d)) = (self.big(), other.big());
                Self::from_big(&a.times(&d).minus(&c.times(&b)), &b.times(&d))
            }
        }
    }

    /// The product; nothing times anything is nothing.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let whole = self.wholes(other).and_then(|(a, b)| a.checked_mul(b));
        whole.map_or_else(|| self.times_fraction(other), Self::whole)
    }

    #[cold]
    fn times_fraction(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::ZERO;
        }
        match (&self.0, &other.0) {
            (Repr::Big(None), _) | (_, Repr::Big(None)) => Self::INFINITE,
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                Self::reduce(i128::from(*a) * i128::from(*c), i128::from(b.get()) * i128::from(d.get()))
            }
            _ => {
                let ((a, b), (c, d)) = (self.big(), other.big());
                Self::from_big(&a.times(&c), &b.times(&d))
            }
        }
    }

    /// The quotient; a division by zero gives zero (nothing to divide over).
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        if other.is_zero() || self.is_zero() {
            return Self::ZERO;
        }
        match (&self.0, &other.0) {
            (_, Repr::Big(None)) => Self::ZERO,
            (Repr::Big(None), _) => Self::INFINITE,
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                Self::reduce(i128::from(*a) * i128::from(d.get()), i128::from(b.get()) * i128::from(*c))
            }
            _ => {
                let ((a, b), (c, d)) = (self.big(), other.big());
                Self::from_big(&a.times(&d), &b.times(&c))
            }
        }
    }

    #[cold]
    fn cmp_fraction(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                (i128::from(*a) * i128::from(d.get())).cmp(&(i128::from(*c) * i128::from(b.get())))
            }
            (Repr::Big(None), Repr::Big(None)) => Ordering::Equal,
            (Repr::Big(None), _) => Ordering::Greater,
            (_, Repr::Big(None)) => Ordering::Less,
            _ => {
                let ((a, b), (c, d)) = (self.big(), other.big());
                a.times(&d).cmp(&c.times(&b))
            }
        }
    }

    // Both, where both are whole numbers that fit: nearly always. What is done with them is short enough to be compiled in
    // place, if the rest is kept out of the way: hence `cold`.
    fn wholes(&self, other: &Self) -> Option<(i64, i64)> {
        Some((self.to_whole()?, other.to_whole()?))
    }

    /// To a whole multiple of `unit`, which is 1 or more.
    #[must_use]
    pub fn round_to(&self, unit: NonZeroI64, direction: Direction) -> Self {
        let fitting = match &self.0 {
            Repr::Big(None) => return Self::INFINITE,
            Repr::Small(num, den) => den.get().checked_mul(unit.get()).and_then(|step| steps(*num, step, direction)),
            Repr::Big(Some(_)) => None,
        };
        if let Some(whole) = fitting.and_then(|steps| steps.checked_mul(unit.get())) {
            return Self::whole(whole);
        }
        let unit = Natural::new(unit.get().unsigned_abs().into());
        let (num, den) = self.big();
        let (step, one) = (den.times(&unit), Natural::new(1));
        let steps = match direction {
            Direction::Down => num.divided(&step).0,
            Direction::Up => num.plus(&step).minus(&one).divided(&step).0,
            Direction::HalfUp => num.plus(&num).plus(&step).divided(&step.plus(&step)).0,
        };
        Self::from_big(&steps.times(&unit), &one)
    }

    fn reduce(num: i128, den: i128) -> Self {
        if den == 0 || num == 0 {
            return Self::ZERO;
        }
        if let (Ok(n), Ok(d)) = (u64::try_from(num), u64::try_from(den)) {
            let divisor = gcd(n, d);
            if let (Ok(n), Ok(d)) = (i64::try_from(n / divisor), i64::try_from(d / divisor))
                && let Some(d) = NonZeroI64::new(d)
            {
                return Self(Repr::Small(n, d));
            }
        }
        Self::from_big(&Natural::new(num.unsigned_abs()), &Natural::new(den.unsigned_abs()))
    }

    fn from_big(num: &Natural, den: &Natural) -> Self {
        if num.is_zero() {
            return Self::ZERO;
        }
        let divisor = num.common(den);
        let (num, den) = (num.divided(&divisor).0, den.divided(&divisor).0);
        let small = |value: &Natural| value.to_u64().and_then(|value| i64::try_from(value).ok());
        match (small(&num), small(&den).and_then(NonZeroI64::new)) {
            (Some(num), Some(den)) => Self(Repr::Small(num, den)),
            _ => Self(Repr::Big(Some(Box::new((num, den))))),
        }
    }

    // Only reached with finite values: the infinite ones are matched before.
    fn big(&self) -> Fraction {
        match &self.0 {
            Repr::Small(num, den) => {
                (Natural::new(num.unsigned_abs().into()), Natural::new(den.get().unsigned_abs().into()))
            }
            Repr::Big(Some(value)) => value.as_ref().clone(),
            Repr::Big(None) => (Natural::new(0), Natural::new(1)),
        }
    }
}

// How many steps a quantity comes to, where all that is computed fits a machine word.
fn steps(num: i64, step: i64, direction: Direction) -> Option<i64> {
    match direction {
        Direction::Down => Some(num / step),
        Direction::Up => Some(num.checked_add(step - 1)? / step),
        Direction::HalfUp => Some(num.checked_mul(2)?.checked_add(step)? / step.checked_mul(2)?),
    }
}

// Euclid on machine words: the first remainder already makes both small when the denominator is small.
const fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        self.wholes(other).map_or_else(|| self.cmp_fraction(other), |(a, b)| a.cmp(&b))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Big(None) => f.write_str("∞"),
            Repr::Small(num, den) if den.get() == 1 => write!(f, "{num}"),
            _ => match self.to_decimal() {
                Some(decimal) => write!(f, "{}", decimal.normalize()),
                None => {
                    let (num, den) = self.big();
                    write!(f, "{num}/{den}")
                }
            },
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thousand() -> NonZeroI64 {
        NonZeroI64::new(1000).expect("not zero")
    }

    #[test]
    fn sixteen_bytes() {
        assert_eq!(size_of::<Exact>(), 16);
    }

    #[test]
    fn it_is_shown_to_developers_as_it_is_written() {
        assert_eq!(format!("{:?}", Exact::fraction(2, 6)), "1/3");
        assert_eq!(format!("{:?}", Exact::whole(5)), "5");
    }

    #[test]
    fn nothing_to_divide_over_is_nothing() {
        assert_eq!(Exact::fraction(5, 0), Exact::ZERO);
        assert_eq!(Exact::fraction(0, 5), Exact::ZERO);
        assert_eq!(Exact::fraction(0, 0), Exact::ZERO);
    }

    #[test]
    fn what_fits_is_small_whichever_way_it_came() {
        let large = Exact::whole(1 << 62).times(&Exact::whole(1 << 62));
        assert_eq!(large.to_parts(), None);
        assert_eq!(large.over(&Exact::whole(1 << 62)), Exact::whole(1 << 62));
        assert_eq!(large.plus(&Exact::ONE).less(&large), Exact::ONE);
    }

    #[test]
    fn a_seventh_seven_times_is_one() {
        let seventh = Exact::fraction(100, 7);
        let sum = (0..7).fold(Exact::ZERO, |sum, _| sum.plus(&seventh));
        assert_eq!(sum, Exact::whole(100));
    }

    #[test]
    fn halves_round_up() {
        let at = |text: &str| Exact::from_decimal(text.parse().expect("a decimal"));
        for (text, expected) in [("10.49", 10), ("10.5", 11), ("0.4", 0), ("0.5", 1), ("11.5", 12)] {
            assert_eq!(at(text).round_to(WHOLE, Direction::HalfUp), Exact::whole(expected), "{text}");
        }
    }

    #[test]
    fn one_yen_moves_a_thousand() {
        let rate = Exact::fraction(3, 4);
        let floor = |yen| Exact::whole(yen).times(&rate).round_to(thousand(), Direction::Down);
        assert_eq!(floor(1_333_333), Exact::whole(999_000));
        assert_eq!(floor(1_333_334), Exact::whole(1_000_000));
    }

    #[test]
    fn rounding_is_the_same_at_the_edge_of_the_machine_word() {
        // 2^63 - 1 is 9,223,372,036,854,775,807.
        let most = i64::MAX;
        let thousands = |count| Exact::whole(count).times(&Exact::whole(1000));
        for (num, den, unit, direction, expected) in [
            (most, 1, 1000, Direction::Down, thousands(9_223_372_036_854_775)),
            (most, 1, 1000, Direction::Up, thousands(9_223_372_036_854_776)),
            (most, 1, 1000, Direction::HalfUp, thousands(9_223_372_036_854_776)),
            (most, 2, 1, Direction::Down, Exact::whole(4_611_686_018_427_387_903)),
            (most, 2, 1, Direction::HalfUp, Exact::whole(4_611_686_018_427_387_904)),
            (1, most, most, Direction::Up, Exact::whole(most)),
            (1, most, most, Direction::HalfUp, Exact::ZERO),
        ] {
            let unit = NonZeroI64::new(unit).expect("not zero");
            let rounded = Exact::fraction(num, den).round_to(unit, direction);
            assert_eq!(rounded, expected, "{num}/{den} to {unit} {direction:?}");
        }
    }

    // All pairs of small fractions, against cross-multiplied whole numbers.
    #[test]
    fn small_fractions_are_added_and_the_rest_as_on_paper() {
        let all: Vec<(i64, i64)> = (0..=7).flat_map(|num| (1..=6).map(move |den| (num, den))).collect();
        for (a, b) in all.iter().copied() {
            let left = Exact::fraction(a, b);
            for (c, d) in all.iter().copied() {
                let right = Exact::fraction(c, d);
                let is = |what: &str, found: Exact, num: i64, den: i64| {
                    let (n, m) = found.to_parts().expect("small");
                    assert_eq!(n * den, num * m, "{a}/{b} {what} {c}/{d} is not {found}");
                    assert!(
                        (1..=n.max(1)).rev().find(|by| n % by == 0 && m % by == 0).is_none_or(|by| by == 1),
                        "{found}"
                    );
                };
                is("plus", left.plus(&right), a * d + c * b, b * d);
                is("less", left.less(&right), (a * d - c * b).max(0), b * d);
                is("times", left.times(&right), a * c, b * d);
                let (num, den) = if c == 0 { (0, 1) } else { (a * d, b * c) };
                is("over", left.over(&right), num, den);
                assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)), "{a}/{b} and {c}/{d}");
            }
        }
    }

    #[test]
    fn ten_prime_denominators_stay_exact() {
        let primes = [99_991, 99_989, 99_971, 99_961, 99_929, 99_923, 99_907, 99_901, 99_881, 99_877];
        let mut sum = Exact::ZERO;
        for prime in primes {
            sum = sum.plus(&Exact::fraction(1, prime));
        }
        assert!(sum.to_parts().is_none(), "fifty digits do not fit two words");
        for prime in primes {
            sum = sum.less(&Exact::fraction(1, prime));
        }
        assert_eq!(sum, Exact::ZERO);
    }

    #[test]
    fn decimals_come_back_exactly() {
        assert_eq!(Exact::fraction(3_999_999, 4).to_string(), "999999.75");
        assert_eq!(Exact::fraction(1, 3).to_string(), "1/3");
        assert_eq!(Exact::fraction(1, 8).to_decimal().map(|d| d.to_string()), Some("0.125".to_owned()));
    }

    #[test]
    fn without_limit_is_the_greatest() {
        assert!(Exact::INFINITE > Exact::whole(i64::MAX));
        assert_eq!(Exact::INFINITE.times(&Exact::ZERO), Exact::ZERO);
        assert_eq!(Exact::whole(5).over(&Exact::INFINITE), Exact::ZERO);
        assert_eq!(Exact::whole(5).less(&Exact::INFINITE), Exact::ZERO);
    }
}
