//! The worked examples beside each pack, worked by hand from the texts, against the oracle.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use oracle::completions::{Range, all_completions_small, completion_range};
use oracle::{PROGRAMMES, assess, try_assess, verdict};
use serde_json::Value;

/// The cases of all files with this name beside the packs.
fn cases(file: &str) -> Vec<Value> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/packs/data"), file, &mut found);
    assert!(!found.is_empty(), "no {file} beside a pack");
    found
}

fn collect(folder: &Path, file: &str, found: &mut Vec<Value>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, file, found);
        } else if path.ends_with(Path::new("cases").join(file)) {
            let list: Vec<Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            found.extend(list);
        }
    }
}

fn yen(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from)
}

/// Compares everything that a case with full knowledge expects.
fn check(case: &Value) {
    let id = case["id"].as_str().unwrap();
    let expected = assess(&case["application"]);
    for (key, value) in case["expect"].as_object().unwrap() {
        match key.as_str() {
            "amountYen" => assert_eq!(expected.amount, yen(value), "{id}"),
            "verdict" => assert_eq!(expected.verdict.as_str(), value, "{id}"),
            "route" => assert_eq!(expected.route.map(|route| route.as_str()), value.as_str(), "{id}"),
            "notComputable" => assert_eq!(expected.amount.is_none(), *value == true, "{id}"),
            "items" => {
                for (line, status) in value.as_object().unwrap() {
                    assert_eq!(expected.item(line).unwrap().status.as_str(), status, "{id} {line}");
                }
            }
            "countedYen" => {
                for (line, counted) in value.as_object().unwrap() {
                    assert_eq!(Some(expected.item(line).unwrap().counted_yen), yen(counted), "{id} {line}");
                }
            }
            "categories" => {
                for (category, amount) in value.as_object().unwrap() {
                    assert_eq!(expected.categories.get(category.as_str()).copied(), yen(amount), "{id} {category}");
                }
                let sum: i128 = expected.categories.values().sum();
                assert_eq!(Some(sum), expected.amount, "{id}");
            }
            "alternatives" => {
                for (reading, options) in value.as_object().unwrap() {
                    for (option, amount) in options.as_object().unwrap() {
                        let found = expected.alternatives[reading.as_str()][option.as_str()];
                        assert_eq!(found, yen(amount), "{id} {reading} {option}");
                    }
                }
            }
            other => panic!("{id}: a case expects {other}, which this test does not know"),
        }
    }
}

#[test]
fn cases_with_full_knowledge() {
    for programme in PROGRAMMES {
        let all = cases("worked-examples.json");
        let of_it: Vec<&Value> = all.iter().filter(|case| case["application"]["programme"] == programme).collect();
        assert!(of_it.len() >= 13, "{programme}: {}", of_it.len());
        of_it.into_iter().for_each(check);
    }
}

#[test]
fn partial_cases() {
    let mut ranges = 0;
    for case in cases("worked-examples-unanswered.json") {
        let (id, application, expect) = (case["id"].as_str().unwrap(), &case["application"], &case["expect"]);
        if expect.get("errorPath").is_some() {
            continue; // The oracle is no validator.
        }
        assert_eq!(verdict(application).unwrap().as_str(), expect["verdict"], "{id}");
        if expect.get("lowYen").is_some() {
            assert!(try_assess(application).is_err(), "{id} is not partial");
            let range = Range { low: yen(&expect["lowYen"]).unwrap(), high: yen(&expect["highYen"]).unwrap() };
            assert_eq!(completion_range(application), Some(Some(range)), "{id}");
            let completions = all_completions_small(application).unwrap();
            let amounts = completions.iter().filter_map(|completion| assess(completion).amount);
            let (low, high) = (amounts.clone().min(), amounts.max());
            assert_eq!((low, high), (Some(range.low), Some(range.high)), "{id}");
            ranges += 1;
        } else {
            check(&case);
        }
    }
    assert!(ranges >= 9, "{ranges}");
}

/// The figures that `rules.md` gives beside the cases.
#[test]
fn figures_of_the_worked_examples() {
    let gunma = cases("worked-examples.json");
    let find = |id: &str| assess(&gunma.iter().find(|case| case["id"] == id).unwrap()["application"]);

    let g10 = find("G10a").routes.unwrap();
    assert_eq!(g10.separate.unwrap().amount, Some(4_830_000));
    assert_eq!(g10.package.unwrap().amount, Some(4_150_000));

    let g11 = find("G11a");
    let routes = g11.routes.clone().unwrap();
    assert_eq!(routes.separate.unwrap().amount, Some(1_200_000));
    assert_eq!(routes.package.unwrap().amount, Some(2_600_000));
    // Two of nine sensors within the limit: (1,000,000 + 500,000) × 4/5, no better than separate.
    assert_eq!(g11.alternatives["package-unit-limit"]["applies"], Some(1_200_000));
    assert_eq!(g11.alternatives["package-combination"]["exclusive"], Some(2_600_000));
    assert_eq!(g11.total_cost_yen, 3_250_000);
    assert_eq!(g11.own_burden_yen(), Some(650_000));

    // Tax 100,000 of 1,100,000; pooled equals per unit for equal prices.
    assert_eq!(find("G4").alternatives["per-unit-base"]["pooled"], Some(1_800_000));
}
