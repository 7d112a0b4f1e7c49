//! The head of every screen of a programme, and the way from one to the others and to the answers.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::ids::{COSTS, details_id, key_of, kind_id, line_question_id, question_id};
use kaigo_hojo_parts::{clock, page, words};
use leptos::prelude::{document, window, window_event_listener_untyped};
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::desk::{Desk, Seen};
use crate::preview::NOTE;

/// The screens that lead to each other: the end of the address, and the word.
const SCREENS: &[(&str, &str)] =
    &[("", "入力"), ("/result", "結果"), ("/check", "自己点検"), ("/share", "保存・共有"), ("/print", "印刷")];

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
    let title = head.add("h1", "");
    title.set("tabindex", "-1").say(heading);
    if desk.preview.is_some() {
        title.set("aria-describedby", NOTE);
    }
    head.put("p", "card-title", &words::programme(&desk.edition.about));
    place
}

/// A link to an answer among those of the programme, by its name.
pub(crate) fn answer_link(desk: &'static Desk, seen: &Seen, answer: Place, place: &El) {
    let link = place.add("a", "");
    link.set("href", &desk.address()).say(&answer_name(desk, seen, answer));
    let key = match answer {
        Place::Kind(line) | Place::Item(line, _) => seen.item(line).and_then(|item| key_of(&item.id)).unwrap_or(0),
        _ => 0,
    };
    link.on("click", move |_| {
        on_arrival(move || match answer {
            Place::Question(at) => page::focus_control(&question_id(at)),
            Place::Items => page::focus_control(COSTS),
            Place::Kind(_) => page::focus_control(&kind_id(key)),
            Place::Item(_, at) => page::focus_within(&details_id(key), line_question_id(key, at)),
        });
    });
}

fn answer_name(desk: &'static Desk, seen: &Seen, answer: Place) -> String {
    let label = |questions: &'static [kaigo_hojo_assess::rules::edition::Question], at: usize| {
        questions.get(at).map_or("", |question| question.label.as_str())
    };
    match answer {
        Place::Question(at) => label(&desk.edition.questions, at).to_owned(),
        Place::Items => "経費（見積書の明細）".to_owned(),
        Place::Kind(line) => format!("{}の種類", line_words(desk, seen, line)),
        Place::Item(line, at) => {
            format!("{}：{}", line_words(desk, seen, line), label(&desk.edition.item_questions, at))
        }
    }
}

fn line_words(desk: &'static Desk, seen: &Seen, line: usize) -> String {
    let name = seen.item(line).map_or_else(String::new, |item| desk.line_name(seen, &item.id));
    format!("明細「{name}」")
}

/// Leaves the field in a place that the focus is in, so that what is typed there counts before the place is cleared.
pub(crate) fn leave_field(place: &El) {
    let active = document().active_element().filter(|active| place.0.contains(Some(active)));
    if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
}

/// Goes to the answers of a programme, and to one of them.
pub(crate) fn go_to_question(desk: &'static Desk, question: usize) {
    on_arrival(move || page::focus_control(&question_id(question)));
    // It fails only where the address is none.
    let _ = window().location().set_hash(&desk.address());
}

/// Runs something once the screen that one is on the way to has been shown.
pub(crate) fn on_arrival(run: impl Fn() + 'static) {
    let (run, listening) = (Rc::new(run), Rc::new(Cell::new(None)));
    let own = Rc::clone(&listening);
    let handle = window_event_listener_untyped("hashchange", move |_| {
        if let Some(handle) = own.take() {
            leptos::prelude::WindowListenerHandle::remove(handle);
            let run = Rc::clone(&run);
            // After the router, which heard of it first, has given the focus to the heading.
            clock::soon(move || run());
        }
    });
    listening.set(Some(handle));
}
