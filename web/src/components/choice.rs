//! One of several answers: radio buttons for a few, a list for many.
//!
//! Native elements, so that keyboard, screen reader and forced colours work as everywhere. The caller says what is chosen
//! at first; from then on the browser keeps it. Invariant: nothing is chosen that the person has not chosen, unless the
//! programme says what counts without an answer.

use leptos::prelude::*;

/// Several answers of which one is chosen.
pub(crate) struct Choices {
    /// The id from which those of the answers are made.
    pub(crate) id: String,
    /// The name of the form field.
    pub(crate) name: String,
    /// Each answer's value and words, and the heading over a run of them (may be empty).
    pub(crate) options: Vec<(String, String, String)>,
    /// The position of the one that is chosen.
    pub(crate) chosen: Option<usize>,
    /// Told of the position of the one that was chosen.
    pub(crate) change: Box<dyn Fn(usize)>,
}

/// Radio buttons, to be put into a fieldset.
pub(crate) fn radios(choices: Choices) -> AnyView {
    let Choices { id, name, options, chosen, change } = choices;
    // Short answers stand side by side.
    let short = options.iter().all(|(_, words, _)| words.chars().count() <= 6);
    let values: Vec<String> = options.iter().map(|(value, ..)| value.clone()).collect();
    let picked = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        if let Some(at) = values.iter().position(|known| *known == value) {
            change(at);
        }
    };
    let buttons = options.into_iter().enumerate().map(|(at, (value, words, _))| {
        radio(format!("{id}-{at}"), name.clone(), value, words, chosen == Some(at))
    });
    let buttons: Vec<AnyView> = buttons.collect();
    let class = if short { "radios short" } else { "radios" };
    view! { <div class=class on:change=picked>{buttons}</div> }.into_any()
}

fn radio(id: String, name: String, value: String, words: String, chosen: bool) -> AnyView {
    view! {
        <label class="radio">
            <input type="radio" id=id name=name value=value prop:checked=chosen />
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// A list, for many answers; its label points at its id. The first entry, which stands for no answer, cannot be chosen again.
pub(crate) fn list(choices: Choices, described_by: Option<String>) -> AnyView {
    let Choices { id, name, options, chosen, change } = choices;
    let picked = move |event: web_sys::Event| {
        if let Ok(at) = event_target_value(&event).parse() {
            change(at);
        }
    };
    let mut groups: Vec<(String, Vec<AnyView>)> = Vec::new();
    for (at, (value, words, group)) in options.into_iter().enumerate() {
        let entry = view! {
            <option value=at.to_string() data-value=value prop:selected=chosen == Some(at)>{words}</option>
        };
        match groups.last_mut() {
            Some((heading, entries)) if *heading == group => entries.push(entry.into_any()),
            _ => groups.push((group, vec![entry.into_any()])),
        }
    }
    let entries: Vec<AnyView> = groups
        .into_iter()
        .map(|(heading, entries)| {
            if heading.is_empty() {
                entries.into_any()
            } else {
                view! { <optgroup label=heading>{entries}</optgroup> }.into_any()
            }
        })
        .collect();
    view! {
        <select class="input" id=id name=name aria-describedby=described_by on:change=picked>
            <option value="" disabled=true prop:selected=chosen.is_none()>"選んでください"</option>
            {entries}
        </select>
    }
    .into_any()
}
