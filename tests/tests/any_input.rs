//! Any input at all into what reads files, links, tables and storage: no panic, bounded memory, and whatever is accepted
//! is written and read again as the same.
//!
//! `KAIGO_HOJO_INPUTS=1000000 cargo test --release -p whole-system-tests --test any_input` runs a million.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/drafts.rs"]
mod drafts;
#[path = "support/random.rs"]
mod random;

use drafts::random_draft;
use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::decode::{Document, document};
use kaigo_hojo_contract::draft::Draft;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_exchange::csv;
use kaigo_hojo_exchange::link::{self, LinkError, Packing};
use kaigo_hojo_exchange::storage::{self, Kept};
use random::Random;
use whole_system_tests::not_checked;
use whole_system_tests::programmes::{Need, held_ids, programmes};

/// How many inputs each of the four readers gets: a quarter of all.
fn each() -> u64 {
    let all = std::env::var("KAIGO_HOJO_INPUTS").ok().and_then(|text| text.parse().ok());
    all.unwrap_or(100_000_u64).div_ceil(4)
}

/// The most memory that this process ever had, where the system tells it.
fn check_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    match peak {
        Some(kilobytes) => assert!(kilobytes < 400_000, "{kilobytes} kB"),
        None => not_checked("the memory that any input takes: this system does not tell it"),
    }
}

/// What a mutation may put in: the words and signs that a reader looks for, and what breaks numbers and texts.
const PIECES: &[&str] = &[
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "-1",
    "0",
    "1.0",
    "1e999",
    "1000000001",
    "9223372036854775808",
    "\"x\"",
    "{\"a\":1,\"a\":2}",
    "\"items\":",
    "\"schema\":\"kaigo-hojo/draft/2\",",
    "\"2026-02-30\"",
    "\"items[0].tax\"",
    ",",
    ":",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "あ",
    "\"",
    "'",
    "=",
    "\t",
    "\r",
    "\n",
    ";",
    "税込",
    "はい",
    "わからない",
    "[lease]",
    "合計",
    "１，０００円",
    "▲5",
    "1、2",
    "一式",
];

/// An input with a few changes: signs turned, left out, doubled, moved, or replaced.
fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(4) {
        let (a, b) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
        let (from, to) = (a.min(b), a.max(b));
        let near = to.min(from + random.below(12));
        match random.below(9) {
            0 if from < bytes.len() => bytes[from] ^= 1 << random.below(8),
            1 if from < bytes.len() => bytes[from] = u8::try_from(random.below(256)).unwrap_or(0),
            2 => drop(bytes.drain(from..near)),
            3 => bytes.truncate(to),
            4 => drop(bytes.drain(from..to)),
            5 => {
                let part = bytes[from..near].to_vec();
                bytes.splice(near..near, part);
            }
            6 => {
                let part = bytes[from..near].to_vec();
                let at = random.below(bytes.len() + 1);
                bytes.splice(at..at, part);
            }
            7 => drop(bytes.splice(from..near, random.pick(PIECES).bytes())),
            _ => drop(bytes.splice(from..from, random.pick(PIECES).bytes())),
        }
    }
    bytes
}

/// Bytes without any plan.
fn noise(random: &mut Random) -> Vec<u8> {
    (0..random.below(300)).map(|_| u8::try_from(random.below(256)).unwrap_or(0)).collect()
}

/// A JSON value in place of another, somewhere in a document: mutations of bytes mostly break the JSON.
fn replaced(mut document: serde_json::Value, random: &mut Random) -> String {
    let mut place = &mut document;
    let mut depth = 1 + random.below(5);
    while depth > 0 {
        depth -= 1;
        let count = match &*place {
            serde_json::Value::Object(map) => map.len(),
            serde_json::Value::Array(list) => list.len(),
            _ => 0,
        };
        if count == 0 {
            break;
        }
        let at = random.below(count);
        match place {
            serde_json::Value::Object(map) if random.below(6) == 0 => {
                let key = map.keys().nth(at).expect("a key").clone();
                let value = map.remove(&key).expect("a value");
                if random.below(2) == 0 {
                    map.insert(key + "x", value);
                }
                return document.to_string();
            }
            serde_json::Value::Object(map) => place = map.values_mut().nth(at).expect("a value"),
            serde_json::Value::Array(list) => place = &mut list[at],
            _ => {}
        }
    }
    *place = match random.below(8) {
        0 => serde_json::Value::Null,
        1 => serde_json::json!(random.below(2) == 0),
        2 => serde_json::json!([]),
        3 => serde_json::json!({}),
        4 => serde_json::json!(random.below(2_000_000_000)),
        5 => serde_json::json!(["i1", "i2"]),
        6 => serde_json::json!("2026-07-01"),
        _ => serde_json::json!(*random.pick(PIECES)),
    };
    document.to_string()
}

