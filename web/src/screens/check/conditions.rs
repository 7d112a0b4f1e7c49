//! What must hold, in groups, each with whether it does, its clause, what to do about it, and its question or the way to
//! the answer that decides it.

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_assess::rules::edition::{Group, Question, Requirement};
use kaigo_hojo_assess::words::group as group_word;
use kaigo_hojo_contract::assessment::{Met, RequirementState};
use leptos::prelude::*;

use super::Seen;
use crate::components::ask::{Ask, Change};
use crate::components::head::AnswerLink;
use crate::components::parts::Cite;
use crate::erased::view;
use crate::store::{Desk, Report};
use crate::words::check as words;
use crate::words::met;

/// More answers than this are not named beside a condition.
const MOST: usize = 5;

/// The conditions.
#[component]
pub(super) fn Conditions(desk: &'static Desk, seen: Seen) -> impl IntoView {
    view! {
        <p class="help">{words::CONDITIONS_HELP}</p>
        {Group::ALL.map(|group| view! { <OfGroup desk seen group/> }).collect_view()}
        <OtherQuestions desk/>
    }
}

#[component]
fn OfGroup(desk: &'static Desk, seen: Seen, group: Group) -> impl IntoView {
    let shown = Memo::new(move |_| shown(desk, group, &seen.get()));
    let condition = move |at: usize| {
        let requirement = desk.whole().requirements.get(at);
        requirement.map(|requirement| view! { <Condition desk seen at requirement/> })
    };
    view! {
        <section class="group" hidden=move || shown.with(Vec::is_empty)>
            <h3>{group_word(group)}</h3>
            <ul class="entries">
                <For each=move || shown.get() key=|at| *at children=condition/>
            </ul>
        </section>
    }
}

// The requirements of a group that concern the applicant, or may, by their positions in the edition.
fn shown(desk: &'static Desk, group: Group, report: &Report) -> Vec<usize> {
    let requirements = desk.whole().requirements.iter().enumerate();
    let of_group = requirements.filter(|(_, requirement)| requirement.group == group);
    of_group.filter(|(_, requirement)| state(report, requirement).is_some()).map(|(at, _)| at).collect()
}

fn state<'r>(report: &'r Report, requirement: &Requirement) -> Option<&'r RequirementState<'static>> {
    report.assessment.as_ref()?.requirements.iter().find(|state| state.id == requirement.id)
}

// `at`: its position in the edition.
#[component]
fn Condition(desk: &'static Desk, seen: Seen, at: usize, requirement: &'static Requirement) -> impl IntoView {
    let status =
        Memo::new(move |_| seen.with(|report| state(report, requirement).map_or(Met::Unknown, |state| state.status)));
    let question = requirement.question.map(usize::from);
    let label = question.is_none().then(|| {
        let decides = requirement.decides.then(|| view! { <span class="hint">{words::DECIDES}</span> });
        view! { {requirement.label.as_str()}<Cite clause=requirement.cite.as_str()/>{decides} }
    });
    view! {
        <li data-requirement=requirement.id.as_str()>
            <p class="condition"><span class=move || met(status.get()).1>{move || met(status.get()).0}</span>{label}</p>
            {question.map(|at| view! { <Asked desk at/> })}
            <p class="remedy" hidden=move || status.get() == Met::Met || requirement.advice.is_empty()>
                {requirement.advice.as_str()}
            </p>
            {question.is_none().then(|| view! { <Deciding desk seen at status/> })}
        </li>
    }
}

// The answers that decide a condition without a question of its own.
#[component]
fn Deciding(desk: &'static Desk, seen: Seen, at: usize, status: Memo<Met>) -> impl IntoView {
    let deciding = move |report: &Report| report.deciding.get(at).cloned().unwrap_or_default();
    let answers = move || {
        let report = seen.get();
        let deciding = deciding(&report);
        let lead = if status.get() == Met::Unknown { words::WAITS_FOR } else { words::FOLLOWS_FROM };
        let named = deciding.get(..MOST).unwrap_or(&deciding);
        let more = (deciding.len() > MOST).then_some(words::AND_MORE);
        (!deciding.is_empty()).then(|| view! { {lead}<AnswerLinks desk report=&report answers=named/>{more} })
    };
    view! { <p class="hint" hidden=move || deciding(&seen.get()).is_empty()>{move || answers()}</p> }
}

/// Links to answers, one after the other.
#[component]
pub(super) fn AnswerLinks<'r>(desk: &'static Desk, report: &'r Report, answers: &'r [Place]) -> impl IntoView + use<> {
    let link = |(at, answer): (usize, &Place)| {
        let and = (at > 0).then_some(words::AND);
        view! { {and}<AnswerLink desk report answer=*answer/> }
    };
    answers.iter().enumerate().map(link).collect_view()
}

// A question; the answer goes where the answers are.
#[component]
fn Asked(
    desk: &'static Desk,
    /// Its position in the edition.
    at: usize,
) -> impl IntoView {
    desk.whole().questions.get(at).map(|question| {
        let first = desk.read(|draft| draft.reply(at));
        let reply = StoredValue::new(first.clone());
        let answer = move |change: Change| {
            reply.update_value(|reply| change.apply(reply));
            desk.enter(|draft| {
                let answers = &mut draft.application.answers;
                match reply.with_value(|reply| reply.answer(question, &|_| false)) {
                    Some(answer) => answers.insert(question.id.clone(), answer),
                    None => answers.remove(&question.id),
                };
            });
        };
        view! {
            <div class="question">
                <Ask
                    id=["check-", &question.id].concat()
                    name=question.id.as_str()
                    question
                    reply=first
                    on_change=answer
                />
            </div>
        }
    })
}

// The questions of the self-check that no requirement asks: papers, deadlines or notes hang on them.
#[component]
fn OtherQuestions(desk: &'static Desk) -> impl IntoView {
    let edition = desk.whole();
    let is_asked = |at: usize| edition.requirements.iter().any(|one| one.question.map(usize::from) == Some(at));
    let others = |section: usize| {
        let of_section = move |question: &Question| usize::from(question.section) == section;
        let questions = edition.questions.iter().enumerate().filter(move |(_, question)| of_section(question));
        questions.map(|(at, _)| at).filter(|at| !is_asked(*at)).collect::<Vec<_>>()
    };
    let sections = edition.sections.iter().enumerate().filter(|(_, section)| section.check);
    let groups = sections.map(|(at, section)| (section.label.as_str(), others(at))).filter(|(_, own)| !own.is_empty());
    let group = |(label, own): (&'static str, Vec<usize>)| {
        view! {
            <section class="group">
                <h3>{label}</h3>
                {own.into_iter().map(|at| view! { <Asked desk at/> }).collect_view()}
            </section>
        }
    };
    groups.map(group).collect_view()
}
