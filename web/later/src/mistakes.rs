//! The mistakes in the answers, as a list with a way to each field. On arrival at a screen the list takes the focus.
//!
//! Where they are, the answers know: they stay in the page while another screen is shown. A field that is not drawn there,
//! inside details that are closed, is counted only.

use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::{clock, page};
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::Element;

use crate::desk::Desk;
use crate::nav::on_arrival;

const LIST: &str = "mistakes";
const TO_ANSWERS: &str = "入力を直す";

/// The list; nothing where there are none.
pub(crate) fn mistakes(desk: &'static Desk, count: usize, place: &El) {
    if count == 0 {
        return;
    }
    let notice = place.add("div", "notice");
    notice.id(LIST).set("tabindex", "-1");
    notice.put(
        "p",
        "wrong",
        &format!("入力に誤りが{count}件あります。誤りのある欄は、答えていないものとして計算しています。"),
    );
    let list = notice.add("ul", "plain-list");
    let fields = fields();
    for (id, name) in &fields {
        link(desk, id, name, &list.add("li", ""));
    }
    if fields.len() < count {
        list.add("li", "").link("", &desk.address(), TO_ANSWERS);
    }
    // After the router has given the focus to the heading; who has gone on is left alone.
    clock::soon(|| {
        clock::soon(|| {
            if document().active_element().is_some_and(|active| active.tag_name() == "H1") {
                page::focus_heading(&["#", LIST].concat());
            }
        });
    });
}

/// A link to the first of them.
pub(crate) fn to_first(desk: &'static Desk, place: &El) {
    let first = fields().into_iter().next();
    link(desk, &first.map_or_else(String::new, |(id, _)| id), TO_ANSWERS, place);
}

fn link(desk: &'static Desk, id: &str, words: &str, place: &El) {
    let (link, id) = (place.add("a", ""), id.to_owned());
    link.set("href", &desk.address()).say(words);
    link.on("click", move |_| {
        let id = id.clone();
        on_arrival(move || page::focus_control(&id));
    });
}

// The fields with a mistake: the id, and the label with its line.
fn fields() -> Vec<(String, String)> {
    let Ok(found) = document().query_selector_all("[data-screen='answers'] [aria-invalid='true']") else {
        return Vec::new();
    };
    let fields = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
    fields.map(|field| (field.id(), name(&field))).collect()
}

fn name(field: &Element) -> String {
    let text = |element: Option<Element>| element.and_then(|element| element.text_content()).unwrap_or_default();
    let label = text(document().get_element_by_id(&format!("{}-label", field.id())));
    match field.closest("li").ok().flatten() {
        Some(line) => format!("明細「{}」：{label}", text(line.query_selector("h3").ok().flatten())),
        None => label,
    }
}
