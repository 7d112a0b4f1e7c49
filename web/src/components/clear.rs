//! The way to get rid of what was entered, always in reach: it asks once, where it stands.

use leptos::prelude::*;

use crate::browser::{clock, page};
use crate::erased::view;
use crate::route::HEADING;
use crate::store::{Desk, store};
use crate::words::app as words;

const BUTTON: &str = "clear";

/// The button, and after it is pressed the question.
#[component]
pub(crate) fn Clear(desk: &'static Desk) -> impl IntoView {
    let store = store();
    let asking = RwSignal::new(false);
    let ask = move |now: bool| {
        asking.set(now);
        // Drawn anew first; then the focus goes to what stands in its place.
        clock::soon(|| page::focus_control(BUTTON));
    };
    let clear = move |_| {
        if let Some(answers) = store.answers.get_untracked().here() {
            (answers.clear)(desk);
        }
        if let Some(later) = store.later.get_untracked().here() {
            (later.cleared)(store, desk);
        }
        asking.set(false);
        clock::soon(|| {
            page::scroll_to(0.0);
            page::focus_heading(HEADING);
        });
    };
    view! {
        <div class="clear">
            <Show
                when=move || asking.get()
                fallback=move || view! {
                    <button type="button" class="plain" id=BUTTON on:click=move |_| ask(true)>{words::CLEAR}</button>
                }
            >
                <p>{words::CLEAR_ASK}</p>
                <button type="button" class="plain" id=BUTTON on:click=clear>{words::CLEAR_DO}</button>
                <button type="button" class="plain" on:click=move |_| ask(false)>{words::CLEAR_STOP}</button>
            </Show>
        </div>
    }
}
