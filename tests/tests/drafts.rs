//! The draft document: what it may say, the path of every mistake, and its assessment on the command line.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use hojo::hojo;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_contract::DocumentError;
use kaigo_hojo_contract::decode::{Document, document, draft};
use kaigo_hojo_contract::draft::{DateId, Draft, OpenValue, Part};
use kaigo_hojo_contract::error::Code;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_exchange::storage::{self, Kept, StorageError};
use serde_json::{Value, json};

fn read(document: &Value) -> Result<Draft, DocumentError> {
    let text = document.to_string();
    let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
    draft(&tree)
}

/// A draft with every part that a draft can have.
fn full() -> Value {
    json!({
        "schema": "kaigo-hojo/draft/1",
        "name": "本町デイ",
        "application": {
            "schema": "kaigo-hojo/application/1",
            "programme": "saitama-ict-r5",
            "answers": { "staff-fte": "10.49", "life-data": null },
            "items": [
                { "id": "i1", "kind": "care-software", "unitPriceYen": 600_000, "quantity": 1, "tax": "excluded" },
                { "id": "i2", "kind": "lease", "name": "端末", "unitPriceYen": 0, "quantity": 3, "tax": "included",
                  "taxRatePercent": 8, "months": { "inYear": 0, "total": 60 }, "discountYen": 100 },
            ],
        },
        "open": ["items[1].unitPriceYen", "items[1].months.inYear"],
        "dates": {
            "decision": "2026-07-01", "contract": "2026-07-02", "delivery": "2026-08-01", "payment": "2026-08-31",
            "completion": "2028-02-29",
        },
        "written": { "eligibleCostYen": 1_234_000, "amountYen": 925_000, "staffNumber": 11, "rate": "3/4" },
        "ticks": ["ict-plan"],
        "quote": { "printedTotalYen": 2_000_000, "printedTotalTax": "included", "discountYen": 100_000 },
        "staff": {
            "fullTimeHours": "40",
            "rows": [
                { "role": "home-helper", "people": 3, "weeklyHours": "12.5", "byHead": true },
                { "role": "manager" },
            ],
        },
    })
}

