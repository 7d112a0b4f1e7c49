//! `hojo pack …`: checks, builds, compares and shows packs; reads a pack in any of its forms.

mod cases;
mod check;
mod diff;
mod page;
mod reading;
mod standing;

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub(crate) use self::reading::{read, wrong};
use crate::out::{Outcome, print, save};

#[derive(Subcommand)]
pub(crate) enum Pack {
    /// Check packs, each and beside each other
    Check(check::Check),
    /// Check a pack and write it as a built pack
    Build(Build),
    /// Tell in Japanese what is different between two editions, what moves yen first
    Diff(diff::Diff),
    /// Show a pack as an HTML page in Japanese: every question, step, table, clause, paper
    Page(page::Page),
    /// List packs as a table (Markdown, Japanese): year, text, state, who compared it and when
    Coverage(standing::Coverage),
    /// Tell what has to be looked at: editions that end, comparisons older than 90 days
    Freshness(standing::Freshness),
    /// Print the JSON Schema of a pack.toml
    Schema,
}

#[derive(Args)]
pub(crate) struct Build {
    /// The pack's folder or its pack.toml
    #[arg(value_name = "DIR")]
    from: PathBuf,
    /// The file to write
    #[arg(short, value_name = "FILE")]
    output: PathBuf,
}

pub(crate) fn run(command: &Pack) -> Outcome {
    match command {
        Pack::Check(chosen) => check::run(chosen),
        Pack::Build(chosen) => build(chosen),
        Pack::Diff(chosen) => diff::run(chosen),
        Pack::Page(chosen) => page::run(chosen),
        Pack::Coverage(chosen) => standing::coverage(chosen),
        Pack::Freshness(chosen) => standing::freshness(chosen),
        Pack::Schema => print(kaigo_hojo_pack::schema()),
    }
}

fn build(Build { from, output }: &Build) -> Outcome {
    match read(from) {
        Ok(edition) => save(output, &kaigo_hojo_pack::to_bytes(&edition)),
        Err(problems) => wrong(&problems),
    }
}
