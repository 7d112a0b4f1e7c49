//! Running other programs, and saying what goes on.
//!
//! No program gets our standard input: nothing here may wait for a person.

use anyhow::{Context, Result, ensure};
use regex::Regex;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What a command gives back: nothing, or one sentence that says what to do.
pub(crate) type Outcome = Result<()>;

/// When the command began.
pub(crate) static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Says what a command is about to do, or has done, with the time since it began.
pub(crate) fn say(command: &str, what: &str) {
    println!("[{}] {command}: {what}", clock(START.elapsed()));
}

/// Announces a step of the set-up and does it.
pub(crate) fn step(what: &str, takes: &str, act: impl FnOnce() -> bool, otherwise: &str) -> Outcome {
    say("setup", &format!("{what} (takes about {takes})"));
    ensure!(act(), "{otherwise}");
    say("setup", "done");
    Ok(())
}

/// A duration in minutes and seconds.
pub(crate) fn clock(duration: Duration) -> String {
    format!("{:2}:{:02}", duration.as_secs() / 60, duration.as_secs() % 60)
}

/// A command in the repository's root that reads nothing from us.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
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
pub(crate) fn answer(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = command(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Runs a program in sight; false when it cannot be started or ends badly.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

/// Runs a program in sight; an error with this sentence when it cannot be started or ends badly.
pub(crate) fn run(command: &mut Command, otherwise: &str) -> Outcome {
    ensure!(succeeds(command), "{otherwise}");
    Ok(())
}

/// What a program makes of a file; an error with this sentence when it ends badly. Its messages are seen.
pub(crate) fn through(command: &mut Command, file: &Path, otherwise: &'static str) -> Result<String> {
    let output = command.stdin(fs_err::File::open(file)?.into_parts().0).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), otherwise);
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a program in sight: whether it ended well, and every line of both streams without colours.
pub(crate) fn watch(mut command: Command) -> Result<(bool, Vec<String>)> {
    let colours = Regex::new("\u{1b}\\[[0-9;]*[A-Za-z]")?;
    // cargo and nextest drop their colours when they see a pipe; they are for the person behind us.
    if io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let name = command.get_program().to_string_lossy().into_owned();
    let (reader, writer) = io::pipe()?;
    let child = command.stdout(writer.try_clone()?).stderr(writer).spawn();
    // It holds ends of the pipe, too, and the reader waits for the last one.
    drop(command);
    let mut child = child.with_context(|| format!("`{name}` cannot be run"))?;
    let mut lines = Vec::new();
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        // A reader that has gone (`| head`) is no reason to stop the program behind us.
        let _ = writeln!(io::stdout(), "{line}");
        lines.push(colours.replace_all(line.trim_end(), "").into_owned());
    }
    Ok((child.wait()?.success(), lines))
}

#[cfg(test)]
mod tests {
    use super::{answer, clock, command, watch};
    use std::time::Duration;

    #[test]
    fn both_streams_and_the_status_are_kept_and_colours_go() {
        let mut sh = command("sh");
        sh.args(["-c", r"echo out; printf '\033[32;1m3\033[0m passed\n' >&2; exit 3"]);
        let (success, lines) = watch(sh).expect("sh is everywhere we test");
        assert!(!success);
        assert_eq!(lines, ["out", "3 passed"]);
    }

    #[test]
    fn a_program_that_is_not_there_gives_no_answer() {
        assert_eq!(answer("kaigo-hojo-no-such-program", &["--version"]), None);
    }

    #[test]
    fn times_are_told_in_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_secs(245)), " 4:05");
    }
}
