//! A text as rows of cells.

use kaigo_hojo_contract::limits::MOST_LINES;

use super::error::CsvError;
use super::limits::{MOST_BYTES, MOST_CELLS};

/// A table as it was given: every row that is not blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the spreadsheet, from 1.
    pub number: usize,
    /// Its cells, without the `'` in front of what looks like a formula.
    pub cells: Vec<String>,
}

impl Row {
    /// A cell; empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Whether a spreadsheet could take a cell for a formula. Full-width signs count: some read them like the others.
pub(super) fn looks_like_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn unguarded(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with('\'') || looks_like_formula(rest) => rest.to_owned(),
        _ => cell,
    }
}

/// Reads a text: CSV, or cells copied out of a spreadsheet (between tabs). Fields in quotation marks may hold anything.
///
/// # Errors
/// Why it is no table that could be taken. The work ends where the limit does.
pub fn read(text: &str) -> Result<Table, CsvError> {
    let mut table = Table::default();
    for row in records(text)?.1 {
        let row = row?;
        if row.is_blank() {
            continue;
        }
        if table.rows.len() > MOST_LINES {
            return Err(CsvError::TooManyRows);
        }
        table.rows.push(row);
    }
    Ok(table)
}

/// The rows of a text one by one, blank ones too, and what parts their cells.
///
/// # Errors
/// Where the text is too large; each row has its own errors.
pub(crate) fn records(text: &str) -> Result<(char, impl Iterator<Item = Result<Row, CsvError>>), CsvError> {
    if text.len() > MOST_BYTES {
        return Err(CsvError::TooLarge);
    }
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = if has_tab(rest) { '\t' } else { ',' };
    let mut number = 0;
    let records = core::iter::from_fn(move || {
        number += 1;
        (!rest.is_empty()).then(|| {
            let row = row(&mut rest, separator, number);
            if row.is_err() {
                rest = "";
            }
            row
        })
    });
    Ok((separator, records))
}

// Whether tabs part the cells: those of the first row that has several, or else of most. Commas stand in amounts, too: a title
// with an amount may stand above cells that were copied.
fn has_tab(text: &str) -> bool {
    // A quotation mark opens at the start of a cell, and again right after one that closes.
    let (mut quoted, mut may_open) = (false, true);
    // Of each row that has several cells, whether tabs part them.
    let (mut rows, mut tab, mut comma) = (Vec::new(), false, false);
    for sign in text.chars() {
        match sign {
            '"' if quoted || may_open => (quoted, may_open) = (!quoted, quoted),
            _ if quoted => {}
            '\r' | '\n' => {
                rows.extend((tab || comma).then_some(tab));
                (tab, comma, may_open) = (false, false, true);
            }
            _ => {
                tab |= sign == '\t';
                comma |= sign == ',';
                may_open = matches!(sign, ',' | '\t');
            }
        }
    }
    rows.extend((tab || comma).then_some(tab));
    let by_tabs = rows.iter().filter(|by_tabs| **by_tabs).count();
    rows.first() == Some(&true) || 2 * by_tabs > rows.len()
}

fn row(rest: &mut &str, separator: char, number: usize) -> Result<Row, CsvError> {
    let mut cells = Vec::new();
    loop {
        let (cell, end) = cell(rest, separator).ok_or(CsvError::OpenQuote { row: number })?;
        if cells.len() == MOST_CELLS {
            return Err(CsvError::TooManyCells { row: number });
        }
        cells.push(unguarded(cell));
        if end != Some(separator) {
            return Ok(Row { number, cells });
        }
    }
}

