//! A built pack: what the page and `--pack` read instead of TOML.
//!
//! Eight bytes that name the format and its version, the SHA-256 of the rest, and the edition as `rules::wire` writes it.

use core::fmt;

use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::wire;
use sha2::{Digest, Sha256};

const MAGIC: &[u8; 8] = b"kh-pack1";
const HEAD: usize = 8 + 32;

/// Why a built pack cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltError {
    /// It is not a built pack, or one of another version.
    Foreign,
    /// It is damaged.
    Damaged,
}

impl fmt::Display for BuiltError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "制度定義のファイルではないか、この版では読めない形式です",
            Self::Damaged => "制度定義のファイルが壊れています",
        })
    }
}

impl std::error::Error for BuiltError {}

/// Writes a built pack.
#[must_use]
pub fn to_bytes(edition: &Edition) -> Vec<u8> {
    let body = wire::to_bytes(edition);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(Sha256::digest(&body));
    bytes.extend(body);
    bytes
}

/// Reads a built pack.
///
/// # Errors
/// Where it is foreign or damaged.
pub fn from_bytes(bytes: &[u8]) -> Result<Edition, BuiltError> {
    if bytes.len() < HEAD || &bytes[..8] != MAGIC {
        return Err(BuiltError::Foreign);
    }
    let (head, body) = bytes.split_at(HEAD);
    if Sha256::digest(body).as_slice() != &head[8..] {
        return Err(BuiltError::Damaged);
    }
    wire::from_bytes(body).ok_or(BuiltError::Damaged)
}
