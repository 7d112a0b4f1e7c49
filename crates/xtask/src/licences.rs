//! The page of licences, `licences/index.html` of a built page: all that is built into it, with the texts.
//!
//! Node writes it (crates/xtask/node/licences.mjs) from what cargo knows of the two modules' packages.

use crate::process;
use crate::workspace::{self, LATER_PACKAGE, WEB_PACKAGE};
use std::path::Path;

/// Adds the page of licences to a built folder.
pub(crate) fn add(dist: &Path) -> Result<(), String> {
    let mut command = process::command("node");
    command.arg("crates/xtask/node/licences.mjs").arg(workspace::cargo()).arg(dist);
    if process::succeeds(command.args([WEB_PACKAGE, LATER_PACKAGE])) {
        Ok(())
    } else {
        Err("The page of licences was not written; the messages above say why.".to_owned())
    }
}
