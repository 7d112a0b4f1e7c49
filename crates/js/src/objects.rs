//! What goes out, as JavaScript has it.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::JsValue;

use crate::failure::Failure;

/// An object, or what was wrong.
pub(crate) type Outcome = Result<JsValue, Failure>;

/// Plain objects, null for absent values, numbers for whole numbers. The only possible failure is a number that JavaScript
/// would round.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, Failure> {
    value.serialize(&Serializer::json_compatible()).map_err(|_| Failure::inexact())
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        to_js(&failure).unwrap_or_else(|_| Self::from_str(&failure.message))
    }
}
