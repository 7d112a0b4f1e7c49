//! DEFLATE by the browser, for share links.
//!
//! By reflection, because the bindings of these streams are not stable and old browsers do not have them. Invariant: of
//! compressed bytes no more is let out than was asked for, whatever they hold.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;
use web_sys::js_sys::futures::JsFuture;
use web_sys::js_sys::{self, Array, Function, Promise, Reflect, Uint8Array};

/// Why there are no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failed {
    /// The browser cannot.
    Missing,
    /// They are no compressed bytes.
    Damaged,
    /// More than was asked for.
    TooLarge,
}

/// The bytes compressed; `None` where the browser cannot.
pub(crate) async fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    through("CompressionStream", bytes, usize::MAX).await.ok()
}

/// What compressed bytes hold.
pub(crate) async fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, Failed> {
    through("DecompressionStream", bytes, most).await
}

async fn through(stream: &str, bytes: &[u8], most: usize) -> Result<Vec<u8>, Failed> {
    let reader = reader(stream, bytes).map_err(|_| Failed::Missing)?;
    let mut out = Vec::new();
    loop {
        let part = promised(&reader, "read").await.map_err(|_| Failed::Damaged)?;
        let value = get(&part, "value").and_then(|value| value.dyn_into::<Uint8Array>());
        // The last one has no value.
        let Ok(value) = value else { return Ok(out) };
        let (at, more) = (out.len(), value.length() as usize);
        if more > most - at {
            // The rest is not even made.
            let _ = promised(&reader, "cancel").await;
            return Err(Failed::TooLarge);
        }
        out.resize(at + more, 0);
        value.copy_to(&mut out[at..]);
    }
}

// `new Blob([bytes]).stream().pipeThrough(new Stream('deflate-raw')).getReader()`
fn reader(stream: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
    let class: Function = get(&js_sys::global(), stream)?.dyn_into()?;
    let transform = Reflect::construct(&class, &Array::of1(&JsValue::from_str("deflate-raw")))?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let piped = call(&call(&blob, "stream", &Array::new())?, "pipeThrough", &Array::of1(&transform))?;
    call(&piped, "getReader", &Array::new())
}

async fn promised(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    JsFuture::from(call(object, method, &Array::new())?.dyn_into::<Promise>()?).await
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
}

fn call(object: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let method: Function = get(object, method)?.dyn_into()?;
    Reflect::apply(&method, object, arguments)
}
