//! The commands that measure and report: `bench`, `coverage`, `a11y-report`, `lighthouse`, `deny`. The programs that do it
//! are elsewhere (`tests/bench`, `tests/coverage`, `tests/browser`, Lighthouse, cargo-deny); here they are built and called.

use crate::site::Site;
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, build, cargo, files, npm, process, setup};
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

/// The parts of `bench`. Timings on a busy machine say little, ratios within one run say something: nothing here is a test.
#[derive(clap::Args)]
pub(crate) struct Bench {
    /// The engine in wasm against others
    #[arg(long)]
    engines: bool,
    /// The JavaScript package against others
    #[arg(long)]
    js: bool,
    /// Lines through the command line
    #[arg(long)]
    lines: bool,
    /// Key press to paint
    #[arg(long)]
    typing: bool,
    /// Height of a frame to the page around it
    #[arg(long)]
    height: bool,
}

/// What makes ready what a part measures, and says where that is.
type Ready = fn() -> Result<Vec<PathBuf>>;

/// Runs all parts, or those that are named.
pub(crate) fn bench(named: &Bench) -> Outcome {
    let parts: [(bool, &str, Ready); 5] = [
        (named.engines, "engines", engines),
        (named.js, "js", || npm::build().map(|_| vec![npm::folder()])),
        (named.lines, "lines", || release("hojo", &[], "hojo").map(|program| vec![program])),
        (named.typing, "typing", page),
        (named.height, "height", page),
    ];
    setup::all()?;
    let is_any_named = parts.iter().any(|(is_named, ..)| *is_named);
    let mut met = true;
    for (_, part, ready) in parts.iter().filter(|(is_named, ..)| *is_named || !is_any_named) {
        println!("\n== {part}");
        let mut node = process::node(&format!("tests/bench/{part}.mjs"));
        node.args(ready()?).envs(setup::chromium().map(|chromium| ("CHROMIUM", chromium)));
        met &= process::succeeds(&mut node);
    }
    ensure!(met, "Not every bar was met; the lines above say which.");
    Ok(())
}

fn release(package: &str, how: &[&str], program: &str) -> Result<PathBuf> {
    let mut cargo = cargo::command(&["build", "--quiet", "--release", "--package", package]);
    Ok(cargo::build(cargo.args(how))?.program(program)?.to_path_buf())
}

// In wasm, built for speed: the page's own build trades some of it for size, which the typing bench shows.
fn engines() -> Result<Vec<PathBuf>> {
    let folder = workspace::root().join("target/bench-wasm");
    let wasm = release("bench", &["--lib", "--target", WASM_TARGET], "bench")?;
    Bindgen::new().nodejs_module(true)?.input_path(wasm).generate(&folder)?;
    Ok(vec![folder, release("bench", &["--bin", "native"], "native")?])
}

fn page() -> Result<Vec<PathBuf>> {
    build::build(&Site::default()).map(|()| Vec::new())
}

/// For each rule its entries and cases, and every change of a pack that nobody notices; the program is built as the native
/// tests have built it.
pub(crate) fn coverage(brief: bool) -> Outcome {
    let built = cargo::build(&mut cargo::command(&["build", "--quiet", "--workspace", "--bin", "coverage"]))?;
    let mut program = process::command(built.program("coverage")?);
    program.args(brief.then_some("--brief"));
    process::run(&mut program, "A rule or a change of a pack is not covered; the lines above name it.")
}

/// The record of the accessibility test, as a file that can be handed in.
pub(crate) fn accessibility(update: bool) -> Outcome {
    setup::all()?;
    build::build(&Site::default())?;
    let record = workspace::root().join("target/a11y/record.md");
    files::write(&record, "")?;
    let mut node = process::node("tests/browser/a11y-report.mjs");
    node.arg(&record).envs(setup::chromium().map(|chromium| ("CHROMIUM", chromium)));
    let tested = process::run(&mut node, "The test found something; the record says what.");
    if update && !fs_err::read(&record)?.is_empty() {
        files::copy(&record, &workspace::root().join("docs/accessibility/record.md"))?;
    }
    println!("a11y-report: {}", record.display());
    tested
}

/// How Lighthouse sees the page in `dist/`, on a telephone with slow 4G (simulated). Without a mode five times: it fails
/// where the run in the middle misses an aim, and is to be run on a quiet machine.
pub(crate) fn lighthouse(mode: &[&str]) -> Outcome {
    setup::all()?;
    let chromium = setup::chromium().context("There is no Chromium; run `cargo xtask setup`.")?;
    let mut node = process::node("crates/xtask/node/lighthouse.mjs");
    process::run(node.arg(chromium).args(mode), "Not every aim was reached; the lines above say which.")
}

/// Licences, sources and known weaknesses of all dependencies, by cargo-deny and deny.toml. Known weaknesses need a database
/// from the network; where that cannot be reached, this is said, and is no failure.
pub(crate) fn deny() -> Outcome {
    let program = setup::tool("cargo-deny", "0.20.2")?;
    let check = |what: &[&str]| {
        let mut command = process::command(&program);
        command.arg("check").args(what);
        command
    };
    let sound = process::succeeds(&mut check(&["bans", "licenses", "sources"]));
    let (success, lines) = process::watch(check(&["advisories"]))?;
    let unreached = !success && lines.iter().any(|line| line.contains("failed to fetch advisory"));
    if unreached {
        println!("deny: the database of known weaknesses could not be reached; they were NOT checked");
    }
    ensure!(sound && (success || unreached), "cargo-deny found something; the messages above name the packages.");
    Ok(())
}
