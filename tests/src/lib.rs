//! Tests of the whole system, and the little that they share.
//!
//! Nothing depends on this crate. A case file says what an application must give; [`check_case`] holds an assessment
//! against it, and is the same for the engine, the command line and wasm.
//!
//! A case has an `id`, a `title` that says what it shows, its clause (`source`), how it was worked out (`why`: a text, or
//! its lines), by whom (`author`), what is entered (`application`, perhaps `dates`) and what must come of it (`expect`).
//!
//! Of papers a case says which are `needed`; of a deadline the day (`"2027-02-15"`; `null` while it is not known; `"none"`
//! where it is not in the list) or some of its fields; of dates that conflict all.

pub mod agreement;
pub mod diagnosis;
#[cfg(not(target_arch = "wasm32"))]
mod not_checked;
#[cfg(not(target_arch = "wasm32"))]
pub mod programmes;
#[cfg(not(target_arch = "wasm32"))]
pub mod quotes;
#[cfg(not(target_arch = "wasm32"))]
pub mod sources;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/support/random.rs"]
mod random;

use std::sync::LazyLock;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::{Assessor, overview};
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_contract::{Application, DateId, Dates, DocumentError, decode};
#[cfg(not(target_arch = "wasm32"))]
pub use not_checked::not_checked;
use serde_json::Value;

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// A reference date for tests that do not care for one.
pub const DAY: Date = Date { year: 2026, month: 11, day: 21 };

/// The folder of these tests: `packs`, `quotes` and the like are in it.
pub const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// How many random inputs a test takes; `KAIGO_HOJO_SEEDS` sets another number.
#[must_use]
pub fn seeds(default: u64) -> u64 {
    std::env::var("KAIGO_HOJO_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The cases that were worked by hand, each with the name of its file.
///
/// # Panics
/// Where a case file is no list in JSON.
#[must_use]
pub fn cases() -> Vec<(&'static str, Value)> {
    listed(CASES)
}

/// All of [`cases`], and those that were added in `tests/cases/added/`. Natively and in wasm the same: as many as [`CASE_COUNT`].
///
/// # Panics
/// Where a case file is no list in JSON.
#[must_use]
pub fn every_case() -> Vec<(&'static str, Value)> {
    [listed(CASES), listed(ADDED)].concat()
}

fn listed(files: &[(&'static str, &'static str)]) -> Vec<(&'static str, Value)> {
    let mut all = Vec::new();
    for (file, text) in files {
        let list: Vec<Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        all.extend(list.into_iter().map(|case| (*file, case)));
    }
    all
}

/// Assesses a document with the built-in packs, as the public does: an assessment or an error object.
///
/// # Panics
/// Where an assessment cannot be written as JSON.
#[must_use]
pub fn assess_document(text: &str) -> Value {
    let failure = |error: DocumentError| serde_json::json!({ "error": error });
    match read(text) {
        Err(error) => failure(error),
        Ok(application) => built_in(&application.programme).map_or_else(
            || failure(overview::unknown(&[])),
            |edition| assess_with(edition, &application, &Dates::default()),
        ),
    }
}

/// Assesses a case: its application, with its dates where it has some.
///
/// # Panics
/// Where a date of the case is none, or an assessment cannot be written as JSON.
#[must_use]
pub fn assess_case(case: &Value) -> Value {
    let dates = dates_of(case);
    let with_dates =
        |application: Application| Some(assess_with(built_in(&application.programme)?, &application, &dates));
    let text = case["application"].to_string();
    match read(&text) {
        Ok(application) if dates != Dates::default() => with_dates(application).unwrap_or_default(),
        _ => assess_document(&text),
    }
}

/// The dates of a case.
///
/// # Panics
/// Where one is none.
#[must_use]
pub fn dates_of(case: &Value) -> Dates {
    let mut dates = Dates::default();
    for (id, date) in case["dates"].as_object().into_iter().flatten() {
        let id = DateId::of_id(id).expect("a date of the grant");
        dates.set(id, Some(date.as_str().and_then(Date::parse).expect("a day of the calendar")));
    }
    dates
}

/// Reads an application.
///
/// # Errors
/// The first mistake.
pub fn read(text: &str) -> Result<Application, DocumentError> {
    let tree: Tree<'_> = serde_json::from_str(text).map_err(|error| DocumentError {
        code: kaigo_hojo_contract::error::Code::Malformed,
        path: String::new(),
        message: error.to_string(),
    })?;
    decode::application(&tree)
}

/// The built-in edition of a programme; all are read once.
fn built_in(programme: &str) -> Option<&'static Edition> {
    static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(overview::editions);
    EDITIONS.iter().find(|edition| edition.about.id == programme)
}

/// Assesses documents of one edition after another.
#[derive(Debug)]
pub struct Desk<'e>(pub Assessor<'e>);

impl Desk<'_> {
    /// The assessment of a sound application.
    ///
    /// # Panics
    /// Where it is not one.
    pub fn assess(&mut self, document: &Value) -> Value {
        let text = document.to_string();
        let application = read(&text).expect("an application");
        match self.0.assess(&application, DAY) {
            Ok(assessment) => serde_json::to_value(assessment).expect("an assessment is JSON"),
            Err(error) => panic!("{error}: {text}"),
        }
    }
}

/// Assesses an application and dates with an edition: an assessment or an error object.
///
/// # Panics
/// Where an assessment cannot be written as JSON.
#[must_use]
pub fn assess_with(edition: &Edition, application: &Application, dates: &Dates) -> Value {
    assess_by(&mut Assessor::new(edition), application, dates)
}

