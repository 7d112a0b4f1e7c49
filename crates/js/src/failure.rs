//! The error that every call throws: a stable code, a path and a sentence, as for documents, plus codes of this package.

use kaigo_hojo_contract::DocumentError;
use serde::Serialize;

/// The content of a `KaigoHojoError`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Stable.
    pub code: Code,
    /// Where; empty for the whole.
    pub path: String,
    /// What is wrong and what is expected, in Japanese.
    pub message: String,
}

/// The codes that the engine throws. `npm/core.js` adds those of mistakes that it finds before a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Code {
    /// Of a document.
    Document(kaigo_hojo_contract::error::Code),
    /// Of our own.
    Own(Own),
}

/// Codes that no document gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Own {
    /// No built pack, or one that this version cannot use.
    BadPack,
    /// Beyond the limits of size or of exact numbers.
    TooLarge,
}

impl Failure {
    pub(crate) fn document(code: kaigo_hojo_contract::error::Code, path: &str, message: &str) -> Self {
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
