//! The self-check of a pack: the questions that requirements ask, papers, deadlines, the order of dates, and staff.
//!
//! `tests/packs/conformance/self_check.toml` has each form once; every day is worked out with a calendar.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/fragment.rs"]
mod fragment;
#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/schema.rs"]
mod schema;

use fragment::{application, edition};
use hojo::hojo;
use kaigo_hojo_assess::advice::advise;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::Application;
use kaigo_hojo_pack::{from_bytes, to_bytes};
use schema::{Extra, validate};
use serde_json::{Value, json};
use whole_system_tests::{assess_with, check_case, dates_of, read};

fn read_application(answers: &Value) -> Application {
    let items = json!([["thing", 100_000, 1]]);
    read(&application(answers, Some(&items)).to_string()).expect("a good application")
}

/// An assessment by the conformance pack.
fn assess(edition: &Edition, answers: &Value, dates: &Value) -> Value {
    assess_with(edition, &read_application(answers), &dates_of(&json!({ "dates": dates })))
}

fn check(answers: &Value, dates: &Value, expect: &Value) {
    let wrong = check_case(expect, &assess(&edition("self_check"), answers, dates));
    assert!(wrong.is_empty(), "{answers} {dates}: {}", wrong.join("; "));
}

fn by_id<'v>(list: &'v Value, id: &str) -> &'v Value {
    let found = list.as_array().expect("a list").iter().find(|entry| entry["id"] == id);
    found.unwrap_or_else(|| panic!("{id} is not in {list}"))
}

#[test]
fn requirements_have_a_group_and_may_ask_a_question() {
    let got = assess(&edition("self_check"), &json!({ "shares-gains": true, "selected-again": false }), &json!({}));
    let told = |id: &str| {
        let requirement = by_id(&got["requirements"], id);
        (requirement["group"].clone(), requirement["question"].clone(), requirement["status"].clone())
    };
    assert_eq!(told("wages"), (json!("promise"), json!("shares-gains"), json!("met")));
    // More than the answer decides it; the question is not one of the self-check.
    assert_eq!(told("security"), (json!("after-grant"), Value::Null, json!("unknown")));
    assert_eq!(told("again"), (json!("eligibility"), Value::Null, json!("not-met")));
    assert!(by_id(&got["requirements"], "again").get("question").is_none(), "left out, not null");
}

#[test]
fn a_paper_is_needed_or_not_or_it_depends() {
    for (leases, needed) in [(json!(true), "yes"), (json!(false), "no"), (Value::Null, "unknown")] {
        check(
            &json!({ "leases": leases }),
            &json!({}),
            &json!({ "documents": { "plan": "yes", "lease-contract": needed, "change": "yes" } }),
        );
    }
    let got = assess(&edition("self_check"), &json!({}), &json!({}));
    assert_eq!(
        got["documents"],
        json!([
            { "id": "plan", "label": "計画書（様式第1号）", "needed": "yes", "stage": "application", "cite": "第4条" },
            {
                "id": "lease-contract", "label": "賃貸借契約書の写し", "needed": "unknown",
                "reason": "機器を借りる場合に要ります。", "stage": "report", "cite": "第4条",
            },
            {
                "id": "change", "label": "変更の承認申請書（様式第3号）", "needed": "yes",
                "reason": "計画を変えるときに要ります。", "stage": "change", "cite": "第4条",
            },
        ])
    );
}

#[test]
fn deadlines_without_any_date() {
    check(
        &json!({}),
        &json!({}),
        &json!({ "deadlines": {
            "application": "2026-09-11",
            "invoice": { "date": null, "waitsFor": ["decision"], "needed": "unknown" },
            // It may be earlier than the fixed day, and will not be later.
            "report": { "date": null, "waitsFor": ["completion"], "latest": "2027-02-15" },
            "report-of-payment": { "date": null, "waitsFor": ["completion", "payment"], "latest": null },
            "tax-credit": { "date": null, "waitsFor": ["completion"] },
            "last-of-february": { "date": null, "waitsFor": ["delivery"] },
            "effects": { "date": null, "within": null, "waitsFor": ["completion"] },
            "by-notice": { "date": null, "within": null, "waitsFor": null, "latest": null },
            "plan-of-programme": { "date": null, "within": { "from": "2026-04-01", "to": "2027-03-31" }, "waitsFor": null },
        }, "dateConflicts": [] }),
    );
}