/// The same, for one application after another.
///
/// # Panics
/// Where an assessment cannot be written as JSON.
#[must_use]
pub fn assess_by(assessor: &mut Assessor<'_>, application: &Application, dates: &Dates) -> Value {
    match assessor.assess_with(application, dates, DAY) {
        Ok(assessment) => serde_json::to_value(assessment).expect("an assessment is JSON"),
        Err(error) => serde_json::json!({ "error": error }),
    }
}

/// What of a case's expectation an assessment does not give; empty where all is as expected.
#[must_use]
pub fn check_case(expect: &Value, got: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, got: &Value, want: &Value| {
        if got != want {
            wrong.push(format!("{what}: got {got}, expected {want}"));
        }
    };
    let Some(expect) = expect.as_object() else { return vec!["the case expects nothing".to_owned()] };
    for (key, want) in expect {
        match key.as_str() {
            "lowYen" | "highYen" => {
                same(key, &got["amount"][key.as_str()], want);
                same("tight", &got["amount"]["tight"], &Value::Bool(true));
            }
            "notComputable" => {
                same("amount", &got["amount"], &Value::Null);
                same("a reason is given", &Value::Bool(got["notComputable"]["reason"].is_string()), want);
            }
            "categories" => {
                for (id, yen) in entries(want) {
                    same(&format!("category {id}"), &by_id(&got["categories"], id, "amount")["yen"], yen);
                }
            }
            "alternatives" => {
                for (reading, options) in entries(want) {
                    let alternatives = by_id(&got["readings"], reading, "alternatives");
                    for (option, yen) in entries(options) {
                        let amount = by_id(&alternatives, option, "amount");
                        same(&format!("reading {reading} = {option}"), &amount["yen"], yen);
                    }
                }
            }
            "deadlines" => entries(want).for_each(|(id, want)| check_deadline(id, want, got, &mut same)),
            "dateConflicts" => {
                let given =
                    got["dateConflicts"].as_array().into_iter().flatten().map(|conflict| conflict["id"].clone());
                same("dates that conflict", &given.collect(), want);
            }
            "notes" => {
                let given: Vec<&Value> = got["notes"].as_array().into_iter().flatten().map(|n| &n["id"]).collect();
                for id in want.as_array().into_iter().flatten() {
                    same(&format!("note {id}"), &Value::Bool(given.contains(&id)), &Value::Bool(true));
                }
            }
            "exactNotes" => {
                let mut given: Vec<String> = got["notes"].as_array().into_iter().flatten().map(note_of).collect();
                given.sort_unstable();
                same("the notes", &Value::from(given), want);
            }
            "steps" => {
                for (id, value) in entries(want) {
                    let field = if value.is_string() { "exact" } else { "yen" };
                    same(&format!("step {id}"), &by_id(&got["steps"], id, field), value);
                }
            }
            key => check_plain(key, want, got, &mut same),
        }
    }
    wrong
}

/// What is expected of one value: the key of the case, the place in the assessment.
const PLACES: &[(&str, &str)] = &[
    ("errorPath", "/error/path"),
    ("errorCode", "/error/code"),
    ("amountYen", "/amount/yen"),
    ("ownBurdenYen", "/ownBurden/yen"),
    ("binding", "/bindingConstraint/id"),
    ("verdict", "/verdict"),
    ("route", "/route"),
    ("totalCostYen", "/totalCostYen"),
    ("programmeStatus", "/programmeStatus"),
];

/// What is expected of the entries of a list, by their ids: the key of the case, the list, the field.
const BY_ID: &[(&str, &str, &str)] = &[
    ("items", "items", "status"),
    ("countedYen", "items", "countedYen"),
    ("requirements", "requirements", "status"),
    ("decides", "requirements", "decides"),
    ("documents", "documents", "needed"),
];

fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

fn by_id(list: &Value, id: &str, field: &str) -> Value {
    let found = list.as_array().and_then(|list| list.iter().find(|entry| entry["id"] == id));
    found.map_or(Value::Null, |entry| entry[field].clone())
}

// What stands in one of the two tables.
fn check_plain(key: &str, want: &Value, got: &Value, same: &mut impl FnMut(&str, &Value, &Value)) {
    if let Some((_, place)) = PLACES.iter().find(|(of, _)| *of == key) {
        same(key, got.pointer(place).unwrap_or(&Value::Null), want);
    } else if let Some((_, list, field)) = BY_ID.iter().find(|(of, ..)| *of == key) {
        for (id, want) in entries(want) {
            same(&format!("{field} of {id} in {list}"), &by_id(&got[*list], id, field), want);
        }
    } else {
        same("expectation", &Value::String(key.to_owned()), &Value::Null);
    }
}

// Its date, or some of its fields.
fn check_deadline(id: &str, want: &Value, got: &Value, same: &mut impl FnMut(&str, &Value, &Value)) {
    let found = got["deadlines"].as_array().into_iter().flatten().find(|deadline| deadline["id"] == id);
    if let Value::Object(fields) = want {
        for (field, want) in fields {
            let given = found.map_or(Value::Null, |deadline| deadline[field.as_str()].clone());
            same(&format!("deadline {id} {field}"), &given, want);
        }
    } else {
        let date = found.map_or(Value::from("none"), |deadline| deadline["date"].clone());
        same(&format!("deadline {id}"), &date, want);
    }
}

// With the line that it is about.
fn note_of(note: &Value) -> String {
    let id = note["id"].as_str().unwrap_or("-");
    note["itemId"].as_str().map_or_else(|| id.to_owned(), |item| format!("{id}@{item}"))
}
