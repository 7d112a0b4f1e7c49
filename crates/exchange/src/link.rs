//! A draft in bytes: for the share link, and for handing a draft from one module of the page to the other.
//!
//! It needs no pack to be read. The first byte is the version, the last four are the CRC-32 of what stands before them;
//! both stay so in every later version. Between them stand numbers of seven bits a byte and texts with their length, in
//! the order of [`Draft`]. The reader keeps the limits of the document: it takes nothing that [`kaigo_hojo_contract::decode::draft`]
//! would not take. Whoever puts the bytes into a link may compress them first; [`to_text`] makes the text and says which.

mod format;
mod read;
mod write;

use kaigo_hojo_contract::draft::Draft;

pub use self::format::LinkError;
use self::read::ByteReader;
use self::write::ByteWriter;

/// The version that is written.
const VERSION: u8 = 1;
/// More bytes than this are not read.
pub const MOST_BYTES: usize = 4 << 20;
/// More bytes than this are not let out of compressed ones.
pub const MOST_INFLATED: usize = 1 << 20;

type Result<T> = core::result::Result<T, LinkError>;

/// The bytes of a draft; without the names that people gave to it and to its lines unless `names`.
#[must_use]
pub fn to_bytes(draft: &Draft, names: bool) -> Vec<u8> {
    let mut out = ByteWriter { bytes: vec![VERSION], names };
    out.draft(draft);
    let sum = crc32(&out.bytes);
    out.bytes.extend(sum.to_le_bytes());
    out.bytes
}

/// The draft of such bytes.
///
/// # Errors
/// Why they were not taken.
pub fn from_bytes(bytes: &[u8]) -> Result<Draft> {
    if bytes.len() > MOST_BYTES {
        return Err(LinkError::TooLarge);
    }
    let (inside, sum) = bytes.split_last_chunk::<4>().ok_or(LinkError::Damaged)?;
    let (version, rest) = inside.split_first().ok_or(LinkError::Damaged)?;
    if crc32(inside) != u32::from_le_bytes(*sum) || *version == 0 {
        return Err(LinkError::Damaged);
    }
    if *version > VERSION {
        return Err(LinkError::Newer);
    }
    let mut input = ByteReader { rest, mistake: None };
    let draft = input.draft();
    match input.mistake {
        Some(mistake) => Err(mistake),
        None if !input.rest.is_empty() => Err(LinkError::Damaged),
        None => Ok(draft),
    }
}

// Bit by bit: a table would be larger than what it saves.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How the bytes stand in the text of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As they are.
    Plain,
    /// Compressed with DEFLATE (RFC 1951), nothing around it.
    Deflated,
}

impl Packing {
    /// How a text begins: the version, and a letter where the bytes are compressed.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Plain => "v1.",
            Self::Deflated => "v1z.",
        }
    }
}

/// The text of a link's fragment: `v1.` and the bytes in base64url, or `v1z.` where they are compressed.
#[must_use]
pub fn to_text(bytes: &[u8], packing: Packing) -> String {
    let mut text = String::with_capacity(4 + bytes.len().div_ceil(3) * 4);
    text.push_str(packing.prefix());
    for chunk in bytes.chunks(3) {
        let mut bits = [0; 3];
        bits[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, bits[0], bits[1], bits[2]]);
        for at in 0..=chunk.len() {
            text.push(char::from(SIGNS[(bits >> (18 - 6 * at)) as usize & 63]));
        }
    }
    text
}

/// Such a text without what somebody has written behind it: a full stop, a bracket, `?utm_source=…`. What is left is as
/// whole as its checksum says.
#[must_use]
pub fn without_rest(text: &str) -> &str {
    let signs = text.find('.').map_or(text.len(), |point| point + 1);
    let rest = text.as_bytes().iter().skip(signs).position(|sign| !SIGNS.contains(sign));
    rest.and_then(|rest| text.get(..signs + rest)).unwrap_or(text)
}

