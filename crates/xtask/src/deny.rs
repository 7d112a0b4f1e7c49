//! `cargo xtask deny`: licences, sources and known weaknesses of all dependencies, by cargo-deny and deny.toml.
//!
//! A command of its own: the tool is built when it is asked for first. Known weaknesses need a database from the
//! network; where that cannot be reached, this is said, and is no failure.

use crate::tools::DENY;
use crate::{Outcome, process, setup};
use anyhow::ensure;

/// Runs both checks.
pub(crate) fn command() -> Outcome {
    let program = setup::tool(&DENY)?;
    let check = |what: &[&str]| {
        let mut command = process::command(&program);
        command.arg("check").args(what);
        command
    };
    let sound = process::succeeds(&mut check(&["bans", "licenses", "sources"]));
    let advisories = process::watch(&mut check(&["advisories"]))?;
    let unreached =
        !advisories.success && advisories.lines.iter().any(|line| line.contains("failed to fetch advisory"));
    if unreached {
        println!("deny: the database of known weaknesses could not be reached; they were NOT checked");
    }
    ensure!(
        sound && (advisories.success || unreached),
        "cargo-deny found something; the messages above name the packages."
    );
    Ok(())
}
