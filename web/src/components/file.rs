//! A field to choose a file in.

use leptos::ev::Targeted;
use leptos::prelude::*;
use web_sys::{Event, File, HtmlInputElement};

use crate::erased::view;

/// The field.
#[component]
pub(crate) fn FileInput(
    id: &'static str,
    label: &'static str,
    /// The endings that are offered.
    accept: &'static str,
    /// The id of what describes it.
    #[prop(optional)]
    help: Option<&'static str>,
    /// Told of the file.
    on_choose: impl Fn(File) + 'static,
) -> impl IntoView {
    let change = move |event: Targeted<Event, HtmlInputElement>| {
        let input = event.target();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            // The same file, corrected, can be chosen once more.
            input.set_value("");
            on_choose(file);
        }
    };
    view! {
        <div class="field">
            <label class="label" for=id>{label}</label>
            <input
                class="input file"
                id=id
                type="file"
                accept=accept
                aria-describedby=help
                on:change:target=change
            />
        </div>
    }
}
