//! A fourth programme that is nothing but data: `tests/packs/invented/`, with its invented text beside it.
//!
//! It is used as anybody would use a pack from outside: as a folder, as its `pack.toml` and as a built pack. Its cases are
//! worked by hand from the text. The page builds it in with `KAIGO_HOJO_EXTRA_PACKS`, so it must have all that the page
//! draws: sections, questions, kinds in groups, notes, requirements, each in Japanese.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::path::{Path, PathBuf};

use hojo::hojo;
use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition};
use kaigo_hojo_pack::{from_bytes, load, to_bytes};
use serde_json::{Value, json};
use whole_system_tests::programmes::programmes;
use whole_system_tests::{check_case, dates_of, read};

const DATE: &[&str] = &["--date", "2026-11-21"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/invented")
}

fn text(path: &Path) -> String {
    path.to_str().expect("the path is UTF-8").to_owned()
}

fn edition() -> Edition {
    load(&folder()).expect("a sound pack")
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("invented_pack");
    std::fs::create_dir_all(&folder).expect("a folder for this test");
    folder.join(name)
}

/// The application that the page and the JavaScript package are given too.
fn application_of_all() -> Value {
    serde_json::from_str(include_str!("../packs/invented-application.json")).expect("JSON")
}

/// The same with other answers and other lines.
#[expect(clippy::needless_pass_by_value, reason = "a table of cases reads better without a sign of reference on each")]
fn application(answers: Value, items: Value) -> Value {
    let mut document = application_of_all();
    for (id, value) in answers.as_object().expect("answers") {
        document["answers"][id] = value.clone();
    }
    document["items"] = items;
    document
}

fn item(id: &str, kind: &str, price: i64, quantity: i64) -> Value {
    json!({ "id": id, "kind": kind, "unitPriceYen": price, "quantity": quantity, "tax": "excluded" })
}

fn with(mut item: Value, answers: Value) -> Value {
    item["answers"] = answers;
    item
}

