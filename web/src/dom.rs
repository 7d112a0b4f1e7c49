//! Elements: made once, from the program's own markup or one by one, with parts that follow what they show.
//!
//! A thin layer over the DOM, driven by Leptos' reactive graph and owners. Leptos' views are not used for the elements
//! themselves: each is a type of its own, and a page of such types is several times larger than the same page made here.
//! Everything in this module is compiled once.
//!
//! Invariants: markup is only ever text of this program, whatever else is shown is a text node; what follows something is
//! cancelled with the owner in which it was made; a watched value that is set to what it is tells nobody.

use core::cell::RefCell;

use leptos::prelude::{Notify, Owner, RenderEffect, Track, Trigger, document, on_cleanup, untrack};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node};

/// An element or a text of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct El(Node);

/// An element with a class (none if it is empty) and children.
pub(crate) fn el(tag: &str, class: &str, children: Vec<El>) -> El {
    // A tag that is no tag would be a mistake in this program; a text in its place shows it and harms nothing.
    let Ok(element) = document().create_element(tag) else { return text(tag) };
    if !class.is_empty() {
        element.set_class_name(class);
    }
    El(element.into()).with(children)
}

/// A text.
pub(crate) fn text(words: impl AsRef<str>) -> El {
    El(document().create_text_node(words.as_ref()).into())
}

/// Nothing to be seen.
pub(crate) fn nothing() -> El {
    text("")
}

/// An element with nothing but a text.
pub(crate) fn said(tag: &str, class: &str, words: impl AsRef<str>) -> El {
    let element = el(tag, class, Vec::new());
    element.say(words.as_ref());
    element
}

/// An element of the program's own markup, and the places in it that are marked `data-at`, in order.
pub(crate) fn shape(markup: &'static str) -> (El, Places) {
    let holder = el("div", "", Vec::new());
    let mut places = Vec::new();
    let mut root = nothing();
    if let Some(element) = holder.element() {
        element.set_inner_html(markup);
        if let Ok(found) = element.query_selector_all("[data-at]") {
            places = (0..found.length()).filter_map(|at| found.get(at)).map(El).collect();
        }
        root = element.first_element_child().map_or(root, |first| El(first.into()));
    }
    (root, Places(places.into_iter()))
}

/// The places in an element that are still to be filled.
#[derive(Debug)]
pub(crate) struct Places(std::vec::IntoIter<El>);

impl Places {
    /// The next place.
    pub(crate) fn next(&mut self) -> El {
        self.0.next().unwrap_or_else(nothing)
    }
}

impl El {
    /// The element; `None` for a text.
    pub(crate) fn element(&self) -> Option<&Element> {
        self.0.dyn_ref()
    }

    /// The element as an input.
    pub(crate) fn input(&self) -> Option<&HtmlInputElement> {
        self.0.dyn_ref()
    }

    /// One of the inputs inside it, counted from 0.
    pub(crate) fn find_input(&self, at: u32) -> Option<HtmlInputElement> {
        self.element()?.query_selector_all("input").ok()?.get(at)?.dyn_into().ok()
    }

    /// With more children.
    pub(crate) fn with(self, children: Vec<Self>) -> Self {
        for child in children {
            // It fails only where a node would be put into itself.
            let _ = self.0.append_child(&child.0);
        }
        self
    }

    /// Puts it at the end of an element of the document.
    pub(crate) fn put_into(self, place: &HtmlElement) {
        let _ = place.append_child(&self.0);
    }

    /// Has only these children from now on.
    pub(crate) fn fill(&self, children: Vec<Self>) {
        self.0.set_text_content(None);
        let _ = self.clone().with(children);
    }

    /// Has only this text from now on.
    pub(crate) fn say(&self, words: &str) {
        self.0.set_text_content(Some(words));
    }

