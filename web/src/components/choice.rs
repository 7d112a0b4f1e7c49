//! One of several answers: radio buttons for a few, a list for many.
//!
//! Native elements, so that keyboard, screen reader and forced colours work as everywhere. The caller says what is chosen
//! at first; from then on the browser keeps it. Invariant: nothing is chosen that the person has not chosen, unless the
//! programme says what counts without an answer.

use crate::dom::{El, el, said, shape, value_of};

/// One of several answers.
pub(crate) struct Answer {
    /// Its value, as other programs know it; empty for one that is no value.
    pub(crate) value: String,
    /// Its words.
    pub(crate) words: String,
    /// The heading over the run of answers that it belongs to; may be empty.
    pub(crate) group: String,
}

impl Answer {
    /// An answer without a heading.
    pub(crate) fn new(value: &str, words: &str) -> Self {
        Self { value: value.to_owned(), words: words.to_owned(), group: String::new() }
    }
}

/// Several answers of which one is chosen.
pub(crate) struct Choices<'a> {
    /// The id from which those of the answers are made.
    pub(crate) id: &'a str,
    /// The name of the form field.
    pub(crate) name: &'a str,
    /// The answers.
    pub(crate) answers: Vec<Answer>,
    /// The position of the one that is chosen.
    pub(crate) chosen: Option<usize>,
    /// Told of the position of the one that was chosen.
    pub(crate) change: Box<dyn Fn(usize)>,
}

/// Radio buttons, to be put into a fieldset.
pub(crate) fn radios(choices: Choices<'_>) -> El {
    let Choices { id, name, answers, chosen, change } = choices;
    // Short answers stand side by side.
    let short = answers.iter().all(|answer| answer.words.chars().count() <= 7);
    let radio = |(at, answer): (usize, &Answer)| {
        let (label, mut places) = shape("<label class=radio><input data-at type=radio><span data-at></span></label>");
        let input = places.next().attr("name", name).attr("value", &answer.value).id(format!("{id}-{at}"));
        input.flag("checked", chosen == Some(at));
        places.next().say(&answer.words);
        label
    };
    let buttons = answers.iter().enumerate().map(radio).collect();
    told(el("div", if short { "radios short" } else { "radios" }, buttons), answers, change)
}

/// A list, for many answers; its label points at its id. The first entry, which stands for no answer, cannot be chosen
/// again.
pub(crate) fn list(choices: Choices<'_>) -> El {
    let Choices { id, name, answers, chosen, change } = choices;
    let (select, mut places) =
        shape("<select class=input data-at><option value=- disabled data-at>選んでください</option></select>");
    let list = places.next().id(id).attr("name", name);
    places.next().flag("selected", chosen.is_none());
    let mut group: Option<(&str, El)> = None;
    for (at, answer) in answers.iter().enumerate() {
        let entry = said("option", "", &answer.words).attr("value", &answer.value);
        entry.flag("selected", chosen == Some(at));
        group = match group {
            Some((heading, open)) if heading == answer.group => Some((heading, open.with(vec![entry]))),
            _ if answer.group.is_empty() => {
                let _ = list.clone().with(vec![entry]);
                None
            }
            _ => {
                let open = el("optgroup", "", vec![entry]).attr("label", &answer.group);
                let _ = list.clone().with(vec![open.clone()]);
                Some((&answer.group, open))
            }
        };
    }
    told(select, answers, change)
}

fn told(element: El, answers: Vec<Answer>, change: Box<dyn Fn(usize)>) -> El {
    element.on("change", move |event| {
        let value = value_of(&event);
        if let Some(at) = answers.iter().position(|answer| answer.value == value) {
            change(at);
        }
    })
}
