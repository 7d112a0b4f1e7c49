//! A built pack: what the page and `--pack` read instead of TOML.
//!
//! The file is that of [`kaigo_hojo_rules::built`]; here its digest is computed and checked.

use core::fmt;

use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::{built, burden, wire};
use sha2::{Digest, Sha256};

/// Why a built pack cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltError {
    /// It is not a built pack, or one of another version.
    Foreign,
    /// It is damaged.
    Damaged,
    /// It asks for endless work.
    TooMuch,
}

impl fmt::Display for BuiltError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "制度定義のファイルではないか、この版では読めない形式です",
            Self::Damaged => "制度定義のファイルが壊れています",
            Self::TooMuch => "制度定義のファイルが求める計算が大きすぎます",
        })
    }
}

impl std::error::Error for BuiltError {}

/// Writes a built pack.
#[must_use]
pub fn to_bytes(edition: &Edition) -> Vec<u8> {
    let body = wire::to_bytes(edition);
    built::wrap(&Sha256::digest(&body).into(), &body)
}

/// Reads a built pack.
///
/// # Errors
/// Where it is foreign, damaged, or asks for endless work.
pub fn from_bytes(bytes: &[u8]) -> Result<Edition, BuiltError> {
    let (digest, body) = built::open(bytes).ok_or(BuiltError::Foreign)?;
    if Sha256::digest(body).as_slice() != digest {
        return Err(BuiltError::Damaged);
    }
    let edition = wire::from_bytes(body).ok_or(BuiltError::Damaged)?;
    if burden::is_bearable(&edition) { Ok(edition) } else { Err(BuiltError::TooMuch) }
}
