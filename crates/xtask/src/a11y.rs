//! `cargo xtask a11y-report`: the record of the accessibility test, as a file that can be handed in.
//!
//! The record is written by `tests/browser/a11y-report.mjs` into `target/a11y/`; `--update` puts it among the documents too.

use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::{Outcome, build, options, process, workspace};
use std::fs;
use std::process::ExitCode;

/// Builds the page, tests it and writes the record.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let update = !options(arguments, &[("--update", false)])?.is_empty();
    setup::install(Purpose::AllTests)?;
    build::build(&Site::default())?;
    let folder = workspace::root().join("target/a11y");
    let record = folder.join("record.md");
    let failed = |error: std::io::Error| format!("The record cannot be written ({error}).");
    fs::create_dir_all(&folder).map_err(failed)?;
    let mut node = process::command("node");
    node.arg(workspace::root().join("tests/browser/a11y-report.mjs")).arg(&record);
    if let Some(chromium) = setup::chromium() {
        node.env("CHROMIUM", chromium);
    }
    let sound = process::succeeds(&mut node);
    if update && record.is_file() {
        fs::copy(&record, workspace::root().join("docs/accessibility/record.md")).map_err(failed)?;
    }
    println!("a11y-report: {}", record.display());
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
