//! Reading how many tests passed and failed, and which, off the summaries that test programs print.
//!
//! Running the programs is `test`'s work.

use regex::{Captures, Regex};
use std::fmt;

/// How much is said again of tests that failed; the whole stands above it.
const MOST_LINES: usize = 16;
const MOST_CHARACTERS: usize = 160;

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that ran and held.
    pub(crate) passed: u64,
    /// Tests that did not hold, and checks that failed.
    pub(crate) failed: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Who printed the lines. They are not guessed: a failing test's own output is among nextest's lines, with a summary of its
/// own.
pub(crate) struct Summary {
    /// A line that counts: tests that `passed` and `failed`, or all that `ran`: whatever it is called then, what did not pass
    /// has failed.
    counts: &'static str,
    /// What the names of the tests that failed stand under.
    heading: &'static str,
}

/// `cargo test`, and the runner of the tests inside wasm: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
pub(crate) const CARGO: Summary =
    Summary { counts: r"^test result: .*?(?<passed>\d+) passed; (?<failed>\d+) failed", heading: "failures:" };

/// `cargo nextest run`: `Summary [ 0.01s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 0 skipped`.
pub(crate) const NEXTEST: Summary = Summary {
    counts: r"^\s*Summary \[.*?\] +(?<ran>\d+)(/\d+)? tests? run: (?<passed>\d+) passed",
    heading: "Summary [",
};

/// `node --test` with its `spec` reporter: `ℹ pass 3`, `ℹ fail 1`, `ℹ cancelled 1`.
pub(crate) const NODE: Summary =
    Summary { counts: r"^ℹ (pass (?<passed>\d+)|(fail|cancelled) (?<failed>\d+))", heading: "✖ failing tests:" };

/// What a stage of the tests found.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) tally: Tally,
    /// Which tests failed, and why.
    pub(crate) failures: Vec<String>,
    /// What is said again at the end, however it went: the versions of browsers, and what cannot be tried in them.
    pub(crate) notes: Vec<String>,
}

/// What the lines of a test program say; nothing if they have no summary.
pub(crate) fn read(summary: &Summary, lines: &[String]) -> Option<Findings> {
    let counts = Regex::new(summary.counts).ok()?;
    let found: Vec<Captures> = lines.iter().filter_map(|line| counts.captures(line)).collect();
    let sum = |name| found.iter().filter_map(|one| one.name(name)?.as_str().parse::<u64>().ok()).sum::<u64>();
    let passed = sum("passed");
    let tally = Tally { passed, failed: sum("failed") + sum("ran").saturating_sub(passed) };
    let notes = lines.iter().filter(|line| line.starts_with("browser: ")).cloned().collect();
    (!found.is_empty()).then(|| Findings { tally, failures: failures(summary, lines), notes })
}

/// The beginning of what a test program says at its end of the tests that failed: their names, and why.
fn failures(summary: &Summary, lines: &[String]) -> Vec<String> {
    let rest = lines.iter().skip_while(|line| !line.trim_start().starts_with(summary.heading)).skip(1);
    let told = rest.filter(|line| !line.trim().is_empty()).take(MOST_LINES);
    told.map(|line| line.chars().take(MOST_CHARACTERS).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{CARGO, NEXTEST, NODE, Summary, failures, read};

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn summaries_are_added_up() {
        for (summary, text, passed, failed) in [
            (NEXTEST, "     Summary [   0.006s] 3 tests run: 3 passed, 0 skipped", 3, 0),
            (NEXTEST, "     Summary [   0.006s] 1 test run: 0 passed, 1 failed, 0 skipped", 0, 1),
            (
                NEXTEST,
                "     Summary [   1.6s] 7/9 tests run: 3 passed (1 slow, 1 flaky), 2 failed \
                 (1 due to being leaky), 1 timed out, 1 exec failed, 4 skipped",
                3,
                4,
            ),
            // What a failing test printed is not counted again.
            (
                NEXTEST,
                "    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured\n\
                 test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured\n     \
                 Summary [   0.2s] 31 tests run: 30 passed, 1 failed, 0 skipped",
                30,
                1,
            ),
            (
                CARGO,
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\nnothing\n\
                 test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured",
                4,
                2,
            ),
            (NODE, "ℹ tests 6\nℹ suites 0\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0", 4, 2),
        ] {
            let tally = read(&summary, &lines(text)).expect(text).tally;
            assert_eq!((tally.passed, tally.failed), (passed, failed), "{text}");
        }
    }

    #[test]
    fn what_failed_is_said_again() {
        let told = |summary: &Summary, text: &str| failures(summary, &lines(text));
        let node = "✖ wrong (1ms)\nℹ fail 1\n\n✖ failing tests:\n\ntest at a.mjs:3:1\n✖ wrong (1ms)\n  1 !== 2";
        assert_eq!(told(&NODE, node), ["test at a.mjs:3:1", "✖ wrong (1ms)", "  1 !== 2"]);
        let cargo = "test a ... FAILED\n\nfailures:\n\n---- a stdout ----\npanicked";
        assert_eq!(told(&CARGO, cargo), ["---- a stdout ----", "panicked"]);
        let nextest = "     Summary [   0.2s] 2 tests run: 1 passed, 1 failed\n        FAIL [   0.006s] crate a";
        assert_eq!(told(&NEXTEST, nextest), ["        FAIL [   0.006s] crate a"]);
        let much = told(&CARGO, &format!("failures:\n{}", format!("{}\n", "あ".repeat(500)).repeat(50)));
        assert_eq!((much.len(), much.first().map_or(0, |line| line.chars().count())), (16, 160));
    }

    #[test]
    fn no_summary_is_not_zero_tests() {
        for summary in [CARGO, NEXTEST, NODE] {
            assert!(read(&summary, &lines("error: could not compile")).is_none());
        }
    }
}
