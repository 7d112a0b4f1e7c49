//! The values of a document, with the path of every mistake.

use std::borrow::Cow;

use crate::error::{Code, DocumentError, join};
use crate::limits::MOST_KEYS;
use crate::tree::Tree;

/// What was read, or the first mistake.
pub type Result<T> = core::result::Result<T, DocumentError>;

/// A mistake.
///
/// # Errors
/// Always this one.
pub fn fail<T>(code: Code, path: impl Into<String>, message: impl Into<String>) -> Result<T> {
    Err(DocumentError { code, path: path.into(), message: message.into() })
}

/// The entries of an object, in its own order.
pub type Entries<'t, 'a> = &'t [(Cow<'a, str>, Tree<'a>)];

/// A key within a path, joined only where something is wrong there.
#[derive(Clone, Copy)]
pub(super) struct KeyPath<'p>(pub(super) &'p str, pub(super) &'p str);

impl From<KeyPath<'_>> for String {
    fn from(KeyPath(path, key): KeyPath<'_>) -> Self {
        join(path, key)
    }
}

/// The entries of an object, each key once.
///
/// # Errors
/// It is none, or too large, or has a key twice.
pub fn object<'t, 'a>(tree: &'t Tree<'a>, path: &str) -> Result<Entries<'t, 'a>> {
    let Tree::Object(entries) = tree else {
        let code = if path.is_empty() { Code::Malformed } else { Code::WrongType };
        return fail(code, path, "オブジェクト（{ … }）で書いてください。");
    };
    if entries.len() > MOST_KEYS {
        return fail(Code::OutOfRange, path, format!("項目は{MOST_KEYS}個までです。"));
    }
    for (ix, (key, _)) in entries.iter().enumerate() {
        if entries[..ix].iter().any(|(other, _)| other == key) {
            return fail(Code::Duplicate, join(path, key), "同じ項目が二度書かれています。");
        }
    }
    Ok(entries)
}

/// Takes no other keys than these.
///
/// # Errors
/// The first other key.
pub fn known(entries: Entries<'_, '_>, path: &str, keys: &[&str]) -> Result<()> {
    match entries.iter().find(|(key, _)| !keys.contains(&key.as_ref())) {
        None => Ok(()),
        Some((key, _)) => {
            fail(Code::UnknownField, join(path, key), format!("知らない項目です（{}）。", keys.join("、")))
        }
    }
}

/// The value of a key.
#[must_use]
pub fn get<'t, 'a>(entries: Entries<'t, 'a>, key: &str) -> Option<&'t Tree<'a>> {
    entries.iter().find(|(other, _)| other == key).map(|(_, value)| value)
}

/// The value of a key that must be there.
///
/// # Errors
/// It is not.
pub fn required<'t, 'a>(entries: Entries<'t, 'a>, path: &str, key: &str) -> Result<&'t Tree<'a>> {
    present(get(entries, key), KeyPath(path, key))
}

pub(super) fn present<'t, 'a>(value: Option<&'t Tree<'a>>, at: KeyPath<'_>) -> Result<&'t Tree<'a>> {
    value.map_or_else(|| fail(Code::MissingField, at, "この項目が必要です。"), Ok)
}

/// A text.
///
/// # Errors
/// It is none.
pub fn text<'t>(tree: &'t Tree<'_>, path: impl Into<String>) -> Result<&'t str> {
    match tree {
        Tree::Text(text) => Ok(text),
        _ => fail(Code::WrongType, path, "文字列で書いてください。"),
    }
}

/// A whole number from 0 to `most`.
///
/// # Errors
/// It is none.
pub fn whole(tree: &Tree<'_>, path: impl Into<String>, most: i64) -> Result<i64> {
    match tree {
        Tree::Whole(value) if (0..=most).contains(value) => Ok(*value),
        Tree::Whole(_) | Tree::TooLarge => {
            fail(Code::OutOfRange, path, format!("0から{most}までの整数で書いてください。"))
        }
        _ => fail(Code::WrongType, path, format!("0から{most}までの整数で書いてください。")),
    }
}
