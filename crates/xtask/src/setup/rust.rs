//! Rust's part of the set-up: components, the wasm target, crates, and the tools of a few commands.
//!
//! The toolchain itself is not installed here: whoever runs `cargo xtask` has one.

use super::step::step;
use crate::tools::Tool;
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, cargo, process, tools};
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// rustfmt and clippy, for the toolchain that runs us.
pub(super) fn components() -> Outcome {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if process::answer(workspace::cargo(), &[subcommand, "--version"]).is_none() {
            rustup(component, &["component", "add", component], || true)?;
        }
    }
    Ok(())
}

/// The standard library for the browser.
pub(super) fn wasm_target() -> Outcome {
    let arguments = ["--print", "target-libdir", "--target", WASM_TARGET];
    let is_there = || process::answer("rustc", &arguments).is_some_and(|folder| Path::new(&folder).is_dir());
    if is_there() { Ok(()) } else { rustup(WASM_TARGET, &["target", "add", WASM_TARGET], is_there) }
}

/// Inside `cargo xtask`, `RUSTUP_TOOLCHAIN` names the toolchain that runs us.
fn rustup(what: &str, arguments: &[&str], is_there: impl Fn() -> bool) -> Outcome {
    step(
        &format!("installing Rust's {what}"),
        "20 seconds",
        || process::succeeds(process::command("rustup").args(arguments)) && is_there(),
        &format!(
            "Rust's {what} is missing and rustup could not add it; install rustup (https://rustup.rs) or your system's \
             package of it."
        ),
    )
}

/// The program of a tool that only one command needs, built where its pinned version is not found.
pub(crate) fn tool(tool: &Tool) -> anyhow::Result<PathBuf> {
    let Tool { package, version, .. } = tool;
    let root = workspace::tools_root()?;
    if tools::program(tool).is_none() {
        let mut install = cargo::command(&["install", package, "--version", version, "--force", "--locked", "--root"]);
        install.arg(&root);
        step(
            &format!("building {package} {version} into {}", root.display()),
            "5 to 8 minutes",
            || process::succeeds(&mut install),
            &format!(
                "{package} {version} could not be built; cargo says above why (often no network or no C linker); mend that \
                 and run the command again."
            ),
        )?;
    }
    tools::program(tool).with_context(|| format!("{package} is missing although it was installed."))
}

/// The sources of all dependencies: what comes next needs no network.
pub(super) fn crates() -> Outcome {
    // The host's too: build scripts and macros run there.
    let host = process::answer("rustc", &["--print", "host-tuple"]);
    let fetch = |how: &[&str]| {
        let mut command = cargo::command(&["fetch", "--quiet", "--target", WASM_TARGET]);
        command.args(host.iter().flat_map(|host| ["--target", host])).args(how);
        command
    };
    if process::succeeds(fetch(&["--offline"]).stderr(Stdio::null())) {
        return Ok(());
    }
    step(
        "downloading the Rust crates of the page",
        "30 seconds",
        || process::succeeds(&mut fetch(&[])),
        "The crates could not be downloaded; cargo says above why (often no network); mend that and run the command again.",
    )
}
