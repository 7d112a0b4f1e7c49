//! The programme's status, the verdict, the figure, and what the figure does not say. On paper its links are left out.

use kaigo_hojo_contract::assessment::{Assessment, Verdict};
use leptos::prelude::*;

use crate::components::about::{Status, Warnings, figure};
use crate::components::parts::Mark;
use crate::erased::view;
use crate::store::{Desk, Report};
use crate::words::{self, result};

/// The headline of a result.
#[component]
pub(crate) fn Headline<'r>(desk: &'static Desk, report: &'r Report) -> impl IntoView + use<> {
    let assessment = report.assessment.as_ref();
    view! {
        <div class="headline">
            <Status about=&desk.whole().about/>
            {assessment.map(|assessment| view! { <Figure assessment/> })}
            {report.failure.clone().map(|failure| view! { <p class="wrong">{failure}</p> })}
            {assessment.map(|assessment| view! {
                <Warnings amount=assessment.amount reason=assessment.not_computable/>
                <Better desk assessment/>
            })}
            <Open desk report/>
            <p class="hint">{words::PROMISE}</p>
        </div>
    }
}

#[component]
fn Figure<'r>(assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let verdict = assessment.verdict;
    let condition = if verdict == Verdict::NotEligible { result::IF_MET } else { "" };
    view! {
        <p class="verdict"><Mark of=words::verdict_mark(verdict)/><span>{words::verdict(verdict)}</span></p>
        <h2 class="figure-label">{[condition, words::ESTIMATE].concat()}</h2>
        <p class="figure">{figure(assessment.amount)}</p>
        {assessment.own_burden.map(|burden| view! {
            <p class="burden">{result::BURDEN}<strong>{words::span(burden)}</strong></p>
        })}
    }
}

// Another route that surely gives more than the one that was chosen.
#[component]
fn Better<'r>(desk: &'static Desk, assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let chosen = figure(assessment.amount);
    assessment.better_route.map(|better| {
        view! {
            <p class="better">
                {result::better(&chosen, better.label, &figure(Some(better.amount)))}
                <ToAnswers desk words=result::CHOOSE_AGAIN/>
            </p>
        }
    })
}

// What is not in the figure, or not for sure.
#[component]
fn Open<'r>(desk: &'static Desk, report: &'r Report) -> impl IntoView + use<> {
    let (left_out, guesses) = (report.left_out, report.guesses());
    let open = report.advice.missing.len() + report.waiting;
    view! {
        {(left_out > 0).then(|| view! { <p class="lacks">{words::left_out(left_out)}</p> })}
        {(guesses > 0).then(|| view! {
            <p class="missing">
                <Mark of=words::GUESS/>
                {words::guessed(guesses)}
                <ToAnswers desk words=result::CHECK_KINDS/>
            </p>
        })}
        {(open > 0).then(|| view! {
            <p class="missing">{result::open(open)}<ToAnswers desk words=result::GO_ON/></p>
        })}
    }
}

#[component]
fn ToAnswers(desk: &'static Desk, words: &'static str) -> impl IntoView {
    view! { <a class="act" href=desk.address()>{words}</a> }
}
