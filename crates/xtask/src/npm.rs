//! `cargo xtask npm`: the JavaScript package, as the tarball that npm installs. It is not published.
//!
//! The engine is built for speed, not for size: whoever installs it has it on a server or in an app of their own.

use crate::{Outcome, cargo, check, files, process, program, setup, workspace};
use anyhow::{Context, Result};
use fs_err as fs;
use std::path::{Path, PathBuf};

/// What stands in the package as it stands in the repository.
const COPIED: [(&str, &[&str]); 2] = [
    ("crates/js/npm", &["bundler.js", "core.js", "error.js", "node.js", "plain.js", "web.js", "README.md"]),
    ("", &["LICENSE-APACHE", "LICENSE-MIT"]),
];

const FAILED: &str = "The package was not built; the messages above say why.";

/// Builds the package.
pub(crate) fn command() -> Outcome {
    setup::page()?;
    let tarball = build()?;
    let size = fs::metadata(&tarball)?.len() / 1024;
    process::say("npm", &format!("{} is ready ({size} KB)", tarball.display()));
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
    for (from, name) in COPIED.iter().flat_map(|(from, names)| names.iter().map(move |name| (from, name))) {
        files::copy(&root.join(from).join(name), &folder.join(name))?;
    }
    let manifest = fs::read_to_string(root.join("crates/js/npm/package.json"))?;
    let version = concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"");
    files::write(&folder.join("package.json"), manifest.replace("\"version\": \"0.0.0\"", version))?;
    for script in ["crates/js/npm/types.mjs", "crates/js/npm/notices.mjs"] {
        process::run(process::node(script).arg(&folder), FAILED)?;
    }
    check::folder(&folder)?;
    let mut pack = process::command(setup::NPM);
    pack.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(root.join("target/npm")).arg(&folder);
    process::run(&mut pack, "npm could not pack the package; the messages above say why.")?;
    Ok(root.join("target/npm").join(concat!("kaigo-hojo-", env!("CARGO_PKG_VERSION"), ".tgz")))
}

/// The wasm and the JavaScript that calls into it.
fn engine(folder: &Path) -> Outcome {
    process::say("npm", "cargo compiles the engine (1 to 2 minutes the first time)");
    let mut cargo = cargo::command(&["build", "--quiet", "--package", "kaigo-hojo-js", "--lib", "--profile", "engine"]);
    cargo.args(["--target", workspace::WASM_TARGET]).env("CARGO_ENCODED_RUSTFLAGS", cargo::rust_flags());
    let built = cargo::build(&mut cargo)?;
    process::say("npm", "wasm-bindgen and wasm-opt make it ready");
    let mut bindgen = program::for_browsers(built.program("kaigo_hojo_js")?, "engine")?;
    // A call that breaks off leaves an instance behind that nobody may use: core.js takes a fresh one.
    bindgen.reset_state_function(true).remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder).context("The engine could not be made ready")?;
    let raw = folder.join("engine_bg.wasm");
    let mut optimise = process::node(program::WASM_OPT);
    // The features of wasm that the page has, too: the browsers of the README are the page's.
    let features = program::opt_flags()?.into_iter().filter(|flag| flag.starts_with("--enable-"));
    optimise.arg("-O3").args(features).arg(&raw).arg("-o").arg(folder.join("kaigo-hojo.wasm"));
    process::run(&mut optimise, FAILED)?;
    Ok(fs::remove_file(&raw)?)
}
