//! The loader script that other people's pages use: every released version, each under its own address for ever.
//!
//! A version is a file `web/embed/loader/VERSION.js`; served are its lines without comments. What was released once must
//! not change any more, because pages out there carry its digest: `released.txt` says which bytes they were, and a build
//! that would serve others stops.

use crate::{process, slim, workspace};
use std::fs;
use std::path::Path;

/// The most that a loader may weigh as it is served, in bytes.
const LIMIT: usize = 3 * 1024;

/// SHA-384 as pages state it; Node has it built in.
const DIGEST: &str = "
const { createHash } = require('node:crypto');
console.log(`sha384-${createHash('sha384').update(process.argv[1]).digest('base64')}`);
";

/// A released version.
pub(crate) struct Release {
    /// Its address below the page's folder.
    pub(crate) path: String,
    /// Its digest, as a page states it.
    pub(crate) integrity: String,
}

/// Puts every version into `dist`; the newest.
pub(crate) fn add(dist: &Path) -> Result<Release, String> {
    let mut newest = None;
    for (version, integrity) in released()? {
        let text = served(&version)?;
        let release = Release { path: format!("loader/{version}/kaigo-hojo.js"), integrity: digest(&text)? };
        if release.integrity != integrity {
            return Err(format!(
                "The loader {version} would be served with the digest {}, but was released with {integrity}. A released \
                 version never changes: make a new version, or undo the change of web/embed/loader/{version}.js or of \
                 `without_comments` in crates/xtask/src/slim.rs.",
                release.integrity
            ));
        }
        let path = dist.join(&release.path);
        fs::create_dir_all(path.parent().unwrap_or(dist))
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{} cannot be written ({error}).", path.display()))?;
        newest = Some(release);
    }
    newest.ok_or_else(|| "web/embed/loader/released.txt names no version; restore it with git.".to_owned())
}

/// The versions with their digests, oldest first.
fn released() -> Result<Vec<(String, String)>, String> {
    let path = workspace::root().join("web/embed/loader/released.txt");
    let text = fs::read_to_string(&path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| match line.split_once(' ') {
            Some((version, integrity)) => Ok((version.to_owned(), integrity.to_owned())),
            None => Err(format!("web/embed/loader/released.txt has a line without a digest: `{line}`.")),
        })
        .collect()
}

/// What is served of a version.
fn served(version: &str) -> Result<String, String> {
    let path = workspace::root().join(format!("web/embed/loader/{version}.js"));
    let text = fs::read_to_string(&path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))?;
    let text = slim::without_comments(&text);
    match text.len() {
        0..=LIMIT => Ok(text),
        length => Err(format!("The loader {version} weighs {length} bytes, more than {LIMIT}; make it smaller.")),
    }
}

fn digest(text: &str) -> Result<String, String> {
    process::answer("node", &["--eval", DIGEST, "--", text])
        .ok_or_else(|| "The digest of the loader cannot be computed; Node.js 20 or later is needed.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{digest, released, served};
    use crate::workspace;

    #[test]
    fn what_was_released_is_what_is_served() {
        let versions = released().expect("the list");
        assert!(!versions.is_empty());
        for (version, integrity) in &versions {
            let text = served(version).expect("a version that is small enough");
            assert_eq!(digest(&text).as_ref(), Ok(integrity), "{version}: a released version never changes");
        }
        // The first one is in pages that nobody here can change: neither its bytes nor this line may.
        assert_eq!(
            versions[0],
            ("1.0.0".to_owned(), "sha384-Czj5SwXkiwaYNIVs2NseRUNylG+qQTycMxW8gvqMqWBrHg/M6ns6LoYapp29JevJ".to_owned())
        );
    }

    #[test]
    fn every_version_is_released() {
        let folder = std::fs::read_dir(workspace::root().join("web/embed/loader")).expect("the folder");
        let mut files: Vec<String> = folder
            .flatten()
            .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".js")?.to_owned()))
            .collect();
        let mut listed: Vec<String> = released().expect("the list").into_iter().map(|(version, _)| version).collect();
        files.sort();
        listed.sort();
        assert_eq!(files, listed);
    }

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // FIPS 180-2, the one-block example "abc".
        assert_eq!(
            digest("abc").as_deref(),
            Ok("sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn")
        );
    }
}
