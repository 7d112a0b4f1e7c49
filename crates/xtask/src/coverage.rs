//! `cargo xtask coverage`: for each rule its entries and cases, and every change of a pack that nobody notices.

use crate::{Outcome, cargo, process};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only what is missing
    #[arg(long)]
    pub(crate) brief: bool,
}

/// Runs the program in `tests/coverage`, built as the native tests have built it.
pub(crate) fn command(options: &Options) -> Outcome {
    let built = cargo::build(&mut cargo::command(&["build", "--quiet", "--workspace", "--bin", "coverage"]))?;
    let mut program = process::command(built.program("coverage")?);
    program.args(options.brief.then_some("--brief"));
    process::run(&mut program, "A rule or a change of a pack is not covered; the lines above name it.")
}
