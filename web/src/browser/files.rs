//! Files: out of the browser only by the person's own act, and in by their choice.
//!
//! Nothing of a file is sent anywhere. Invariant: a text that cannot be read for sure is not read.

use kaigo_hojo_contract::reading::Refusal;
use kaigo_hojo_exchange::quote_sheet::refused;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::futures::JsFuture;
use web_sys::js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, TextDecoder, TextDecoderOptions, Url};

use super::clock;
pub(crate) use crate::words::files::REFUSED;

/// By then the browser has taken what it was offered, in milliseconds.
const TAKEN_AFTER: u64 = 60_000;

/// Offers a text as a file to be saved; whether the browser took it. `kind`: its media type.
pub(crate) fn save(name: &str, kind: &str, text: &str) -> bool {
    let offer = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        clock::later(TAKEN_AFTER, move || drop(Url::revoke_object_url(&address)));
        Ok(())
    };
    offer().is_ok()
}

/// What a file holds; `None` where the browser cannot read it.
pub(crate) async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// What a file is that holds no text, by its first bytes; `None` where it may be one.
pub(crate) async fn foreign(file: &File) -> Option<Refusal> {
    let head = file.slice_with_i32_and_i32(0, 12).ok()?;
    let head = Uint8Array::new(&JsFuture::from(head.array_buffer()).await.ok()?).to_vec();
    refused(&head)
}

/// What a file holds as text in UTF-8; `None` where the browser cannot read it.
pub(crate) async fn text(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Bytes as text in UTF-8 or, as spreadsheets write it, Shift_JIS or marked UTF-16; `None` where they are none of these.
pub(crate) fn any_text(bytes: &[u8]) -> Option<String> {
    let labels = if bytes.starts_with(&[0xff, 0xfe]) { ["utf-16le"].as_slice() } else { &["utf-8", "shift_jis"] };
    labels.iter().find_map(|label| decoded(label, bytes))
}

fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_js_u8_array(&Uint8Array::from(bytes)).ok()
}
