//! What the page asks of its loader (`web/static/boot.js`), which knows addresses and digests, and when to fetch.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::js_sys::futures::JsFuture;
use web_sys::js_sys::{Promise, Uint8Array};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = hojo, js_name = pack)]
    fn fetch_pack(id: &str) -> Promise;
    #[wasm_bindgen(js_namespace = hojo, js_name = whenIdle)]
    fn run_when_idle(run: &JsValue);
}

/// The bytes of a programme's pack, asked for at once; `None` where they cannot be loaded or are not those of this build.
pub(crate) fn pack(id: &str) -> impl Future<Output = Option<Vec<u8>>> + use<> {
    let bytes = fetch_pack(id);
    async { Some(Uint8Array::new(&JsFuture::from(bytes).await.ok()?).to_vec()) }
}

/// As [`pack`], with all words.
pub(crate) fn whole_pack(id: &str) -> impl Future<Output = Option<Vec<u8>>> + use<> {
    pack(&[id, "/whole"].concat())
}

/// Runs something once the browser has nothing else to do, or after two seconds.
pub(crate) fn when_idle(run: impl FnOnce() + 'static) {
    run_when_idle(&Closure::once_into_js(run));
}
