//! `hojo pack …`: checking, building, comparing and showing packs, and reading a pack however it is given.

mod cases;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod page;
pub(crate) mod standing;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kaigo_hojo_assess::rules::edition::Edition;

use crate::Outcome;

/// Reads a pack: a folder, a `pack.toml`, or a built pack. What is wrong comes back as it is to be printed.
pub(crate) fn read(path: &str) -> Result<Edition, String> {
    let at = Path::new(path);
    let toml = at.is_dir() || at.extension().is_some_and(|extension| extension == "toml");
    if toml {
        return kaigo_hojo_pack::load(at)
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    let bytes = std::fs::read(at).map_err(|error| format!("{path}: 読めません（{error}）"))?;
    kaigo_hojo_pack::from_bytes(&bytes).map_err(|error| format!("{path}: {error}"))
}

/// The packs that are named: each path itself, or, for a folder without a `pack.toml`, every pack below it.
fn found(paths: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in paths {
        let at = Path::new(path);
        if !at.is_dir() || at.join("pack.toml").exists() {
            found.push((*path).to_owned());
            continue;
        }
        let mut below = Vec::new();
        collect(at, &mut below);
        below.sort();
        if below.is_empty() {
            // Reading it tells what is wrong.
            found.push((*path).to_owned());
        }
        found.extend(below.iter().map(|pack| pack.display().to_string()));
    }
    found
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

pub(crate) fn build(arguments: &[&str]) -> Outcome {
    let (from, to) = match arguments {
        [from, "-o", to] | ["-o", to, from] => (*from, *to),
        _ => return Err("usage: hojo pack build DIR -o FILE".to_owned()),
    };
    let edition = match read(from) {
        Ok(edition) => edition,
        Err(problems) => {
            eprintln!("{}", problems.trim_end());
            return Ok(ExitCode::from(1));
        }
    };
    std::fs::write(to, kaigo_hojo_pack::to_bytes(&edition))
        .map_err(|error| format!("{to}: could not be written ({error})"))?;
    Ok(ExitCode::SUCCESS)
}