#[test]
fn what_does_not_concern_the_applicant_is_no_deadline() {
    let of = |date: &str| json!({ "decision": date });
    check(&json!({ "leases": false }), &of("2026-07-01"), &json!({ "deadlines": { "invoice": "none" } }));
    check(
        &json!({ "leases": true }),
        &of("2026-07-01"),
        &json!({ "deadlines": { "invoice": { "date": "2026-07-31", "needed": "yes" } } }),
    );
    check(
        &json!({}),
        &of("2026-07-01"),
        &json!({ "deadlines": { "invoice": { "date": "2026-07-31", "needed": "unknown" } } }),
    );
}

#[test]
fn days_after_a_date_are_days_of_the_calendar() {
    for (decision, invoice) in [
        // 30 days over ends of months, of the year, and over February with 28, 29 and (2100) again 28 days.
        ("2026-07-31", "2026-08-30"),
        ("2026-12-02", "2027-01-01"),
        ("2027-01-30", "2027-03-01"),
        ("2028-01-30", "2028-02-29"),
        ("2028-01-31", "2028-03-01"),
        ("2100-01-30", "2100-03-01"),
        ("2000-01-30", "2000-02-29"),
    ] {
        let expect = json!({ "deadlines": { "invoice": invoice } });
        check(&json!({ "leases": true }), &json!({ "decision": decision }), &expect);
    }
}

#[test]
fn the_earlier_of_two_days_holds() {
    for (completion, report) in [
        // Ten days after completion, or 15 February 2027.
        ("2026-12-28", "2027-01-07"),
        ("2027-02-04", "2027-02-14"),
        ("2027-02-05", "2027-02-15"),
        ("2027-02-06", "2027-02-15"),
        ("2027-03-31", "2027-02-15"),
    ] {
        check(&json!({}), &json!({ "completion": completion }), &json!({ "deadlines": { "report": report } }));
    }
    // Thirty days after completion, or the end of the fiscal year of the payment.
    for (completion, payment, report) in [
        ("2026-10-01", "2027-03-31", "2026-10-31"),
        ("2027-03-01", "2027-03-31", "2027-03-31"),
        ("2027-03-02", "2027-03-31", "2027-03-31"),
        ("2027-03-02", "2027-04-01", "2027-04-01"),
        ("2027-03-31", "2027-04-30", "2027-04-30"),
    ] {
        let dates = json!({ "completion": completion, "payment": payment });
        check(&json!({}), &dates, &json!({ "deadlines": { "report-of-payment": report } }));
    }
    // One of the two is known: the other may be earlier.
    check(
        &json!({}),
        &json!({ "completion": "2026-10-01" }),
        &json!({ "deadlines": { "report-of-payment": { "date": null, "latest": "2026-10-31", "waitsFor": ["payment"] } } }),
    );
}

#[test]
fn a_fiscal_year_ends_on_31_march() {
    for (completion, tax_credit, from, to) in [
        ("2026-04-01", "2028-06-30", "2027-04-01", "2028-03-31"),
        ("2027-03-31", "2028-06-30", "2027-04-01", "2028-03-31"),
        ("2027-04-01", "2029-06-30", "2028-04-01", "2029-03-31"),
        ("2026-12-31", "2028-06-30", "2027-04-01", "2028-03-31"),
        ("2027-01-01", "2028-06-30", "2027-04-01", "2028-03-31"),
    ] {
        check(
            &json!({}),
            &json!({ "completion": completion }),
            &json!({ "deadlines": {
                "tax-credit": tax_credit, "effects": { "date": null, "within": { "from": from, "to": to }, "waitsFor": null },
            } }),
        );
    }
    for (delivery, day) in [
        ("2026-05-01", "2027-02-28"),
        ("2027-05-01", "2028-02-29"),
        ("2028-03-31", "2028-02-29"),
        ("2028-04-01", "2029-02-28"),
    ] {
        check(&json!({}), &json!({ "delivery": delivery }), &json!({ "deadlines": { "last-of-february": day } }));
    }
}

