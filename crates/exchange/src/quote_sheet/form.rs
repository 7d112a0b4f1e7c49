//! What a file is, and its text as rows of cells.

use kaigo_hojo_contract::reading::{Form, Refusal};

use super::numbers::{Money, names_money, price};
use super::spaced;
use crate::csv::{CsvError, records};

/// What a file is, where its first bytes say that it holds no text.
#[must_use]
pub fn refused(bytes: &[u8]) -> Option<Refusal> {
    const BEGINNINGS: &[(&[u8], Refusal)] = &[
        (b"%PDF", Refusal::Pdf),
        (b"\x89PNG", Refusal::Picture),
        (b"\xff\xd8\xff", Refusal::Picture),
        (b"GIF8", Refusal::Picture),
        (b"II*\0", Refusal::Picture),
        (b"MM\0*", Refusal::Picture),
        (b"PK\x03\x04", Refusal::Workbook),
        (b"\xd0\xcf\x11\xe0", Refusal::Workbook),
    ];
    // WebP and the pictures of telephones (HEIC) say what they are after their length.
    let heif = bytes.get(4..8) == Some(b"ftyp");
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let begun = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, refusal)| *refusal);
    begun.or((heif || webp).then_some(Refusal::Picture))
}

/// The rows of a text, blank ones too.
pub(super) fn rows(text: &str) -> Result<(Form, Vec<Vec<String>>), CsvError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_spaced(text) {
        return Ok((Form::Spaces, text.lines().map(|line| vec![line.to_owned()]).collect()));
    }
    if let Some(rows) = by_semicolons(text) {
        return Ok((Form::Csv, rows));
    }
    let (separator, records) = records(text)?;
    let rows = records.map(|row| row.map(|row| row.cells)).collect::<Result<_, _>>()?;
    Ok((if separator == '\t' { Form::Tsv } else { Form::Csv }, rows))
}

// The rows of a text whose cells semicolons part, as where a comma is the point of decimals.
fn by_semicolons(text: &str) -> Option<Vec<Vec<String>>> {
    const MARKS: [char; 2] = [';', '；'];
    let many = |fits: &dyn Fn(&str) -> bool| text.lines().filter(|line| fits(line)).count();
    let parted = many(&|line| line.matches(MARKS).count() > 1);
    let cells = |line: &str| line.split(MARKS).map(str::to_owned).collect();
    (!text.contains(['\t', '"']) && parted > many(&has_comma)).then(|| text.lines().map(cells).collect())
}

// Whether blanks part the cells: no tab, no comma but those of numbers, and money in some row.
fn is_spaced(text: &str) -> bool {
    let ends_in_money = |line: &str| {
        let words = spaced::words(line);
        let last = words.last().is_some_and(|word| matches!(price(word).money, Money::Yen(_) | Money::Either(_)));
        last && words.len() > 1
    };
    let has_money = |line: &str| ends_in_money(line) || (line.contains(['円', '¥', '￥']) && names_money(line));
    !text.contains(['\t', '"', ';', '；']) && !text.lines().any(has_comma) && text.lines().any(has_money)
}

// Whether a comma stands that parts no thousands.
fn has_comma(line: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    line.match_indices(',').any(|(at, _)| {
        let before = line[..at].bytes().next_back().is_some_and(|sign| sign.is_ascii_digit());
        !before || digits(&line[at + 1..]) != 3
    })
}

/// Whether numbers stand right behind names, with nothing between that parts them.
pub(super) fn is_glued(rows: &[Vec<String>]) -> bool {
    let glued = |text: &str| {
        let digits = text.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ',');
        let behind = text.len() - digits.len();
        behind > 4 && digits.chars().next_back().is_some_and(|sign| !sign.is_ascii() && !sign.is_whitespace())
    };
    let texts = || rows.iter().filter_map(|cells| single(cells));
    let all_single =
        rows.iter().all(|cells| single(cells).is_some() || cells.iter().all(|cell| cell.trim().is_empty()));
    all_single && texts().filter(|text| glued(text)).count() * 2 > texts().count()
}

// What stands in a row whose commas, if any, are within one number, put back together.
fn single(cells: &[String]) -> Option<String> {
    let text = cells.join(",");
    let text = text.trim();
    (!text.is_empty() && !has_comma(text) && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_not_taken_for_another() {
        for (text, form) in [
            ("品名,数量,単価\nタブレット,5,40,000", Form::Csv),
            ("品名,数量\n\"タブレット 10\",5", Form::Csv),
            ("品名\t数量\nタブレット 10\t5", Form::Tsv),
            ("介護ソフト 1 式 600,000 600,000", Form::Spaces),
            ("品名 数量 単価\n介護ソフト 1 600000", Form::Spaces),
            ("タブレット：200,000円", Form::Spaces),
            ("タブレット 40,000円×5台＝200,000円", Form::Spaces),
            ("品名;数量;単価\nタブレット;5;40,000", Form::Csv),
        ] {
            assert_eq!(rows(text).expect(text).0, form, "{text}");
        }
        let glued = rows("品名数量単価\n介護ソフト1600,000\nタブレット540,000").expect("rows").1;
        assert!(is_glued(&glued) && !is_glued(&rows("介護ソフト,1\n").expect("rows").1));
    }

    #[test]
    fn what_holds_no_text_is_known() {
        assert_eq!(refused(b"%PDF-1.7"), Some(Refusal::Pdf));
        assert_eq!(refused(b"\xff\xd8\xff\xe0"), Some(Refusal::Picture));
        assert_eq!(refused(b"\0\0\0\x18ftypheic"), Some(Refusal::Picture));
        assert_eq!(refused(b"PK\x03\x04"), Some(Refusal::Workbook));
        assert_eq!(refused("品名,数量".as_bytes()), None);
    }
}
