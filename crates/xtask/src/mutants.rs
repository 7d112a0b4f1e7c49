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
    // It knows itself only as a part of cargo.
    asked: &["mutants", "--version"],
    companions: &[],
    locked: true,
    takes: "5 to 8 minutes",
};

/// What makes the amount: the engine, and the way of an application to it and back.
const FILES: &[&str] = &[
    "crates/rules/src/**/*.rs",
    "crates/assess/src/decode.rs",
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

/// The shard of a run that names none: about 215 of the 1,505 mutants, taken from all files.
const SHARD: &str = "0/7";

/// How many of a hundred viable mutants must be caught.
const BAR: usize = 95;

/// Runs a shard; says what nobody noticed.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let chosen = options(arguments, &[("--shard", true), ("--list", false)])?;
    let value =
        |name: &str| chosen.iter().find(|(known, _)| *known == name).map(|(_, value)| value.unwrap_or_default());
    setup::tool(&CARGO_MUTANTS)?;
    let folder = tools::folder_of(&CARGO_MUTANTS).ok_or_else(|| "cargo-mutants could not be installed.".to_owned())?;
    let out = workspace::root().join("target/mutation");
    fs::create_dir_all(&out).map_err(|error| format!("{} cannot be made ({error}).", out.display()))?;
    let mut run = process::command(folder.join("cargo-mutants"));
    run.args(["mutants", "--no-shuffle", "--jobs", "1", "--profile", "mutants", "--sharding", "round-robin"]);
    run.args(["--shard", value("--shard").unwrap_or(SHARD), "--output"]).arg(&out);
    for file in FILES {
        run.args(["--file", file]);
    }
    if value("--list").is_some() {
        run.arg("--list");
        return Ok(if process::succeeds(&mut run) { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    // In that time all that hangs on the changed package is built, too.
    run.args(["--timeout", "90", "--"]).args(TESTS);
    for test in LEFT_OUT {
        run.args(["--skip", test]);
    }
    run.env("KAIGO_HOJO_SEEDS", SEEDS);
    // 0 where each mutant is caught, 2 where some live, 3 where some never end; whatever else is no result.
    let status = run.status().map_err(|error| format!("cargo-mutants cannot be run ({error})."))?;
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        return Err("cargo-mutants did not come to its end.".to_owned());
    }
    let read = |name: &str| fs::read_to_string(out.join("mutants.out").join(name));
    let outcome = (|| -> io::Result<_> { Ok((read("caught.txt")?, read("missed.txt")?, read("timeout.txt")?)) })();
    let (caught, missed, late) = outcome.map_err(|error| format!("cargo-mutants wrote no results ({error})."))?;
    let told = fs::read_to_string(workspace::root().join("docs/mutants.md")).unwrap_or_default();
    let (caught, late) = (caught.lines().count(), late.lines().count());
    let survivors: Vec<&str> = missed.lines().collect();
    let all = caught + late + survivors.len();
    println!("mutants: {} of {all} viable ones are caught, {late} of them because they never end", caught + late);
    let unknown = survivors.iter().filter(|mutant| !told.contains(&without_place(mutant)));
    let unknown = unknown.inspect(|mutant| println!("  not in docs/mutants.md: {mutant}")).count();
    Ok(if is_enough(caught + late, all) && unknown == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
            assert!(root().join(file.trim_end_matches("/**/*.rs")).exists(), "{file}");
        }
    }
}
