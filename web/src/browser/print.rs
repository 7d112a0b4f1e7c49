//! Paper: the browser's own dialogue for printing.

use leptos::prelude::window;

/// Prints what the page shows, on paper or into a file, as the person says.
pub(crate) fn print() {
    // It fails only where there is no window.
    let _ = window().print();
}
