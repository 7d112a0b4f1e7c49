//! The oracle, the generator, the completions and the fast function against each other.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use oracle::completions::{Options, all_completions_small, complete, completion_range, random_application};
use oracle::fast::{SaitamaInput, saitama_amount};
use oracle::{PROGRAMMES, Verdict, assess, try_assess};
use serde_json::Value;

const COMPLETE: Options = Options { max_lines: 7, unknown_rate: 0.0 };

fn applications(options: Options, count: u64) -> impl Iterator<Item = (u64, Value)> {
    PROGRAMMES
        .into_iter()
        .flat_map(move |programme| (0..count).map(move |seed| (seed, random_application(seed, programme, options))))
}

#[test]
fn random_applications_are_complete_and_varied() {
    for programme in PROGRAMMES {
        let (mut computable, mut at_cap, mut statuses) = (0, 0, BTreeSet::new());
        let mut routes = BTreeSet::new();
        let mut readings_that_matter = BTreeSet::new();
        const COUNT: u64 = 1_000;
        for seed in 0..COUNT {
            let application = random_application(seed, programme, COMPLETE);
            let expected = assess(&application);
            assert_ne!(expected.verdict, Verdict::Undetermined, "{application}");
            if let Some(amount) = expected.amount {
                computable += 1;
                assert_eq!(amount % 1000, 0);
                assert!(amount >= 0);
                assert_eq!(expected.categories.values().sum::<i128>(), amount);
                let caps = [500_000, 800_000, 1_000_000, 1_300_000, 1_600_000, 2_000_000, 2_600_000];
                at_cap += u64::from(caps.contains(&amount));
                for (reading, options) in &expected.alternatives {
                    for (option, alternative) in options {
                        if *alternative != Some(amount) {
                            readings_that_matter.insert(format!("{reading} {option}"));
                        }
                    }
                }
            }
            statuses.extend(expected.items.iter().map(|item| item.status.as_str()));
            routes.extend(expected.route.map(|route| route.as_str()));
        }
        println!("{programme}: {computable} of {COUNT} computable, {at_cap} at a cap of a band");
        println!("  {statuses:?} {routes:?} {readings_that_matter:?}");
        assert!(computable * 10 > COUNT * 8);
        if programme == "gunma-caretech-r8" {
            assert_eq!((statuses.len(), routes.len(), readings_that_matter.len()), (4, 2, 6));
        } else {
            assert!(at_cap * 10 > COUNT * 3, "{at_cap}");
            assert_eq!((statuses.len(), readings_that_matter.len()), (3, 2));
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_application() {
    let options = Options { max_lines: 9, unknown_rate: 0.3 };
    for (seed, application) in applications(options, 50) {
        let programme = application["programme"].as_str().unwrap();
        assert_eq!(application, random_application(seed, programme, options));
        assert_eq!(complete(&application, seed), complete(&application, seed));
    }
}

/// Answers of `before` that are known must be in `after`, unchanged.
fn assert_keeps_what_is_known(before: &Value, after: &Value, path: &str) {
    match before {
        Value::Object(fields) => {
            for (key, value) in fields {
                if key == "kindAmong" {
                    assert!(value.as_array().unwrap().contains(&after["kind"]), "{path}");
                    continue;
                }
                assert_keeps_what_is_known(value, &after[key], &format!("{path}.{key}"));
            }
        }
        Value::Array(values) => {
            assert_eq!(values.len(), after.as_array().unwrap().len(), "{path}");
            for (at, value) in values.iter().enumerate() {
                assert_keeps_what_is_known(value, &after[at], &format!("{path}[{at}]"));
            }
        }
        Value::Null => {}
        known => assert_eq!(known, after, "{path}"),
    }
}

#[test]
fn completions_keep_what_is_known_and_can_be_assessed() {
    for (seed, application) in applications(Options { max_lines: 6, unknown_rate: 0.25 }, 200) {
        for again in 0..4 {
            let completed = complete(&application, seed * 10 + again);
            assert_keeps_what_is_known(&application, &completed, "");
            let expected = try_assess(&completed).unwrap_or_else(|trouble| panic!("{trouble}\n{completed}"));
            assert_ne!(expected.verdict, Verdict::Undetermined, "{completed}");
        }
    }
}

/// The representatives reach the ends of the range: no random completion lies outside.
#[test]
fn random_completions_lie_within_the_exhaustive_range() {
    let mut ranges = 0;
    for max_lines in [1, 2, 4] {
        for (seed, application) in applications(Options { max_lines, unknown_rate: 0.12 }, 100) {
            let Some(range) = completion_range(&application) else {
                continue;
            };
            ranges += 1;
            for again in 0..12 {
                let completed = complete(&application, seed * 100 + again);
                let Some(amount) = assess(&completed).amount else {
                    continue;
                };
                let range = range.unwrap_or_else(|| panic!("no completion is computable: {application}"));
                assert!(
                    (range.low..=range.high).contains(&amount),
                    "{amount} is not in {range:?}\n{application}\n{completed}"
                );
            }
        }
    }
    println!("{ranges} ranges");
    assert!(ranges > 500, "{ranges}");
}

#[test]
fn exhaustive_completions_keep_what_is_known() {
    for (_, application) in applications(Options { max_lines: 2, unknown_rate: 0.1 }, 60) {
        for completion in all_completions_small(&application).into_iter().flatten().take(200) {
            assert_keeps_what_is_known(&application, &completion, "");
            assert!(try_assess(&completion).is_ok());
        }
    }
}

/// A complete application has one completion: itself.
#[test]
fn complete_applications_have_one_completion() {
    for (seed, application) in applications(COMPLETE, 200) {
        assert_eq!(complete(&application, seed), application);
        assert_eq!(all_completions_small(&application).as_deref(), Some(&[application][..]));
    }
}

#[test]
fn fast_saitama_equals_the_oracle() {
    for seed in 0..5_000 {
        let application = random_application(seed, "saitama-ict-r5", Options { max_lines: 12, unknown_rate: 0.0 });
        let input = match SaitamaInput::from_application(&application) {
            Ok(input) => input,
            Err(trouble) => panic!("{trouble}\n{application}"),
        };
        assert_eq!(saitama_amount(&input).map(i128::from), assess(&application).amount, "{application}");
    }
}

/// S-A1: every cap is a multiple of 1,000, so the floor may stand on either side of the comparison.
#[test]
fn one_yen_more_never_gives_less() {
    for (_, application) in applications(COMPLETE, 400) {
        let Some(amount) = assess(&application).amount else {
            continue;
        };
        for at in 0..application["items"].as_array().unwrap().len() {
            let mut dearer = application.clone();
            let price = dearer["items"][at]["unitPriceYen"].as_u64().unwrap();
            dearer["items"][at]["unitPriceYen"] = (price + 1).into();
            // Gunma: cost that appears out of nothing can turn a flat base into a band or a contract into a mixed one.
            if price == 0 || application["programme"] == "gunma-caretech-r8" {
                continue;
            }
            assert!(assess(&dearer).amount.unwrap() >= amount, "{dearer}");
        }
    }
}
