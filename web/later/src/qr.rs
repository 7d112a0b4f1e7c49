//! A QR code as one path of an SVG picture, with words in its place for those who do not see it.

use core::fmt::Write as _;

use kaigo_hojo_parts::dom::El;
use qrcodegen::{QrCode, QrCodeEcc};

/// A longer text makes a code that cameras do not read from paper, in bytes.
pub(crate) const MOST_BYTES: usize = 1_000;
/// The white around a code that readers need, in modules.
const QUIET: i32 = 4;

const SHAPE: &str = "<div class=qr><svg data-at role=img shape-rendering=crispEdges><path data-at></path></svg></div>";

/// Draws the code of a text; whether there is one.
pub(crate) fn draw(text: &str, words: &str, place: &El) -> bool {
    if text.len() > MOST_BYTES {
        return false;
    }
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return false };
    let mut at = place.shape(SHAPE);
    let side = code.size() + 2 * QUIET;
    at.take().set("viewBox", &format!("0 0 {side} {side}")).set("aria-label", words);
    at.take().set("d", &path(&code));
    true
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
