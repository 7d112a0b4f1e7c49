//! `hojo`: the calculator on the command line. Thin: it reads files, hands them to `assess` and `pack`, and prints.
//!
//! Help and errors of usage are in English, in clap's words. Messages about documents, packs and files are in Japanese.

mod assess;
mod clock;
mod out;
mod pack;
mod quote;
mod schemas;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;
use kaigo_hojo_contract::schema;

use crate::assess::Only;
use crate::out::{Outcome, print, tell, told};
use crate::schemas::Document;

/// Subsidy amounts for long-term-care offices, with every step and clause
#[derive(Parser)]
#[command(name = "hojo", version, propagate_version = true, args_override_self = true, after_help = STATUS)]
struct Hojo {
    #[command(subcommand)]
    command: Command,
}

const STATUS: &str = "Exit status: 0 all well; 1 a document or pack had errors; \
2 it could not be done: wrong usage, or a file or the output that could not be read or written.";

#[derive(Subcommand)]
enum Command {
    /// Assess applications or drafts (JSON)
    Assess(assess::Assess),
    /// Write the deadlines of applications or drafts as a calendar file (.ics)
    Calendar(assess::Calendar),
    /// Read a vendor's quote: each row, what was made of it, what has to be asked
    Quote(quote::Quote),
    /// Check, build, compare and show packs: the programmes as data
    #[command(subcommand)]
    Pack(pack::Pack),
    /// What an application looks like
    #[command(subcommand)]
    Application(Document),
    /// What a draft looks like
    #[command(subcommand)]
    Draft(Document),
    /// What an assessment looks like
    #[command(subcommand)]
    Assessment(Assessment),
    /// Print a script that completes commands and options in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Subcommand)]
enum Assessment {
    /// Print its JSON Schema
    Schema {
        /// Of what `assess --only` prints
        #[arg(long, value_enum, default_value_t = Only::All)]
        only: Only,
    },
}

fn main() -> ExitCode {
    let outcome = match Hojo::try_parse() {
        Ok(Hojo { command }) => run(command),
        Err(error) => usage(&error),
    };
    outcome.unwrap_or_else(|sentence| {
        tell(&sentence);
        ExitCode::from(2)
    })
}

fn run(command: Command) -> Outcome {
    match command {
        Command::Assess(chosen) => assess::run(&chosen),
        Command::Calendar(chosen) => assess::calendar(&chosen),
        Command::Quote(chosen) => quote::run(&chosen),
        Command::Pack(command) => pack::run(&command),
        Command::Application(Document::Schema) => print(schema::APPLICATION),
        Command::Draft(Document::Schema) => print(schema::DRAFT),
        Command::Assessment(Assessment::Schema { only }) => print(only.schema()),
        Command::Completions { shell } => completions(shell),
    }
}

// Help and version are answers; every other message of clap is about wrong usage.
fn usage(said: &clap::Error) -> Outcome {
    told(said.print())?;
    Ok(if said.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn completions(shell: Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Hojo::command(), "hojo", &mut script);
    print(&String::from_utf8_lossy(&script))
}

#[cfg(test)]
mod tests {
    use super::Hojo;
    use clap::CommandFactory as _;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Hojo::command().debug_assert();
    }
}
