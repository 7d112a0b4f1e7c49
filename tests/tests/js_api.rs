//! What the JavaScript package tells of programmes and questions, against its schema and against the editions. The
//! package itself is tested from outside, in `tests/npm`.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/schema.rs"]
mod schema;

use std::path::Path;

use kaigo_hojo_assess::overview::editions;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{Edition, Node, Op, Operand, Step, StepIx, Turn};
use kaigo_hojo_js::desk::load_pack;
use kaigo_hojo_js::overview::{programme, questionnaire};
use kaigo_hojo_pack::{load, to_bytes};
use schema::{Extra, validate};
use serde_json::{Value, json};
use whole_system_tests::DAY;

fn api(definition: &str) -> Value {
    let text = include_str!("../../crates/js/schema/api.schema.json");
    let mut schema: Value = serde_json::from_str(text).expect("JSON");
    schema["$ref"] = json!(format!("#/$defs/{definition}"));
    schema
}

fn check_valid(definition: &str, value: &Value) {
    let wrong = validate(&api(definition), value, Extra::Described);
    assert!(wrong.is_empty(), "{}\n{value}", wrong.join("\n"));
}

/// The built-in editions and an invented one, which has what they have not.
fn all() -> Vec<Edition> {
    let mut all = editions();
    let invented = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/invented");
    all.push(load(&invented).expect("a sound pack"));
    all
}

#[test]
fn what_is_told_is_as_the_schema_says() {
    let (mut told, mut types) = (Vec::new(), Vec::new());
    for edition in all() {
        let whole = serde_json::to_value(programme(&edition, DAY)).expect("JSON");
        check_valid("programme", &whole);
        let form = serde_json::to_value(questionnaire(&edition)).expect("JSON");
        check_valid("questionnaire", &form);
        for list in ["questions", "itemQuestions"] {
            types.extend(form[list].as_array().into_iter().flatten().map(|question| question["answer"].to_string()));
        }
        assert_eq!(form["questions"].as_array().map(Vec::len), Some(edition.questions.len()));
        assert_eq!(form["kinds"].as_array().map(Vec::len), Some(edition.kinds.len()));
        told.push(whole);
    }
    for kind in ["truth", "choice", "number", "lines"] {
        assert!(types.iter().any(|told| told.contains(&format!("\"type\":\"{kind}\""))), "{kind} never occurs");
    }
    assert!(told.iter().any(|one| one["reception"].is_null()) && told.iter().any(|one| !one["reception"].is_null()));
}

#[test]
fn bad_tellings_are_not_taken() {
    let edition = all().remove(0);
    for (definition, good) in [
        ("programme", serde_json::to_value(programme(&edition, DAY)).expect("JSON")),
        ("questionnaire", serde_json::to_value(questionnaire(&edition)).expect("JSON")),
    ] {
        for key in good.as_object().expect("an object").keys() {
            let mut bad = good.clone();
            bad.as_object_mut().expect("an object").remove(key);
            assert!(!validate(&api(definition), &bad, Extra::AsWritten).is_empty(), "{definition} without {key}");
        }
        let mut more = good.clone();
        more["more"] = json!(1);
        assert!(!validate(&api(definition), &more, Extra::Described).is_empty(), "{definition} with more");
    }
}

#[test]
fn the_state_is_that_of_the_day() {
    let editions = all();
    let saitama = editions.iter().find(|edition| edition.about.reception.is_some()).expect("one with a window");
    let (from, to) = saitama.about.reception.expect("a window");
    let on = |day: Date| serde_json::to_value(programme(saitama, day)).expect("JSON")["status"].clone();
    assert_eq!((on(from), on(to)), (on(to), on(from)), "open on the first and the last day");
    assert_ne!(on(Date { year: from.year - 1, ..from }), on(from));
}

/// Written down by hand from the contract's table of defaults.
#[test]
fn defaults_are_written_as_an_answer_would_be() {
    let editions = all();
    let of = |programme: &str, list: &str, id: &str| {
        let edition = editions.iter().find(|edition| edition.about.id == programme).expect("an edition");
        let form = serde_json::to_value(questionnaire(edition)).expect("JSON");
        let questions = form[list].as_array().expect("questions").clone();
        questions.into_iter().find(|question| question["id"] == id).unwrap_or_else(|| panic!("{id}"))
    };
    for (programme, list, id, default) in [
        ("saitama-ict-r5", "questions", "staff-heads", json!(0)),
        ("saitama-ict-r5", "questions", "staff-fte", Value::Null),
        ("saitama-ict-r5", "itemQuestions", "contracted-before-decision", json!(false)),
        ("gunma-caretech-r8", "itemQuestions", "listing", json!("tais")),
        ("gunma-caretech-r8", "itemQuestions", "attached-to", json!([])),
        ("gunma-caretech-r8", "itemQuestions", "in-package", json!(true)),
        ("gunma-caretech-r8", "itemQuestions", "donation-yen", json!(0)),
        ("gunma-caretech-r8", "itemQuestions", "staff-priced", Value::Null),
    ] {
        assert_eq!(of(programme, list, id)["default"], default, "{programme} {id}");
    }
    let capacity = of("gunma-caretech-r8", "questions", "capacity");
    assert!(capacity["answer"]["none"].is_string() && capacity["answer"]["decimal"] == false, "{capacity}");
    assert_eq!(of("saitama-ict-r5", "questions", "staff-fte")["answer"]["decimal"], true);
    assert_eq!(of("gunma-caretech-r8", "questions", "route")["nullIsAbsent"], true);
    assert_eq!(of("gunma-caretech-r8", "questions", "capacity")["nullIsAbsent"], false);
}

#[test]
fn a_pack_that_asks_for_endless_work_is_not_taken_in() {
    let sound = all().pop().expect("the invented one");
    assert_eq!(load_pack(&to_bytes(&sound)), Ok("kakuu-robot-r8".to_owned()));
    let mut endless = sound;
    for _ in 0..60 {
        let last = endless.plan.amount;
        let squared = Op::Multiply(vec![Operand::Step(last), Operand::Step(last)]);
        endless.plan.amount = StepIx::try_from(endless.steps.len()).expect("few steps");
        endless.steps.push(Step { op: squared, column: None, ..endless.steps[usize::from(last)].clone() });
        endless.order.push(Turn { node: Node::Step(endless.plan.amount), uses: Vec::new(), asks: 0 });
    }
    let failure = load_pack(&to_bytes(&endless)).expect_err("it is not taken");
    let told = serde_json::to_value(&failure).expect("JSON");
    assert_eq!((&told["code"], &told["path"]), (&json!("bad-pack"), &json!("pack")));
    assert!(failure.message.contains("大きすぎます"), "{}", failure.message);
}
