//! `cargo xtask coverage`: for each rule its entries and cases, and every change of a pack that nobody notices.

use crate::{Outcome, options, process, workspace};
use std::process::ExitCode;

/// Runs the program in `tests/coverage`.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    options(arguments, &[])?;
    Ok(if succeeds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether every change is noticed and every modelled rule has an entry and a case.
pub(crate) fn succeeds() -> bool {
    let mut cargo = process::command(workspace::cargo());
    cargo.args(["run", "--quiet", "--release", "--package", "coverage"]);
    process::succeeds(&mut cargo)
}