/// Reads a document; what is accepted must be the same after writing and reading.
fn check_document(text: &str) -> bool {
    let Ok(tree) = serde_json::from_str::<Tree<'_>>(text) else { return false };
    let Ok(read) = document(&tree) else { return false };
    let again = match &read {
        Document::Application(application) => serde_json::to_string(application),
        Document::Draft(draft) => serde_json::to_string(draft),
    };
    let again = again.expect("JSON");
    let tree: Tree<'_> = serde_json::from_str(&again).expect("what we write is JSON");
    assert_eq!(document(&tree).as_ref(), Ok(&read), "{text}");
    true
}

fn json_of(draft: &Draft) -> String {
    serde_json::to_string(draft).expect("JSON")
}

#[test]
fn any_file() {
    let mut accepted = 0;
    for seed in 0..each() {
        let mut random = Random::new(seed ^ 0xf11e);
        let draft = random_draft(seed % 2_000);
        let text = match random.below(8) {
            0 => String::from_utf8_lossy(&noise(&mut random)).into_owned(),
            1..=3 => String::from_utf8_lossy(&mutated(json_of(&draft).as_bytes(), &mut random)).into_owned(),
            _ => replaced(serde_json::to_value(&draft).expect("JSON"), &mut random),
        };
        accepted += u64::from(check_document(&text));
    }
    // Some changes make another good draft: were it none, or all, nothing would be tested.
    assert!(accepted > each() / 50 && accepted < each() / 2, "{accepted} of {}", each());
    check_memory();
}

#[test]
fn any_storage() {
    let mut accepted = 0;
    for seed in 0..each() {
        let mut random = Random::new(seed ^ 0x5709);
        let drafts = (0..random.below(3)).map(|at| random_draft((seed + at as u64) % 2_000)).collect();
        let kept = Kept { drafts, current: random.below(3), ..Kept::default() };
        let text = match random.below(4) {
            0 => {
                let bytes = serde_json::to_vec(&kept).expect("JSON");
                String::from_utf8_lossy(&mutated(&bytes, &mut random)).into_owned()
            }
            _ => replaced(serde_json::to_value(&kept).expect("JSON"), &mut random),
        };
        let Ok(tree) = serde_json::from_str::<Tree<'_>>(&text) else { continue };
        let Ok(found) = storage::read(&tree) else { continue };
        accepted += 1;
        let again = serde_json::to_string(&found.kept).expect("JSON");
        let tree: Tree<'_> = serde_json::from_str(&again).expect("what we write is JSON");
        let again = storage::read(&tree).expect("what we write is ours");
        assert!(again.kept == found.kept && again.unreadable.is_empty(), "{text}");
    }
    assert!(accepted > each() / 50, "{accepted} of {}", each());
    check_memory();
}

/// CRC-32, so that a change gets as far as what reads the parts.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut sum = u32::MAX;
    for byte in &bytes {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 });
    }
    bytes.extend((!sum).to_le_bytes());
    bytes
}

#[test]
fn any_link() {
    let (mut accepted, mut passed) = (0, 0);
    for seed in 0..each() {
        let mut random = Random::new(seed ^ 0x117c);
        let good = link::to_bytes(&random_draft(seed % 2_000), random.below(2) == 0);
        let inside = &good[..good.len() - 4];
        let bytes = match random.below(8) {
            0 => noise(&mut random),
            1 => mutated(&good, &mut random),
            2 => sealed([&[1], noise(&mut random).as_slice()].concat()),
            _ => sealed(mutated(inside, &mut random)),
        };
        match link::from_bytes(&bytes) {
            Ok(draft) => {
                // One way to write each draft: what is accepted is what would be written.
                assert_eq!(link::to_bytes(&draft, true), bytes);
                assert!(check_document(&json_of(&draft)), "a link holds only what a file may hold");
                accepted += u64::from(bytes != good);
                passed += u64::from(bytes == good);
            }
            Err(LinkError::Newer) => assert!(bytes[0] > 1),
            Err(LinkError::Damaged | LinkError::TooLarge) => {}
        }
        let text = link::to_text(&bytes, if seed % 2 == 0 { Packing::Plain } else { Packing::Deflated });
        let changed = String::from_utf8_lossy(&mutated(text.as_bytes(), &mut random)).into_owned();
        if let Ok((read, packing)) = link::from_text(&changed) {
            assert_eq!(link::to_text(&read, packing), changed, "one way to write each text");
        }
    }
    assert!(accepted > each() / 100 && accepted < each() / 2, "{accepted} of {}, {passed} unchanged", each());
    check_memory();
}

