//! `cargo xtask reproduce`: does the same source give the same page, byte for byte, wherever it is built?
//!
//! It builds the page here, then a copy of the source from nothing in another folder, and compares the two
//! manifests. A command of its own, not a stage of `cargo xtask test`: the second build takes minutes.

use crate::finish::MANIFEST;
use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::{Outcome, build, cargo, files, process, progress, workspace};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Builds twice and compares.
pub(crate) fn command() -> Outcome {
    setup::install(Purpose::Page)?;
    build::build(&Site::default())?;
    let copy = workspace::root().join("target/reproduce");
    copy_source(&copy)?;
    progress::say("reproduce", &format!("building the copy in {} from nothing (5 to 10 minutes)", copy.display()));
    let mut again = cargo::command(&["xtask", "build"]);
    again.current_dir(&copy);
    // A target folder that the two share would let the second build take over the first one's work.
    again.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_BUILD_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR");
    process::run(&mut again, "The copy could not be built; the messages above say why.")?;
    let read = |dist: &Path| listed(&files::read(&dist.join(MANIFEST))?);
    let (here, there) = (read(&workspace::dist())?, read(&copy.join("dist"))?);
    let differing = differing(&here, &there);
    ensure!(
        differing.is_empty(),
        "{} of {} files are not the same in both builds: {}. Compare dist/ with {}.",
        differing.len(),
        here.len(),
        differing.iter().copied().collect::<Vec<_>>().join(", "),
        copy.join("dist").display()
    );
    progress::say("reproduce", &format!("both builds have the same {} files, byte for byte", here.len()));
    files::remove(&copy)
}

/// Copies what git keeps, or would keep, to a new folder: no built file gets there.
fn copy_source(copy: &Path) -> Outcome {
    let root = workspace::root();
    let mut git = process::command("git");
    let output = git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output();
    let output = output.context("git cannot be run")?;
    ensure!(output.status.success(), "git cannot list the source files; run the command in a clone of the repository.");
    files::remove(copy)?;
    let names = String::from_utf8_lossy(&output.stdout);
    // What is deleted, but not yet committed, is still listed.
    let mut names = names.split_terminator('\0').filter(|name| root.join(name).is_file());
    names.try_for_each(|name| files::copy(&root.join(name), &copy.join(name)))
}

#[derive(Deserialize)]
struct Manifest {
    files: Vec<Listed>,
}

/// A file that a manifest lists, with its digest.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    path: String,
    sha256: String,
}

/// The files that a build's manifest lists.
fn listed(manifest: &str) -> Result<BTreeSet<Listed>> {
    let manifest: Manifest = serde_json::from_str(manifest).context("The manifest cannot be read")?;
    ensure!(!manifest.files.is_empty(), "The manifest lists no file.");
    Ok(manifest.files.into_iter().collect())
}

/// The files that only one build has, or that have other bytes.
fn differing<'m>(here: &'m BTreeSet<Listed>, there: &'m BTreeSet<Listed>) -> BTreeSet<&'m str> {
    here.symmetric_difference(there).map(|file| file.path.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::{differing, listed};

    #[test]
    fn differences_are_named() {
        let manifest = |files: &[(&str, &str)]| {
            let files: Vec<_> = files
                .iter()
                .map(|(path, digest)| serde_json::json!({ "path": path, "size": 3, "sha256": digest }))
                .collect();
            listed(&serde_json::json!({ "version": "1", "files": files }).to_string())
        };
        let here = manifest(&[("a", "1"), ("b", "2"), ("c", "3")]).expect("a manifest");
        assert_eq!(here.len(), 3);
        assert!(differing(&here, &here).is_empty());
        let there = manifest(&[("a", "1"), ("b", "x"), ("d", "3")]).expect("a manifest");
        assert_eq!(differing(&here, &there).into_iter().collect::<Vec<_>>(), ["b", "c", "d"]);
        assert!(manifest(&[]).is_err());
    }
}
