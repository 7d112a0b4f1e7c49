//! The smallest parts: a clause, a mark, a section, a fact, a box to tick, a disclosure.

use std::borrow::Cow;

use leptos::ev::Targeted;
use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

use super::told::Told;
use crate::erased::view;
use crate::words;

/// Words of the page, or of an edition.
pub(crate) type Text = Cow<'static, str>;

/// The clause that something comes from; nothing where there is none.
#[component]
pub(crate) fn Cite(#[prop(into)] clause: Text) -> impl IntoView {
    (!clause.is_empty()).then(|| view! { <span class="cite">{clause}</span> })
}

/// A word with its mark: `(word, class)`.
#[component]
pub(crate) fn Mark(of: (&'static str, &'static str)) -> impl IntoView {
    let (word, class) = of;
    view! { <span class=class>{word}</span> }
}

/// A paragraph of words with the clause after them.
#[component]
pub(crate) fn Cited(class: &'static str, #[prop(into)] words: Text, #[prop(into)] clause: Text) -> impl IntoView {
    view! { <p class=class>{words}<Cite clause/></p> }
}

/// A section with a heading of the second rank.
#[component]
pub(crate) fn Section(#[prop(into)] heading: Text, children: Children) -> impl IntoView {
    view! { <section class="part"><h2>{heading}</h2>{children()}</section> }
}

/// A label in a list of facts, and its value.
#[component]
pub(crate) fn Fact(
    #[prop(optional)] class: &'static str,
    #[prop(into)] label: Text,
    children: Children,
) -> impl IntoView {
    view! { <div class=class><dt>{label}</dt><dd>{children()}</dd></div> }
}

/// The way back to the list of programmes.
#[component]
pub(crate) fn BackToStart() -> impl IntoView {
    view! { <p class="back"><a href="#">{words::app::TO_START}</a></p> }
}

/// A group of answers with the question as its heading. `help`: the id of what describes it; empty where nothing does.
#[component]
pub(crate) fn Group(
    #[prop(into)] question: Text,
    #[prop(optional, into)] help: String,
    children: Children,
) -> impl IntoView {
    let described = (!help.is_empty()).then_some(help);
    view! {
        <fieldset class="answer" aria-describedby=described>
            <legend class="label">{question}</legend>
            {children()}
        </fieldset>
    }
}

/// A box to tick. `about`: the id of what it is about; empty where its words say it.
#[component]
pub(crate) fn Tick(
    #[prop(into)] id: String,
    #[prop(into)] words: Text,
    #[prop(optional, into)] about: String,
    /// The key of the line that it stands for.
    #[prop(optional)]
    line: Option<u32>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_tick: Told<bool>,
) -> impl IntoView {
    let described = (!about.is_empty()).then_some(about);
    let change =
        move |event: Targeted<web_sys::Event, web_sys::HtmlInputElement>| on_tick.run(event.target().checked());
    view! {
        <label class="tick">
            <input id=id data-line=line.map(|key| format!("l{key}")) type="checkbox" aria-describedby=described prop:checked=checked on:change:target=change/>
            <span>{words}</span>
        </label>
    }
}

/// What is shown only when it is asked for, and drawn only then. Drawn anew it is closed.
#[component]
pub(crate) fn Disclosure(
    #[prop(optional)] class: &'static str,
    #[prop(optional, into)] id: Option<String>,
    /// What is always shown.
    #[prop(into)]
    summary: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggle = move |event: web_sys::Event| open.set(event_target::<HtmlDetailsElement>(&event).open());
    view! {
        <details class=class id=id open=open on:toggle=toggle>
            <summary>{summary.run()}</summary>
            <div>{move || open.get().then(|| children())}</div>
        </details>
    }
}
