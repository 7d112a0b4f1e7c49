//! The answers: one page with the edition's sections and the quote, in any order, and the running result beside them.
//!
//! Drawn from the edition. Invariant: a question that cannot matter any more is folded away only while it has no answer
//! and nobody is in it, so that nothing disappears under somebody's hands.

use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Question, Section};
use kaigo_hojo_parts::ask::{Ask, Change, ask};
use kaigo_hojo_parts::dom::{El, Watched, follow};
use kaigo_hojo_parts::handover::NOTICE;
use kaigo_hojo_parts::ids::question_id;
use kaigo_hojo_parts::outcome::put_status;
use kaigo_hojo_parts::{clock, page, words};

use crate::components::lines::lines;
use crate::components::picker::picker;
use crate::components::summary::summary;
use crate::desk::Desk;
use crate::embed;

/// The answers for a programme. They stay while the result is shown, so that nothing is lost or moved.
pub(crate) fn answers(desk: &'static Desk, hidden: impl Fn() -> bool + 'static, place: &El) {
    let edition = desk.edition;
    let screen = place.add("section", "");
    screen.set("data-screen", "answers").hide_while(hidden);
    let head = screen.add("div", "screen-head");
    head.add("p", "back").link("", "#", "制度の一覧に戻る");
    head.add("h1", "").set("tabindex", "-1").say(&words::programme(&edition.about));
    put_status(&edition.about, desk.today, &head);
    let embedded = embed::is_embedded();
    if embedded {
        embed::put_facts(&edition.about, &head);
    }
    head.put(
        "p",
        "help",
        "分かるところから答えてください。分からないことは「わからない」のままでも、金額の幅を示します。",
    );
    head.add("div", "").id(NOTICE);
    let columns = screen.add("div", "columns");
    if embedded {
        summary(desk, &columns).put("p", "promise", words::PROMISE);
    }
    let place = columns.add("div", "answers");
    place.on("focusin", move |_| desk.bar_open.set(false));
    // The route is chosen after the quote: what it means depends on the lines.
    let menu = edition.menu.as_ref().and_then(|menu| edition.questions.get(usize::from(menu.question)));
    let of_menu = menu.map(|question| usize::from(question.section));
    let mut number = 0;
    let mut heading = |label: &str| {
        number += 1;
        format!("{number}. {label}")
    };
    for after in [false, true] {
        for (at, part) in edition.sections.iter().enumerate() {
            if !part.check && (Some(at) == of_menu) == after {
                section(desk, at, part, &heading(&part.label), &place);
            }
        }
        if !after {
            lines(desk, &heading("経費（見積書の明細）"), &place);
        }
    }
    place.add("p", "to-result").link("main", &desk.later("result"), words::TO_RESULT);
    if !embedded {
        summary(desk, &columns);
    }
    picker(desk, &screen);
}

fn section(desk: &'static Desk, at: usize, section: &Section, heading: &str, place: &El) {
    let id = format!("section-{}", section.id);
    let place = place.add("section", "part");
    place.set("aria-labelledby", &id);
    place.add("h2", "").id(&id).say(heading);
    if !section.help.is_empty() {
        place.put("p", "help", &section.help);
    }
    for (number, question) in desk.edition.questions.iter().enumerate() {
        if usize::from(question.section) == at {
            put_question(desk, number, question, &place);
        }
    }
}

fn put_question(desk: &'static Desk, at: usize, question: &'static Question, place: &El) {
    let id = question_id(at);
    let place = place.add("div", "question");
    place.id(&id);
    let moot = place.add("p", "moot");
    let asked = place.add("div", "");
    let change = move |change: Change| desk.change(|draft| draft.set_reply(at, |reply| change.apply(reply)));
    let asking = Ask {
        id: &id,
        name: &question.id,
        question,
        routes: desk.edition.menu.as_ref().is_some_and(|menu| usize::from(menu.question) == at),
        reply: &desk.read(|draft| draft.reply(at)),
        lines: Box::new(Vec::new),
        change: Rc::new(change),
    };
    ask(&asked, asking);
    if desk.edition.staffing.as_ref().is_some_and(|staffing| usize::from(staffing.fte) == at) {
        asked.add("p", "hint").link("", &desk.later("staff"), "勤務時間から計算する");
    }
    moot.flag("hidden", true);
    if question.moot.is_empty() {
        return;
    }
    let kept = Rc::new(Watched::new(false));
    moot.put("span", "moot-label", &question.label);
    moot.put("span", "", &question.moot);
    let (keep, own) = (Rc::clone(&kept), id.clone());
    moot.button("link", "それでも答える", move |_| {
        keep.set(true);
        let id = own.clone();
        clock::soon(move || page::focus_control(&id));
    });
    follow(move || {
        let matters = desk.advice.get().matters.get(at).copied().unwrap_or(true);
        let unanswered = desk.read(|draft| draft.reply(at).is_open());
        let fold = !matters && unanswered && !*kept.get() && !page::has_focus(&id);
        moot.flag("hidden", !fold);
        asked.flag("hidden", fold);
    });
}