// One cell and the sign that ends it; `None` where a quotation mark has no end.
fn cell(rest: &mut &str, separator: char) -> Option<(String, Option<char>)> {
    let mut cell = String::new();
    if let Some(mut quoted) = rest.strip_prefix('"') {
        loop {
            let (part, after) = quoted.split_once('"')?;
            cell.push_str(part);
            match after.strip_prefix('"') {
                Some(after) => {
                    cell.push('"');
                    quoted = after;
                }
                None => {
                    *rest = after;
                    break;
                }
            }
        }
    }
    // What is not in quotation marks, or stands after them, is taken as it is.
    let end = rest.find([separator, '\r', '\n']).unwrap_or(rest.len());
    cell.push_str(&rest[..end]);
    let mut signs = rest[end..].chars();
    let sign = signs.next();
    *rest = signs.as_str();
    if sign == Some('\r') {
        *rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    Some((cell, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).expect(text).rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn fields_as_in_rfc_4180() {
        for (text, expected) in [
            ("a,b\r\nc,d\r\n", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("\u{feff}a,b\nc,d", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a\rb", vec![vec!["a"], vec!["b"]]),
            ("\"a,\"\"b\"\"\r\nc\",d", vec![vec!["a,\"b\"\r\nc", "d"]]),
            ("a,,\r\n,,b", vec![vec!["a", "", ""], vec!["", "", "b"]]),
            ("a\tb,c\n1,234\t5", vec![vec!["a", "b,c"], vec!["1,234", "5"]]),
            ("\n\n\"a\tb\",c", vec![vec!["a\tb", "c"]]),
            ("a \"b\tc,d", vec![vec!["a \"b", "c,d"]]),
            ("\"a \"\"\tb\",c", vec![vec!["a \"\tb", "c"]]),
            ("\"a\nb\"\tc", vec![vec!["a\nb", "c"]]),
            // A title, with an amount or without, above cells that were copied.
            ("御見積書\na\tb\n1,234\t5", vec![vec!["御見積書"], vec!["a", "b"], vec!["1,234", "5"]]),
            ("計 5,500円\na\tb\n1,2\t3", vec![vec!["計 5,500円"], vec!["a", "b"], vec!["1,2", "3"]]),
            ("a,b\nc\td,e\nf,g", vec![vec!["a", "b"], vec!["c\td", "e"], vec!["f", "g"]]),
            // Quotation marks that are no quotation.
            ("15\" 画面,\"a\"b", vec![vec!["15\" 画面", "ab"]]),
            ("", vec![]),
            (",,\r\n , \r\n", vec![]),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rows_have_the_numbers_of_the_spreadsheet() {
        let table = read("a\n\n\"b\nc\"\n,\nd").expect("a table");
        assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 5]);
    }

    #[test]
    fn exactly_one_mark_comes_off() {
        for (cell, expected) in [
            ("'=1", "=1"),
            ("''=1", "'=1"),
            ("''", "'"),
            ("'＝1", "＝1"),
            // The mark of somebody else, who does not mark in this way.
            ("'24年度", "'24年度"),
            ("'", "'"),
            ("=1", "=1"),
        ] {
            assert_eq!(cells(cell), [[expected]], "{cell}");
        }
    }

    #[test]
    fn limits_are_said_and_end_the_work() {
        assert_eq!(read(&"x".repeat(MOST_BYTES + 1)), Err(CsvError::TooLarge));
        assert_eq!(read(&"x,1\r\n".repeat(50_000)), Err(CsvError::TooManyRows));
        // A heading and as many lines as there may be.
        assert_eq!(read(&"x,1\n\n\n".repeat(1_001)).map(|table| table.rows.len()), Ok(1_001));
        assert_eq!(read(&"x,1\n".repeat(1_002)), Err(CsvError::TooManyRows));
        assert_eq!(read(&format!("a\n{}", ",".repeat(300))), Err(CsvError::TooManyCells { row: 2 }));
        assert_eq!(read("a\n\"b,c\nd"), Err(CsvError::OpenQuote { row: 2 }));
        for error in [CsvError::TooLarge, CsvError::TooManyRows, CsvError::OpenQuote { row: 2 }] {
            assert!(error.to_string().ends_with("ください。"), "{error}");
        }
    }
}
