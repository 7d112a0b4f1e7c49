//! The page: a skeleton that mounts and says that it is ready.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

fn main() {
    let page = document();
    let Some(place) = page.get_element_by_id("app") else {
        return;
    };
    place.set_inner_html("");
    mount_to(
        place.unchecked_into::<HtmlElement>(),
        || view! { <p>"準備ができました。"</p> },
    )
    .forget();
    if let Some(root) = page.document_element() {
        // The only error is a malformed name.
        let _ = root.set_attribute("data-ready", "");
    }
}
