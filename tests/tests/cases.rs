//! Every case through the engine, and through the command line.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use hojo::hojo;
use kaigo_hojo_assess::{Assessor, decode, overview};
use serde_json::{Value, json};
use whole_system_tests::{assess_case, cases, check_case, read};

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

#[test]
fn each_step_tells_one_thing_and_the_last_one_the_amount() {
    for (file, case) in cases() {
        let got = assess_case(&case);
        for step in got["steps"].as_array().into_iter().flatten() {
            let told = ["yen", "exact", "value", "lowYen"].into_iter().filter(|key| !step[*key].is_null());
            assert_eq!(told.count(), 1, "{file} {}: {step}", case["id"]);
            let amount = &got["amount"];
            if step["id"] == "amount" && !amount["yen"].is_null() {
                assert_eq!(step["yen"], amount["yen"], "{file} {}", case["id"]);
            } else if step["id"] == "amount" && !amount.is_null() {
                let ends = |of: &Value| (of["lowYen"].clone(), of["highYen"].clone());
                assert_eq!(ends(step), ends(amount), "{file} {}", case["id"]);
            }
        }
    }
}

#[test]
fn the_amount_alone_is_that_of_the_assessment() {
    let mut single = 0;
    for (file, case) in cases() {
        let Some(amount) = case["expect"]["amountYen"].as_i64() else { continue };
        let application = read(&case["application"].to_string()).expect("an application");
        let edition = overview::edition(&application.programme).expect("an edition");
        let facts = decode::facts(&edition, &application).expect("facts");
        let mut assessor = Assessor::new(&edition);
        let brief = assessor.brief(&application).expect("an amount").amount.and_then(|amount| amount.yen);
        assert_eq!(brief, Some(amount), "{file} {}", case["id"]);
        // Where an answer is open, it takes more than one look to see that all completions agree.
        let alone = assessor.amount(&facts);
        assert!(alone.is_none_or(|alone| alone == amount), "{file} {}: {alone:?}", case["id"]);
        single += usize::from(alone.is_some());
    }
    assert!(single > 400, "{single}");
}
