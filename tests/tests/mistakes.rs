//! The usual mistakes of a pack: each form by figures worked by hand, and what they leave alone.
//!
//! `tests/packs/conformance/mistakes.toml` has each form once.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/fragment.rs"]
mod fragment;

use fragment::{application, edition};
use kaigo_hojo_assess::diagnosis::diagnose_draft;
use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::{Edition, Node};
use kaigo_hojo_assess::rules::mistake::Sealed;
use kaigo_hojo_contract::Dates;
use kaigo_hojo_contract::diagnosis::Cause;
use kaigo_hojo_contract::draft::{Draft, StaffRow, StaffTable, Written};
use kaigo_hojo_pack::{from_bytes, to_bytes};
use oracle::completions::{Options, random_application};
use serde_json::{Value, json};
use whole_system_tests::programmes::{Need, held_ids};
use whole_system_tests::{assess_with, read};

/// 150,500 for a thing; 81,700 for work, of which 10,000 is income; a talk and a used thing, both out. Half of 222,200
/// is 111,100, the cap of 12 people 200,000, so that 111,000 is granted.
fn quote() -> Value {
    json!([
        ["thing", 150_500, 1],
        ["work", 81_700, 1, { "income": 10_000 }],
        ["talk", 30_000, 1],
        ["thing", 40_000, 1, { "used": true }],
    ])
}

fn draft(answers: &Value, lines: &Value, yen: i64) -> Draft {
    let mut all = json!({ "people": 12, "service": "32" });
    for (id, answer) in answers.as_object().expect("answers") {
        all[id] = answer.clone();
    }
    Draft {
        application: read(&application(&all, Some(lines)).to_string()).expect("a good application"),
        written: Written { amount_yen: Some(yen), ..Written::default() },
        ..Draft::default()
    }
}

fn causes(draft: &Draft) -> Vec<Cause> {
    let diagnosis = diagnose_draft(&edition("mistakes"), draft).expect("a sound application");
    diagnosis.figures.into_iter().flat_map(|figure| figure.causes).collect()
}

/// The ids of what is named, each with the lines.
fn named(answers: &Value, lines: &Value, yen: i64) -> Vec<String> {
    let name = |cause: &Cause| {
        let lines = if cause.item_ids.is_empty() { String::new() } else { format!(" {}", cause.item_ids.join(" ")) };
        cause.mistakes.join("+") + &lines
    };
    causes(&draft(answers, lines, yen)).iter().map(name).collect()
}

#[test]
fn a_step_in_the_place_of_another() {
    // Of the result; of a step that others use, by steps that only the mistake has; by one of the pack's own.
    assert_eq!(named(&json!({}), &quote(), 111_100), ["floor-forgotten", "in-hundreds"]);
    // 75,250 and 35,850 are cut to 75,000 and 35,000.
    assert_eq!(named(&json!({}), &quote(), 110_000), ["floored-per-line"]);
    // Half of 150,500.
    assert_eq!(named(&json!({}), &quote(), 75_000), ["only-things"]);
}

#[test]
fn what_is_taken_to_be_so() {
    // Half of 232,200; three quarters of 222,200; half of 252,200.
    assert_eq!(named(&json!({}), &quote(), 116_000), ["income-kept i2"]);
    assert_eq!(named(&json!({}), &quote(), 166_000), ["at-home"]);
    assert_eq!(named(&json!({}), &quote(), 126_000), ["talk-counted i3", "used-counted i3"]);
    // The cap of a second grant is 100,000.
    assert_eq!(named(&json!({ "granted-before": true }), &quote(), 111_000), ["grant-forgotten"]);
    // Half of 292,200 with both lines that are out, half of 262,200 with the used thing.
    assert_eq!(named(&json!({}), &quote(), 146_000), ["used-counted i3 i4"]);
    assert_eq!(named(&json!({}), &quote(), 131_000), ["used-counted i4"]);
}

#[test]
fn the_neighbouring_band() {
    let dear = json!([["thing", 1_000_000, 1]]);
    assert_eq!(named(&json!({}), &dear, 300_000), ["neighbouring-band"]);
    assert_eq!(named(&json!({}), &dear, 100_000), ["neighbouring-band"]);
    // The first band has no lower neighbour, the last no higher one.
    assert_eq!(named(&json!({ "people": 9 }), &dear, 300_000), Vec::<String>::new());
    assert_eq!(named(&json!({ "people": 20 }), &dear, 200_000), ["neighbouring-band"]);
}

#[test]
fn two_mistakes_together() {
    // Three quarters of 222,200 are 166,650; 112,875 and 53,775 are cut to 112,000 and 53,000.
    assert_eq!(named(&json!({}), &quote(), 166_650), ["floor-forgotten+at-home"]);
    assert_eq!(named(&json!({}), &quote(), 165_000), ["floored-per-line+at-home"]);
}

#[test]
fn the_table_of_staff_by_role() {
    let row = |role: &str, people, hours: &str| StaffRow {
        role: role.into(),
        people: Some(people),
        weekly_hours: Some(hours.into()),
        by_head: false,
    };
    let rows = vec![row("carer", 17, "20"), row("visitor", 1, "40"), row("visitor", 1, "20")];
    let dear = json!([["thing", 1_000_000, 1]]);
    // 8.5 and 1.5 are 10, by role 9 and 2 are 11: with 9 others 19 or 20, which is another band.
    let mut draft = draft(&json!({ "people": 9, "staff-fte": "10" }), &dear, 300_000);
    draft.staff = Some(StaffTable { full_time_hours: Some("40".into()), rows });
    let named = |draft: &Draft| causes(draft).into_iter().flat_map(|cause| cause.mistakes).collect::<Vec<_>>();
    assert_eq!(named(&draft), ["neighbouring-band", "per-role"]);
    draft.staff = None;
    assert_eq!(named(&draft), ["neighbouring-band"], "without a table there are no roles");
}

#[test]
fn mistakes_travel_sealed() {
    let sound = edition("mistakes");
    let mistakes = sound.mistakes.open().expect("mistakes");
    assert_eq!(mistakes.list.len(), 11);
    assert_eq!(mistakes.steps.len(), 3);
    assert_eq!(from_bytes(&to_bytes(&sound)).expect("a built pack").mistakes, sound.mistakes);
    assert!(Sealed::default().open().is_none());
    assert!(edition("kinds").mistakes.open().is_none(), "a pack without mistakes");
}

#[test]
fn no_step_of_a_mistake_is_in_the_edition() {
    for programme in held_ids(Need::Oracle) {
        let edition = overview::edition(programme).expect("a programme");
        let mistakes = edition.mistakes.open().expect("mistakes");
        let steps = edition.steps.len();
        let within = |node: &Node| !matches!(node, Node::Step(ix) if usize::from(*ix) >= steps);
        assert!(edition.order.iter().all(|turn| within(&turn.node)), "{programme}");
        assert!(edition.columns < mistakes.columns, "{programme}");
        assert_eq!(mistakes.order.len(), edition.order.len() + mistakes.steps.len(), "{programme}");
    }
}

#[test]
fn mistakes_leave_the_assessment_alone() {
    for programme in held_ids(Need::Oracle) {
        let edition = overview::edition(programme).expect("a programme");
        let without = Edition { mistakes: Sealed::default(), ..edition.clone() };
        for seed in 0..50 {
            let document = random_application(seed, programme, Options { max_lines: 6, unknown_rate: 0.1 });
            let application = read(&document.to_string()).expect("a good application");
            let of = |edition: &Edition| assess_with(edition, &application, &Dates::default());
            assert_eq!(of(&edition), of(&without), "{programme} {seed}");
        }
    }
}
