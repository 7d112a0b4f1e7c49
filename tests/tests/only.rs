//! `hojo assess --only …`: what is printed is what the whole assessment says, whatever the document, and every mistake is
//! told in the same words.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/documents.rs"]
mod documents;
#[path = "support/drafts.rs"]
mod drafts;
#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/random.rs"]
mod random;
#[path = "support/schema.rs"]
mod schema;

use documents::{LINES, at, gunma, kumamoto, outputs, places, saitama};
use hojo::hojo;
use oracle::completions::{Options, random_application};
use schema::{Extra, validate};
use serde_json::{Value, json};
use whole_system_tests::programmes::{Need, held_ids};
use whole_system_tests::{cases, every_case, seeds};

/// The fields of a summary, from its description.
const SUMMARY: &[&str] = &[
    "programme",
    "programmeStatus",
    "asOf",
    "validUntil",
    "unconfirmed",
    "referenceDate",
    "packHash",
    "verdict",
    "amount",
    "notComputable",
    "totalCostYen",
    "ownBurden",
    "categories",
    "route",
    "bindingConstraint",
];

/// Every case, as an application or, where it has dates, as a draft; and how many of them are mistakes.
fn of_cases() -> (Vec<Value>, usize) {
    let all: Vec<Value> = every_case().into_iter().map(|(_, case)| case).collect();
    let mistakes = all.iter().filter(|case| case["expect"].get("errorPath").is_some()).count();
    let document = |case: Value| match case.get("dates") {
        None => case["application"].clone(),
        Some(dates) => json!({ "schema": "kaigo-hojo/draft/1", "application": case["application"], "dates": dates }),
    };
    (all.into_iter().map(document).collect(), mistakes)
}

fn of_random() -> Vec<Value> {
    let mut all: Vec<Value> = (0..100).map(|seed| json!(drafts::random_draft(seed))).collect();
    for programme in held_ids(Need::Oracle) {
        for seed in 0..seeds(400) {
            let unknown_rate = if seed % 3 == 0 { 0.15 } else { 0.0 };
            all.push(random_application(seed, programme, Options { max_lines: 8, unknown_rate }));
        }
    }
    all
}

/// A good document with each of its values replaced or taken out; as it is and in a draft.
fn spoilt(good: &Value) -> Vec<Value> {
    let (mut values, mut all) = (Vec::new(), Vec::new());
    places(good, &[], "", &mut values);
    for (steps, _) in values {
        for wrong in [json!(null), json!({ "quantitty": 1 }), json!(-1), json!("?"), json!([{}]), json!(1.5)] {
            let mut bad = good.clone();
            *at(&mut bad, &steps) = wrong;
            all.push(bad);
        }
        let (last, parent) = steps.split_last().expect("a place");
        let mut bad = good.clone();
        if let (Value::Object(entries), Some(key)) = (at(&mut bad, parent), last.as_str()) {
            entries.remove(key);
            all.push(bad);
        }
    }
    let written = json!({ "amountYen": 5 });
    let drafts =
        all.iter().map(|bad| json!({ "schema": "kaigo-hojo/draft/1", "application": bad, "written": written }));
    let drafts: Vec<Value> = drafts.collect();
    [all, drafts].concat()
}

/// What the whole assessments, the summaries and the amounts say, and how often there is a mistake.
fn check(documents: &[Value]) -> usize {
    let input: String = documents.iter().map(|document| format!("{document}\n")).collect();
    let run = |only: &str| {
        let ran = hojo(&[LINES, &["--only", only]].concat(), input.as_bytes());
        assert_eq!(ran.stderr, "");
        (ran.status, outputs(&ran.stdout))
    };
    let [(status, whole), amounts, summaries] = ["all", "amount", "summary"].map(run);
    assert_eq!((status, status), (amounts.0, summaries.0));
    assert_eq!((whole.len(), whole.len()), (amounts.1.len(), summaries.1.len()));
    assert_eq!(whole.len(), documents.len());
    let mut mistakes = 0;
    for (((whole, amount), summary), document) in whole.iter().zip(&amounts.1).zip(&summaries.1).zip(documents) {
        if whole.get("error").is_some() {
            assert_eq!((whole, whole), (amount, summary), "{document}");
            mistakes += 1;
            continue;
        }
        let picked = |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), whole[*key].clone())).collect::<Value>();
        assert_eq!(*amount, picked(&["amount", "notComputable"]), "{document}");
        let mut expected = picked(SUMMARY);
        expected["schema"] = json!("kaigo-hojo/summary/1");
        assert_eq!(*summary, expected, "{document}");
    }
    mistakes
}

