//! The head of every screen of a programme, and the way from one to the others and to the answers.

use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::words;

use crate::desk::Desk;

/// The screens that lead to each other: the end of the address, and the word.
const SCREENS: &[(&str, &str)] = &[("", "入力"), ("/result", "結果"), ("/check", "自己点検")];

/// The head of a screen, whose name is the end of its address; the place of what follows it.
pub(crate) fn screen(desk: &'static Desk, name: &str, heading: &str, place: &El) -> El {
    let place = place.add("section", "");
    let head = place.set("data-screen", name).add("div", "screen-head");
    let list = head.add("nav", "screens").set("aria-label", "この制度の画面").add("ul", "");
    for (end, word) in SCREENS {
        let link = list.add("li", "").add("a", "");
        link.set("href", &[desk.address().as_str(), end].concat()).say(word);
        if end.strip_prefix('/') == Some(name) {
            link.set("aria-current", "page");
        }
    }
    head.add("h1", "").set("tabindex", "-1").say(heading);
    head.put("p", "card-title", &words::programme(&desk.edition.about));
    place
}
