//! One section of questions about the applicant.
//!
//! Invariant: a question that cannot matter any more is folded away only while it has no answer and nobody is in it, so
//! that nothing disappears under somebody's hands.

use kaigo_hojo_assess::rules::edition::{Question, Section};
use leptos::prelude::*;

use crate::browser::{clock, page};
use crate::components::ask::{Ask, Change};
use crate::erased::view;
use crate::ids::question_id;
use crate::route::Name;
use crate::store::Desk;
use crate::words::answers as words;

/// A section: its heading, its help, its questions.
#[component]
pub(super) fn Questions(
    desk: &'static Desk,
    /// Its position in the edition.
    at: usize,
    section: &'static Section,
    heading: String,
) -> impl IntoView {
    let id = format!("section-{}", section.id);
    let questions = desk.edition.questions.iter().enumerate();
    let own = questions.filter(|(_, question)| usize::from(question.section) == at);
    view! {
        <section class="part" aria-labelledby=id>
            <h2 id=id.clone()>{heading}</h2>
            {(!section.help.is_empty()).then(|| view! { <p class="help">{section.help.as_str()}</p> })}
            {own.map(|(at, question)| view! { <Foldable desk at question/> }).collect_view()}
        </section>
    }
}

#[component]
fn Foldable(desk: &'static Desk, at: usize, question: &'static Question) -> impl IntoView {
    let id = question_id(at);
    let kept = RwSignal::new(false);
    let own = id.clone();
    let folded = Memo::new(move |_| {
        let matters = desk.advice.with(|advice| advice.matters.get(at).copied().unwrap_or(true));
        let unanswered = desk.read(|draft| draft.reply(at).is_open());
        !question.moot.is_empty() && !matters && unanswered && !kept.get() && !page::has_focus(&own)
    });
    let own = id.clone();
    let unfold = move |_| {
        kept.set(true);
        let id = own.clone();
        clock::soon(move || page::focus_control(&id));
    };
    let moot = (!question.moot.is_empty()).then(|| {
        view! {
            <span class="moot-label">{question.label.as_str()}</span>
            <span>{question.moot.as_str()}</span>
            <button type="button" class="link" on:click=unfold>{words::ANSWER_ANYWAY}</button>
        }
    });
    view! {
        <div class="question" id=id>
            <p class="moot" hidden=move || !folded.get()>{moot}</p>
            <div hidden=folded><Asked desk at question/></div>
        </div>
    }
}

#[component]
fn Asked(desk: &'static Desk, at: usize, question: &'static Question) -> impl IntoView {
    let edition = desk.edition;
    let routes = edition.menu.as_ref().is_some_and(|menu| usize::from(menu.question) == at);
    let counts_staff = edition.staffing.as_ref().is_some_and(|staffing| usize::from(staffing.fte) == at);
    let change = move |change: Change| desk.change(|draft| draft.set_reply(at, |reply| change.apply(reply)));
    view! {
        <Ask
            id=question_id(at)
            name=question.id.clone()
            question
            routes
            reply=desk.read(|draft| draft.reply(at))
            on_change=change
        />
        {counts_staff
            .then(|| view! { <p class="hint"><a href=desk.address_of(Name::Staff)>{words::FROM_HOURS}</a></p> })}
    }
}
