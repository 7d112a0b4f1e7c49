//! The running result, always in sight: status, amount or range, what is missing, and which answer matters most.
//!
//! A column beside the answers where there is room, else a bar of two lines at the foot that opens. The same elements
//! serve both; the style sheet decides. Invariants: the status stands before the figure; what cannot be computed is never
//! 0; a figure that leaves lines out says so.

use kaigo_hojo_assess::advice::{Advice, Place};
use kaigo_hojo_assess::short_sum;
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::assessment::Verdict;
use leptos::prelude::*;

use super::line::slot_id;
use super::quote::QUOTE_TAX;
use crate::browser::{clock, page};
use crate::components::about::{Warnings, figure};
use crate::components::head::focus_answer;
use crate::components::parts::{Fact, Mark};
use crate::draft::{Draft, Gap, Mistake, Slot};
use crate::erased::view;
use crate::ids::{details_id, item_id, kind_id, line_question_id, question_id};
use crate::route::Name;
use crate::store::{Desk, Running};
use crate::trace;
use crate::words::{self, answers};

const HEADING: &str = "summary-heading";

/// The running result beside the answers. Children: what stands below it.
#[component]
pub(super) fn Summary(desk: &'static Desk, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <aside class="summary" aria-labelledby=HEADING data-open=move || desk.bar_open.get()>
            <div>
                <div class="summary-top"><Top desk/></div>
                <div class="summary-next">
                    {move || {
                        page::keep_place(".summary-next");
                        desk.running.with(|running| desk.advice.with(|advice| next(desk, running, advice)))
                    }}
                </div>
                <div class="summary-rest">
                    <div>{move || desk.running.with(warnings)}</div>
                    <dl class="sums">{move || desk.running.with(|running| sums(desk, running))}</dl>
                </div>
                <p class="summary-go">
                    <a class="main" href=desk.address_of(Name::Result)>{words::TO_RESULT}</a>
                </p>
            </div>
            {children.map(|children| children())}
        </aside>
    }
}

#[component]
fn Top(desk: &'static Desk) -> impl IntoView {
    let open = desk.bar_open;
    let amount = move || {
        desk.running.with(|running| {
            let amount = running.estimate.as_ref().and_then(|estimate| estimate.amount);
            let left_out = Some(running.left_out).filter(|lines| amount.is_some() && *lines > 0);
            (figure(amount), left_out.map(|lines| view! { <span class="hint">{answers::without(lines)}</span> }))
        })
    };
    view! {
        <h2 id=HEADING>
            <span class="status">{words::status(desk.status()).0}</span>
            <span>{words::ESTIMATE}</span>
        </h2>
        <p class="figure">{move || amount()}</p>
        <button
            type="button"
            class="plain toggle"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {move || if open.get() { answers::CLOSE } else { answers::UNFOLD }}
        </button>
    }
}

fn warnings(running: &Running) -> impl IntoView + use<> {
    let estimate = running.estimate.as_ref();
    let out = estimate.is_some_and(|estimate| estimate.verdict == Verdict::NotEligible);
    view! {
        {out.then(|| view! { <p class="wrong">{words::verdict(Verdict::NotEligible)}</p> })}
        {running.failure.clone().map(|failure| view! { <p class="wrong">{failure}</p> })}
        {estimate.map(|estimate| view! { <Warnings amount=estimate.amount reason=estimate.not_computable/> })}
    }
}