/// The bytes of such a text, and how they are packed.
///
/// # Errors
/// Why it was not taken.
pub fn from_text(text: &str) -> Result<(Vec<u8>, Packing)> {
    if text.len() > MOST_BYTES / 3 * 4 {
        return Err(LinkError::TooLarge);
    }
    let (version, signs) = text.strip_prefix('v').and_then(|rest| rest.split_once('.')).ok_or(LinkError::Damaged)?;
    let (version, packing) = match version.strip_suffix('z') {
        Some(version) => (version, Packing::Deflated),
        None => (version, Packing::Plain),
    };
    if version.is_empty() || version.starts_with('0') || !version.bytes().all(|sign| sign.is_ascii_digit()) {
        return Err(LinkError::Damaged);
    }
    if version != "1" {
        return Err(LinkError::Newer);
    }
    let mut bytes = Vec::with_capacity(signs.len() / 4 * 3 + 2);
    for chunk in signs.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for sign in chunk {
            let value = SIGNS.iter().position(|known| known == sign).ok_or(LinkError::Damaged)?;
            bits = bits << 6 | u32::try_from(value).unwrap_or(0);
        }
        // Of four signs three bytes, of two one; the bits that are left over are empty.
        let left = [0, 6, 4, 2, 0][chunk.len()];
        if chunk.len() == 1 || bits & ((1 << left) - 1) != 0 {
            return Err(LinkError::Damaged);
        }
        let whole = (bits >> left).to_be_bytes();
        bytes.extend(&whole[5 - chunk.len()..]);
    }
    Ok((bytes, packing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(inside: &[u8]) -> Vec<u8> {
        let mut bytes = inside.to_vec();
        bytes.extend(crc32(inside).to_le_bytes());
        bytes
    }

    #[test]
    fn the_sum_is_the_usual_one() {
        // The check value of CRC-32/ISO-HDLC.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn nothing_is_written_twice_as_long_as_it_must_be() {
        let empty = to_bytes(&Draft::default(), true);
        // Version, no name, empty programme, no answers, no items, nothing open, five dates, four figures, no ticks,
        // three figures, no staff, and the sum.
        assert_eq!(empty, sealed(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(from_bytes(&empty), Ok(Draft::default()));
    }

    /// A draft with one line: its flags and what stands in the place of its kind.
    fn one_line(flags: &[u8], kinds: &[u8]) -> Result<Vec<String>> {
        // Version, no name, no programme, no answers, one line; then its id, its price, its quantity, no answers of its own.
        let line = [&[1, 0, 0, 0, 2], flags, &[1, b'a'], kinds, &[5, 2, 0]].concat();
        let draft = from_bytes(&sealed(&[line.as_slice(), &[0; 15]].concat()))?;
        Ok(draft.application.items.into_iter().flatten().flat_map(|item| item.kinds).collect())
    }

    #[test]
    fn kinds_of_a_line() {
        let read = |kinds: &[&str]| Ok(kinds.iter().map(|kind| (*kind).to_owned()).collect());
        // As every link has it that was made before kinds could be open.
        assert_eq!(one_line(&[0], &[1, b'k']), read(&["k"]));
        let open = |kinds: &[u8]| one_line(&[0x80, 1], kinds);
        assert_eq!(open(&[2, 1, b'l', 1, b'k']), read(&["l", "k"]));
        assert_eq!(open(&[2, 1, b'k', 1, b'k']), Err(LinkError::Damaged), "twice the same");
        assert_eq!(open(&[1, 1, b'k']), Err(LinkError::Damaged), "one is not open");
        assert_eq!(open(&[0]), Err(LinkError::Damaged));
        let nine: Vec<u8> = [9].into_iter().chain((b'a'..=b'i').flat_map(|kind| [1, kind])).collect();
        assert_eq!(open(&nine), Err(LinkError::TooLarge));
        let eight: Vec<u8> = [8].into_iter().chain((b'a'..=b'h').flat_map(|kind| [1, kind])).collect();
        assert_eq!(open(&eight), read(&["a", "b", "c", "d", "e", "f", "g", "h"]));
        assert_eq!(one_line(&[0x80, 2], &[1, b'k']), Err(LinkError::Damaged), "no flag that is not known");
    }

    #[test]
    fn numbers_have_one_form() {
        let read = |bytes: &[u8]| {
            let mut input = ByteReader { rest: bytes, mistake: None };
            Some(input.number()).filter(|_| input.mistake.is_none() && input.rest.is_empty())
        };
        for value in [0, 1, 0x7f, 0x80, 300, u64::MAX - 1, u64::MAX] {
            let mut out = ByteWriter { bytes: Vec::new(), names: true };
            out.number(value);
            assert_eq!(read(&out.bytes), Some(value));
        }
        let mut beyond = vec![0xff; 9];
        beyond.push(2);
        for bytes in [&[][..], &[0x80], &[0x80, 0], &[0xff; 11], &beyond] {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let good = to_bytes(&Draft::default(), true);
        for length in 0..good.len() {
            assert_eq!(from_bytes(&good[..length]), Err(LinkError::Damaged), "{length} bytes");
        }
        for at in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[at / 8] ^= 1 << (at % 8);
            assert_eq!(from_bytes(&bad), Err(LinkError::Damaged), "bit {at}");
        }
        let mut longer = good[..good.len() - 4].to_vec();
        longer.push(0);
        assert_eq!(from_bytes(&sealed(&longer)), Err(LinkError::Damaged), "something is left over");
        assert_eq!(from_bytes(&sealed(&[0, 0])), Err(LinkError::Damaged), "there is no version 0");
        assert_eq!(from_bytes(&sealed(&[2, 9, 9, 9])), Err(LinkError::Newer));
        assert_eq!(from_bytes(&vec![0; MOST_BYTES + 1]), Err(LinkError::TooLarge));
        // A name of 101 characters, and 1,001 lines.
        let mut long = vec![1, 1, 101];
        long.extend([b'x'; 101]);
        assert_eq!(from_bytes(&sealed(&long)), Err(LinkError::TooLarge));
        let mut many = vec![1, 0, 0, 0, 0xea, 0x07];
        many.extend([0; 2_000]);
        assert_eq!(from_bytes(&sealed(&many)), Err(LinkError::TooLarge));
        for error in [LinkError::Damaged, LinkError::Newer, LinkError::TooLarge] {
            assert!(error.to_string().ends_with("ください。"), "{error}");
        }
    }

    #[test]
    fn base64url_as_in_rfc_4648() {
        for (bytes, text) in [
            ("", "v1."),
            ("f", "v1.Zg"),
            ("fo", "v1.Zm8"),
            ("foo", "v1.Zm9v"),
            ("foob", "v1.Zm9vYg"),
            ("fooba", "v1.Zm9vYmE"),
            ("foobar", "v1.Zm9vYmFy"),
        ] {
            assert_eq!(to_text(bytes.as_bytes(), Packing::Plain), text);
            assert_eq!(from_text(text), Ok((bytes.as_bytes().to_vec(), Packing::Plain)));
            let deflated = text.replace("v1", "v1z");
            assert_eq!(to_text(bytes.as_bytes(), Packing::Deflated), deflated);
            assert_eq!(from_text(&deflated), Ok((bytes.as_bytes().to_vec(), Packing::Deflated)));
        }
        assert_eq!(to_text(&[0xfb, 0xff], Packing::Plain), "v1.-_8");
        for text in [
            "",
            "v",
            "v1",
            "Zg",
            "v.Zg",
            "v01.Zg",
            "v1x.Zg",
            "vz.Zg",
            "v1zz.Zg",
            "zv1.Zg",
            "v1.Z",
            "v1.Zh",
            "v1.Zm9",
            "v1.Zg==",
            "v1.Z g",
            "v1.ｚｇ",
        ] {
            assert_eq!(from_text(text), Err(LinkError::Damaged), "{text}");
        }
        for rest in ["", "。", ")", "？", "?utm_source=line", "&fbclid=1", "%E3%80%82", " と", "'", "\n"] {
            assert_eq!(without_rest(&["v1.Zm8", rest].concat()), "v1.Zm8", "{rest:?}");
        }
        for text in ["", "v1", "v1.", "あ", "v1z.Zm-_8"] {
            assert_eq!(without_rest(text), text);
        }
        assert_eq!(from_text("v2.Zg"), Err(LinkError::Newer));
        assert_eq!(from_text("v10.?"), Err(LinkError::Newer));
        assert_eq!(from_text("v2z.Zg"), Err(LinkError::Newer));
        assert_eq!(from_text(&"v".repeat(MOST_BYTES * 2)), Err(LinkError::TooLarge));
    }
}
