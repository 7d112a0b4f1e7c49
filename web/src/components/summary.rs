//! The running result, always in sight: status, amount or range, what is missing, and which answer matters most.
//!
//! A column beside the answers where there is room, else a bar of two lines at the foot that opens. The same elements
//! serve both; the style sheet decides. Invariants: the status stands before the figure; what cannot be computed is never
//! 0; a figure that leaves lines out says so.

use std::sync::Arc;

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_assess::assessment::Verdict;
use leptos::prelude::*;

use crate::components::line::{question_id, slot_id};
use crate::components::lines::{COSTS, QUOTE_TAX};
use crate::components::parts::{button, cite, el, mark, nothing, said, text};
use crate::components::trace;
use crate::desk::{Desk, Seen};
use crate::draft::{Gap, Mistake, Slot};
use crate::screens::answers::question_id as asked_id;
use crate::{page, words};

/// The running result beside the answers.
pub(crate) fn summary(desk: &'static Desk) -> AnyView {
    let open = desk.bar_open;
    let (word, _) = words::status(desk.status());
    let toggle = move |_| open.update(|open| *open = !*open);
    view! {
        <aside class="summary" class:open=move || open.get() aria-labelledby="summary-heading">
            <div class="summary-top">
                <h2 id="summary-heading">
                    <span class="status">{word}</span>
                    <span>{words::ESTIMATE}</span>
                </h2>
                <p class="figure">{move || figure(&desk.seen.get())}</p>
                <button type="button" class="plain toggle" aria-expanded=move || open.get().to_string() on:click=toggle>
                    {move || if open.get() { "閉じる" } else { "内訳" }}
                </button>
            </div>
            <div class="summary-next">{move || next(desk)}</div>
            <div class="summary-rest">
                {move || warnings(desk)}
                {move || sums(desk)}
            </div>
            <p class="summary-go"><a class="main" href=desk.result_address()>"結果と計算の過程を見る"</a></p>
        </aside>
    }
    .into_any()
}

/// The figure, or why there is none.
pub(crate) fn figure(seen: &Seen) -> String {
    match &seen.assessment {
        Some(assessment) => match (assessment.amount, assessment.not_computable) {
            (Some(amount), _) => words::amount(amount),
            (None, _) => "計算できません".to_owned(),
        },
        None => "計算できません".to_owned(),
    }
}

// What is missing, in order of urgency, with a way to the first of it.
fn next(desk: &'static Desk) -> AnyView {
    let seen = desk.seen.get();
    let advice = desk.advice.get();
    let mut parts = Vec::new();
    if let Some(mistake) = seen.mistakes.first().cloned() {
        let words = format!("入力に誤りが{}件あります。", seen.mistakes.len());
        let go = button("link", "誤りのある欄へ", move || to_mistake(&mistake));
        parts.push(el("p", "wrong", vec![text(words), go]));
    }
    let missing = advice.missing.len() + seen.incomplete.map_or(0, |(count, ..)| count);
    if missing == 0 {
        if seen.mistakes.is_empty() && seen.assessment.as_ref().is_some_and(|a| a.amount.is_some_and(|a| a.yen.is_some())) {
            parts.push(said("p", "complete", "補助額を左右する質問には、すべて答えました。"));
        }
        return el("div", "", parts);
    }
    let mut line = vec![text(format!("あと{missing}問で決まります。"))];
    if let Some((_, key, gap)) = seen.incomplete {
        line.push(button("link", format!("次は、{}の{}", title_of(desk, key), missing_word(gap)), move || to_gap(key, gap)));
    } else if let Some(place) = advice.next.clone().or_else(|| advice.missing.first().cloned()) {
        line.push(button("link", format!("次は、{}", place_name(desk, &place)), move || to_place(desk, &place)));
    }
    parts.push(el("p", "missing", line));
    el("div", "", parts)
}

const fn missing_word(gap: Gap) -> &'static str {
    match gap {
        Gap::Number(Slot::Price) | Gap::Wrong(Slot::Price) => "単価",
        Gap::Number(Slot::Quantity) | Gap::Wrong(Slot::Quantity) => "数量",
        Gap::Number(_) | Gap::Wrong(_) => "月数",
        Gap::Tax => "税抜・税込",
    }
}

