//! `cargo xtask reproduce`: does the same source give the same page, byte for byte, wherever it is built?
//!
//! It builds the page here, then a copy of the source from nothing in another folder, and compares the two
//! manifests. A command of its own, not a stage of `cargo xtask test`: the second build takes minutes.

use crate::finish::MANIFEST;
use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::{Outcome, build, options, process, workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// Builds twice and compares.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    options(arguments, &[])?;
    setup::install(Purpose::Page)?;
    build::build(&Site::default())?;
    let copy = workspace::root().join("target/reproduce");
    copy_source(&copy)?;
    println!("reproduce: building the copy in {} from nothing (5 to 10 minutes)", copy.display());
    let mut again = process::command(workspace::cargo());
    again.current_dir(&copy).args(["xtask", "build"]);
    // A target folder that the two share would let the second build take over the first one's work.
    again.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_BUILD_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR");
    if !process::succeeds(&mut again) {
        return Err("The copy could not be built; the messages above say why.".to_owned());
    }
    let (here, there) = (files(&workspace::dist())?, files(&copy.join("dist"))?);
    let differing = differing(&here, &there);
    if !differing.is_empty() {
        return Err(format!(
            "{} of {} files are not the same in both builds: {}. Compare dist/ with {}.",
            differing.len(),
            here.len(),
            differing.join(", "),
            copy.join("dist").display()
        ));
    }
    println!("reproduce: both builds have the same {} files, byte for byte", here.len());
    fs::remove_dir_all(&copy).map_err(|error| format!("{} cannot be removed ({error}).", copy.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Copies what git keeps, or would keep, to a new folder: no built file gets there.
fn copy_source(copy: &Path) -> Result<(), String> {
    let root = workspace::root();
    let failed = |error: std::io::Error| format!("The source cannot be copied to {} ({error}).", copy.display());
    let output = process::command("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()
        .map_err(failed)?;
    if !output.status.success() {
        return Err("git cannot list the source files; run the command in a clone of the repository.".to_owned());
    }
    if copy.exists() {
        fs::remove_dir_all(copy).map_err(failed)?;
    }
    for name in String::from_utf8_lossy(&output.stdout).split_terminator('\0') {
        let (from, to) = (root.join(name), copy.join(name));
        // What is deleted, but not yet committed, is still listed.
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap_or(copy)).map_err(failed)?;
            fs::copy(from, to).map_err(failed)?;
        }
    }
    Ok(())
}

/// The files that a build's manifest lists, with their digests.
fn files(dist: &Path) -> Result<BTreeMap<String, String>, String> {
    let path = dist.join(MANIFEST);
    let text = fs::read_to_string(&path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))?;
    let listed = listed(&text);
    if listed.is_empty() { Err(format!("{} lists no file.", path.display())) } else { Ok(listed) }
}

/// Reads the manifest as crates/xtask/node/finish.mjs writes it: one key a line.
fn listed(manifest: &str) -> BTreeMap<String, String> {
    let value = |line: &str, key: &str| {
        let rest = line.trim_start().strip_prefix(&format!("\"{key}\": \""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let of = |key| manifest.lines().filter_map(move |line| value(line, key));
    of("path").zip(of("sha256")).collect()
}

/// The files that only one build has, or that have other bytes.
fn differing<'m>(here: &'m BTreeMap<String, String>, there: &'m BTreeMap<String, String>) -> Vec<&'m str> {
    let mut names: Vec<&str> = here.keys().chain(there.keys()).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| here.get(*name) != there.get(*name));
    names
}

#[cfg(test)]
mod tests {
    use super::{differing, listed};

    fn manifest(files: &[(&str, &str)]) -> String {
        let entry = |(path, digest): &(&str, &str)| {
            format!("  {{\n   \"path\": \"{path}\",\n   \"size\": 3,\n   \"sha256\": \"{digest}\"\n  }}")
        };
        let files: Vec<String> = files.iter().map(entry).collect();
        format!("{{\n \"version\": \"1\",\n \"files\": [\n{}\n ]\n}}\n", files.join(",\n"))
    }

    #[test]
    fn differences_are_named() {
        let here = listed(&manifest(&[("a", "1"), ("b", "2"), ("c", "3")]));
        assert_eq!(here.len(), 3);
        assert!(differing(&here, &here).is_empty());
        let there = listed(&manifest(&[("a", "1"), ("b", "x"), ("d", "3")]));
        assert_eq!(differing(&here, &there), ["b", "c", "d"]);
    }
}
