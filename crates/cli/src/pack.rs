//! `hojo pack …`: checks, builds, compares and shows packs; reads a pack in any of its forms.

mod cases;
mod check;
mod diff;
mod page;
mod standing;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use kaigo_hojo_assess::rules::edition::Edition;

use crate::Outcome;
use crate::out::{print, save, tell};

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

/// Paths of packs.
#[derive(Args)]
struct Paths {
    /// A pack's folder, its pack.toml, or a built pack; a folder without a pack.toml stands for all packs in it
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
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

/// Reads a pack: a folder, a `pack.toml`, or a built pack. The error is the text to print.
pub(crate) fn read(path: &Path) -> Result<Edition, String> {
    let toml = path.is_dir() || path.extension().is_some_and(|extension| extension == "toml");
    if toml {
        return kaigo_hojo_pack::load(path)
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    let name = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("{name}: 読めません（{error}）"))?;
    kaigo_hojo_pack::from_bytes(&bytes).map_err(|error| format!("{name}: {error}"))
}

/// Prints the mistakes of a pack; exit status 1.
pub(crate) fn wrong(problems: &str) -> Outcome {
    tell(problems);
    Ok(ExitCode::from(1))
}

impl Paths {
    /// Each path itself, or, for a folder without a `pack.toml`, every pack below it.
    fn found(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for path in &self.paths {
            let mut below = Vec::new();
            if path.is_dir() && !path.join("pack.toml").exists() {
                collect(path, &mut below);
                below.sort();
            }
            if below.is_empty() {
                // If it is no pack, the reader says so.
                below.push(path.clone());
            }
            found.append(&mut below);
        }
        found
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // A link could lead round in a circle.
        let is_folder = entry.file_type().is_ok_and(|sort| sort.is_dir());
        if is_folder && path.join("pack.toml").exists() {
            found.push(path);
        } else if is_folder {
            collect(&path, found);
        }
    }
}

fn build(Build { from, output }: &Build) -> Outcome {
    match read(from) {
        Ok(edition) => save(output, &kaigo_hojo_pack::to_bytes(&edition)),
        Err(problems) => wrong(&problems),
    }
}
