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

#[cfg(not(target_arch = "wasm32"))]
use std::sync::LazyLock;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::{Assessor, overview};
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_contract::{Application, DateId, Dates, DocumentError, decode};
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
    let by_id = |list: &Value, id: &str, field: &str| {
        let found = list.as_array().and_then(|list| list.iter().find(|entry| entry["id"] == id));
        found.map_or(Value::Null, |entry| entry[field].clone())
    };
    let Some(expect) = expect.as_object() else { return vec!["the case expects nothing".to_owned()] };
    for (key, want) in expect {
        match key.as_str() {
            "errorPath" => same("error path", &got["error"]["path"], want),
            "errorCode" => same("error code", &got["error"]["code"], want),
            "amountYen" => same("amount", &got["amount"]["yen"], want),
            "lowYen" | "highYen" => {
                same(key, &got["amount"][key.as_str()], want);
                same("tight", &got["amount"]["tight"], &Value::Bool(true));
            }
            "notComputable" => {
                same("amount", &got["amount"], &Value::Null);
                same("a reason is given", &Value::Bool(got["notComputable"]["reason"].is_string()), want);
            }
            "verdict" | "route" | "totalCostYen" | "programmeStatus" => same(key, &got[key.as_str()], want),
            "ownBurdenYen" => same(key, &got["ownBurden"]["yen"], want),
            "binding" => same(key, &got["bindingConstraint"]["id"], want),
            "items" => {
                for (id, status) in want.as_object().into_iter().flatten() {
                    same(&format!("status of {id}"), &by_id(&got["items"], id, "status"), status);
                }
            }
            "countedYen" => {
                for (id, yen) in want.as_object().into_iter().flatten() {
                    same(&format!("counted of {id}"), &by_id(&got["items"], id, "countedYen"), yen);
                }
            }
            "categories" => {
                for (id, yen) in want.as_object().into_iter().flatten() {
                    same(&format!("category {id}"), &by_id(&got["categories"], id, "amount")["yen"], yen);
                }
            }
            "alternatives" => {
                for (reading, options) in want.as_object().into_iter().flatten() {
                    let alternatives = by_id(&got["readings"], reading, "alternatives");
                    for (option, yen) in options.as_object().into_iter().flatten() {
                        let amount = by_id(&alternatives, option, "amount");
                        same(&format!("reading {reading} = {option}"), &amount["yen"], yen);
                    }
                }
            }
            "requirements" => {
                for (id, status) in want.as_object().into_iter().flatten() {
                    same(&format!("requirement {id}"), &by_id(&got["requirements"], id, "status"), status);
                }
            }
            "documents" => {
                for (id, needed) in want.as_object().into_iter().flatten() {
                    same(&format!("document {id}"), &by_id(&got["documents"], id, "needed"), needed);
                }
            }
            "deadlines" => {
                let given = got["deadlines"].as_array().map(Vec::as_slice).unwrap_or_default();
                for (id, want) in want.as_object().into_iter().flatten() {
                    let found = given.iter().find(|deadline| deadline["id"] == id.as_str());
                    let date = found.map_or(Value::from("none"), |deadline| deadline["date"].clone());
                    match want {
                        Value::Object(fields) => {
                            for (field, want) in fields {
                                let field_of = |deadline: &Value| deadline[field.as_str()].clone();
                                same(&format!("deadline {id} {field}"), &found.map_or(Value::Null, field_of), want);
                            }
                        }
                        _ => same(&format!("deadline {id}"), &date, want),
                    }
                }
            }
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
            "decides" => {
                for (id, decides) in want.as_object().into_iter().flatten() {
                    same(&format!("whether {id} decides"), &by_id(&got["requirements"], id, "decides"), decides);
                }
            }
            "exactNotes" => {
                let name = |note: &Value| match note["itemId"].as_str() {
                    Some(item) => format!("{}@{item}", note["id"].as_str().unwrap_or("-")),
                    None => note["id"].as_str().unwrap_or("-").to_owned(),
                };
                let mut given: Vec<String> = got["notes"].as_array().into_iter().flatten().map(name).collect();
                given.sort_unstable();
                same("the notes", &Value::from(given), want);
            }
            "steps" => {
                for (id, value) in want.as_object().into_iter().flatten() {
                    let field = if value.is_string() { "exact" } else { "yen" };
                    same(&format!("step {id}"), &by_id(&got["steps"], id, field), value);
                }
            }
            unknown => same("expectation", &Value::String(unknown.to_owned()), &Value::Null),
        }
    }
    wrong
}
