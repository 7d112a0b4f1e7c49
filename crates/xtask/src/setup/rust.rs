//! Rust's part of the set-up: components, the wasm target, the tools that cargo builds, crates.
//!
//! The toolchain itself is not installed here: whoever runs `cargo xtask` has one.

use super::step;
use crate::tools::{TRUNK, Tool, WASM_BINDGEN};
use crate::workspace::{self, WASM_TARGET};
use crate::{process, tools};
use std::path::Path;
use std::process::Stdio;

/// rustfmt and clippy, for the toolchain that runs us.
pub(super) fn components() -> Result<(), String> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if process::answer(workspace::cargo(), &[subcommand, "--version"]).is_none() {
            step(
                &format!("installing {component}"),
                "10 seconds",
                || process::succeeds(process::command("rustup").args(["component", "add", component])),
                &format!(
                    "{component} is missing and rustup could not add it; install rustup \
                     (https://rustup.rs) or your system's package of {component}."
                ),
            )?;
        }
    }
    Ok(())
}

/// The standard library for the browser.
pub(super) fn wasm_target() -> Result<(), String> {
    if has_wasm_target() {
        return Ok(());
    }
    step(
        &format!("installing the Rust target {WASM_TARGET}"),
        "20 seconds",
        // Inside `cargo xtask`, RUSTUP_TOOLCHAIN names the toolchain that runs us.
        || process::succeeds(process::command("rustup").args(["target", "add", WASM_TARGET])) && has_wasm_target(),
        &format!(
            "The Rust target {WASM_TARGET} is missing and rustup could not add it; install rustup \
             (https://rustup.rs) or your system's package of that target."
        ),
    )
}

fn has_wasm_target() -> bool {
    let arguments = ["--print", "target-libdir", "--target", WASM_TARGET];
    process::answer("rustc", &arguments).is_some_and(|folder| Path::new(&folder).is_dir())
}

/// trunk and wasm-bindgen, unless the pinned versions are found.
pub(super) fn tools() -> Result<(), String> {
    [TRUNK, WASM_BINDGEN].iter().try_for_each(tool)
}

/// One tool, unless its pinned version is found.
pub(super) fn tool(tool: &Tool) -> Result<(), String> {
    if tools::folder_of(tool).is_some() { Ok(()) } else { install(tool) }
}

fn install(tool: &Tool) -> Result<(), String> {
    let Tool { package, version, .. } = tool;
    let root = workspace::tools_root()?;
    step(
        &format!("building {package} {version} into {}", root.display()),
        tool.takes,
        || {
            let mut command = process::command(workspace::cargo());
            command.args(["install", package, "--version", version, "--force", "--root"]).arg(&root);
            if tool.locked {
                command.arg("--locked");
            }
            process::succeeds(&mut command) && tools::folder_of(tool).is_some()
        },
        &format!(
            "{package} {version} could not be built; cargo says above why (often no network or no \
             C linker); mend that and run `cargo xtask setup` again."
        ),
    )
}

/// The sources of all dependencies: the page is built without the network.
pub(super) fn crates() -> Result<(), String> {
    // The host's too: build scripts and macros run there.
    let host = process::answer("rustc", &["--print", "host-tuple"]);
    let fetch = |offline: bool| {
        let mut command = process::command(workspace::cargo());
        command.args(["fetch", "--quiet", "--target", WASM_TARGET]);
        if let Some(host) = &host {
            command.args(["--target", host]);
        }
        if offline {
            command.arg("--offline").stderr(Stdio::null());
        }
        process::succeeds(&mut command)
    };
    if fetch(true) {
        return Ok(());
    }
    step(
        "downloading the Rust crates of the page",
        "30 seconds",
        || fetch(false),
        "The crates could not be downloaded; cargo says above why (often no network); mend that \
         and run the command again.",
    )
}
