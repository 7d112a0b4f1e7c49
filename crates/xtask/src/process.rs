//! Running other programs: quietly for an answer, or in sight while keeping what they print.
//!
//! No program gets our standard input: nothing here may wait for a person.

use anyhow::{Context, Result, ensure};
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a program printed while we passed it on, and whether it ended well.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    /// Exit status zero.
    pub(crate) success: bool,
    /// Every line of both streams, without colours.
    pub(crate) lines: Vec<String>,
}

/// A command in the repository's root that reads nothing from us.
pub(crate) fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(crate::workspace::root()).stdin(Stdio::null());
    command
}

/// Node.js with a script of the repository.
pub(crate) fn node(script: &str) -> Command {
    let mut node = command("node");
    node.arg(script);
    node
}

/// The first line a program prints for `arguments`, if it can be run and ends well.
pub(crate) fn answer(program: impl AsRef<Path>, arguments: &[&str]) -> Option<String> {
    let output = command(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Runs a program in sight; false when it cannot be started or ends badly.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

/// Runs a program in sight; an error with this sentence when it cannot be started or ends badly.
pub(crate) fn run(command: &mut Command, otherwise: &str) -> Result<()> {
    ensure!(succeeds(command), "{otherwise}");
    Ok(())
}

/// What a program makes of a text, if it ends well; its messages are seen.
pub(crate) fn through(command: &mut Command, text: &str) -> Option<String> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    let output = std::thread::scope(|scope| {
        // A program that ends early closes the pipe: its status tells.
        scope.spawn(move || stdin.write_all(text.as_bytes()));
        child.wait_with_output()
    });
    let output = output.ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// Runs a program in sight and keeps what it prints.
pub(crate) fn watch(command: &mut Command) -> Result<Watched> {
    // cargo and nextest drop their colours when they see a pipe; they are for the person behind us.
    if io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.with_context(|| format!("`{name}` cannot be run"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let lines = std::thread::scope(|scope| {
        let errors = scope.spawn(|| pass_on(stderr, io::stderr()));
        let mut lines = pass_on(stdout, io::stdout());
        lines.extend(errors.join().unwrap_or_default());
        lines
    });
    Ok(Watched { success: child.wait()?.success(), lines })
}

/// Copies a stream to ours line by line, and keeps the lines.
fn pass_on(from: Option<impl Read>, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    let Some(from) = from else { return lines };
    let mut reader = BufReader::new(from);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        // A reader that has gone (`| head`) is no reason to stop the program behind us.
        let _ = to.write_all(&bytes).and_then(|()| to.flush());
        lines.push(without_colours(String::from_utf8_lossy(&bytes).trim_end()));
        bytes.clear();
    }
    lines
}

/// Removes terminal colour sequences (`ESC [ … letter`).
fn without_colours(line: &str) -> String {
    let mut characters = line.chars();
    let mut plain = String::with_capacity(line.len());
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{answer, command, watch, without_colours};

    #[test]
    fn colours_go() {
        assert_eq!(without_colours("\u{1b}[32;1m3\u{1b}[0m passed"), "3 passed");
    }

    #[test]
    fn both_streams_and_the_status_are_kept() {
        let watched =
            watch(command("sh").args(["-c", "echo out; echo err >&2; exit 3"])).expect("sh is everywhere we test");
        assert!(!watched.success);
        assert_eq!(watched.lines, ["out", "err"]);
    }

    #[test]
    fn a_program_that_is_not_there_gives_no_answer() {
        assert_eq!(answer("kaigo-hojo-no-such-program", &["--version"]), None);
    }
}
