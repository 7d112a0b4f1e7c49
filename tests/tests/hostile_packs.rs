//! Packs from anybody, as TOML and as built files: refused with a message, or used; never a panic, a hang or a heap of
//! memory.
//!
//! `KAIGO_HOJO_PACKS=100000 cargo test --release -p whole-system-tests --test hostile_packs` runs a hundred thousand,
//! each within a second. What is counted is the time that the processor works at it, not the clock: what else the machine
//! does has no say.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/random.rs"]
mod random;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::Duration;

use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::diagnosis::diagnose_draft;
use kaigo_hojo_assess::in_words::changes::between;
use kaigo_hojo_assess::in_words::sheet;
use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition, Question};
use kaigo_hojo_contract::decode::draft;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_pack::{check, from_bytes, load, to_bytes};
use random::Random;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use whole_system_tests::DAY;
use whole_system_tests::programmes::{Programme, invented, programmes};

/// How many packs there are, of both forms.
fn count() -> u64 {
    std::env::var("KAIGO_HOJO_PACKS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_500)
}

/// The longest that the processor may work at one pack; without optimisation everything takes longer.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 });

/// How long the processor has worked for this thread, where the system tells it.
fn worked() -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = schedule.split_whitespace().next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// The good packs: small ones oftener, so that more is tried.
fn good() -> Vec<String> {
    let small = vec![invented().toml(); 3];
    programmes().iter().map(Programme::toml).chain(small).collect()
}

/// Runs something for each seed; a panic, or what takes too long, names the seed.
fn each(what: &str, seeds: u64, run: impl Fn(u64, &mut Random) -> bool) -> u64 {
    let mut accepted = 0;
    let mut slowest = (Duration::ZERO, 0);
    for seed in 0..seeds {
        let start = worked();
        let mut random = Random::new(seed ^ 0xbad_0ac5);
        let used = catch_unwind(AssertUnwindSafe(|| run(seed, &mut random))).unwrap_or_else(|panic| {
            eprintln!("{what}: seed {seed} panics");
            resume_unwind(panic);
        });
        accepted += u64::from(used);
        slowest = slowest.max((worked() - start, seed));
        assert!(slowest.0 < LONGEST, "{what}: seed {seed} takes {:?}", slowest.0);
    }
    println!("{what}: {accepted} of {seeds} are used; the slowest, seed {}, takes {:?}", slowest.1, slowest.0);
    check_memory();
    accepted
}

/// The most memory that this process ever had, where the system tells it.
fn check_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    assert!(peak.is_none_or(|kilobytes| kilobytes < 400_000), "{peak:?} kB");
}

/// Whatever somebody does with an edition that was accepted.
fn used(edition: &Edition, random: &mut Random) {
    let words = sheet(edition);
    assert!(!words.parts.is_empty());
    // Two things of one name, as only a built file can have them, may be taken for each other.
    let _ = between(edition, edition);
    for _ in 0..2 {
        let application = application(edition, random);
        let whole = json!({
            "schema": "kaigo-hojo/draft/1",
            "application": application,
            "written": { "amountYen": 123_000, "eligibleCostYen": 456_000, "rate": "1/2" },
        });
        let text = whole.to_string();
        let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
        let Ok(draft) = draft(&tree) else { continue };
        if let Ok(assessment) = Assessor::new(edition).assess_draft(&draft, DAY) {
            assert!(serde_json::to_string(&assessment).is_ok());
        }
        if random.below(4) == 0 {
            let _ = diagnose_draft(edition, &draft);
        }
    }
}

/// An application with some answers and lines.
fn application(edition: &Edition, random: &mut Random) -> Value {
    let mut answers = serde_json::Map::new();
    for question in &edition.questions {
        // Few are left open: what many open answers cost is for other tests.
        if random.below(12) > 0 {
            answers.insert(question.id.clone(), answer(question, random));
        }
    }
    let mut items = Vec::new();
    for ix in 0..random.below(4) {
        let Some(kind) = edition.kinds.get(random.below(edition.kinds.len())) else { break };
        let mut answers = serde_json::Map::new();
        for question in edition.item_questions.iter().filter(|question| !matches!(question.kind, AnswerKind::Lines)) {
            if random.below(6) == 0 {
                answers.insert(question.id.clone(), answer(question, random));
            }
        }
        items.push(json!({
            "id": format!("i{ix}"), "kind": kind.id, "unitPriceYen": random.pick(&[0, 1, 29_999, 350_000, 900_000_000]),
            "quantity": random.pick(&[1, 2, 30]), "tax": "excluded", "answers": answers,
        }));
    }
    json!({ "schema": "kaigo-hojo/application/1", "programme": edition.about.id, "answers": answers, "items": items })
}

