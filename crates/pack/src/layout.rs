//! `text.toml` beside a pack: peculiarities of its official text that citations depend on.
//!
//! Articles, items and notes are found without it. The file has named rows of tables, words that end a table, and
//! misplaced boxes. See docs/pack-format.md.

use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;

/// How a text is laid out. All of it is as [`crate::official::lines`] gives it: half-width, without spaces.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Layout {
    /// Rows of a table that are cited by name, in their order.
    pub rows: Vec<Row>,
    /// The word after the number of an item in such a row: 補助 for 1補助対象経費.
    pub row_item: Option<String>,
    /// Lines that end a numbered table.
    pub table_ends: Vec<String>,
    /// Misplaced lines.
    pub moved: Vec<Moved>,
}

/// A row of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// How it is cited.
    pub name: String,
    /// How it begins.
    pub begins: String,
}

/// Lines that belong further up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// How the first of them begins.
    pub from: String,
    /// How the line after the last begins.
    pub until: String,
    /// How the line before which they belong begins.
    pub before: String,
}

impl Layout {
    /// Reads the file in a pack's folder, or beside its `pack.toml`. Empty if there is no file.
    ///
    /// # Errors
    /// The file and its mistake.
    pub fn beside(pack: &Path) -> Result<Self, String> {
        let folder = if pack.is_dir() { pack } else { pack.parent().unwrap_or(pack) };
        let file = folder.join("text.toml");
        match std::fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("{}: {error}", file.display())),
        }
    }

    /// Moves misplaced lines.
    pub(crate) fn in_order(&self, mut lines: Vec<String>) -> Vec<String> {
        for Moved { from, until, before } in &self.moved {
            let place = |begins: &String| lines.iter().position(|line| line.starts_with(begins));
            if let (Some(start), Some(end), Some(place)) = (place(from), place(until), place(before))
                && place < start
                && start < end
            {
                lines[place..end].rotate_left(start - place);
            }
        }
        lines
    }
}
