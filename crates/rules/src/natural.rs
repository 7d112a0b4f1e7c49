//! Natural numbers of any size, for the few quotients that leave 128 bits.
//!
//! Only what [`crate::exact`] needs, written to be small: the page carries this code for a case that hardly ever comes.
//! Long division and the greatest common divisor go bit by bit. A well-kept library does the same faster and weighs ten
//! times as much in the page; the tests hold this one against it.

use core::cmp::Ordering;
use core::fmt;

/// A natural number: 32 bits a limb, the least first, none of them 0 at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Natural(Vec<u32>);

impl Natural {
    /// Takes over a machine number.
    pub(crate) fn new(value: u128) -> Self {
        Self((0..4).map(|limb| low_half((value >> (32 * limb)) as u64)).collect()).trimmed()
    }

    /// The machine number, where it is one.
    pub(crate) fn to_u64(&self) -> Option<u64> {
        match self.0.as_slice() {
            [] => Some(0),
            [a] => Some(u64::from(*a)),
            [a, b] => Some(u64::from(*a) | u64::from(*b) << 32),
            _ => None,
        }
    }

    /// Whether it is 0.
    pub(crate) const fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    fn limb(&self, at: usize) -> u64 {
        self.0.get(at).copied().map_or(0, u64::from)
    }

    fn bit(&self, at: usize) -> bool {
        self.limb(at / 32) >> (at % 32) & 1 == 1
    }

    /// The sum.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let (mut carry, mut limbs) = (0, Vec::new());
        for at in 0..=self.0.len().max(other.0.len()) {
            let sum = self.limb(at) + other.limb(at) + carry;
            limbs.push(low_half(sum));
            carry = sum >> 32;
        }
        Self(limbs).trimmed()
    }

    /// The difference; `other` is not larger.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        let mut difference = self.clone();
        difference.take_away(other);
        difference
    }

    fn take_away(&mut self, other: &Self) {
        let mut borrow = 0;
        for (at, limb) in self.0.iter_mut().enumerate() {
            let less = other.limb(at) + borrow;
            let here = u64::from(*limb);
            borrow = u64::from(here < less);
            *limb = low_half(here + (borrow << 32) - less);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// The product.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut limbs = vec![0_u32; self.0.len() + other.0.len()];
        for at in 0..self.0.len() {
            let mut carry = 0;
            for to in 0..=other.0.len() {
                if let Some(limb) = limbs.get_mut(at + to) {
                    let sum = u64::from(*limb) + self.limb(at) * other.limb(to) + carry;
                    *limb = low_half(sum);
                    carry = sum >> 32;
                }
            }
        }
        Self(limbs).trimmed()
    }

    // Twice the number, and one more where `one` is set.
    fn double(&mut self, one: bool) {
        let mut carry = u32::from(one);
        for limb in &mut self.0 {
            (*limb, carry) = (*limb << 1 | carry, *limb >> 31);
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for limb in self.0.iter_mut().rev() {
            (*limb, carry) = (*limb >> 1 | carry << 31, *limb & 1);
        }
        if self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// The quotient and the remainder; `divisor` is not 0.
    pub(crate) fn divided(&self, divisor: &Self) -> (Self, Self) {
        let (mut quotient, mut rest) = (Self(vec![0; self.0.len()]), Self(Vec::new()));
        for at in (0..self.0.len() * 32).rev() {
            rest.double(self.bit(at));
            if rest >= *divisor {
                rest.take_away(divisor);
                quotient.0[at / 32] |= 1 << (at % 32);
            }
        }
        (quotient.trimmed(), rest)
    }

    /// The greatest common divisor; neither is 0.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let (mut a, mut b, mut twos) = (self.clone(), other.clone(), 0);
        while !a.bit(0) && !b.bit(0) {
            a.halve();
            b.halve();
            twos += 1;
        }
        while !a.is_zero() {
            while !a.bit(0) {
                a.halve();
            }
            while !b.bit(0) {
                b.halve();
            }
            if a < b {
                core::mem::swap(&mut a, &mut b);
            }
            a.take_away(&b);
        }
        for _ in 0..twos {
            b.double(false);
        }
        b
    }
}

impl fmt::Display for Natural {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut rest, billion, mut parts) = (self.clone(), Self::new(1_000_000_000), Vec::new());
        while !rest.is_zero() {
            let (quotient, part) = rest.divided(&billion);
            parts.push(part.limb(0));
            rest = quotient;
        }
        write!(f, "{}", parts.pop().unwrap_or(0))?;
        parts.iter().rev().try_for_each(|part| write!(f, "{part:09}"))
    }
}

// What a limb keeps of a sum; the rest is carried.
fn low_half(value: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is what the caller carries")]
    let half = value as u32;
    half
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;

    fn library(value: &Natural) -> BigUint {
        BigUint::new(value.0.clone())
    }

    fn euclid(mut a: BigUint, mut b: BigUint) -> BigUint {
        while b != BigUint::ZERO {
            (a, b) = (b.clone(), a % b);
        }
        a
    }

    #[test]
    fn agrees_with_a_well_kept_library() {
        let mut state = 20_261_121_u64;
        let mut random = |limbs: usize| {
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                low_half(state >> 32) & if state >> 20 & 3 == 0 { 0 } else { u32::MAX }
            };
            Natural((0..limbs).map(|_| next()).collect()).trimmed()
        };
        for round in 0..3_000_usize {
            let (a, b) = (random(round % 9), random(round % 5 + 1).plus(&Natural::new(1)));
            let (x, y) = (library(&a), library(&b));
            assert_eq!(library(&a.plus(&b)), &x + &y);
            assert_eq!(library(&a.times(&b)), &x * &y);
            let (quotient, rest) = a.divided(&b);
            assert_eq!((library(&quotient), library(&rest)), (&x / &y, &x % &y));
            assert_eq!(a.cmp(&b), x.cmp(&y));
            assert_eq!(a.to_string(), x.to_string());
            let (larger, smaller) = if a > b { (&a, &b) } else { (&b, &a) };
            assert_eq!(library(&larger.minus(smaller)), library(larger) - library(smaller));
            if !a.is_zero() {
                assert_eq!(library(&a.common(&b)), euclid(x.clone(), y.clone()), "{a} and {b}");
            }
            assert_eq!(a.to_u64(), u64::try_from(&x).ok());
        }
    }
}
