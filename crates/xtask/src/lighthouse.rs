//! `cargo xtask lighthouse`: how Lighthouse sees the page in `dist/`, on a telephone with slow 4G (simulated).
//!
//! A command of its own: its times depend on the machine and on what else that is doing.

use crate::setup::{self, Purpose};
use crate::{Outcome, options, process};
use std::process::ExitCode;

/// Measures and prints; fails where an aim is missed.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    options(arguments, &[])?;
    setup::install(Purpose::AllTests)?;
    let chromium = setup::chromium().ok_or("There is no Chromium; run `cargo xtask setup`.")?;
    let mut command = process::command("node");
    if process::succeeds(command.arg("crates/xtask/node/lighthouse.mjs").arg(chromium)) {
        Ok(ExitCode::SUCCESS)
    } else {
        Err("Not every aim was reached; the lines above say which.".to_owned())
    }
}
