//! The papers, by when they are handed in: those that are needed with a box to tick, the others apart with the reason.

use kaigo_hojo_assess::rules::edition::Stage;
use kaigo_hojo_assess::words::stage as stage_word;
use kaigo_hojo_contract::assessment::{DocumentState, Needed};
use leptos::prelude::*;

use super::Seen;
use crate::components::parts::{Cite, Mark, Tick};
use crate::erased::view;
use crate::store::{Desk, Report};
use crate::words::check as words;

/// The papers that are needed at a stage, and how many of them are ready; followed.
pub(super) fn count(desk: &'static Desk, report: &Report, stage: Stage) -> (usize, usize) {
    let is_ready = |paper: &DocumentState<'_>| desk.ticks.with(|ticks| ticks.iter().any(|tick| tick == paper.id));
    let needed = of_stage(report, stage).filter(|paper| paper.needed == Needed::Yes);
    needed.fold((0, 0), |(needed, ready), paper| (needed + 1, ready + usize::from(is_ready(paper))))
}

fn of_stage(report: &Report, stage: Stage) -> impl Iterator<Item = &DocumentState<'static>> {
    let documents = report.assessment.iter().flat_map(|assessment| &assessment.documents);
    documents.filter(move |paper| paper.stage == stage)
}

/// The papers.
#[component]
pub(super) fn Papers(desk: &'static Desk, seen: Seen) -> impl IntoView {
    Stage::ALL.map(|stage| view! { <OfStage desk seen stage/> }).collect_view()
}

#[component]
fn OfStage(desk: &'static Desk, seen: Seen, stage: Stage) -> impl IntoView {
    // Drawn anew only when another paper is needed, so that the box that has the focus stays.
    let papers = Memo::new(move |_| of_stage(&seen.get(), stage).copied().collect::<Vec<_>>());
    let list = move || {
        let (needed, others): (Vec<_>, Vec<_>) =
            papers.get().into_iter().partition(|paper| paper.needed == Needed::Yes);
        let needed = needed.into_iter().map(|paper| view! { <NeededPaper desk paper/> }).collect_view();
        (needed, others.into_iter().map(|paper| view! { <OtherPaper paper/> }).collect_view())
    };
    let about = if stage == Stage::Change {
        view! { <p class="help">{words::CHANGE_HELP}</p> }
    } else {
        let ready = move || {
            let (needed, ready) = count(desk, &seen.get(), stage);
            words::ready(needed, ready)
        };
        view! { <p class="count">{move || ready()}</p> }
    };
    view! {
        <section class="group" data-stage=stage_word(stage) hidden=move || papers.with(Vec::is_empty)>
            <h3>{stage_word(stage)}</h3>
            {about}
            <ul class="entries">{move || list()}</ul>
        </section>
    }
}

#[component]
fn NeededPaper(desk: &'static Desk, paper: DocumentState<'static>) -> impl IntoView {
    let DocumentState { id, label, reason, cite, stage, .. } = paper;
    let why = ["paper-", id, "-why"].concat();
    let tick = move |on: bool| {
        desk.set(desk.ticks, |ticks| {
            ticks.retain(|tick| tick != id);
            if on {
                ticks.push(id.to_owned());
            }
        });
    };
    let named = if stage == Stage::Change {
        label.into_any()
    } else {
        let about = if reason.is_empty() { String::new() } else { why.clone() };
        let checked = Signal::derive(move || desk.ticks.with(|ticks| ticks.iter().any(|tick| tick == id)));
        view! { <Tick id=["paper-", id].concat() words=label about checked on_tick=tick/> }
    };
    view! {
        <li>
            {named}
            <Cite clause=cite/>
            {(!reason.is_empty()).then(|| view! { <p class="hint" id=why>{reason}</p> })}
        </li>
    }
}

#[component]
fn OtherPaper(paper: DocumentState<'static>) -> impl IntoView {
    let (mark, open) = match paper.needed {
        Needed::No => (words::NOT_NEEDED, ""),
        Needed::Yes | Needed::Unknown => (words::MAY_BE_NEEDED, words::OPEN_QUESTION),
    };
    let why = [open, paper.reason].concat();
    view! {
        <li>
            <p><Mark of=mark/>{paper.label}<Cite clause=paper.cite/></p>
            {(!why.is_empty()).then(|| view! { <p class="hint">{why}</p> })}
        </li>
    }
}
