//! The JavaScript package's engine: what `npm/core.js` calls inside wasm. Thin: documents in, documents out.
//!
//! Values come in as JSON text, which `npm/plain.js` writes, so that they pass the decoder of the command line. They go
//! out as plain objects. No JavaScript value is held between two calls.

pub mod desk;
pub mod failure;
mod objects;
pub mod options;
pub mod overview;

use kaigo_hojo_contract::schema::{APPLICATION, ASSESSMENT, DRAFT, QUOTE};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::objects::Outcome;

/// An assessment of an application or a draft, or its brief form; `today` is a date as `yyyymmdd`.
///
/// # Errors
/// What is wrong with the document or the options, as `{ code, path, message }`.
#[wasm_bindgen]
pub fn assess(document: &str, options: &str, today: u32) -> Outcome {
    desk::assess(document, options, today)
}

/// The programmes that can be assessed, with their state on a day.
///
/// # Errors
/// Only internal ones.
#[wasm_bindgen]
pub fn programmes(today: u32) -> Outcome {
    desk::programmes(today)
}

/// The questions and kinds of a programme.
///
/// # Errors
/// Where there is no such programme.
#[wasm_bindgen]
pub fn questions(programme: &str) -> Outcome {
    desk::questions(programme)
}

/// Reads a vendor's quote, given as text.
///
/// # Errors
/// Where there is no such programme, no table in the text, or something is wrong with the options.
#[wasm_bindgen]
pub fn quote(programme: &str, text: &str, options: &str) -> Outcome {
    desk::quote(programme, text, options)
}

/// The JSON Schemas of the documents, as JSON text.
#[wasm_bindgen]
#[must_use]
pub fn schema() -> String {
    format!("{{\"application\":{APPLICATION},\"draft\":{DRAFT},\"assessment\":{ASSESSMENT},\"quote\":{QUOTE}}}")
}

/// Loads a built pack; it replaces one of the same programme. Returns the programme's id.
///
/// # Errors
/// Where it is no built pack, or a damaged one.
#[wasm_bindgen(js_name = loadPack)]
pub fn load_pack(pack: &[u8]) -> Outcome {
    desk::load_pack(pack).map(|id| JsValue::from_str(&id))
}
