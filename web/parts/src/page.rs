//! The browser's document: focus, scrolling, the title. What the rest of the page needs of the DOM beside its own views.
//!
//! Nothing here fails loudly: an element that is not there is not focused.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlBodyElement, HtmlDetailsElement, HtmlElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use crate::clock;

/// What can take the focus inside a question; parts of it may be folded away.
const CONTROLS: &str = ":is(input:not(:disabled), select, textarea, button):not([hidden] *)";

/// The element with an id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Names the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Gives the focus to an element, without scrolling.
pub fn focus_quietly(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Gives the focus to the heading of a screen and shows its top.
pub fn focus_heading(selector: &str) {
    if let Some(heading) = document().query_selector(selector).ok().flatten().and_then(|e| e.dyn_into().ok()) {
        focus_quietly(&heading);
    }
}

/// As [`focus_heading`], where what had the focus is gone. A frame never takes it from the page around it.
pub fn focus_if_lost(selector: &str) {
    let is_lost = document().active_element().is_none_or(|active| active.has_type::<HtmlBodyElement>());
    if is_lost && document().has_focus().unwrap_or(false) {
        focus_heading(selector);
    }
}

/// Gives the focus to a field where there is a keyboard; a keyboard on the screen would cover what is to be seen.
pub fn focus_to_type(id: &str) {
    let has_mouse = window().match_media("(hover: hover)").ok().flatten().is_some_and(|query| query.matches());
    if let Some(field) = by_id(id).filter(|_| has_mouse) {
        focus_quietly(&field);
    }
}

/// How far the page is scrolled.
pub fn scrolled() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// Scrolls the page.
pub fn scroll_to(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
}

/// Gives the focus to the first control of the element with an id, and opens what hides it.
pub fn focus_control(id: &str) {
    let Some(place) = by_id(id) else { return };
    let control = if place.matches(CONTROLS).unwrap_or(false) {
        Some(place.clone())
    } else {
        let chosen = place.query_selector("input:checked").ok().flatten();
        let any = || place.query_selector(CONTROLS).ok().flatten();
        chosen.or_else(any).and_then(|found| found.dyn_into().ok())
    };
    let Some(control) = control else { return };
    focus_quietly(&control);
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    place.scroll_into_view_with_scroll_into_view_options(&options);
}

/// As [`focus_control`], for a control inside details that may be closed, and empty while they are.
pub fn focus_within(details: &str, id: String) {
    if by_id(&id).is_none()
        && let Some(details) = by_id(details).and_then(|found| found.dyn_into::<HtmlDetailsElement>().ok())
    {
        details.set_open(true);
    }
    // Opening is an event of its own; what was closed is drawn after it.
    clock::soon(move || clock::soon(move || focus_control(&id)));
}

/// Whether the focus is inside an element.
pub fn has_focus(id: &str) -> bool {
    let active: Option<Element> = document().active_element();
    by_id(id).is_some_and(|place| place.contains(active.as_deref()))
}
