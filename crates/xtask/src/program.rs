//! The page's program: built by cargo as one, split into a first module and the parts that come when they are needed, each
//! made ready for the browser.
//!
//! The order: `wasm_split_cli_support` takes apart what the linker's notes (`--emit-relocs`) let it tell apart;
//! wasm-bindgen's library makes the JavaScript, for the first module alone; crates/xtask/node/glue.mjs adds how parts come
//! (crates/xtask/node/parts.js) and makes all of it small.

use crate::{cargo, files, html, process, workspace};
use anyhow::{Context, Result, anyhow};
use fs_err as fs;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};
use wasm_split_cli_support::Options;

/// The program as it is delivered.
pub(crate) struct Program {
    /// Its JavaScript.
    pub(crate) script: String,
    /// Its first module.
    pub(crate) wasm: Vec<u8>,
    /// What comes later.
    pub(crate) parts: Vec<Part>,
}

/// A file of wasm that parts of the program need.
pub(crate) struct Part {
    /// The names of the parts that need it.
    pub(crate) needed_by: Vec<String>,
    /// The file.
    pub(crate) wasm: Vec<u8>,
}

/// What the first module imports the loaders of parts from, until glue.mjs puts them into its own JavaScript.
const LINK: &str = "./parts.js";

/// The first module, before wasm-bindgen has it.
const MAIN: &str = "main.wasm";

const GLUE: &str = "crates/xtask/node/glue.mjs";

/// wasm-opt, a script of Node's.
pub(crate) const WASM_OPT: &str = "node_modules/binaryen/bin/wasm-opt";

/// The control flow made anew from scratch is smaller than what the compiler leaves; what compilers were used is of no use
/// to a browser.
const SMALL: [&str; 6] = ["--flatten", "--rereloop", "-Oz", "-Oz", "--strip-producers", "--strip-target-features"];

/// The command that builds a package for the browser.
pub(crate) fn command(package: &str) -> Command {
    let how = ["--profile", "web", "--target", workspace::WASM_TARGET, "--package", package];
    cargo::command(&[&["build"], &how[..]].concat())
}

/// wasm-bindgen's library, set for a browser's module.
pub(crate) fn for_browsers(program: &Path, name: &str) -> Result<Bindgen> {
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).omit_default_module_path(true).input_path(program).out_name(name);
    Ok(bindgen)
}

/// What glue.mjs says of the JavaScript that wasm-bindgen wrote.
#[derive(Deserialize)]
struct Glue {
    script: String,
    /// What it uses of the wasm.
    used: Vec<String>,
}

/// The flags that index.html gives to wasm-opt.
pub(crate) fn opt_flags() -> Result<Vec<String>> {
    let tags = html::tags(&fs::read_to_string(workspace::root().join("index.html"))?);
    let flags = tags.iter().find_map(|tag| tag.get("data-wasm-opt-params"));
    let flags = flags.context("index.html does not say `data-wasm-opt-params`.")?;
    Ok(flags.split_whitespace().map(str::to_owned).collect())
}

/// JavaScript of the page as it is delivered: made small by a minifier (crates/xtask/node/minify.mjs).
pub(crate) fn minified(script: &str) -> Result<String> {
    const FAILED: &str = "A script of the page could not be made small; the messages above say why.";
    process::through(&mut process::node("crates/xtask/node/minify.mjs"), &workspace::web(script), FAILED)
}

/// The command that builds a package so that it can be split.
pub(crate) fn to_be_split(package: &str) -> Command {
    let mut command = command(package);
    let flags = ["--cfg", "erase_components", "-Clink-args=--emit-relocs"].map(str::to_owned);
    let flags = [cargo::rust_flags()].into_iter().chain(flags).collect::<Vec<_>>().join("\u{1f}");
    command.args(["--features", "split"]).env("CARGO_ENCODED_RUSTFLAGS", flags);
    command
}

/// A program that cargo has built, ready for the page.
pub(crate) fn ready(program: &Path, name: &str) -> Result<Program> {
    const FAILED: &str = "The program could not be made small; the messages above say why.";
    let folder = workspace::root().join("target/xtask").join(name);
    files::fresh(&folder)?;
    process::say("build", &format!("{name} is split, and wasm-bindgen and wasm-opt make it ready"));
    let parts = split(program, &folder)?;
    let mut bindgen = for_browsers(&folder.join(MAIN), "module")?;
    // What parts share with the first module is known by the linker's names.
    let output = bindgen.keep_lld_exports(true).encode_into(EncodeInto::Always).generate_output();
    let mut output = output.with_context(|| format!("{name} could not be made ready"))?;
    let written = folder.join("module.js");
    fs::write(&written, output.js())?;
    let mut node = process::node(GLUE);
    node.arg("script").arg(&folder).args(parts.keys());
    let Glue { script, used } = serde_json::from_str(&process::through(&mut node, &written, FAILED)?)?;
    let exports = &mut output.wasm_mut().exports;
    let unused: Vec<_> = exports.iter().filter(|one| !used.contains(&one.name)).map(|one| one.id()).collect();
    unused.into_iter().for_each(|one| exports.delete(one));
    fs::write(folder.join("script.js"), script)?;
    fs::write(folder.join("module.wasm"), output.wasm_mut().emit_wasm())?;
    let mut node = process::node(GLUE);
    node.arg("small").arg(&folder).args(SMALL).args(opt_flags()?);
    process::run(&mut node, FAILED)?;
    let part = |(file, needed_by): (&str, _)| {
        Ok(Part { needed_by, wasm: fs::read(folder.join("parts").join(format!("{file}.wasm")))? })
    };
    Ok(Program {
        script: fs::read_to_string(folder.join("small.js"))?,
        wasm: fs::read(folder.join("small.wasm"))?,
        parts: needed(&parts).into_iter().map(part).collect::<Result<_>>()?,
    })
}

/// Takes a program apart: its first module and, in a folder of their own, the files of each part.
fn split(program: &Path, folder: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let (input, parts, main) = (fs::read(program)?, folder.join("parts"), folder.join(MAIN));
    let mut options = Options::new(&input);
    (options.output_dir, options.main_out_path, options.link_name) = (&parts, &main, LINK);
    let split = wasm_split_cli_support::transform(options);
    let split = split.map_err(|error| anyhow!("{} could not be split: {error:#}", program.display()))?;
    Ok(split.prefetch_map.into_iter().collect())
}

/// Files with the parts that need each, those first that several need.
fn needed(parts: &BTreeMap<String, Vec<String>>) -> Vec<(&str, Vec<String>)> {
    let mut needed = BTreeMap::<&str, Vec<String>>::new();
    for (part, files) in parts {
        files.iter().for_each(|file| needed.entry(file).or_default().push(part.clone()));
    }
    let mut needed: Vec<_> = needed.into_iter().collect();
    needed.sort_by_key(|(_, parts)| std::cmp::Reverse(parts.len()));
    needed
}
