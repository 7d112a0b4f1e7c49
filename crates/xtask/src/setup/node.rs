//! Node's part of the set-up: a recent Node.js, and the npm packages of the committed lock file.
//!
//! Node.js itself is not installed: systems differ too much in how people keep it.

use super::step;
use crate::{process, workspace};
use std::fs;
use std::path::{Path, PathBuf};

/// The oldest Node.js that runs the tests.
const OLDEST_NODE: u32 = 20;

/// Node.js is there and not too old.
pub(super) fn version() -> Result<(), String> {
    let found = process::answer("node", &["--version"]);
    match found.as_deref().map(|answer| (answer, major(answer))) {
        Some((_, Some(major))) if major >= OLDEST_NODE => Ok(()),
        Some((answer, _)) => Err(format!(
            "Node.js {answer} is too old; install version {OLDEST_NODE} or later from \
             https://nodejs.org and run the command again."
        )),
        None => Err(format!(
            "Node.js is missing; install version {OLDEST_NODE} or later from https://nodejs.org \
             and run the command again."
        )),
    }
}

/// `v20.20.2` is 20.
fn major(answer: &str) -> Option<u32> {
    answer.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The packages of `package-lock.json`, unless they are installed already.
pub(super) fn packages() -> Result<(), String> {
    let lock = read(&workspace::root().join("package-lock.json"))?;
    if fs::read(stamp()).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(
        "installing wasm-opt, the browser driver, axe, TypeScript and Vite with npm",
        "30 seconds",
        || {
            // Their install scripts are not needed, and not run.
            process::succeeds(process::command(npm()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
                && fs::write(stamp(), &lock).is_ok()
        },
        "The npm packages could not be installed; npm says above why (often no network, or npm \
         itself is missing); mend that and run the command again.",
    )
}

/// The program of this name.
pub(crate) fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// A copy of the lock file that was installed. `npm ci` empties the folder first, so the copy is
/// never older than the packages beside it.
fn stamp() -> PathBuf {
    workspace::root().join("node_modules").join(".installed-package-lock.json")
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} cannot be read ({error}); restore it with git.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::major;
    use crate::workspace::root;
    use std::fs;

    #[test]
    fn versions_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("20"), None);
    }

    #[test]
    fn the_lock_file_names_no_registry_but_the_public_one() {
        let lock = fs::read_to_string(root().join("package-lock.json")).expect("the lock file");
        for line in lock.lines().filter(|line| line.contains("\"resolved\"")) {
            assert!(line.contains("\"https://registry.npmjs.org/"), "{line}");
        }
    }

    #[test]
    fn every_version_is_pinned() {
        let package = fs::read_to_string(root().join("package.json")).expect("package.json");
        let (_, dependencies) = package.split_once("\"devDependencies\": {").expect("devDependencies");
        let (dependencies, _) = dependencies.split_once('}').expect("an object");
        for line in dependencies.lines().filter(|line| line.contains(':')) {
            let version = line.rsplit(": \"").next().unwrap_or_default();
            assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{line}");
        }
    }
}
