//! Every case through the engine, and through the command line.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::collections::BTreeSet;

use hojo::hojo;
use kaigo_hojo_assess::{Assessor, overview};
use kaigo_hojo_contract::Draft;
use kaigo_hojo_exchange::frozen::case as frozen;
use serde_json::{Value, json};
use whole_system_tests::programmes::{Need, held};
use whole_system_tests::{
    CASE_COUNT, CASES, DAY, MISTAKES, assess_case, cases, check_case, dates_of, every_case, read,
};

fn check(what: &str, all: &[(&str, Value)], got: impl Fn(usize, &Value) -> Value) {
    let mut failures = Vec::new();
    for (ix, (file, case)) in all.iter().enumerate() {
        let wrong = check_case(&case["expect"], &got(ix, case));
        if !wrong.is_empty() {
            failures.push(format!("{file} {}: {}", case["id"], wrong.join("; ")));
        }
    }
    assert!(failures.is_empty(), "{what}, {} of {} cases:\n{}", failures.len(), all.len(), failures.join("\n"));
}

#[test]
fn every_programme_has_cases_and_none_is_missed() {
    assert!(!held(Need::Cases).is_empty());
    let all = every_case();
    assert!(all.len() == CASE_COUNT && all.len() >= 1_100, "{} of {CASE_COUNT}", all.len());
}

/// People read cases, and so does whoever looks for the one that fails.
#[test]
fn a_case_can_be_read_and_found() {
    for (file, text) in CASES.iter().chain(MISTAKES) {
        for (at, line) in text.lines().enumerate() {
            assert!(line.chars().count() <= 160, "{file}, line {}", at + 1);
        }
    }
    let (mut ids, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for (file, case) in cases() {
        let [id, title] = ["id", "title"].map(|key| case[key].as_str().expect("a text").to_owned());
        let folder = file.rsplit_once('/').map(|(folder, _)| folder);
        assert!(title.chars().count() >= 4 && titles.insert((folder, title.clone())), "{file} {id}: {title}");
        assert!(ids.insert(id.clone()), "{file} {id}");
    }
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
    check("the engine", &every_case(), |_, case| assess_case(case));
}

#[test]
fn every_case_gives_what_it_says_on_the_command_line() {
    let all = every_case();
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
        let facts = kaigo_hojo_assess::facts::facts(&edition, &application).expect("facts");
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

// What the page saves as a case; `None` where the document is none.
fn freeze(case: &Value, names: bool) -> Option<Value> {
    let application = read(&case["application"].to_string()).ok()?;
    let edition = overview::edition(&application.programme)?;
    let draft = Draft { name: Some("本町".to_owned()), application, dates: dates_of(case), ..Draft::default() };
    let assessment = Assessor::new(&edition).assess_draft(&draft, DAY).ok()?;
    Some(serde_json::to_value(frozen("f1", &edition.about, &draft, &assessment, names)).expect("JSON"))
}

#[test]
fn what_is_saved_as_a_case_is_taken_as_one() {
    let mut taken = 0;
    for (file, case) in cases() {
        let Some(saved) = freeze(&case, true) else { continue };
        let place = format!("{file} {}", case["id"]);
        let got = assess_case(&saved);
        assert_eq!(check_case(&saved["expect"], &got), [] as [&str; 0], "{place}");
        let entered = |case: &Value| read(&case["application"].to_string());
        assert_eq!((entered(&saved), &saved["dates"]), (entered(&case), &case["dates"]), "{place}");
        // Where it was worked by hand, it expects the same.
        for key in ["amountYen", "verdict", "totalCostYen", "binding", "route", "exactNotes", "dateConflicts"] {
            let by_hand = &case["expect"][key];
            assert!(by_hand.is_null() || *by_hand == saved["expect"][key], "{place} {key}");
        }
        let mut other = saved["expect"].clone();
        match other["amountYen"].as_i64() {
            Some(yen) => other["amountYen"] = json!(yen + 1),
            None => other["verdict"] = json!("other"),
        }
        assert_eq!(check_case(&other, &got).len(), 1, "{place}: another result is noticed");
        taken += 1;
    }
    assert!(taken >= 900, "{taken}");
}

#[test]
fn a_saved_case_says_whose_output_it_is_and_holds_names_only_where_that_was_chosen() {
    let of = |id: &str| cases().into_iter().find(|(_, case)| case["id"] == id).map(|(_, case)| case).expect("a case");
    let mut case = of("S7");
    case["application"]["items"][0]["name"] = json!("社外秘");
    let without = freeze(&case, false).expect("a case").to_string();
    let with = freeze(&case, true).expect("a case").to_string();
    assert!(with.contains("社外秘") && with.contains("本町"));
    assert!(!without.contains("社外秘") && !without.contains("本町"));
    assert!(without.contains("条文で確かめたものではありません"));
}