/// Inputs as large as they may be, and made to take as much memory as they can.
#[test]
fn the_largest_inputs() {
    // A thousand answers, each a thousand empty ids: two bytes and the question, then one byte for each id.
    let mut answers = vec![0xe8, 0x07];
    for question in 0..1_000 {
        answers.push(4);
        answers.extend(format!("{question:04}").bytes());
        answers.extend([6, 0xe8, 0x07]);
        answers.extend([0; 1_000]);
    }
    // No name, no programme, no answers, and as many lines as fit.
    let line = [&[0, 0, 0, 0, 0], answers.as_slice()].concat();
    let count = (link::MOST_BYTES - 100) / line.len();
    let mut inside = vec![1, 0, 0, 0, u8::try_from(count + 1).expect("few")];
    (0..count).for_each(|_| inside.extend(&line));
    inside.extend([0; 15]);
    let bytes = sealed(inside);
    assert!(bytes.len() > link::MOST_BYTES - line.len() && bytes.len() <= link::MOST_BYTES);
    let draft = link::from_bytes(&bytes).expect("it is within the limits");
    assert_eq!(draft.application.items.map(|items| items.len()), Some(count));

    let edition = overview::edition(held_ids(Need::Oracle)[0]).expect("a built-in pack");
    let head = csv::write(&edition, &[], &[]);
    for piece in [",", "\"\",", "\n", "\"", "x\n", "\t", "あ", "=1,", "\"a\n\"\n"] {
        let text = [head.as_str(), &piece.repeat((csv::MOST_BYTES - head.len()) / piece.len())].concat();
        if let Ok(table) = csv::read(&text) {
            assert_eq!(csv::take(&edition, &table).map(|taken| taken.lines), Some(Vec::new()));
        }
    }
    check_memory();
}

/// One sign of a link changed is always found.
#[test]
fn a_changed_sign_of_a_link_is_found() {
    let bytes = link::to_bytes(&random_draft(7), true);
    let text = link::to_text(&bytes, Packing::Plain);
    for at in 3..text.len() {
        for sign in ["A", "z", "-", "_", "=", " "] {
            let mut changed = text.clone();
            changed.replace_range(at..=at, sign);
            if changed != text {
                let read = link::from_text(&changed).and_then(|(bytes, _)| link::from_bytes(&bytes));
                assert_eq!(read, Err(LinkError::Damaged), "{sign} at {at}");
            }
        }
    }
}

#[test]
fn any_table() {
    let editions: Vec<Edition> = programmes().iter().map(|programme| programme.edition.clone()).collect();
    let (mut accepted, mut rejected) = (0_u64, 0_u64);
    for seed in 0..each() {
        let mut random = Random::new(seed ^ 0xc57);
        let draft = random_draft(seed % 2_000);
        let edition = editions.iter().find(|edition| edition.about.id == draft.application.programme).expect("a pack");
        let mut text = csv::write(edition, draft.application.items.as_deref().unwrap_or_default(), &draft.open);
        if random.below(4) == 0 {
            text = text.replace(',', "\t");
        }
        let bytes = if random.below(10) == 0 { noise(&mut random) } else { mutated(text.as_bytes(), &mut random) };
        let Ok(table) = csv::read(&String::from_utf8_lossy(&bytes)) else { continue };
        let Some(taken) = csv::take(edition, &table) else { continue };
        // Nothing is lost: every row is a line, or told, or the heading.
        assert_eq!(taken.lines.len() + taken.rejected.len() + 1, table.rows.len(), "{seed}");
        accepted += taken.lines.len() as u64;
        rejected += taken.rejected.len() as u64;
        let lines: Vec<_> = taken.lines.into_iter().map(|line| line.item).collect();
        let again = csv::read(&csv::write(edition, &lines, &[])).expect("what we write is a table");
        let again = csv::take(edition, &again).expect("the headings are ours");
        assert_eq!(again.rejected, []);
        assert!(again.lines.iter().map(|line| &line.item).eq(&lines), "{lines:?}");
    }
    assert!(accepted > each() / 2 && rejected > each() / 5, "{accepted} accepted, {rejected} rejected");
    check_memory();
}
