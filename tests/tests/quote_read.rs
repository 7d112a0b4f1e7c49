//! The reader of quotes against the sheets of `tests/quotes/`, read by hand, and against quotes at random in 200 layouts.

#![cfg(not(target_arch = "wasm32"))]

#[path = "quote_read/differences.rs"]
mod differences;
#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/random.rs"]
mod random;
#[path = "quote_read/random.rs"]
mod random_quotes;
#[path = "support/schema.rs"]
#[expect(dead_code, reason = "only what we write ourselves is validated here")]
mod schema;

use std::path::{Path, PathBuf};

use hojo::hojo;
use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_exchange::quote_sheet::{self, Answer, Given};
use schema::{Extra, validate};
use serde::Deserialize as _;
use serde_json::Value;
use whole_system_tests::quotes::reading::{self, Reading};
use whole_system_tests::{FOLDER, seeds};

/// The sheets that the reader does not read as the person did, each with what it does not see. None of them gives another
/// amount in silence: `no_sheet_gives_another_amount_in_silence` holds for them too.
const NOT_READ_YET: &[(&str, &str)] = &[];

/// A sheet: its name, what a person reads, the same as JSON, and its bytes.
struct Sheet {
    name: String,
    path: PathBuf,
    reading: Reading,
    value: Value,
    bytes: Vec<u8>,
}

fn sheets() -> Vec<Sheet> {
    let folder = Path::new(FOLDER).join("quotes");
    let files = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path());
    let mut readings: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    readings.sort();
    let sheet = |reading_path: PathBuf| {
        let value: Value = serde_json::from_slice(&std::fs::read(&reading_path).expect("bytes")).expect("JSON");
        let reading = Reading::deserialize(&value).expect("a reading");
        let path = reading_path.with_file_name(&reading.sheet);
        let bytes = std::fs::read(&path).expect("bytes");
        Sheet { name: reading.sheet.clone(), path, reading, value, bytes }
    };
    let sheets: Vec<Sheet> = readings.into_iter().map(sheet).collect();
    assert!(sheets.len() >= 80, "sheets are missing: {}", sheets.len());
    sheets
}

const fn tax(given: reading::Tax) -> Option<Tax> {
    match given {
        reading::Tax::Excluded => Some(Tax::Excluded),
        reading::Tax::Included => Some(Tax::Included),
        reading::Tax::Exempt | reading::Tax::Unknown => None,
    }
}

/// What the engine reads of a sheet.
fn read(sheet: &Sheet, editions: &[Edition]) -> Value {
    let programme = |edition: &&Edition| edition.about.id == sheet.reading.programme;
    let edition = editions.iter().find(programme).expect("a programme");
    read_with(sheet, edition, Vec::new())
}

/// The same after answers.
fn read_with(sheet: &Sheet, edition: &Edition, answers: Vec<Answer>) -> Value {
    let given = Given { tax: sheet.reading.given.tax.and_then(tax), answers };
    let read = match quote_sheet::refused(&sheet.bytes) {
        Some(refusal) => quote_sheet::nothing(edition, refusal),
        None => {
            let text = sheet.reading.encoding.decode(&sheet.bytes).expect("the encoding");
            quote_sheet::read(edition, &text, &given).expect("a table")
        }
    };
    serde_json::to_value(read).expect("JSON")
}

#[test]
fn every_sheet_is_read_as_a_person_reads_it() {
    let editions = overview::editions();
    let mut failures = Vec::new();
    for sheet in sheets() {
        let edition = editions.iter().find(|edition| edition.about.id == sheet.reading.programme).expect("a programme");
        let wrong = differences::of(&sheet.value, &read(&sheet, &editions), edition);
        let known = NOT_READ_YET.iter().find(|(name, _)| sheet.name.starts_with(name));
        match (wrong.is_empty(), known) {
            (true, Some(_)) => failures.push(format!("{}: it is read now; take it off the list", sheet.name)),
            (false, None) => failures.push(format!("{}:\n  {}", sheet.name, wrong.join("\n  "))),
            _ => {}
        }
    }
    assert!(failures.is_empty(), "{} sheets\n{}", failures.len(), failures.join("\n"));
}

