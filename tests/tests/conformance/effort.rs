//! How far the engine goes: how many unknown answers are told apart, as many as is promised and no more, how often steps
//! are walked, and how many kinds of lines are tried while none is known.

use std::fmt::Write as _;

use kaigo_hojo_assess::Assessor;
use serde_json::{Value, json};
use whole_system_tests::Desk;

use super::fragment::{application, edition_of};

/// Questions to be answered with yes or no.
fn questions(count: usize) -> String {
    (1..=count).fold(String::new(), |mut text, n| {
        let question =
            format!("[[question]]\nid = \"q{n}\"\nsection = \"office\"\nlabel = \"q{n}\"\nanswer = \"truth\"\n");
        let condition = format!("[[condition]]\nid = \"c{n}\"\nwhen = {{ answer = \"q{n}\", is = true }}\n");
        let _ = write!(text, "{question}\n{condition}\n");
        text
    })
}

fn step(id: &str, what: &str) -> String {
    format!("[[step]]\nid = \"{id}\"\nlabel = \"{id}\"\ncite = \"第2条\"\n{what}\n\n")
}

// The next two add up what always comes to the same, in steps that pull in opposite directions, so that only telling the
// cases apart shows it.

/// The first yes says how much: in one step it rises with the question, in the other it falls. Lines count if the two
/// come to enough, which they always do.
fn first_yes(count: usize) -> String {
    let arms = |worth: &dyn Fn(usize) -> usize| -> String {
        (1..=count).map(|n| format!("{{ if = \"c{n}\", then = {} }}", worth(n))).collect::<Vec<_>>().join(", ")
    };
    let rising = format!("do.case = {{ when = [{}], else = {} }}", arms(&|n| n), count + 1);
    let falling = format!("do.case = {{ when = [{}], else = 1 }}", arms(&|n| count + 2 - n));
    let (rising, falling) = (step("rising", &rising), step("falling", &falling));
    let sum = step("sum", "do.add = [\"rising\", \"falling\"]");
    let enough = format!("[[condition]]\nid = \"enough\"\nwhen = {{ step = \"sum\", at-least = {} }}\n\n", count + 2);
    let drop = "[[condition]]\nid = \"too_little\"\nwhen = { not = { cond = \"enough\" } }\n\n\
        [[drop]]\nwhen = \"too_little\"\nreason = \"足りません。\"\ncite = \"第2条\"\n\n";
    let amount = step("amount", "do.round = { of = \"eligible\", unit = 1, direction = \"down\" }");
    [questions(count), rising, falling, sum, enough, drop.to_owned(), amount].concat()
}

/// Each yes gives one in one step and each no in another: as much as there are questions.
fn each_one(count: usize) -> String {
    let mut text = questions(count);
    let mut parts = vec!["\"eligible\"".to_owned()];
    for n in 1..=count {
        for (id, yes, no) in [(format!("yes{n}"), 1, 0), (format!("no{n}"), 0, 1)] {
            text.push_str(&step(
                &id,
                &format!("do.case = {{ when = [{{ if = \"c{n}\", then = {yes} }}], else = {no} }}"),
            ));
            parts.push(format!("\"{id}\""));
        }
    }
    text.push_str(&step("amount", &format!("do.add = [{}]", parts.join(", "))));
    text
}

fn assessed(text: &str, answers: &Value) -> Value {
    let edition = edition_of("effort", text);
    Desk(Assessor::new(&edition)).assess(&application(answers, Some(&json!([["thing", 1000, 1]]))))
}

#[test]
fn a_line_is_settled_where_six_answers_are_open() {
    let text = first_yes(6);
    assert_eq!(assessed(&text, &json!({}))["items"][0]["status"], "counted");
    assert_eq!(assessed(&text, &json!({ "q1": true }))["items"][0]["status"], "counted");
    let text = first_yes(7);
    let got = assessed(&text, &json!({}));
    assert_eq!(got["items"][0]["status"], "undetermined", "seven are too many");
    assert_eq!(
        (&got["amount"]["yen"], &got["amount"]["tight"]),
        (&json!(1000), &json!(true)),
        "for the amount they are not"
    );
    for answer in [false, true] {
        assert_eq!(assessed(&text, &json!({ "q7": answer }))["items"][0]["status"], "counted");
    }
}

#[test]
fn the_amount_is_exact_where_twelve_answers_are_open() {
    let amount = |count: usize, answers: &Value| assessed(&each_one(count), answers)["amount"].clone();
    let told = amount(12, &json!({}));
    assert_eq!((&told["yen"], &told["tight"]), (&json!(1012), &json!(true)));
    let told = amount(13, &json!({}));
    let (low, high) = (told["lowYen"].as_i64().expect("a low end"), told["highYen"].as_i64().expect("a high end"));
    assert!(told["tight"] == false && low < 1013 && high > 1013, "thirteen are not told apart: {told}");
    let told = amount(13, &json!({ "q13": true }));
    assert_eq!((&told["yen"], &told["tight"]), (&json!(1013), &json!(true)));
}

#[test]
fn steps_that_use_others_twice_are_walked_once() {
    // Forty times twice the one before: a thousand thousand thousand thousand ways to the first.
    let mut text = questions(1);
    text.push_str(&step("s0", "do.case = { when = [{ if = \"c1\", then = 1 }], else = 0 }"));
    for n in 1..=40 {
        text.push_str(&step(&format!("s{n}"), &format!("do.add = [\"s{}\", \"s{}\"]", n - 1, n - 1)));
    }
    text.push_str(&step("amount", "do.add = [\"eligible\", \"s40\"]"));
    let told = assessed(&text, &json!({}))["amount"].clone();
    let told = (told["lowYen"].as_i64(), told["highYen"].as_i64(), told["tight"].as_bool());
    assert_eq!(told, (Some(1000), Some(1000 + (1 << 40)), Some(true)));
}

#[test]
fn a_limit_is_reached_by_lines_that_nobody_has_named_yet() {
    // Works of which all six things can be said, up to 5,000 yen; a line of which the first holds is left out.
    let parts = (1..=6).map(|n| format!("{{ item = \"t{n}\", is = true }}"));
    let parts: Vec<String> = parts.chain(["{ not = { item = \"t1\", is = false } }".to_owned()]).collect();
    let mut text = String::new();
    for id in ["out", "t1", "t2", "t3", "t4", "t5", "t6"] {
        let _ = write!(
            text,
            "[[item-question]]\nid = \"{id}\"\nlabel = \"{id}\"\nkinds = [\"work\"]\nabsent = false\nanswer = \"truth\"\n\n"
        );
    }
    let _ = write!(
        text,
        "[[condition]]\nid = \"is_out\"\nwhen = {{ item = \"out\", is = true }}\n\n\
        [[drop]]\nwhen = \"is_out\"\nreason = \"対象外です。\"\ncite = \"第2条\"\n\n\
        [[condition]]\nid = \"is_all\"\nwhen = {{ all = [{{ counted = true }}, {}] }}\n\n",
        parts.join(", ")
    );
    text.push_str(&step("all", "do.total = { of = \"cost\", where = \"is_all\" }"));
    text.push_str(&step("amount", "do.lowest = [\"all\", 5000]"));
    let edition = edition_of("effort", &text);
    let told = Desk(Assessor::new(&edition)).assess(&application(&json!({}), None))["amount"].clone();
    let told = (told["lowYen"].as_i64(), told["highYen"].as_i64(), told["tight"].as_bool());
    assert_eq!(told, (Some(0), Some(5000), Some(true)));
}
