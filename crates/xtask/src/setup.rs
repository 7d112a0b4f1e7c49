//! `cargo xtask setup`: installs what is missing, at pinned versions, and says what it does.
//!
//! `serve`, `build` and `test` call it first. What is there already is not touched; a step that
//! cannot be done ends with one sentence that says what to do.

mod node;
mod rust;
mod system;

pub(crate) use node::npm;
pub(crate) use system::{browsers, chromium};

use crate::tools::Tool;
use crate::{Outcome, options, process};
use std::process::ExitCode;
use std::time::Instant;

/// What is going to be done, and so what must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Formatting, lints and native tests: `cargo xtask test --fast`.
    NativeTests,
    /// Building the page: `build` and `serve`.
    Page,
    /// Everything, the browser too: `test` and `setup`.
    AllTests,
}

/// Installs everything that any command needs.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    options(arguments, &[])?;
    install(Purpose::AllTests)?;
    println!("setup: everything is here");
    Ok(ExitCode::SUCCESS)
}

/// Installs what `purpose` needs and is not there.
pub(crate) fn install(purpose: Purpose) -> Result<(), String> {
    if purpose != Purpose::Page {
        rust::components()?;
    }
    if purpose == Purpose::NativeTests {
        return Ok(());
    }
    // The quick checks first: nobody should wait ten minutes to read that Node.js is too old.
    node::version()?;
    if purpose == Purpose::AllTests {
        system::packages()?;
        system::shell();
    }
    node::packages()?;
    rust::wasm_target()?;
    rust::tools()?;
    rust::crates()
}

/// Installs a tool that only one command needs.
pub(crate) fn tool(tool: &Tool) -> Result<(), String> {
    rust::tool(tool)
}

/// Announces a step, does it, and says how long it took.
fn step(what: &str, takes: &str, act: impl FnOnce() -> bool, otherwise: &str) -> Result<(), String> {
    println!("setup: {what} (takes about {takes})");
    let start = Instant::now();
    if act() {
        println!("setup: done in {}", process::spoken(start.elapsed()));
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}
