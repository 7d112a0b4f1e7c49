//! Files: out of the browser only by the person's own act.

use kaigo_hojo_parts::clock::Settling;
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::Array;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// By then the browser has taken what it was offered, in milliseconds.
const TAKEN_AFTER: f64 = 60_000.0;

/// Offers a text as a file to be saved. `kind`: its media type.
pub(crate) fn save(name: &str, kind: &str, text: &str) -> bool {
    let made = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Settling::new(move || drop(Url::revoke_object_url(&address))).start(TAKEN_AFTER);
        Ok(())
    };
    made().is_ok()
}
