//! 下書き: the drafts, several offices side by side: open, name, copy, delete with undo, begin; and whether this browser
//! keeps them.

mod keep;
mod keeping;
mod list;
mod merge;
mod new;
mod stored;

use leptos::prelude::*;

use self::keeping::{ClearAll, Keep};
use self::list::List;
use self::new::New;
use crate::components::parts::{BackToStart, Section};
use crate::erased::view;
use crate::store::{Desk, Shelf, Store, store};
use crate::words::{drafts as words, screens};

/// Opens the drafts.
pub(crate) fn open(store: Store) -> Shelf {
    let shelf = store.lasting(|| Shelf::new(store));
    shelf.open();
    shelf
}

/// Something has changed on a desk.
pub(crate) fn changed(store: Store, desk: &'static Desk) {
    if let Some(shelf) = shelf(store) {
        shelf.follow(desk);
    }
}

/// What is on a desk was cleared.
pub(crate) fn cleared(store: Store, desk: &'static Desk) {
    if let Some(shelf) = shelf(store) {
        shelf.cleared(&desk.edition.about.id);
    }
}

/// Puts a draft on its desk, by its key; whether it could be put.
pub(crate) fn put(store: Store, key: u32) -> bool {
    shelf(store).is_some_and(|shelf| shelf.put(key))
}

// The drafts; here as soon as anybody can call the doors.
fn shelf(store: Store) -> Option<Shelf> {
    store.later.get_untracked().here().map(|later| later.shelf)
}

/// The screen.
#[component]
pub(crate) fn Drafts() -> impl IntoView {
    shelf(store()).map(|shelf| {
        view! {
            <section data-screen="drafts">
                <div class="screen-head">
                    <BackToStart/>
                    <h1 tabindex="-1">{screens::DRAFTS}</h1>
                    <p class="help">{words::HELP}</p>
                </div>
                <Section heading=words::LIST>
                    <List shelf/>
                </Section>
                <Section heading=words::NEW>
                    <New shelf/>
                </Section>
                <Section heading=words::KEPT>
                    <Keep shelf/>
                    <ClearAll shelf/>
                </Section>
            </section>
        }
    })
}
