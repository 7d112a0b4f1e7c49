//! The loader script that other people's pages use: every released version, each under its own address for ever.
//!
//! A version is a file `web/embed/loader/VERSION.js`; served are its lines without comments. What was released once must
//! not change any more, because pages out there carry its digest: `released.txt` says which bytes they were, and a build
//! that would serve others stops.

use crate::{files, workspace};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::path::Path;

/// The most that a loader may weigh as it is served, in bytes.
const LIMIT: usize = 3 * 1024;

/// Puts every version into `dist`; the newest one's address below it and its digest.
pub(crate) fn add(dist: &Path) -> Result<(String, String)> {
    let mut newest = None;
    for (version, integrity) in released()? {
        let path = format!("loader/{version}/kaigo-hojo.js");
        files::write(&dist.join(&path), served(&version, &integrity)?)?;
        newest = Some((path, integrity));
    }
    newest.context("web/embed/loader/released.txt names no version; restore it with git.")
}

/// The versions with their digests, oldest first.
fn released() -> Result<Vec<(String, String)>> {
    let text = fs::read_to_string(workspace::web("embed/loader/released.txt"))?;
    let pairs = text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let pair = line.split_once(' ').map(|(version, integrity)| (version.to_owned(), integrity.to_owned()));
        pair.with_context(|| format!("released.txt has a line without a digest: `{line}`."))
    });
    pairs.collect()
}

/// What is served of a version that was released with this digest.
fn served(version: &str, integrity: &str) -> Result<String> {
    let text = without_comments(&fs::read_to_string(workspace::web(&format!("embed/loader/{version}.js")))?);
    let (length, now) = (text.len(), files::sha384(&text));
    ensure!(length <= LIMIT, "The loader {version} weighs {length} bytes, more than {LIMIT}; make it smaller.");
    ensure!(
        now == integrity,
        "The loader {version} would be served with the digest {now}, but was released with {integrity}. A released version \
         never changes: make a new version, or undo the change of web/embed/loader/{version}.js or of `without_comments` in \
         crates/xtask/src/loader.rs."
    );
    Ok(text)
}

/// JavaScript without the lines that are comments, and without indentation: other bytes would be another release.
fn without_comments(script: &str) -> String {
    let is_comment = |line: &str| ["//", "/*", "* ", "*/"].iter().any(|sign| line.starts_with(sign)) || line == "*";
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::{released, served, without_comments};
    use crate::{files, workspace};
    use std::path::PathBuf;

    #[test]
    fn every_version_is_released_and_served_as_it_was() {
        let mut released = released().expect("the list");
        // The first one is in pages that nobody here can change: neither its bytes nor this line may.
        let first = "sha384-Czj5SwXkiwaYNIVs2NseRUNylG+qQTycMxW8gvqMqWBrHg/M6ns6LoYapp29JevJ";
        assert_eq!(released.first(), Some(&("1.0.0".to_owned(), first.to_owned())));
        for (version, integrity) in &released {
            served(version, integrity).expect("what was released, and small enough");
            assert!(served(version, "sha384-x").is_err(), "other bytes stop the build");
        }
        released.sort();
        let listed: Vec<_> = released.into_iter().map(|(version, _)| PathBuf::from(format!("{version}.js"))).collect();
        let mut files = files::below(&workspace::web("embed/loader"));
        files.retain(|file| file.extension().is_some_and(|end| end == "js"));
        assert_eq!(files, listed);
    }

    #[test]
    fn comments_go_and_code_stays() {
        assert_eq!(
            without_comments("// a\n  let b = 'c'; // d\n\n/** e */\n  * f\n  *g();\n"),
            "let b = 'c'; // d\n*g();\n"
        );
    }
}
