//! The sources of the workspace, as tests read them.

use std::path::{Path, PathBuf};

/// Every Rust file below a folder.
///
/// # Panics
/// If one is no text.
#[must_use]
pub fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return files };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target" && name != "node_modules") {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source is text");
            files.push((path, text));
        }
    }
    files.sort();
    files
}

/// A source without its tests: they stand at the end, in a module of their own.
#[must_use]
pub fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod ").map_or(text, |at| &text[..at])
}

/// The sources that read the format of packs, one after another.
#[must_use]
pub fn pack_source() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/pack/src");
    sources(&folder).into_iter().map(|(_, text)| text).collect()
}
