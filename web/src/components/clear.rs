//! The way to get rid of what was entered, always in reach: it asks once, where it stands.

use std::rc::Rc;

use kaigo_hojo_parts::dom::{El, Watched};
use kaigo_hojo_parts::{clock, page};

use crate::desk::Desk;
use crate::route::Places;

const BUTTON: &str = "clear";

/// The button, and after it is pressed the question.
pub(crate) fn clear(places: &'static Places, desk: &'static Desk, place: &El) {
    let asking = Rc::new(Watched::new(false));
    place.add("div", "clear").live(move |place| {
        let now = *asking.get();
        let ask = |words: &str, class: &str| {
            let asking = Rc::clone(&asking);
            place.button(class, words, move |_| {
                asking.set(!now);
                // Drawn anew first; then the focus goes to what stands in its place.
                clock::soon(|| page::focus_control(BUTTON));
            })
        };
        if !now {
            ask("入力を消す", "plain").id(BUTTON);
            return;
        }
        place.put("p", "", "この制度に入力した内容を消します。この端末に保存した下書きも消え、元に戻せません。");
        place.button("plain", "消す", move |_| places.clear(desk.edition)).id(BUTTON);
        ask("やめる", "plain");
    });
}