#[test]
fn dates_in_the_wrong_order_are_told() {
    let contract = |decision: &str, contract: &str| json!({ "decision": decision, "contract": contract });
    for (answers, dates, conflicts) in [
        (json!({}), contract("2026-07-01", "2026-06-30"), json!(["contract-after-decision"])),
        (json!({}), contract("2026-07-01", "2026-07-01"), json!([])),
        (json!({}), contract("2026-07-01", "2026-07-02"), json!([])),
        // The rule does not hold for an applicant selected again; while that is not known it does.
        (json!({ "selected-again": true }), contract("2026-07-01", "2026-06-30"), json!([])),
        (json!({ "selected-again": false }), contract("2026-07-01", "2026-06-30"), json!(["contract-after-decision"])),
        (json!({}), json!({ "contract": "2026-06-30" }), json!([])),
        (
            json!({}),
            json!({ "decision": "2026-07-02", "contract": "2026-07-01", "delivery": "2026-09-01", "completion": "2026-08-31" }),
            json!(["contract-after-decision", "delivery-before-completion"]),
        ),
    ] {
        check(&answers, &dates, &json!({ "dateConflicts": conflicts }));
    }
    let got = assess(&edition("self_check"), &json!({}), &contract("2026-07-01", "2026-06-30"));
    let told = json!([{ "id": "contract-after-decision", "label": "契約日が交付決定日より前です。", "cite": "第9条" }]);
    assert_eq!(got["dateConflicts"], told);
}

/// Kumamoto's year ends in March 2024: a contract of February leaves two months, whatever the line says.
#[test]
fn more_months_than_the_contract_leaves_are_told() {
    let edition = kaigo_hojo_assess::overview::edition("kumamoto-ict-r5").expect("built in");
    let of = |contract: &str| {
        let document = json!({
            "schema": "kaigo-hojo/application/1",
            "programme": "kumamoto-ict-r5",
            "answers": {},
            "items": [
                { "id": "i1", "kind": "maintenance", "unitPriceYen": 20000, "quantity": 1, "tax": "excluded",
                  "months": { "inYear": 12, "total": 12 } },
                { "id": "i2", "kind": "maintenance", "unitPriceYen": 20000, "quantity": 1, "tax": "excluded",
                  "months": { "inYear": 2, "total": 60 } },
                { "id": "i3", "kind": "portable-terminal", "unitPriceYen": 40000, "quantity": 12, "tax": "excluded" },
            ],
        });
        let dates = json!({ "dates": { "contract": contract } });
        assess_with(&edition, &read(&document.to_string()).expect("good"), &dates_of(&dates))["monthsBeyond"].clone()
    };
    let beyond = |id: &str, in_year: u8, at_most: u8| json!({ "itemId": id, "inYear": in_year, "atMost": at_most });
    assert_eq!(of("2024-02-01"), json!([beyond("i1", 12, 2)]));
    assert_eq!(of("2024-03-31"), json!([beyond("i1", 12, 1), beyond("i2", 2, 1)]));
    assert_eq!(of("2024-04-01"), json!([beyond("i1", 12, 0), beyond("i2", 2, 0)]));
    assert_eq!(of("2023-11-10"), json!([beyond("i1", 12, 5)]));
    assert_eq!(of("2023-04-30"), Value::Null, "nothing is beyond");
}

#[test]
fn a_date_outside_its_days_is_told() {
    // From the beginning of the programme's year, 1 April 2026, to the last day of the report, 15 February 2027.
    for (completion, conflicts) in [
        ("2026-03-31", json!(["completion-in-time"])),
        ("2026-04-01", json!([])),
        ("2027-02-15", json!([])),
        ("2027-02-16", json!(["completion-in-time"])),
    ] {
        check(&json!({}), &json!({ "completion": completion }), &json!({ "dateConflicts": conflicts }));
    }
    check(&json!({}), &json!({ "payment": "2030-01-01" }), &json!({ "dateConflicts": [] }));
    // The report is due before the project is over: the deadline says so too.
    let report = |before: Value| json!({ "deadlines": { "report": { "date": "2027-02-15", "before": before } } });
    check(&json!({}), &json!({ "completion": "2027-02-15" }), &report(Value::Null));
    check(&json!({}), &json!({ "completion": "2027-02-16" }), &report(json!(["completion"])));
}

