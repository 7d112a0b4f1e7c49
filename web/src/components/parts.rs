//! The smallest parts: a clause, a mark, a button, a disclosure, a group of answers.

use leptos::prelude::{Get, RwSignal, Set};
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;

use crate::dom::{El, el, nothing, said, text};

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
pub(crate) fn section(heading: &str, mut children: Vec<El>) -> El {
    children.insert(0, said("h2", "", heading));
    el("section", "part", children)
}

/// A group of answers with the question as its heading.
pub(crate) fn fieldset(question: &str, children: Vec<El>) -> El {
    let group = el("fieldset", "answer", vec![said("legend", "label", question)]);
    group.with(children)
}

/// A label and a value in a list of facts.
pub(crate) fn fact(label: &str, value: El) -> El {
    el("div", "", vec![said("dt", "", label), el("dd", "", vec![value])])
}

/// A box to tick; `about`: the id of what it is about, where its words alone do not say it.
pub(crate) fn tick(
    id: &str,
    words: &str,
    about: Option<&str>,
    ticked: bool,
    change: impl FnMut(web_sys::Event) + 'static,
) -> El {
    let input = el("input", "", vec![])
        .attr("type", "checkbox")
        .id(id)
        .maybe_attr("aria-describedby", about)
        .maybe_attr("checked", ticked.then_some(""))
        .on("change", change);
    el("label", "tick", vec![input, said("span", "", words)])
}

/// A button.
pub(crate) fn button(class: &str, words: &str, press: impl Fn() + 'static) -> El {
    said("button", class, words).attr("type", "button").on("click", move |_| press())
}

/// What is shown only when it is asked for, and drawn only then.
pub(crate) fn disclosure(class: &str, summary: El, body: impl Fn() -> El + 'static) -> El {
    let open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<HtmlDetailsElement>().ok());
        open.set(details.is_some_and(|details| details.open()));
    };
    let body = el("div", "", vec![]).live(move || if open.get() { vec![body()] } else { vec![] });
    el("details", class, vec![summary, body]).on("toggle", toggled)
}

/// A table of two columns: a heading for each, and the rows.
pub(crate) fn table(caption: Option<El>, heads: [&str; 2], rows: Vec<[El; 2]>) -> El {
    let head = |words: &str| said("th", "", words).attr("scope", "col");
    let row = |[first, second]: [El; 2]| {
        el("tr", "", vec![el("th", "", vec![first]).attr("scope", "row"), el("td", "", vec![second])])
    };
    let caption = caption.map(|caption| el("caption", "", vec![caption]));
    let parts = vec![
        el("thead", "", vec![el("tr", "", heads.into_iter().map(head).collect())]),
        el("tbody", "", rows.into_iter().map(row).collect()),
    ];
    el("table", "", caption.into_iter().chain(parts).collect())
}

/// A paragraph of parts.
pub(crate) fn line(class: &str, parts: Vec<El>) -> El {
    el("p", class, parts)
}

/// The words and the clause after them.
pub(crate) fn cited(class: &str, words: &str, clause: &str) -> El {
    line(class, vec![text(words), cite(clause)])
}
