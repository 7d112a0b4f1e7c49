//! cargo: what it builds for us, and where it says that it has put it.

use crate::{process, workspace};
use anyhow::{Context, Result, ensure};
use cargo_metadata::Message;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What cargo has built.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// Programs and wasm modules, by the name of their target.
    programs: BTreeMap<String, PathBuf>,
    /// Where build scripts write, by the id of their package.
    out: BTreeMap<String, PathBuf>,
}

impl Built {
    /// The program or module of this name.
    pub(crate) fn program(&self, name: &str) -> Result<&Path> {
        self.programs.get(name).map(PathBuf::as_path).with_context(|| format!("cargo has built no {name}"))
    }

    /// Where the build script of a package of ours writes.
    pub(crate) fn out(&self, package: &str) -> Result<&Path> {
        let found = self.out.iter().find(|(id, _)| id.contains(&format!("#{package}@")));
        found.map(|(_, out)| out.as_path()).with_context(|| format!("cargo did not say where {package} is built"))
    }
}

/// The cargo that runs us, so that every step uses one toolchain.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A cargo command with these arguments.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = process::command(program());
    command.args(arguments);
    command
}

/// Runs a command that builds (`cargo build …`, `cargo test --no-run …`); cargo's own messages are seen.
pub(crate) fn build(command: &mut Command) -> Result<Built> {
    command.args(["--message-format", "json-render-diagnostics"]).stdout(Stdio::piped());
    let mut child = command.spawn().context("cargo cannot be run")?;
    let said = child.stdout.take().context("cargo says nothing")?;
    let mut built = Built::default();
    for message in Message::parse_stream(BufReader::new(said)) {
        match message.context("cargo's messages cannot be read")? {
            Message::CompilerArtifact(artifact) => {
                let wasm = || artifact.filenames.iter().find(|file| file.extension() == Some("wasm")).cloned();
                if let Some(file) = artifact.executable.clone().or_else(wasm) {
                    built.programs.insert(artifact.target.name, file.into());
                }
            }
            Message::BuildScriptExecuted(script) => {
                built.out.insert(script.package_id.repr, script.out_dir.into());
            }
            _ => {}
        }
    }
    ensure!(child.wait()?.success(), "It was not built; the messages above say why.");
    Ok(built)
}

/// Panic messages carry source paths: name the crates, not the folders of this machine.
pub(crate) fn rust_flags() -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = cargo_home.map(|home| home.join("registry").join("src"));
    let index = sources.as_deref().and_then(only_folder);
    let sysroot = process::answer("rustc", &["--print", "sysroot"]).map(PathBuf::from);
    // The later of two prefixes that match wins: the general ones come first.
    let prefixes = [
        (env::home_dir(), "~"),
        (sysroot, "rust"),
        (sources, "crates"),
        (index, "crates"),
        (Some(workspace::root()), "."),
    ];
    let known = prefixes.into_iter().filter_map(|(from, to)| Some((from?, to)));
    let mut flags: Vec<String> =
        known.map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect();
    // The variable replaces what the caller may have set in the plain one: keep that.
    flags.extend(env::var("RUSTFLAGS").unwrap_or_default().split_whitespace().map(str::to_owned));
    flags.join("\u{1f}")
}

/// The folder's one sub-folder; nothing if there are more.
fn only_folder(folder: &Path) -> Option<PathBuf> {
    let mut entries = folder.read_dir().ok()?.flatten().map(|entry| entry.path());
    let first = entries.next()?;
    entries.next().is_none().then_some(first)
}
