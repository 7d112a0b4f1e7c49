//! `cargo xtask`: the commands with which people and machines work on this repository.
//!
//! It installs tools, builds, serves, tests and measures. It is not part of the product: no other crate depends on it.

mod a11y;
mod bench;
mod beside;
mod build;
mod cargo;
mod check;
mod coverage;
mod deny;
mod embed;
mod files;
mod findings;
mod finish;
mod html;
mod loader;
mod modules;
mod mutants;
mod new_edition;
mod not_checked;
mod npm;
mod outcome;
mod pages;
mod process;
mod program;
mod progress;
mod reproduce;
mod serve;
mod setup;
mod single;
mod site;
mod size;
mod stages;
mod styles;
mod tally;
mod test;
mod tools;
mod trunk;
mod workspace;

use clap::{CommandFactory, Parser, Subcommand};
use outcome::Outcome;
use std::process::ExitCode;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Build the page and serve it on this machine
    Serve(serve::Options),
    /// Run every check; --fast leaves out wasm, page and browser
    Test(test::Options),
    /// Build the page into dist/, ready for any static web server
    Build(build::Options),
    /// Build the JavaScript package into target/npm/
    Npm,
    /// Print what the first load weighs; fail above the limit
    Size(size::Options),
    /// Measure, as ratios in one run; all parts if none is named
    Bench(bench::Options),
    /// For each rule its entries and cases; every change of a pack that nobody notices
    Coverage(coverage::Options),
    /// Test the page's accessibility and write the record of it
    A11yReport(a11y::Options),
    /// Change the engine's code, one mutant at a time, and see whether the tests notice
    Mutants(mutants::Options),
    /// Copy a pack for another year, with its dates to be written
    NewEdition(new_edition::Options),
    /// Measure dist/ with Lighthouse: a telephone, slow 4G, simulated
    Lighthouse,
    /// Check licences, sources and known weaknesses of all dependencies
    Deny,
    /// Build a second time in another folder and compare every byte (minutes, not part of `test`)
    Reproduce,
    /// Install what is missing (the other commands call it)
    Setup,
    /// What trunk calls before and after its own build; see Trunk.toml
    #[command(hide = true)]
    Trunk(trunk::Options),
}

fn main() -> ExitCode {
    progress::begin();
    let Some(command) = Arguments::parse().command else {
        return if Arguments::command().print_help().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome {
    match command {
        Command::Serve(options) => serve::command(&options),
        Command::Test(options) => test::command(&options),
        Command::Build(options) => build::command(options),
        Command::Npm => npm::command(),
        Command::Size(options) => size::command(&options),
        Command::Bench(options) => bench::command(&options),
        Command::Coverage(options) => coverage::command(&options),
        Command::A11yReport(options) => a11y::command(&options),
        Command::Mutants(options) => mutants::command(&options),
        Command::NewEdition(options) => new_edition::command(&options),
        Command::Lighthouse => stages::lighthouse(&[]),
        Command::Deny => deny::command(),
        Command::Reproduce => reproduce::command(),
        Command::Setup => setup::command(),
        Command::Trunk(options) => trunk::command(&options),
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Command};
    use clap::{CommandFactory, Parser};

    fn refused(words: &[&str]) -> String {
        let parsed = Arguments::try_parse_from([&["cargo xtask"], words].concat());
        parsed.map(drop).expect_err("a mistake").to_string()
    }

    #[test]
    fn options_with_and_without_values() {
        Arguments::command().debug_assert();
        let parsed = Arguments::try_parse_from([
            "cargo xtask",
            "build",
            "--programme",
            "a",
            "--programme",
            "b",
            "--single-file",
        ]);
        let Ok(Arguments { command: Some(Command::Build(options)) }) = parsed else { panic!("these are known") };
        assert_eq!(options.programme, ["a", "b"]);
        assert!(options.single_file && !options.invented && options.site.is_none());
    }

    #[test]
    fn unknown_and_unfinished_options_are_named() {
        assert!(refused(&["serve", "--prot", "9000"]).contains("'--prot'"));
        assert!(refused(&["serve", "--port"]).contains("'--port <PORT>'"));
        assert!(refused(&["serve", "--port", "many"]).contains("'many'"));
        assert!(refused(&["serve", "--open", "perhaps"]).contains("[possible values: yes, no]"));
        assert!(refused(&["bild"]).contains("'bild'"));
    }
}
