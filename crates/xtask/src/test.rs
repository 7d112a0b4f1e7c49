//! `cargo xtask test`: every check, stage by stage, with one line at the end that says it all.
//!
//! A stage that fails does not stop the next ones, unless they need what it makes. What the stages do is in `stages`. What
//! has to be built for the browser is built beside the native tests.

use crate::beside::{self, Beside, Ours};
use crate::findings::{Findings, Found};
use crate::progress::{self, spoken};
use crate::setup::{self, Purpose};
use crate::tally::Tally;
use crate::{Outcome, not_checked, stages};
use std::time::Instant;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Without wasm, page and browser
    #[arg(long)]
    fast: bool,
}

/// A stage: its heading, whether it needs the built page, and what it does.
struct Stage {
    heading: &'static str,
    needs_page: bool,
    work: Work,
}

/// What a stage does.
enum Work {
    /// Something of its own.
    Run(fn() -> Found),
    /// It waits for a build that goes on beside the stages before.
    Wait(Ours),
}

/// Commands of ours that build what the later stages need.
const PAGE: Ours = &["build", "--single-file"];
const INVENTED_PAGE: Ours = &["build", "--invented"];
const PACKAGE: Ours = &["npm"];

/// What `--fast` runs.
const NATIVE: &[Stage] = &[
    stage("formatting", stages::formatting),
    stage("lints", stages::lints),
    stage("native tests", stages::native_tests),
    stage("examples in the documentation", stages::documentation_tests),
    stage("coverage of the rules", stages::rules),
];

/// What comes after it.
const IN_THE_BROWSER: &[Stage] = &[
    stage("tests inside wasm", stages::wasm_tests),
    build("build of the page, and of the single file", PAGE),
    with_page("size of the first load", stages::first_load),
    build("build of a page for one prefecture, an invented one", INVENTED_PAGE),
    with_page("browser tests", || stages::node_tests("tests/browser", &[])),
    with_page("three engines", || stages::node_tests("tests/engines", &[])),
    with_page("Lighthouse", stages::lighthouse_scores),
    build("build of the JavaScript package", PACKAGE),
    stage("tests of the JavaScript package", stages::package),
];

const fn stage(heading: &'static str, run: fn() -> Found) -> Stage {
    Stage { heading, needs_page: false, work: Work::Run(run) }
}

const fn with_page(heading: &'static str, run: fn() -> Found) -> Stage {
    Stage { heading, needs_page: true, work: Work::Run(run) }
}

const fn build(heading: &'static str, command: Ours) -> Stage {
    Stage { heading, needs_page: false, work: Work::Wait(command) }
}

/// Runs the stages; the last line is `N passed, N failed`.
pub(crate) fn command(options: &Options) -> Outcome {
    let purpose = if options.fast { Purpose::NativeTests } else { Purpose::AllTests };
    let sum = match not_checked::begin().and_then(|()| setup::install(purpose)) {
        Ok(()) if options.fast => run_stages(NATIVE.iter(), &beside::start(&[])),
        Ok(()) => run_stages(NATIVE.iter().chain(IN_THE_BROWSER), &beside::start(&[PAGE, INVENTED_PAGE, PACKAGE])),
        Err(sentence) => {
            println!("error: {sentence:#}");
            Tally { passed: 0, failed: 1 }
        }
    };
    println!("\ntest: all stages in {}", spoken(progress::elapsed()));
    print!("{}", not_checked::told());
    println!("{sum}");
    // No sentence of an error after that line.
    if sum.failed == 0 { Ok(()) } else { std::process::exit(1) }
}

fn run_stages<'s>(stages: impl Iterator<Item = &'s Stage> + Clone, builds: &Beside) -> Tally {
    let count = stages.clone().count();
    let mut sum = Tally::default();
    let mut page_is_built = true;
    let (mut summary, mut failures, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (index, stage) in stages.enumerate() {
        let heading = stage.heading;
        println!("\n== {}/{count} {heading} ({})", index + 1, spoken(progress::elapsed()));
        if stage.needs_page && !page_is_built {
            println!("left out: there is no page");
            summary.push(format!("left out      {heading}"));
            continue;
        }
        let start = Instant::now();
        let found = match stage.work {
            Work::Run(run) => run(),
            Work::Wait(command) => builds.wait(command).map(|()| Findings::default()),
        };
        let took = spoken(start.elapsed());
        // A failed check counts as one, so that the last line never says 0 beside a failure.
        let Findings { tally, failures: told, notes: noted } = found.unwrap_or_else(|error| {
            let sentence = format!("{error:#}");
            println!("error: {sentence}");
            page_is_built &= !matches!(stage.work, Work::Wait(PAGE));
            Findings { tally: Tally { passed: 0, failed: 1 }, failures: vec![sentence], notes: Vec::new() }
        });
        let word = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!("-- {heading}: {word}, {took}");
        let counted = if tally == Tally::default() { String::new() } else { format!(": {tally}") };
        summary.push(format!("{word:<6} {took:>12}  {heading}{counted}"));
        failures.extend((tally.failed > 0).then(|| format!("\n{heading}:\n{}", told.join("\n"))));
        notes.extend(noted);
        sum += tally;
    }
    println!("\n{}", summary.join("\n"));
    // Failures are said again where everybody looks: the whole may stand many pages above.
    notes.iter().chain(&failures).for_each(|line| println!("{line}"));
    sum
}
