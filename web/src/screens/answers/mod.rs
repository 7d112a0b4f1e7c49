//! The answers: one page with the edition's sections and the quote, in any order, and the running result beside them.

mod details;
mod frame;
mod line;
mod outcome;
mod picker;
mod prefill;
mod quote;
mod resume;
mod section;
mod summary;

use kaigo_hojo_assess::rules::built;
use kaigo_hojo_assess::rules::edition::{Edition, Section};
use leptos::prelude::*;

use self::frame::Facts;
pub(crate) use self::frame::tell as tell_frame;
use self::picker::Picker;
pub(crate) use self::prefill::prefill;
use self::quote::Quote;
use self::resume::Resume;
use self::section::Questions;
use self::summary::Summary;
use crate::browser::page;
use crate::components::about::Status;
use crate::components::parts::BackToStart;
use crate::draft::Draft;
use crate::erased::view;
use crate::route::Name;
use crate::store::{Desk, Shown, Store, store};
use crate::words::{self, answers};

/// Decodes the pack of a programme and makes its desk; `None` where the bytes are none of this programme.
pub(crate) fn open(store: Store, id: &'static str, bytes: &[u8]) -> Option<&'static Desk> {
    let edition = decode(id, bytes)?;
    let preview = untrack(|| store.programme(id, |programme| programme.preview)).flatten();
    Some(store.lasting(|| Desk::open(store, edition, preview)))
}

/// Decodes a pack of a programme, for as long as the page lives; `None` where the bytes are none of this programme.
pub(crate) fn decode(id: &str, bytes: &[u8]) -> Option<&'static Edition> {
    let edition = built::edition(bytes).filter(|edition| edition.about.id == id)?;
    Some(Box::leak(Box::new(edition)))
}

/// Clears what is entered for a programme.
pub(crate) fn clear(desk: &'static Desk) {
    desk.put(Draft::new(desk.edition).document());
    // Nothing is left that leaving could lose.
    desk.kept();
}

/// The screen.
pub(crate) fn screen(desk: &'static Desk) -> AnyView {
    // A closure is drawn anew as a whole; elements that are only brought up to date would keep what is typed in them.
    (move || view! { <Answers desk/> }).into_any()
}

#[component]
fn Answers(desk: &'static Desk) -> impl IntoView {
    let (store, about) = (store(), &desk.edition.about);
    let embedded = page::is_embedded();
    view! {
        <section data-screen="answers" hidden=move || !matches!(store.shown(), Shown::Answers(_))>
            <div class="screen-head">
                <BackToStart/>
                <h1 tabindex="-1">{words::programme(about)}</h1>
                <Status about/>
                {embedded.then(|| view! { <Facts about/> })}
                <p class="help">{answers::ANY_ORDER}</p>
                <Resume desk/>
            </div>
            <div class="columns">
                {embedded.then(|| view! { <Summary desk><p class="promise">{words::PROMISE}</p></Summary> })}
                <div class="answers" on:focusin=move |_| desk.bar_open.set(false)>
                    <Sections desk/>
                    <p class="to-result">
                        <a class="main" href=desk.address_of(Name::Result)>{words::TO_RESULT}</a>
                    </p>
                </div>
                {(!embedded).then(|| view! { <Summary desk/> })}
            </div>
            <Picker desk/>
        </section>
    }
}

/// All sections with their numbers. The route is chosen after the quote: what it means depends on the lines.
#[component]
fn Sections(desk: &'static Desk) -> impl IntoView {
    let edition = desk.edition;
    let menu = edition.menu.as_ref().and_then(|menu| edition.questions.get(usize::from(menu.question)));
    let of_menu = menu.map(|question| usize::from(question.section));
    let asked = edition.sections.iter().enumerate().filter(|(_, section)| !section.check);
    let (after, before): (Vec<_>, Vec<_>) = asked.partition(|(at, _)| Some(*at) == of_menu);
    let quote = before.len() + 1;
    let draw = |(number, (at, section)): (usize, (usize, &'static Section))| {
        view! { <Questions desk at section heading=answers::numbered(number, &section.label)/> }
    };
    view! {
        {(1..).zip(before).map(draw).collect_view()}
        <Quote desk heading=answers::numbered(quote, words::ITEMS)/>
        {(quote + 1..).zip(after).map(draw).collect_view()}
    }
}
