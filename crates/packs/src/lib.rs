//! The packs of this build, as bytes, and how bytes become an edition.
//!
//! The folders under `data/` are read, checked and baked by `build.rs`; nothing here knows TOML. There are two tables: the
//! page uses [`OVERVIEW`] alone and is given the packs as files, so that only the one in use is in its first load; whoever
//! uses [`BUILT_IN`] carries them all. A pack is decoded only when it is used.

use kaigo_hojo_rules::built;
use kaigo_hojo_rules::edition::{About, Edition};
use kaigo_hojo_rules::wire;

/// What the start page shows of a pack.
#[derive(Clone, Copy, Debug)]
pub struct Overview {
    /// The id of the programme.
    pub id: &'static str,
    bytes: &'static [u8],
}

/// A pack that is part of this build.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// The id of the programme.
    pub id: &'static str,
    bytes: &'static [u8],
}

/// What the packs of this build are, in the order of their folders.
pub const OVERVIEW: &[Overview] = include!(concat!(env!("OUT_DIR"), "/overview.rs"));

/// The packs of this build, in the same order.
pub const BUILT_IN: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

impl Overview {
    /// What the edition is. `None` cannot happen for bytes that this build's own `build.rs` wrote.
    #[must_use]
    pub fn about(&self) -> Option<About> {
        wire::from_bytes(self.bytes)
    }
}

impl BuiltIn {
    /// The edition, decoded anew. `None` cannot happen for bytes that this build's own `build.rs` wrote.
    #[must_use]
    pub fn edition(&self) -> Option<Edition> {
        built::edition(self.bytes)
    }
}

/// The built-in pack of a programme.
#[must_use]
pub fn find(id: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|pack| pack.id == id)
}
