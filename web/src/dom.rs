//! Elements: made once, with parts that follow signals.
//!
//! A thin layer over the DOM, driven by Leptos' signals and owners. Leptos' own views are not used for the elements
//! themselves: each `view!` is a type of its own, and a page of such types is several times larger than the same page
//! made here (docs/adr, "small elements"). Everything in this module is compiled once.
//!
//! Invariants: text is a text node, never markup; what an element follows is cancelled with the owner in which it was
//! made; a follower changes the document only where its value changed.

use core::cell::RefCell;

use leptos::prelude::{Owner, RenderEffect, document, on_cleanup, untrack};
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
    let element = El(element.into());
    element.append(children);
    element
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
    el(tag, class, vec![text(words)])
}

/// Runs something now, and again whenever a signal that it reads changes, as long as the current owner lives.
pub(crate) fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

fn follow_boxed(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| run());
    on_cleanup(move || drop(effect));
}

impl El {
    /// The element; `None` for a text.
    fn element(&self) -> Option<&Element> {
        self.0.dyn_ref()
    }

    fn append(&self, children: Vec<Self>) {
        for child in children {
            // It fails only where a node would be put into itself.
            let _ = self.0.append_child(&child.0);
        }
    }

    /// With more children.
    pub(crate) fn with(self, children: Vec<Self>) -> Self {
        self.append(children);
        self
    }

    /// Puts it at the end of an element of the document.
    pub(crate) fn put_into(self, place: &HtmlElement) {
        let _ = place.append_child(&self.0);
    }

    /// With an attribute.
    pub(crate) fn attr(self, name: &str, value: impl AsRef<str>) -> Self {
        if let Some(element) = self.element() {
            // The only error is a malformed name.
            let _ = element.set_attribute(name, value.as_ref());
        }
        self
    }

    /// With an attribute, if there is a value.
    pub(crate) fn maybe_attr(self, name: &str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
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
        self.on_boxed(event, Box::new(run))
    }

    fn on_boxed(self, event: &str, run: Box<dyn FnMut(Event)>) -> Self {
        // The browser lets go of the closure with the element.
        let closure = Closure::wrap(run).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, closure.unchecked_ref());
        self
    }

    /// With an attribute that follows signals; it is there while there is a value.
    pub(crate) fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.live_attr_boxed(name, Box::new(value))
    }

    fn live_attr_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let Some(element) = self.element().cloned() else { return self };
        let mut shown = None;
        follow(move || {
            let now = value();
            if now != shown {
                let _ = match &now {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
                shown = now;
            }
        });
        self
    }

    /// Hidden while something holds.
    pub(crate) fn hidden_while(self, hidden: impl Fn() -> bool + 'static) -> Self {
        self.live_attr("hidden", move || hidden().then(String::new))
    }

    /// With a text that follows signals, in place of all its children.
    pub(crate) fn live_text(self, words: impl Fn() -> String + 'static) -> Self {
        self.live_text_boxed(Box::new(words))
    }

    fn live_text_boxed(self, words: Box<dyn Fn() -> String>) -> Self {
        let (node, mut shown) = (self.0.clone(), String::new());
        follow(move || {
            let now = words();
            if now != shown {
                node.set_text_content(Some(&now));
                shown = now;
            }
        });
        self
    }

    /// With children that follow signals, in place of all its children.
    pub(crate) fn live(self, children: impl Fn() -> Vec<Self> + 'static) -> Self {
        self.live_boxed(Box::new(children))
    }

    fn live_boxed(self, children: Box<dyn Fn() -> Vec<Self>>) -> Self {
        let parent = self.clone();
        follow(move || {
            let children = children();
            parent.0.set_text_content(None);
            parent.append(children);
        });
        self
    }

    /// With one child a key, in the order of the keys; a child that stays is moved, not made anew.
    pub(crate) fn keyed(self, keys: impl Fn() -> Vec<u32> + 'static, child: impl Fn(u32) -> Self + 'static) -> Self {
        self.keyed_boxed(Box::new(keys), Box::new(child))
    }

    fn keyed_boxed(self, keys: Box<dyn Fn() -> Vec<u32>>, child: Box<dyn Fn(u32) -> Self>) -> Self {
        let parent = self.0.clone();
        let outer = Owner::current().unwrap_or_default();
        let shown: RefCell<Vec<(u32, Self, Owner)>> = RefCell::default();
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
        self
    }
}

/// The input that an event happened to.
pub(crate) fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// What stands in the field that an event happened to.
pub(crate) fn value_of(event: &Event) -> String {
    leptos::prelude::event_target_value(event)
}

/// Whether the box that an event happened to is ticked.
pub(crate) fn ticked(event: &Event) -> bool {
    input_of(event).is_some_and(|input| input.checked())
}
