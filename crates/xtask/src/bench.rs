//! `cargo xtask bench`: how fast it is, as ratios measured in one run, and whether the bars are met.
//!
//! Nothing here is a test: timings on a busy machine say little, ratios within one run say something. The programs that
//! measure are in `tests/bench`; here they are built and called.

use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, build, cargo, npm, process};
use anyhow::{Result, ensure};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

#[derive(clap::Args)]
pub(crate) struct Options {
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

/// A part: whether it is named, its heading, and what measures it.
type Part = (bool, &'static str, fn() -> Result<bool>);

/// Runs all parts, or those that are named.
pub(crate) fn command(options: &Options) -> Outcome {
    let parts: [Part; 5] = [
        (options.engines, "engines", engines),
        (options.js, "js", package),
        (options.lines, "lines", lines),
        (options.typing, "typing", || in_page("typing.mjs")),
        (options.height, "height", || in_page("height.mjs")),
    ];
    setup::install(Purpose::AllTests)?;
    let is_named = parts.iter().any(|(named, ..)| *named);
    let mut met = true;
    for (_, heading, measure) in parts.iter().filter(|(named, ..)| *named || !is_named) {
        println!("\n== {heading}");
        met &= measure()?;
    }
    ensure!(met, "Not every bar was met; the lines above say which.");
    Ok(())
}

fn node(script: &str, arguments: &[&Path]) -> bool {
    let mut node = process::node(&format!("tests/bench/{script}"));
    node.args(arguments).envs(setup::chromium().map(|chromium| ("CHROMIUM", chromium)));
    process::succeeds(&mut node)
}

// In wasm, built for speed: the page's own build trades some of it for size, which the typing bench shows.
fn engines() -> Result<bool> {
    let folder = workspace::root().join("target/bench-wasm");
    let release = |what: &[&str]| {
        cargo::build(cargo::command(&["build", "--quiet", "--package", "bench", "--release"]).args(what))
    };
    let wasm = release(&["--lib", "--target", WASM_TARGET])?;
    Bindgen::new().nodejs_module(true)?.input_path(wasm.program("bench")?).generate(&folder)?;
    Ok(node("engines.mjs", &[&folder, release(&["--bin", "native"])?.program("native")?]))
}

fn package() -> Result<bool> {
    npm::build()?;
    Ok(node("js.mjs", &[&npm::folder()]))
}

fn lines() -> Result<bool> {
    let built = cargo::build(&mut cargo::command(&["build", "--quiet", "--release", "--package", "hojo"]))?;
    Ok(node("lines.mjs", &[built.program("hojo")?]))
}

fn in_page(script: &str) -> Result<bool> {
    build::build(&Site::default())?;
    Ok(node(script, &[]))
}
