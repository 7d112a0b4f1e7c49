//! `cargo xtask lighthouse`: how Lighthouse sees the page in `dist/`, on a telephone with slow 4G (simulated).
//!
//! The command measures five times and fails where the run in the middle misses an aim; to be run on a quiet machine.
//! `cargo xtask test` measures once and fails only for what does not depend on what else the machine is doing.

use crate::setup::{self, Purpose};
use crate::{Outcome, options, process};
use std::process::ExitCode;

/// Measures and prints; fails where an aim is missed.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    options(arguments, &[])?;
    setup::install(Purpose::AllTests)?;
    measure(&[])?;
    Ok(ExitCode::SUCCESS)
}

/// Measures and prints; fails for accessibility and best practices alone.
pub(crate) fn scores() -> Result<(), String> {
    measure(&["scores"])
}

fn measure(mode: &[&str]) -> Result<(), String> {
    let chromium = setup::chromium().ok_or("There is no Chromium; run `cargo xtask setup`.")?;
    let mut command = process::command("node");
    if process::succeeds(command.arg("crates/xtask/node/lighthouse.mjs").arg(chromium).args(mode)) {
        Ok(())
    } else {
        Err("Not every aim was reached; the lines above say which.".to_owned())
    }
}
