//! Packs as they are named on the command line, and reading them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kaigo_hojo_assess::rules::edition::Edition;

use crate::out::{Outcome, tell};

/// Paths of packs.
#[derive(Args)]
pub(crate) struct Paths {
    /// A pack's folder, its pack.toml, or a built pack; a folder without a pack.toml stands for all packs in it
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
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
    pub(crate) fn found(&self) -> Vec<PathBuf> {
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
