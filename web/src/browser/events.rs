//! How the page and the script of a frame on somebody else's page (`web/embed/frame.js`) talk: events on the document.
//!
//! | event | from → to | detail |
//! |---|---|---|
//! | `hojo:opened` | page → frame | `programme`: it can be used now |
//! | `hojo:prefill` | frame → page | `programme`, `products`: lines to begin with, each a list of values |
//! | `hojo:prefilled` | page → frame | `path`: what is wrong with them; empty where they were taken |
//! | `hojo:ask` | frame → page | tell of what is entered and of the result, before this returns |
//! | `hojo:draft` | page → frame | `bytes`: what is entered, as a link holds it |
//! | `hojo:result` | page → frame | `asOf`, `status`, `yen`, `min`, `max`, `tight`, `lines`: what the estimate comes to |
//!
//! Dispatching is synchronous: whoever tells something has been heard when it goes on.

use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Object, Reflect, Uint8Array};
use web_sys::{CustomEvent, CustomEventInit, Event};

fn tell(event: &str, detail: &[(&str, JsValue)]) {
    let told = Object::new();
    for (key, value) in detail {
        // It fails only for a frozen object.
        let _ = Reflect::set(&told, &JsValue::from_str(key), value);
    }
    let init = CustomEventInit::new();
    init.set_detail(&told);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        let _ = document().dispatch_event(&event);
    }
}

// Listens as long as the page lives.
fn hear(event: &str, run: Box<dyn Fn(&JsValue)>) {
    let heard: Box<dyn Fn(Event)> = Box::new(move |event| {
        if let Some(event) = event.dyn_ref::<CustomEvent>() {
            run(&event.detail());
        }
    });
    let closure = Closure::wrap(heard).into_js_value();
    let _ = document().add_event_listener_with_callback(event, closure.unchecked_ref());
}

fn get(detail: &JsValue, key: &str) -> JsValue {
    Reflect::get(detail, &JsValue::from_str(key)).unwrap_or_default()
}

/// Says that a programme can be used.
pub(crate) fn opened(programme: &str) {
    tell("hojo:opened", &[("programme", programme.into())]);
}

/// Told of products to begin with, and says what is wrong with them: the programme and the products, and a path or
/// nothing.
pub(crate) fn on_prefill(run: impl Fn(String, Array) -> String + 'static) {
    let run = move |detail: &JsValue| {
        let programme = get(detail, "programme").as_string().unwrap_or_default();
        let path = run(programme, Array::from(&get(detail, "products")));
        tell("hojo:prefilled", &[("path", path.into())]);
    };
    hear("hojo:prefill", Box::new(run));
}

/// Told when the frame wants to know what is entered and what it comes to.
pub(crate) fn on_ask(run: impl Fn() + 'static) {
    hear("hojo:ask", Box::new(move |_| run()));
}

/// Says what is entered.
pub(crate) fn draft(bytes: &[u8]) {
    tell("hojo:draft", &[("bytes", Uint8Array::from(bytes).into())]);
}

/// Says what the estimate comes to.
pub(crate) fn result(detail: &[(&str, JsValue)]) {
    tell("hojo:result", detail);
}
