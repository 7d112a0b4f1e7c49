//! The engine and the function by hand on this machine itself, for the other side of `engines.mjs`.
//!
//! Usage: `native FILE`, where FILE holds two JSON lists of applications, `saitama` and `full`. Prints JSON: the yen of
//! both, and for seven turns the nanoseconds that each took, one after the other.

use std::hint::black_box;
use std::time::Instant;

use bench::Bench;
use serde_json::{Value, json};

/// How often each list is gone through in a turn.
const ROUNDS: u32 = 200;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let text = std::fs::read_to_string(path).expect("text");
    let lists: Value = serde_json::from_str(&text).expect("JSON");
    let list = |name: &str| Bench::new(&lists[name].to_string());
    let (mut saitama, full) = (list("saitama"), list("full"));
    saitama.decode_for_hand();
    let count = lists["saitama"].as_array().map_or(0, Vec::len);
    let turn = || {
        let small = nanoseconds(count, || black_box(saitama.assess_loop(ROUNDS / 50)), ROUNDS / 50);
        let amount = nanoseconds(count, || black_box(saitama.amount_loop(ROUNDS)), ROUNDS);
        let hand = nanoseconds(count, || black_box(saitama.hand_loop(ROUNDS)), ROUNDS);
        let large = nanoseconds(1, || black_box(full.assess_loop(ROUNDS)), ROUNDS);
        json!({ "amount": amount, "hand": hand, "small": small, "large": large })
    };
    let turns: Vec<Value> = (0..7).map(|_| turn()).collect();
    println!("{}", json!({ "amounts": saitama.amounts(), "byHand": saitama.amounts_by_hand(), "turns": turns }));
}

/// What one of `count` applications takes, over all rounds.
fn nanoseconds<R>(count: usize, work: impl FnOnce() -> R, rounds: u32) -> f64 {
    let start = Instant::now();
    work();
    let each = f64::from(rounds) * f64::from(u32::try_from(count).expect("a small number"));
    start.elapsed().as_secs_f64() * 1e9 / each
}
