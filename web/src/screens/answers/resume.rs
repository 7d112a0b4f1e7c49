//! Beside answers in which nothing is entered yet: the drafts of the programme that could be gone on with.

use leptos::prelude::*;

use crate::browser::{clock, page};
use crate::erased::view;
use crate::route::HEADING;
use crate::store::{Desk, Kept, Shelf, store};
use crate::words::answers as words;
use crate::words::drafts::NAMELESS;

/// More are in the list of drafts.
const MOST: usize = 3;

/// The drafts; nothing where something is entered or there are none.
#[component]
pub(super) fn Resume(desk: &'static Desk) -> impl IntoView {
    let store = store();
    let open = move |key: u32| {
        if let Some(later) = store.later.get_untracked().here()
            && (later.put)(store, key)
        {
            clock::soon(|| page::focus_heading(HEADING));
        }
    };
    let button = move |(key, name): (u32, String)| {
        view! {
            <button type="button" class="plain" on:click=move |_| open(key)>{words::open_draft(&name)}</button>
        }
    };
    let notice = move || {
        let mut drafts = others(store.later.get().here()?.shelf, &desk.edition.about.id);
        let more = (drafts.len() > MOST).then(|| view! { <a href="#drafts">{words::ALL_DRAFTS}</a> });
        drafts.truncate(MOST);
        (!drafts.is_empty()).then(|| {
            view! {
                <div class="notice">
                    <p>{words::RESUME}</p>
                    <p class="entry-actions">{drafts.into_iter().map(button).collect_view()}{more}</p>
                </div>
            }
        })
    };
    view! { <div id="kept">{move || notice()}</div> }
}

// The drafts of a programme, by their keys, while none of them is on its desk; followed.
fn others(shelf: Shelf, programme: &str) -> Vec<(u32, String)> {
    let current = shelf.current.get();
    shelf.drafts.with(|drafts| {
        let own = || drafts.iter().filter(|kept| kept.draft.application.programme == programme);
        if own().any(|kept| current.contains(&kept.key)) {
            return Vec::new();
        }
        let name = |kept: &Kept| kept.draft.name.clone().unwrap_or_else(|| NAMELESS.to_owned());
        own().map(|kept| (kept.key, name(kept))).collect()
    })
}
