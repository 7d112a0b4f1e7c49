//! What is known of a value: exactly one quantity, or a sound span; and truth with a third state.

use core::cmp::{max, min};

use crate::exact::Exact;

/// All that a value may still be. Sound: every completion of the unknown answers lies within.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// Known.
    Point(Exact),
    /// From the first to the second, both included; the first is smaller.
    Span(Exact, Exact),
}

impl Range {
    /// Nothing, known.
    pub const ZERO: Self = Self::Point(Exact::ZERO);
    /// Anything from nothing upwards.
    pub const ANY: Self = Self::Span(Exact::ZERO, Exact::INFINITE);

    /// From `low` to `high`.
    #[must_use]
    pub fn new(low: Exact, high: Exact) -> Self {
        if low == high { Self::Point(low) } else { Self::Span(low, high) }
    }

    /// The smallest it may be.
    #[must_use]
    pub const fn low(&self) -> &Exact {
        match self {
            Self::Point(value) | Self::Span(value, _) => value,
        }
    }

    /// The largest it may be.
    #[must_use]
    pub const fn high(&self) -> &Exact {
        match self {
            Self::Point(value) | Self::Span(_, value) => value,
        }
    }

    /// The value, if it is known.
    #[must_use]
    pub const fn point(&self) -> Option<&Exact> {
        match self {
            Self::Point(value) => Some(value),
            Self::Span(..) => None,
        }
    }

    /// The image under a function that never falls.
    #[must_use]
    pub fn map(&self, f: impl Fn(&Exact) -> Exact) -> Self {
        match self {
            Self::Point(value) => Self::Point(f(value)),
            Self::Span(low, high) => Self::new(f(low), f(high)),
        }
    }

    /// The image under a function that never falls in either argument.
    #[must_use]
    pub fn zip(&self, other: &Self, f: impl Fn(&Exact, &Exact) -> Exact) -> Self {
        match (self, other) {
            (Self::Point(a), Self::Point(b)) => Self::Point(f(a, b)),
            _ => Self::new(f(self.low(), other.low()), f(self.high(), other.high())),
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.zip(other, Exact::plus)
    }

    /// The difference, never below zero.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Point(a), Self::Point(b)) => Self::Point(a.less(b)),
            _ => Self::new(self.low().less(other.high()), self.high().less(other.low())),
        }
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.zip(other, Exact::times)
    }

    /// The quotient; zero where there is nothing to divide over.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        if other.low().is_zero() && !other.high().is_zero() {
            Self::new(Exact::ZERO, if self.high().is_zero() { Exact::ZERO } else { Exact::INFINITE })
        } else {
            Self::new(self.low().over(other.high()), self.high().over(other.low()))
        }
    }

    /// The lower of the two.
    #[must_use]
    pub fn min(&self, other: &Self) -> Self {
        self.zip(other, |a, b| min(a, b).clone())
    }

    /// The higher of the two.
    #[must_use]
    pub fn max(&self, other: &Self) -> Self {
        self.zip(other, |a, b| max(a, b).clone())
    }

    /// All of both and what lies between.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        if self == other {
            return self.clone();
        }
        Self::new(min(self.low(), other.low()).clone(), max(self.high(), other.high()).clone())
    }

    /// This, or nothing at all.
    #[must_use]
    pub fn or_zero(&self) -> Self {
        Self::new(Exact::ZERO, self.high().clone())
    }

    /// The common part; `None` where there is none.
    #[must_use]
    pub fn clip(&self, low: &Exact, high: &Exact) -> Option<Self> {
        let (low, high) = (max(self.low(), low), min(self.high(), high));
        (low <= high).then(|| Self::new(low.clone(), high.clone()))
    }
}

/// True, false, or not yet decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Surely not.
    False,
    /// Surely.
    True,
    /// Depends on an unknown answer.
    Open,
}

impl Truth {
    /// Known truth.
    #[must_use]
    pub const fn of(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    /// Whether every one of them holds.
    #[must_use]
    pub fn all(tests: impl Iterator<Item = Self>) -> Self {
        let mut truth = Self::True;
        for test in tests {
            match test {
                Self::False => return Self::False,
                Self::Open => truth = Self::Open,
                Self::True => {}
            }
        }
        truth
    }

    /// It is not so.
    #[must_use]
    pub const fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::True => Self::False,
            Self::Open => Self::Open,
        }
    }

    /// What is so where either of two may be.
    #[must_use]
    pub fn either(self, other: Self) -> Self {
        if self == other { self } else { Self::Open }
    }

    /// Whether it can be true.
    #[must_use]
    pub const fn possible(self) -> bool {
        !matches!(self, Self::False)
    }
}
