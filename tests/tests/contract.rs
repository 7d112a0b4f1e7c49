//! The paper on the contract tells all of the documents, and its examples are documents.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/told.rs"]
mod told;

use std::collections::BTreeSet;

use hojo::hojo;
use serde_json::{Value, json};
use told::{is_told, words};

const PAGE: &str = include_str!("../../docs/contract.md");

/// A document as the command line prints it.
fn printed(arguments: &[&str], input: &str) -> Value {
    let ran = hojo(arguments, input.as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_slice(&ran.stdout).expect("JSON")
}

/// The examples that are whole JSON, in order.
fn examples() -> Vec<Value> {
    let blocks = PAGE.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(|block| serde_json::from_str(block).unwrap_or_else(|error| panic!("{error}: {block}"))).collect()
}

#[test]
fn every_key_and_word_is_told() {
    let schemas: [&[&str]; 5] = [
        &["application", "schema"],
        &["draft", "schema"],
        &["assessment", "schema"],
        &["assessment", "schema", "--only", "summary"],
        &["quote", "schema"],
    ];
    let mut found = BTreeSet::new();
    schemas.iter().for_each(|arguments| words(&printed(arguments, ""), &mut found));
    let api: Value = serde_json::from_str(include_str!("../../crates/js/schema/api.schema.json")).expect("JSON");
    words(&api["$defs"]["error"], &mut found);
    assert!(found.len() > 150, "{}", found.len());
    let missing: Vec<&String> = found.iter().filter(|word| !is_told(PAGE, word)).collect();
    assert!(missing.is_empty(), "docs/contract.md does not tell {missing:?}");
}

#[test]
fn the_draft_is_one_and_its_figures_agree() {
    let draft = examples().into_iter().find(|example| example["schema"] == "kaigo-hojo/draft/1").expect("a draft");
    let got = printed(&["assess", "-", "--date", "2026-11-21"], &draft.to_string());
    // (660,000 - 60,000) x 100/110 = 545,454.5, floored; x 3/4 = 409,090.5, floored to 1,000.
    assert_eq!(got["amount"]["yen"], 409_000);
    assert_eq!(got["items"][0]["countedYen"], 545_454);
    assert_eq!(got["dateConflicts"], json!([]));
}

#[test]
fn the_line_of_an_open_kind_gives_what_is_said_of_it() {
    let line = examples().into_iter().find(|example| example.get("kindAmong").is_some()).expect("a line");
    let application = json!({
        "schema": "kaigo-hojo/application/1", "programme": "saitama-ict-r5", "items": [line],
        "answers": { "life-data": true, "past-grant": false, "additionally-selected": false, "staff-fte": "12" },
    });
    let got = printed(&["assess", "-"], &application.to_string());
    assert_eq!((&got["amount"]["lowYen"], &got["amount"]["highYen"]), (&json!(0), &json!(27_000)));
    assert_eq!(got["items"][0]["status"], "undetermined");
}

/// Of what the paper shows of an assessment, each part is what an assessment of the same case says.
#[test]
fn the_diagnosis_is_what_is_said() {
    let shown = examples().into_iter().find(|example| example.get("diagnosis").is_some()).expect("a diagnosis");
    let case = whole_system_tests::cases().into_iter().find(|(_, case)| case["id"] == "S7").expect("the case").1;
    let draft = json!({
        "schema": "kaigo-hojo/draft/1", "application": case["application"], "written": { "amountYen": 1_600_000 },
    });
    let got = printed(&["assess", "-", "--date", "2026-11-21"], &draft.to_string());
    assert_eq!(got["diagnosis"], shown["diagnosis"]);
}
