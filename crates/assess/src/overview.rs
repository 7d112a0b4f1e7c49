//! The programmes of this build, for the start page.

use kaigo_hojo_packs::BUILT_IN;
use kaigo_hojo_rules::edition::Edition;

/// Every built-in edition, decoded, in the order of the packs.
#[must_use]
pub fn editions() -> Vec<Edition> {
    BUILT_IN.iter().filter_map(kaigo_hojo_packs::BuiltIn::edition).collect()
}

/// The built-in edition of a programme.
#[must_use]
pub fn edition(id: &str) -> Option<Edition> {
    kaigo_hojo_packs::find(id)?.edition()
}
