//! Whether a value exists.

use crate::edition::StepIx;

/// Whether a value can fail to exist, as the cap of an office without staff does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It always exists.
    Never,
    /// For some completions of the unknown answers it does not exist.
    Possible,
    /// It does not exist. The step is the lookup that has no band.
    Certain(StepIx),
}

impl Gap {
    pub(super) fn join(self, other: Self) -> Self {
        self.max(other)
    }

    /// That of one of two, where either may be asked for.
    pub(super) fn either(self, other: Self) -> Self {
        if (self == Self::Never) == (other == Self::Never) { self.min(other) } else { Self::Possible }
    }

    /// That of something that is not asked for in every completion.
    pub(super) fn perhaps(self) -> Self {
        self.min(Self::Possible)
    }
}
