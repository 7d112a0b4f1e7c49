//! Documents at the limits of the contract and one beyond, and lists whose order says nothing.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Map, Value, json};
use whole_system_tests::{assess_document, read};

fn gunma(answers: Value, items: Value) -> Value {
    let mut document = json!({ "schema": "kaigo-hojo/application/1", "programme": "gunma-caretech-r8" });
    (document["answers"], document["items"]) = (answers, items);
    document
}

fn line(id: usize) -> Value {
    json!({ "id": format!("i{id}"), "kind": "monitoring", "unitPriceYen": 250_000, "quantity": 1, "tax": "included" })
}

/// Code and path of what is told of a document; nothing of a good one.
fn told(document: &Value) -> (String, String) {
    let got = assess_document(&document.to_string());
    let text = |key: &str| got["error"][key].as_str().unwrap_or_default().to_owned();
    (text("code"), text("path"))
}

fn pair(code: &str, path: &str) -> (String, String) {
    (code.to_owned(), path.to_owned())
}

#[test]
fn a_thousand_lines_and_no_more() {
    let lines = |count: usize| gunma(json!({}), (0..count).map(line).collect());
    assert!(read(&lines(1_000).to_string()).is_ok());
    for count in [1_001, 1_002] {
        assert_eq!(told(&lines(count)), pair("out-of-range", "items"), "{count}");
    }
}

#[test]
fn a_thousand_entries_and_no_more() {
    let answers = |count: usize| {
        let all: Map<String, Value> = (0..count).map(|ix| (format!("q{ix:04}"), Value::Null)).collect();
        gunma(Value::Object(all), json!([]))
    };
    // A thousand are read; then it shows that there are no such questions.
    assert_eq!(told(&answers(1_000)), pair("unknown-question", "answers.q0000"));
    for count in [1_001, 1_002] {
        assert_eq!(told(&answers(count)), pair("out-of-range", "answers"), "{count}");
    }
}

#[test]
fn a_thousand_named_lines_and_no_more() {
    let named = |count: usize| {
        let mut items: Vec<Value> = (0..1_000).map(line).collect();
        items[0]["kind"] = json!("incidental");
        items[0]["answers"] = json!({ "attached-to": (1..=count).map(|ix| format!("i{ix}")).collect::<Vec<_>>() });
        gunma(json!({}), Value::Array(items))
    };
    // A thousand are read; then it shows that the last one is not there.
    assert_eq!(told(&named(1_000)), pair("unknown-item", "items[0].answers.attached-to[999]"));
    for count in [1_001, 1_002] {
        assert_eq!(told(&named(count)), pair("out-of-range", "items[0].answers.attached-to"), "{count}");
    }
}

#[test]
fn as_many_months_as_the_contract_has() {
    let months = |in_year: i64, total: i64| {
        let mut line = line(1);
        line["months"] = json!({ "inYear": in_year, "total": total });
        told(&gunma(json!({}), json!([line])))
    };
    assert_eq!(months(5, 6), pair("", ""));
    assert_eq!(months(5, 5), pair("", ""));
    for total in [4, 3, 0] {
        assert_eq!(months(5, total), pair("out-of-range", "items[0].months.inYear"), "{total}");
    }
}

/// 90,000 yen of wiring for three lines: whoever is named first, the same lines carry it.
#[test]
fn the_order_of_named_lines_says_nothing() {
    let amount = |named: [&str; 3]| {
        let mut items: Vec<Value> = (1..=4).map(line).collect();
        items.push(json!({
            "id": "w", "kind": "incidental", "unitPriceYen": 90_000, "quantity": 1, "tax": "included",
            "answers": { "attached-to": named },
        }));
        let mut got = assess_document(&gunma(json!({ "capacity": 30, "route": "separate" }), json!(items)).to_string());
        assert!(got["error"].is_null(), "{got}");
        got.as_object_mut().expect("an assessment").remove("application");
        got
    };
    let first = amount(["i1", "i2", "i4"]);
    for named in [["i1", "i4", "i2"], ["i2", "i1", "i4"], ["i2", "i4", "i1"], ["i4", "i1", "i2"], ["i4", "i2", "i1"]] {
        assert_eq!(amount(named), first, "{named:?}");
    }
}
