//! `cargo xtask setup`: installs what is missing, at pinned versions, and says what it does.
//!
//! `serve`, `build` and `test` call it first. What is there already is not touched; a step that cannot be done ends with
//! one sentence that says what to do. Neither the Rust toolchain nor Node.js is installed: whoever runs `cargo xtask` has
//! the one, and systems differ too much in how people keep the other.

mod system;

pub(crate) use system::{browsers, chromium};

use crate::process::{self, step};
use crate::workspace::{self, WASM_TARGET};
use crate::{Outcome, cargo};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::env;
use std::path::{Path, PathBuf};

/// The oldest Node.js that runs the tests.
const OLDEST_NODE: u32 = 20;

/// The program of npm.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Everything that any command needs, the browser too.
pub(crate) fn all() -> Outcome {
    native()?;
    // The quick checks first: nobody should wait minutes to read that Node.js is too old.
    node()?;
    system::packages()?;
    system::shell();
    page()
}

/// What building the page needs.
pub(crate) fn page() -> Outcome {
    node()?;
    npm_packages()?;
    wasm_target()?;
    crates()
}

/// What formatting, lints and native tests need: rustfmt and clippy, for the toolchain that runs us.
pub(crate) fn native() -> Outcome {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if process::answer(cargo::program(), &[subcommand, "--version"]).is_none() {
            rustup(component, &["component", "add", component], || true)?;
        }
    }
    Ok(())
}

/// The standard library for the browser.
fn wasm_target() -> Outcome {
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

/// The sources of all dependencies: what comes next needs no network. The host's too: build scripts and macros run there.
fn crates() -> Outcome {
    let host = process::answer("rustc", &["--print", "host-tuple"]);
    let mut fetch = cargo::command(&["fetch", "--target", WASM_TARGET]);
    fetch.args(host.iter().flat_map(|host| ["--target", host]));
    step(
        "the page's Rust crates, downloaded where they are not there",
        "30 seconds the first time",
        || process::succeeds(&mut fetch),
        "The crates could not be downloaded; cargo says above why (often no network); mend that and run the command again.",
    )
}

/// The program of a tool that only one command needs, in a folder of our own: where it is there in this version, cargo says
/// so and does nothing.
pub(crate) fn tool(package: &str, version: &str) -> Result<PathBuf> {
    // The XDG rule: a relative or empty variable counts as unset.
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = cache.or_else(|| Some(env::home_dir()?.join(".cache")));
    let cache = cache.context("There is no home folder to keep tools in; set HOME or XDG_CACHE_HOME.")?;
    let root = cache.join("kaigo-hojo").join("tools");
    let mut install = cargo::command(&["install", package, "--version", version, "--locked", "--root"]);
    install.arg(&root);
    step(
        &format!("{package} {version}, built into {} where it is not there", root.display()),
        "5 to 8 minutes the first time",
        || process::succeeds(&mut install),
        &format!(
            "{package} {version} could not be built; cargo says above why (often no network or no C linker); mend that \
             and run the command again."
        ),
    )?;
    Ok(root.join("bin").join(package))
}

/// Node.js is there and not too old: it says so itself.
fn node() -> Outcome {
    let is_old = format!("process.exit(Number(parseInt(process.versions.node) < {OLDEST_NODE}))");
    let what = if process::answer("node", &["--version"]).is_some() { "is too old" } else { "is missing" };
    let advice = "or later from https://nodejs.org and run the command again";
    let is_recent = process::answer("node", &["--eval", &is_old]).is_some();
    ensure!(is_recent, "Node.js {what}; install version {OLDEST_NODE} {advice}.");
    Ok(())
}

/// The packages of `package-lock.json`, unless they are installed already.
fn npm_packages() -> Outcome {
    let lock = fs::read(workspace::root().join("package-lock.json"))?;
    // A copy of the lock file that was installed. `npm ci` empties the folder first, so the copy is never older than the
    // packages beside it.
    let stamp = workspace::root().join("node_modules").join(".installed-package-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    // Their install scripts are not needed, and not run.
    let mut install = process::command(NPM);
    install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    step(
        "installing wasm-opt, a minifier, the browser driver, axe, TypeScript and Vite with npm",
        "30 seconds",
        || process::succeeds(&mut install) && fs::write(&stamp, &lock).is_ok(),
        "The npm packages could not be installed; npm says above why (often no network, or npm itself is missing); mend \
         that and run the command again.",
    )
}

#[cfg(test)]
mod tests {
    use crate::workspace::root;
    use serde_json::Value;

    fn text(name: &str) -> String {
        fs_err::read_to_string(root().join(name)).expect(name)
    }

    fn json(name: &str) -> Value {
        serde_json::from_str(&text(name)).expect("JSON")
    }

    #[test]
    fn npm_packages_are_pinned_and_come_from_the_public_registry() {
        for (name, version) in json("package.json")["devDependencies"].as_object().expect("devDependencies") {
            let version = version.as_str().unwrap_or_default();
            assert!(version.starts_with(|sign: char| sign.is_ascii_digit()), "{name} {version}");
        }
        let lock = json("package-lock.json");
        let packages = lock["packages"].as_object().expect("packages").values();
        for address in packages.filter_map(|package| package["resolved"].as_str()) {
            assert!(address.starts_with("https://registry.npmjs.org/"), "{address}");
        }
    }

    #[test]
    fn tools_that_must_fit_have_one_version() {
        let toml = |name: &str| text(name).parse::<toml::Table>().expect("TOML");
        let (lock, trunk) = (toml("Cargo.lock"), toml("Trunk.toml"));
        let packages = lock["package"].as_array().expect("packages");
        let locked = |name| packages.iter().find(|package| package["name"].as_str() == Some(name)).expect(name);
        let bindgen = locked("wasm-bindgen")["version"].as_str();
        assert_eq!(bindgen, locked("wasm-bindgen-cli-support")["version"].as_str());
        assert_eq!(bindgen, trunk["tools"]["wasm_bindgen"].as_str());
        let binaryen = json("package.json")["devDependencies"]["binaryen"].as_str().map(str::to_owned);
        let binaryen = binaryen.and_then(|version| Some(format!("version_{}", version.split('.').next()?)));
        assert!(binaryen.is_some() && binaryen.as_deref() == trunk["tools"]["wasm_opt"].as_str(), "{binaryen:?}");
    }
}
