//! What is shown in place of something that is not loaded yet, or could not be loaded.

use leptos::prelude::*;

use crate::components::parts::BackToStart;
use crate::erased::view;
use crate::load;
use crate::store::store;
use crate::words;

/// That something is on its way, or a sentence and the way to try once more.
#[component]
pub(crate) fn Waiting(heading: String, failed: bool) -> impl IntoView {
    let store = store();
    view! {
        <section data-screen="waiting">
            <div class="screen-head">
                <BackToStart/>
                <h1 tabindex="-1">{heading}</h1>
                <Show when=move || failed fallback=|| view! { <p role="status">{words::app::LOADING}</p> }>
                    <NotLoaded on_again=move || load::again(store)/>
                </Show>
            </div>
        </section>
    }
}

/// That something could not be loaded, and the way to try once more.
#[component]
pub(crate) fn NotLoaded(on_again: impl Fn() + 'static) -> impl IntoView {
    view! {
        <p class="notice" role="alert">
            {words::app::NOT_LOADED}
            <button type="button" class="link" on:click=move |_| on_again()>{words::app::AGAIN}</button>
        </p>
    }
}
