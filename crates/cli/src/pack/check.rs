//! `hojo pack check`: mistakes of packs, contradictions between packs, and differences from the official text.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kaigo_hojo_pack::layout::Layout;
use kaigo_hojo_pack::official::Official;
use kaigo_hojo_pack::{Checked, Diagnostic, Severity, beside, together};

use super::reading::{Paths, read};
use crate::out::{Outcome, print, tell};

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    packs: Paths,
    /// Hold clauses and figures against the official text too: the text itself, or a folder with <id>.txt
    #[arg(long, value_name = "PATH")]
    source: Option<PathBuf>,
}

pub(crate) fn run(Check { packs, source }: &Check) -> Outcome {
    let (mut sound, mut failed) = (Vec::new(), false);
    for path in packs.found() {
        match checked(&path) {
            Ok(pack) => {
                let (about, edition) = (&pack.edition.about, &pack.edition);
                print(&format!(
                    "{}: 誤りはありません（{}、質問{}、経費の種類{}、段階{}）\n",
                    path.display(),
                    about.id,
                    edition.questions.len(),
                    edition.kinds.len(),
                    edition.steps.len()
                ))?;
                sound.push(pack);
            }
            Err(problems) => {
                tell(&problems);
                failed = true;
            }
        }
    }
    failed |= tell_all(&together(&sound));
    match source {
        None if !sound.is_empty() => {
            print("条文との照合はしていません（--source で要綱の文書を指定すると、条項と数字を照合します）\n")?;
        }
        None => {}
        Some(source) => {
            for pack in &sound {
                failed |= hold(pack, source)?;
            }
        }
    }
    Ok(ExitCode::from(u8::from(failed)))
}

// Prints the diagnostics; returns whether one is an error.
fn tell_all(problems: &[Diagnostic]) -> bool {
    problems.iter().for_each(|problem| tell(&problem.to_string()));
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

fn checked(path: &Path) -> Result<Checked, String> {
    let file = if path.is_dir() { path.join("pack.toml") } else { path.to_path_buf() };
    let edition = read(path)?;
    // A built pack has no text.
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    Ok(Checked { file: file.display().to_string(), text, edition })
}

// A pack beside its official text: `source` itself, or `<id>.txt` in that folder.
fn hold(pack: &Checked, source: &Path) -> Result<bool, String> {
    let id = &pack.edition.about.id;
    let file = if source.is_dir() { source.join(id).with_extension("txt") } else { source.to_path_buf() };
    let Ok(text) = std::fs::read_to_string(&file) else {
        let file = file.display();
        print(&format!("{id}: 要綱の文書 {file} を読めないため、条文との照合を省きました\n"))?;
        return Ok(false);
    };
    let layout = match Layout::beside(Path::new(&pack.file)) {
        Ok(layout) => layout,
        Err(problem) => {
            tell(&problem);
            return Ok(true);
        }
    };
    let problems = beside(pack, &Official::new(&text, layout));
    let failed = tell_all(&problems);
    print(&match problems.len() {
        0 => format!("{id}: 条項と数字は、すべて要綱の文書にあります\n"),
        some => format!(
            "{id}: 要綱の文書に見つからないものが{some}件あります（読み方や計算で補ったものは、そのままでかまいません）\n"
        ),
    })?;
    Ok(failed)
}
