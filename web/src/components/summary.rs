//! The running result, always in sight: status, amount or range, what is missing, and which answer matters most.
//!
//! A column beside the answers where there is room, else a bar of two lines at the foot that opens. The same elements
//! serve both; the style sheet decides. Invariants: the status stands before the figure; what cannot be computed is never
//! 0; a figure that leaves lines out says so.

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_assess::assessment::Verdict;
use kaigo_hojo_assess::rules::edition::Question;
use kaigo_hojo_assess::words::yen;

use crate::components::line::{details_id, question_id, slot_id};
use crate::components::lines::{COSTS, QUOTE_TAX};
use crate::components::parts::{button, cited, fact, line, mark};
use crate::components::trace;
use crate::desk::{Desk, Seen};
use crate::dom::{El, follow, said, shape, text};
use crate::draft::{Gap, Mistake, Slot};
use crate::screens::answers::question_id as asked_id;
use crate::{page, words};

const SHAPE: &str = "<aside data-at aria-labelledby=summary-heading><div class=summary-top>\
    <h2 id=summary-heading><span class=status data-at></span><span data-at></span></h2><p class=figure data-at></p>\
    <button type=button class='plain toggle' data-at></button></div><div class=summary-next data-at></div>\
    <div class=summary-rest><div data-at></div><dl class=sums data-at></dl></div>\
    <p class=summary-go><a class=main data-at>結果と計算の過程を見る</a></p></aside>";

/// The running result beside the answers.
pub(crate) fn summary(desk: &'static Desk) -> El {
    let (whole, mut at) = shape(SHAPE);
    let aside = at.next();
    at.next().say(words::status(desk.status()).0);
    at.next().say(words::ESTIMATE);
    let figure_place = at.next();
    let toggle = at.next().on("click", |_| desk.bar_open.set(!desk.bar_open.peek()));
    let (next_place, warnings_place, sums_place) = (at.next(), at.next(), at.next());
    let _ = at.next().attr("href", desk.result_address());
    follow(move || {
        let open = desk.bar_open.get();
        aside.set("class", Some(if open { "summary open" } else { "summary" }));
        toggle.set("aria-expanded", Some(if open { "true" } else { "false" }));
        toggle.say(if open { "閉じる" } else { "内訳" });
    });
    follow(move || {
        let seen = desk.seen.get();
        figure_place.say(&figure(&seen));
        warnings_place.fill(warnings(&seen));
        sums_place.fill(sums(desk, &seen));
    });
    let _ = next_place.live(move || next(desk));
    whole
}

/// The figure, or that there is none.
pub(crate) fn figure(seen: &Seen) -> String {
    let amount = seen.assessment.as_ref().and_then(|assessment| assessment.amount);
    amount.map_or_else(|| "計算できません".to_owned(), words::amount)
}

// What is missing, in order of urgency, with a way to the first of it.
fn next(desk: &'static Desk) -> Vec<El> {
    let seen = desk.seen.get();
    let advice = desk.advice.get();
    let mut parts = Vec::new();
    if let Some(mistake) = seen.mistakes.first().cloned() {
        let words = format!("入力に誤りが{}件あります。", seen.mistakes.len());
        parts.push(line("wrong", vec![text(words), button("link", "誤りのある欄へ", move || to_mistake(&mistake))]));
    }
    let missing = advice.missing.len() + seen.incomplete.map_or(0, |(count, ..)| count);
    if missing == 0 {
        let decided = seen.assessment.as_ref().and_then(|assessment| assessment.amount?.yen).is_some();
        if decided && seen.mistakes.is_empty() {
            parts.push(said("p", "complete", "補助額を左右する質問には、すべて答えました。"));
        }
        return parts;
    }
    let mut words = vec![text(format!("あと{missing}問で決まります。"))];
    if let Some((_, key, gap)) = seen.incomplete {
        let name = format!("次は、{}の{}", line_name(desk, key), missing_word(gap));
        words.push(button("link", &name, move || to_gap(key, gap)));
    } else if let Some(place) = advice.next.clone().or_else(|| advice.missing.first().cloned()) {
        let name = format!("次は、{}", place_name(desk, &place));
        words.push(button("link", &name, move || to_place(desk, &place)));
    }
    parts.push(line("missing", words));
    parts
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
    format!("明細「{}」", desk.line_name(&crate::draft::item_id(key)))
}

fn key_at(desk: &'static Desk, line: usize) -> Option<u32> {
    desk.read(|draft| draft.lines().get(line).map(|line| line.key))
}

fn place_name(desk: &'static Desk, place: &Place) -> String {
    let label = |question: Option<&Question>| question.map_or_else(String::new, |question| question.label.clone());
    match place {
        Place::Question(at) => label(desk.edition.questions.get(*at)),
        Place::Items => "経費（見積書の明細）".to_owned(),
        Place::Item(line, at) => {
            let line = key_at(desk, *line).map_or_else(String::new, |key| line_name(desk, key));
            format!("{line}：{}", label(desk.edition.item_questions.get(*at)))
        }
    }
}

fn to_place(desk: &'static Desk, place: &Place) {
    match place {
        Place::Question(at) => page::focus_control(&asked_id(*at)),
        Place::Items => page::focus_control(COSTS),
        Place::Item(line, at) => {
            if let Some(key) = key_at(desk, *line) {
                page::focus_within(&details_id(key), question_id(key, *at));
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
        Mistake::Item(key, at) => page::focus_within(&details_id(*key), question_id(*key, *at)),
    }
}

// What the figure alone does not say.
fn warnings(seen: &Seen) -> Vec<El> {
    let mut parts: Vec<El> = seen.failure.iter().map(|failure| said("p", "wrong", failure)).collect();
    let Some(assessment) = &seen.assessment else { return parts };
    if assessment.verdict == Verdict::NotEligible {
        parts.push(line("wrong", vec![mark(("対象外", "mark excluded")), text(words::verdict(assessment.verdict))]));
    }
    if let Some(reason) = assessment.not_computable {
        parts.push(cited("wrong", reason.reason, reason.cite));
    }
    if let Some((count, ..)) = seen.incomplete {
        parts.push(said("p", "lacks", format!("入力中の明細{count}行は、金額に入っていません。")));
    }
    if assessment.amount.is_some_and(|amount| !amount.tight) {
        parts.push(said("p", "hint", "未回答が多いため、実際の幅はこれより狭いことがあります。"));
    }
    parts
}

// The short sum.
fn sums(desk: &'static Desk, seen: &Seen) -> Vec<El> {
    let Some(assessment) = &seen.assessment else { return Vec::new() };
    let total = assessment.total_cost_yen.map(|total| fact("経費の総額（税込）", text(yen(total))));
    let short = trace::short(desk, assessment);
    let short = short.into_iter().map(|step| fact(step.label, text(trace::value(step))));
    let burden = assessment.own_burden.map(|burden| fact("自己負担", text(words::span(burden))).attr("class", "strong"));
    total.into_iter().chain(short).chain(burden).collect()
}
