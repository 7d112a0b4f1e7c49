//! A step of the setup.

use crate::{Outcome, progress};
use anyhow::ensure;

/// Announces a step and does it.
pub(super) fn step(what: &str, takes: &str, act: impl FnOnce() -> bool, otherwise: &str) -> Outcome {
    progress::say("setup", &format!("{what} (takes about {takes})"));
    ensure!(act(), "{otherwise}");
    progress::say("setup", "done");
    Ok(())
}
