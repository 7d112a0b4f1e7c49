//! The clipboard: written only by the person's own act.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::futures::JsFuture;
use web_sys::js_sys::{Array, Function, Promise, Reflect};

/// Copies a text; whether it could be copied. By reflection, because it is not there on pages without https.
pub(crate) async fn copy(text: &str) -> bool {
    let Ok(done) = write(text) else { return false };
    // It may be refused.
    JsFuture::from(done).await.is_ok()
}

// `navigator.clipboard.writeText(text)`
fn write(text: &str) -> Result<Promise, JsValue> {
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"))?;
    let write: Function = Reflect::get(&clipboard, &JsValue::from_str("writeText"))?.dyn_into()?;
    Reflect::apply(&write, &clipboard, &Array::of1(&JsValue::from_str(text)))?.dyn_into()
}
