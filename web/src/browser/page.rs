//! The browser's document: focus, scrolling, the title. What the rest of the page needs of the DOM beside its own views.
//!
//! Nothing here fails loudly: an element that is not there is not focused.

use leptos::html::Textarea;
use leptos::prelude::{NodeRef, document, request_animation_frame, window, window_event_listener};
use leptos::wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlBodyElement, HtmlDetailsElement, HtmlDialogElement, HtmlElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use super::clock;
use crate::words::mistakes;

/// What can take the focus inside a question; parts of it may be folded away.
const CONTROLS: &str = ":is(input:not(:disabled), select, textarea, button):not([hidden] *)";

/// The element with an id.
pub(crate) fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// What the address says of the page, behind its `#`; leptos' own cuts texts, which brings two kilobytes of code.
pub(crate) fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').map_or_else(String::new, str::to_owned)
}

/// The address of the page, without what stands behind its `#`.
pub(crate) fn address() -> String {
    let here = window().location().href().unwrap_or_default();
    here.split_once('#').map_or(here.as_str(), |(page, _)| page).to_owned()
}

/// Whether the page was opened from a disk, so that its address leads nobody else to it.
pub(crate) fn is_of_a_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Names the page.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Gives the focus to an element, without scrolling.
pub(crate) fn focus_quietly(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// How many frames it may take until what comes into sight is laid out.
const FRAMES: u8 = 4;

/// Keeps in sight what Tab leads to. Lines are laid out only when they come into sight: that may push the control under the
/// summary after the browser has scrolled to it.
pub(crate) fn keep_in_sight() {
    let _listens = window_event_listener(leptos::ev::keydown, |event| {
        if event.key() == "Tab" {
            show_focus(FRAMES);
        }
    });
}

fn show_focus(frames: u8) {
    request_animation_frame(move || {
        if let Some(active) = document().active_element().filter(|_| !is_unfocused()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            active.scroll_into_view_with_scroll_into_view_options(&options);
        }
        if frames > 1 {
            show_focus(frames - 1);
        }
    });
}

/// Gives the focus to the heading of a screen and shows its top.
pub(crate) fn focus_heading(selector: &str) {
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
pub(crate) fn keep_focus(selector: &'static str, draw: impl FnOnce()) {
    let had_focus = !is_unfocused() && document().has_focus().unwrap_or(false);
    draw();
    clock::soon(move || {
        if had_focus && is_unfocused() {
            focus_heading(selector);
        }
    });
}

/// Before what is inside an element is drawn anew by itself: where what had the focus goes, what stands in its place among
/// the controls takes it.
pub(crate) fn keep_place(selector: &'static str) {
    let controls = move || document().query_selector_all(&[selector, " :is(a, button)"].concat()).ok();
    let active = document().active_element();
    let Some(before) = controls() else { return };
    let Some(place) = (0..before.length()).find(|at| before.get(*at).as_ref() == active.as_deref()) else { return };
    clock::soon(move || {
        if is_unfocused()
            && let Some(now) = controls()
            && let Some(control) = now.get(place.min(now.length().saturating_sub(1)))
            && let Ok(control) = control.dyn_into()
        {
            focus_quietly(&control);
        }
    });
}

/// Opens a dialog at its top, with the focus in a field where there is a keyboard.
pub(crate) fn show_dialog(dialog: &HtmlDialogElement, field: &str) {
    if !dialog.open() {
        // It fails only for a dialog that is not in the document.
        let _ = dialog.show_modal();
        dialog.set_scroll_top(0);
        focus_to_type(field);
    }
}

/// Gives the focus to a field where there is a keyboard; a keyboard on the screen would cover what is to be seen.
pub(crate) fn focus_to_type(id: &str) {
    let has_mouse = window().match_media("(hover: hover)").ok().flatten().is_some_and(|query| query.matches());
    if let Some(field) = by_id(id).filter(|_| has_mouse) {
        focus_quietly(&field);
    }
}

/// How far the page is scrolled.
pub(crate) fn scrolled() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// Scrolls the page.
pub(crate) fn scroll_to(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
}

/// Gives the focus to the first control of the element with an id, and opens what hides it.
pub(crate) fn focus_control(id: &str) {
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
pub(crate) fn focus_within(details: &str, id: String) {
    if by_id(&id).is_none()
        && let Some(details) = by_id(details).and_then(|found| found.dyn_into::<HtmlDetailsElement>().ok())
    {
        details.set_open(true);
    }
    // Opening is an event of its own; what was closed is drawn after it.
    clock::soon(move || clock::soon(move || focus_control(&id)));
}

/// Whether the focus is inside an element.
pub(crate) fn has_focus(id: &str) -> bool {
    let active: Option<Element> = document().active_element();
    by_id(id).is_some_and(|place| place.contains(active.as_deref()))
}

/// Whether this page is made for a frame on somebody else's page.
pub(crate) fn is_embedded() -> bool {
    hosts().is_some()
}

/// The sites of the frame and of all pages around it, as far as its script knows them.
pub(crate) fn hosts() -> Option<String> {
    document().document_element()?.get_attribute("data-embed")
}

/// Sets a mark on the root of the page, or takes it away.
pub(crate) fn mark(name: &str, on: bool) {
    if let Some(root) = document().document_element() {
        // The only error is a malformed name.
        let _ = root.toggle_attribute_with_force(name, on);
    }
}

/// Leaves the field inside an element that the focus is in, so that what is typed there counts.
pub(crate) fn leave_field(id: &str) {
    if has_focus(id)
        && let Some(active) = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok())
    {
        let _ = active.blur();
    }
}

/// Goes to an address of the page.
pub(crate) fn go(address: &str) {
    // It fails only for an address that is none.
    let _ = window().location().set_hash(address);
}

/// Whether a heading of the first rank has the focus.
pub(crate) fn heading_has_focus() -> bool {
    document().active_element().is_some_and(|active| active.tag_name() == "H1")
}

/// The fields of the answers with a mistake: the id, and the label with its line.
pub(crate) fn wrong_fields() -> Vec<(String, String)> {
    let Ok(found) = document().query_selector_all("[data-screen='answers'] [aria-invalid='true']") else {
        return Vec::new();
    };
    let fields = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
    fields.map(|field| (field.id(), field_name(&field))).collect()
}

fn field_name(field: &Element) -> String {
    let text = |element: Option<Element>| element.and_then(|element| element.text_content()).unwrap_or_default();
    let label = text(document().get_element_by_id(&format!("{}-label", field.id())));
    match field.closest("li").ok().flatten() {
        Some(line) => mistakes::of_line(&text(line.query_selector("h3").ok().flatten()), &label),
        None => label,
    }
}

/// Draws something anew; the control that had the focus and is gone has it again, known by its id. Where a person has gone
/// on meanwhile, the focus stays.
pub(crate) fn keep_focus_by_id(draw: impl FnOnce()) {
    let focused = document().active_element().map(|active| active.id());
    draw();
    clock::soon(move || {
        let control = focused.filter(|id| !id.is_empty() && is_unfocused()).and_then(|id| by_id(&id));
        if let Some(control) = control {
            focus_quietly(&control);
        }
    });
}

/// Leaves nothing in a text area: Leptos marks the place of children by a comment, which such a field may not hold.
pub(crate) fn empty(area: NodeRef<Textarea>) {
    area.on_load(|area| area.set_text_content(None));
}