#[test]
fn an_answer_of_the_self_check_changes_nothing_else() {
    let edition = edition("self_check");
    let without = json!({ "leases": false });
    let (before, advice) = (assess(&edition, &without, &json!({})), advise(&edition, &read_application(&without)));
    let missing = |places: &[kaigo_hojo_assess::advice::Place]| format!("{places:?}");
    let advice = advice.expect("a good application");
    assert!(!advice.missing.is_empty() && advice.next.is_some());
    for (shares, declares) in [(json!(true), json!(false)), (json!(false), json!(true)), (Value::Null, Value::Null)] {
        let answers = json!({ "leases": false, "shares-gains": shares, "declares": declares });
        let mut after = assess(&edition, &answers, &json!({}));
        let now = advise(&edition, &read_application(&answers)).expect("a good application");
        assert_eq!((missing(&now.missing), now.next), (missing(&advice.missing), advice.next));
        after["requirements"] = before["requirements"].clone();
        assert_eq!(after, before, "{answers}");
    }
    // What only a paper hangs on is worth asking, though nothing is missing for the amount.
    let leases = edition.questions.iter().position(|question| question.id == "leases").expect("it is asked");
    assert!(advice.matters[leases]);
    let own: Vec<usize> = (edition.questions.iter().enumerate())
        .filter(|(_, question)| edition.sections[usize::from(question.section)].check)
        .map(|(at, _)| at)
        .collect();
    assert_eq!(own.len(), 2);
    for at in own {
        assert!(!advice.missing.contains(&kaigo_hojo_assess::advice::Place::Question(at)), "{at} is not missed");
    }
}

#[test]
fn the_table_of_staff_is_as_it_is_written() {
    let edition = edition("self_check");
    let staffing = edition.staffing.as_ref().expect("a table of staff");
    let question = |at: u16| edition.questions[usize::from(at)].id.as_str();
    assert_eq!((question(staffing.fte), question(staffing.heads)), ("staff-fte", "staff-heads"));
    let roles: Vec<(&str, bool)> = staffing.roles.iter().map(|role| (role.id.as_str(), role.by_head)).collect();
    assert_eq!(roles, [("home-helper", true), ("care-worker", false)]);
    assert!(staffing.proof.contains("勤務形態一覧表") && staffing.caution.contains("県に確かめて"));
}

#[test]
fn it_travels_in_a_built_pack() {
    let edition = edition("self_check");
    let again = from_bytes(&to_bytes(&edition)).expect("the same pack");
    assert_eq!(format!("{edition:?}"), format!("{again:?}"));
}

#[test]
fn it_is_as_the_schema_says() {
    let ran = hojo(&["assessment", "schema"], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_slice(&ran.stdout).expect("a schema");
    let edition = edition("self_check");
    let dates = [
        json!({}),
        json!({ "completion": "2027-02-01" }),
        json!({ "completion": "2027-02-16" }),
        json!({ "decision": "2026-07-02", "contract": "2026-07-01", "completion": "2027-02-01" }),
    ];
    let all: Vec<Value> = dates.iter().map(|dates| assess(&edition, &json!({}), dates)).collect();
    for got in &all {
        let wrong = validate(&schema, got, Extra::Described);
        assert!(wrong.is_empty(), "{}\n{got}", wrong.join("\n"));
    }
    for (list, key) in [
        ("requirements", "question"),
        ("documents", "reason"),
        ("deadlines", "within"),
        ("deadlines", "latest"),
        ("deadlines", "waitsFor"),
        ("deadlines", "before"),
        ("deadlines", "help"),
        ("dateConflicts", "cite"),
    ] {
        let mut entries = all.iter().flat_map(|got| got[list].as_array().expect("a list"));
        assert!(entries.any(|entry| entry.get(key).is_some()), "{list}.{key} is never written");
    }
    for (path, value) in [
        ("/requirements/0/group", json!("promises")),
        ("/documents", json!([])),
        ("/documents/0/needed", json!("maybe")),
        ("/documents/0/stage", json!(null)),
        ("/deadlines/0/date", json!("11.9.2026")),
        ("/deadlines/0/needed", json!("no")),
        ("/deadlines/1/waitsFor", json!(["start"])),
        ("/dateConflicts", json!(null)),
    ] {
        let mut bad = all[0].clone();
        *bad.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
        assert!(!validate(&schema, &bad, Extra::AsWritten).is_empty(), "{path} is taken");
    }
    // A pack that says nothing of papers and deadlines leaves both out.
    let silent = assess_with(&fragment::edition("less"), &read_application(&json!({})), &dates_of(&json!({})));
    assert!(silent.get("documents").is_none() && silent.get("deadlines").is_none(), "{silent}");
    assert_eq!(silent["dateConflicts"], json!([]));
}
