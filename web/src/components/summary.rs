//! The running result, always in sight: status, amount or range, what is missing, and which answer matters most.
//!
//! A column beside the answers where there is room, else a bar of two lines at the foot that opens. The same elements
//! serve both; the style sheet decides. Invariants: the status stands before the figure; what cannot be computed is never
//! 0; a figure that leaves lines out says so.

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_assess::assessment::Verdict;
use kaigo_hojo_assess::short_sum;
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_parts::dom::{El, follow};
use kaigo_hojo_parts::ids::{COSTS, details_id, item_id, kind_id, line_question_id, question_id};
use kaigo_hojo_parts::outcome::{figure, warnings};
use kaigo_hojo_parts::{clock, page, trace, words};

use crate::components::line::slot_id;
use crate::components::lines::QUOTE_TAX;
use crate::desk::{Desk, Seen};
use crate::draft::{Draft, Gap, Mistake, Slot};

const SHAPE: &str = "<div><div class=summary-top>\
    <h2 id=summary-heading><span class=status data-at></span><span data-at></span></h2><p class=figure data-at></p>\
    <button type=button class='plain toggle' data-at></button></div><div class=summary-next data-at></div>\
    <div class=summary-rest><div data-at></div><dl class=sums data-at></dl></div>\
    <p class=summary-go data-at></p></div>";

/// The running result beside the answers; its element.
pub(crate) fn summary(desk: &'static Desk, place: &El) -> El {
    let aside = place.add("aside", "summary");
    let drawn = aside.clone();
    let mut at = aside.set("aria-labelledby", "summary-heading").shape(SHAPE);
    at.take().say(words::status(desk.status()).0);
    at.take().say(words::ESTIMATE);
    let (figure_place, toggle) = (at.take(), at.take());
    at.take().steady(move |place| next(desk, place));
    let (warnings_place, sums_place) = (at.take(), at.take());
    at.take().link("main", &desk.later("result"), words::TO_RESULT);
    toggle.on("click", |_| {
        let open = *desk.bar_open.peek();
        desk.bar_open.set(!open);
    });
    follow(move || {
        let open = *desk.bar_open.get();
        aside.flag("data-open", open);
        toggle.set("aria-expanded", if open { "true" } else { "false" });
        toggle.say(if open { "閉じる" } else { "内訳" });
    });
    follow(move || {
        let seen = desk.seen.get();
        let amount = seen.estimate.as_ref().and_then(|estimate| estimate.amount);
        figure_place.say(&figure(amount));
        if amount.is_some() && seen.left_out > 0 {
            figure_place.put("span", "hint", &format!("（入力中の{}行を除く）", seen.left_out));
        }
        warnings_place.clear();
        if seen.estimate.as_ref().is_some_and(|estimate| estimate.verdict == Verdict::NotEligible) {
            warnings_place.put("p", "wrong", words::verdict(Verdict::NotEligible));
        }
        if let Some(failure) = &seen.failure {
            warnings_place.put("p", "wrong", failure);
        }
        if let Some(estimate) = &seen.estimate {
            warnings(estimate.amount, estimate.not_computable, &warnings_place);
        }
        sums_place.clear();
        sums(desk, &seen, &sums_place);
    });
    drawn
}

// How many answers are missing, lines that are not complete among them.
fn missing(desk: &Desk, seen: &Seen) -> usize {
    desk.advice.get().missing.len() + seen.waiting
}