#[test]
fn of_every_case_it_is_what_the_whole_assessment_says() {
    let (all, mistakes) = of_cases();
    assert!(all.len() > 1_100 && mistakes > 50, "{mistakes} of {}", all.len());
    assert_eq!(check(&all), mistakes);
}

#[test]
fn of_random_applications_and_drafts_it_is_what_the_whole_assessment_says() {
    let all = of_random();
    let mistakes = check(&all);
    assert!(mistakes < all.len() / 5, "{mistakes} of {}", all.len());
}

#[test]
fn mistakes_are_told_in_the_same_words() {
    let all = [saitama(), gunma(), kumamoto()].iter().flat_map(spoilt).collect::<Vec<_>>();
    let mistakes = check(&all);
    assert!(mistakes > all.len() / 2 && mistakes > 300, "{mistakes} of {}", all.len());
}

fn published(only: &str) -> Value {
    let ran = hojo(&["assessment", "schema", "--only", only], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    serde_json::from_slice(&ran.stdout).expect("JSON")
}

#[test]
fn what_is_printed_is_as_its_schema_says() {
    let whole = published("all");
    for (only, keys) in [("amount", ["amount", "notComputable"].as_slice()), ("summary", SUMMARY)] {
        let schema = published(only);
        // One description for each field, wherever it stands.
        for key in keys {
            assert_eq!(schema["properties"][*key], whole["properties"][*key], "{only} {key}");
        }
        let input: String = of_cases().0.iter().map(|document| format!("{document}\n")).collect();
        let told = outputs(&hojo(&[LINES, &["--only", only]].concat(), input.as_bytes()).stdout);
        let good: Vec<&Value> = told.iter().filter(|told| told.get("error").is_none()).collect();
        assert!(good.len() > 1_000, "{}", good.len());
        for told in &good {
            let wrong = validate(&schema, told, Extra::Described);
            assert!(wrong.is_empty(), "{}\n{told}", wrong.join("\n"));
        }
        for key in good[0].as_object().expect("an object").keys() {
            let mut bad = good[0].clone();
            bad.as_object_mut().expect("an object").remove(key);
            assert!(!validate(&schema, &bad, Extra::AsWritten).is_empty(), "{only} without {key}");
        }
    }
}

/// Both examples are of the case S7; the digest of the pack is left out there.
#[test]
fn the_examples_of_the_contract_are_what_is_printed() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/contract.md")).expect("the text");
    let section =
        text.split("\n## ").find(|section| section.starts_with("Less of an assessment")).expect("its section");
    let blocks = section.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let examples: Vec<Value> = blocks.map(|block| serde_json::from_str(block).expect("JSON")).collect();
    assert_eq!(examples.len(), 2);
    let case = cases().into_iter().find(|(_, case)| case["id"] == "S7").expect("the case").1;
    assert_eq!(examples[0]["amount"]["yen"], case["expect"]["amountYen"]);
    for (only, example) in ["amount", "summary"].into_iter().zip(examples) {
        let input = case["application"].to_string();
        let mut told = outputs(&hojo(&[LINES, &["--only", only]].concat(), input.as_bytes()).stdout).remove(0);
        if let Some(hash) = told.get_mut("packHash") {
            *hash = json!("sha256:…");
        }
        assert_eq!(told, example, "{only}");
    }
}