/// Applications with what they must give, worked by hand.
#[expect(clippy::too_many_lines, reason = "a table")]
fn cases() -> Vec<(Value, Value)> {
    let sensors = || item("i1", "monitoring-sensor", 100_000, 8);
    let wiring = |price: i64| item("i2", "wiring", price, 1);
    vec![
        // 20 places: 6 units. 6 × 100,000 × 2/3 = 400,000 (exactly, though a unit gives 66,666.67); works 300,000 / 2.
        (
            application_of_all(),
            json!({
                "amountYen": 550_000, "verdict": "eligible", "totalCostYen": 1_210_000, "ownBurdenYen": 660_000,
                "items": { "i1": "partly-counted", "i2": "counted" }, "countedYen": { "i1": 600_000, "i2": 300_000 },
                "binding": "unit-limit", "alternatives": { "works-without-device": { "needs-device": 550_000 } },
                "steps": { "works": 150_000, "unit_limit": null, "devices": 400_000 },
            }),
        ),
        // The base comes before the rate: min(150,000, 120,000) × 2/3 = 80,000 twice, 40,000 less than without a base;
        // works are held to 200,000, 50,000 less.
        (
            application(json!({}), json!([item("i1", "monitoring-sensor", 150_000, 2), wiring(500_000)])),
            json!({ "amountYen": 360_000, "binding": "works-cap", "steps": { "works": 200_000, "devices": 160_000 } }),
        ),
        // 3/4 for a new office with night staff: 600,000 × 3/4 = 450,000 twice; 19 places: at most 600,000.
        (
            application(
                json!({ "night-staff": true, "capacity": 19 }),
                json!([item("i1", "transfer-lift", 600_000, 2)]),
            ),
            json!({ "amountYen": 600_000, "binding": "office-cap" }),
        ),
        // The same on an island: 700,000; less an earlier grant of 250,000; floored to ten thousand.
        (
            application(
                json!({ "night-staff": true, "capacity": 19, "area": "island", "past-grant-yen": 254_999 }),
                json!([item("i1", "transfer-lift", 900_000, 2)]),
            ),
            json!({ "amountYen": 440_000, "binding": "office-cap", "notes": ["X-A3"] }),
        ),
        // The corporation has 100,000 left.
        (
            application(json!({ "corporation-yen": 4_900_000 }), json!([sensors()])),
            json!({ "amountYen": 100_000, "binding": "corporation-cap" }),
        ),
        // Without a capacity: two units, 600,000.
        (
            application(json!({ "capacity": "none" }), json!([item("i1", "cleaning-robot", 300_000, 3)])),
            // 2 × 250,000 × 2/3 = 333,333.3
            json!({ "amountYen": 330_000, "items": { "i1": "partly-counted" }, "countedYen": { "i1": 600_000 } }),
        ),
        // A unit below 30,000 is out; what is left, 20,000 and 66,666, is granted from 50,000 on.
        (
            application(json!({}), json!([item("i1", "monitoring-sensor", 29_999, 4)])),
            json!({ "amountYen": 0, "items": { "i1": "excluded" }, "binding": null }),
        ),
        (
            application(json!({}), json!([item("i1", "monitoring-sensor", 30_000, 1)])),
            json!({ "amountYen": 0, "items": { "i1": "counted" } }),
        ),
        (application(json!({}), json!([item("i1", "monitoring-sensor", 75_000, 1)])), json!({ "amountYen": 50_000 })),
        // Tax comes off first: 33,000 with tax are 30,000.
        (
            application(
                json!({}),
                json!([{ "id": "i1", "kind": "monitoring-sensor", "unitPriceYen": 33_000, "quantity": 3, "tax": "included" }]),
            ),
            json!({ "amountYen": 60_000, "totalCostYen": 99_000 }),
        ),
        // A donation comes off before the base; charges are out, the rest is to be asked.
        (
            application(
                json!({}),
                json!([
                    with(item("i1", "monitoring-sensor", 150_000, 2), json!({ "donation-yen": 120_000 })),
                    item("i2", "line-charge", 5_000, 10),
                    item("i3", "other", 80_000, 1),
                    with(item("i4", "transfer-lift", 600_000, 1), json!({ "contracted-before-decision": true })),
                ]),
            ),
            json!({
                "amountYen": 120_000, "notes": ["X-A2"],
                "items": { "i1": "counted", "i2": "excluded", "i3": "needs-confirmation", "i4": "excluded" },
            }),
        ),
        // Works alone: a reading.
        (
            application(json!({}), json!([wiring(300_000)])),
            json!({
                "amountYen": 150_000, "notes": ["X-A1"], "alternatives": { "works-without-device": { "needs-device": 0 } },
            }),
        ),
        // Outside the prefecture, without training: told, and the amount all the same.
        (
            application(json!({ "in-prefecture": false, "training": false }), json!([sensors()])),
            json!({
                "amountYen": 400_000, "verdict": "not-eligible",
                "requirements": { "in-prefecture": "not-met", "training": "not-met", "care-service": "met" },
            }),
        ),
        // The places are open: 6 units need 18; from 0 units (2 places) to all 8 (24), the cap of 600,000 not in the way.
        (
            application(json!({ "capacity": null }), json!([sensors()])),
            json!({ "lowYen": 0, "highYen": 530_000, "verdict": "eligible" }),
        ),
        // The rate is open: 2/3 or 3/4 of 600,000.
        (
            application(json!({ "night-staff": null }), json!([sensors()])),
            json!({ "lowYen": 400_000, "highYen": 450_000 }),
        ),
        // Papers and deadlines: with works, photographs and an invoice; 19.5 of staff are 20.
        (
            application(json!({ "staff-fte": "19.5" }), json!([sensors(), wiring(300_000)])),
            json!({
                "documents": { "plan": "yes", "training-plan": "yes", "photographs": "yes", "change": "yes" },
                "deadlines": {
                    "invoice": { "date": null, "waitsFor": ["decision"] },
                    "report": { "date": null, "waitsFor": ["completion"], "latest": "2027-02-28" },
                    "effects-by": "2027-09-30",
                },
            }),
        ),
        (
            application(json!({ "staff-fte": "19.49" }), json!([sensors()])),
            json!({ "documents": { "training-plan": "no", "photographs": "no" }, "deadlines": { "invoice": "none" } }),
        ),
        (
            application(json!({ "staff-fte": "18.5", "staff-heads": 1 }), json!([sensors()])),
            json!({ "documents": { "training-plan": "yes" }, "steps": { "amount": 400_000 } }),
        ),
        (
            application(json!({ "staff-heads": null }), json!([sensors()])),
            json!({ "documents": { "training-plan": "unknown" }, "amountYen": 400_000 }),
        ),
        // What is promised moves no yen.
        (
            application(json!({ "informs-staff": true, "reports-effects": false }), json!([sensors()])),
            json!({
                "amountYen": 400_000, "verdict": "eligible",
                "requirements": { "informs-staff": "met", "reports-effects": "not-met" },
            }),
        ),
        // Two answers that only matter together.
        (
            application(json!({ "night-staff": null, "new-office": false }), json!([sensors()])),
            json!({ "amountYen": 400_000 }),
        ),
    ]
}

