//! A button that says what came of it.

use leptos::prelude::*;

use super::parts::Text;
use super::told::Told;
use crate::erased::view;

/// A button, and the place below it where it says what came of being pressed: what `on_press` puts into the signal.
#[component]
pub(crate) fn Telling(#[prop(into)] words: Text, #[prop(into)] on_press: Told<RwSignal<String>>) -> impl IntoView {
    let said = RwSignal::new(String::new());
    view! {
        <p><button type="button" class="main" on:click=move |_| on_press.run(said)>{words}</button></p>
        // There from the start, so that a screen reader notices what comes into it.
        <p class="hint" role="status">{said}</p>
    }
}
