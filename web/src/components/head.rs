//! The head of every later screen of a programme, and the way from one to the others and to the answers.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::advice::Place;
use leptos::prelude::*;

use super::parts::Text;
use crate::browser::{clock, page};
use crate::erased::view;
use crate::ids::{COSTS, details_id, key_of, kind_id, line_question_id, question_id};
use crate::route::Name;
use crate::screens::preview::NOTE;
use crate::store::{Desk, Report};
use crate::words::{self, screens};

/// A later screen of a programme: its head, then what it shows.
#[component]
pub(crate) fn Screen(
    desk: &'static Desk,
    /// Which one.
    name: Name,
    #[prop(into)] heading: Text,
    children: Children,
) -> impl IntoView {
    let link = move |to: Option<Name>, word: &'static str| {
        let address = to.map_or_else(|| desk.address(), |to| desk.address_of(to));
        let current = (to == Some(name)).then_some("page");
        view! { <li><a href=address aria-current=current>{word}</a></li> }
    };
    let note = desk.preview.is_some().then_some(NOTE);
    view! {
        <section data-screen=name.end()>
            <div class="screen-head">
                <nav class="screens" aria-label=screens::OF_PROGRAMME>
                    <ul>
                        {link(None, screens::ANSWERS)}
                        {link(Some(Name::Result), screens::RESULT)}
                        {link(Some(Name::Check), screens::CHECK)}
                        {link(Some(Name::Share), screens::SHARE)}
                        {link(Some(Name::Print), screens::PRINT)}
                    </ul>
                </nav>
                <h1 tabindex="-1" aria-describedby=note>{heading}</h1>
                <p class="card-title">{words::programme(&desk.whole().about)}</p>
            </div>
            {children()}
        </section>
    }
}

/// A link to an answer among those of the programme, by its name.
#[component]
pub(crate) fn AnswerLink<'r>(desk: &'static Desk, report: &'r Report, answer: Place) -> impl IntoView + use<> {
    let key = match answer {
        Place::Kind(line) | Place::Item(line, _) => report.item(line).and_then(|item| key_of(&item.id)).unwrap_or(0),
        _ => 0,
    };
    let go = move |_| on_arrival(move || focus_answer(answer, key));
    view! { <a href=desk.address() on:click=go>{answer_name(desk, report, answer)}</a> }
}

/// Gives the focus to an answer. `key`: of the line that it is about.
pub(crate) fn focus_answer(answer: Place, key: u32) {
    match answer {
        Place::Question(at) => page::focus_control(&question_id(at)),
        Place::Items => page::focus_control(COSTS),
        Place::Kind(_) => page::focus_control(&kind_id(key)),
        Place::Item(_, at) => page::focus_within(&details_id(key), line_question_id(key, at)),
    }
}

fn answer_name(desk: &'static Desk, report: &Report, answer: Place) -> String {
    let line = |at: usize| report.item(at).map_or_else(String::new, |item| desk.item_name(at, item));
    words::answer(desk.whole(), answer, line)
}

/// Goes to the answers of a programme, and to one of them.
pub(crate) fn go_to_question(desk: &'static Desk, question: usize) {
    on_arrival(move || page::focus_control(&question_id(question)));
    page::go(&desk.address());
}

/// Runs something once the screen that one is on the way to has been shown.
pub(crate) fn on_arrival(run: impl Fn() + 'static) {
    let (run, listening) = (Rc::new(run), Rc::new(Cell::new(None)));
    let own = Rc::clone(&listening);
    let handle = window_event_listener_untyped("hashchange", move |_| {
        if let Some(handle) = own.take() {
            WindowListenerHandle::remove(handle);
            let run = Rc::clone(&run);
            // After the router, which heard of it first, has given the focus to the heading.
            clock::soon(move || run());
        }
    });
    listening.set(Some(handle));
}
