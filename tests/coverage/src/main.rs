//! `cargo xtask coverage`: does anybody notice?
//!
//! First part: for every rule of `docs/rules.csv` the entries of its pack that cite its clause, and the hand-worked
//! cases that notice a change of them. Second part, which no tag can satisfy: every figure, condition, kind, default, day
//! and clause link of every pack is changed in memory, one at a time, and each change that no hand-worked case notices,
//! nor the named list of clauses and words (`clauses.json` beside the pack), is a failure.

mod change;
mod changes;
mod clause;
mod cores;
mod entries;
mod mistakes;
mod rules;

use std::path::Path;
use std::process::ExitCode;

use change::Change;
use cores::each;
use kaigo_hojo_assess::Assessor;
use kaigo_hojo_contract::{Application, Dates};
use kaigo_hojo_rules::edition::Edition;
use serde_json::Value;
use whole_system_tests::diagnosis::{WrittenCase, check_written};
use whole_system_tests::{assess_by, assess_with, cases, check_case, dates_of, read};

fn main() -> ExitCode {
    let brief = std::env::args().any(|argument| argument == "--brief");
    let (mut noticed, mut missed, mut uncovered) = (0_usize, Vec::new(), Vec::new());
    if !brief {
        println!("rule,mark,*the entry of its own* entries | cases");
    }
    for (edition, clauses) in editions() {
        let id = edition.about.id.as_str();
        let (of_mistakes, not) = mistakes::check(&edition);
        noticed += of_mistakes;
        missed.extend(not);
        let cases = cases_of(&edition);
        let mut found = rules::Found::default();
        let changes = changes::changes(&edition);
        let written = mistakes::cases(&edition);
        let noticed_by = each(&changes, |change| who_notices(change, &cases, &written));
        for (change, case) in changes.iter().zip(noticed_by) {
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
            let expected = &clauses[entry.name.as_str()];
            // The list was written from the text; a link that is changed no longer says the same.
            if expected.as_str() == Some(entry.says.as_str()) {
                noticed += 1;
            } else {
                missed.push(format!("{id}: {} is {}, the list says {expected}", entry.name, entry.says));
            }
        }
        for name in clauses.as_object().into_iter().flat_map(serde_json::Map::keys) {
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

// The packs as they are written, for what travels to the page has fewer words; each with its list of clauses.
fn editions() -> Vec<(Edition, Value)> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/packs/data")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of packs").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.ends_with("pack.toml") {
                let clauses = std::fs::read_to_string(path.with_file_name("clauses.json")).unwrap_or_default();
                let clauses = serde_json::from_str(&clauses).unwrap_or_default();
                found.push((kaigo_hojo_pack::load(&path).expect("a sound pack"), clauses));
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

// The cases that expect something of the entry are the likeliest to notice; of the others the amount alone, which is
// there in a fraction of the time, then the whole. What only a reading needs that is no alternative of the amount shows in
// the figures of a mistake that supposes it.
fn who_notices(change: &Change, cases: &[Case], written: &[WrittenCase]) -> Option<String> {
    let changed = &change.edition;
    let mut assessor = Assessor::new(changed);
    let mut whole = |case: &&&Case| {
        let got = assess_by(&mut assessor, &case.application, &case.dates);
        !check_case(&case.expect, &got).is_empty()
    };
    let name = change.entry.split('/').nth(1).map(|id| format!("\"{id}\""));
    let expects = |case: &&Case| name.as_ref().is_some_and(|name| case.expect.to_string().contains(name));
    let (named, others): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(expects);
    let case = named.iter().find(&mut whole).or_else(|| {
        let mut quick = Assessor::new(changed);
        let amount = |case: &&&Case| {
            let found = quick.brief(&case.application).ok().and_then(|brief| brief.amount?.yen);
            case.expect["amountYen"].as_i64().is_some_and(|expected| found != Some(expected))
        };
        others.iter().find(amount).or_else(|| others.iter().find(whole))
    });
    let by_mistake = || written.iter().find(|case| !check_written(changed, case).is_empty());
    case.map(|case| case.id.clone()).or_else(|| by_mistake().map(|case| case.why.clone()))
}
