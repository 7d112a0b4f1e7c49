//! `cargo xtask npm`: the JavaScript package, as the tarball that npm installs. It is not published.
//!
//! The engine is built for speed, not for size: whoever installs it has it on a server or in an app of their own.

use crate::setup::{self, Purpose};
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, build, later, options, process, tools};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What stands in the package as it stands in `crates/js/npm`.
const MODULES: &[&str] = &["bundler.js", "core.js", "error.js", "node.js", "plain.js", "web.js", "README.md"];

/// Builds the package.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    options(arguments, &[])?;
    setup::install(Purpose::Page)?;
    let tarball = build()?;
    println!("npm: {} is ready ({} KB)", tarball.display(), size(&tarball) / 1024);
    Ok(ExitCode::SUCCESS)
}

/// The folder that the package is made in; the benchmark takes it from here.
pub(crate) fn folder() -> PathBuf {
    workspace::root().join("target/npm/package")
}

/// The tarball.
pub(crate) fn tarball() -> PathBuf {
    workspace::root().join("target/npm").join(concat!("kaigo-hojo-", env!("CARGO_PKG_VERSION"), ".tgz"))
}

/// Builds the tarball; expects `setup` to have been done.
pub(crate) fn build() -> Result<PathBuf, String> {
    let folder = folder();
    // Nothing of an earlier build may slip in.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made ({error}).", folder.display()))?;
    engine(&folder)?;
    let root = workspace::root();
    for name in MODULES {
        copy(&root.join("crates/js/npm").join(name), &folder.join(name))?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(name), &folder.join(name))?;
    }
    write(&folder.join("package.json"), &manifest(&read(&root.join("crates/js/npm/package.json"))?))?;
    for script in ["types.mjs", "notices.mjs"] {
        run(process::command("node").arg(root.join("crates/js/npm").join(script)).arg(&folder))?;
    }
    build::check_folder(&folder)?;
    let mut pack = process::command(setup::npm());
    pack.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(root.join("target/npm")).arg(&folder);
    run(&mut pack)?;
    Ok(tarball())
}

/// The wasm and the JavaScript that calls into it.
fn engine(folder: &Path) -> Result<(), String> {
    let mut cargo = process::command(workspace::cargo());
    cargo
        .args([
            "build",
            "--quiet",
            "--package",
            "kaigo-hojo-js",
            "--lib",
            "--profile",
            "engine",
            "--target",
            WASM_TARGET,
        ])
        .env("CARGO_ENCODED_RUSTFLAGS", build::rust_flags());
    run(&mut cargo)?;
    let built = workspace::root().join("target").join(WASM_TARGET).join("engine/kaigo_hojo_js.wasm");
    let mut bindgen = tool("wasm-bindgen")?;
    bindgen
        .args(["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-name", "engine"])
        // A call that breaks off leaves an instance behind that nobody may use: core.js takes a fresh one.
        .arg("--experimental-reset-state-function")
        .args(["--remove-name-section", "--remove-producers-section", "--out-dir"])
        .arg(folder)
        .arg(built);
    run(&mut bindgen)?;
    let raw = folder.join("engine_bg.wasm");
    let mut optimise = tool("wasm-opt")?;
    // The features of wasm that the page has, too: the browsers of the README are the page's.
    let features = later::opt_flags()?.into_iter().filter(|flag| flag.starts_with("--enable-"));
    optimise.arg("-O3").args(features).arg(&raw).arg("-o").arg(folder.join("kaigo-hojo.wasm"));
    run(&mut optimise)?;
    fs::remove_file(&raw).map_err(|error| format!("{} cannot be removed ({error}).", raw.display()))
}

fn manifest(template: &str) -> String {
    template.replace("\"version\": \"0.0.0\"", concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\""))
}

fn tool(program: &str) -> Result<Command, String> {
    let mut command = process::command(program);
    command.env("PATH", tools::build_path()?);
    Ok(command)
}

fn run(command: &mut Command) -> Result<(), String> {
    if process::succeeds(command) {
        return Ok(());
    }
    let program = command.get_program().to_string_lossy().into_owned();
    Err(format!("`{program}` failed; the messages above say why."))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{} cannot be written ({error}).", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(drop).map_err(|error| format!("{} cannot be copied ({error}).", from.display()))
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
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
