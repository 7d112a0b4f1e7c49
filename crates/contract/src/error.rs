//! What is wrong with a document: a stable code, the path, and a Japanese sentence.

use core::fmt;

use serde::Serialize;

/// Why a document was not taken. Nothing of it was assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentError {
    /// What kind of mistake.
    pub code: Code,
    /// Where: `items[2].quantity`; empty for the document as a whole.
    pub path: String,
    /// What is wrong and what is expected, in Japanese.
    pub message: String,
}

/// The kinds of mistakes. The names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Not JSON, or not an object.
    Malformed,
    /// The `schema` is of another version or another document.
    UnsupportedSchema,
    /// No pack has this id.
    UnknownProgramme,
    /// A key that the contract does not have.
    UnknownField,
    /// A key that must be there is not.
    MissingField,
    /// A value of another type, or `null` where it is no answer.
    WrongType,
    /// A number beyond its limits.
    OutOfRange,
    /// A key or an id twice.
    Duplicate,
    /// A kind of cost that the pack does not have.
    UnknownKind,
    /// A question that the pack does not have.
    UnknownQuestion,
    /// An answer that is none of the options.
    UnknownOption,
    /// The id of no other line.
    UnknownItem,
}

impl DocumentError {
    /// The same mistake, where the document stands under a key of another.
    #[must_use]
    pub fn within(mut self, key: &str) -> Self {
        self.path = if self.path.is_empty() { key.to_owned() } else { join(key, &self.path) };
        self
    }
}

/// The path of a key within a path.
#[must_use]
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

impl std::error::Error for DocumentError {}
