//! The smallest parts: an element with a class and children, a clause, a mark, a disclosure.
//!
//! They erase their types, so that a screen made of hundreds of them is compiled once, not hundreds of times. Invariant:
//! text is always a text node, never markup.

use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use web_sys::HtmlDetailsElement;

/// An element with a class (none if it is empty) and children.
pub(crate) fn el(tag: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    let element = custom(tag).child(StaticVec::from(children));
    if class.is_empty() { element.into_any() } else { element.class(class).into_any() }
}

/// A text.
pub(crate) fn text(words: impl Into<String>) -> AnyView {
    words.into().into_any()
}

/// Nothing.
pub(crate) fn nothing() -> AnyView {
    ().into_any()
}

/// An element with nothing but a text.
pub(crate) fn said(tag: &'static str, class: &'static str, words: impl Into<String>) -> AnyView {
    el(tag, class, vec![text(words)])
}

/// The clause that something comes from; nothing where there is none.
pub(crate) fn cite(clause: &str) -> AnyView {
    if clause.is_empty() { nothing() } else { said("span", "cite", clause) }
}

/// A word with its mark: `(word, class)`.
pub(crate) fn mark((word, class): (&'static str, &'static str)) -> AnyView {
    said("span", class, word)
}

/// A heading or paragraph that can be pointed at.
pub(crate) fn named(tag: &'static str, id: String, class: &'static str, children: Vec<AnyView>) -> AnyView {
    custom(tag).id(id).class(class).child(StaticVec::from(children)).into_any()
}

/// The label of the control with an id; its own id is that with `-label`.
pub(crate) fn label_of(id: String, words: String) -> AnyView {
    view! { <label class="label" id=format!("{id}-label") for=id>{words}</label> }.into_any()
}

/// A section with a heading of the second rank.
pub(crate) fn section(heading: impl Into<String>, mut children: Vec<AnyView>) -> AnyView {
    children.insert(0, said("h2", "", heading));
    el("section", "part", children)
}

/// What is shown only when it is asked for, and drawn only then.
pub(crate) fn disclosure(
    class: &'static str,
    summary: Vec<AnyView>,
    body: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let body: Box<dyn Fn() -> AnyView + Send + Sync> = Box::new(body);
    let open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| open.set(event_target::<HtmlDetailsElement>(&event).open());
    view! {
        <details class=class on:toggle=toggled>
            <summary>{summary}</summary>
            {move || open.get().then(&body)}
        </details>
    }
    .into_any()
}

/// A button.
pub(crate) fn button(class: &'static str, words: impl Into<String>, press: impl Fn() + 'static) -> AnyView {
    let press: Box<dyn Fn()> = Box::new(press);
    let words: String = words.into();
    view! { <button type="button" class=class on:click=move |_| press()>{words}</button> }.into_any()
}
