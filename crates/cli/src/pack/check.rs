//! `hojo pack check`: what is wrong with packs, with several beside each other, and with one beside its official text.

use std::path::Path;
use std::process::ExitCode;

use kaigo_hojo_pack::layout::Layout;
use kaigo_hojo_pack::official::Official;
use kaigo_hojo_pack::{Checked, Diagnostic, Severity, beside, together};

use super::{found, read};
use crate::Outcome;

const USAGE: &str = "usage: hojo pack check PATH... [--source FILE_OR_FOLDER]";

pub(crate) fn run(arguments: &[&str]) -> Outcome {
    let (mut paths, mut source) = (Vec::new(), None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--source" => source = Some(*rest.next().ok_or_else(|| USAGE.to_owned())?),
            option if option.starts_with("--") => return Err(USAGE.to_owned()),
            path => paths.push(path),
        }
    }
    if paths.is_empty() {
        return Err(USAGE.to_owned());
    }
    let (mut sound, mut failed) = (Vec::new(), false);
    for path in found(&paths) {
        match checked(&path) {
            Ok(pack) => {
                let (about, edition) = (&pack.edition.about, &pack.edition);
                println!(
                    "{path}: 誤りはありません（{}、質問{}、経費の種類{}、段階{}）",
                    about.id,
                    edition.questions.len(),
                    edition.kinds.len(),
                    edition.steps.len()
                );
                sound.push(pack);
            }
            Err(problems) => {
                eprintln!("{}", problems.trim_end());
                failed = true;
            }
        }
    }
    failed |= tell(&together(&sound));
    match source {
        None if !sound.is_empty() => {
            println!("条文との照合はしていません（--source で要綱の文書を指定すると、条項と数字を照合します）");
        }
        None => {}
        Some(source) => {
            for pack in &sound {
                failed |= hold(pack, Path::new(source));
            }
        }
    }
    Ok(ExitCode::from(u8::from(failed)))
}

// Prints them; whether one is an error.
fn tell(problems: &[Diagnostic]) -> bool {
    problems.iter().for_each(|problem| eprintln!("{}", problem.to_string().trim_end()));
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

fn checked(path: &str) -> Result<Checked, String> {
    let at = Path::new(path);
    let file = if at.is_dir() { at.join("pack.toml") } else { at.to_path_buf() };
    let edition = read(path)?;
    // A built pack has no text.
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    Ok(Checked { file: file.display().to_string(), text, edition })
}

// A pack beside its official text: `source` itself, or `<id>.txt` in that folder.
fn hold(pack: &Checked, source: &Path) -> bool {
    let id = &pack.edition.about.id;
    let file = if source.is_dir() { source.join(id).with_extension("txt") } else { source.to_path_buf() };
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("{id}: 要綱の文書 {} を読めないため、条文との照合を省きました", file.display());
        return false;
    };
    let layout = match Layout::beside(Path::new(&pack.file)) {
        Ok(layout) => layout,
        Err(problem) => {
            eprintln!("{}", problem.trim_end());
            return true;
        }
    };
    let problems = beside(pack, &Official::new(&text, layout));
    let failed = tell(&problems);
    match problems.len() {
        0 => println!("{id}: 条項と数字は、すべて要綱の文書にあります"),
        some => println!(
            "{id}: 要綱の文書に見つからないものが{some}件あります（読み方や計算で補ったものは、そのままでかまいません）"
        ),
    }
    failed
}
