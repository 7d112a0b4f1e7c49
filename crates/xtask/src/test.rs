//! `cargo xtask test`: every check, stage by stage, with one line at the end that says it all.
//!
//! A stage that fails does not stop the next ones, unless they need what it makes. The tests
//! themselves live in the crates and in `tests/`. What has to be built for the browser is built beside the native tests.

use crate::beside::{self, Beside};
use crate::process::{self, Watched};
use crate::setup::{self, Purpose};
use crate::tally::{self, Summary, Tally};
use crate::tools::{self, WASM_BINDGEN};
use crate::workspace::{self, SYSTEM_TESTS_PACKAGE, WASM_TARGET};
use crate::{Outcome, coverage, lighthouse, not_checked, options, size};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What a stage found.
#[derive(Default)]
struct Findings {
    tally: Tally,
    /// Which tests failed, and why.
    failures: Vec<String>,
    /// What is said again at the end, however it went.
    notes: Vec<String>,
}

/// What a stage found, or the sentence that says why it failed.
type Found = Result<Findings, String>;

/// A stage: its heading, whether it needs the built page, and what it does.
struct Stage {
    heading: &'static str,
    needs_page: bool,
    work: Work,
}

/// What a stage does.
enum Work {
    /// Something of its own.
    Run(fn() -> Found),
    /// It waits for a build that goes on beside the stages before.
    Wait(&'static [&'static str]),
}

/// Commands of ours that build what the later stages need.
const PAGE: &[&str] = &["build", "--single-file"];
const INVENTED_PAGE: &[&str] = &["build", "--invented"];
const PACKAGE: &[&str] = &["npm"];

/// What `--fast` runs.
const NATIVE: &[Stage] = &[
    stage("formatting", formatting),
    stage("lints", lints),
    stage("native tests", native_tests),
    stage("examples in the documentation", documentation_tests),
    stage("coverage of the rules", rules),
];

/// What comes after it.
const IN_THE_BROWSER: &[Stage] = &[
    stage("tests inside wasm", wasm_tests),
    build("build of the page, and of the single file", PAGE),
    with_page("size of the first load", first_load),
    build("build of a page for one prefecture, an invented one", INVENTED_PAGE),
    with_page("browser tests", browser_tests),
    with_page("three engines", three_engines),
    with_page("Lighthouse", lighthouse_scores),
    build("build of the JavaScript package", PACKAGE),
    stage("tests of the JavaScript package", package),
];

const fn stage(heading: &'static str, run: fn() -> Found) -> Stage {
    Stage { heading, needs_page: false, work: Work::Run(run) }
}

const fn with_page(heading: &'static str, run: fn() -> Found) -> Stage {
    Stage { heading, needs_page: true, work: Work::Run(run) }
}

const fn build(heading: &'static str, command: &'static [&'static str]) -> Stage {
    Stage { heading, needs_page: false, work: Work::Wait(command) }
}

/// Runs the stages; the last line is `N passed, N failed`.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let fast = !options(arguments, &[("--fast", false)])?.is_empty();
    let start = Instant::now();
    let purpose = if fast { Purpose::NativeTests } else { Purpose::AllTests };
    let sum = match not_checked::begin().and_then(|()| setup::install(purpose)) {
        Ok(()) if fast => run_stages(&[NATIVE], &beside::start(&[])),
        Ok(()) => run_stages(&[NATIVE, IN_THE_BROWSER], &beside::start(&[PAGE, INVENTED_PAGE, PACKAGE])),
        Err(sentence) => {
            println!("error: {sentence}");
            Tally { passed: 0, failed: 1 }
        }
    };
    println!("\ntest: all stages in {}", process::spoken(start.elapsed()));
    print!("{}", not_checked::told());
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run_stages(groups: &[&[Stage]], builds: &Beside) -> Tally {
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let mut sum = Tally::default();
    let mut page_is_built = true;
    let (mut summary, mut failures, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (index, stage) in groups.iter().copied().flatten().enumerate() {
        let heading = stage.heading;
        println!("\n== {}/{count} {heading}", index + 1);
        if stage.needs_page && !page_is_built {
            println!("left out: there is no page");
            summary.push(format!("left out      {heading}"));
            continue;
        }
        let start = Instant::now();
        let found = match stage.work {
            Work::Run(run) => run(),
            Work::Wait(command) => builds.wait(command).map(|()| Findings::default()),
        };
        let took = process::spoken(start.elapsed());
        // A failed check counts as one, so that the last line never says 0 beside a failure.
        let Findings { tally, failures: told, notes: noted } = found.unwrap_or_else(|sentence| {
            println!("error: {sentence}");
            page_is_built &= !matches!(stage.work, Work::Wait(PAGE));
            Findings { tally: Tally { passed: 0, failed: 1 }, failures: vec![sentence], notes: Vec::new() }
        });
        let word = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!("-- {heading}: {word}, {took}");
        summary.push(format!("{word:<6} {took:>12}  {heading}{}", counted(tally)));
        failures.extend((tally.failed > 0).then(|| format!("\n{heading}:\n{}", told.join("\n"))));
        notes.extend(noted);
        sum += tally;
    }
    println!("\n{}", summary.join("\n"));
    notes.iter().for_each(|note| println!("{note}"));
    // Said again where everybody looks: the whole may stand many pages above.
    failures.iter().for_each(|told| println!("{told}"));
    sum
}

/// `: 3 passed, 1 failed`, for stages that count.
fn counted(tally: Tally) -> String {
    if tally == Tally::default() {
        return String::new();
    }
    format!(": {} passed, {} failed", tally.passed, tally.failed)
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = process::command(workspace::cargo());
    command.args(arguments).env(not_checked::VARIABLE, not_checked::file());
    command
}

/// A check that counts nothing.
fn check(mut command: Command, otherwise: &str) -> Found {
    if process::succeeds(&mut command) { Ok(Findings::default()) } else { Err(otherwise.to_owned()) }
}

/// Runs tests and reads their summary.
fn tests(summary: Summary, mut command: Command) -> Found {
    let Watched { success, lines } = process::watch(&mut command)?;
    match tally::read(summary, &lines) {
        Some(tally) if !success && tally.failed == 0 => {
            Err(format!("The tests ended badly although {} passed; the messages above say why.", tally.passed))
        }
        Some(tally) => Ok(Findings { tally, failures: tally::failures(summary, &lines), notes: tally::notes(&lines) }),
        None => Err("No test ran; the messages above say why.".to_owned()),
    }
}

fn formatting() -> Found {
    check(cargo(&["fmt", "--all", "--check"]), "The source is not formatted; run `cargo fmt --all`.")
}

fn lints() -> Found {
    check(
        cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]),
        "clippy found something; mend what it says above.",
    )
}