fn title_of(desk: &'static Desk, key: u32) -> String {
    desk.read(|draft| {
        let at = draft.position(key).unwrap_or(0);
        draft.line(key).map_or_else(String::new, |line| format!("明細{}「{}」", at + 1, line.title(desk.edition)))
    })
}

/// What a place is called.
fn place_name(desk: &'static Desk, place: &Place) -> String {
    let label = |question: Option<&kaigo_hojo_assess::rules::edition::Question>| {
        question.map_or_else(String::new, |question| question.label.clone())
    };
    match place {
        Place::Question(at) => label(desk.edition.questions.get(*at)),
        Place::Items => "経費（見積書の明細）".to_owned(),
        Place::Item(line, at) => {
            let title = desk.read(|draft| draft.lines().get(*line).map(|line| line.key)).map(|key| title_of(desk, key));
            format!("{}：{}", title.unwrap_or_default(), label(desk.edition.item_questions.get(*at)))
        }
    }
}

fn to_place(desk: &'static Desk, place: &Place) {
    match place {
        Place::Question(at) => page::focus_control(&asked_id(*at)),
        Place::Items => page::focus_control(COSTS),
        Place::Item(line, at) => {
            if let Some(key) = desk.read(|draft| draft.lines().get(*line).map(|line| line.key)) {
                page::focus_within(&format!("l{key}-more"), question_id(key, *at));
            }
        }
    }
}

fn to_gap(key: u32, gap: Gap) {
    match gap {
        Gap::Number(slot) | Gap::Wrong(slot) => page::focus_control(&slot_id(key, slot)),
        Gap::Tax => page::focus_control(QUOTE_TAX),
    }
}

fn to_mistake(mistake: &Mistake) {
    match mistake {
        Mistake::Question(at) => page::focus_control(&asked_id(*at)),
        Mistake::Line(key, slot) => page::focus_control(&slot_id(*key, *slot)),
        Mistake::Item(key, at) => page::focus_within(&format!("l{key}-more"), question_id(*key, *at)),
    }
}

// What the figure alone does not say.
fn warnings(desk: &'static Desk) -> AnyView {
    let seen: Arc<Seen> = desk.seen.get();
    let mut parts = Vec::new();
    if let Some(failure) = &seen.failure {
        parts.push(said("p", "wrong", failure.clone()));
    }
    let Some(assessment) = &seen.assessment else { return el("div", "", parts) };
    if assessment.verdict == Verdict::NotEligible {
        let out = vec![mark(("対象外", "mark excluded")), text(words::verdict(assessment.verdict))];
        parts.push(el("p", "wrong", out));
    }
    if let Some(reason) = assessment.not_computable {
        parts.push(el("p", "wrong", vec![text(reason.reason), cite(reason.cite)]));
    }
    if let Some((count, ..)) = seen.incomplete {
        parts.push(said("p", "lacks", format!("入力中の明細{count}行は、金額に入っていません。")));
    }
    if assessment.amount.is_some_and(|amount| !amount.tight) {
        parts.push(said("p", "hint", "未回答が多いため、実際の幅はこれより狭いことがあります。"));
    }
    el("div", "", parts)
}

// The short sum.
fn sums(desk: &'static Desk) -> AnyView {
    let seen = desk.seen.get();
    let Some(assessment) = &seen.assessment else { return nothing() };
    let row = |label: String, value: String, strong: bool| {
        let class = if strong { "strong" } else { "" };
        el("div", class, vec![said("dt", "", label), said("dd", "", value)])
    };
    let mut rows = Vec::new();
    if let Some(total) = assessment.total_cost_yen {
        rows.push(row("経費の総額（税込）".to_owned(), kaigo_hojo_assess::words::yen(total), false));
    }
    for step in trace::short(desk, assessment) {
        rows.push(row(step.label.to_owned(), trace::value(step), false));
    }
    if let Some(burden) = assessment.own_burden {
        rows.push(row("自己負担".to_owned(), words::span(burden), true));
    }
    el("dl", "sums", rows)
}
