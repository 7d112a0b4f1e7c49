//! What the browser knows of texts, so that the program need not bring its tables along.

use web_sys::js_sys::JsString;

/// A text in one width and in small letters.
pub(crate) fn folded(text: &str) -> String {
    JsString::from(text).normalize("NFKC").to_lower_case().into()
}
