//! Which way the text is read, and which route is taken.

use crate::edition::{VARIES_WITH_MENU, Varies};

/// Which way the text is read, and which route is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// For each reading the option taken.
    pub readings: Readings,
    /// The route.
    pub route: u8,
}

/// For each of at most 31 readings the option taken; the default is 0.
pub type Readings = [u8; 31];

/// Every reading by default.
pub const BY_DEFAULT: Readings = [0; 31];

impl Variant {
    /// What differs from another variant.
    pub(super) fn differs(&self, other: &Self) -> Varies {
        let mut varies = if self.route == other.route { 0 } else { VARIES_WITH_MENU };
        if self.readings == other.readings {
            return varies;
        }
        for (bit, (a, b)) in self.readings.iter().zip(&other.readings).enumerate() {
            if a != b {
                varies |= 1 << bit;
            }
        }
        varies
    }
}
