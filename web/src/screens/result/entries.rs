//! The lists of a result: what is not counted in full, what is unclear, what to ask, and what must hold.

use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::assessment::{Assessment, ItemState, ItemStatus, Met, NoteState, ReadingState};
use leptos::prelude::*;

use crate::components::about::{Remedy, figure};
use crate::components::parts::{Cite, Cited, Mark, Section};
use crate::erased::view;
use crate::store::{Desk, Report};
use crate::words::{self, CONFIRM, result};

// A list of entries under a heading; nothing where there are none.
#[component]
fn Entries(heading: &'static str, #[prop(optional)] help: &'static str, entries: Vec<AnyView>) -> impl IntoView {
    (!entries.is_empty()).then(|| {
        view! {
            <Section heading>
                {(!help.is_empty()).then(|| view! { <p class="help">{help}</p> })}
                <ul class="entries">{entries}</ul>
            </Section>
        }
    })
}

/// What is not counted in full, with the reason and what would change it.
#[component]
pub(super) fn Excluded<'r>(
    desk: &'static Desk,
    report: &'r Report,
    assessment: &'r Assessment<'static>,
) -> impl IntoView + use<> {
    let entry = |item: &ItemState<'static>| {
        let mut lines = report.application.items.iter().flatten();
        let is_guess = lines.any(|line| line.id == item.id && line.has_open_kind());
        let counted = item.counted_yen.filter(|_| item.status == ItemStatus::PartlyCounted);
        view! {
            <li>
                <p class="item-head">
                    <Mark of=words::outcome(item.status)/>
                    <strong>{desk.name_in(report, &item.id)}</strong>
                    {is_guess.then(|| view! { <Mark of=words::GUESS/> })}
                    {counted.map(|counted| view! { <strong>{yen(counted)}</strong> })}
                </p>
                <Cited class="reason" words=item.reason.clone() clause=item.cite/>
                <Remedy words=item.remedy/>
            </li>
        }
    };
    let excluded = assessment.items.iter().filter(|item| item.status != ItemStatus::Counted);
    view! { <Entries heading=result::EXCLUDED entries=excluded.map(entry).collect()/> }
}

/// Only the readings that change the yen of this applicant.
#[component]
pub(super) fn Readings<'r>(assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let entry = |reading: &ReadingState<'static>| {
        let others = reading.alternatives.iter().filter(|other| other.amount != assessment.amount);
        let others: Vec<_> = others.map(|other| option(other.label.to_owned(), figure(other.amount))).collect();
        (!others.is_empty()).then(|| {
            view! {
                <li>
                    <Confirm words=reading.question clause=reading.cite/>
                    <ul class="options">
                        {option(result::our_reading(reading.label), figure(assessment.amount))}
                        {others}
                    </ul>
                </li>
            }
        })
    };
    let entries = assessment.readings.iter().filter_map(entry).collect();
    view! { <Entries heading=result::READINGS help=result::READINGS_HELP entries/> }
}

fn option(words: String, gives: String) -> impl IntoView {
    view! { <li><span>{words}</span><strong>{gives}</strong></li> }
}

#[component]
fn Confirm(words: &'static str, clause: &'static str) -> impl IntoView {
    view! { <p><Mark of=CONFIRM/>{words}<Cite clause/></p> }
}

/// The notes, the same one about several lines once, with the names of these lines.
pub(crate) fn notes_once<'a>(
    desk: &'static Desk,
    report: &Report,
    assessment: &'a Assessment<'static>,
) -> Vec<(&'a NoteState<'static>, String)> {
    let mut once: Vec<(&NoteState<'_>, Vec<String>)> = Vec::new();
    for note in &assessment.notes {
        let name = note.item_id.as_ref().map(|id| desk.name_in(report, id));
        match once.iter_mut().find(|(other, _)| other.label == note.label) {
            Some((_, names)) => names.extend(name),
            None => once.push((note, name.into_iter().collect())),
        }
    }
    once.into_iter().map(|(note, names)| (note, result::lines(&names))).collect()
}

/// What to ask the prefecture.
#[component]
pub(super) fn Notes<'r>(
    desk: &'static Desk,
    report: &'r Report,
    assessment: &'r Assessment<'static>,
) -> impl IntoView + use<> {
    let entry = |(note, lines): (&NoteState<'static>, String)| {
        view! {
            <li>
                <Confirm words=note.label clause=note.cite/>
                {(!lines.is_empty()).then(|| view! { <p class="hint">{lines}</p> })}
            </li>
        }
    };
    let entries = notes_once(desk, report, assessment).into_iter().map(entry).collect();
    view! { <Entries heading=result::NOTES entries/> }
}

/// What must hold.
#[component]
pub(super) fn Requirements<'r>(assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let entries = assessment.requirements.iter().map(|requirement| {
        let advice = (!requirement.advice.is_empty() && requirement.status != Met::Met).then_some(requirement.advice);
        view! {
            <li>
                <p>
                    <Mark of=words::met(requirement.status)/>
                    {requirement.label}
                    <Cite clause=requirement.cite/>
                    {requirement.decides.then(|| view! { <span class="hint">{result::DECIDES}</span> })}
                </p>
                {advice.map(|advice| view! { <p class="remedy">{advice}</p> })}
            </li>
        }
    });
    view! { <Entries heading=result::REQUIREMENTS help=result::REQUIREMENTS_HELP entries=entries.collect()/> }
}
