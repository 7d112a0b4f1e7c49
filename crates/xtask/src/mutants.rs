//! `cargo xtask mutants`: changes of the engine's own code, one at a time, and whether the tests notice.
//!
//! Where `coverage` changes the packs, this changes the program: cargo-mutants replaces a function's result or an operator
//! and runs the fast tests. A shard is every n-th mutant, so that a run is a sample of the whole that comes out the same
//! each time. Survivors must be in `docs/mutants.md`, each with its reason. It takes long and is no part of `test`.

use crate::{Outcome, process, setup, workspace};
use anyhow::{Context, ensure};
use fs_err as fs;

/// What makes the amount: the engine, and the way of an application to it and back.
const FILES: &[&str] = &[
    "crates/rules/src/**/*.rs",
    "crates/contract/src/application.rs",
    "crates/contract/src/decode/*.rs",
    "crates/assess/src/facts.rs",
    "crates/assess/src/estimate.rs",
    "crates/assess/src/item_state.rs",
    "crates/assess/src/report.rs",
    "crates/assess/src/settle.rs",
];

/// The fast tests: those of the changed package itself and `tests/fast`.
const TESTS: &[&str] = &["--package", "fast-tests", "--lib", "--test", "fast", "--"];
/// What of them runs another program, or takes seconds.
const LEFT_OUT: &[&str] =
    &["command_line", "it_is_as_the_schema_says", "small_domains_are_exactly_tight", "answering_what_is_named_decides"];

/// How many random inputs each test takes.
const SEEDS: &str = "60";

/// How many of a hundred viable mutants must be caught.
const BAR: usize = 95;

/// Runs a shard; says what nobody noticed.
pub(crate) fn command(shard: &str, list: bool) -> Outcome {
    let out = workspace::root().join("target/mutation");
    fs::create_dir_all(&out)?;
    let mut run = process::command(setup::tool("cargo-mutants", "27.1.0")?);
    run.args(["mutants", "--no-shuffle", "--jobs", "1", "--profile", "mutants", "--sharding", "round-robin"]);
    run.args(["--shard", shard, "--output"]).arg(&out);
    run.args(FILES.iter().flat_map(|file| ["--file", file]));
    if list {
        return process::run(run.arg("--list"), "cargo-mutants could not name them.");
    }
    // In that time all that hangs on the changed package is built, too.
    run.args(["--timeout", "90", "--"]).args(TESTS).args(LEFT_OUT.iter().flat_map(|test| ["--skip", test]));
    // 0 where each mutant is caught, 2 where some live, 3 where some never end; whatever else is no result.
    let status = run.env("KAIGO_HOJO_SEEDS", SEEDS).status().context("cargo-mutants cannot be run")?;
    ensure!(matches!(status.code(), Some(0 | 2 | 3)), "cargo-mutants did not come to its end.");
    let read = |name: &str| fs::read_to_string(out.join("mutants.out").join(name));
    let (caught, missed, late) = (read("caught.txt")?, read("missed.txt")?, read("timeout.txt")?);
    let told = fs::read_to_string(workspace::root().join("docs/mutants.md"))?;
    let late = late.lines().count();
    let caught = caught.lines().count() + late;
    let all = caught + missed.lines().count();
    println!("mutants: {caught} of {all} viable ones are caught, {late} of them because they never end");
    let unknown: Vec<_> = missed.lines().filter(|mutant| !is_told(&told, mutant)).collect();
    unknown.iter().for_each(|mutant| println!("  not in docs/mutants.md: {mutant}"));
    ensure!(is_enough(caught, all), "Fewer than {BAR} of a hundred are caught.");
    ensure!(unknown.is_empty(), "Some are new; write a test, or the reason into docs/mutants.md.");
    Ok(())
}

// By file and change, `crates/rules/src/range.rs: replace …`: the place (`:24:9`) moves with every change.
fn is_told(told: &str, mutant: &str) -> bool {
    let parts = mutant.split_once(':').zip(mutant.splitn(4, ':').nth(3));
    parts.is_some_and(|((file, _), what)| told.contains(&format!("{file}:{what}")))
}

// None at all shows nothing.
const fn is_enough(caught: usize, all: usize) -> bool {
    all > 0 && caught * 100 >= all * BAR
}

#[cfg(test)]
mod tests {
    use super::{FILES, is_enough, is_told};
    use crate::workspace::root;

    #[test]
    fn a_survivor_is_known_by_file_and_change() {
        let mutant = "crates/rules/src/range.rs:24:9: replace Range::new -> Self with Default::default()";
        let known = "crates/rules/src/range.rs: replace Range::new -> Self with Default::default()";
        assert!(is_told(known, mutant) && !is_told(known, &mutant.replace("Self", "Option")) && !is_told(known, ""));
    }

    #[test]
    fn nineteen_of_twenty_are_enough() {
        assert!(is_enough(19, 20) && is_enough(190, 200));
        assert!(!is_enough(189, 200) && !is_enough(0, 0));
    }

    #[test]
    fn every_file_is_there() {
        for file in FILES {
            let folder = file.find("/*").map_or(*file, |end| &file[..end]);
            assert!(root().join(folder).exists(), "{file}");
        }
    }
}
