//! Documents changed at random, byte by byte and place by place: each line gives an assessment or an error of the
//! contract, and nothing else happens.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/documents.rs"]
mod documents;
#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/random.rs"]
mod random;

use documents::{LINES, at, gunma, kumamoto, outputs, places, saitama};
use hojo::hojo;
use random::Random;
use serde_json::{Value, json};
use whole_system_tests::cases;

/// Whether a path is in a document. A key may itself have points and brackets in it.
fn resolves(value: &Value, path: &str) -> bool {
    if path.is_empty() {
        return true;
    }
    match value {
        Value::Object(entries) => {
            let starts = [Some(path), path.strip_prefix('.')];
            let named = |path: &str| {
                let child = |(key, child): (&String, &Value)| {
                    path.strip_prefix(key.as_str()).is_some_and(|rest| resolves(child, rest))
                };
                entries.iter().any(child)
            };
            starts.into_iter().flatten().any(named)
        }
        Value::Array(list) => list
            .iter()
            .enumerate()
            .any(|(ix, child)| path.strip_prefix(&format!("[{ix}]")).is_some_and(|rest| resolves(child, rest))),
        _ => false,
    }
}

/// Whether the path of an error is a place of the document, or, for what is missing, would be one.
fn plausible(document: &Value, code: &str, path: &str) -> bool {
    let parent = path.rfind(['.', '[']).map_or("", |at| &path[..at]);
    match code {
        "malformed" => path.is_empty(),
        "missing-field" => !resolves(document, path) && resolves(document, parent),
        // A key without a name is told without one.
        "unknown-field" if path.is_empty() => document.get("").is_some(),
        _ => !path.is_empty() && resolves(document, path),
    }
}

const CODES: &[&str] = &[
    "malformed",
    "unsupported-schema",
    "unknown-programme",
    "unknown-field",
    "missing-field",
    "wrong-type",
    "out-of-range",
    "duplicate",
    "unknown-kind",
    "unknown-question",
    "unknown-option",
    "unknown-item",
];

/// Sends lines that may be anything and checks what any line may give.
fn check_anything(lines: &[Vec<u8>]) -> (usize, usize) {
    let input = lines.join(&b'\n');
    let ran = hojo(LINES, &input);
    let told = outputs(&ran.stdout);
    assert_eq!((told.len(), ran.stderr.as_str()), (lines.len(), ""));
    let (mut good, mut bad) = (0, 0);
    for (line, got) in lines.iter().zip(&told) {
        let shown = || String::from_utf8_lossy(line).into_owned();
        let Some(code) = got["error"]["code"].as_str() else {
            good += 1;
            assert_eq!(got["schema"], "kaigo-hojo/assessment/1", "{}", shown());
            let amount = &got["amount"];
            assert_eq!(
                amount.is_null(),
                !got["notComputable"].is_null(),
                "an amount or why there is none: {}",
                shown()
            );
            assert!(amount.is_null() || amount["lowYen"].as_i64().is_some_and(|low| low >= 0), "{}", shown());
            continue;
        };
        bad += 1;
        let (path, message) = (got["error"]["path"].as_str(), got["error"]["message"].as_str());
        assert!(CODES.contains(&code) && message.is_some_and(|message| message.ends_with('。')), "{got}");
        let document = serde_json::from_slice(line).unwrap_or(Value::Null);
        assert!(path.is_some_and(|path| plausible(&document, code, path)), "{got}\n{}", shown());
    }
    assert_eq!(ran.status, i32::from(bad > 0));
    (good, bad)
}

/// Documents to change: the cases, without those that are bad already.
fn seeds() -> Vec<Value> {
    let mut all: Vec<Value> = cases().into_iter().map(|(_, case)| case["application"].clone()).collect();
    all.retain(|document| document["items"].as_array().is_some_and(|items| items.len() < 8));
    all.extend([saitama(), gunma(), kumamoto()]);
    all
}

