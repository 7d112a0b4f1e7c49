//! What the tests leave out. Each test that does writes a line into a file that an environment variable names; the lines
//! are printed before the last one of `cargo xtask test`.

use crate::{Outcome, files, workspace};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Names the file to the tests: tests/src/not_checked.rs and tests/programmes.mjs write into it.
pub(crate) const VARIABLE: &str = "KAIGO_HOJO_NOT_CHECKED";

/// The file.
pub(crate) fn file() -> PathBuf {
    workspace::root().join("target/not-checked.txt")
}

/// Nothing is left out yet.
pub(crate) fn begin() -> Outcome {
    files::write(&file(), "")
}

/// What was left out, to be printed: empty where nothing was.
pub(crate) fn told() -> String {
    said(&files::read(&file()).unwrap_or_default())
}

fn said(lines: &str) -> String {
    // Several tests may leave out the same.
    let lines: BTreeSet<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
    let head = if lines.is_empty() { "" } else { "NOT CHECKED\n" };
    lines.into_iter().fold(head.to_owned(), |told, line| told + "  " + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn each_thing_is_told_once() {
        assert_eq!(said("b: no text\na: no text\nb: no text\n"), "NOT CHECKED\n  a: no text\n  b: no text\n");
        assert_eq!(said("\n"), "");
    }
}
