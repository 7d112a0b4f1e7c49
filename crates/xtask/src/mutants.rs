//! `cargo xtask mutants`: changes of the engine's own code, one at a time, and whether the tests notice.
//!
//! Where `coverage` changes the packs, this changes the program: cargo-mutants replaces a function's result or an operator
//! and runs the fast tests. A shard is every n-th mutant, so that a run is a sample of the whole that comes out the same
//! each time. Survivors must be in `docs/mutants.md`, each with its reason. It takes long and is no part of `test`.

use crate::tools::MUTANTS;
use crate::{Outcome, files, process, setup, workspace};
use anyhow::{Context, ensure};

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

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Which part; as it is, about 215 of the 1,505 mutants, taken from all files
    #[arg(long, value_name = "K/N", default_value = "0/7")]
    shard: String,
    /// Only name them
    #[arg(long)]
    list: bool,
}

/// Runs a shard; says what nobody noticed.
pub(crate) fn command(options: &Options) -> Outcome {
    let out = workspace::root().join("target/mutation");
    std::fs::create_dir_all(&out)?;
    let mut run = process::command(setup::tool(&MUTANTS)?);
    run.args(["mutants", "--no-shuffle", "--jobs", "1", "--profile", "mutants", "--sharding", "round-robin"]);
    run.args(["--shard", &options.shard, "--output"]).arg(&out);
    run.args(FILES.iter().flat_map(|file| ["--file", file]));
    if options.list {
        return process::run(run.arg("--list"), "cargo-mutants could not name them.");
    }
    // In that time all that hangs on the changed package is built, too.
    run.args(["--timeout", "90", "--"]).args(TESTS).args(LEFT_OUT.iter().flat_map(|test| ["--skip", test]));
    // 0 where each mutant is caught, 2 where some live, 3 where some never end; whatever else is no result.
    let status = run.env("KAIGO_HOJO_SEEDS", SEEDS).status().context("cargo-mutants cannot be run")?;
    ensure!(matches!(status.code(), Some(0 | 2 | 3)), "cargo-mutants did not come to its end.");
    let read = |name: &str| files::read(&out.join("mutants.out").join(name));
    let (caught, missed, late) = (read("caught.txt")?, read("missed.txt")?, read("timeout.txt")?);
    let told = files::read(&workspace::root().join("docs/mutants.md"))?;
    let late = late.lines().count();
    let caught = caught.lines().count() + late;
    let all = caught + missed.lines().count();
    println!("mutants: {caught} of {all} viable ones are caught, {late} of them because they never end");
    let unknown: Vec<_> = missed.lines().filter(|mutant| !told.contains(&without_place(mutant))).collect();
    unknown.iter().for_each(|mutant| println!("  not in docs/mutants.md: {mutant}"));
    ensure!(is_enough(caught, all), "Fewer than {BAR} of a hundred are caught.");
    ensure!(unknown.is_empty(), "Some are new; write a test, or the reason into docs/mutants.md.");
    Ok(())
}

// None at all shows nothing.
const fn is_enough(caught: usize, all: usize) -> bool {
    all > 0 && caught * 100 >= all * BAR
}

// `crates/rules/src/range.rs:24:9: replace …` without the place, which moves with every change.
fn without_place(mutant: &str) -> String {
    let mut parts = mutant.splitn(4, ':');
    let file = parts.next().unwrap_or_default();
    let what = parts.nth(2).unwrap_or_default().trim();
    format!("{file}: {what}")
}

#[cfg(test)]
mod tests {
    use super::{FILES, is_enough, without_place};
    use crate::workspace::root;

    #[test]
    fn a_survivor_is_known_by_file_and_change() {
        let mutant = "crates/rules/src/range.rs:24:9: replace Range::new -> Self with Default::default()";
        let known = "crates/rules/src/range.rs: replace Range::new -> Self with Default::default()";
        assert_eq!(without_place(mutant), known);
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
