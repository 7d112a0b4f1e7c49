//! Rule packs: one folder, one programme, one fiscal year, written in TOML by somebody who reads the ordinance.
//!
//! [`load`] reads a pack, checks it and lowers it to an [`Edition`]; mistakes come back as [`Diagnostic`]s with
//! file, line, caret and a hint. Host only: the page never parses TOML, it reads the bytes of [`to_bytes`].

mod built;
mod conditions;
mod dates;
mod diagnostic;
pub mod figures;
mod form;
mod graph;
pub mod layout;
mod light;
mod lower;
mod mistakes;
mod names;
pub mod official;
mod questions;
mod results;
mod self_check;
mod services;
mod source;
mod steps;
mod together;
mod usage;

use std::path::{Path, PathBuf};

pub use built::{from_bytes, to_bytes};
pub use diagnostic::{Diagnostic, Severity};
pub use kaigo_hojo_rules::built::BuiltError;
use kaigo_hojo_rules::burden;
use kaigo_hojo_rules::edition::Edition;
pub use light::for_answers;
pub use services::SERVICES;
pub use source::schema;
pub use together::{Checked, beside, together};

/// Reads the pack in a folder, or the `pack.toml` that is named.
///
/// # Errors
/// Every mistake found, in the order of the file; at least one.
pub fn load(path: &Path) -> Result<Edition, Vec<Diagnostic>> {
    let file: PathBuf = if path.is_dir() { path.join("pack.toml") } else { path.to_path_buf() };
    let text = std::fs::read_to_string(&file).map_err(|error| {
        vec![Diagnostic::unreadable(
            &file.display().to_string(),
            if error.kind() == std::io::ErrorKind::InvalidData {
                "UTF-8 の文字列ではありません"
            } else {
                "ファイルを読めません"
            },
        )]
    })?;
    check(&file.display().to_string(), &text)
}

/// Checks a pack's text and lowers it; `file` is the name that diagnostics use.
///
/// # Errors
/// Every mistake found, in the order of the file; at least one.
pub fn check(file: &str, text: &str) -> Result<Edition, Vec<Diagnostic>> {
    let pack = source::parse(file, text)?;
    let mut problems = diagnostic::Problems::new(file, text);
    let edition = lower::lower(&pack, text, &mut problems);
    if problems.is_empty() && edition.as_ref().is_some_and(|edition| !burden::is_bearable(edition)) {
        let hint = "値どうしの掛け算と割り算の重なり、条件の入れ子を減らしてください。";
        problems.add("P050", pack.id.span(), "計算が大きくなりすぎます。", hint);
    }
    let found = problems.finish();
    match edition {
        Some(edition) if found.is_empty() => Ok(edition),
        _ if found.is_empty() => Err(vec![Diagnostic::unreadable(file, "定義を読み取れません")]),
        _ => Err(found),
    }
}
