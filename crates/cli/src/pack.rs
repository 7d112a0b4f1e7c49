//! `hojo pack …`: checking, building, comparing and showing packs, and reading a pack however it is given.

pub(crate) mod diff;
pub(crate) mod page;

use std::path::Path;
use std::process::ExitCode;

use kaigo_hojo_assess::rules::edition::Edition;

use crate::Outcome;

/// Reads a pack: a folder, a `pack.toml`, or a built pack. What is wrong comes back as it is to be printed.
pub(crate) fn read(path: &str) -> Result<Edition, String> {
    let at = Path::new(path);
    let toml = at.is_dir() || at.extension().is_some_and(|extension| extension == "toml");
    if toml {
        return kaigo_hojo_pack::load(at)
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    let bytes = std::fs::read(at).map_err(|error| format!("{path}: 読めません（{error}）"))?;
    kaigo_hojo_pack::from_bytes(&bytes).map_err(|error| format!("{path}: {error}"))
}

pub(crate) fn check(paths: &[&str]) -> Outcome {
    if paths.is_empty() {
        return Err("usage: hojo pack check PATH...".to_owned());
    }
    let mut code = ExitCode::SUCCESS;
    for path in paths {
        match read(path) {
            Ok(edition) => {
                let about = &edition.about;
                println!(
                    "{path}: 誤りはありません（{}、質問{}、経費の種類{}、段階{}）",
                    about.id,
                    edition.questions.len(),
                    edition.kinds.len(),
                    edition.steps.len()
                );
            }
            Err(problems) => {
                eprintln!("{}", problems.trim_end());
                code = ExitCode::from(1);
            }
        }
    }
    Ok(code)
}

pub(crate) fn build(arguments: &[&str]) -> Outcome {
    let (from, to) = match arguments {
        [from, "-o", to] | ["-o", to, from] => (*from, *to),
        _ => return Err("usage: hojo pack build DIR -o FILE".to_owned()),
    };
    let edition = match read(from) {
        Ok(edition) => edition,
        Err(problems) => {
            eprintln!("{}", problems.trim_end());
            return Ok(ExitCode::from(1));
        }
    };
    std::fs::write(to, kaigo_hojo_pack::to_bytes(&edition))
        .map_err(|error| format!("{to}: could not be written ({error})"))?;
    Ok(ExitCode::SUCCESS)
}