    /// Sets an attribute, or takes it away.
    pub(crate) fn set(&self, name: &str, value: Option<&str>) {
        if let Some(element) = self.element() {
            // The only error is a malformed name.
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
    }

    /// Sets or takes away an attribute without a value.
    pub(crate) fn flag(&self, name: &str, on: bool) {
        self.set(name, on.then_some(""));
    }

    /// With an attribute.
    pub(crate) fn attr(self, name: &str, value: impl AsRef<str>) -> Self {
        self.set(name, Some(value.as_ref()));
        self
    }

    /// With an id.
    pub(crate) fn id(self, id: impl AsRef<str>) -> Self {
        self.attr("id", id)
    }

    /// With a property of its style. Attributes of that name are refused by the page's policy, this is not.
    pub(crate) fn style(self, name: &str, value: &str) -> Self {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.style().set_property(name, value);
        }
        self
    }

    /// With something to do when an event happens.
    pub(crate) fn on(self, event: &str, run: impl FnMut(Event) + 'static) -> Self {
        self.hear(event, Box::new(run));
        self
    }

    fn hear(&self, event: &str, run: Box<dyn FnMut(Event)>) {
        // The browser lets go of the closure with the element.
        let closure = Closure::wrap(run).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, closure.unchecked_ref());
    }

    /// With children that follow what they show, in place of all its children.
    pub(crate) fn live(self, children: impl Fn() -> Vec<Self> + 'static) -> Self {
        let element = self.clone();
        follow(move || element.fill(children()));
        self
    }

    /// Hidden while something holds.
    pub(crate) fn hidden_while(self, hidden: impl Fn() -> bool + 'static) -> Self {
        let element = self.clone();
        follow(move || element.flag("hidden", hidden()));
        self
    }

    /// With one child a key, in the order of the keys; a child that stays is moved, not made anew.
    pub(crate) fn keyed(self, keys: impl Fn() -> Vec<Key> + 'static, child: impl Fn(Key) -> Self + 'static) -> Self {
        self.follow_keys(Box::new(keys), Box::new(child));
        self
    }

    fn follow_keys(&self, keys: Box<dyn Fn() -> Vec<Key>>, child: Box<dyn Fn(Key) -> Self>) {
        let parent = self.0.clone();
        let outer = Owner::current().unwrap_or_default();
        let shown: RefCell<Vec<(Key, Self, Owner)>> = RefCell::default();
        follow(move || {
            let mut before = shown.take();
            let mut now = Vec::with_capacity(before.len());
            for key in keys() {
                let kept = before.iter().position(|(other, ..)| *other == key).map(|at| before.remove(at));
                now.push(kept.unwrap_or_else(|| {
                    let owner = outer.child();
                    let made = owner.with(|| untrack(|| child(key)));
                    (key, made, owner)
                }));
            }
            for (_, gone, owner) in before {
                let _ = parent.remove_child(&gone.0);
                owner.cleanup();
            }
            let mut next = parent.first_child();
            for (_, child, _) in &now {
                if next.as_ref() == Some(&child.0) {
                    next = child.0.next_sibling();
                } else {
                    let _ = parent.insert_before(&child.0, next.as_ref());
                }
            }
            shown.replace(now);
        });
    }
}

/// What a child of a list is known by; a child whose second number changes is made anew.
pub(crate) type Key = (u32, u32);

/// Runs something now, and again whenever something that it looked at changes, as long as the current owner lives.
pub(crate) fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

fn follow_boxed(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| run());
    on_cleanup(move || drop(effect));
}

/// A value that can be followed.
#[derive(Debug)]
pub(crate) struct Watched<T> {
    value: RefCell<T>,
    changed: Trigger,
}

impl<T: Clone + PartialEq> Watched<T> {
    /// A value, watched as long as the current owner lives.
    pub(crate) fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changed: Trigger::new() }
    }

    /// The value, followed.
    pub(crate) fn get(&self) -> T {
        self.changed.track();
        self.peek()
    }

    /// The value, not followed.
    pub(crate) fn peek(&self) -> T {
        self.value.borrow().clone()
    }

    /// Changes it, and tells those who follow it if it is another one.
    pub(crate) fn set(&self, value: T) {
        if *self.value.borrow() != value {
            self.value.replace(value);
            self.changed.notify();
        }
    }
}

/// What stands in the field that an event happened to.
pub(crate) fn value_of(event: &Event) -> String {
    leptos::prelude::event_target_value(event)
}

/// Whether the box that an event happened to is ticked.
pub(crate) fn ticked(event: &Event) -> bool {
    leptos::prelude::event_target_checked(event)
}
