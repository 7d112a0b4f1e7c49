//! From a document to what it says, with the path of every mistake.
//!
//! Here is found what only a document can get wrong: unknown and repeated keys, types, limits. What only an edition knows
//! (kinds, questions, options) is found by whoever assesses: the page has an application without a document.

mod application;
mod document;
mod draft;
mod values;

pub use self::application::application;
pub use self::document::{Document, document};
pub use self::draft::draft;
pub use self::values::{Entries, Result, fail, get, known, object, required, text, whole};
