//! The pinned tools that some commands need: which versions, and where they are found.
//!
//! Looking only; installing is `setup`'s work.

use crate::{process, workspace};
use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A tool that `cargo install` builds.
#[derive(Debug)]
pub(crate) struct Tool {
    /// The package on crates.io, and its program.
    pub(crate) package: &'static str,
    /// The pinned version.
    pub(crate) version: &'static str,
    /// How it is asked for its version.
    pub(crate) asked: &'static [&'static str],
}

/// Checks licences and sources of dependencies.
pub(crate) const DENY: Tool = Tool { package: "cargo-deny", version: "0.20.2", asked: &["--version"] };

/// Changes the engine's code; it knows itself only as a part of cargo.
pub(crate) const MUTANTS: Tool = Tool { package: "cargo-mutants", version: "27.1.0", asked: &["mutants", "--version"] };

/// The tool's program in its pinned version: one on PATH, or our own.
pub(crate) fn program(tool: &Tool) -> Option<PathBuf> {
    let ours = workspace::tools_root().ok().map(|root| root.join("bin"));
    let programs = folders().chain(ours).map(|folder| folder.join(executable(tool.package)));
    programs.into_iter().find(|program| is_version(program, tool))
}

fn is_version(program: &Path, tool: &Tool) -> bool {
    program.is_file() && process::answer(program, tool.asked).is_some_and(|answer| says(&answer, tool.version))
}

/// `cargo-deny 0.20.2` is version 0.20.2; `cargo-deny 0.20.2-rc.1` is not.
fn says(answer: &str, version: &str) -> bool {
    answer.split_whitespace().nth(1) == Some(version)
}

/// PATH with the programs of the npm packages before everything else.
pub(crate) fn path() -> Result<OsString> {
    let npm = workspace::root().join("node_modules").join(".bin");
    env::join_paths([npm].into_iter().chain(folders())).context("PATH cannot be used; move the repository")
}

/// The first program of this name on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    folders().map(|folder| folder.join(executable(name))).find(|file| file.is_file())
}

fn folders() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).collect::<Vec<_>>().into_iter()
}

fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn only_the_exact_version_will_do() {
        assert!(says("cargo-deny 0.20.2", "0.20.2"));
        assert!(!says("cargo-deny 0.20.2", "0.20") && !says("cargo-deny 0.20.2-rc.1", "0.20.2") && !says("", "0.20.2"));
    }
}