// What is missing, in order of urgency, with a way to the first of it. What is still there is brought up to date, not
// drawn anew: the focus stays on it.
fn next(desk: &'static Desk, running: &Running, advice: &Advice) -> impl IntoView + use<> {
    let mistake = running.mistakes.first().cloned().map(|mistake| {
        let words = answers::mistakes(running.mistakes.len());
        view! { <p class="wrong"><Go words to=Goal::Mistake(mistake) desk/></p> }
    });
    let guesses = running.guesses;
    let guessed = (guesses > 0).then(|| {
        view! {
            <p class="missing">
                <Mark of=words::GUESS/>
                <span class="cut">{words::guessed(guesses)}</span>
                <button type="button" class="link" on:click=move |_| confirm_kinds(desk)>
                    {answers::CONFIRM_GUESSES}
                </button>
            </p>
        }
    });
    let count = advice.missing.len() + running.waiting;
    let missing = (count > 0).then(|| {
        let goal = match running.first_gap {
            Some((key, gap)) => Some(Goal::Gap(key, gap)),
            None => advice.next.or_else(|| advice.missing.first().copied()).map(Goal::Answer),
        };
        let go = goal.map(|to| view! { <Go words=answers::next(&name(desk, &to)) to desk/> });
        view! { <p class="missing">{answers::missing(count)}{go}</p> }
    });
    let decided = running.estimate.as_ref().and_then(|estimate| estimate.amount?.yen).is_some();
    let complete = (count == 0 && decided && running.mistakes.is_empty() && guesses == 0)
        .then(|| view! { <p class="complete">{answers::COMPLETE}</p> });
    view! {
        {mistake}
        {guessed}
        {missing}
        {complete}
    }
}

fn confirm_kinds(desk: &'static Desk) {
    if let Some(first) = desk.change(Draft::confirm_kinds) {
        clock::soon(move || page::focus_control(&kind_id(first)));
    }
}

// Where a button leads.
#[derive(Clone, Debug)]
enum Goal {
    Mistake(Mistake),
    Gap(u32, Gap),
    Answer(Place),
}

#[component]
fn Go(words: String, to: Goal, desk: &'static Desk) -> impl IntoView {
    view! { <button type="button" class="link" on:click=move |_| go(desk, &to)>{words}</button> }
}

fn name(desk: &'static Desk, goal: &Goal) -> String {
    match goal {
        Goal::Mistake(_) => String::new(),
        Goal::Gap(key, gap) => answers::gap_of(&desk.line_name(&item_id(*key)), *gap),
        Goal::Answer(place) => words::answer(desk.edition, *place, |line| desk.line_name(&item_id(key_at(desk, line)))),
    }
}

fn key_at(desk: &'static Desk, line: usize) -> u32 {
    desk.read(|draft| draft.lines().get(line).map_or(0, |line| line.key))
}

fn go(desk: &'static Desk, goal: &Goal) {
    match goal {
        Goal::Mistake(Mistake::Question(at)) => page::focus_control(&question_id(*at)),
        Goal::Mistake(Mistake::Line(key, slot)) => go_to_slot(*key, *slot),
        Goal::Mistake(Mistake::Item(key, at)) => page::focus_within(&details_id(*key), line_question_id(*key, *at)),
        Goal::Gap(key, Gap::Number(slot) | Gap::Wrong(slot)) => go_to_slot(*key, *slot),
        Goal::Gap(_, Gap::Tax) => page::focus_control(QUOTE_TAX),
        Goal::Answer(place) => {
            let line = if let Place::Kind(line) | Place::Item(line, _) = place { *line } else { 0 };
            focus_answer(*place, key_at(desk, line));
        }
    }
}

fn go_to_slot(key: u32, slot: Slot) {
    match slot {
        Slot::Discount => page::focus_within(&details_id(key), slot_id(key, slot)),
        _ => page::focus_control(&slot_id(key, slot)),
    }
}

// The short sum. The amount stands above, what is of lines beside these; what is not narrowed down yet says nothing.
fn sums(desk: &'static Desk, running: &Running) -> impl IntoView + use<> {
    let edition = desk.edition;
    running.estimate.as_ref().map(|estimate| {
        let total = estimate.total_cost_yen;
        let amount = edition.steps.get(usize::from(edition.plan.amount)).map(|step| step.id.as_str());
        let told = short_sum(edition, &estimate.steps).into_iter();
        let told = told.filter(|step| amount != Some(step.id) && step.lines.is_empty() && trace::is_narrow(step));
        let told = told.map(|step| (step.label, trace::value(step)));
        let steps = told.map(|(label, value)| view! { <Fact label>{value}</Fact> });
        let burden = estimate.own_burden;
        view! {
            {total.map(|total| view! { <Fact label=answers::TOTAL_COST>{yen(total)}</Fact> })}
            {steps.collect_view()}
            {burden.map(|own| view! { <Fact class="strong" label=answers::OWN_BURDEN>{words::span(own)}</Fact> })}
        }
    })
}
