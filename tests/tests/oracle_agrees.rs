//! The engine against a second way of computing that was written without looking at it (`tests/oracle`).

#![cfg(not(target_arch = "wasm32"))]

use oracle::Expected;
use oracle::completions::{Options, Range, all_completions_small, complete, completion_range, random_application};
use serde_json::Value;
use whole_system_tests::agreement::disagreements;
use whole_system_tests::programmes::{Need, held_ids};
use whole_system_tests::{assess_document, seeds};

fn yen(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from)
}

fn differences(expected: &Expected, got: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: String, got: String, want: String| {
        if got != want {
            wrong.push(format!("{what}: engine {got}, oracle {want}"));
        }
    };
    if got.get("error").is_some() {
        return vec![format!("error {}", got["error"])];
    }
    same("amount".into(), format!("{:?}", yen(&got["amount"]["yen"])), format!("{:?}", expected.amount));
    same("verdict".into(), got["verdict"].as_str().unwrap_or("-").into(), expected.verdict.as_str().into());
    same("total".into(), format!("{:?}", yen(&got["totalCostYen"])), format!("{:?}", Some(expected.total_cost_yen)));
    if expected.amount.is_some() {
        let route = got["route"].as_str().unwrap_or("-").to_owned();
        same("route".into(), route, expected.route.map_or("-", oracle::Route::as_str).into());
        for category in got["categories"].as_array().into_iter().flatten() {
            let id = category["id"].as_str().unwrap_or("-");
            let want = expected.categories.get(id).copied().unwrap_or(0);
            same(
                format!("category {id}"),
                format!("{:?}", yen(&category["amount"]["yen"])),
                format!("{:?}", Some(want)),
            );
        }
    }
    for item in got["items"].as_array().into_iter().flatten() {
        let id = item["id"].as_str().unwrap_or("-");
        let Some(want) = expected.item(id) else { continue };
        same(format!("status {id}"), item["status"].as_str().unwrap_or("-").into(), want.status.as_str().into());
        same(
            format!("counted {id}"),
            format!("{:?}", yen(&item["countedYen"])),
            format!("{:?}", Some(want.counted_yen)),
        );
    }
    for reading in got["readings"].as_array().into_iter().flatten() {
        let id = reading["id"].as_str().unwrap_or("-");
        for option in reading["alternatives"].as_array().into_iter().flatten() {
            let name = option["id"].as_str().unwrap_or("-");
            let want = expected.alternatives.get(id).and_then(|options| options.get(name)).copied().flatten();
            same(format!("reading {id}={name}"), format!("{:?}", yen(&option["amount"]["yen"])), format!("{want:?}"));
        }
    }
    wrong
}

#[test]
fn complete_applications_agree_in_everything() {
    let mut failures = Vec::new();
    for programme in held_ids(Need::Oracle) {
        for seed in 0..seeds(3_000) {
            let options = Options { max_lines: 8, unknown_rate: 0.0 };
            let application = random_application(seed, programme, options);
            let wrong = differences(&oracle::assess(&application), &assess_document(&application.to_string()));
            if !wrong.is_empty() {
                failures.push(format!("{programme} {seed}: {}\n{application}", wrong.join("; ")));
            }
        }
    }
    let shown = failures.iter().take(5).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} disagreements:\n{shown}", failures.len());
}

fn bounds(got: &Value) -> Option<(i128, Option<i128>)> {
    let amount = &got["amount"];
    amount.is_object().then(|| (yen(&amount["lowYen"]).unwrap_or(i128::MIN), yen(&amount["highYen"])))
}

#[test]
fn random_completions_lie_within_the_range() {
    let mut failures = Vec::new();
    for programme in held_ids(Need::Oracle) {
        for seed in 0..seeds(1_000) {
            let rate = if seed % 2 == 0 { 0.15 } else { 0.5 };
            let application = random_application(seed, programme, Options { max_lines: 6, unknown_rate: rate });
            let got = assess_document(&application.to_string());
            for completion in 0..8 {
                let whole = complete(&application, seed * 100 + completion);
                let Some(amount) = oracle::assess(&whole).amount else { continue };
                let inside =
                    bounds(&got).is_some_and(|(low, high)| low <= amount && high.is_none_or(|high| amount <= high));
                if !inside {
                    failures.push(format!(
                        "{programme} {seed}: {amount} outside {}\n{application}\n{whole}",
                        got["amount"]
                    ));
                }
            }
        }
    }
    let shown = failures.iter().take(3).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} outside:\n{shown}", failures.len());
}

/// Every fourth of the small domains of a programme: how many were checked, how many are not told to be tight, what is wrong.
fn small_domains(programme: &str, first: u64) -> (u64, u64, Vec<String>) {
    let (mut checked, mut loose, mut failures) = (0, 0, Vec::new());
    for seed in (first..seeds(600)).step_by(4) {
        let application = random_application(seed, programme, Options { max_lines: 4, unknown_rate: 0.25 });
        if all_completions_small(&application).is_none() {
            continue;
        }
        let Some(range) = completion_range(&application) else { continue };
        let got = assess_document(&application.to_string());
        checked += 1;
        let expected = range.map(|Range { low, high }| (low, Some(high)));
        if got["amount"]["tight"] == Value::Bool(false) {
            loose += 1;
        }
        if bounds(&got) != expected {
            failures.push(format!("{programme} {seed}: {} but {expected:?}\n{application}", got["amount"]));
        }
    }
    (checked, loose, failures)
}

/// The longest of all tests: its parts are held at the same time.
#[test]
fn small_domains_are_exactly_tight() {
    let programmes = held_ids(Need::Oracle);
    let of_each: Vec<(u64, u64, Vec<String>)> = std::thread::scope(|scope| {
        let parts = programmes.iter().flat_map(|programme| (0..4).map(move |first| (programme, first)));
        let held: Vec<_> =
            parts.map(|(programme, first)| scope.spawn(move || small_domains(programme, first))).collect();
        held.into_iter().map(|held| held.join().expect("no panic")).collect()
    });
    let checked: u64 = of_each.iter().map(|(checked, ..)| checked).sum();
    let loose: u64 = of_each.iter().map(|(_, loose, _)| loose).sum();
    let failures: Vec<String> = of_each.into_iter().flat_map(|(.., failures)| failures).collect();
    let shown = failures.iter().take(4).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} of {checked} not tight:\n{shown}", failures.len());
    assert_eq!(loose, 0, "every one of {checked} small domains is told to be tight");
    assert!(checked > seeds(600) / 2, "only {checked} small domains");
}

#[test]
fn nothing_is_told_that_a_completion_contradicts() {
    let (mut failures, mut checked) = (Vec::new(), 0);
    for programme in held_ids(Need::Oracle) {
        for seed in 0..seeds(600) {
            let application = random_application(seed, programme, Options { max_lines: 4, unknown_rate: 0.2 });
            let few = all_completions_small(&application).filter(|all| (2..=60).contains(&all.len()));
            let Some(completions) = few else { continue };
            let got = assess_document(&application.to_string());
            let whole: Vec<Value> = completions.iter().map(|whole| assess_document(&whole.to_string())).collect();
            // Answers that the amount does not need stay open in these completions, so they are not all that there are.
            let wrong = disagreements(&got, &whole.iter().collect::<Vec<_>>(), false);
            checked += 1;
            if !wrong.is_empty() {
                failures.push(format!("{programme} {seed}: {}\n{application}", wrong.join("; ")));
            }
        }
    }
    let shown = failures.iter().take(4).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} of {checked}:\n{shown}", failures.len());
    assert!(checked > seeds(600) / 2, "only {checked} with few completions");
}
