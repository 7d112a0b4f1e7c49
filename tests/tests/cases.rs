//! Every case through the engine, and through the command line.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use hojo::hojo;
use serde_json::{Value, json};
use whole_system_tests::{assess_case, cases, check_case};

fn check(what: &str, all: &[(&str, Value)], got: impl Fn(usize, &Value) -> Value) {
    let mut failures = Vec::new();
    for (ix, (file, case)) in all.iter().enumerate() {
        let wrong = check_case(&case["expect"], &got(ix, case));
        if !wrong.is_empty() {
            failures.push(format!("{file} {}: {}", case["id"], wrong.join("; ")));
        }
    }
    assert!(failures.is_empty(), "{what}, {} of {} cases:\n{}", failures.len(), all.len(), failures.join("\n"));
    assert!(all.len() >= 730, "cases are missing");
}

// With dates an application is a draft.
fn document(case: &Value) -> Value {
    case.get("dates").map_or_else(
        || case["application"].clone(),
        |dates| json!({ "schema": "kaigo-hojo/draft/1", "application": case["application"], "dates": dates }),
    )
}

#[test]
fn every_case_gives_what_it_says() {
    check("the engine", &cases(), |_, case| assess_case(case));
}

#[test]
fn every_case_gives_what_it_says_on_the_command_line() {
    let all = cases();
    let documents: String = all.iter().map(|(_, case)| format!("{}\n", document(case))).collect();
    let ran = hojo(&["assess", "--lines", "--date", "2026-11-21"], documents.as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "some cases are errors, and none is more than that");
    let lines = ran.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let told: Vec<Value> = lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect();
    check("the command line", &all, |ix, _| told[ix].clone());
}
