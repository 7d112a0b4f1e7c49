//! Which programmes there are here. Every place that differs by programme matches all of them, so that one more does not
//! compile until each place says what holds for it.

/// A programme that is written out here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Programme {
    Saitama,
    Kumamoto,
    Gunma,
}

use Programme::{Gunma, Kumamoto, Saitama};

const ALL: [Programme; 3] = [Saitama, Kumamoto, Gunma];

/// The ids of the programmes.
pub const PROGRAMMES: [&str; ALL.len()] = [ALL[0].id(), ALL[1].id(), ALL[2].id()];

impl Programme {
    const fn id(self) -> &'static str {
        match self {
            Saitama => "saitama-ict-r5",
            Kumamoto => "kumamoto-ict-r5",
            Gunma => "gunma-caretech-r8",
        }
    }

    pub(crate) fn of(id: &str) -> Option<Self> {
        ALL.into_iter().find(|programme| programme.id() == id)
    }

    /// That of an id of [`PROGRAMMES`].
    pub(crate) fn named(id: &str) -> Self {
        Self::of(id).unwrap_or_else(|| panic!("the oracle knows no programme {id}"))
    }

    /// That of an application.
    pub(crate) fn in_document(application: &serde_json::Value) -> Self {
        Self::named(application["programme"].as_str().unwrap_or_default())
    }

    /// The ICT programmes compute alike: one rate, and a cap by the number of staff.
    pub(crate) const fn is_ict(self) -> bool {
        match self {
            Saitama | Kumamoto => true,
            Gunma => false,
        }
    }
}
