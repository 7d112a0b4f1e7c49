//! Node's part of the set-up: a recent Node.js, and the npm packages of the committed lock file.
//!
//! Node.js itself is not installed: systems differ too much in how people keep it.

use super::step::step;
use crate::{Outcome, files, process, workspace};
use anyhow::bail;
use std::fs;

/// The oldest Node.js that runs the tests.
const OLDEST_NODE: u32 = 20;

/// Node.js is there and not too old.
pub(super) fn version() -> Outcome {
    let what = match process::answer("node", &["--version"]) {
        Some(answer) if major(&answer) >= Some(OLDEST_NODE) => return Ok(()),
        Some(answer) => format!("{answer} is too old"),
        None => "is missing".to_owned(),
    };
    bail!("Node.js {what}; install version {OLDEST_NODE} or later from https://nodejs.org and run the command again.")
}

/// `v20.20.2` is 20.
fn major(answer: &str) -> Option<u32> {
    answer.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The packages of `package-lock.json`, unless they are installed already.
pub(super) fn packages() -> Outcome {
    let lock = files::bytes(&workspace::root().join("package-lock.json"))?;
    // A copy of the lock file that was installed. `npm ci` empties the folder first, so the copy is never older than the
    // packages beside it.
    let stamp = workspace::root().join("node_modules").join(".installed-package-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    // Their install scripts are not needed, and not run.
    let mut install = process::command(npm());
    install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    step(
        "installing wasm-opt, a minifier, the browser driver, axe, TypeScript and Vite with npm",
        "30 seconds",
        || process::succeeds(&mut install) && fs::write(&stamp, &lock).is_ok(),
        "The npm packages could not be installed; npm says above why (often no network, or npm itself is missing); mend \
         that and run the command again.",
    )
}

/// The program of this name.
pub(crate) fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

#[cfg(test)]
mod tests {
    use super::major;
    use crate::{files, workspace};

    fn json(name: &str) -> serde_json::Value {
        serde_json::from_str(&files::read(&workspace::root().join(name)).expect(name)).expect("JSON")
    }

    #[test]
    fn versions_of_node() {
        assert_eq!(["v20.20.2", "v8.0.0", "20"].map(major), [Some(20), Some(8), None]);
    }

    #[test]
    fn the_lock_file_names_no_registry_but_the_public_one() {
        let lock = json("package-lock.json");
        let packages = lock["packages"].as_object().expect("packages").values();
        let resolved: Vec<&str> = packages.filter_map(|package| package["resolved"].as_str()).collect();
        assert!(resolved.iter().all(|address| address.starts_with("https://registry.npmjs.org/")), "{resolved:?}");
    }

    #[test]
    fn every_version_is_pinned() {
        let package = json("package.json");
        for (name, version) in package["devDependencies"].as_object().expect("devDependencies") {
            let version = version.as_str().unwrap_or_default();
            assert!(version.starts_with(|sign: char| sign.is_ascii_digit()), "{name} {version}");
        }
    }
}
