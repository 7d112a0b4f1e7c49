//! One of several answers: radio buttons for a few, a list for many.
//!
//! Native elements, so that keyboard, screen reader and forced colours work as everywhere. Invariant: nothing is chosen
//! that the person has not chosen, unless the programme says what counts without an answer.

use leptos::prelude::*;

use super::parts::Text;
use super::told::Told;
use crate::erased::view;

/// More answers than this do not stand side by side, in characters.
const SHORT: usize = 7;
/// The value, in a list, of an answer that is no value for other programs.
const NO_VALUE: &str = "-";

/// One of several answers.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// Its value, as other programs know it; empty for one that is no value.
    pub(crate) value: Text,
    /// Its words.
    pub(crate) words: Text,
    /// The heading over the run of answers that it belongs to; may be empty.
    pub(crate) group: &'static str,
}

impl Choice {
    /// An answer without a heading.
    pub(crate) fn new(value: impl Into<Text>, words: impl Into<Text>) -> Self {
        Self { value: value.into(), words: words.into(), group: "" }
    }
}

/// Radio buttons, to be put into a group.
#[component]
pub(crate) fn Radios(
    /// The id from which those of the answers are made.
    #[prop(into)]
    id: String,
    /// The name of the form field.
    #[prop(into)]
    name: String,
    /// The answers.
    answers: Vec<Choice>,
    /// The position of the one that is chosen.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Told of the position of the one that was chosen.
    #[prop(into)]
    on_choose: Told<usize>,
) -> impl IntoView {
    let is_short = answers.iter().all(|answer| answer.words.chars().count() <= SHORT);
    let radio = |(at, answer): (usize, Choice)| {
        let on_choose = on_choose.clone();
        view! {
            <label class="radio">
                <input
                    type="radio"
                    id=format!("{id}-{at}")
                    name=name.clone()
                    value=answer.value
                    prop:checked=move || chosen.get() == Some(at)
                    on:change=move |_| on_choose.run(at)
                />
                <span>{answer.words}</span>
            </label>
        }
    };
    let radios = answers.into_iter().enumerate().map(radio).collect_view();
    view! { <div class=if is_short { "radios short" } else { "radios" }>{radios}</div> }
}

/// A list, for many answers; its label points at its id. The first entry, which stands for no answer, cannot be chosen
/// again.
#[component]
pub(crate) fn List(
    /// Its id.
    #[prop(into)]
    id: String,
    /// The name of the form field.
    #[prop(into)]
    name: String,
    /// The id of what describes it; empty where nothing does.
    #[prop(optional, into)]
    help: String,
    /// The answers.
    answers: Vec<Choice>,
    /// The position of the one that is chosen at first.
    chosen: Option<usize>,
    /// Told of the position of the one that was chosen.
    #[prop(into)]
    on_choose: Told<usize>,
) -> impl IntoView {
    let values: Vec<Text> = answers.iter().map(|answer| answer.value.clone()).collect();
    let change = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        let value = if value == NO_VALUE { "" } else { value.as_str() };
        if let Some(at) = values.iter().position(|known| *known == value) {
            on_choose.run(at);
        }
    };
    let entries: Vec<(usize, Choice)> = answers.into_iter().enumerate().collect();
    let entry = |(at, answer): &(usize, Choice)| {
        let value = if answer.value.is_empty() { NO_VALUE.into() } else { answer.value.clone() };
        view! { <option value=value selected=chosen == Some(*at)>{answer.words.clone()}</option> }
    };
    let runs = entries.chunk_by(|(_, one), (_, next)| one.group == next.group).map(|run| {
        let options = run.iter().map(entry).collect_view();
        match run.first().map_or("", |(_, answer)| answer.group) {
            "" => options.into_any(),
            heading => view! { <optgroup label=heading>{options}</optgroup> },
        }
    });
    let described = (!help.is_empty()).then_some(help);
    view! {
        <select class="input" id=id name=name aria-describedby=described on:change=change>
            <option value="" disabled selected=chosen.is_none()>{crate::words::CHOOSE}</option>
            {runs.collect_view()}
        </select>
    }
}
