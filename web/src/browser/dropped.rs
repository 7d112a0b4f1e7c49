//! Files that are dropped on the page.

use leptos::prelude::{on_cleanup, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File};

/// Told of the files that are dropped anywhere on the page, as long as the current owner lives.
pub(crate) fn on_drop(run: impl Fn(Vec<File>) + 'static) {
    let over = window_event_listener_untyped("dragover", |event| event.prevent_default());
    let drop = window_event_listener_untyped("drop", move |event| {
        event.prevent_default();
        let brought = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        if let Some(files) = brought.and_then(|brought| brought.files()) {
            run((0..files.length()).filter_map(|at| files.get(at)).collect());
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}
