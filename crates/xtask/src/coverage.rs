//! `cargo xtask coverage`: for each rule its entries and cases, and every change of a pack that nobody notices.

use crate::{Outcome, options, process, workspace};
use std::process::ExitCode;

/// Runs the program in `tests/coverage`.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let brief = !options(arguments, &[("--brief", false)])?.is_empty();
    Ok(if succeeds(brief) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether every change is noticed and every modelled rule has an entry and a case.
pub(crate) fn succeeds(brief: bool) -> bool {
    let mut build = process::command(workspace::cargo());
    // As the native tests have built it.
    build.args(["build", "--quiet", "--workspace", "--bin", "coverage"]);
    let mut program = process::command(workspace::built("coverage"));
    program.args(brief.then_some("--brief"));
    process::succeeds(&mut build) && process::succeeds(&mut program)
}
