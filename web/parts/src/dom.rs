//! Elements: put into the page one after the other, with parts that follow what they show.
//!
//! A thin layer over the DOM, driven by Leptos' reactive graph and owners. Leptos' views are not used for the elements
//! themselves: each is a type of its own, and a page of such types is several times larger than the same page made here.
//! A view is a function that writes into the element it is given; everything in this module is compiled once.
//!
//! Invariants: markup is only ever text of this program, whatever else is shown is a text node; what follows something is
//! cancelled with the owner in which it was made; a watched value that is set to what it is tells nobody.

use core::cell::{Ref, RefCell};
use std::rc::Rc;

use leptos::prelude::{Notify, Owner, RenderEffect, Track, Trigger, document, on_cleanup, untrack};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use crate::page;

/// An element of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct El(pub Element);

/// An element that is nowhere yet, with a class (none if it is empty).
fn make(tag: &str, class: &str) -> Option<El> {
    // It fails only for a tag that is no tag.
    let element = document().create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(El(element))
}

/// The places of some markup that are marked `data-at`, in order.
#[derive(Debug)]
pub struct Places {
    found: Vec<El>,
    next: usize,
    spare: El,
}

impl Places {
    /// The next place.
    pub fn take(&mut self) -> El {
        self.next += 1;
        // A place that the markup does not have would be a mistake in this program; writing into nowhere harms nothing.
        self.found.get(self.next - 1).unwrap_or(&self.spare).clone()
    }
}

impl El {
    /// A new element at its end, with a class (none if it is empty).
    pub fn add(&self, tag: &str, class: &str) -> Self {
        let Some(child) = make(tag, class) else { return self.clone() };
        // It fails only where a node would be put into itself.
        let _ = self.0.append_child(&child.0);
        child
    }

    /// A new element at its end with nothing but a text.
    pub fn put(&self, tag: &str, class: &str, words: &str) {
        self.add(tag, class).say(words);
    }

    /// A text at its end.
    pub fn write(&self, words: &str) {
        let _ = self.0.append_with_str_1(words);
    }

    /// The program's own markup at its end, and the places in it that are to be filled.
    pub fn shape(&self, markup: &'static str) -> Places {
        let mut found = Vec::new();
        let _ = self.0.insert_adjacent_html("beforeend", markup);
        if let Some(Ok(places)) = self.0.last_element_child().map(|root| root.query_selector_all("[data-at]")) {
            let element = |at| places.get(at)?.dyn_into().ok().map(El);
            found.extend((0..places.length()).filter_map(element));
        }
        Places { found, next: 0, spare: self.clone() }
    }

    /// Has only this text from now on.
    pub fn say(&self, words: &str) {
        self.0.set_text_content(Some(words));
    }

    /// Has no children from now on.
    pub fn clear(&self) {
        self.0.set_text_content(None);
    }

    /// With an attribute.
    pub fn set(&self, name: &str, value: &str) -> &Self {
        // The only error is a malformed name.
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// With or without an attribute that has no value.
    pub fn flag(&self, name: &str, on: bool) {
        let _ = self.0.toggle_attribute_with_force(name, on);
    }

    /// With an id.
    pub fn id(&self, id: &str) -> &Self {
        self.0.set_id(id);
        self
    }

    /// With a property of its style. Attributes of that name are refused by the page's policy, this is not.
    pub fn style(&self, name: &str, value: &str) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.style().set_property(name, value);
        }
    }

    /// As an input.
    pub fn input(&self) -> Option<&HtmlInputElement> {
        self.0.dyn_ref()
    }

    /// Ticks a box or chooses a button, or undoes that.
    pub fn check(&self, on: bool) {
        if let Some(input) = self.input() {
            input.set_checked(on);
        }
    }

    /// With something to do when an event happens.
    pub fn on(&self, event: &str, run: impl FnMut(Event) + 'static) -> &Self {
        self.hear(event, Box::new(run));
        self
    }

    fn hear(&self, event: &str, run: Box<dyn FnMut(Event)>) {
        // The browser lets go of the closure with the element.
        let closure = Closure::wrap(run).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, closure.unchecked_ref());
    }

    /// Drawn now, and from scratch whenever something that the drawing looked at changes.
    pub fn live(&self, draw: impl Fn(&Self) + 'static) {
        let element = self.clone();
        follow(move || {
            element.clear();
            draw(&element);
        });
    }

    /// As [`El::live`], for what changes by itself: the focus stays at its place among the controls.
    pub fn steady(&self, draw: impl Fn(&Self) + 'static) {
        let element = self.clone();
        follow(move || {
            let place = page::place_of_focus(&element.0);
            element.clear();
            draw(&element);
            page::focus_place(&element.0, place);
        });
    }

    /// Hidden while something holds.
    pub fn hide_while(&self, hidden: impl Fn() -> bool + 'static) {
        let element = self.clone();
        follow(move || element.flag("hidden", hidden()));
    }

    /// With one list item a key, in the order of the keys; an item that stays is moved, not drawn anew.
    pub fn keyed(
        &self,
        class: &'static str,
        keys: impl Fn() -> Vec<Key> + 'static,
        draw: impl Fn(Key, &Self) + 'static,
    ) {
        let parent = self.0.clone();
        let outer = Owner::current().unwrap_or_default();
        let shown: RefCell<Vec<(Key, El, Owner)>> = RefCell::default();
        follow(move || {
            let mut before = shown.take();
            let mut now = Vec::with_capacity(before.len());
            for key in keys() {
                if let Some(at) = before.iter().position(|(other, ..)| *other == key) {
                    now.push(before.remove(at));
                } else if let Some(item) = make("li", class) {
                    let owner = outer.child();
                    owner.with(|| untrack(|| draw(key, &item)));
                    now.push((key, item, owner));
                }
            }
            for (_, gone, owner) in before {
                gone.0.remove();
                owner.cleanup();
            }
            let mut next = parent.first_element_child();
            for (_, item, _) in &now {
                if next.as_ref() == Some(&item.0) {
                    next = item.0.next_element_sibling();
                } else {
                    let _ = parent.insert_before(&item.0, next.as_deref());
                }
            }
            shown.replace(now);
        });
    }
}

/// What an item of a list is known by; an item whose second number changes is drawn anew.
pub type Key = (u32, u32);

/// Runs something now, and again whenever something that it looked at changes, as long as the current owner lives.
pub fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

fn follow_boxed(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| run());
    on_cleanup(move || drop(effect));
}

/// A value that can be followed.
#[derive(Debug)]
pub struct Watched<T> {
    value: RefCell<T>,
    changed: Trigger,
}

impl<T: PartialEq> Watched<T> {
    /// A value, watched as long as the current owner lives.
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changed: Trigger::new() }
    }

    /// The value, followed.
    pub fn get(&self) -> Ref<'_, T> {
        self.changed.track();
        self.value.borrow()
    }

    /// The value, not followed.
    pub fn peek(&self) -> Ref<'_, T> {
        self.value.borrow()
    }

    /// Changes it, and tells those who follow it if it is another one.
    pub fn set(&self, value: T) {
        if *self.value.borrow() != value {
            self.value.replace(value);
            self.changed.notify();
        }
    }
}

/// Something that is replaced as a whole: another one is never the same.
#[derive(Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Something new.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> core::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What stands in the field that an event happened to.
pub fn value_of(event: &Event) -> String {
    leptos::prelude::event_target_value(event)
}

/// Whether the box that an event happened to is ticked.
pub fn ticked(event: &Event) -> bool {
    leptos::prelude::event_target_checked(event)
}
