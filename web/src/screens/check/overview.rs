//! What is still open, as one sentence and a short list that leads to each of it.

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_assess::rules::edition::Stage;
use kaigo_hojo_assess::words::stage;
use kaigo_hojo_contract::assessment::{Assessment, Met, Verdict};
use leptos::prelude::*;

use super::conditions::AnswerLinks;
use super::{CONDITIONS, Compared, DATES, PAPERS, Part, QUOTE, Seen, WRITTEN, papers};
use crate::browser::{clock, page};
use crate::components::about::Status;
use crate::components::mistakes::ToFirstMistake;
use crate::components::parts::Mark;
use crate::erased::view;
use crate::route::Name;
use crate::screens::{quote, staff};
use crate::store::{Desk, Report};
use crate::words::check as words;
use crate::words::{GUESS, PROMISE, guessed, verdict, verdict_mark};

/// The overview.
#[component]
pub(super) fn Overview(desk: &'static Desk, seen: Seen, compared: Compared) -> impl IntoView {
    let all = Memo::new(move |_| open(desk, &seen.get(), compared));
    let is_done = move || all.with(Vec::is_empty);
    view! {
        <div class="headline">
            <Status about=&desk.whole().about/>
            <div>{move || seen.with(|report| view! { <Decision desk report/> })}</div>
            // The sentence stays, so that a screen reader notices what it says now.
            <p class="figure-label" role="status">{move || if is_done() { words::ALL_DONE } else { words::OPEN }}</p>
            <ul class="plain-list open" hidden=is_done>
                {move || all.get().into_iter().map(|open| view! { <Item desk open/> }).collect_view()}
            </ul>
            <p class="hint">{PROMISE}</p>
        </div>
    }
}

// The verdict. It names exactly the answers that decide.
#[component]
fn Decision<'r>(desk: &'static Desk, report: &'r Report) -> impl IntoView + use<> {
    let Some(assessment) = &report.assessment else {
        let failure = report.failure.clone().unwrap_or_default();
        return view! { <p class="wrong">{failure}</p> };
    };
    let (wanted, lead) = match assessment.verdict {
        Verdict::Eligible => (None, ""),
        Verdict::NotEligible => (Some(Met::NotMet), words::DECIDED_BY),
        Verdict::Undetermined => (Some(Met::Unknown), words::WILL_BE_DECIDED_BY),
    };
    let answers = wanted.map(|wanted| {
        let answers = decided_by(desk, report, assessment, wanted);
        view! { <p>{lead}<AnswerLinks desk report answers=&answers/></p> }
    });
    view! {
        <p class="verdict"><Mark of=verdict_mark(assessment.verdict)/><span>{verdict(assessment.verdict)}</span></p>
        {answers}
    }
}

fn decided_by(desk: &Desk, report: &Report, assessment: &Assessment<'static>, wanted: Met) -> Vec<Place> {
    let is_wanted = |id: &str| assessment.requirements.iter().any(|state| state.id == id && state.status == wanted);
    let mut answers = Vec::new();
    for (requirement, deciding) in desk.whole().requirements.iter().zip(&report.deciding) {
        if requirement.decides && is_wanted(&requirement.id) {
            for answer in deciding {
                if !answers.contains(answer) {
                    answers.push(*answer);
                }
            }
        }
    }
    answers
}

// A kind of thing that is open, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open {
    words: String,
    to: To,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Mistake,
    Field,
    Staff,
    Answers,
    Kinds,
    Part(Part),
}

// Says how many there are.
type Say<'s> = &'s dyn Fn(usize) -> String;

// Each kind of thing that is open; followed.
fn open(desk: &'static Desk, report: &Report, compared: Compared) -> Vec<Open> {
    let (unread, here) = desk.unread.with(|unread| (unread.len(), unread.iter().any(|id| !staff::has(id))));
    let requirements = || report.assessment.iter().flat_map(|assessment| &assessment.requirements);
    let with = |met: Met| requirements().filter(|requirement| requirement.status == met).count();
    let (needed, ready) = papers::count(desk, report, Stage::Application);
    let conflicts = |found: &Assessment<'_>| found.date_conflicts.len() + found.months_beyond.len();
    let compared = compared.get();
    let figures = compared.iter().flat_map(|found| &found.figures);
    let differ = figures.filter(|figure| figure.agrees == Some(false)).count();
    let say_papers = |count: usize| words::papers(stage(Stage::Application), count);
    let all: [(usize, Say<'_>, To); 10] = [
        (report.mistakes, &words::mistakes, To::Mistake),
        (unread, &words::unread, if here { To::Field } else { To::Staff }),
        (report.advice.missing.len() + report.waiting, &words::missing, To::Answers),
        (report.guesses(), &guessed, To::Kinds),
        (with(Met::NotMet), &words::not_met, To::Part(CONDITIONS)),
        (with(Met::Unknown), &words::unknown, To::Part(CONDITIONS)),
        (needed - ready, &say_papers, To::Part(PAPERS)),
        (report.assessment.as_ref().map_or(0, conflicts), &words::conflicts, To::Part(DATES)),
        (differ, &words::differ, To::Part(WRITTEN)),
        (quote::mismatch(desk, report).into(), &words::quote, To::Part(QUOTE)),
    ];
    let open = all.into_iter().filter(|(count, ..)| *count > 0);
    open.map(|(count, say, to)| Open { words: say(count), to }).collect()
}

#[component]
fn Item(desk: &'static Desk, open: Open) -> impl IntoView {
    let link = |address: String, words: &'static str| view! { <a href=address>{words}</a> };
    let way = match open.to {
        To::Mistake => view! { <ToFirstMistake desk/> },
        To::Field => {
            let go = move |_| to_field(desk);
            view! { <button type="button" class="link" on:click=go>{words::TO_FIELD}</button> }
        }
        To::Staff => link(desk.address_of(Name::Staff), words::TO_STAFF),
        To::Answers => link(desk.address(), words::TO_ANSWERS),
        To::Kinds => link(desk.address(), words::TO_KINDS),
        To::Part(part) => {
            let go = move |_| to_part(part.id);
            view! { <button type="button" class="link" on:click=go>{words::to_part(part.heading)}</button> }
        }
    };
    let mark = (open.to == To::Kinds).then(|| view! { <Mark of=GUESS/> });
    view! { <li>{mark}{open.words}{way}</li> }
}

// To the first field of this screen whose text cannot be read.
fn to_field(desk: &'static Desk) {
    let first = desk.unread.with_untracked(|unread| unread.iter().find(|id| !staff::has(id)).cloned());
    if let Some(id) = first {
        page::focus_control(&id);
    }
}

// The address is the screen's own; a part of it has none.
fn to_part(id: &'static str) {
    if let Some(heading) = page::by_id(id) {
        heading.scroll_into_view();
        clock::soon(move || page::focus_quietly(&heading));
    }
}
