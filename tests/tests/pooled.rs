//! The units that give most where a base counts for all units of a row together, against every choice of units that
//! there is.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/random.rs"]
mod random;

use random::Random;
use serde_json::{Value, json};
use whole_system_tests::{assess_document, seeds};

/// Kinds with a base for each unit, the row that each is in, and the base of the row.
const KINDS: [(&str, usize); 6] = [
    ("transfer-aid", 0),
    ("bathing-aid", 0),
    ("monitoring", 1),
    ("care-work-support", 1),
    ("other-care-tech", 1),
    ("recognised-device", 2),
];
const BASES: [u64; 3] = [1_000_000, 300_000, 1_000_000];

/// A line: its place in `KINDS`, its price, and how many units it has.
type Line = (usize, u64, u64);

fn lines(random: &mut Random) -> Vec<Line> {
    let line = |random: &mut Random| {
        let kind = random.below(KINDS.len());
        // Around the price whose 4/5 are the base, far above it, and next to nothing.
        let percent = *random.pick(&[1, 5, 30, 90, 99, 100, 101, 140, 220, 400]);
        let price = BASES[KINDS[kind].1] / 80 * percent + 5 * u64::from(random.below(2) == 0);
        (kind, price, *random.pick(&[1, 1, 2, 3]))
    };
    (0..2 + random.below(3)).map(|_| line(random)).collect()
}

/// The most that any choice of at most so many units gives, by trying all of them, cut to 1,000 yen.
fn most(lines: &[Line], limit: u64) -> u64 {
    let mut best = 0;
    let mut chosen = vec![0; lines.len()];
    loop {
        if chosen.iter().sum::<u64>() <= limit {
            let (mut cost, mut base) = ([0; 3], [0; 3]);
            for ((kind, price, _), units) in lines.iter().zip(&chosen) {
                let row = KINDS[*kind].1;
                cost[row] += price * units;
                base[row] += BASES[row] * units;
            }
            // Prices are multiples of 5: their 4/5 are whole.
            best = best.max((0..3).map(|row| (cost[row] / 5 * 4).min(base[row])).sum());
        }
        let Some(next) = chosen.iter().zip(lines).position(|(units, line)| *units < line.2) else { break };
        chosen[next] += 1;
        chosen[..next].fill(0);
    }
    best / 1000 * 1000
}

fn pooled(lines: &[Line], capacity: &Value) -> Value {
    let items: Vec<Value> = lines
        .iter()
        .enumerate()
        .map(|(ix, (kind, price, units))| {
            // All in the one half of the table that has the three rows.
            let listing = if KINDS[*kind].1 == 2 { json!({}) } else { json!({ "listing": "equivalent" }) };
            json!({
                "id": format!("i{ix}"), "kind": KINDS[*kind].0, "unitPriceYen": price, "quantity": units, "tax": "exempt",
                "answers": listing,
            })
        })
        .collect();
    let document = json!({
        "schema": "kaigo-hojo/application/1", "programme": "gunma-caretech-r8",
        "answers": { "capacity": capacity, "route": "separate" }, "items": items,
    });
    let got = assess_document(&document.to_string());
    let readings = got["readings"].as_array().expect("readings").iter();
    let reading = readings.clone().find(|reading| reading["id"] == "per-unit-base").expect("the reading");
    reading["alternatives"][0]["amount"].clone()
}

#[test]
fn no_choice_of_units_gives_more() {
    let mut differs = 0;
    for seed in 0..seeds(300) {
        let random = &mut Random::new(seed);
        let lines = lines(random);
        let units: u64 = lines.iter().map(|line| line.2).sum();
        let open = pooled(&lines, &Value::Null);
        for limit in 1..=units {
            let expected = most(&lines, limit);
            let got = pooled(&lines, &json!(limit * 5));
            assert_eq!(got["yen"].as_u64(), Some(expected), "{seed}: {limit} of {lines:?}");
            let (low, high) = (open["lowYen"].as_u64(), open["highYen"].as_u64());
            assert!(low <= Some(expected) && Some(expected) <= high, "{seed}: {open} of {lines:?}");
            differs += u64::from(expected != greedy(&lines, limit));
        }
    }
    assert!(differs > seeds(300) / 20, "only {differs} where the dearest units of all are others");
}

/// What the units give together that would give most one by one.
fn greedy(lines: &[Line], limit: u64) -> u64 {
    let mut dearest: Vec<(u64, Line)> = lines
        .iter()
        .flat_map(|line| std::iter::repeat_n(*line, usize::try_from(line.2).expect("few units")))
        .map(|(kind, price, _)| ((price / 5 * 4).min(BASES[KINDS[kind].1]), (kind, price, 1)))
        .collect();
    dearest.sort_by_key(|(gives, _)| std::cmp::Reverse(*gives));
    let taken: Vec<Line> =
        dearest.into_iter().take(usize::try_from(limit).expect("few")).map(|(_, line)| line).collect();
    let sum = |row: usize| {
        let of_row = taken.iter().filter(|(kind, ..)| KINDS[*kind].1 == row);
        let (cost, count) = of_row.fold((0, 0), |(cost, count), line| (cost + line.1 / 5 * 4, count + 1));
        (count * BASES[row]).min(cost)
    };
    (0..3).map(sum).sum::<u64>() / 1000 * 1000
}
