//! What to ask next, and what need not be asked any more.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_assess::advice::{Advice, Place, advise};
use kaigo_hojo_assess::overview;
use kaigo_hojo_contract::decode;
use kaigo_hojo_contract::tree::Tree;
use serde_json::{Value, json};
use whole_system_tests::cases;

fn advice(document: &Value) -> (Advice, impl Fn(&str) -> usize + use<>) {
    let text = document.to_string();
    let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
    let application = decode::application(&tree).expect("an application");
    let edition = overview::edition(&application.programme).expect("a built-in programme");
    let advice = advise(&edition, &application).expect("a sound application");
    let position = move |id: &str| edition.questions.iter().position(|q| q.id == id).expect("a question");
    (advice, position)
}

fn case(id: &str) -> Value {
    cases().into_iter().find(|(_, case)| case["id"] == id).expect("a case").1["application"].clone()
}

#[test]
fn nothing_is_missing_in_a_complete_application() {
    for id in ["S7", "K5", "G10a"] {
        let (advice, _) = advice(&case(id));
        assert_eq!(advice.missing, Vec::new(), "{id}");
        assert_eq!(advice.next, None, "{id}");
    }
}

#[test]
fn an_open_answer_is_missing_only_while_it_matters() {
    let (found, at) = advice(&case("P2"));
    assert_eq!(found.missing, [Place::Question(at("life-data"))]);
    let mut settled = case("P2");
    settled["answers"]["document-halving"] = json!(true);
    assert_eq!(advice(&settled).0.missing, Vec::new(), "3/4 either way");
    let (found, at) = advice(&case("P1"));
    assert_eq!(found.next, Some(Place::Question(at("staff-fte"))));
}

#[test]
fn a_question_that_cannot_matter_is_folded_away() {
    let (found, at) = advice(&case("S7"));
    assert!(!found.matters[at("past-grant-staff")], "there was no earlier grant");
    assert!(found.matters[at("past-grant")]);
    assert!(found.matters[at("life-data")], "the only reason for 3/4");
    assert!(!found.matters[at("document-halving")], "3/4 already");
    let (found, at) = advice(&case("G3"));
    assert!(!found.matters[at("end-to-end")], "no software");
    assert!(!found.matters[at("staff-fte")], "no software");
    assert!(found.matters[at("capacity")]);
}

#[test]
fn a_line_that_waits_for_an_answer_is_named() {
    let (found, _) = advice(&case("P9"));
    assert!(matches!(found.missing.as_slice(), [Place::Item(1, _)]), "{:?}", found.missing);
    let (found, _) = advice(&case("P14"));
    assert!(matches!(found.missing.as_slice(), [Place::Item(0, _)]), "{:?}", found.missing);
}

#[test]
fn unknown_lines_come_last() {
    let (found, _) = advice(&case("P5"));
    assert_eq!(found.missing, [Place::Items]);
    let mut nothing = case("P5");
    nothing["answers"] = json!({});
    let (found, at) = advice(&nothing);
    assert_eq!(found.next, Some(Place::Question(at("staff-fte"))), "{:?}", found.missing);
}

#[test]
fn the_kind_of_a_line_is_missing_while_it_matters() {
    let among = |kinds: &[&str]| {
        let mut document = case("S7");
        document["items"] = json!([
            { "id": "i1", "kindAmong": kinds, "unitPriceYen": 3_000, "quantity": 12, "tax": "excluded" },
        ]);
        advice(&document).0
    };
    let found = among(&["portable-terminal", "communication-charge"]);
    assert_eq!((found.missing, found.next), (vec![Place::Kind(0)], Some(Place::Kind(0))));
    let found = among(&["portable-terminal", "intercom"]);
    assert_eq!((found.missing, found.next), (Vec::new(), None), "counted either way");
    let found = among(&["communication-charge", "fixed-terminal"]);
    assert_eq!((found.missing, found.next), (Vec::new(), None), "out either way");
}
