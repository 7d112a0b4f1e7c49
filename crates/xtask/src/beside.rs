//! Builds that go on beside the native tests. Linking a small program keeps one core busy; there are at least two.
//!
//! Each build is a command of ours, run by this program started once more, one after the other. What it prints is kept
//! until its stage has come, so that the stages do not talk at the same time.

use crate::process;
use std::env;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// The builds that have been started, in their order.
pub(crate) struct Beside(Vec<(&'static [&'static str], Receiver<Built>)>);

/// What a build printed, and whether it ended well.
struct Built {
    success: bool,
    text: String,
}

/// Starts these commands, one after the other, beside whatever comes next.
pub(crate) fn start(commands: &[&'static [&'static str]]) -> Beside {
    let (mut builds, mut work) = (Vec::new(), Vec::new());
    for &arguments in commands {
        let (sender, receiver) = mpsc::channel();
        builds.push((arguments, receiver));
        work.push((arguments, sender));
    }
    thread::spawn(move || {
        for (arguments, sender) in work {
            // Nobody waits any more: then nobody needs it.
            if sender.send(build(arguments)).is_err() {
                return;
            }
        }
    });
    Beside(builds)
}

impl Beside {
    /// Waits for one of the builds, prints what it said, and fails as it failed.
    pub(crate) fn wait(&self, command: &[&str]) -> Result<(), String> {
        let spoken = command.join(" ");
        let found = self.0.iter().find(|(arguments, _)| *arguments == command);
        let built = found.and_then(|(_, receiver)| receiver.recv().ok());
        let Built { success, text } = built.ok_or_else(|| format!("`cargo xtask {spoken}` was not started."))?;
        print!("{text}");
        if success { Ok(()) } else { Err(format!("`cargo xtask {spoken}` failed; the messages above say why.")) }
    }
}

fn build(arguments: &[&str]) -> Built {
    let run = env::current_exe().and_then(|program| process::command(program).args(arguments).output());
    match run {
        Ok(output) => Built {
            success: output.status.success(),
            text: [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat(),
        },
        Err(error) => Built { success: false, text: format!("This program cannot be started again ({error}).\n") },
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
