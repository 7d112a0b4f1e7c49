//! The smallest parts: a clause, a mark, a button, a disclosure, a group of answers.

use core::cell::RefCell;

use leptos::prelude::Owner;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use crate::dom::{El, el, nothing, said, shape, text};

/// The clause that something comes from; nothing where there is none.
pub(crate) fn cite(clause: &str) -> El {
    if clause.is_empty() { nothing() } else { said("span", "cite", clause) }
}

/// A word with its mark: `(word, class)`.
pub(crate) fn mark((word, class): (&str, &str)) -> El {
    said("span", class, word)
}

/// A link to a screen.
pub(crate) fn link(class: &str, address: &str, words: &str) -> El {
    said("a", class, words).attr("href", address)
}

/// The label of the control with an id; its own id is that with `-label`.
pub(crate) fn label(id: &str, words: &str) -> El {
    said("label", "label", words).attr("for", id).id(format!("{id}-label"))
}

/// A section with a heading of the second rank.
pub(crate) fn section(heading: &str, children: Vec<El>) -> El {
    el("section", "part", vec![said("h2", "", heading)]).with(children)
}

/// A group of answers with the question as its heading.
pub(crate) fn fieldset(question: &str, children: Vec<El>) -> El {
    el("fieldset", "answer", vec![said("legend", "label", question)]).with(children)
}

/// A label and a value in a list of facts.
pub(crate) fn fact(label: &str, value: El) -> El {
    el("div", "", vec![said("dt", "", label), el("dd", "", vec![value])])
}

/// A box to tick: the whole, and the box itself. `about`: the id of what it is about, where its words do not say it.
pub(crate) fn tick(
    id: &str,
    words: &str,
    about: Option<&str>,
    ticked: bool,
    change: impl FnMut(Event) + 'static,
) -> (El, El) {
    let (label, mut at) = shape("<label class=tick><input data-at type=checkbox><span data-at></span></label>");
    let input = at.next().id(id).on("change", change);
    input.set("aria-describedby", about);
    input.flag("checked", ticked);
    at.next().say(words);
    (label, input)
}

/// A button.
pub(crate) fn button(class: &str, words: &str, press: impl Fn() + 'static) -> El {
    said("button", class, words).attr("type", "button").on("click", move |_| press())
}

/// What is shown only when it is asked for, and drawn only then.
pub(crate) fn disclosure(class: &str, summary: El, body: impl Fn() -> Vec<El> + 'static) -> El {
    disclosure_boxed(class, summary, Box::new(body))
}

fn disclosure_boxed(class: &str, summary: El, body: Box<dyn Fn() -> Vec<El>>) -> El {
    let outer = Owner::current().unwrap_or_default();
    let place = el("div", "", Vec::new());
    let inside = place.clone();
    let drawn: RefCell<Option<Owner>> = RefCell::default();
    let toggled = move |event: Event| {
        let details = event.target().and_then(|target| target.dyn_into::<HtmlDetailsElement>().ok());
        if let Some(before) = drawn.take() {
            before.cleanup();
        }
        if details.is_some_and(|details| details.open()) {
            let owner = outer.child();
            inside.fill(owner.with(&body));
            drawn.replace(Some(owner));
        } else {
            inside.fill(Vec::new());
        }
    };
    el("details", class, vec![summary, place]).on("toggle", toggled)
}

/// A table of two columns: a heading for each, and the rows.
pub(crate) fn table(caption: Option<El>, heads: [&str; 2], rows: Vec<[El; 2]>) -> El {
    let (table, mut at) = shape(
        "<table><caption data-at></caption><thead><tr><th scope=col data-at></th><th scope=col data-at></th></tr></thead>\
         <tbody data-at></tbody></table>",
    );
    let place = at.next();
    match caption {
        Some(caption) => place.fill(vec![caption]),
        None => place.flag("hidden", true),
    }
    for head in heads {
        at.next().say(head);
    }
    let row = |[first, second]: [El; 2]| {
        el("tr", "", vec![el("th", "", vec![first]).attr("scope", "row"), el("td", "", vec![second])])
    };
    at.next().fill(rows.into_iter().map(row).collect());
    table
}

/// A paragraph of parts.
pub(crate) fn line(class: &str, parts: Vec<El>) -> El {
    el("p", class, parts)
}

/// The words and the clause after them.
pub(crate) fn cited(class: &str, words: &str, clause: &str) -> El {
    line(class, vec![text(words), cite(clause)])
}
