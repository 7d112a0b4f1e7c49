//! What the stages of `cargo xtask test` do. The tests themselves live in the crates and in `tests/`.

use crate::findings::{Findings, Found};
use crate::process::{self, Watched};
use crate::setup::{self, Purpose};
use crate::tally::{self, Summary};
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, cargo, coverage, files, not_checked, size};
use anyhow::{Context, bail, ensure};
use std::path::PathBuf;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

fn cargo(arguments: &[&str]) -> Command {
    let mut command = cargo::command(arguments);
    command.env(not_checked::VARIABLE, not_checked::file());
    command
}

/// A check that counts nothing.
fn check(outcome: Outcome) -> Found {
    outcome.map(|()| Findings::default())
}

/// Runs tests and reads their summary.
fn tests(summary: Summary, mut command: Command) -> Found {
    let Watched { success, lines } = process::watch(&mut command)?;
    let tally = tally::read(summary, &lines).context("No test ran; the messages above say why.")?;
    if !success && tally.failed == 0 {
        bail!("The tests ended badly although {} passed; the messages above say why.", tally.passed);
    }
    Ok(Findings { tally, failures: tally::failures(summary, &lines), notes: tally::notes(&lines) })
}

pub(crate) fn formatting() -> Found {
    let mut command = cargo(&["fmt", "--all", "--check"]);
    check(process::run(&mut command, "The source is not formatted; run `cargo fmt --all`."))
}

/// What no program that ships is built with: the schemas are derived, and held against those that are published.
const SCHEMA: &str = "whole-system-tests/schema";

pub(crate) fn lints() -> Found {
    let mut command =
        cargo(&["clippy", "--workspace", "--all-targets", "--features", SCHEMA, "--", "--deny", "warnings"]);
    check(process::run(&mut command, "clippy found something; mend what it says above."))
}

pub(crate) fn native_tests() -> Found {
    if process::answer(workspace::cargo(), &["nextest", "--version"]).is_some() {
        let how = ["--no-fail-fast", "--no-tests=pass", "--failure-output=final"];
        tests(Summary::Nextest, cargo(&[&["nextest", "run", "--workspace", "--features", SCHEMA], &how[..]].concat()))
    } else {
        tests(Summary::Cargo, cargo(&["test", "--workspace", "--all-targets", "--features", SCHEMA, "--no-fail-fast"]))
    }
}

/// nextest does not run them, `--all-targets` does not either.
pub(crate) fn documentation_tests() -> Found {
    tests(Summary::Cargo, cargo(&["test", "--doc", "--workspace"]))
}

pub(crate) fn rules() -> Found {
    check(coverage::command(&coverage::Options { brief: true }))
}

/// What wasm-bindgen-test-runner does for Node, without building that program.
pub(crate) fn wasm_tests() -> Found {
    let folder = workspace::root().join("target/xtask/wasm-tests");
    files::fresh(&folder)?;
    let mut build = cargo(&["test", "--no-run", "--package", "whole-system-tests", "--test", "wasm"]);
    let built = cargo::build(build.args(["--target", WASM_TARGET]))?;
    let mut bindgen = Bindgen::new();
    bindgen.nodejs_module(true)?.input_path(built.program("wasm")?).out_name("tests").typescript(false);
    bindgen.debug(true).export_wasm(true).emit_start(false).generate(&folder)?;
    let mut node = process::node("crates/xtask/node/wasm-tests.mjs");
    node.arg(folder.join("tests.js"));
    tests(Summary::Cargo, node)
}

pub(crate) fn first_load() -> Found {
    check(size::command(&size::Options::default()))
}

/// Fails for accessibility and best practices alone.
pub(crate) fn lighthouse_scores() -> Found {
    check(lighthouse(&["scores"]))
}

/// How Lighthouse sees the page in `dist/`, on a telephone with slow 4G (simulated). Without a mode five times: it fails
/// where the run in the middle misses an aim, and is to be run on a quiet machine.
pub(crate) fn lighthouse(mode: &[&str]) -> Outcome {
    setup::install(Purpose::AllTests)?;
    let chromium = setup::chromium().context("There is no Chromium; run `cargo xtask setup`.")?;
    let mut node = process::node("crates/xtask/node/lighthouse.mjs");
    process::run(node.arg(chromium).args(mode), "Not every aim was reached; the lines above say which.")
}

/// The package, held against the command line as the native tests have built it.
pub(crate) fn package() -> Found {
    let built = cargo::build(&mut cargo(&["build", "--quiet", "--workspace", "--bin", "hojo"]))?;
    node_tests("tests/npm", &[("HOJO", built.program("hojo")?.to_path_buf())])
}

/// Runs every `*.test.mjs` of a folder, two at a time: by itself Node leaves a core idle, which of two is half of them.
pub(crate) fn node_tests(folder: &str, environment: &[(&str, PathBuf)]) -> Found {
    // Node learnt to expand `*` in version 21; we ask for 20.
    let names = files::below(&workspace::root().join(folder)).into_iter();
    let names: Vec<PathBuf> = names
        .filter(|name| name.components().count() == 1 && name.to_string_lossy().ends_with(".test.mjs"))
        .map(|name| PathBuf::from(folder).join(name))
        .collect();
    ensure!(!names.is_empty(), "{folder}/ has no *.test.mjs file; restore them with git.");
    let mut command = process::command("node");
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]).args(names);
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.env(not_checked::VARIABLE, not_checked::file()).envs(setup::browsers());
    tests(Summary::Node, command)
}
