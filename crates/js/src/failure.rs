//! What is thrown: a stable code, a path and a sentence, as for documents, and what only this package can fail at.

use kaigo_hojo_assess::DocumentError;
use serde::Serialize;

/// Why a call gives nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What kind of mistake.
    pub code: Code,
    /// Where; empty for the whole.
    pub path: String,
    /// What is wrong and what is expected, in Japanese.
    pub message: String,
}

/// The kinds of mistakes that are made here. `npm/core.js` adds those that are seen before a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Code {
    /// Of a document.
    Document(kaigo_hojo_assess::error::Code),
    /// Of our own.
    Own(Own),
}

/// The kinds of mistakes that no document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Own {
    /// Not a built pack that this version can use.
    BadPack,
    /// More than can be handled.
    TooLarge,
}

impl Failure {
    pub(crate) fn document(code: kaigo_hojo_assess::error::Code, path: &str, message: &str) -> Self {
        Self { code: Code::Document(code), path: path.to_owned(), message: message.to_owned() }
    }

    pub(crate) fn bad_pack(message: String) -> Self {
        Self { code: Code::Own(Own::BadPack), path: "pack".to_owned(), message }
    }

    pub(crate) fn inexact() -> Self {
        let message = "結果の金額が大きすぎて、JavaScript の数では正確に表せません。".to_owned();
        Self { code: Code::Own(Own::TooLarge), path: String::new(), message }
    }
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        Self { code: Code::Document(error.code), path: error.path, message: error.message }
    }
}