#[test]
fn a_full_draft_is_read_and_written() {
    let read = read(&full()).expect("a draft");
    assert_eq!(read.name.as_deref(), Some("本町デイ"));
    assert_eq!(read.application.items.as_ref().map(|items| items[1].discount_yen), Some(100));
    assert_eq!(read.open, [OpenValue { line: 1, part: Part::Price }, OpenValue { line: 1, part: Part::InYear }]);
    assert_eq!(read.dates.get(DateId::Completion), Date::new(2028, 2, 29));
    assert_eq!(read.written.rate.as_deref(), Some("3/4"));
    assert_eq!(read.staff.as_ref().map(|staff| staff.rows[0].weekly_hours.as_deref()), Some(Some("12.5")));
    assert_eq!(serde_json::to_value(&read).expect("JSON"), full());
    // The order of the keys is the order of the document.
    let text = serde_json::to_string(&read).expect("JSON");
    let places = ["name", "application", "open", "dates", "written", "ticks", "quote", "staff"];
    let places = places.map(|key| text.find(&format!("\"{key}\":")).expect(key));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn what_is_empty_is_not_written() {
    let application = json!({ "schema": "kaigo-hojo/application/1", "programme": "x", "answers": {} });
    let least = json!({ "schema": "kaigo-hojo/draft/1", "application": application });
    let read = read(&least).expect("a draft");
    assert_eq!(read.application.items, None);
    assert_eq!(serde_json::to_value(&read).expect("JSON"), least);
    // No line is not the same as lines that are not known.
    let mut none = least;
    none["application"]["items"] = json!([]);
    assert_eq!(serde_json::to_value(self::read(&none).expect("a draft")).expect("JSON"), none);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_mistake_has_its_path() {
    let long = "あ".repeat(1_001);
    let ids: Vec<String> = (0..201).map(|ix| ix.to_string()).collect();
    let rows = vec![json!({ "role": "x" }); 201];
    let keys: serde_json::Map<String, Value> = (0..1_001).map(|ix| (ix.to_string(), json!(1))).collect();
    for (pointer, value, code, path) in [
        ("/schema", json!("kaigo-hojo/draft/2"), Code::UnsupportedSchema, "schema"),
        ("/schema", json!(null), Code::WrongType, "schema"),
        ("/name", json!(null), Code::WrongType, "name"),
        ("/name", json!("あ".repeat(101)), Code::OutOfRange, "name"),
        ("/nam", json!(1), Code::UnknownField, "nam"),
        ("/application", json!([]), Code::WrongType, "application"),
        ("/application/schema", json!("x"), Code::UnsupportedSchema, "application.schema"),
        ("/application/extra", json!(1), Code::UnknownField, "application.extra"),
        ("/application/items/1/quantity", json!(-1), Code::OutOfRange, "application.items[1].quantity"),
        ("/application/items/1/discountYen", json!(-1), Code::OutOfRange, "application.items[1].discountYen"),
        ("/application/items/1/discountYen", json!(null), Code::WrongType, "application.items[1].discountYen"),
        ("/application/items/1/name", json!(long), Code::OutOfRange, "application.items[1].name"),
        ("/application/answers", json!(keys), Code::OutOfRange, "application.answers"),
        ("/application/answers/staff-fte", json!(vec!["x"; 1_001]), Code::OutOfRange, "application.answers.staff-fte"),
        ("/open", json!({}), Code::WrongType, "open"),
        ("/open/1", json!(1), Code::WrongType, "open[1]"),
        ("/open/1", json!("items[1].unitPriceYen"), Code::Duplicate, "open[1]"),
        ("/open/1", json!("items[2].unitPriceYen"), Code::UnknownField, "open[1]"),
        ("/open/1", json!("items[0].months.inYear"), Code::UnknownField, "open[1]"),
        ("/open/1", json!("items[0].name"), Code::UnknownField, "open[1]"),
        ("/open/1", json!("items[00].tax"), Code::UnknownField, "open[1]"),
        ("/open/1", json!("items[+0].tax"), Code::UnknownField, "open[1]"),
        ("/open/1", json!("items[].tax"), Code::UnknownField, "open[1]"),
        ("/open", json!(ids), Code::OutOfRange, "open"),
        ("/dates", json!([]), Code::WrongType, "dates"),
        ("/dates/start", json!("2026-01-01"), Code::UnknownField, "dates.start"),
        ("/dates/decision", json!(20_260_701), Code::WrongType, "dates.decision"),
        ("/dates/decision", json!("2026-7-1"), Code::WrongType, "dates.decision"),
        ("/dates/decision", json!("令和8年7月1日"), Code::WrongType, "dates.decision"),
        ("/dates/contract", json!("2026-02-29"), Code::OutOfRange, "dates.contract"),
        ("/dates/delivery", json!("2026-13-01"), Code::OutOfRange, "dates.delivery"),
        ("/dates/payment", json!("2026-06-31"), Code::OutOfRange, "dates.payment"),
        ("/dates/payment", json!(null), Code::WrongType, "dates.payment"),
        ("/dates/completion", json!("1999-12-31"), Code::OutOfRange, "dates.completion"),
        ("/dates/completion", json!("2200-01-01"), Code::OutOfRange, "dates.completion"),
        ("/written/eligibleCostYen", json!(1_000_000_001), Code::OutOfRange, "written.eligibleCostYen"),
        ("/written/amountYen", json!("1"), Code::WrongType, "written.amountYen"),
        ("/written/staffNumber", json!(1.5), Code::WrongType, "written.staffNumber"),
        ("/written/rate", json!("3:4"), Code::OutOfRange, "written.rate"),
        ("/written/rate", json!(0.75), Code::WrongType, "written.rate"),
        ("/written/rates", json!("3/4"), Code::UnknownField, "written.rates"),
        ("/ticks", json!(["a", "a"]), Code::Duplicate, "ticks[1]"),
        ("/ticks", json!([1]), Code::WrongType, "ticks[0]"),
        ("/ticks", json!(ids), Code::OutOfRange, "ticks"),
        ("/quote/printedTotalTax", json!("exempt"), Code::UnknownOption, "quote.printedTotalTax"),
        ("/quote/printedTotalYen", json!(-1), Code::OutOfRange, "quote.printedTotalYen"),
        ("/quote/discountYen", json!(null), Code::WrongType, "quote.discountYen"),
        ("/quote/x", json!(1), Code::UnknownField, "quote.x"),
        ("/staff", json!(null), Code::WrongType, "staff"),
        ("/staff/fullTimeHours", json!(40), Code::WrongType, "staff.fullTimeHours"),
        ("/staff/fullTimeHours", json!("40h"), Code::OutOfRange, "staff.fullTimeHours"),
        ("/staff/rows", json!(rows), Code::OutOfRange, "staff.rows"),
        ("/staff/rows/1", json!({}), Code::MissingField, "staff.rows[1].role"),
        ("/staff/rows/1/role", json!(long), Code::OutOfRange, "staff.rows[1].role"),
        ("/staff/rows/0/people", json!(10_001), Code::OutOfRange, "staff.rows[0].people"),
        ("/staff/rows/0/weeklyHours", json!("-1"), Code::OutOfRange, "staff.rows[0].weeklyHours"),
        ("/staff/rows/0/byHead", json!(1), Code::WrongType, "staff.rows[0].byHead"),
        ("/staff/rows/0/hours", json!(1), Code::UnknownField, "staff.rows[0].hours"),
    ] {
        let mut bad = full();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        match bad.pointer_mut(parent).expect(pointer) {
            Value::Array(list) => list[key.parse::<usize>().expect("a position")] = value,
            parent => parent[key] = value,
        }
        let error = read(&bad).expect_err(pointer);
        assert_eq!((error.code, error.path.as_str()), (code, path), "{pointer}: {}", error.message);
        assert!(error.message.ends_with('。'), "{}", error.message);
    }
    for key in ["schema", "application"] {
        let mut bad = full();
        bad.as_object_mut().expect("an object").remove(key);
        let error = read(&bad).expect_err(key);
        assert_eq!((error.code, error.path.as_str()), (Code::MissingField, key));
    }
    let twice = full().to_string().replacen("\"ticks\"", "\"name\":\"x\",\"ticks\"", 1);
    let tree: Tree<'_> = serde_json::from_str(&twice).expect("JSON");
    assert_eq!(draft(&tree).expect_err("twice").code, Code::Duplicate);
}

#[test]
fn either_document_is_read_by_its_schema() {
    let read = |value: &Value| {
        let text = value.to_string();
        let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
        document(&tree)
    };
    assert!(matches!(read(&full()), Ok(Document::Draft(_))));
    assert!(matches!(read(&full()["application"]), Ok(Document::Application(_))));
    let other = read(&json!({ "schema": "kaigo-hojo/assessment/1" })).expect_err("another document");
    assert_eq!((other.code, other.path.as_str()), (Code::UnsupportedSchema, "schema"));
}

#[test]
fn the_command_line_assesses_a_draft_as_its_application() {
    let assess = |document: &Value| {
        let ran = hojo(&["assess", "--lines", "--date", "2026-11-21"], format!("{document}\n").as_bytes());
        assert_eq!(ran.stderr, "");
        (ran.status, serde_json::from_slice::<Value>(&ran.stdout).expect("JSON"))
    };
    let mut draft = full();
    draft["application"]["items"][1]["discountYen"] = json!(0);
    for key in ["dates", "written"] {
        draft.as_object_mut().expect("an object").remove(key);
    }
    let (status, got) = assess(&draft);
    assert_eq!((status, got["schema"].as_str()), (0, Some("kaigo-hojo/assessment/1")), "{got}");
    assert_eq!(got, assess(&draft["application"]).1);
    for (pointer, value, path) in [
        ("/application/programme", "nowhere", "application.programme"),
        ("/application/items/0/kind", "nothing", "application.items[0].kind"),
    ] {
        let mut bad = full();
        *bad.pointer_mut(pointer).expect("a place") = json!(value);
        let (status, got) = assess(&bad);
        assert_eq!((status, got["error"]["path"].as_str()), (1, Some(path)), "{got}");
    }
}

#[test]
fn the_command_line_writes_a_calendar() {
    let calendar = |arguments: &[&str], document: &Value| {
        hojo(&[&["calendar", "--date", "2026-11-21"], arguments].concat(), document.to_string().as_bytes())
    };
    let mut draft = full();
    let ran = calendar(&["-"], &draft);
    let text = String::from_utf8(ran.stdout).expect("UTF-8");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    // Completed on 2028-02-29, but the grant is of FY2023: the report is due at its end, and that this is early is said. The
    // books are kept by the year of the completion, FY2027, for five more.
    for day in ["20240331", "20330331"] {
        assert!(text.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")), "{text}");
    }
    let unfolded = text.replace("\r\n ", "");
    assert_eq!(unfolded.matches("DESCRIPTION:事業完了日より前の日です").count(), 1, "{text}");
    // The office is that of the draft.
    let events = unfolded.matches("BEGIN:VEVENT").count();
    assert_eq!(unfolded.matches("SUMMARY:本町デイ：").count(), events, "{text}");
    // A bad document is an error in its place.
    draft["dates"]["decision"] = json!("2026-06-31");
    let ran = calendar(&["-"], &draft);
    let error: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    assert_eq!((ran.status, error["error"]["path"].as_str()), (1, Some("dates.decision")));
    assert_eq!(calendar(&["--lines"], &full()).status, 2);
}

#[test]
fn the_browser_keeps_several_drafts() {
    let read = |value: &Value| {
        let text = value.to_string();
        let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
        storage::read(&tree)
    };
    let good = json!({ "schema": "kaigo-hojo/storage/1", "current": 2, "drafts": [full(), full(), full()] });
    let found = read(&good).expect("it is ours");
    assert_eq!((found.kept.drafts.len(), found.kept.current, found.unreadable.len()), (3, 2, 0));
    assert_eq!(serde_json::to_value(&found.kept).expect("JSON"), good);
    // One that cannot be read leaves the others, and the same one open.
    let mut bad = good;
    bad["drafts"][1]["dates"]["decision"] = json!("2026-06-31");
    let found = read(&bad).expect("it is ours");
    assert_eq!((found.kept.drafts.len(), found.kept.current), (2, 1));
    let unreadable: Vec<_> = found.unreadable.iter().map(|(at, error)| (*at, error.path.as_str())).collect();
    assert_eq!(unreadable, [(1, "dates.decision")]);
    // The one that was open is gone, or never was there: the first.
    bad["drafts"][2] = json!(null);
    assert_eq!(read(&bad).expect("it is ours").kept.current, 0);
    bad["current"] = json!(99);
    assert_eq!(read(&bad).expect("it is ours").kept.current, 0);
    let none = read(&json!({ "schema": "kaigo-hojo/storage/1", "drafts": [] })).expect("it is ours");
    assert_eq!(none.kept, Kept::default());
    for (value, error) in [
        (json!({ "schema": "kaigo-hojo/storage/2", "more": 1 }), StorageError::Newer),
        (json!({ "schema": "kaigo-hojo/storage/12" }), StorageError::Newer),
        (json!({ "schema": "kaigo-hojo/storage/01" }), StorageError::Damaged),
        (json!({ "schema": "kaigo-hojo/storage/x" }), StorageError::Damaged),
        (json!({ "schema": "kaigo-hojo/storage/1" }), StorageError::Damaged),
        (json!({ "schema": "kaigo-hojo/storage/1", "drafts": {} }), StorageError::Damaged),
        (json!({ "schema": "kaigo-hojo/storage/1", "drafts": [], "current": "1" }), StorageError::Damaged),
        (json!({ "schema": "kaigo-hojo/storage/1", "drafts": [], "more": 1 }), StorageError::Damaged),
        (json!({ "schema": "another/1", "drafts": [] }), StorageError::Damaged),
        (json!([full()]), StorageError::Damaged),
        (json!("garbage"), StorageError::Damaged),
    ] {
        assert_eq!(read(&value), Err(error), "{value}");
        assert!(error.to_string().ends_with('。'));
    }
}
