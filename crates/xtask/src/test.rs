//! `cargo xtask test`: every check, stage by stage, with one line at the end that says it all.
//!
//! A stage that fails does not stop the next ones, unless they need what it makes. What has to be built for the browser is
//! built beside the native tests: linking a small program keeps one core busy, and there are at least two. The tests
//! themselves live in the crates and in `tests/`.

use crate::process::{self, clock};
use crate::tally::{self, CARGO, Findings, NEXTEST, NODE, Summary, Tally};
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, cargo, files, measure, setup, size};
use anyhow::{Context, ensure};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::mpsc::{self, Receiver};
use std::time::Instant;
use std::{env, io, thread};
use wasm_bindgen_cli_support::Bindgen;

/// What a stage found, or the sentence that says why it failed.
type Found = anyhow::Result<Findings>;

/// What a stage does.
enum Work {
    /// Runs without wasm, page and browser: with `--fast`, too.
    Native(fn() -> Found),
    /// Needs a browser's engine.
    InWasm(fn() -> Found),
    /// Needs the built page.
    OnPage(fn() -> Found),
    /// Waits for a command of ours, which goes on beside the stages before.
    Build(&'static [&'static str]),
}

use Work::{Build, InWasm, Native, OnPage};

/// What no program that ships is built with: the schemas are derived, and held against those that are published.
const SCHEMA: &str = "whole-system-tests/schema";

const LINTS: &[&str] = &["clippy", "--workspace", "--all-targets", "--features", SCHEMA, "--", "--deny", "warnings"];

/// Builds the page.
const PAGE: &[&str] = &["build", "--single-file"];

const STAGES: &[(&str, Work)] = &[
    (
        "formatting",
        Native(|| cargo(&["fmt", "--all", "--check"], "The source is not formatted; run `cargo fmt --all`.")),
    ),
    ("lints", Native(|| cargo(LINTS, "clippy found something; mend what it says above."))),
    ("native tests", Native(native_tests)),
    // nextest does not run them, `--all-targets` does not either.
    ("examples in the documentation", Native(|| tests(&CARGO, cargo::command(&["test", "--doc", "--workspace"])))),
    ("coverage of the rules", Native(|| check(measure::coverage(true)))),
    ("tests inside wasm", InWasm(wasm_tests)),
    ("build of the page, and of the single file", Build(PAGE)),
    ("size of the first load", OnPage(|| check(size::command(false)))),
    ("build of a page for one prefecture, an invented one", Build(&["build", "--invented"])),
    ("browser tests", OnPage(|| node_tests("tests/browser", &[]))),
    ("three engines", OnPage(|| node_tests("tests/engines", &[]))),
    // Fails for accessibility and best practices alone.
    ("Lighthouse", OnPage(|| check(measure::lighthouse(&["scores"])))),
    ("build of the JavaScript package", Build(&["npm"])),
    ("tests of the JavaScript package", InWasm(package)),
];

/// Names to the tests a file for lines that say what they leave out: tests/src/not_checked.rs and tests/programmes.mjs
/// write them.
const NOT_CHECKED: &str = "KAIGO_HOJO_NOT_CHECKED";

/// That file.
fn not_checked() -> PathBuf {
    workspace::root().join("target/not-checked.txt")
}

/// Runs the stages; the last line is `N passed, N failed`.
pub(crate) fn command(fast: bool) -> Outcome {
    let stages: Vec<_> = STAGES.iter().filter(|(_, work)| !fast || matches!(work, Native(_))).collect();
    let install = if fast { setup::native } else { setup::all };
    let sum = files::write(&not_checked(), "").and_then(|()| install()).map_or_else(
        |sentence| {
            println!("error: {sentence:#}");
            Tally { passed: 0, failed: 1 }
        },
        |()| run(&stages),
    );
    println!("\ntest: all stages in {}", clock(process::START.elapsed()).trim());
    print!("{}", left_out(&fs_err::read_to_string(not_checked()).unwrap_or_default()));
    println!("{sum}");
    // No sentence of an error after that line.
    if sum.failed == 0 { Ok(()) } else { std::process::exit(1) }
}

fn run(stages: &[&(&str, Work)]) -> Tally {
    let builds = beside(stages);
    let mut sum = Tally::default();
    let mut page_is_built = true;
    let (mut summary, mut failures, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (heading, work)) in stages.iter().enumerate() {
        println!("\n== {}/{} {heading} ({})", index + 1, stages.len(), clock(process::START.elapsed()).trim());
        let start = Instant::now();
        let found = match work {
            OnPage(_) if !page_is_built => {
                println!("left out: there is no page");
                summary.push(format!("{:<15}{heading}", "left out"));
                continue;
            }
            Native(run) | InWasm(run) | OnPage(run) => run(),
            Build(command) => check(wait(&builds, command)),
        };
        // A failed check counts as one, so that the last line never says 0 beside a failure.
        let Findings { tally, failures: told, notes: noted } = found.unwrap_or_else(|error| {
            let sentence = format!("{error:#}");
            println!("error: {sentence}");
            page_is_built &= !matches!(work, Build(PAGE));
            Findings { tally: Tally { passed: 0, failed: 1 }, failures: vec![sentence], notes: Vec::new() }
        });
        let (word, took) = (if tally.failed == 0 { "ok" } else { "FAILED" }, clock(start.elapsed()));
        println!("-- {heading}: {word}, {}", took.trim());
        let counted = if tally == Tally::default() { String::new() } else { format!(": {tally}") };
        summary.push(format!("{word:<6} {took:>6}  {heading}{counted}"));
        failures.extend((tally.failed > 0).then(|| format!("\n{heading}:\n{}", told.join("\n"))));
        notes.extend(noted);
        sum = Tally { passed: sum.passed + tally.passed, failed: sum.failed + tally.failed };
    }
    println!("\n{}", summary.join("\n"));
    // Failures are said again where everybody looks: the whole may stand many pages above.
    notes.iter().chain(&failures).for_each(|line| println!("{line}"));
    sum
}

