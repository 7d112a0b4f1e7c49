//! One of several answers: radio buttons for a few, a list for many.
//!
//! Native elements, so that keyboard, screen reader and forced colours work as everywhere. The caller says what is chosen
//! at first; from then on the browser keeps it. Invariant: nothing is chosen that the person has not chosen, unless the
//! programme says what counts without an answer.

use crate::dom::{El, value_of};

/// One of several answers.
pub struct Answer<'a> {
    /// Its value, as other programs know it; empty for one that is no value.
    pub value: &'a str,
    /// Its words.
    pub words: &'a str,
    /// The heading over the run of answers that it belongs to; may be empty.
    pub group: &'a str,
}

impl<'a> Answer<'a> {
    /// An answer without a heading.
    pub const fn new(value: &'a str, words: &'a str) -> Self {
        Self { value, words, group: "" }
    }
}

/// Several answers of which one is chosen.
pub struct Choices<'a> {
    /// The id from which those of the answers are made.
    pub id: &'a str,
    /// The name of the form field.
    pub name: &'a str,
    /// The answers.
    pub answers: &'a [Answer<'a>],
    /// The position of the one that is chosen.
    pub chosen: Option<usize>,
    /// Told of the position of the one that was chosen.
    pub change: Box<dyn Fn(usize)>,
}

/// Radio buttons, to be put into a fieldset; the inputs.
pub fn radios(place: &El, choices: Choices<'_>) -> Vec<El> {
    let Choices { id, name, answers, chosen, change } = choices;
    // Short answers stand side by side.
    let short = answers.iter().all(|answer| answer.words.chars().count() <= 7);
    let group = place.add("div", if short { "radios short" } else { "radios" });
    let mut inputs = Vec::with_capacity(answers.len());
    for (at, answer) in answers.iter().enumerate() {
        let mut places = group.shape("<label class=radio><input data-at type=radio><span data-at></span></label>");
        let input = places.take();
        input
            .id(&format!("{id}-{at}"))
            .set("name", name)
            .set("value", answer.value)
            .flag("checked", chosen == Some(at));
        places.take().say(answer.words);
        inputs.push(input);
    }
    let buttons = inputs.clone();
    group.on("change", move |_| {
        let is_chosen = |button: &El| button.input().is_some_and(|input| input.checked());
        if let Some(at) = buttons.iter().position(is_chosen) {
            change(at);
        }
    });
    inputs
}

/// A list, for many answers; its label points at its id. The first entry, which stands for no answer, cannot be chosen
/// again.
pub fn list(place: &El, choices: Choices<'_>) -> El {
    let Choices { id, name, answers, chosen, change } = choices;
    let select = place.add("select", "input");
    select.id(id).set("name", name);
    let first = select.add("option", "");
    first.set("value", "").set("disabled", "").say("選んでください");
    first.flag("selected", chosen.is_none());
    let (mut heading, mut group) = ("", select.clone());
    for (at, answer) in answers.iter().enumerate() {
        if answer.group != heading {
            heading = answer.group;
            group = select.clone();
            if !heading.is_empty() {
                group = select.add("optgroup", "");
                group.set("label", heading);
            }
        }
        let entry = group.add("option", "");
        entry.set("value", if answer.value.is_empty() { "-" } else { answer.value }).say(answer.words);
        entry.flag("selected", chosen == Some(at));
    }
    let values: Vec<String> = answers.iter().map(|answer| answer.value.to_owned()).collect();
    select.on("change", move |event| {
        let value = value_of(&event);
        let value = if value == "-" { "" } else { value.as_str() };
        if let Some(at) = values.iter().position(|known| known == value) {
            change(at);
        }
    });
    select
}
