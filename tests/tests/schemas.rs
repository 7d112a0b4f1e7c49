//! The published JSON Schemas against everything that they describe: every pack, every application of the cases, and
//! every assessment of them; and against what they must not let through.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/drafts.rs"]
mod drafts;
#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/random.rs"]
mod random;
#[path = "support/schema.rs"]
mod schema;

use std::path::{Path, PathBuf};

use hojo::hojo;
use oracle::completions::{Options, random_application};
use schema::{Extra, validate};
use serde_json::{Value, json};
use whole_system_tests::programmes::{Need, held_ids, invented, programmes};
use whole_system_tests::{assess_document, cases};

/// A schema as the command line prints it.
fn published(arguments: &[&str]) -> Value {
    let ran = hojo(arguments, b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_slice(&ran.stdout).expect("a schema is JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(schema["$id"].is_string() && schema["description"].is_string());
    schema
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

fn folder(path: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(path)).expect("the folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// TOML as JSON; a date is a string, as editors have it.
fn from_toml(text: &str) -> Option<Value> {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(truth) => json!(truth),
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(list) => list.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, convert(value))).collect(),
        }
    }
    text.parse::<toml::Table>().ok().map(|table| convert(toml::Value::Table(table)))
}

fn check_valid(schema: &Value, value: &Value, what: &str) {
    let wrong = validate(schema, value, Extra::AsWritten);
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

fn check_invalid(schema: &Value, value: &Value, what: &str) {
    assert!(!validate(schema, value, Extra::AsWritten).is_empty(), "{what} is taken: {value}");
}

#[test]
fn every_pack_is_as_its_schema_says() {
    let schema = published(&["pack", "schema"]);
    for programme in programmes().iter().chain([&invented()]) {
        check_valid(&schema, &from_toml(&programme.toml()).expect("TOML"), programme.id());
    }
    // The fragments of the conformance packs, each within what they have in common.
    let head = std::fs::read_to_string(root().join("tests/packs/conformance/head.toml")).expect("text");
    let head = from_toml(&head).expect("TOML");
    for path in folder("tests/packs/conformance") {
        let fragment = from_toml(&std::fs::read_to_string(&path).expect("text")).expect("TOML");
        let mut whole = head.clone();
        for (key, value) in fragment.as_object().expect("a table") {
            match (&mut whole[key], value) {
                (Value::Array(list), Value::Array(more)) if !path.ends_with("head.toml") => {
                    list.extend(more.iter().cloned())
                }
                (place, value) => *place = value.clone(),
            }
        }
        check_valid(&schema, &whole, &path.display().to_string());
    }
}

/// Bad packs whose form is wrong.
const BARRED: &[&str] = &[
    "P002-missing-key",
    "P002-unknown-key",
    "P002-unknown-operation",
    "P002-wrong-type",
    "P002-float",
    "P003-name",
    "P003-empty-name",
    "P005-decimal",
    "P006-two-forms",
    "P006-no-form",
    "P006-empty-list",
    "P006-nothing-to-compare",
    "P006-not-counted",
    "P006-step-without-bound",
    "P006-reading-without-option",
    "P010-unit-zero",
    "P011-negative",
    "P011-truth",
    "P011-band",
    "P012-nothing-to-add",
    "P013-version",
    "P015-many-kinds",
    "P015-many-readings",
    "P016-time",
    "P016-date-with-time",
    "P016-fiscal-year",
    "P017-one-choice",
    "P017-one-reading",
    "P018-item-section",
    "P018-no-section",
    "P020-empty",
    "P023-step",
    "P024-no-category",
    "P026-negative",
    "P023-document",
    "P023-deadline",
    "P023-date-rule",
    "P028-no-form",
    "P028-two-forms",
    "P028-no-days",
    "P028-no-year",
    "P028-days-with-day",
    "P028-negative",
    "P028-too-many-years",
    "P028-one-part",
    "P028-year-in-earliest",
    "P028-earliest-in-earliest",
    "P028-earliest-in-until",
    "P028-year-in-until",
    "P036-no-day",
    "P036-two-first-days",
    "P029-group",
    "P029-stage",
    "P029-date",
    "P029-date-rule",
    "P029-year",
    "P030-form",
    "P040-no-form",
    "P040-two-forms",
    "P040-empty",
    "P040-supposes-nothing",
    "P040-supposes-two",
    "P041-label",
    "P023-mistake",
];

/// What the form of a pack forbids, the schema forbids too. The rest (names, units, cycles) is beyond a schema.
#[test]
fn bad_forms_of_packs_are_not_taken() {
    let schema = published(&["pack", "schema"]);
    for name in BARRED {
        let path = root().join("tests/packs/bad").join(name).with_extension("toml");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        check_invalid(&schema, &from_toml(&text).expect("TOML"), name);
    }
}

#[test]
fn every_application_is_as_its_schema_says() {
    let schema = published(&["application", "schema"]);
    let mut count = 0;
    for (file, case) in cases() {
        if case["expect"].get("errorPath").is_none() {
            check_valid(&schema, &case["application"], &format!("{file} {}", case["id"]));
            count += 1;
        }
    }
    for programme in held_ids(Need::Oracle) {
        for seed in 0..50 {
            let application = random_application(seed, programme, Options { max_lines: 6, unknown_rate: 0.3 });
            check_valid(&schema, &application, programme);
        }
    }
    assert!(count > 70, "{count} cases");
}

fn good_application() -> Value {
    json!({
        "schema": "kaigo-hojo/application/1", "programme": "x",
        "answers": { "a": null, "b": true, "c": 1, "d": "10.49", "e": ["i1"] },
        "items": [{
            "id": "i1", "kind": "lease", "unitPriceYen": 1, "quantity": 1, "tax": "exempt", "discountYen": 1_000_000_000,
        }],
    })
}

#[test]
fn an_open_kind_is_one_of_several() {
    let schema = published(&["application", "schema"]);
    let mut open = good_application();
    open["items"][0]["kindAmong"] = json!(["lease", "other"]);
    check_invalid(&schema, &open, "kind and kindAmong");
    open["items"][0].as_object_mut().expect("an object").remove("kind");
    check_valid(&schema, &open, "one with an open kind");
    let many: Vec<String> = (0..9).map(|kind| format!("k{kind}")).collect();
    for kinds in [json!([]), json!(["x"]), json!(["x", "x"]), json!(many), json!("x"), json!([1, 2]), Value::Null] {
        open["items"][0]["kindAmong"] = kinds;
        check_invalid(&schema, &open, "kindAmong");
    }
}

#[test]
fn bad_applications_are_not_taken() {
    let schema = published(&["application", "schema"]);
    let good = good_application();
    check_valid(&schema, &good, "a good one");
    for key in ["schema", "programme"] {
        let mut bad = good.clone();
        bad.as_object_mut().expect("an object").remove(key);
        check_invalid(&schema, &bad, key);
    }
    for key in ["id", "kind", "unitPriceYen", "quantity", "tax"] {
        let mut bad = good.clone();
        bad["items"][0].as_object_mut().expect("an object").remove(key);
        check_invalid(&schema, &bad, key);
    }
    for (path, values) in [
        ("/schema", json!([null, "kaigo-hojo/application/2"])),
        ("/programme", json!([null, 1])),
        (
            "/answers",
            json!([null, [], { "a": {} }, { "a": 1.5 }, { "a": [1] }, { "a": -1 }, { "a": 1_000_000_001 }, { "a": ["x", "x"] }]),
        ),
        ("/items", json!([null, {}, [null], [{}], vec![good["items"][0].clone(); 1001]])),
        ("/items/0/unitPriceYen", json!([null, -1, 1_000_000_001, 0.5, "1"])),
        ("/items/0/quantity", json!([null, -1, 100_001])),
        ("/items/0/discountYen", json!([null, -1, 1_000_000_001, 0.5, "1"])),
        ("/items/0/tax", json!([null, "none"])),
    ] {
        for value in values.as_array().expect("values") {
            let mut bad = good.clone();
            *bad.pointer_mut(path).expect("a place") = value.clone();
            check_invalid(&schema, &bad, path);
        }
    }
    for (key, values) in [
        ("name", json!([null, 1])),
        ("discountYen", json!([null, -1, 1_000_000_001, "1"])),
        ("taxRatePercent", json!([null, 5, "10"])),
        ("months", json!([null, {}, { "total": 1 }, { "inYear": 13 }, { "inYear": 1, "x": 1 }, { "inYear": null }])),
        ("quantitty", json!([1])),
        ("answers", json!([null, []])),
    ] {
        for value in values.as_array().expect("values") {
            let mut bad = good.clone();
            bad["items"][0][key] = value.clone();
            check_invalid(&schema, &bad, key);
        }
    }
}

/// The schema of a draft with that of an application beside it, as a reader bundles them.
fn of_drafts() -> Value {
    let mut schema = published(&["draft", "schema"]);
    schema["$defs"]["application"] = published(&["application", "schema"]);
    schema
}

#[test]
fn every_draft_is_as_its_schema_says() {
    let schema = of_drafts();
    let drafts = (0..300).map(|seed| serde_json::to_value(drafts::random_draft(seed)).expect("JSON"));
    let drafts: Vec<Value> = drafts.collect();
    for draft in &drafts {
        check_valid(&schema, draft, "a draft");
    }
    for key in schema["properties"].as_object().expect("properties").keys() {
        assert!(drafts.iter().any(|draft| draft.get(key).is_some()), "{key} is never written");
    }
}

#[test]
fn bad_drafts_are_not_taken() {
    let schema = of_drafts();
    let mut good = serde_json::to_value(drafts::random_draft(1)).expect("JSON");
    for (key, value) in [
        ("name", json!("x")),
        ("open", json!(["items[0].months.inYear"])),
        ("dates", json!({ "decision": "2026-07-01" })),
        ("written", json!({ "rate": "0.75", "amountYen": 0 })),
        ("ticks", json!(["a"])),
        ("quote", json!({ "printedTotalTax": "included" })),
        ("staff", json!({ "fullTimeHours": "40", "rows": [{ "role": "r", "people": 1, "weeklyHours": "1.5" }] })),
    ] {
        good[key] = value;
    }
    check_valid(&schema, &good, "a good one");
    for (pointer, values) in [
        ("/schema", json!([null, "kaigo-hojo/application/1", "kaigo-hojo/draft/2"])),
        ("/name", json!([null, 1])),
        ("/application", json!([null, {}, { "schema": "kaigo-hojo/application/1" }])),
        ("/application/schema", json!(["kaigo-hojo/draft/1"])),
        ("/open", json!([{}, ["items[0].name"], ["items[x].tax"], ["items[0].tax", "items[0].tax"]])),
        ("/dates", json!([null, { "start": "2026-01-01" }, { "decision": null }, { "payment": "2026-7-1" }])),
        ("/written", json!([null, { "x": 1 }, { "rate": "3:4" }, { "amountYen": -1 }, { "staffNumber": "1" }])),
        ("/ticks", json!([{}, [1], ["a", "a"]])),
        ("/quote", json!([null, { "x": 1 }, { "printedTotalTax": "exempt" }, { "discountYen": 1.5 }])),
        ("/staff", json!([null, { "x": 1 }, { "fullTimeHours": 40 }, { "fullTimeHours": "1." }, { "rows": [{}] }])),
        ("/staff/rows/0", json!([{ "role": "r", "people": 10_001 }, { "role": "r", "byHead": 1 }])),
        ("/more", json!([1])),
    ] {
        for value in values.as_array().expect("values") {
            let mut bad = good.clone();
            let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
            match bad.pointer_mut(parent).expect(pointer) {
                Value::Array(list) => list[0] = value.clone(),
                parent => parent[key] = value.clone(),
            }
            check_invalid(&schema, &bad, pointer);
        }
    }
}

/// Every assessment of the cases and of random applications.
fn assessments() -> Vec<Value> {
    let mut documents: Vec<Value> = cases().into_iter().map(|(_, case)| case["application"].clone()).collect();
    for programme in held_ids(Need::Oracle) {
        let random = |seed| {
            random_application(
                seed,
                programme,
                Options { max_lines: 4, unknown_rate: if seed % 2 == 0 { 0.0 } else { 0.2 } },
            )
        };
        documents.extend((0..20).map(random));
    }
    let assessed = documents.iter().map(|document| assess_document(&document.to_string()));
    assessed.filter(|got| got.get("error").is_none()).collect()
}

#[test]
fn every_assessment_is_as_its_schema_says() {
    let schema = published(&["assessment", "schema"]);
    let all = assessments();
    assert!(all.len() > 120, "{}", all.len());
    for got in &all {
        // Every key that we write is described, though a reader must take keys that it does not know.
        let wrong = validate(&schema, got, Extra::Described);
        assert!(wrong.is_empty(), "{}\n{got}", wrong.join("\n"));
    }
    // Each optional part occurs somewhere, so that nothing is described that is never written.
    let some = |found: &dyn Fn(&Value) -> bool| all.iter().any(found);
    let in_list = |list: &'static str, key: &'static str| {
        some(&|got| {
            got[list].as_array().into_iter().flatten().any(|entry| entry.get(key).is_some_and(|value| !value.is_null()))
        })
    };
    for (list, key) in [
        ("items", "remedy"),
        ("items", "countedYen"),
        ("steps", "value"),
        ("steps", "exact"),
        ("steps", "lowYen"),
        ("steps", "highYen"),
        ("steps", "lines"),
        ("steps", "yen"),
        ("requirements", "advice"),
        ("notes", "itemId"),
        ("categories", "amount"),
    ] {
        assert!(in_list(list, key), "{list}.{key} is never written");
    }
    for key in ["amount", "notComputable", "totalCostYen", "ownBurden", "route", "bindingConstraint"] {
        assert!(some(&|got| got[key].is_null()) && some(&|got| !got[key].is_null()), "{key} is always or never null");
    }
}

#[test]
fn bad_assessments_are_not_taken() {
    let schema = published(&["assessment", "schema"]);
    let good = assessments()
        .into_iter()
        .find(|got| !got["items"].as_array().expect("items").is_empty() && !got["amount"].is_null())
        .expect("one");
    check_valid(&schema, &good, "a good one");
    for key in good.as_object().expect("an object").keys() {
        let mut bad = good.clone();
        bad.as_object_mut().expect("an object").remove(key);
        if !["documents", "deadlines"].contains(&key.as_str()) {
            check_invalid(&schema, &bad, key);
        }
        let mut bad = good.clone();
        bad[key] = json!(1.5);
        check_invalid(&schema, &bad, key);
    }
    for (path, value) in [
        ("/amount/lowYen", json!(-1000)),
        ("/amount/tight", json!(null)),
        ("/items/0/status", json!("out")),
        ("/steps/0/cite", json!("")),
        ("/packHash", json!("sha256:0")),
        ("/asOf", json!("11.3.2024")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(path).expect("a place") = value;
        check_invalid(&schema, &bad, path);
    }
    // A later version may add keys.
    let mut more = good;
    more["somethingNew"] = json!(1);
    check_valid(&schema, &more, "more keys");
}
