//! What stands above every screen of a programme that is tried out.

use leptos::prelude::*;

use super::pack::claim;
use crate::browser::page;
use crate::erased::view;
use crate::route::Name;
use crate::store::{Desk, Preview};
use crate::words::preview as words;

/// The element that says on every screen of such a programme what it is.
pub(crate) const NOTE: &str = "preview-note";

/// The note of a programme; nothing where it is published.
pub(crate) fn note(desk: &'static Desk) -> AnyView {
    desk.preview.map(|preview| view! { <Note preview/> }).into_any()
}

// As long as it stands there, the page has its mark, for paper too.
#[component]
fn Note(preview: &'static Preview) -> impl IntoView {
    page::mark("data-preview", true);
    on_cleanup(|| page::mark("data-preview", false));
    view! {
        <div class="preview-note" id=NOTE role="note" aria-label=words::NOTE>
            <p class="lead">{words::NOTE_LEAD}</p>
            <p>{[words::shown_as_written(&preview.file), claim(preview)].concat()}</p>
            <p class="act">
                {words::GONE_WITH_PAGE}
                <a href=["#", Name::Preview.end()].concat()>{words::TO_LIST}</a>
            </p>
        </div>
    }
}
