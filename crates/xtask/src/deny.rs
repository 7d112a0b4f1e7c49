//! `cargo xtask deny`: licences, sources and known weaknesses of all dependencies, by cargo-deny and deny.toml.
//!
//! A command of its own: the tool is built when it is asked for first. Known weaknesses need a database from the
//! network; where that cannot be reached, this is said, and is no failure.

use crate::tools::{self, DENY};
use crate::{Outcome, options, process, setup};
use std::process::ExitCode;

/// Runs both checks.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    options(arguments, &[])?;
    setup::tool(&DENY)?;
    let folder = tools::folder_of(&DENY).ok_or("cargo-deny is missing although it was installed.")?;
    let program = folder.join(format!("{}{}", DENY.program, std::env::consts::EXE_SUFFIX));
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
    match (sound, advisories.success || unreached) {
        (true, true) => Ok(ExitCode::SUCCESS),
        _ => Err("cargo-deny found something; the messages above name the packages.".to_owned()),
    }
}
