//! Reading how many tests passed and failed, and which, off the summaries that test programs print.
//!
//! Running the programs is `test`'s work.

use std::fmt;
use std::ops::AddAssign;

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

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Who printed the lines. They are not guessed: a failing test's own output is among nextest's
/// lines, with a summary of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Summary {
    /// `cargo test`, and the runner of the tests inside wasm.
    Cargo,
    /// `cargo nextest run`.
    Nextest,
    /// `node --test` with its `spec` reporter.
    Node,
}

/// The sum of all summaries among the lines; nothing if there is none.
pub(crate) fn read(summary: Summary, lines: &[String]) -> Option<Tally> {
    let reader = match summary {
        Summary::Cargo => cargo,
        Summary::Nextest => nextest,
        Summary::Node => node,
    };
    let mut found = lines.iter().filter_map(|line| reader(line)).peekable();
    found.peek()?;
    let mut sum = Tally::default();
    found.for_each(|tally| sum += tally);
    Some(sum)
}

/// The beginning of what a test program says at its end of the tests that failed: their names, and why.
pub(crate) fn failures(summary: Summary, lines: &[String]) -> Vec<String> {
    let heading = match summary {
        Summary::Cargo => "failures:",
        Summary::Nextest => "Summary [",
        Summary::Node => "✖ failing tests:",
    };
    let rest = lines.iter().skip_while(|line| !line.trim_start().starts_with(heading)).skip(1);
    let told = rest.filter(|line| !line.trim().is_empty()).take(MOST_LINES);
    told.map(|line| line.chars().take(MOST_CHARACTERS).collect()).collect()
}

/// What tests say of the browsers that they drove: versions, and what cannot be tried in them.
pub(crate) fn notes(lines: &[String]) -> Vec<String> {
    lines.iter().filter(|line| line.starts_with("browser: ")).cloned().collect()
}

/// `Summary [ 0.01s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 0 skipped`.
fn nextest(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim_start().strip_prefix("Summary [")?.split_once("run: ")?;
    let mut tally = Tally::default();
    // What stands in brackets after a number tells more of it, with commas of its own.
    let outside = counts.split('(').map(|part| part.rsplit(')').next().unwrap_or(part));
    for part in outside.collect::<String>().split(',') {
        let (number, what) = part.trim().split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match what.trim() {
            "passed" => tally.passed += number,
            "skipped" => {}
            // failed, timed out, exec failed: whatever it is called, it did not pass.
            _ => tally.failed += number,
        }
    }
    Some(tally)
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
fn cargo(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?;
    let number = |name: &str| {
        let before = counts.split(name).next()?;
        before.split_whitespace().next_back()?.parse().ok()
    };
    Some(Tally { passed: number(" passed")?, failed: number(" failed")? })
}

/// `ℹ pass 3`, `ℹ fail 1`, `ℹ cancelled 1`.
fn node(line: &str) -> Option<Tally> {
    let (name, number) = line.strip_prefix("ℹ ")?.split_once(' ')?;
    let number = number.parse().ok()?;
    match name {
        "pass" => Some(Tally { passed: number, failed: 0 }),
        "fail" | "cancelled" => Some(Tally { passed: 0, failed: number }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Summary, Tally, failures, read};

    fn tally(summary: Summary, text: &str) -> Option<Tally> {
        read(summary, &text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    fn numbers(passed: u64, failed: u64) -> Option<Tally> {
        Some(Tally { passed, failed })
    }

    #[test]
    fn nextest() {
        let text = "     Summary [   0.006s] 3 tests run: 3 passed, 0 skipped";
        assert_eq!(tally(Summary::Nextest, text), numbers(3, 0));
        let text = "     Summary [   1.6s] 7/9 tests run: 3 passed (1 slow, 1 flaky), 2 failed \
                    (1 due to being leaky), 1 timed out, 1 exec failed, 4 skipped";
        assert_eq!(tally(Summary::Nextest, text), numbers(3, 4));
    }

    #[test]
    fn what_a_failing_test_printed_is_not_counted_again() {
        let text = "    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured\n\
                    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured\n     \
                    Summary [   0.2s] 31 tests run: 30 passed, 1 failed, 0 skipped";
        assert_eq!(tally(Summary::Nextest, text), numbers(30, 1));
    }

    #[test]
    fn cargo() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                    nothing\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured";
        assert_eq!(tally(Summary::Cargo, text), numbers(4, 2));
    }

    #[test]
    fn node() {
        let text = "ℹ tests 6\nℹ suites 0\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0";
        assert_eq!(tally(Summary::Node, text), numbers(4, 2));
    }

    #[test]
    fn what_failed_is_said_again() {
        let told = |summary, text: &str| failures(summary, &text.lines().map(str::to_owned).collect::<Vec<_>>());
        let node = "✖ wrong (1ms)\nℹ fail 1\n\n✖ failing tests:\n\ntest at a.mjs:3:1\n✖ wrong (1ms)\n  1 !== 2";
        assert_eq!(told(Summary::Node, node), ["test at a.mjs:3:1", "✖ wrong (1ms)", "  1 !== 2"]);
        let cargo = "test a ... FAILED\n\nfailures:\n\n---- a stdout ----\npanicked";
        assert_eq!(told(Summary::Cargo, cargo), ["---- a stdout ----", "panicked"]);
        let nextest = "     Summary [   0.2s] 2 tests run: 1 passed, 1 failed\n        FAIL [   0.006s] crate a";
        assert_eq!(told(Summary::Nextest, nextest), ["        FAIL [   0.006s] crate a"]);
        let much = format!("failures:\n{}", format!("{}\n", "あ".repeat(500)).repeat(50));
        let told = told(Summary::Cargo, &much);
        assert_eq!((told.len(), told.first().map_or(0, |line| line.chars().count())), (16, 160));
    }

    #[test]
    fn no_summary_is_not_zero_tests() {
        for summary in [Summary::Cargo, Summary::Nextest, Summary::Node] {
            assert_eq!(tally(summary, "error: could not compile"), None);
        }
    }
}
