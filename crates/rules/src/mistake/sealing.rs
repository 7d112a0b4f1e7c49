//! Writes and reads the mistakes that an edition keeps as bytes.

use super::Mistakes;
use crate::edition::Sealed;
use crate::wire;

impl Sealed {
    /// Writes the bytes.
    #[must_use]
    pub fn of(mistakes: &Mistakes) -> Self {
        Self(wire::to_bytes(mistakes))
    }

    /// Reads the bytes; `None` if there are none.
    #[must_use]
    pub fn open(&self) -> Option<Mistakes> {
        wire::from_bytes(&self.0)
    }
}
