//! `cargo xtask`: the commands with which people and machines work on this repository.
//!
//! It installs tools, builds, serves, tests and measures. It is not part of the product: no other crate depends on it.

mod build;
mod cargo;
mod check;
mod files;
mod html;
mod loader;
mod measure;
mod mutants;
mod new_edition;
mod npm;
mod pages;
mod process;
mod program;
mod reproduce;
mod serve;
mod setup;
mod site;
mod size;
mod tally;
mod test;
mod trunk;
mod workspace;

use clap::{CommandFactory, Parser, Subcommand};
use process::Outcome;
use std::path::PathBuf;
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
    Serve {
        #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
        port: u16,
        /// Open it in a browser
        #[arg(long, default_value = "no", value_parser = ["yes", "no"])]
        open: String,
    },
    /// Run every check; --fast leaves out wasm, page and browser
    Test {
        /// Without wasm, page and browser
        #[arg(long)]
        fast: bool,
    },
    /// Build the page into dist/, ready for any static web server
    Build(build::Options),
    /// Build the JavaScript package into target/npm/
    Npm,
    /// Print what the first load weighs; fail above the limit
    Size {
        /// Write down what it weighs now
        #[arg(long)]
        update: bool,
    },
    /// Measure, as ratios in one run; all parts if none is named
    Bench(measure::Bench),
    /// For each rule its entries and cases; every change of a pack that nobody notices
    Coverage {
        /// Only what is missing
        #[arg(long)]
        brief: bool,
    },
    /// Test the page's accessibility and write the record of it
    A11yReport {
        /// Put the record among the documents, too
        #[arg(long)]
        update: bool,
    },
    /// Change the engine's code, one mutant at a time, and see whether the tests notice
    Mutants {
        /// Which part; as it is, about 215 of the 1,505 mutants, taken from all files
        #[arg(long, value_name = "K/N", default_value = "0/7")]
        shard: String,
        /// Only name them
        #[arg(long)]
        list: bool,
    },
    /// Copy a pack for another year, with its dates to be written
    NewEdition {
        /// The folder of the pack
        folder: PathBuf,
        /// The year of the common era, such as 2027
        #[arg(value_parser = clap::value_parser!(u16).range(2019..=2100))]
        year: u16,
    },
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
    Trunk { stage: trunk::Stage },
}

fn main() -> ExitCode {
    std::sync::LazyLock::force(&process::START);
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<Command>) -> Outcome {
    let Some(command) = command else { return Ok(Arguments::command().print_help()?) };
    match command {
        Command::Serve { port, open } => serve::command(port, &open),
        Command::Test { fast } => test::command(fast),
        Command::Build(options) => build::command(options),
        Command::Npm => npm::command(),
        Command::Size { update } => size::command(update),
        Command::Bench(parts) => measure::bench(&parts),
        Command::Coverage { brief } => measure::coverage(brief),
        Command::A11yReport { update } => measure::accessibility(update),
        Command::Mutants { shard, list } => mutants::command(&shard, list),
        Command::NewEdition { folder, year } => new_edition::command(&folder, year),
        Command::Lighthouse => measure::lighthouse(&[]),
        Command::Deny => measure::deny(),
        Command::Reproduce => reproduce::command(),
        Command::Setup => setup::all(),
        Command::Trunk { stage } => trunk::command(&stage),
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Command};
    use clap::{CommandFactory, Parser};

    fn parsed(words: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(format!("cargo-xtask {words}").split(' '))
    }

    #[test]
    fn options_with_and_without_values() {
        Arguments::command().debug_assert();
        let parsed = parsed("build --programme a --programme b --single-file");
        let Ok(Arguments { command: Some(Command::Build(options)) }) = parsed else { panic!("these are known") };
        assert_eq!(options.programme, ["a", "b"]);
        assert!(options.single_file && !options.invented && options.site.is_none());
    }

    #[test]
    fn unknown_and_unfinished_options_are_named() {
        for (words, named) in [
            ("serve --prot 9000", "'--prot'"),
            ("serve --port", "'--port <PORT>'"),
            ("serve --port many", "'many'"),
            ("serve --open perhaps", "[possible values: yes, no]"),
            ("bild", "'bild'"),
        ] {
            let error = parsed(words).map(drop).expect_err(words).to_string();
            assert!(error.contains(named), "{error}");
        }
    }
}
