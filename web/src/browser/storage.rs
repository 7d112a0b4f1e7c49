//! What this browser keeps for the page: the only module that touches its storage.
//!
//! Only keys of our own are read, written and removed; other pages of the same server may keep things of theirs beside
//! them. Invariants: nothing is written unless the person has asked for it; where the browser denies its storage or has no
//! room left, that is told, never a crash.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

/// A place of our own.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// The drafts.
    Drafts,
    /// What was found in the place of the drafts and could not be read.
    Aside,
}

impl Place {
    const fn key(self) -> &'static str {
        match self {
            Self::Drafts => "kaigo-hojo/drafts",
            Self::Aside => "kaigo-hojo/unreadable",
        }
    }

    /// What stands there; `None` also where the browser denies it.
    pub(crate) fn read(self) -> Option<String> {
        // gloo's own reader would take the text apart; that is the engine's work.
        if is_there() { LocalStorage::raw().get_item(self.key()).ok().flatten() } else { None }
    }

    /// Puts a text there; whether it could be put.
    pub(crate) fn write(self, text: &str) -> bool {
        is_there() && LocalStorage::raw().set_item(self.key(), text).is_ok()
    }

    /// Leaves nothing there.
    pub(crate) fn clear(self) {
        if is_there() {
            LocalStorage::delete(self.key());
        }
    }
}

/// Whether the browser lets the page keep anything. gloo takes it for granted and fails hard where it does not.
pub(crate) fn is_there() -> bool {
    window().local_storage().is_ok_and(|storage| storage.is_some())
}

/// Told when another tab has changed the drafts.
pub(crate) fn on_change(run: impl Fn() + 'static) {
    // Listens as long as the page lives.
    let _listens = window_event_listener_untyped("storage", move |event| {
        // A tab that clears everything names no key.
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if key.is_none_or(|key| key == Place::Drafts.key()) {
            run();
        }
    });
}
