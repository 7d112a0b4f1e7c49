//! The answers: one page with the edition's sections and the quote, in any order, and the running result beside them.
//!
//! Drawn from the edition. Invariant: a question that cannot matter any more is folded away only while it has no answer
//! and nobody is in it, so that nothing disappears under somebody's hands.

use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Question, Section};

use crate::components::ask::{Ask, Change, ask};
use crate::components::lines::lines;
use crate::components::parts::{button, line, link};
use crate::components::picker::picker;
use crate::components::summary::summary;
use crate::desk::Desk;
use crate::dom::{El, Watched, el, follow, said};
use crate::screens::start::{stale, status};
use crate::{clock, page, words};

/// The element of a question.
pub(crate) fn question_id(question: usize) -> String {
    format!("q{question}")
}

/// The answers for a programme. They stay while the result is shown, so that nothing is lost or moved.
pub(crate) fn answers(desk: &'static Desk, hidden: impl Fn() -> bool + 'static) -> El {
    let edition = desk.edition;
    let about = &edition.about;
    // The route is chosen after the quote: what it means depends on the lines.
    let menu = edition.menu.as_ref().and_then(|menu| edition.questions.get(usize::from(menu.question)));
    let of_menu = menu.map(|question| usize::from(question.section));
    let sections = || edition.sections.iter().enumerate();
    let mut number = 0;
    let mut heading = |label: &str| {
        number += 1;
        format!("{number}. {label}")
    };
    let before = sections().filter(|(at, _)| Some(*at) != of_menu);
    let mut parts: Vec<El> = before.map(|(at, part)| section(desk, at, part, &heading(&part.label))).collect();
    parts.push(lines(desk, &heading("経費（見積書の明細）")));
    let after = sections().filter(|(at, _)| Some(*at) == of_menu);
    parts.extend(after.map(|(at, part)| section(desk, at, part, &heading(&part.label))));
    let mut head = vec![
        line("back", vec![link("", "#", "制度の一覧に戻る")]),
        said("h1", "", words::programme(about)).attr("tabindex", "-1"),
        status(desk.status()),
    ];
    head.extend(stale(about, desk.today));
    let help = "分かるところから答えてください。分からないことは「わからない」のままでも、金額の幅を示します。";
    head.push(said("p", "help", help));
    let close_bar = move |_| desk.bar_open.set(false);
    let columns = vec![el("div", "answers", parts).on("focusin", close_bar), summary(desk)];
    let parts = vec![el("div", "screen-head", head), el("div", "columns", columns), picker(desk)];
    el("section", "", parts).attr("data-screen", "answers").hidden_while(hidden)
}

fn section(desk: &'static Desk, at: usize, section: &Section, heading: &str) -> El {
    let id = format!("section-{}", section.id);
    let mut parts = vec![said("h2", "", heading).id(&id)];
    if !section.help.is_empty() {
        parts.push(said("p", "help", &section.help));
    }
    let questions = desk.edition.questions.iter().enumerate();
    let own = questions.filter(|(_, question)| usize::from(question.section) == at);
    parts.extend(own.map(|(at, question)| asked(desk, at, question)));
    el("section", "part", parts).attr("aria-labelledby", id)
}

fn asked(desk: &'static Desk, at: usize, question: &'static Question) -> El {
    let id = question_id(at);
    let asked = ask(Ask {
        id: id.clone(),
        name: question.id.clone(),
        question,
        routes: desk.edition.menu.as_ref().is_some_and(|menu| usize::from(menu.question) == at),
        reply: desk.read(|draft| draft.reply(at)),
        lines: Rc::new(Vec::new),
        change: Rc::new(move |change: Change| {
            desk.change(|draft| draft.set_reply(at, |reply| change.apply(reply)));
        }),
    });
    let place = el("div", "question", Vec::new()).id(&id);
    if question.moot.is_empty() {
        return place.with(vec![asked]);
    }
    let kept = Rc::new(Watched::new(false));
    let keep = {
        let (kept, id) = (Rc::clone(&kept), id.clone());
        move || {
            kept.set(true);
            let id = id.clone();
            clock::soon(move || page::focus_control(&id));
        }
    };
    let words = vec![
        said("span", "moot-label", &question.label),
        said("span", "", &question.moot),
        button("link", "それでも答える", keep),
    ];
    let (moot, open) = (line("moot", words), el("div", "", vec![asked]));
    let (folded, shown) = (moot.clone(), open.clone());
    follow(move || {
        let matters = desk.advice.get().matters.get(at).copied().unwrap_or(true);
        let unanswered = desk.read(|draft| draft.reply(at).is_open());
        let fold = !matters && unanswered && !kept.get() && !page::has_focus(&id);
        folded.flag("hidden", !fold);
        shown.flag("hidden", fold);
    });
    place.with(vec![moot, open])
}
