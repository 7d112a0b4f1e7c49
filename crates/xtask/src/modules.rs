//! What every module of wasm for browsers has in common: how cargo, wasm-bindgen's library, wasm-opt and the minifier are
//! called.

use crate::{cargo, files, html, process, workspace};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// A module as it is delivered.
pub(crate) struct Module {
    /// Its JavaScript.
    pub(crate) script: String,
    /// Its wasm.
    pub(crate) wasm: Vec<u8>,
}

/// The control flow made anew from scratch is smaller than what the compiler leaves; what compilers were used is of no use
/// to a browser.
pub(crate) const SMALL: [&str; 6] =
    ["--flatten", "--rereloop", "-Oz", "-Oz", "--strip-producers", "--strip-target-features"];

/// The command that builds these packages for the browser.
pub(crate) fn command(packages: &[&str]) -> Command {
    let mut command = cargo::command(&["build", "--profile", "web", "--target", workspace::WASM_TARGET]);
    for package in packages {
        command.args(["--package", package]);
    }
    command
}

/// wasm-bindgen's library, set for a browser's module.
pub(crate) fn for_browsers(program: &Path, name: &str) -> Result<Bindgen> {
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).omit_default_module_path(true).input_path(program).out_name(name);
    Ok(bindgen)
}

/// What glue.mjs says of the JavaScript that wasm-bindgen wrote.
#[derive(Deserialize)]
pub(crate) struct Glue {
    pub(crate) script: String,
    /// What it uses of the wasm.
    pub(crate) used: Vec<String>,
}

/// The flags that index.html gives to wasm-opt.
pub(crate) fn opt_flags() -> Result<Vec<String>> {
    let tags = html::tags(&files::read(&workspace::root().join("index.html"))?);
    let flags = tags.iter().find_map(|tag| tag.get("data-wasm-opt-params"));
    let flags = flags.context("index.html does not say `data-wasm-opt-params`.")?;
    Ok(flags.split_whitespace().map(str::to_owned).collect())
}

/// JavaScript of the page as it is delivered: made small by a minifier (crates/xtask/node/minify.mjs).
pub(crate) fn minified(script: &str) -> Result<String> {
    process::through(&mut process::node("crates/xtask/node/minify.mjs"), script)
        .context("A script of the page could not be made small; the messages above say why.")
}

#[cfg(test)]
mod tests {
    use super::opt_flags;
    use crate::{files, workspace};

    #[test]
    fn the_flags_for_wasm_opt_are_found() {
        let flags = opt_flags().expect("index.html names them");
        assert!(flags.len() > 3 && flags.iter().all(|flag| flag.starts_with("--")), "{flags:?}");
    }

    #[test]
    fn the_library_has_the_version_of_the_crate() {
        let lock = files::read(&workspace::root().join("Cargo.lock")).expect("Cargo.lock");
        let lock: toml::Table = lock.parse().expect("TOML");
        let version = |wanted: &str| {
            let packages = lock["package"].as_array().expect("packages");
            let found = packages.iter().find(|package| package["name"].as_str() == Some(wanted));
            found.expect(wanted)["version"].clone()
        };
        assert_eq!(version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
    }
}
