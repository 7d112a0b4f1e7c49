//! The packs of this build, as bytes, and how bytes become an edition.
//!
//! `build.rs` reads, checks and bakes the folders under `data/`; nothing here knows TOML. There are two tables. The page
//! uses only [`OVERVIEW`] and loads packs as files, so that its first load has just the one in use. A program that uses
//! [`BUILT_IN`] carries all packs. A pack is decoded when it is used.

use kaigo_hojo_rules::built;
use kaigo_hojo_rules::edition::{About, Edition};
use kaigo_hojo_rules::wire;

/// The entry of a pack on the start page.
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

/// The overviews, in the order of the folders.
pub const OVERVIEW: &[Overview] = include!(concat!(env!("OUT_DIR"), "/overview.rs"));

/// The packs of this build, in the same order.
pub const BUILT_IN: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

impl Overview {
    /// Decodes it. `None` cannot happen for bytes that this build's own `build.rs` wrote.
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