/// Whatever else is not seen: what is added without a question is what the person adds.
#[test]
fn no_sheet_gives_another_amount_in_silence() {
    let editions = overview::editions();
    for sheet in sheets() {
        let read = read(&sheet, &editions);
        let silent = read["questions"].as_array().expect("questions").is_empty();
        if silent && !read["totals"].is_null() {
            let added = |value: &Value| differences::money(&value["totals"]["added"]);
            assert_eq!(added(&read), added(&sheet.value), "{}", sheet.name);
        }
    }
}

/// A printed unit of months; and a title without cells above the table, which is the same but for its row.
#[test]
fn the_example_of_the_contract_is_what_is_read() {
    let text = std::fs::read_to_string(Path::new(FOLDER).join("../docs/contract.md")).expect("the text");
    let section = text.split("\n## ").find(|section| section.starts_with("A vendor's quote")).expect("its section");
    let block = section.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let example: Value = serde_json::from_str(block).expect("JSON");
    let editions = overview::editions();
    let edition = editions.iter().find(|edition| example["programme"] == *edition.about.id).expect("a programme");
    let table = "品名\t数量\t単位\t単価\t金額\n保守費\t60\t月\t3,000\t180,000\n";
    let given = Given { tax: Some(Tax::Excluded), answers: Vec::new() };
    let read =
        |text: &str| serde_json::to_value(quote_sheet::read(edition, text, &given).expect("a table")).expect("JSON");
    assert_eq!(read(table), example);
    assert_eq!(read(&["架空商事\n", table].concat())["totals"], example["totals"]);
}

/// Sheets cut and glued at random: no text stops the reader, and each row is told.
#[test]
fn any_text_is_read_or_refused() {
    let editions = overview::editions();
    let texts: Vec<String> = sheets().iter().filter_map(|sheet| sheet.reading.encoding.decode(&sheet.bytes)).collect();
    let signs: Vec<char> = texts.concat().chars().collect();
    let random = &mut random::Random::new(7);
    for _ in 0..seeds(2_000) {
        let mut text = String::new();
        for _ in 0..=random.below(12) {
            let from = random.below(signs.len());
            text.extend(&signs[from..(from + 1 + random.below(60)).min(signs.len())]);
            text.push_str(random.pick::<&str>(&["", ",", "\t", "\n", " ", "\"", "000", ",000"]));
        }
        let edition = random.pick(&editions);
        if let Ok(read) = quote_sheet::read(edition, &text, &Given::default())
            && read.refused.is_none()
        {
            let numbers: Vec<usize> = read.rows.iter().map(|row| row.row).collect();
            assert_eq!(numbers, (1..=read.rows.len()).collect::<Vec<_>>(), "{text}");
            assert!(
                read.questions.iter().all(|question| !question.rows.is_empty() && !question.why.is_empty()),
                "{text}"
            );
        }
    }
    // As wide and as long as can be.
    let edition = &editions[0];
    let wide = format!("品名,数量,{}金額\n", "単価,".repeat(250));
    let row = format!("あ,1,{}1\n", "000,".repeat(250));
    for text in [format!("{wide}{}", row.repeat(900)), row.repeat(900), format!("{}\n", "000 ".repeat(200)).repeat(900)]
    {
        let _ = quote_sheet::read(edition, &text, &Given::default());
    }
    let blank = format!("品名,数量,単価\n名札,1,100\n{}", ",,\n".repeat(1_500));
    assert_eq!(quote_sheet::read(edition, &blank, &Given::default()).map(|read| read.rows.len()), Ok(1_502));
    let long = format!("品名,数量,単価\n{}", "名札,1,100\n".repeat(1_001));
    assert!(quote_sheet::read(edition, &long, &Given::default()).is_err());
}

