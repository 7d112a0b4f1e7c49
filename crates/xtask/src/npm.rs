//! `cargo xtask npm`: the JavaScript package, as the tarball that npm installs. It is not published.
//!
//! The engine is built for speed, not for size: whoever installs it has it on a server or in an app of their own.

use crate::setup::{self, Purpose};
use crate::{Outcome, cargo, check, files, modules, process, progress, tools, workspace};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What stands in the package as it stands in `crates/js/npm`.
const MODULES: &[&str] = &["bundler.js", "core.js", "error.js", "node.js", "plain.js", "web.js", "README.md"];

/// Builds the package.
pub(crate) fn command() -> Outcome {
    setup::install(Purpose::Page)?;
    let tarball = build()?;
    let size = files::bytes(&tarball)?.len() / 1024;
    progress::say("npm", &format!("{} is ready ({size} KB)", tarball.display()));
    Ok(())
}

/// The folder that the package is made in; the benchmark takes it from here.
pub(crate) fn folder() -> PathBuf {
    workspace::root().join("target/npm/package")
}

/// Builds the tarball; expects `setup` to have been done.
pub(crate) fn build() -> Result<PathBuf> {
    let (root, folder) = (workspace::root(), folder());
    files::fresh(&folder)?;
    engine(&folder)?;
    for name in MODULES {
        files::copy(&root.join("crates/js/npm").join(name), &folder.join(name))?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files::copy(&root.join(name), &folder.join(name))?;
    }
    files::write(&folder.join("package.json"), manifest(&files::read(&root.join("crates/js/npm/package.json"))?))?;
    for script in ["crates/js/npm/types.mjs", "crates/js/npm/notices.mjs"] {
        process::run(process::node(script).arg(&folder), "The package was not built; the messages above say why.")?;
    }
    check::folder(&folder)?;
    let mut pack = process::command(setup::npm());
    pack.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(root.join("target/npm")).arg(&folder);
    process::run(&mut pack, "npm could not pack the package; the messages above say why.")?;
    Ok(root.join("target/npm").join(concat!("kaigo-hojo-", env!("CARGO_PKG_VERSION"), ".tgz")))
}

/// The wasm and the JavaScript that calls into it.
fn engine(folder: &Path) -> Outcome {
    progress::say("npm", "cargo compiles the engine (1 to 2 minutes the first time)");
    let mut cargo = cargo::command(&["build", "--quiet", "--package", "kaigo-hojo-js", "--lib", "--profile", "engine"]);
    cargo.args(["--target", workspace::WASM_TARGET]).env("CARGO_ENCODED_RUSTFLAGS", cargo::rust_flags());
    let built = cargo::build(&mut cargo)?;
    progress::say("npm", "wasm-bindgen and wasm-opt make it ready");
    let mut bindgen = modules::for_browsers(built.program("kaigo_hojo_js")?, "engine")?;
    // A call that breaks off leaves an instance behind that nobody may use: core.js takes a fresh one.
    bindgen.reset_state_function(true).remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder).context("The engine could not be made ready")?;
    let raw = folder.join("engine_bg.wasm");
    let mut optimise = process::command("wasm-opt");
    // The features of wasm that the page has, too: the browsers of the README are the page's.
    let features = modules::opt_flags()?.into_iter().filter(|flag| flag.starts_with("--enable-"));
    optimise.arg("-O3").args(features).arg(&raw).arg("-o").arg(folder.join("kaigo-hojo.wasm"));
    process::run(
        optimise.env("PATH", tools::path()?),
        "The engine could not be optimised; the messages above say why.",
    )?;
    std::fs::remove_file(&raw).with_context(|| format!("{} cannot be removed", raw.display()))
}

fn manifest(template: &str) -> String {
    template.replace("\"version\": \"0.0.0\"", concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\""))
}

#[cfg(test)]
mod tests {
    use super::manifest;

    #[test]
    fn the_package_has_the_version_of_the_workspace() {
        let given = manifest("{ \"version\": \"0.0.0\" }");
        assert_eq!(given, concat!("{ \"version\": \"", env!("CARGO_PKG_VERSION"), "\" }"));
    }
}
