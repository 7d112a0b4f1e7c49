//! The loader script that other people's pages use: every released version, each under its own address for ever.
//!
//! A version is a file `web/embed/loader/VERSION.js`; served are its lines without comments. What was released once must
//! not change any more, because pages out there carry its digest: `released.txt` says which bytes they were, and a build
//! that would serve others stops.

use crate::{files, workspace};
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// The most that a loader may weigh as it is served, in bytes.
const LIMIT: usize = 3 * 1024;

/// A released version.
pub(crate) struct Release {
    /// Its address below the page's folder.
    pub(crate) path: String,
    /// Its digest, as a page states it.
    pub(crate) integrity: String,
}

/// Puts every version into `dist`; the newest.
pub(crate) fn add(dist: &Path) -> Result<Release> {
    let mut newest = None;
    for (version, integrity) in released()? {
        let text = served(&version)?;
        let now = files::sha384(&text);
        ensure!(
            now == integrity,
            "The loader {version} would be served with the digest {now}, but was released with {integrity}. A released \
             version never changes: make a new version, or undo the change of web/embed/loader/{version}.js or of \
             `without_comments` in crates/xtask/src/loader.rs."
        );
        let path = format!("loader/{version}/kaigo-hojo.js");
        files::write(&dist.join(&path), text)?;
        newest = Some(Release { path, integrity });
    }
    newest.context("web/embed/loader/released.txt names no version; restore it with git.")
}

/// The versions with their digests, oldest first.
fn released() -> Result<Vec<(String, String)>> {
    let text = files::read(&workspace::web("embed/loader/released.txt"))?;
    let pair = |line: &str| {
        let (version, integrity) = line.split_once(' ')?;
        Some((version.to_owned(), integrity.to_owned()))
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs =
        lines.map(|line| pair(line).with_context(|| format!("released.txt has a line without a digest: `{line}`.")));
    pairs.collect()
}

/// What is served of a version.
fn served(version: &str) -> Result<String> {
    let text = without_comments(&files::read(&workspace::web(&format!("embed/loader/{version}.js")))?);
    let length = text.len();
    ensure!(length <= LIMIT, "The loader {version} weighs {length} bytes, more than {LIMIT}; make it smaller.");
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

    #[test]
    fn what_was_released_is_what_is_served() {
        let versions = released().expect("the list");
        assert!(!versions.is_empty());
        for (version, integrity) in &versions {
            let text = served(version).expect("a version that is small enough");
            assert_eq!(files::sha384(&text), *integrity, "{version}: a released version never changes");
        }
        // The first one is in pages that nobody here can change: neither its bytes nor this line may.
        assert_eq!(
            versions[0],
            ("1.0.0".to_owned(), "sha384-Czj5SwXkiwaYNIVs2NseRUNylG+qQTycMxW8gvqMqWBrHg/M6ns6LoYapp29JevJ".to_owned())
        );
    }

    #[test]
    fn every_version_is_released() {
        let found = files::below(&workspace::web("embed/loader"));
        let stem = |file: &std::path::PathBuf| Some(file.to_str()?.strip_suffix(".js")?.to_owned());
        let files: Vec<String> = found.iter().filter_map(stem).collect();
        let mut listed: Vec<String> = released().expect("the list").into_iter().map(|(version, _)| version).collect();
        listed.sort();
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
