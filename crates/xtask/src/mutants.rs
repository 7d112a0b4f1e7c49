//! `cargo xtask mutants`: changes of the engine's own code, one at a time, and whether the tests notice.
//!
//! Where `coverage` changes the packs, this changes the program: cargo-mutants replaces a function's result or an operator
//! and runs the fast tests. A shard is every n-th mutant, so that a run is a sample of the whole that comes out the same
//! each time. Survivors must be in `docs/mutants.md`, each with its reason. It takes long and is no part of `test`.

use std::process::ExitCode;
use std::{fs, io};

use crate::tools::Tool;
use crate::{Outcome, options, process, setup, tools, workspace};

const CARGO_MUTANTS: Tool = Tool {
    package: "cargo-mutants",
    version: "27.1.0",
    program: "cargo-mutants",
    companions: &[],
    locked: true,
    takes: "5 to 8 minutes",
};

/// What makes the amount: the engine, and the way of an application to it and back.
const FILES: &[&str] = &[
    "crates/rules/src/bounds.rs",
    "crates/rules/src/date.rs",
    "crates/rules/src/dates.rs",
    "crates/rules/src/evaluate.rs",
    "crates/rules/src/evaluate/*.rs",
    "crates/rules/src/exact.rs",
    "crates/rules/src/facts.rs",
    "crates/rules/src/lines.rs",
    "crates/rules/src/mistake.rs",
    "crates/rules/src/natural.rs",
    "crates/rules/src/range.rs",
    "crates/rules/src/sound.rs",
    "crates/rules/src/sound/*.rs",
    "crates/rules/src/split.rs",
    "crates/rules/src/status.rs",
    "crates/rules/src/wire.rs",
    "crates/assess/src/decode.rs",
    "crates/assess/src/estimate.rs",
    "crates/assess/src/item_state.rs",
    "crates/assess/src/report.rs",
    "crates/assess/src/settle.rs",
];

/// The fast tests: those of the crates themselves, and of the whole those that hold amounts against amounts by hand.
const PACKAGES: &[&str] = &["kaigo-hojo-rules", "kaigo-hojo-assess", "whole-system-tests", "oracle"];
const TESTS: &[&str] =
    &["cases", "conformance", "documents", "properties", "self_check", "mistakes", "bad_packs", "precise_points"];

/// The shard of a run that names none: about 200 mutants.
const SHARD: &str = "0/8";

/// How many of a hundred viable mutants must be caught.
const BAR: usize = 95;

/// Runs a shard; says what nobody noticed.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let chosen = options(arguments, &[("--shard", true), ("--list", false)])?;
    let value =
        |name: &str| chosen.iter().find(|(known, _)| *known == name).map(|(_, value)| value.unwrap_or_default());
    setup::tool(&CARGO_MUTANTS)?;
    let folder = tools::folder_of(&CARGO_MUTANTS).ok_or_else(|| "cargo-mutants could not be installed.".to_owned())?;
    let out = workspace::root().join("target/mutants");
    fs::create_dir_all(&out).map_err(|error| format!("{} cannot be made ({error}).", out.display()))?;
    let mut run = process::command(folder.join("cargo-mutants"));
    run.args(["mutants", "--no-shuffle", "--jobs", "1", "--shard", value("--shard").unwrap_or(SHARD), "--output"]);
    run.arg(&out);
    for file in FILES {
        run.args(["--file", file]);
    }
    if value("--list").is_some() {
        run.arg("--list");
        return Ok(if process::succeeds(&mut run) { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    run.args(["--minimum-test-timeout", "60", "--test-package", &PACKAGES.join(","), "--", "--lib"]);
    for test in TESTS {
        run.args(["--test", test]);
    }
    // It ends with an error where a mutant survives: what it wrote down decides.
    process::succeeds(&mut run);
    let read = |name: &str| fs::read_to_string(out.join("mutants.out").join(name));
    let outcome = (|| -> io::Result<_> { Ok((read("caught.txt")?, read("missed.txt")?, read("timeout.txt")?)) })();
    let (caught, missed, late) = outcome.map_err(|error| format!("cargo-mutants wrote no results ({error})."))?;
    let told = fs::read_to_string(workspace::root().join("docs/mutants.md")).unwrap_or_default();
    let survivors: Vec<&str> = missed.lines().collect();
    let unknown: Vec<&&str> = survivors.iter().filter(|mutant| !told.contains(&without_place(mutant))).collect();
    let caught = caught.lines().count() + late.lines().count();
    let all = caught + survivors.len();
    println!("mutants: {caught} of {all} viable ones are caught");
    unknown.iter().for_each(|mutant| println!("  not in docs/mutants.md: {mutant}"));
    let enough = caught * 100 >= all * BAR;
    Ok(if enough && unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
    use super::{FILES, without_place};
    use crate::workspace::root;

    #[test]
    fn a_survivor_is_known_by_file_and_change() {
        let mutant = "crates/rules/src/range.rs:24:9: replace Range::new -> Self with Default::default()";
        let known = "crates/rules/src/range.rs: replace Range::new -> Self with Default::default()";
        assert_eq!(without_place(mutant), known);
    }

    #[test]
    fn every_file_is_there() {
        for file in FILES {
            assert!(root().join(file.trim_end_matches("/*.rs")).exists(), "{file}");
        }
    }
}