// What is missing, in order of urgency, with a way to the first of it.
fn next(desk: &'static Desk, place: &El) {
    let seen = desk.seen.get();
    if let Some(mistake) = seen.mistakes.first().cloned() {
        let words = format!("入力に誤りが{}件あります", seen.mistakes.len());
        place.add("p", "wrong").button("link", &words, move |_| to_mistake(&mistake));
    }
    if seen.guesses > 0 {
        let line = place.add("p", "missing");
        line.mark(words::GUESS);
        line.put("span", "cut", &words::guessed(seen.guesses));
        line.button("link", "推測をすべて確かめた", move |_| {
            if let Some(first) = desk.rearrange(Draft::confirm_kinds) {
                clock::soon(move || page::focus_control(&kind_id(first)));
            }
        });
    }
    let missing = missing(desk, &seen);
    if missing == 0 {
        let decided = seen.estimate.as_ref().and_then(|estimate| estimate.amount?.yen).is_some();
        if decided && seen.mistakes.is_empty() && seen.guesses == 0 {
            place.put("p", "complete", "補助額を左右する質問には、すべて答えました。");
        }
        return;
    }
    let line = place.add("p", "missing");
    line.write(&format!("あと{missing}問で決まります。"));
    let advice = desk.advice.get();
    if let Some((key, gap)) = seen.first_gap {
        let name = format!("次は、{}の{}", line_name(desk, key), missing_word(gap));
        line.button("link", &name, move |_| to_gap(key, gap));
    } else if let Some(place) = advice.next.or_else(|| advice.missing.first().copied()) {
        line.button("link", &format!("次は、{}", place_name(desk, &place)), move |_| to_place(desk, &place));
    }
}

const fn missing_word(gap: Gap) -> &'static str {
    match gap {
        Gap::Number(Slot::Price) | Gap::Wrong(Slot::Price) => "単価",
        Gap::Number(Slot::Quantity) | Gap::Wrong(Slot::Quantity) => "数量",
        Gap::Number(_) | Gap::Wrong(_) => "月数",
        Gap::Tax => "税抜・税込",
    }
}

fn line_name(desk: &'static Desk, key: u32) -> String {
    format!("明細「{}」", desk.line_name(&item_id(key)))
}

fn key_at(desk: &'static Desk, line: usize) -> u32 {
    desk.read(|draft| draft.lines().get(line).map_or(0, |line| line.key))
}

fn place_name(desk: &'static Desk, place: &Place) -> String {
    match place {
        Place::Question(at) => {
            desk.edition.questions.get(*at).map_or_else(String::new, |question| question.label.clone())
        }
        Place::Items => "経費（見積書の明細）".to_owned(),
        Place::Kind(line) => format!("{}の種類", line_name(desk, key_at(desk, *line))),
        Place::Item(line, at) => {
            let question = desk.edition.item_questions.get(*at).map_or("", |question| &question.label);
            format!("{}：{question}", line_name(desk, key_at(desk, *line)))
        }
    }
}

fn to_place(desk: &'static Desk, place: &Place) {
    match place {
        Place::Question(at) => page::focus_control(&question_id(*at)),
        Place::Items => page::focus_control(COSTS),
        Place::Kind(line) => page::focus_control(&kind_id(key_at(desk, *line))),
        Place::Item(line, at) => to_question(key_at(desk, *line), *at),
    }
}

fn to_slot(key: u32, slot: Slot) {
    match slot {
        Slot::Discount => page::focus_within(&details_id(key), slot_id(key, slot)),
        _ => page::focus_control(&slot_id(key, slot)),
    }
}

fn to_question(key: u32, at: usize) {
    page::focus_within(&details_id(key), line_question_id(key, at));
}

fn to_gap(key: u32, gap: Gap) {
    match gap {
        Gap::Number(slot) | Gap::Wrong(slot) => to_slot(key, slot),
        Gap::Tax => page::focus_control(QUOTE_TAX),
    }
}

fn to_mistake(mistake: &Mistake) {
    match mistake {
        Mistake::Question(at) => page::focus_control(&question_id(*at)),
        Mistake::Line(key, slot) => to_slot(*key, *slot),
        Mistake::Item(key, at) => to_question(*key, *at),
    }
}

// The short sum.
fn sums(desk: &'static Desk, seen: &Seen, place: &El) {
    let Some(estimate) = &seen.estimate else { return };
    if let Some(total) = estimate.total_cost_yen {
        place.fact("", "経費の総額（税込）").say(&yen(total));
    }
    let amount = desk.edition.steps.get(usize::from(desk.edition.plan.amount)).map(|step| step.id.as_str());
    for step in short_sum(desk.edition, &estimate.steps) {
        // The amount stands above, what is of lines beside these; what is not narrowed down yet says nothing.
        if amount != Some(step.id) && step.lines.is_empty() && trace::is_narrow(step) {
            place.fact("", step.label).say(&trace::value(step));
        }
    }
    if let Some(burden) = estimate.own_burden {
        place.fact("strong", "自己負担").say(&words::span(burden));
    }
}