fn answer(question: &Question, random: &mut Random) -> Value {
    match &question.kind {
        AnswerKind::Truth => json!(random.below(2) == 0),
        AnswerKind::Choice(choices) => json!(random.pick(choices).id),
        AnswerKind::Number { decimal: true, .. } => json!("10.4"),
        AnswerKind::Number { min, max, .. } => json!(random.pick(&[*min, *max, (*min).max(17).min(*max)])),
        AnswerKind::Lines => Value::Null,
    }
}

// ---- as TOML ----

/// What a change may put in: figures at the edge of everything, forms of conditions, and what is no TOML.
const PIECES: &[&str] = &[
    "0",
    "1",
    "-1",
    "9223372036854775807",
    "1.5",
    "true",
    "\"\"",
    "\"1/3\"",
    "\"0/1\"",
    "\"1/0\"",
    "\"none\"",
    "\"9223372036854775807/2\"",
    "[]",
    "{}",
    "{ counted = true }",
    "{ not = { counted = true } }",
    "{ all = [] }",
    "[[step]]",
    "[[condition]]",
    "[[kind]]",
    "[result]",
    "2026-02-30",
    "9999-12-31",
    "0000-01-01",
    "=",
    "[",
    "}",
    "\"",
    "#",
    "do = \"unlimited\"",
    "do = \"units\"",
    "do.line-cost = \"with-tax\"",
    "hidden = true",
    "unit = \"ratio\"",
    "あ",
    "\u{feff}",
];

