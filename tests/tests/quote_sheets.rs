//! Each reading of `tests/quotes/`, held against its sheet and against itself. No reader of ours takes part.

#![cfg(not(target_arch = "wasm32"))]

#[path = "quote_sheets/figures.rs"]
mod figures;
#[path = "quote_sheets/rows.rs"]
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;
use serde::Deserialize;
use serde_json::{Value, json};
use whole_system_tests::FOLDER;
use whole_system_tests::quotes::reading::{About, Asked, Charge, Class, Figure, Question, Reading, Refusal, Tax};
use whole_system_tests::quotes::sheet::{Encoding, Form};

/// Every file of the folder by its ending; the readings apart from the sheets.
fn files() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let folder = Path::new(FOLDER).join("quotes");
    let all = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path());
    let of_quotes = all.filter(|path| path.file_name().is_some_and(|name| name.as_encoded_bytes()[0].is_ascii_digit()));
    let mut of_quotes: Vec<_> = of_quotes.collect();
    of_quotes.sort();
    of_quotes.into_iter().partition(|path| path.extension().is_some_and(|end| end == "json"))
}

fn parse(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("text");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn reading(value: &Value) -> Result<Reading, String> {
    Reading::deserialize(value).map_err(|error| error.to_string())
}

/// All that does not hold of a reading and its sheet.
fn complaints(value: &Value, bytes: &[u8], editions: &[Edition]) -> Vec<String> {
    let reading = match reading(value) {
        Ok(reading) => reading,
        Err(error) => return vec![error],
    };
    if let Some(why) = reading.refused {
        return refused(&reading, why, bytes);
    }
    let Some(text) = reading.encoding.decode(bytes) else { return vec!["the encoding is another".to_owned()] };
    let Some(edition) = editions.iter().find(|edition| edition.about.id == reading.programme) else {
        return vec!["no such programme".to_owned()];
    };
    let sheet = reading.form.rows(&text);
    [rows::complaints(&reading, &sheet, edition), figures::complaints(&reading, &sheet), questions(&reading, &sheet)]
        .concat()
}

/// A refused sheet has an empty reading, and is what it is refused for.
fn refused(reading: &Reading, why: Refusal, bytes: &[u8]) -> Vec<String> {
    let lists = [reading.rows.len(), reading.sums.len(), reading.questions.len(), reading.may_ask.len()];
    let begins: &[u8] = match why {
        Refusal::Pdf => b"%PDF-",
        Refusal::Picture => b"\x89PNG",
        Refusal::Workbook => b"PK\x03\x04",
        Refusal::GluedDigits => &[],
    };
    let text = (reading.encoding, reading.form) != (Encoding::Binary, Form::None);
    let mut wrong = Vec::new();
    if lists != [0; 4] || reading.totals.is_some() {
        wrong.push("something is read of a refused sheet".to_owned());
    }
    if !bytes.starts_with(begins) || text != begins.is_empty() || (text && reading.encoding.decode(bytes).is_none()) {
        wrong.push("the sheet is not what it is refused for".to_owned());
    }
    wrong
}

/// Whatever is open has its question, and each question its place.
fn questions(reading: &Reading, sheet: &[Vec<String>]) -> Vec<String> {
    let mut wrong = Vec::new();
    let asked = |list: &[Question], about: Option<About>, row: usize| {
        list.iter().any(|question| about.is_none_or(|about| question.about == about) && question.rows.contains(&row))
    };
    let both = [reading.questions.clone(), reading.may_ask.clone()].concat();
    for question in &both {
        let cells = |row: &usize| row.checked_sub(1).and_then(|row| sheet.get(row)).map_or(0, Vec::len);
        let sound = question.rows.iter().all(|row| cells(row) >= question.column.unwrap_or(1));
        if !sound || question.rows.is_empty() || question.column == Some(0) || question.why.is_empty() {
            wrong.push(format!("a question without its place or words: {question:?}"));
        }
    }
    let mut need = |there: bool, row: usize, what: &str| {
        if !there {
            wrong.push(format!("row {row}: {what}"));
        }
    };
    for row in &reading.rows {
        let at = row.row;
        need(row.in_order.is_none() || asked(&reading.questions, Some(About::InOrOut), at), at, "ordered or not?");
        for line in &row.lines {
            let open = [line.quantity, line.unit_price_yen, line.amount_yen].contains(&Figure::Asked(Asked::Asked));
            need(!open || asked(&reading.questions, None, at), at, "a figure is open, and nothing is asked");
            let months = line.months.is_some_and(|months| months.in_year.known().is_none());
            let list = if line.class == Class::Excluded { &both } else { &reading.questions };
            need(!months || asked(list, Some(About::MonthsInYear), at), at, "the months are open");
            let counts = line.charge == Charge::Asked;
            need(!counts || asked(list, Some(About::QuantityMeaning), at), at, "what the quantity counts is open");
            let tax = line.tax == Tax::Unknown;
            need(!tax || asked(&reading.questions, Some(About::Tax), at), at, "the tax is open");
        }
    }
    for sum in reading.sums.iter().filter(|sum| sum.agrees == Some(false)) {
        need(asked(&reading.questions, Some(About::SumDiffers), sum.row), sum.row, "a sum differs in silence");
    }
    wrong
}

/// Each reading's file, what it says, and its sheet's bytes.
fn all() -> Vec<(PathBuf, Value, Vec<u8>)> {
    let (readings, _) = files();
    let with_sheet = |path: PathBuf| {
        let value = parse(&path);
        let sheet = path.with_file_name(value["sheet"].as_str().expect("the name of a sheet"));
        let bytes = std::fs::read(&sheet).unwrap_or_else(|error| panic!("{}: {error}", sheet.display()));
        (path, value, bytes)
    };
    readings.into_iter().map(with_sheet).collect()
}

#[test]
fn every_sheet_has_one_reading_of_its_name() {
    let (readings, sheets) = files();
    let stems = |paths: &[PathBuf]| paths.iter().map(|path| path.with_extension("")).collect::<Vec<_>>();
    assert_eq!(stems(&readings), stems(&sheets));
    assert!(sheets.len() >= 70, "sheets are missing: {}", sheets.len());
    for (path, sheet) in readings.iter().zip(&sheets) {
        let value = parse(path);
        assert_eq!(value["sheet"].as_str(), sheet.file_name().and_then(|name| name.to_str()));
        let ending = sheet.extension().and_then(|end| end.to_str()).unwrap_or_default();
        let form = value["form"].as_str().unwrap_or_default();
        let fits = matches!((ending, form), ("csv", "csv") | ("tsv", "tsv") | ("txt", "spaces") | (_, "none"));
        assert!(fits, "{}: {form}", sheet.display());
    }
}

#[test]
fn every_reading_holds() {
    let editions = overview::editions();
    let mut failures = Vec::new();
    for (path, value, bytes) in all() {
        let wrong = complaints(&value, &bytes, &editions);
        if !wrong.is_empty() {
            failures.push(format!("{}:\n  {}", path.display(), wrong.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn everything_that_a_reading_can_say_is_said() {
    let (mut words, mut programmes) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
    for (_, value, _) in all() {
        let reading = reading(&value).expect("a reading");
        *programmes.entry(reading.programme.clone()).or_default() += 1;
        words.extend([format!("{:?}", reading.encoding), format!("{:?}", reading.form)]);
        words.extend(reading.rows.iter().map(|row| format!("{:?}", row.role)));
        words.extend(reading.questions.iter().map(|question| format!("asks {:?}", question.about)));
        words.extend(reading.may_ask.iter().map(|question| format!("may ask {:?}", question.about)));
        words.extend(reading.sums.iter().filter_map(|sum| sum.rounding).map(|rounding| format!("{rounding:?}")));
        words.extend(reading.refused.map(|why| format!("refused {why:?}")));
    }
    for word in ["Utf8", "Utf8Bom", "Cp932", "Binary", "Csv", "Tsv", "Spaces", "HalfUp", "Exact"] {
        assert!(words.contains(word), "no sheet with {word}");
    }
    for role in ["Title", "Heading", "Line", "Detail", "Sum", "Tax", "Discount", "Carry", "Note", "Blank"] {
        assert!(words.contains(role), "no row that is a {role}");
    }
    let asked = words.iter().filter(|word| word.starts_with("asks ")).count();
    // A discount never has to be asked for: that of a quote is shared.
    assert!(asked == 12 && words.contains("may ask DiscountOver"), "{words:?}");
    assert_eq!(words.iter().filter(|word| word.starts_with("refused ")).count(), 4);
    assert!(programmes.len() == 3 && programmes.values().all(|count| *count >= 10), "{programmes:?}");
}

/// What spoils a reading: where, the new value, and what is said of it.
const SPOILS: &[(&str, &str, &str, &str)] = &[
    ("01", "/rows/3/lines/0/amountYen", "600001", "row 4: 1 × 600000 is not 600001"),
    ("01", "/rows/3/lines/0/quantity", "2", "row 4: 2 × 600000 is not 600000"),
    ("01", "/rows/3/lines/0/kinds/0", "\"portable-terminal-x\"", "no such kind"),
    ("01", "/rows/3/lines/0/class", "\"excluded\"", "row 4: the kinds are not Excluded"),
    ("01", "/rows/3/lines/0/name", "\"介護ソフト\"", "row 4: 介護ソフト is not in the row"),
    ("01", "/rows/3/lines/0/colour", "1", "unknown field `colour`"),
    ("01", "/rows/3/role", "\"total\"", "unknown variant `total`"),
    ("01", "/rows/3/role", "\"note\"", "row 4: a Note with lines"),
    ("01", "/rows/8/row", "8", "the rows are not 1 to 9"),
    ("01", "/encoding", "\"utf-8\"", "the encoding is another"),
    ("01", "/sums/0/of", "[4, 5]", "row 7: 800000, not 850000"),
    ("01", "/sums/0/yen", "850001", "row 7: 850001 is not printed"),
    ("01", "/sums/1/ratePercent", "8", "row 8: 68000, not 85000"),
    ("01", "/totals/added/excluded", "935000", "added: 850000"),
    ("01", "/totals/quote/yen", "850000", "the quote's total is no sum"),
    ("01", "/totals/agrees", "null", "the totals agree"),
    ("22", "/sums/0/agrees", "true", "row 5: 694000, not 684000"),
    ("22", "/questions", "[]", "row 5: a sum differs in silence"),
    ("25", "/questions", "[]", "row 2: the months are open"),
    ("25", "/rows/1/lines/0/months/total", "12", "row 2: 1 × 3000 × 12 is not 180000"),
    ("31", "/questions", "[]", "row 3: what the quantity counts is open"),
    ("32", "/questions", "[]", "row 2: a figure is open"),
    ("32", "/questions/0/rows", "[4]", "a question without its place"),
    ("55", "/rows/4/amountYen", "-50", "row 6: 799950, not 750000"),
    ("61", "/questions", "[]", "row 6: ordered or not?"),
    ("66", "/questions", "[]", "row 2: the tax is open"),
    ("73", "/refused", "\"picture\"", "not what it is refused for"),
];

#[test]
fn a_spoilt_reading_is_found() {
    let editions = overview::editions();
    let all = all();
    for (number, place, new, said) in SPOILS {
        let of_number =
            |(path, ..): &&(PathBuf, _, _)| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number));
        let (_, value, bytes) = all.iter().find(of_number).expect("the sheet");
        let mut value = value.clone();
        let (parent, key) = place.rsplit_once('/').expect("a place");
        let new: Value = serde_json::from_str(new).expect("a value");
        match value.pointer_mut(parent).expect("the place") {
            Value::Array(list) => list[key.parse::<usize>().expect("a position")] = new,
            entries => entries[key] = new,
        }
        let wrong = complaints(&value, bytes, &editions);
        assert!(wrong.iter().any(|wrong| wrong.contains(said)), "{number}{place}: {wrong:?}");
    }
    assert!(!complaints(&json!({}), b"", &editions).is_empty());
}