/// The assessments of all cases through the command line with this `--pack`.
fn assess_with(pack: &Path) -> Vec<u8> {
    let input: String = cases().iter().map(|(application, _)| format!("{application}\n")).collect();
    let ran = hojo(&[&["assess", "--lines", "--pack", &text(pack)], DATE].concat(), input.as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", String::from_utf8_lossy(&ran.stdout));
    ran.stdout
}

#[test]
fn every_case_gives_what_its_text_says() {
    let told = assess_with(&folder());
    let told: Vec<Value> = told
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect();
    let cases = cases();
    assert_eq!(told.len(), cases.len());
    let mut wrong = Vec::new();
    for (ix, ((application, expect), got)) in cases.iter().zip(&told).enumerate() {
        let differences = check_case(expect, got);
        if !differences.is_empty() {
            wrong.push(format!("{ix}: {}\n{application}", differences.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_give_deadlines() {
    let edition = edition();
    let of = |answers: Value, dates: Value| {
        let document = application(answers, json!([item("i2", "wiring", 300_000, 1)]));
        let application = read(&document.to_string()).expect("a good application");
        whole_system_tests::assess_with(&edition, &application, &dates_of(&json!({ "dates": dates })))
    };
    let dates = json!({
        "decision": "2026-12-15", "contract": "2026-12-14", "payment": "2027-03-31", "completion": "2027-02-09",
    });
    let expect = json!({
        // 16 days of December, 31 of January, 13 of February; the 28th is before 20 days after the 9th; paid in 令和8年度.
        "deadlines": {
            "invoice": "2027-02-13", "report": "2027-02-28", "books": "2032-03-31",
            "effects": { "date": null, "within": { "from": "2027-04-01", "to": "2028-03-31" } },
        },
        "dateConflicts": ["contract-after-decision"],
    });
    assert_eq!(check_case(&expect, &of(json!({}), dates.clone())), Vec::<String>::new());
    // On an island a contract may come first.
    let expect = json!({ "dateConflicts": [] });
    assert_eq!(check_case(&expect, &of(json!({ "area": "island" }), dates)), Vec::<String>::new());
    let expect = json!({ "deadlines": { "report": "2027-02-27" } });
    let dates = json!({ "completion": "2027-02-07" });
    assert_eq!(check_case(&expect, &of(json!({}), dates)), Vec::<String>::new());
}

#[test]
fn a_written_amount_is_explained() {
    let sensors = |price: i64| item("i1", "monitoring-sensor", price, 8);
    let lifts = || item("i1", "transfer-lift", 600_000, 6);
    for (application, yen, mistakes) in [
        // 6 × 101,000 × 2/3 = 404,000, cut to 400,000.
        (application(json!({}), json!([sensors(101_000)])), 404_000, json!(["floor-forgotten"])),
        // 6 × (90,000 − 15,000) × 2/3 = 300,000; without the donation 6 × 90,000 × 2/3.
        (
            application(json!({}), json!([with(sensors(90_000), json!({ "donation-yen": 120_000 }))])),
            360_000,
            json!(["donation-kept"]),
        ),
        // 6 × 400,000 = 2,400,000 against 1,500,000 less 700,000; or against 1,500,000, or 3,000,000 less 700,000.
        (
            application(json!({ "past-grant-yen": 700_000 }), json!([lifts()])),
            1_500_000,
            json!(["past-grant-forgotten"]),
        ),
        (application(json!({ "past-grant-yen": 700_000 }), json!([lifts()])), 2_300_000, json!(["neighbouring-band"])),
    ] {
        let draft =
            json!({ "schema": "kaigo-hojo/draft/1", "application": application, "written": { "amountYen": yen } });
        let ran = hojo(&["assess", "--lines", "--pack", &text(&folder())], draft.to_string().as_bytes());
        let told: Value = serde_json::from_slice(&ran.stdout).expect("an assessment");
        let figure = &told["diagnosis"]["figures"][0];
        assert_eq!(figure["causes"][0]["mistakes"], mistakes, "{figure}");
        assert_eq!(figure["causes"][0]["yen"], yen, "{figure}");
    }
}

#[test]
fn an_office_without_places_has_no_amount() {
    let document = application(json!({ "capacity": 0 }), json!([item("i1", "monitoring-sensor", 100_000, 8)]));
    let ran = hojo(&["assess", "--lines", "--pack", &text(&folder())], document.to_string().as_bytes());
    let told: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    assert_eq!(check_case(&json!({ "notComputable": true }), &told), Vec::<String>::new());
}

#[test]
fn a_folder_its_file_and_a_built_pack_are_the_same() {
    let built = scratch("kakuu.pack");
    let ran = hojo(&["pack", "build", &text(&folder()), "-o", &text(&built)], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let of_folder = assess_with(&folder());
    assert_eq!(assess_with(&folder().join("pack.toml")), of_folder);
    assert_eq!(assess_with(&built), of_folder);
}

#[test]
fn a_built_pack_is_the_edition_itself() {
    let edition = edition();
    let bytes = to_bytes(&edition);
    let again = from_bytes(&bytes).expect("the same pack");
    assert_eq!(format!("{edition:?}"), format!("{again:?}"));
    assert_eq!(bytes, to_bytes(&again), "byte for byte");
}

#[test]
fn a_pack_stands_beside_the_built_in_ones() {
    let saitama = br#"{"schema": "kaigo-hojo/application/1", "programme": "saitama-ict-r5"}"#;
    let alone = hojo(&[&["assess", "--lines"], DATE].concat(), saitama);
    let beside = hojo(&[&["assess", "--lines", "--pack", &text(&folder())], DATE].concat(), saitama);
    assert_eq!((alone.status, beside.status), (0, 0));
    assert_eq!(alone.stdout, beside.stdout);
    // And without it the programme is not known.
    let document = application(json!({}), json!([])).to_string();
    let ran = hojo(&[&["assess", "--lines"], DATE].concat(), document.as_bytes());
    let told: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    assert_eq!((ran.status, &told["error"]["code"]), (1, &json!("unknown-programme")));
    let message = told["error"]["message"].as_str().expect("a message");
    for programme in programmes() {
        assert!(message.contains(programme.id()), "{message}");
    }
}

#[test]
fn the_same_id_replaces_the_built_in_pack() {
    let ours = std::fs::read_to_string(folder().join("pack.toml")).expect("text");
    let replacing = scratch("replacing.toml");
    std::fs::write(&replacing, ours.replace("id = \"kakuu-robot-r8\"", "id = \"saitama-ict-r5\"")).expect("written");
    let mut document = cases()[0].0.clone();
    document["programme"] = json!("saitama-ict-r5");
    let run = |packs: &[&Path]| -> Value {
        let mut arguments = vec!["assess".to_owned(), "--lines".to_owned()];
        for pack in packs {
            arguments.extend(["--pack".to_owned(), text(pack)]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        serde_json::from_slice(&hojo(&arguments, document.to_string().as_bytes()).stdout).expect("JSON")
    };
    assert_eq!(run(&[])["error"]["code"], "unknown-question", "the built-in pack does not know its answers");
    let replaced = run(&[&replacing]);
    assert_eq!((&replaced["amount"]["yen"], &replaced["programme"]), (&json!(550_000), &json!("saitama-ict-r5")));
    assert_eq!(replaced["packHash"], load(&replacing).expect("a sound pack").about.hash);
    // The last one named holds.
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/packs/data/11-saitama/ict/fy2023");
    assert_eq!(run(&[&replacing, &built_in])["error"]["code"], "unknown-question");
    assert_eq!(run(&[&built_in, &replacing])["amount"]["yen"], 550_000);
}

#[test]
fn the_page_has_all_that_it_draws() {
    let edition = edition();
    let japanese = |words: &str| words.chars().any(|c| matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ' | '一'..='龠'));
    let about = &edition.about;
    for words in [&about.prefecture, &about.title, &about.name, &about.rate, &about.ceiling_term] {
        assert!(japanese(words), "{words}");
    }
    assert!(!about.ceilings.is_empty() && !about.not_covered.is_empty());
    for (ix, section) in edition.sections.iter().enumerate() {
        let asked = edition.questions.iter().filter(|question| usize::from(question.section) == ix).count();
        assert!(japanese(&section.label) && asked > 0, "{}", section.label);
    }
    for question in edition.questions.iter().chain(&edition.item_questions) {
        assert!(japanese(&question.label) && !question.cite.is_empty(), "{}", question.id);
        if let AnswerKind::Choice(choices) = &question.kind {
            assert!(choices.iter().all(|choice| japanese(&choice.label)), "{}", question.id);
        }
    }
    for (ix, group) in edition.kind_groups.iter().enumerate() {
        let members = edition.kinds.iter().filter(|kind| usize::from(kind.group) == ix).count();
        assert!(japanese(group) && members > 0, "{group}");
    }
    for kind in &edition.kinds {
        assert!(japanese(&kind.label) && japanese(&kind.reason) && !kind.examples.is_empty(), "{}", kind.id);
    }
    assert!(edition.requirements.iter().any(|requirement| requirement.decides));
    let questions_of_its_own = edition.requirements.iter().filter(|requirement| requirement.question.is_some());
    assert_eq!(questions_of_its_own.count(), 2);
    assert!(edition.documents.iter().all(|document| japanese(&document.label)) && edition.documents.len() == 5);
    assert!(edition.deadlines.iter().all(|deadline| japanese(&deadline.label)) && edition.deadlines.len() == 5);
    assert!(edition.date_rules.iter().all(|rule| japanese(&rule.message)) && edition.staffing.is_some());
    assert!(edition.plan.rate.is_some() && edition.plan.staff.is_some());
    assert!(edition.notes.iter().any(|note| note.per_line) && edition.notes.iter().any(|note| !note.per_line));
    assert!(edition.steps.iter().all(|step| japanese(&step.label)));
    assert!(!edition.readings.is_empty() && edition.plan.band.is_some());
    for common in ["contracted-before-decision", "other-subsidy", "donation-yen"] {
        assert!(edition.item_questions.iter().any(|question| question.id == common), "{common} is known to all packs");
    }
}
