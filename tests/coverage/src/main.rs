//! `cargo xtask coverage`: does anybody notice?
//!
//! First part: for every rule of `docs/rules.csv` the entries of its pack that cite its clause, and the hand-worked
//! cases that notice a change of them. Second part, which no tag can satisfy: every figure, condition, kind, default, day
//! and clause link of every pack is changed in memory, one at a time, and each change that no hand-worked case notices,
//! nor the named list of clauses and words (`tests/cases/clauses.json`), is a failure.

mod changes;
mod clause;
mod entries;
mod mistakes;
mod rules;

use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::process::ExitCode;

use changes::Change;
use kaigo_hojo_assess::{Application, Dates};
use kaigo_hojo_rules::edition::Edition;
use serde_json::Value;
use whole_system_tests::diagnosis::{WrittenCase, check_written};
use whole_system_tests::{assess_with, cases, check_case, dates_of, read};

const CLAUSES: &str = include_str!("../../cases/clauses.json");

fn main() -> ExitCode {
    let brief = std::env::args().any(|argument| argument == "--brief");
    let clauses: Value = serde_json::from_str(CLAUSES).unwrap_or_default();
    let (mut noticed, mut missed, mut uncovered) = (0_usize, Vec::new(), Vec::new());
    if !brief {
        println!("rule,mark,*the entry of its own* entries | cases");
    }
    for edition in editions() {
        let id = edition.about.id.as_str();
        let (of_mistakes, not) = mistakes::check(&edition);
        noticed += of_mistakes;
        missed.extend(not);
        let cases = cases_of(&edition);
        let mut found = rules::Found::default();
        let changes = changes::changes(&edition);
        let written = mistakes::cases(&edition);
        for (change, case) in changes.iter().zip(who_notice(&changes, &cases, &written)) {
            match case {
                Some(case) => {
                    noticed += 1;
                    found.noticed.entry(change.entry.clone()).or_default().push(case.clone());
                    found.noticed_clauses.entry(change.cite.clone()).or_default().push(case);
                }
                None => missed.push(format!("{id}: {}: {}", change.entry, change.what)),
            }
        }
        let entries = entries::entries(&edition);
        for entry in &entries {
            let expected = &clauses[id][entry.name.as_str()];
            // The list was written from the text; a link that is changed no longer says the same.
            if expected.as_str() == Some(entry.says.as_str()) {
                noticed += 1;
            } else {
                missed.push(format!("{id}: {} is {}, the list says {expected}", entry.name, entry.says));
            }
        }
        for name in clauses[id].as_object().into_iter().flat_map(serde_json::Map::keys) {
            if entries.iter().all(|entry| entry.name != *name) {
                missed.push(format!("{id}: {name} is in the list and not in the pack"));
            }
        }
        let clauses = entries.into_iter().filter(|entry| entry.is_clause && !entry.says.is_empty());
        found.entries = clauses.map(|entry| (entry.name, entry.says)).collect();
        uncovered.extend(rules::uncovered(id, &found, !brief));
    }
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

/// For each change the case that notices it: the changes are shared out among the cores.
fn who_notice(changes: &[Change], cases: &[Case], written: &[WrittenCase]) -> Vec<Option<String>> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = changes.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let of = |part: &'_ [Change]| {
            part.iter().map(|change| who_notices(&change.edition, cases, written)).collect::<Vec<_>>()
        };
        let shares: Vec<_> = changes.chunks(share).map(|part| scope.spawn(move || of(part))).collect();
        shares.into_iter().flat_map(|share| share.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

// What only a reading needs that is no alternative of the amount shows in the figures of a mistake that supposes it.
fn who_notices(changed: &Edition, cases: &[Case], written: &[WrittenCase]) -> Option<String> {
    let notices =
        |case: &&Case| !check_case(&case.expect, &assess_with(changed, &case.application, &case.dates)).is_empty();
    let by_mistake = |case: &&WrittenCase| !check_written(changed, case).is_empty();
    let case = cases.iter().find(notices).map(|case| case.id.clone());
    case.or_else(|| written.iter().find(by_mistake).map(|case| case.why.clone()))
}