fn mutated(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let words: Vec<&str> =
        text.split('"').skip(1).step_by(2).filter(|word| word.is_ascii() && word.len() > 1).collect();
    for _ in 0..1 + random.below(3) {
        let (at, other) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(9) {
            0 => drop(lines.remove(at)),
            1 => {
                let copy = lines[other].clone();
                lines.insert(at, copy);
            }
            2 => lines.swap(at, other),
            3 => lines.insert(at, (*random.pick(PIECES)).to_owned()),
            // A part of the pack twice, or somewhere else.
            4 => {
                let end = (other + 1 + random.below(8)).min(lines.len());
                let part: Vec<String> = lines[other..end].to_vec();
                lines.splice(at..at, part);
            }
            // One name for another, one figure for another.
            5..=7 => lines[at] = with_another(&lines[at], &words, random),
            _ => {
                let mut signs: Vec<char> = lines[at].chars().collect();
                if !signs.is_empty() {
                    let place = random.below(signs.len());
                    signs[place] = *random.pick(&['"', '[', '}', '0', '=', ',', 'x', '　']);
                }
                lines[at] = signs.into_iter().collect();
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    lines.join("\n")
}

fn with_another(line: &str, words: &[&str], random: &mut Random) -> String {
    let mut parts: Vec<&str> = line.split('"').collect();
    let quoted = parts.len() / 2;
    if quoted > 0 && random.below(3) > 0 {
        let at = 1 + 2 * random.below(quoted);
        let word: &&str = random.pick(words);
        parts[at] = word;
        return parts.join("\"");
    }
    let digits: Vec<usize> = line.match_indices(|sign: char| sign.is_ascii_digit()).map(|(at, _)| at).collect();
    match digits.get(random.below(digits.len())) {
        Some(at) => {
            let end = line[*at..].find(|sign: char| !sign.is_ascii_digit()).map_or(line.len(), |end| at + end);
            let figure = *random.pick(&["0", "1", "3", "64", "999999999999", "9223372036854775807", "128"]);
            format!("{}{figure}{}", &line[..*at], &line[end..])
        }
        None => format!("{line}{}", random.pick(PIECES)),
    }
}

#[test]
fn any_pack_as_text() {
    let good = good();
    let seeds = count() / 2;
    let accepted = each("as text", seeds, |seed, random| {
        let base = &good[usize::try_from(seed).unwrap_or(0) % good.len()];
        let text = mutated(base, random);
        match check("pack.toml", &text) {
            Ok(edition) => {
                used(&edition, random);
                assert_eq!(between(&edition, &edition), []);
                true
            }
            Err(problems) => {
                assert!(!problems.is_empty() && problems.iter().all(|problem| !problem.message.is_empty()));
                false
            }
        }
    });
    assert!(accepted > seeds / 50 && accepted < seeds * 3 / 4, "{accepted} of {seeds}");
}

/// Conditions in a row, each of the one before; used, so that all are looked at.
fn row(first: &str, with: &str, times: usize) -> String {
    let rest: String = (1..times)
        .map(|n| format!("\n[[condition]]\nid = \"r{n}\"\nwhen = {}\n", with.replace('#', &(n - 1).to_string())))
        .collect();
    let note =
        format!("[[note]]\nid = \"R\"\nlabel = \"x\"\ncite = \"第1条\"\nwhen = \"r{}\"\nper-line = true\n", times - 1);
    format!("\n[[condition]]\nid = \"r0\"\nwhen = {first}\n{rest}\n{note}")
}

/// Texts that are made to take long: deep nesting, long names, many of everything.
#[test]
fn packs_that_are_made_to_take_long() {
    let base = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/invented/pack.toml"));
    let base = base.expect("text");
    let deep = |open: &str, close: &str, times: usize| {
        format!(
            "{base}\n[[condition]]\nid = \"deep\"\nwhen = {}{{ counted = true }}{}\n",
            open.repeat(times),
            close.repeat(times)
        )
    };
    let doubled: String = (1..60)
        .map(|n| {
            format!(
                "\n[[condition]]\nid = \"d{n}\"\nwhen = {{ any = [{{ cond = \"d{0}\" }}, {{ cond = \"d{0}\" }}] }}\n",
                n - 1
            )
        })
        .collect();
    let steps: String = (0..3_000)
        .map(|n| {
            format!("\n[[step]]\nid = \"many_{n}\"\nlabel = \"x\"\ncite = \"第1条\"\ndo.add = [\"works_cost\", {n}]\n")
        })
        .collect();
    let chain: String = (1..1_500)
        .map(|n| format!("\n[[step]]\nid = \"chain_{n}\"\nlabel = \"x\"\ncite = \"第1条\"\ndo.multiply = [\"chain_{0}\", \"chain_{0}\"]\n", n - 1))
        .collect();
    let row = |first: &str, with: &str, times: usize| format!("{base}{}", row(first, with, times));
    let again = "{ any = [{ cond = \"r#\" }, { cond = \"r#\" }] }";
    for (what, text) in [
        ("row", row("{ counted = true }", "{ cond = \"r#\" }", 7_500)),
        ("unused", row("{ counted = true }", "{ counted = true }", 7_500)),
        ("ring", row("{ cond = \"r7499\" }", "{ cond = \"r#\" }", 7_500)),
        ("doubled and used", row("{ counted = true }", again, 60)),
        ("deep", deep("{ not = ", " }", 60)),
        ("deeper", deep("{ not = ", " }", 5_000)),
        ("wide", deep("{ all = [", "] }", 5_000)),
        ("doubled", format!("{base}\n[[condition]]\nid = \"d0\"\nwhen = {{ counted = true }}\n{doubled}")),
        ("steps", format!("{base}{steps}")),
        (
            "chain",
            format!(
                "{base}\n[[step]]\nid = \"chain_0\"\nlabel = \"x\"\ncite = \"第1条\"\ndo.add = [\"works_cost\"]\n{chain}"
            ),
        ),
        ("long", base.replace("cap_left", &"a".repeat(200_000))),
        ("brackets", "[".repeat(100_000)),
        ("quotes", "\"".repeat(100_000)),
    ] {
        let start = worked();
        let told = check("pack.toml", &text);
        // A long name is nothing worse.
        assert_eq!(told.is_err(), what != "long", "{what}");
        let took = worked() - start;
        assert!(took < LONGEST * 2, "{what}: {took:?}");
    }
    check_memory();
}

// ---- as a built file ----

/// A file with the right digest over whatever body.
fn sealed(head: &[u8], body: &[u8]) -> Vec<u8> {
    [&head[..8], Sha256::digest(body).as_slice(), body].concat()
}

#[test]
fn any_built_pack() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built: Vec<Vec<u8>> = good()
        .iter()
        .map(|text| to_bytes(&check("pack.toml", text).expect("a sound pack")))
        .chain([to_bytes(&load(&root.join("packs/invented")).expect("a sound pack"))])
        .collect();
    for bytes in &built {
        assert!(from_bytes(bytes).is_ok(), "what we build is sound");
    }
    let seeds = count() / 2;
    let accepted = each("built", seeds, |seed, random| {
        let file = &built[usize::try_from(seed).unwrap_or(0) % built.len()];
        let (head, body) = file.split_at(8 + 32);
        let mut body = body.to_vec();
        for _ in 0..=random.below(2) {
            // The words take most of the file; what follows them decides.
            let from = if random.below(4) == 0 { 0 } else { body.len() / 2 };
            let at = from + random.below(body.len().saturating_sub(from).max(1));
            let Some(byte) = body.get_mut(at) else { break };
            match random.below(5) {
                0 => body.truncate(at.max(1)),
                1 => *byte = *random.pick(&[0, 1, 2, 3, 0x7f, 0x80, 0xff]),
                2 => *byte ^= 1 << random.below(8),
                3 => *byte = byte.wrapping_add(1),
                _ => body.insert(at, *random.pick(&[0, 1, 0xff])),
            }
        }
        match from_bytes(&sealed(head, &body)) {
            Ok(edition) => {
                used(&edition, random);
                true
            }
            Err(_) => false,
        }
    });
    assert!(accepted > seeds / 50 && accepted < seeds * 19 / 20, "{accepted} of {seeds}");
}
