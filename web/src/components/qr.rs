//! A QR code as one path of an SVG picture, with words in its place for those who do not see it.

use core::fmt::Write as _;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::erased::view;

/// A longer text makes a code that cameras do not read from paper, in bytes.
const MOST_BYTES: usize = 1_000;
/// The white around a code that readers need, in modules.
const QUIET: i32 = 4;

/// The code of a text; `None` where the text is too long for one.
pub(crate) fn code(text: &str) -> Option<QrCode> {
    if text.len() <= MOST_BYTES { QrCode::encode_text(text, QrCodeEcc::Medium).ok() } else { None }
}

/// The picture of a code.
#[component]
pub(crate) fn Picture(
    code: QrCode,
    /// What it is.
    words: &'static str,
) -> impl IntoView {
    let side = code.size() + 2 * QUIET;
    view! {
        <div class="qr">
            <svg role="img" shape-rendering="crispEdges" viewBox=format!("0 0 {side} {side}") aria-label=words>
                <path d=path(&code)></path>
            </svg>
        </div>
    }
}

// Each run of dark modules in a row is one rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            let run = x - from;
            if run > 0 {
                let written = write!(path, "M{} {}h{run}v1h-{run}z", from + QUIET, y + QUIET);
                debug_assert!(written.is_ok(), "writing to a string cannot fail");
            }
            x += 1;
        }
    }
    path
}
