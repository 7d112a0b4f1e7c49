//! The pinned tools that build the page: which versions, and where they are found.
//!
//! Looking only; installing is `setup`'s work.

use crate::{process, workspace};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A tool that `cargo install` builds.
#[derive(Debug)]
pub(crate) struct Tool {
    /// The package on crates.io.
    pub(crate) package: &'static str,
    /// The pinned version.
    pub(crate) version: &'static str,
    /// The program that tells the version.
    pub(crate) program: &'static str,
    /// How it is asked for its version.
    pub(crate) asked: &'static [&'static str],
    /// Programs of the same package that must lie beside it.
    pub(crate) companions: &'static [&'static str],
    /// Whether the package's own lock file is used.
    pub(crate) locked: bool,
    /// How long building it takes on two cores.
    pub(crate) takes: &'static str,
}

/// Builds the page.
pub(crate) const TRUNK: Tool = Tool {
    package: "trunk",
    version: "0.21.14",
    program: "trunk",
    asked: &["--version"],
    companions: &[],
    locked: true,
    takes: "8 to 11 minutes",
};

/// Makes the JavaScript around the wasm; must be the version of the `wasm-bindgen` crate.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    program: "wasm-bindgen",
    asked: &["--version"],
    companions: &["wasm-bindgen-test-runner"],
    // Its lock file names a crate version that crates.io no longer offers.
    locked: false,
    takes: "3 to 5 minutes",
};

/// Checks licences and sources of dependencies; for `cargo xtask deny` alone.
pub(crate) const DENY: Tool = Tool {
    package: "cargo-deny",
    version: "0.20.2",
    program: "cargo-deny",
    asked: &["--version"],
    companions: &[],
    locked: true,
    takes: "5 to 8 minutes",
};

/// The folder that holds the tool in its pinned version: one on PATH, or our own.
pub(crate) fn folder_of(tool: &Tool) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let ours = workspace::tools_root().ok().map(|root| root.join("bin"));
    env::split_paths(&path).chain(ours).find(|folder| holds(folder, tool))
}

/// Whether `folder` has the tool, in exactly the pinned version, with its companions.
fn holds(folder: &Path, tool: &Tool) -> bool {
    let program = folder.join(executable(tool.program));
    let companions = tool.companions.iter();
    program.is_file()
        && companions.map(|name| folder.join(executable(name))).all(|companion| companion.is_file())
        && process::answer(&program, tool.asked).is_some_and(|answer| is_version(&answer, tool.version))
}

/// `trunk 0.21.14` is version 0.21.14; `trunk 0.21.14-rc.1` is not.
fn is_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().nth(1) == Some(version)
}

/// PATH for the build: the pinned tools and npm's before everything else.
pub(crate) fn build_path() -> Result<OsString, String> {
    let mut folders = vec![workspace::root().join("node_modules").join(".bin")];
    for tool in [TRUNK, WASM_BINDGEN] {
        let folder = folder_of(&tool)
            .ok_or_else(|| format!("{} {} is missing; run `cargo xtask setup`.", tool.package, tool.version))?;
        folders.push(folder);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.into_iter().chain(env::split_paths(&path)))
        .map_err(|error| format!("PATH cannot be used ({error}); move the repository."))
}

/// Whether any folder of PATH has a program of this name.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|folder| folder.join(executable(name))).find(|file| file.is_file())
}

fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::{WASM_BINDGEN, is_version};
    use crate::workspace::root;
    use std::fs;

    #[test]
    fn only_the_exact_version_will_do() {
        assert!(is_version("trunk 0.21.14", "0.21.14"));
        assert!(!is_version("trunk 0.21.1", "0.21.14"));
        assert!(!is_version("trunk 0.21.14-rc.1", "0.21.14"));
        assert!(!is_version("", "0.21.14"));
    }

    #[test]
    fn the_wasm_bindgen_tool_is_the_one_of_the_lock_file() {
        let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
        let expected = format!("name = \"wasm-bindgen\"\nversion = \"{}\"", WASM_BINDGEN.version);
        assert!(lock.contains(&expected), "Cargo.lock has another version");
    }

    #[test]
    fn trunk_asks_for_the_wasm_opt_that_npm_installs() {
        let package = fs::read_to_string(root().join("package.json")).expect("package.json");
        let version = package
            .split("\"binaryen\": \"")
            .nth(1)
            .and_then(|rest| rest.split('.').next())
            .expect("binaryen in package.json");
        let trunk = fs::read_to_string(root().join("Trunk.toml")).expect("Trunk.toml");
        assert!(trunk.contains(&format!("wasm_opt = \"version_{version}\"")));
    }
}
