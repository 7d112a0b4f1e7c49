//! `cargo xtask coverage`: does anybody notice?
//!
//! First part: for every rule of `docs/rules.csv` the entries of its pack that cite its clause, and the hand-worked
//! cases that notice a change of them. Second part, which no tag can satisfy: every figure, condition, kind, default and
//! clause link of every pack is changed in memory, one at a time, and each change that no hand-worked case notices, nor
//! the named list of clauses (`tests/cases/clauses.json`), is a failure.

mod changes;
mod entries;
mod mistakes;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use kaigo_hojo_assess::{Application, Dates};
use kaigo_hojo_rules::edition::Edition;
use serde_json::Value;
use whole_system_tests::{assess_with, cases, check_case, dates_of, read};

const RULES: &str = include_str!("../../../docs/rules.csv");
const CLAUSES: &str = include_str!("../../cases/clauses.json");

fn main() -> ExitCode {
    let clauses: Value = serde_json::from_str(CLAUSES).unwrap_or_default();
    let (mut noticed, mut missed) = (0_usize, Vec::new());
    let mut by_clause: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for mut edition in editions() {
        let id = edition.about.id.clone();
        let (of_mistakes, not) = mistakes::check(&edition, &clauses);
        noticed += of_mistakes;
        missed.extend(not);
        let cases = cases_of(&edition);
        for change in changes::changes(&edition) {
            match who_notices(&change.edition, &cases) {
                Some(case) => {
                    noticed += 1;
                    by_clause.entry((id.clone(), change.cite)).or_default().push(case);
                }
                None => missed.push(format!("{id}: {}", change.what)),
            }
        }
        for entry in entries::entries(&edition) {
            let (expected, given) = (&clauses[id.as_str()][entry.name.as_str()], entry.clause(&mut edition).clone());
            // The list was written from the text; a link that is changed no longer says the same.
            if expected.as_str() == Some(given.as_str()) {
                noticed += 1;
            } else {
                missed.push(format!("{id}: clause of {} is {given}, the list says {expected}", entry.name));
            }
            by_clause.entry((id.clone(), given)).or_default().push(format!("[{}]", entry.name));
        }
    }
    let uncovered = rules(&by_clause);
    println!("{noticed} changes noticed, {} not noticed", missed.len());
    missed.iter().for_each(|what| println!("  not noticed: {what}"));
    uncovered.iter().for_each(|rule| println!("  rule without entry or case: {rule}"));
    ExitCode::from(u8::from(!missed.is_empty() || !uncovered.is_empty()))
}

// The packs as they are written: what travels to the page has fewer words.
fn editions() -> Vec<Edition> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/packs/data")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of packs").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.ends_with("pack.toml") {
                found.push(kaigo_hojo_pack::load(&path).expect("a sound pack"));
            }
        }
    }
    found
}

struct Case {
    id: String,
    application: Application,
    dates: Dates,
    expect: Value,
}

fn cases_of(edition: &Edition) -> Vec<Case> {
    let programme = edition.about.id.as_str();
    let of = |(_, case): (&'static str, Value)| {
        let application = read(&case["application"].to_string()).ok()?;
        let id = case["id"].as_str()?.to_owned();
        (application.programme == programme).then(|| Case {
            id,
            application,
            dates: dates_of(&case),
            expect: case["expect"].clone(),
        })
    };
    // A case that already fails notices nothing.
    let fits = |case: &Case| check_case(&case.expect, &assess_with(edition, &case.application, &case.dates)).is_empty();
    cases().into_iter().filter_map(of).filter(fits).collect()
}

fn who_notices(changed: &Edition, cases: &[Case]) -> Option<String> {
    let notices =
        |case: &&Case| !check_case(&case.expect, &assess_with(changed, &case.application, &case.dates)).is_empty();
    cases.iter().find(notices).map(|case| case.id.clone())
}

// The rules that the calculator models now, and what stands for each; those without anything are given back.
fn rules(by_clause: &BTreeMap<(String, String), Vec<String>>) -> Vec<String> {
    let mut uncovered = Vec::new();
    let brief = std::env::args().any(|argument| argument == "--brief");
    if !brief {
        println!("rule,mark,entries and cases");
    }
    for row in RULES.lines().skip(1) {
        let fields: Vec<&str> = row.splitn(5, ',').collect();
        let [id, source, clause, mark, _] = fields.as_slice() else { continue };
        let mut found: Vec<&str> = Vec::new();
        for ((pack, cite), names) in by_clause {
            if pack == source && clause.split("; ").any(|part| related(part, cite)) {
                found.extend(names.iter().map(String::as_str));
            }
        }
        found.sort_unstable();
        found.dedup();
        if !brief {
            println!("{id},{mark},{}", if found.is_empty() { "–".to_owned() } else { found.join(" ") });
        }
        if MODELLED.contains(id) || mark.contains("star") {
            let entry = found.iter().any(|name| name.starts_with('['));
            let case = found.iter().any(|name| !name.starts_with('['));
            if !(entry && case) {
                uncovered.push(format!("{id} ({clause})"));
            }
        }
    }
    uncovered
}

/// The rules without a figure of their own that are modelled already.
const MODELLED: &[&str] = &[
    "S-1", "S-2", "S-3", "S-4", "S-7", "S-8", "S-9", "K-1", "K-2", "K-3", "G-1", "G-2", "G-4", "G-13", "G-14", "G-15",
];

// A clause stands for what cites it, a part of it, or the whole that it is a part of.
fn related(clause: &str, cite: &str) -> bool {
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (clause, cite) = (plain(clause), plain(cite));
    !cite.is_empty() && cite.split('、').any(|part| part.starts_with(clause.as_str()) || clause.starts_with(part))
}