/// Starts the builds, one after the other, beside whatever comes next. What each prints is kept until its stage has come, so
/// that the stages do not talk at the same time.
fn beside(stages: &[&(&str, Work)]) -> Receiver<io::Result<Output>> {
    let builds = stages.iter().filter_map(|(_, work)| if let Build(command) = work { Some(*command) } else { None });
    let builds: Vec<_> = builds.collect();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let run = |command: &[&str]| process::command(env::current_exe()?).args(command).output();
        // Nobody waits any more: then nobody needs the rest.
        builds.into_iter().map(run).try_for_each(|output| sender.send(output))
    });
    receiver
}

/// Waits for the next of the builds, prints what it said, and fails as it failed.
fn wait(builds: &Receiver<io::Result<Output>>, command: &[&str]) -> Outcome {
    let spoken = command.join(" ");
    let output = builds.recv().with_context(|| format!("`cargo xtask {spoken}` was not started."))??;
    [output.stdout, output.stderr].iter().for_each(|bytes| print!("{}", String::from_utf8_lossy(bytes)));
    ensure!(output.status.success(), "`cargo xtask {spoken}` failed; the messages above say why.");
    Ok(())
}

/// A check that counts nothing.
fn check(outcome: Outcome) -> Found {
    outcome.map(|()| Findings::default())
}

/// A check that cargo does.
fn cargo(arguments: &[&str], otherwise: &str) -> Found {
    check(process::run(&mut cargo::command(arguments), otherwise))
}

/// Runs tests and reads their summary.
fn tests(summary: &Summary, mut command: Command) -> Found {
    command.env(NOT_CHECKED, not_checked());
    let (success, lines) = process::watch(command)?;
    let found = tally::read(summary, &lines).context("No test ran; the messages above say why.")?;
    ensure!(
        success || found.tally.failed > 0,
        "The tests ended badly although {} passed; the messages above say why.",
        found.tally.passed
    );
    Ok(found)
}

fn native_tests() -> Found {
    if process::answer(cargo::program(), &["nextest", "--version"]).is_some() {
        let how = ["--no-fail-fast", "--no-tests=pass", "--failure-output=final"];
        tests(&NEXTEST, cargo::command(&[&["nextest", "run", "--workspace", "--features", SCHEMA], &how[..]].concat()))
    } else {
        tests(&CARGO, cargo::command(&["test", "--workspace", "--all-targets", "--features", SCHEMA, "--no-fail-fast"]))
    }
}

/// What wasm-bindgen-test-runner does for Node, without building that program.
fn wasm_tests() -> Found {
    let folder = workspace::root().join("target/xtask/wasm-tests");
    files::fresh(&folder)?;
    let mut build = cargo::command(&["test", "--no-run", "--package", "whole-system-tests", "--test", "wasm"]);
    build.args(["--target", WASM_TARGET]).env(NOT_CHECKED, not_checked());
    let built = cargo::build(&mut build)?;
    let mut bindgen = Bindgen::new();
    bindgen.nodejs_module(true)?.input_path(built.program("wasm")?).out_name("tests").typescript(false);
    bindgen.debug(true).export_wasm(true).emit_start(false).generate(&folder)?;
    let mut node = process::node("crates/xtask/node/wasm-tests.mjs");
    node.arg(folder.join("tests.js"));
    tests(&CARGO, node)
}

/// The package, held against the command line as the native tests have built it.
fn package() -> Found {
    let built = cargo::build(&mut cargo::command(&["build", "--quiet", "--workspace", "--bin", "hojo"]))?;
    node_tests("tests/npm", &[("HOJO", built.program("hojo")?.to_path_buf())])
}

/// Runs every `*.test.mjs` of a folder, two at a time: by itself Node leaves a core idle, which of two is half of them.
fn node_tests(folder: &str, environment: &[(&str, PathBuf)]) -> Found {
    // Node learnt to expand `*` in version 21; we ask for 20.
    let names = files::below(&workspace::root().join(folder)).into_iter();
    let names: Vec<PathBuf> = names
        .filter(|name| name.components().count() == 1 && name.to_string_lossy().ends_with(".test.mjs"))
        .map(|name| PathBuf::from(folder).join(name))
        .collect();
    ensure!(!names.is_empty(), "{folder}/ has no *.test.mjs file; restore them with git.");
    let mut command = process::command("node");
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]).args(names);
    command.envs(environment.iter().map(|(name, value)| (name, value))).envs(setup::browsers());
    tests(&NODE, command)
}

/// What was left out, to be printed: empty where nothing was. Several tests may leave out the same.
fn left_out(lines: &str) -> String {
    let lines: BTreeSet<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
    let head = if lines.is_empty() { "" } else { "NOT CHECKED\n" };
    lines.into_iter().fold(head.to_owned(), |told, line| told + "  " + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::{beside, left_out, wait};

    #[test]
    fn a_build_that_was_never_started_is_no_success() {
        assert!(wait(&beside(&[]), &["build"]).is_err());
    }

    #[test]
    fn each_thing_is_told_once() {
        assert_eq!(left_out("b: no text\na: no text\nb: no text\n"), "NOT CHECKED\n  a: no text\n  b: no text\n");
        assert_eq!(left_out("\n"), "");
    }
}
