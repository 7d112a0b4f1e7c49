//! `hojo`: the calculator on the command line. Thin: it reads files, hands them to `assess` and `pack`, and prints.

mod assess;
mod clock;
mod pack;

use std::process::ExitCode;

use kaigo_hojo_assess::schema;

const HELP: &str = "\
hojo: subsidy amounts for long-term-care offices, with every step and clause

  hojo assess FILE...            one assessment for each application or draft (JSON); `-` reads standard input
  hojo assess --lines            one application or draft per line from standard input, one assessment per line
  hojo calendar FILE...          the deadlines of each application or draft, as a calendar file (.ics)
      --date YYYY-MM-DD          the reference date (default: today)
      --pack PATH                a pack's folder, its pack.toml, or a built pack; repeatable; the same id
                                 replaces the built-in pack
  hojo pack check PATH...        check packs
  hojo pack build DIR -o FILE    check a pack and write it as a built pack
  hojo pack schema               JSON Schema of a pack.toml
  hojo application schema        JSON Schema of an application
  hojo draft schema              JSON Schema of a draft
  hojo assessment schema         JSON Schema of an assessment

Exit status: 0 all well, 1 a document or pack had errors, 2 wrong usage.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["help" | "--help" | "-h", ..] => print(HELP),
        ["--version" | "-V"] => print(concat!("hojo ", env!("CARGO_PKG_VERSION"), "\n")),
        ["assess", rest @ ..] => assess::run(rest, assess::Form::Assessment),
        ["calendar", rest @ ..] => assess::run(rest, assess::Form::Calendar),
        ["pack", "check", paths @ ..] => pack::check(paths),
        ["pack", "build", rest @ ..] => pack::build(rest),
        ["pack", "schema"] => print(kaigo_hojo_pack::schema()),
        ["application", "schema"] => print(schema::APPLICATION),
        ["draft", "schema"] => print(schema::DRAFT),
        ["assessment", "schema"] => print(schema::ASSESSMENT),
        other => Err(format!("unknown command: hojo {}\n\n{HELP}", other.join(" "))),
    };
    outcome.unwrap_or_else(|message| {
        eprintln!("{}", message.trim_end());
        ExitCode::from(2)
    })
}

/// Ends well, with 1 where documents had errors, or with a sentence about wrong usage.
type Outcome = Result<ExitCode, String>;

fn print(text: &str) -> Outcome {
    use std::io::Write as _;
    // A reader that has gone away (`| head`) is no error of ours.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}
