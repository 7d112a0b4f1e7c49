//! What a browser keeps, `kaigo-hojo/storage/1`: several drafts, and which of them was open last.
//!
//! Each draft is read by itself: one that cannot be read does not take the others with it. Whoever keeps the text puts it
//! aside, unchanged, where anything of it could not be read, before writing over it.

use core::fmt;

use kaigo_hojo_contract::decode::{draft, get, known, object, text, whole};
use kaigo_hojo_contract::limits::MOST;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_contract::{DocumentError, Draft};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The version of the document, after which its number stands.
const KIND: &str = "kaigo-hojo/storage/";
/// The form of a moment.
const MOMENT: &str = "0000-00-00T00:00";
/// The version that is written.
pub const SCHEMA: &str = "kaigo-hojo/storage/1";

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The drafts, in the order of the list.
    pub drafts: Vec<Draft>,
    /// When each was changed last, in the order of the drafts: `2026-11-21T09:30`, empty where it is not known.
    pub changed: Vec<String>,
    /// The position of the one that was open last; of the first where it is none.
    pub current: usize,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// What could be read.
    pub kept: Kept,
    /// The drafts that could not: their position in the text, and the first mistake of each.
    pub unreadable: Vec<(usize, DocumentError)>,
}

/// Why nothing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// It is none of ours, or was changed.
    Damaged,
    /// A later version wrote it.
    Newer,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "この端末に保存されていた内容を読めません。別に取ってあるので、ファイルに保存できます。",
            Self::Newer => "この端末の内容は、新しい版で保存されています。ページを再読み込みしてください。",
        })
    }
}

impl core::error::Error for StorageError {}

/// Reads what was kept.
///
/// # Errors
/// Why nothing of it was read.
pub fn read(tree: &Tree<'_>) -> Result<Loaded, StorageError> {
    let damaged = |_| StorageError::Damaged;
    let entries = object(tree, "").map_err(damaged)?;
    let schema = get(entries, "schema").ok_or(StorageError::Damaged)?;
    let version = text(schema, "schema").map_err(damaged)?.strip_prefix(KIND).ok_or(StorageError::Damaged)?;
    if version != "1" {
        let is_later = !version.starts_with('0') && version.parse::<u32>().is_ok();
        return Err(if is_later { StorageError::Newer } else { StorageError::Damaged });
    }
    known(entries, "", &["schema", "current", "drafts", "changed"]).map_err(damaged)?;
    let Some(Tree::List(drafts)) = get(entries, "drafts") else { return Err(StorageError::Damaged) };
    let current = get(entries, "current").map(|tree| whole(tree, "current", MOST)).transpose().map_err(damaged)?;
    let current = usize::try_from(current.unwrap_or(0)).unwrap_or(0);
    let changed = match get(entries, "changed") {
        None => &[],
        Some(Tree::List(changed)) => changed.as_slice(),
        Some(_) => return Err(StorageError::Damaged),
    };
    let mut loaded = Loaded::default();
    for (at, tree) in drafts.iter().enumerate() {
        match draft(tree) {
            Ok(draft) => {
                if at == current {
                    loaded.kept.current = loaded.kept.drafts.len();
                }
                loaded.kept.drafts.push(draft);
                loaded.kept.changed.push(moment(changed.get(at)));
            }
            Err(error) => loaded.unreadable.push((at, error)),
        }
    }
    Ok(loaded)
}

// A mere remark on a draft: where it is none, the draft is not lost for it.
fn moment(tree: Option<&Tree<'_>>) -> String {
    let is_moment = |text: &str| {
        text.len() == MOMENT.len()
            && text.bytes().zip(MOMENT.bytes()).all(|(sign, form)| match form {
                b'0' => sign.is_ascii_digit(),
                form => sign == form,
            })
    };
    match tree {
        Some(Tree::Text(text)) if is_moment(text) => text.to_string(),
        _ => String::new(),
    }
}

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("current", &self.current)?;
        map.serialize_entry("drafts", &self.drafts)?;
        if self.changed.iter().any(|changed| !changed.is_empty()) {
            map.serialize_entry("changed", &self.changed)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_or_nothing() {
        let read = |text: &str| moment(Some(&Tree::Text(text.into())));
        assert_eq!(read("2026-11-21T09:30"), "2026-11-21T09:30");
        for text in ["", "2026-11-21", "2026-11-21T09:3x", "2026-11-21 09:30", "２026-11-21T09:30"] {
            assert_eq!(read(text), "", "{text}");
        }
        assert_eq!(moment(Some(&Tree::Whole(1))) + &moment(None), "");
    }
}