#[test]
fn changed_bytes_never_break_it() {
    let seeds = seeds();
    let mut random = Random::new(20_261_121);
    let lines: Vec<Vec<u8>> = (0..10_000)
        .map(|_| {
            let mut bytes = random.pick(&seeds).to_string().into_bytes();
            for _ in 0..=random.below(3) {
                let at = random.below(bytes.len());
                // A digit often stays a digit, and a letter a letter: what comes out is nearly right.
                if bytes[at].is_ascii_alphanumeric() && random.below(2) == 0 {
                    bytes[at] = if bytes[at].is_ascii_digit() { *random.pick(b"0123456789") } else { bytes[at] ^ 0x20 };
                    continue;
                }
                let sign = *random.pick(b"{}[]\",:0123456789-+.eE\\ntrufalse \x00\x7f\x80\xc3\xe3\xff");
                match random.below(5) {
                    0 => bytes[at] = sign,
                    1 => bytes.insert(at, sign),
                    2 => {
                        bytes.remove(at);
                    }
                    3 => bytes[at] ^= 1 << random.below(8),
                    _ => {
                        // A piece of it again, elsewhere.
                        let piece = bytes[at..(at + random.below(40)).min(bytes.len())].to_vec();
                        let to = random.below(bytes.len());
                        bytes.splice(to..to, piece);
                    }
                }
            }
            bytes.iter_mut().filter(|byte| matches!(byte, b'\n')).for_each(|byte| *byte = b' ');
            // The last line must not be empty: it would be the end of the input.
            bytes.push(b' ');
            bytes
        })
        .collect();
    let (good, bad) = check_anything(&lines);
    assert!(good > 100 && bad > 4_000, "{good} good, {bad} bad: the changes are too small or too large");
}

fn strange(random: &mut Random) -> Value {
    random
        .pick(&[
            json!(null),
            json!(true),
            json!(false),
            json!(0),
            json!(1),
            json!(-1),
            json!(12),
            json!(1_000_000_000),
            json!(1_000_000_001),
            json!(i64::MAX),
            json!(u64::MAX),
            json!(0.5),
            json!(1e300),
            json!(""),
            json!("i1"),
            json!("none"),
            json!("10.5"),
            json!("excluded"),
            json!("care-software"),
            json!("saitama-ict-r5"),
            json!("\u{0}\u{7f}\u{fffd}𠮷"),
            json!([]),
            json!(["i1"]),
            json!(["i1", "i1"]),
            json!([1, [2, [3]]]),
            json!({}),
            json!({ "inYear": 3, "total": 3 }),
            json!({ "a.b[0]": { "": [] } }),
        ])
        .clone()
}

fn change(document: &mut Value, random: &mut Random) {
    let mut all = Vec::new();
    places(document, &[], "", &mut all);
    let (steps, _) = random.pick(&all).clone();
    let (last, parent) = steps.split_last().expect("not the document itself");
    match random.below(6) {
        0 | 1 => *at(document, &steps) = strange(random),
        2 => {
            if let (Some(key), Value::Object(entries)) = (last.as_str(), at(document, parent)) {
                entries.remove(key);
            }
        }
        3 => {
            let key = random.pick(&["quantitty", "Schema", "", "a.b", "items[0]", "staff-fte", "route", "life-data"]);
            let value = strange(random);
            if let Value::Object(entries) = at(document, parent) {
                entries.insert((*key).to_owned(), value);
            }
        }
        4 => {
            // Something of the document in another place of it.
            let (from, _) = random.pick(&all).clone();
            let piece = at(document, &from).clone();
            *at(document, &steps) = piece;
        }
        _ => {
            if let Value::Array(list) = at(document, parent) {
                let again = list[random.below(list.len())].clone();
                list.push(again);
            }
        }
    }
}

#[test]
fn changed_trees_never_break_it() {
    let seeds = seeds();
    let mut random = Random::new(21_112_026);
    let lines: Vec<Vec<u8>> = (0..10_000)
        .map(|_| {
            let mut document = random.pick(&seeds).clone();
            for _ in 0..=random.below(2) {
                change(&mut document, &mut random);
            }
            document.to_string().into_bytes()
        })
        .collect();
    let (good, bad) = check_anything(&lines);
    assert!(good > 500 && bad > 4_000, "{good} good, {bad} bad: the changes are too small or too large");
}
