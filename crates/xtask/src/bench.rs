//! `cargo xtask bench`: how fast it is, as ratios measured in one run, and whether the bars are met.
//!
//! Nothing here is a test: timings on a busy machine say little, ratios within one run say something. The programs that
//! measure are in `tests/bench`; here they are built and called.

use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, build, npm, options, process, tools};
use std::path::PathBuf;
use std::process::ExitCode;

/// The parts: engine in wasm against others, the JavaScript package against others, lines through the command line, key
/// press to paint, height of a frame to the page around it.
const PARTS: &[&str] = &["--engines", "--js", "--lines", "--typing", "--height"];

/// Runs all parts, or those that are named.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let chosen = options(arguments, &PARTS.iter().map(|part| (*part, false)).collect::<Vec<_>>())?;
    let wanted = |part: &str| chosen.is_empty() || chosen.iter().any(|(name, _)| *name == part);
    setup::install(Purpose::AllTests)?;
    let mut met = true;
    for part in PARTS.iter().filter(|part| wanted(part)) {
        println!("\n== {}", part.trim_start_matches("--"));
        met &= match *part {
            "--engines" => engines()?,
            "--js" => package()?,
            "--lines" => lines()?,
            "--typing" => in_page("typing.mjs")?,
            _ => in_page("height.mjs")?,
        };
    }
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn node(script: &str, arguments: &[PathBuf]) -> bool {
    let mut node = process::command("node");
    node.arg(workspace::root().join("tests/bench").join(script)).args(arguments);
    if let Some(chromium) = setup::chromium() {
        node.env("CHROMIUM", chromium);
    }
    process::succeeds(&mut node)
}

fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    let mut command = process::command(program);
    command.args(arguments).env("PATH", tools::build_path()?);
    if process::succeeds(&mut command) {
        Ok(())
    } else {
        Err(format!("`{program}` failed; the messages above say why."))
    }
}

// In wasm, built for speed: the page's own build trades some of it for size, which the typing bench shows.
fn engines() -> Result<bool, String> {
    let target = workspace::root().join("target");
    let folder = target.join("bench-wasm");
    run("cargo", &["build", "--quiet", "--package", "bench", "--lib", "--target", WASM_TARGET, "--release"])?;
    let wasm = target.join(WASM_TARGET).join("release/bench.wasm");
    let (wasm, out) = (wasm.display().to_string(), folder.display().to_string());
    run("wasm-bindgen", &["--target", "experimental-nodejs-module", "--out-dir", &out, &wasm])?;
    run("cargo", &["build", "--quiet", "--package", "bench", "--bin", "native", "--release"])?;
    Ok(node("engines.mjs", &[folder, target.join("release/native")]))
}

fn package() -> Result<bool, String> {
    npm::build()?;
    Ok(node("js.mjs", &[npm::folder()]))
}

fn lines() -> Result<bool, String> {
    run("cargo", &["build", "--quiet", "--release", "--package", "hojo"])?;
    Ok(node("lines.mjs", &[workspace::root().join("target/release/hojo")]))
}

fn in_page(script: &str) -> Result<bool, String> {
    build::build(&Site::default())?;
    Ok(node(script, &[]))
}
