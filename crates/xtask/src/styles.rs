//! Style sheets: several as one, small.

use crate::{files, site::Site, workspace};
use anyhow::Result;
use std::path::PathBuf;

/// The style sheet of the page: the ground, what screens and components bring with them, and the office's.
pub(crate) fn page(site: &Site) -> Result<String> {
    let office: &[&str] = if site.office.is_some() { &["office"] } else { &[] };
    let source = workspace::web("src");
    let own = files::below(&source).into_iter().filter(|path| path.extension().is_some_and(|end| end == "css"));
    let ground = paths(&["main", "parts", "screens"]);
    joined(ground.into_iter().chain(own.map(|path| source.join(path))).chain(paths(office)))
}

/// What comes with the later screens.
pub(crate) fn later() -> Result<String> {
    named(&["later", "exchange", "paper"])
}

/// Sheets of `styles/` as one.
pub(crate) fn named(names: &[&str]) -> Result<String> {
    joined(paths(names))
}

fn paths(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(|name| workspace::web(&format!("styles/{name}.css"))).collect()
}

/// Sheets as one, in the order in which they build on each other, without comments and indentation: one request, and a
/// kilobyte less.
fn joined(paths: impl IntoIterator<Item = PathBuf>) -> Result<String> {
    let mut all = String::new();
    for path in paths {
        let text = files::read(&path)?;
        let mut rest = text.as_str();
        while let Some((before, comment)) = rest.split_once("/*") {
            all.push_str(before);
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        }
        all.push_str(rest);
        all.push('\n');
    }
    let lines: Vec<&str> = all.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n"))
}
