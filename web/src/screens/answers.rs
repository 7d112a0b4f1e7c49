//! The answers: one page with the edition's sections and the quote, in any order, and the running result beside them.
//!
//! Drawn from the edition. Invariant: a question that cannot matter any more is folded away only while it has no answer
//! and nobody is in it, so that nothing disappears under somebody's hands.

use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Question, Section};
use kaigo_hojo_assess::words::date;
use leptos::prelude::*;

use crate::components::ask::{Ask, ask};
use crate::components::lines::lines;
use crate::components::parts::{button, el, named, nothing, said, text};
use crate::components::picker::picker;
use crate::components::summary::summary;
use crate::desk::Desk;
use crate::{page, words};

/// The element of a question.
pub(crate) fn question_id(question: usize) -> String {
    format!("q{question}")
}

/// The answers of a programme. The view stays while the result is shown, so that nothing is lost or moved.
pub(crate) fn answers(desk: &'static Desk, hidden: Signal<bool>) -> AnyView {
    let about = &desk.edition.about;
    let (word, meaning) = words::status(desk.status());
    let stale = (desk.today > about.valid_until)
        .then(|| format!("この内容は{}までのものです。その後の変更は確かめていません。", date(about.valid_until)));
    let menu = desk.edition.menu.as_ref().map(|menu| usize::from(menu.question));
    // The route is chosen after the quote: what it means depends on the lines.
    let section_of_menu = menu.and_then(|at| desk.edition.questions.get(at)).map(|question| usize::from(question.section));
    let sections: Vec<(usize, &'static Section)> = desk.edition.sections.iter().enumerate().collect();
    let (after, before): (Vec<_>, Vec<_>) = sections.into_iter().partition(|(at, _)| Some(*at) == section_of_menu);
    let mut number = 0;
    let mut heading = |label: &str| {
        number += 1;
        format!("{number}. {label}")
    };
    let mut parts: Vec<AnyView> =
        before.into_iter().map(|(at, part)| section(desk, at, part, heading(&part.label))).collect();
    parts.push(lines(desk, heading("経費（見積書の明細）")));
    parts.extend(after.into_iter().map(|(at, part)| section(desk, at, part, heading(&part.label))));
    let close_bar = move |_| desk.bar_open.set(false);
    view! {
        <section data-screen="answers" hidden=hidden>
            <div class="screen-head">
                <p class="back"><a href="#">"制度の一覧に戻る"</a></p>
                <h1 tabindex="-1">{words::programme(about)}</h1>
                <p class="card-status"><span class="status">{word}</span> <span>{meaning}</span></p>
                {stale.map(|words| said("p", "hint", words))}
                <p class="help">"分かるところから答えてください。分からないことは「わからない」のままで、金額の幅を示します。"</p>
            </div>
            <div class="columns">
                <div class="answers" on:focusin=close_bar>{parts}</div>
                {summary(desk)}
            </div>
            {picker(desk)}
        </section>
    }
    .into_any()
}

fn section(desk: &'static Desk, at: usize, section: &'static Section, heading: String) -> AnyView {
    let id = format!("section-{}", section.id);
    let questions = desk.edition.questions.iter().enumerate();
    let own = questions.filter(|(_, question)| usize::from(question.section) == at);
    let asked: Vec<AnyView> = own.map(|(at, question)| asked(desk, at, question)).collect();
    let help = if section.help.is_empty() { nothing() } else { said("p", "help", section.help.clone()) };
    view! {
        <section class="part" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{heading}</h2>
            {help}
            {asked}
        </section>
    }
    .into_any()
}

fn asked(desk: &'static Desk, at: usize, question: &'static Question) -> AnyView {
    let id = question_id(at);
    let routes = desk.edition.menu.as_ref().is_some_and(|menu| usize::from(menu.question) == at);
    let change = Rc::new(move |change: crate::components::ask::Change| {
        desk.change(|draft| draft.set_reply(at, |reply| change.apply(reply)));
    });
    let asked = ask(Ask {
        id: id.clone(),
        name: question.id.clone(),
        question,
        routes,
        reply: desk.read(|draft| draft.reply(at)),
        lines: None,
        change,
    });
    if question.moot.is_empty() {
        return named("div", id, "question", vec![asked]);
    }
    let (folded, kept) = (RwSignal::new(false), RwSignal::new(false));
    let place = id.clone();
    Effect::new(move || {
        let matters = desk.advice.with(|advice| advice.matters.get(at).copied().unwrap_or(true));
        let answered = !desk.read(|draft| draft.reply(at).is_open());
        let fold = !matters && !answered && !kept.get() && !page::has_focus(&place);
        if folded.get_untracked() != fold {
            folded.set(fold);
        }
    });
    let own_id = id.clone();
    let keep = move || {
        kept.set(true);
        let id = own_id.clone();
        crate::clock::soon(move || page::focus_control(&id));
    };
    let moot = vec![
        said("span", "moot-label", question.label.clone()),
        said("span", "moot-reason", question.moot.clone()),
        button("link", "それでも答える", keep),
    ];
    view! {
        <div class="question" id=id>
            <div class="moot" hidden=move || !folded.get()>{el("p", "", moot)}</div>
            <div hidden=move || folded.get()>{asked}</div>
        </div>
    }
    .into_any()
}

/// The words over the running result, for the head of the result.
pub(crate) fn status_line(desk: &'static Desk) -> AnyView {
    let (word, meaning) = words::status(desk.status());
    el("p", "card-status", vec![said("span", "status", word), text(meaning)])
}
