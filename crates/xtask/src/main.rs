//! `cargo xtask`: the commands with which people and machines work on this repository.
//!
//! It installs tools, builds, serves, tests and measures. It is not part of the product: no other
//! crate depends on it, and it takes nothing from crates.io, so that it is there in seconds.

mod a11y;
mod bench;
mod beside;
mod build;
mod coverage;
mod deny;
mod embed;
mod finish;
mod integrate;
mod later;
mod licences;
mod lighthouse;
mod loader;
mod mutants;
mod new_edition;
mod not_checked;
mod npm;
mod page;
mod privacy;
mod process;
mod reproduce;
mod serve;
mod setup;
mod single;
mod site;
mod size;
mod slim;
mod tally;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

/// What a command gives back: an exit code, or one sentence that says what to do.
type Outcome = Result<ExitCode, String>;

/// A command: its name, the options it takes, one line of help, and what it does.
type Command = (&'static str, &'static str, &'static str, fn(&[String]) -> Outcome);

/// Every command there is.
const COMMANDS: &[Command] = &[
    ("serve", "[--port 8080] [--open no]", "build the page and serve it on this machine", serve::command),
    ("test", "[--fast]", "run every check; --fast leaves out wasm, page and browser", test::command),
    (
        "build",
        "[--single-file] [--programme ID]... [--site FILE] [--invented]",
        "build the page into dist/, ready for any static web server; with --single-file, into one HTML file too",
        build::command,
    ),
    ("npm", "", "build the JavaScript package into target/npm/", npm::command),
    ("size", "[--update]", "print what the first load weighs; fail above the limit", size::command),
    (
        "bench",
        "[--engines] [--js] [--lines] [--typing] [--height]",
        "measure, as ratios in one run; all parts if none is named",
        bench::command,
    ),
    (
        "coverage",
        "[--brief]",
        "for each rule its entries and cases; every change of a pack that nobody notices",
        coverage::command,
    ),
    ("a11y-report", "[--update]", "test the page's accessibility and write the record of it", a11y::command),
    (
        "mutants",
        "[--shard k/n] [--list]",
        "change the engine's code, one mutant at a time, and see whether the tests notice",
        mutants::command,
    ),
    ("new-edition", "FOLDER YEAR", "copy a pack for another year, with its dates to be written", new_edition::command),
    ("lighthouse", "", "measure dist/ with Lighthouse: a telephone, slow 4G, simulated", lighthouse::command),
    ("deny", "", "check licences, sources and known weaknesses of all dependencies", deny::command),
    (
        "reproduce",
        "",
        "build a second time in another folder and compare every byte (minutes, not part of `test`)",
        reproduce::command,
    ),
    ("setup", "", "install what is missing (the other commands call it)", setup::command),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let name = arguments.first().map_or("help", String::as_str);
    if matches!(name, "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some((.., run)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        eprint!("error: there is no command `{name}`.\n\n{}", help());
        return ExitCode::FAILURE;
    };
    match run(arguments.get(1..).unwrap_or_default()) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let mut text = String::from("cargo xtask COMMAND\n\n");
    for (name, options, line, _) in COMMANDS {
        let usage = format!("{name} {options}");
        text.push_str(&format!("  {usage:<34} {line}\n"));
    }
    text
}

/// Reads `--name value` pairs and bare `--flag`s; anything else is an error that names it.
///
/// `known` lists the options with whether they take a value.
fn options<'a>(arguments: &'a [String], known: &[(&str, bool)]) -> Result<Vec<(&'a str, Option<&'a str>)>, String> {
    let mut found = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let Some((_, takes_value)) = known.iter().find(|(name, _)| name == argument) else {
            return Err(format!("`{argument}` is not known here; `cargo xtask help` lists the options."));
        };
        let value = if *takes_value {
            let value = rest.next().ok_or_else(|| format!("`{argument}` needs a value after it."))?;
            Some(value.as_str())
        } else {
            None
        };
        found.push((argument.as_str(), value));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::options;

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn options_with_and_without_values() {
        let arguments = strings(&["--port", "9000", "--fast"]);
        let found = options(&arguments, &[("--port", true), ("--fast", false)]);
        assert_eq!(found, Ok(vec![("--port", Some("9000")), ("--fast", None)]));
    }

    #[test]
    fn unknown_and_unfinished_options_are_named() {
        let unknown = strings(&["--prot", "9000"]);
        let sentence = options(&unknown, &[("--port", true)]).expect_err("an unknown option");
        assert!(sentence.contains("`--prot`"), "{sentence}");
        let unfinished = strings(&["--port"]);
        let sentence = options(&unfinished, &[("--port", true)]).expect_err("no value");
        assert!(sentence.contains("`--port`"), "{sentence}");
    }
}
