//! `cargo xtask setup`: installs what is missing, at pinned versions, and says what it does.
//!
//! `serve`, `build` and `test` call it first. What is there already is not touched; a step that
//! cannot be done ends with one sentence that says what to do.

mod node;
mod rust;
mod step;
mod system;

pub(crate) use node::npm;
pub(crate) use rust::tool;
pub(crate) use system::{browsers, chromium};

use crate::{Outcome, progress};

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
pub(crate) fn command() -> Outcome {
    install(Purpose::AllTests)?;
    progress::say("setup", "everything is here");
    Ok(())
}

/// Installs what `purpose` needs and is not there.
pub(crate) fn install(purpose: Purpose) -> Outcome {
    if purpose != Purpose::Page {
        rust::components()?;
    }
    if purpose == Purpose::NativeTests {
        return Ok(());
    }
    // The quick checks first: nobody should wait minutes to read that Node.js is too old.
    node::version()?;
    if purpose == Purpose::AllTests {
        system::packages()?;
        system::shell();
    }
    node::packages()?;
    rust::wasm_target()?;
    rust::crates()
}
