//! What stands around an edition's bytes in a file: eight bytes that name the format and its version, the SHA-256 of the
//! rest, and the edition as [`crate::wire`] writes it.
//!
//! The digest is checked by whoever can: `pack` computes it, the page has the browser hold the whole file against the
//! digest of its own build. What comes without either is not read.

use crate::edition::Edition;
use crate::wire;

/// The format and its version.
const MAGIC: &[u8; 8] = b"kh-pack1";
/// How long a digest is.
const DIGEST: usize = 32;

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
