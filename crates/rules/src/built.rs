//! What stands around an edition's bytes in a file: eight bytes that name the format and its version, the SHA-256 of the
//! rest, and the edition as [`crate::wire`] writes it.
//!
//! The digest is checked by whoever can: of the page's own packs the browser holds the whole file against the digest of
//! the build; a file from anybody is read by [`from_anybody`]. What comes without either is not read.

use core::fmt;

use crate::edition::Edition;
use crate::{burden, sound, wire};

/// The format and its version.
const MAGIC: &[u8; 8] = b"kh-pack1";
/// How long a digest is.
const DIGEST: usize = 32;

/// Why a file from anybody is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltError {
    /// It is not a built pack, or one of another version.
    Foreign,
    /// It is damaged, or what it says makes no sense.
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

impl core::error::Error for BuiltError {}

/// The bytes of a file, from an edition's bytes and their digest.
#[must_use]
pub fn wrap(digest: &[u8; DIGEST], body: &[u8]) -> Vec<u8> {
    [MAGIC.as_slice(), digest, body].concat()
}

/// The digest and the edition's bytes of a file; `None` where it is of another format or version.
#[must_use]
pub fn open(file: &[u8]) -> Option<(&[u8], &[u8])> {
    file.strip_prefix(MAGIC)?.split_at_checked(DIGEST)
}

/// The edition of a file whose bytes are known to be those that were built.
#[must_use]
pub fn edition(file: &[u8]) -> Option<Edition> {
    wire::from_bytes(open(file)?.1)
}

/// The edition of a file that may say anything. `sha256`: computes the digest.
///
/// # Errors
/// Where it is foreign, damaged, or asks for endless work.
pub fn from_anybody(file: &[u8], sha256: impl FnOnce(&[u8]) -> [u8; DIGEST]) -> Result<Edition, BuiltError> {
    let (digest, body) = open(file).ok_or(BuiltError::Foreign)?;
    if sha256(body) != digest {
        return Err(BuiltError::Damaged);
    }
    let edition = wire::from_bytes(body).ok_or(BuiltError::Damaged)?;
    // First, so that to see whether it is sound takes no time either.
    if !burden::is_bearable(&edition) {
        return Err(BuiltError::TooMuch);
    }
    if sound::is_sound(&edition) { Ok(edition) } else { Err(BuiltError::Damaged) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wrapped_is_opened_and_nothing_else() {
        let file = wrap(&[7; DIGEST], b"body");
        assert_eq!(open(&file), Some(([7; DIGEST].as_slice(), b"body".as_slice())));
        assert_eq!(open(&wrap(&[7; DIGEST], b"")).map(|(_, body)| body.len()), Some(0));
        for length in 0..MAGIC.len() + DIGEST {
            assert_eq!(open(&file[..length]), None, "{length}");
        }
        let mut newer = file;
        newer[MAGIC.len() - 1] += 1;
        assert_eq!(open(&newer), None);
    }
}
