//! The mistakes in the answers, as a list with a way to each field. On arrival at a screen the list takes the focus.
//!
//! Where they are, the answers know: they stay in the page while another screen is shown. A field that is not drawn there,
//! inside details that are closed, is counted only.

use leptos::prelude::*;

use super::head::on_arrival;
use crate::browser::{clock, page};
use crate::erased::view;
use crate::store::Desk;
use crate::words::mistakes as words;

const LIST: &str = "mistakes";

/// The list; nothing where there are none.
#[component]
pub(crate) fn Mistakes(desk: &'static Desk, count: usize) -> impl IntoView {
    (count > 0).then(|| {
        let fields = page::wrong_fields();
        let rest = (fields.len() < count).then(|| view! { <li><a href=desk.address()>{words::TO_ANSWERS}</a></li> });
        let links = fields.into_iter().map(|(id, name)| view! { <li><ToField desk id name/></li> }).collect_view();
        // After the router has given the focus to the heading; who has gone on is left alone.
        clock::soon(|| {
            clock::soon(|| {
                if page::heading_has_focus() {
                    page::focus_heading(&["#", LIST].concat());
                }
            });
        });
        view! {
            <div class="notice" id=LIST tabindex="-1">
                <p class="wrong">{words::count(count)}</p>
                <ul class="plain-list">{links}{rest}</ul>
            </div>
        }
    })
}

/// A link to the first of them.
#[component]
pub(crate) fn ToFirstMistake(desk: &'static Desk) -> impl IntoView {
    let id = page::wrong_fields().into_iter().next().map_or_else(String::new, |(id, _)| id);
    view! { <ToField desk id name=words::TO_ANSWERS/> }
}

#[component]
fn ToField(desk: &'static Desk, id: String, #[prop(into)] name: String) -> impl IntoView {
    let go = move |_| {
        let id = id.clone();
        on_arrival(move || page::focus_control(&id));
    };
    view! { <a href=desk.address() on:click=go>{name}</a> }
}
