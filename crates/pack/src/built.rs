//! Built packs: the form that the page and `--pack` read instead of TOML.
//!
//! [`kaigo_hojo_rules::built`] defines the file; this module computes its digest.

use kaigo_hojo_rules::built::{self, BuiltError};
use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::wire;
use sha2::{Digest, Sha256};

/// Writes a built pack.
#[must_use]
pub fn to_bytes(edition: &Edition) -> Vec<u8> {
    let body = wire::to_bytes(edition);
    built::wrap(&Sha256::digest(&body).into(), &body)
}

/// Reads a built pack.
///
/// # Errors
/// If it is foreign or damaged, or asks for endless work.
pub fn from_bytes(bytes: &[u8]) -> Result<Edition, BuiltError> {
    built::from_anybody(bytes, |body| Sha256::digest(body).into())
}
