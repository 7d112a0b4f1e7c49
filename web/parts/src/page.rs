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

/// What changes by itself has only these.
const STOPS: &str = "a, button";

/// The element with an id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// What the address says of the page, behind its `#`; leptos' own cuts texts, which brings two kilobytes of code.
pub fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').map_or_else(String::new, str::to_owned)
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

// Whether nothing has the focus.
fn is_unfocused() -> bool {
    document().active_element().is_none_or(|active| active.has_type::<HtmlBodyElement>())
}

/// Draws something anew; a heading takes the focus where what had it is gone. Where nothing had it, nothing takes it; a
/// frame never takes it from the page around it.
pub fn keep_focus(selector: &'static str, draw: impl FnOnce()) {
    let had_focus = !is_unfocused() && document().has_focus().unwrap_or(false);
    draw();
    clock::soon(move || {
        if had_focus && is_unfocused() {
            focus_heading(selector);
        }
    });
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
    // What the control belongs to may be higher than the window.
    options.set_block(ScrollLogicalPosition::Nearest);
    control.scroll_into_view_with_scroll_into_view_options(&options);
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

/// The position of what has the focus among the controls of an element; `None` where it is elsewhere.
pub(crate) fn place_of_focus(element: &Element) -> Option<u32> {
    let active = document().active_element();
    let controls = element.query_selector_all(STOPS).ok()?;
    (0..controls.length()).find(|at| controls.get(*at).as_ref() == active.as_deref())
}

/// Gives the focus to the control at a position, or to the last before it.
pub(crate) fn focus_place(element: &Element, place: Option<u32>) {
    let (Some(place), Ok(controls)) = (place, element.query_selector_all(STOPS)) else { return };
    let last = controls.length().saturating_sub(1);
    if let Some(control) = controls.get(place.min(last)).and_then(|found| found.dyn_into().ok()) {
        focus_quietly(&control);
    }
}

/// Whether the focus is inside an element.
pub fn has_focus(id: &str) -> bool {
    let active: Option<Element> = document().active_element();
    by_id(id).is_some_and(|place| place.contains(active.as_deref()))
}