#[test]
fn the_command_line_prints_the_same() {
    let editions = overview::editions();
    let published = hojo(&["quote", "schema"], b"");
    assert_eq!((published.status, published.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_slice(&published.stdout).expect("a schema is JSON");
    for sheet in sheets() {
        let path = sheet.path.display().to_string();
        let mut arguments = vec!["quote", &path, "--programme", &sheet.reading.programme];
        match sheet.reading.given.tax {
            Some(reading::Tax::Excluded) => arguments.extend(["--tax", "excluded"]),
            Some(reading::Tax::Included) => arguments.extend(["--tax", "included"]),
            _ => {}
        }
        let ran = hojo(&arguments, b"");
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", sheet.name);
        let printed: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
        assert_eq!(printed, read(&sheet, &editions), "{}", sheet.name);
        let wrong = validate(&schema, &printed, Extra::Described);
        assert!(wrong.is_empty(), "{}:\n{}", sheet.name, wrong.join("\n"));
    }
}

#[test]
fn what_cannot_be_read_is_an_error_object() {
    for (arguments, input, code) in [
        (["quote", "-", "--programme", "no-such-programme"], &b"a,b"[..], "unknown-programme"),
        (["quote", "-", "--programme", "saitama-ict-r5"], b"\x81\x00\xff\xff", "malformed"),
        (["quote", "-", "--programme", "saitama-ict-r5"], b"a,\"b", "malformed"),
        (["quote", "/no/such/file", "--programme", "saitama-ict-r5"], b"", "malformed"),
    ] {
        let ran = hojo(&arguments, input);
        let printed: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
        assert_eq!((ran.status, printed["error"]["code"].as_str()), (1, Some(code)), "{arguments:?}");
    }
    assert_eq!(hojo(&["quote", "-"], b"").status, 2);
}

/// A question that is answered is no longer asked, and what is added is what the answer makes of it.
#[test]
fn answers_are_taken() {
    let (sheets, editions) = (sheets(), overview::editions());
    let price = Answer::Price { column: 4 };
    let months = |row: usize| Answer::MonthsInYear { row, months: 5 };
    let counts = |row: usize, months: bool| Answer::CountsMonths { row, months };
    let both = |one: Answer, other: Answer| vec![one, other];
    for (number, answers, added) in [
        ("25", vec![months(2)], 180_000),
        ("32", vec![price], 800_000),
        ("31", both(counts(3, false), counts(4, false)), 318_000),
        ("31", vec![counts(3, true), counts(4, true), months(3), months(4)], 318_000),
        ("39", vec![Answer::Price { column: 3 }], 600_000),
        ("53", vec![Answer::Thousands(true)], 800_000),
        ("58", vec![Answer::Aside { row: 5 }], 500_000),
        ("61", both(Answer::Ordered { row: 6, ordered: true }, Answer::Ordered { row: 7, ordered: false }), 586_000),
        ("64", vec![Answer::Aside { row: 3 }], 600_000),
        ("71", vec![Answer::Aside { row: 3 }], 935_000),
        ("75", vec![Answer::Price { column: 3 }], 1_400_000),
        ("75", vec![Answer::Amount { column: 3 }], 600_000),
    ] {
        let sheet = sheets.iter().find(|sheet| sheet.name.starts_with(number)).expect("the sheet");
        let edition = editions.iter().find(|edition| edition.about.id == sheet.reading.programme).expect("a programme");
        let read = read_with(sheet, edition, answers);
        assert_eq!(read["questions"], serde_json::json!([]), "{number}");
        let sum: i64 = read["totals"]["added"].as_object().expect("a sum").values().filter_map(Value::as_i64).sum();
        assert_eq!(sum, added, "{number}");
    }
    // More months than the year or the contract has are no answer.
    let sheet = sheets.iter().find(|sheet| sheet.name.starts_with("25")).expect("the sheet");
    let edition = editions.iter().find(|edition| edition.about.id == sheet.reading.programme).expect("a programme");
    let read = read_with(sheet, edition, vec![Answer::MonthsInYear { row: 2, months: 13 }]);
    assert_eq!(read["questions"][0]["about"], "months-in-year");
}
