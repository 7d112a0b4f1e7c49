//! "Is what I wrote right?": each usual mistake by cases worked by hand, and what is said where nothing can be.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/schema.rs"]
mod schema;

use std::collections::BTreeSet;

use hojo::hojo;
use kaigo_hojo_assess::diagnosis::{diagnose, diagnose_draft};
use kaigo_hojo_assess::{Assessor, overview};
use kaigo_hojo_contract::diagnosis::{Certainty, Diagnosis, Figure};
use kaigo_hojo_contract::draft::{Draft, OpenValue, Part, Written};
use kaigo_hojo_contract::{Application, decode};
use schema::{Extra, validate};
use serde_json::{Value, json};
use whole_system_tests::DAY;
use whole_system_tests::diagnosis::{check_written, name, written_cases};
use whole_system_tests::programmes::{Need, held_ids};

#[test]
fn the_cases_worked_by_hand() {
    let mut wrong = Vec::new();
    for case in written_cases() {
        let edition = overview::edition(&case.draft.application.programme).expect("a programme");
        wrong.extend(check_written(&edition, &case).into_iter().map(|what| format!("{}\n  {what}", case.why)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_mistake_has_a_case() {
    let cases = written_cases();
    for programme in held_ids(Need::Diagnosis) {
        let edition = overview::edition(programme).expect("a programme");
        let of_programme = cases.iter().filter(|case| case.draft.application.programme == programme);
        let expected: BTreeSet<&str> = of_programme.flat_map(|case| case.expected()).collect();
        let declared = edition.mistakes.open().expect("mistakes").list;
        assert!(declared.len() >= 25, "{programme}: {}", declared.len());
        for mistake in declared {
            assert!(expected.contains(mistake.id.as_str()), "{programme}: no case for {}", mistake.id);
        }
    }
}

fn read(document: &Value) -> Application {
    let text = document.to_string();
    let tree = serde_json::from_str(&text).expect("JSON");
    decode::application(&tree).expect("an application")
}

/// Three terminals, 110,000 yen with tax each, and the monthly charge of the line; an office of 8.
fn office(answers: &Value) -> Application {
    let mut document = json!({
        "schema": "kaigo-hojo/application/1", "programme": "saitama-ict-r5",
        "answers": { "staff-fte": "8", "past-grant": false, "additionally-selected": false,
            "life-data": false, "careplan-exchange": "none", "document-halving": false },
        "items": [
            { "id": "a", "kind": "portable-terminal", "name": "タブレット", "unitPriceYen": 110_000, "quantity": 3, "tax": "included" },
            { "id": "b", "kind": "communication-charge", "unitPriceYen": 4_000, "quantity": 1, "tax": "exempt",
                "months": { "inYear": 5, "total": 12 } },
            { "id": "c", "kind": "fixed-terminal", "name": "プリンター", "unitPriceYen": 30_001, "quantity": 1, "tax": "exempt" },
            { "id": "d", "kind": "other", "unitPriceYen": 0, "quantity": 1, "tax": "exempt" },
        ],
    });
    for (id, answer) in answers.as_object().expect("answers") {
        document["answers"][id] = answer.clone();
    }
    read(&document)
}

fn told(application: &Application, written: &Written) -> Diagnosis {
    diagnose(&overview::edition(&application.programme).expect("a programme"), application, written).expect("sound")
}

fn amount(application: &Application, yen: i64) -> Figure {
    let written = Written { amount_yen: Some(yen), ..Written::default() };
    told(application, &written).figures.into_iter().next().expect("the amount")
}

#[test]
fn a_single_mistake_is_told_in_one_sentence() {
    // 300,000 yen without tax, half of it 150,000; with tax 330,000 and 165,000.
    let found = amount(&office(&json!({})), 165_000);
    assert_eq!(found.message, "試算の 150,000円 より 15,000円 多い額です。");
    assert_eq!((found.written_yen, found.ours_yen, found.difference_yen), (Some(165_000), Some(150_000), Some(15_000)));
    assert_eq!(found.agrees, Some(false));
    let first = &found.causes[0];
    assert_eq!(name(first), "tax-counted");
    assert_eq!((first.certainty, first.yen, first.cite.as_str()), (Certainty::Fits, Some(165_000), "第4条ア"));
    assert_eq!(
        first.label,
        "消費税を含めて計算すると 165,000円 になります。消費税は対象外です。税抜の金額で計算してください。"
    );
    assert!(found.compare.is_empty(), "where the cause is known there is nothing to compare");
}

#[test]
fn the_line_is_named() {
    // (300,000 + 30,001) / 2 = 165,000.5; (300,000 + 20,000) / 2; (300,000 + 20,000 + 30,001) / 2 = 175,000.5
    for (yen, lines, items) in [
        (165_000, "明細「プリンター」について、対象外", vec!["c"]),
        (160_000, "明細「通信費」について、対象外", vec!["b"]),
        (175_000, "明細「通信費」「プリンター」について、対象外", vec!["b", "c"]),
    ] {
        let found = amount(&office(&json!({})), yen);
        let cause = found.causes.iter().find(|cause| name(cause) == "excluded-line").expect("it fits");
        assert!(cause.label.starts_with(lines), "{}", cause.label);
        assert_eq!(cause.item_ids, items);
    }
}

#[test]
fn two_mistakes_are_a_possibility() {
    // Five months of the charge counted, and the other rate: 320,000 × 3/4 = 240,000.
    let found = amount(&office(&json!({})), 240_000);
    assert_eq!(found.causes.iter().map(name).collect::<Vec<_>>(), ["excluded-line+other-rate"]);
    let cause = &found.causes[0];
    assert_eq!((cause.certainty, cause.cite.as_str()), (Certainty::Possible, "第3条、第4条、第5条(1)"));
    assert_eq!(
        cause.label,
        "明細「通信費」について、対象外の費用を含めて計算し、さらにもう一つの補助率で計算すると 240,000円 になります。\
         この二つが重なった可能性があります。対象外の費用は、補助対象経費に入れません。\
         補助率は、三つの要件のどれか一つを満たせば4分の3、一つも満たさなければ2分の1です。"
    );
}

#[test]
fn a_figure_that_follows_from_another_is_told_so() {
    let written = Written { eligible_cost_yen: Some(432_198), amount_yen: Some(216_000), ..Written::default() };
    let found = told(&office(&json!({})), &written);
    let [eligible, amount] = found.figures.as_slice() else { panic!("{found:?}") };
    assert!(eligible.causes.is_empty());
    assert_eq!(eligible.compare, ["net", "counted_cost", "eligible_cost"]);
    assert_eq!(amount.causes.iter().map(name).collect::<Vec<_>>(), [">eligible-cost"]);
    assert_eq!(
        amount.causes[0].label,
        "書かれた補助対象経費 432,198円 から計算すると 216,000円 になります。先に補助対象経費を確かめてください。"
    );
}

#[test]
fn what_nothing_explains_is_compared_step_by_step() {
    let found = amount(&office(&json!({})), 123_456);
    assert_eq!(found.message, "試算の 150,000円 より 26,544円 少ない額です。");
    assert!(found.causes.is_empty());
    // The short sum; of these lines the page shows those that this application has.
    let short = ["eligible_cost", "rate", "by_rate", "staff", "cap_now", "cap_then", "cap_lower", "limited", "amount"];
    assert_eq!(found.compare, short);
}

#[test]
fn an_unanswered_question_is_no_mistake() {
    // 300,000 at a half or at three quarters.
    let open = office(&json!({ "life-data": null }));
    for (yen, agrees, message) in [
        (150_000, None, "まだ答えていない質問があるため、比べられません。"),
        (200_000, None, "まだ答えていない質問があるため、比べられません。"),
        (300_000, Some(false), "試算では 150,000円 〜 225,000円 です。"),
    ] {
        let found = amount(&open, yen);
        assert_eq!((found.agrees, found.message.as_str()), (agrees, message));
        assert_eq!((found.ours_yen, found.low_yen, found.high_yen), (None, Some(150_000), Some(225_000)));
        assert!(found.causes.is_empty());
    }
    let nobody = amount(&office(&json!({ "staff-fte": "0.4" })), 150_000);
    assert_eq!((nobody.agrees, nobody.ours), (None, None));
    assert_eq!(nobody.message, "試算を計算できないため、比べられません。");
}

#[test]
fn lines_that_are_not_known_are_not_compared() {
    let mut application = office(&json!({}));
    application.items = None;
    let found = amount(&application, 150_000);
    assert_eq!((found.agrees, found.causes.len()), (None, 0));
    // The cap of 8 people is 1,000,000.
    let found = amount(&application, 2_000_000);
    assert_eq!((found.agrees, found.causes.len()), (Some(false), 0));
}

#[test]
fn rates_and_people_are_compared_as_they_are_written() {
    let application = office(&json!({ "life-data": true, "staff-heads": 3 }));
    for (rate, staff, agrees) in [("3/4", 11, true), ("0.75", 11, true), ("6/8", 11, true), ("1/2", 8, false)] {
        let written = Written { rate: Some(rate.into()), staff_number: Some(staff), ..Written::default() };
        let found = told(&application, &written);
        assert!(found.figures.iter().all(|figure| figure.agrees == Some(agrees)), "{found:?}");
        let named: Vec<String> = found.figures.iter().flat_map(|figure| figure.causes.iter().map(name)).collect();
        assert_eq!(named, if agrees { vec![] } else { vec!["other-rate", "staff-heads-left-out"] });
        if !agrees {
            assert_eq!(found.figures[0].message, "試算では 3/4 です。");
            assert_eq!(found.figures[1].message, "試算では 11人 です。");
        }
    }
}

#[test]
fn a_draft_is_compared_where_something_was_written() {
    let edition = overview::edition("saitama-ict-r5").expect("a programme");
    let mut assessor = Assessor::new(&edition);
    let mut draft = Draft { application: office(&json!({})), ..Draft::default() };
    assert!(assessor.assess_draft(&draft, DAY).expect("sound").diagnosis.is_none());
    draft.written.amount_yen = Some(150_000);
    let assessment = serde_json::to_value(assessor.assess_draft(&draft, DAY).expect("sound")).expect("JSON");
    let figure = &assessment["diagnosis"]["figures"][0];
    assert_eq!(
        (&figure["id"], &figure["agrees"], &figure["oursYen"]),
        (&json!("amount"), &json!(true), &json!(150_000))
    );
    assert_eq!(figure["causes"], json!([]));
}

#[test]
fn a_quote_that_is_not_wholly_entered_is_not_compared() {
    let edition = overview::edition("saitama-ict-r5").expect("a programme");
    let written = Written { amount_yen: Some(165_000), staff_number: Some(9), ..Written::default() };
    let open = vec![OpenValue { line: 3, part: Part::Price }];
    let draft = Draft { application: office(&json!({})), written, open, ..Draft::default() };
    let [staff, amount] = &diagnose_draft(&edition, &draft).expect("sound").figures[..] else { panic!("two figures") };
    assert_eq!((amount.agrees, amount.difference_yen, amount.causes.len()), (None, None, 0));
    assert_eq!(amount.message, "まだ入力していない明細があるため、比べられません。");
    assert_eq!(staff.agrees, Some(false), "people are compared all the same");
}

#[test]
fn what_is_told_is_as_its_schema_says() {
    let published = hojo(&["assessment", "schema"], b"");
    assert_eq!((published.status, published.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_slice(&published.stdout).expect("JSON");
    let (mut follows, mut possible) = (false, false);
    for case in written_cases() {
        let edition = overview::edition(&case.draft.application.programme).expect("a programme");
        let assessment = Assessor::new(&edition).assess_draft(&case.draft, DAY).expect("sound");
        let told = serde_json::to_value(assessment).expect("JSON");
        for extra in [Extra::AsWritten, Extra::Described] {
            let wrong = validate(&schema, &told, extra);
            assert!(wrong.is_empty(), "{}\n{told}", wrong.join("\n"));
        }
        let text = told["diagnosis"].to_string();
        (follows, possible) = (follows || text.contains("\"follows\""), possible || text.contains("\"possible\""));
    }
    assert!(follows && possible, "every part is written somewhere");
}

#[test]
fn the_command_line_compares_too() {
    let case = written_cases().into_iter().find(|case| case.expected().any(|name| name == "tax-counted")).expect("one");
    let got = hojo(&["assess", "--lines"], serde_json::to_string(&case.draft).expect("JSON").as_bytes());
    assert_eq!((got.status, got.stderr.as_str()), (0, ""));
    let told: Value = serde_json::from_slice(&got.stdout).expect("JSON");
    assert_eq!(told["diagnosis"]["figures"][0]["causes"][0]["mistakes"], json!(["tax-counted"]));
}
