//! A button that says what came of it.

use kaigo_hojo_parts::dom::El;

/// A button, and the place below it where it says what came of being pressed.
pub(crate) fn telling(place: &El, words: &str, mut press: impl FnMut(&El) + 'static) {
    let line = place.add("p", "");
    // There from the start, so that a screen reader notices what comes into it.
    let said = place.add("p", "hint");
    said.set("role", "status");
    line.button("main", words, move |_| press(&said));
}
