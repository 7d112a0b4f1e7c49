//! `cargo xtask a11y-report`: the record of the accessibility test, as a file that can be handed in.
//!
//! The record is written by `tests/browser/a11y-report.mjs` into `target/a11y/`.

use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::{Outcome, build, files, process, workspace};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Put the record among the documents, too
    #[arg(long)]
    update: bool,
}

/// Builds the page, tests it and writes the record.
pub(crate) fn command(options: &Options) -> Outcome {
    setup::install(Purpose::AllTests)?;
    build::build(&Site::default())?;
    let record = workspace::root().join("target/a11y/record.md");
    files::write(&record, "")?;
    let mut node = process::node("tests/browser/a11y-report.mjs");
    node.arg(&record).envs(setup::chromium().map(|chromium| ("CHROMIUM", chromium)));
    let tested = process::run(&mut node, "The test found something; the record says what.");
    if options.update && !files::read(&record)?.is_empty() {
        files::copy(&record, &workspace::root().join("docs/accessibility/record.md"))?;
    }
    println!("a11y-report: {}", record.display());
    tested
}
