//! Builds that go on beside the native tests. Linking a small program keeps one core busy; there are at least two.
//!
//! Each build is a command of ours, run by this program started once more, one after the other. What it prints is kept
//! until its stage has come, so that the stages do not talk at the same time.

use crate::{Outcome, process};
use anyhow::{Context, ensure};
use std::process::Output;
use std::sync::mpsc::{self, Receiver};
use std::{env, io, thread};

/// A command of ours: its name and options.
pub(crate) type Ours = &'static [&'static str];

/// The builds that have been started, in their order.
pub(crate) struct Beside(Vec<(Ours, Receiver<io::Result<Output>>)>);

/// Starts these commands, one after the other, beside whatever comes next.
pub(crate) fn start(commands: &[Ours]) -> Beside {
    let (mut builds, mut work) = (Vec::new(), Vec::new());
    for &arguments in commands {
        let (sender, receiver) = mpsc::channel();
        builds.push((arguments, receiver));
        work.push((arguments, sender));
    }
    thread::spawn(move || {
        for (arguments, sender) in work {
            let output = env::current_exe().and_then(|program| process::command(program).args(arguments).output());
            // Nobody waits any more: then nobody needs it.
            if sender.send(output).is_err() {
                return;
            }
        }
    });
    Beside(builds)
}

impl Beside {
    /// Waits for one of the builds, prints what it said, and fails as it failed.
    pub(crate) fn wait(&self, command: &[&str]) -> Outcome {
        let spoken = command.join(" ");
        let found = self.0.iter().find(|(arguments, _)| *arguments == command);
        let output = found.and_then(|(_, receiver)| receiver.recv().ok());
        let output = output.with_context(|| format!("`cargo xtask {spoken}` was not started."))??;
        [output.stdout, output.stderr].iter().for_each(|bytes| print!("{}", String::from_utf8_lossy(bytes)));
        ensure!(output.status.success(), "`cargo xtask {spoken}` failed; the messages above say why.");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::start;

    #[test]
    fn a_build_that_was_never_started_is_no_success() {
        assert!(start(&[]).wait(&["build"]).is_err());
    }
}