fn native_tests() -> Found {
    let has_nextest = process::answer(workspace::cargo(), &["nextest", "--version"]).is_some();
    let (summary, command) = if has_nextest {
        let how = ["--no-fail-fast", "--no-tests=pass", "--failure-output=final"];
        (Summary::Nextest, cargo(&[&["nextest", "run", "--workspace"], &how[..]].concat()))
    } else {
        (Summary::Cargo, cargo(&["test", "--workspace", "--all-targets", "--no-fail-fast"]))
    };
    tests(summary, command)
}

/// nextest does not run them, `--all-targets` does not either.
fn documentation_tests() -> Found {
    tests(Summary::Cargo, cargo(&["test", "--doc", "--workspace"]))
}

fn rules() -> Found {
    if coverage::succeeds(true) {
        Ok(Findings::default())
    } else {
        Err("A rule or a change of a pack is not covered; the lines above name it.".to_owned())
    }
}

fn wasm_tests() -> Found {
    let runner = tools::folder_of(&WASM_BINDGEN)
        .map(|folder| folder.join("wasm-bindgen-test-runner"))
        .ok_or_else(|| "wasm-bindgen-test-runner is missing; run `cargo xtask setup`.".to_owned())?;
    let mut command = cargo(&["test", "--package", SYSTEM_TESTS_PACKAGE, "--test", "wasm"]);
    command.args(["--target", WASM_TARGET]).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    tests(Summary::Cargo, command)
}

fn first_load() -> Found {
    size::command(&[]).map(|_| Findings::default())
}

fn browser_tests() -> Found {
    node_tests("tests/browser", &[])
}

/// The same journeys in Chromium, Firefox and WebKit.
fn three_engines() -> Found {
    node_tests("tests/engines", &[])
}

fn lighthouse_scores() -> Found {
    lighthouse::scores().map(|()| Findings::default())
}

/// Builds the command line that the package is held against, as the native tests have built it.
fn package() -> Found {
    let hojo = cargo(&["build", "--quiet", "--workspace", "--bin", "hojo"]);
    check(hojo, "The command line was not built; the messages above say why.")?;
    node_tests("tests/npm", &[("HOJO", workspace::built("hojo"))])
}

/// Runs every `*.test.mjs` of a folder, two at a time: by itself Node leaves a core idle, which of two is half of them.
fn node_tests(folder: &str, environment: &[(&str, PathBuf)]) -> Found {
    let files = node_test_files(folder);
    if files.is_empty() {
        return Err(format!("{folder}/ has no *.test.mjs file; restore them with git."));
    }
    let mut command = process::command("node");
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]).args(files);
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.env(not_checked::VARIABLE, not_checked::file());
    command.envs(setup::browsers());
    tests(Summary::Node, command)
}

/// Node learnt to expand `*` in version 21; we ask for 20.
fn node_test_files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(workspace::root().join(folder)).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    files
}
