//! The smallest parts: a clause, a mark, a button, a disclosure, a group of answers.

use core::cell::RefCell;

use leptos::prelude::Owner;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use crate::dom::El;

impl El {
    /// The clause that something comes from; nothing where there is none.
    pub fn cite(&self, clause: &str) {
        if !clause.is_empty() {
            self.put("span", "cite", clause);
        }
    }

    /// A word with its mark: `(word, class)`.
    pub fn mark(&self, (word, class): (&str, &str)) {
        self.put("span", class, word);
    }

    /// A paragraph of words with the clause after them.
    pub fn cited(&self, class: &str, words: &str, clause: &str) {
        let line = self.add("p", class);
        line.write(words);
        line.cite(clause);
    }

    /// A link to a screen.
    pub fn link(&self, class: &str, address: &str, words: &str) {
        self.add("a", class).set("href", address).say(words);
    }

    /// A section with a heading of the second rank.
    pub fn section(&self, heading: &str) -> Self {
        let section = self.add("section", "part");
        section.put("h2", "", heading);
        section
    }

    /// A group of answers with the question as its heading.
    pub fn fieldset(&self, question: &str) -> Self {
        let group = self.add("fieldset", "answer");
        group.put("legend", "label", question);
        group
    }

    /// A label in a list of facts, and the place of its value.
    pub fn fact(&self, class: &str, label: &str) -> Self {
        let fact = self.add("div", class);
        fact.put("dt", "", label);
        fact.add("dd", "")
    }

    /// A button.
    pub fn button(&self, class: &str, words: &str, press: impl FnMut(Event) + 'static) -> Self {
        let button = self.add("button", class);
        button.set("type", "button").on("click", press).say(words);
        button
    }

    /// A box to tick. `about`: the id of what it is about; empty where its words say it.
    pub fn tick(&self, id: &str, words: &str, about: &str, change: impl FnMut(Event) + 'static) -> Self {
        let mut at = self.shape("<label class=tick><input data-at type=checkbox><span data-at></span></label>");
        let input = at.take();
        input.id(id).on("change", change);
        if !about.is_empty() {
            input.set("aria-describedby", about);
        }
        at.take().say(words);
        input
    }

    /// What is shown only when it is asked for, and drawn only then; the place of what is always shown.
    pub fn disclosure(&self, class: &str, draw: impl Fn(&Self) + 'static) -> (Self, Self) {
        self.disclosure_boxed(class, Box::new(draw))
    }

    fn disclosure_boxed(&self, class: &str, draw: Box<dyn Fn(&Self)>) -> (Self, Self) {
        let outer = Owner::current().unwrap_or_default();
        let details = self.add("details", class);
        let summary = details.add("summary", "");
        let inside = details.add("div", "");
        let drawn: RefCell<Option<Owner>> = RefCell::default();
        details.on("toggle", move |event| {
            let details = event.target().and_then(|target| target.dyn_into::<HtmlDetailsElement>().ok());
            if let Some(before) = drawn.take() {
                before.cleanup();
            }
            inside.clear();
            if details.is_some_and(|details| details.open()) {
                let owner = outer.child();
                owner.with(|| draw(&inside));
                drawn.replace(Some(owner));
            }
        });
        (details, summary)
    }
}
