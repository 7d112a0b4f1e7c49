//! The bytes of a sheet: its encoding, and its rows.

use encoding_rs::SHIFT_JIS;
use serde::Deserialize;

/// How the bytes stand for characters.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8 without a mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 that begins with a byte order mark.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// What Japanese Excel writes: Shift JIS with the vendor's characters.
    Cp932,
    /// No text at all.
    Binary,
}

const BOM: &[u8] = "\u{feff}".as_bytes();

impl Encoding {
    /// The text; `None` where the bytes are not of this encoding.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 if bytes.starts_with(BOM) => None,
            Self::Utf8 => String::from_utf8(bytes.to_vec()).ok(),
            Self::Utf8Bom => String::from_utf8(bytes.strip_prefix(BOM)?.to_vec()).ok(),
            // What is UTF-8 as well would not show whether a reader knows this encoding.
            Self::Cp932 if std::str::from_utf8(bytes).is_ok() => None,
            Self::Cp932 => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into),
            Self::Binary => None,
        }
    }

    /// The bytes; `None` where a character cannot be written.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Utf8Bom => Some([BOM, text.as_bytes()].concat()),
            Self::Cp932 => {
                let (bytes, _, lost) = SHIFT_JIS.encode(text);
                (!lost).then(|| bytes.into_owned())
            }
            Self::Binary => None,
        }
    }
}

/// How the cells of a row are parted.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// By commas; where the first line has semicolons and no comma, by these.
    Csv,
    /// By tabs, as a spreadsheet copies them.
    Tsv,
    /// By blanks, as a PDF gives them.
    Spaces,
    /// There is no table.
    None,
}

impl Form {
    /// The rows of a text, each as its cells; text of a PDF has one cell in a row.
    #[must_use]
    pub fn rows(self, text: &str) -> Vec<Vec<String>> {
        match self {
            Self::Csv => {
                let first = text.lines().next().unwrap_or_default();
                records(text, if first.contains(';') && !first.contains(',') { ';' } else { ',' })
            }
            Self::Tsv => records(text, '\t'),
            Self::Spaces => text.lines().map(|line| vec![line.to_owned()]).collect(),
            Self::None => Vec::new(),
        }
    }
}

/// Records with quotes: inside them a mark or a line break is part of the cell, and two quotes are one.
fn records(text: &str, mark: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut begun) = (false, false);
    let mut left = text.chars().peekable();
    while let Some(char) = left.next() {
        begun = true;
        match char {
            '"' if quoted && left.peek() == Some(&'"') => cell.extend(left.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\r' if !quoted && left.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                begun = false;
            }
            _ if char == mark && !quoted => row.push(std::mem::take(&mut cell)),
            _ => cell.push(char),
        }
    }
    if begun {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_marks_breaks_and_quotes() {
        let rows = Form::Csv.rows("a,\"1,000\",\"x\ny\"\r\n,\"say \"\"b\"\"\",\n\nlast");
        assert_eq!(rows, [vec!["a", "1,000", "x\ny"], vec!["", "say \"b\"", ""], vec![""], vec!["last"]]);
        assert_eq!(Form::Csv.rows("a;b\n1;1,000"), [["a", "b"], ["1", "1,000"]]);
        assert_eq!(Form::Tsv.rows("\"a\nb\"\t2\n"), [["a\nb", "2"]]);
        assert_eq!(Form::Spaces.rows("a 1\n\nb 2\n"), [["a 1"], [""], ["b 2"]]);
    }

    #[test]
    fn an_encoding_is_not_taken_for_another() {
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Cp932] {
            let bytes = encoding.encode("見積①～￥").expect("it can be written");
            assert_eq!(encoding.decode(&bytes).as_deref(), Some("見積①～￥"), "{encoding:?}");
            for other in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Cp932, Encoding::Binary] {
                assert_eq!(other.decode(&bytes).is_some(), other == encoding, "{encoding:?} as {other:?}");
            }
        }
        assert_eq!(Encoding::Cp932.encode("𠮷"), None);
    }
}
