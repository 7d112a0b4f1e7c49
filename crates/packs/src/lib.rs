//! The packs that are built in, as bytes, and how bytes become an edition.
//!
//! The folders under `data/` are read, checked and baked by `build.rs`; nothing here knows TOML. A pack is decoded only
//! when it is used.

use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::wire;

/// A pack that is part of this build.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// The id of the programme.
    pub id: &'static str,
    bytes: &'static [u8],
}

/// The packs of this build, in the order of their folders.
pub const BUILT_IN: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

impl BuiltIn {
    /// The edition, decoded anew. `None` cannot happen for bytes that this build's own `build.rs` wrote.
    #[must_use]
    pub fn edition(&self) -> Option<Edition> {
        wire::from_bytes(self.bytes)
    }
}

/// The built-in pack of a programme.
#[must_use]
pub fn find(id: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|pack| pack.id == id)
}
