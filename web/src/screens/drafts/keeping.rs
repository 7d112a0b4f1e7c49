//! The part of 下書き about whether this browser keeps the drafts: the box to tick, what it means, what has to be told of
//! it; and the way to get rid of everything.

use leptos::prelude::*;

use crate::browser::{clock, files, page};
use crate::components::parts::Tick;
use crate::erased::view;
use crate::store::{Keeping, Shelf};
use crate::words::drafts as words;

const BOX: &str = "keep";
const HELP: &str = "keep-help";
const CLEAR: &str = "clear-all";

/// The box and everything about it.
#[component]
pub(super) fn Keep(shelf: Shelf) -> impl IntoView {
    let is_kept = Signal::derive(move || matches!(shelf.keeping.get(), Keeping::Yes | Keeping::Full));
    let class = move || if matches!(shelf.keeping.get(), Keeping::No | Keeping::Yes) { "hint" } else { "wrong" };
    let notice = move || shelf.notice.get().map(|notice| view! { <p class="notice">{words::notice(notice)}</p> });
    view! {
        <Tick id=BOX words=words::KEEP about=HELP checked=is_kept on_tick=move |on| shelf.keep(on)/>
        <p class="help" id=HELP>{words::KEEP_HELP}</p>
        <p role="status" class=class>{move || words::keeping(shelf.keeping.get())}</p>
        <div role="status">{move || notice()}</div>
        <div>{move || shelf.unreadable().map(|text| view! { <Unreadable shelf text/> })}</div>
    }
}

/// What could not be read.
#[component]
fn Unreadable(shelf: Shelf, text: String) -> impl IntoView {
    let save = move |_| {
        files::save("kaigo-hojo-unreadable.txt", "text/plain", &text);
    };
    let forget = move |_| {
        shelf.forget_unreadable();
        clock::soon(|| page::focus_control(BOX));
    };
    view! {
        <div class="entry-actions">
            <p>{words::UNREADABLE}</p>
            <button type="button" class="plain" on:click=save>{words::SAVE_UNREADABLE}</button>
            <button type="button" class="plain" on:click=forget>{words::FORGET_UNREADABLE}</button>
        </div>
    }
}

/// The button that clears everything, and after it is pressed the question.
#[component]
pub(super) fn ClearAll(shelf: Shelf) -> impl IntoView {
    let asking = RwSignal::new(false);
    let ask = move |now: bool| {
        asking.set(now);
        // Drawn anew first; then the focus goes to what stands in its place.
        clock::soon(|| page::focus_control(CLEAR));
    };
    let clear = move |_| {
        shelf.clear();
        ask(false);
    };
    view! {
        <div class="entry-actions">
            <Show
                when=move || asking.get()
                fallback=move || view! {
                    <button type="button" class="plain" id=CLEAR on:click=move |_| ask(true)>{words::CLEAR}</button>
                }
            >
                <p>{words::CLEAR_ASK}</p>
                <button type="button" class="plain" id=CLEAR on:click=clear>{words::CLEAR_DO}</button>
                <button type="button" class="plain" on:click=move |_| ask(false)>{words::CLEAR_STOP}</button>
            </Show>
        </div>
    }
}
