//! The parts of the print: lines, conditions, papers, deadlines, and what is unclear.

use kaigo_hojo_assess::due::months_beyond;
use kaigo_hojo_assess::rules::edition::{Group, Stage};
use kaigo_hojo_assess::words::{group, stage, yen};
use kaigo_hojo_contract::assessment::{Assessment, DocumentState, ItemState, Needed, ReadingState, RequirementState};
use kaigo_hojo_contract::{Draft as Document, Item};
use leptos::prelude::*;

use crate::components::about::figure;
use crate::components::deadlines::{Deadlines, is_due};
use crate::components::parts::{Cite, Cited, Mark, Section};
use crate::components::table::{FIGURES, Table};
use crate::erased::view;
use crate::screens::result::notes_once;
use crate::store::{Desk, Report};
use crate::words::{self, print as own};

// The place of a table, which moves sideways for itself on a narrow screen, with the keyboard too.
#[component]
fn Moving(class: &'static str, name: &'static str, children: Children) -> impl IntoView {
    view! { <div class=class tabindex="0" role="group" aria-label=name>{children()}</div> }
}

/// A table. Children: its rows.
#[component]
pub(super) fn Grid(name: &'static str, heads: Vec<(&'static str, &'static str)>, children: Children) -> impl IntoView {
    view! { <Moving class="scroll" name><Table caption=name unseen=true heads>{children()}</Table></Moving> }
}

/// The lines with what became of them.
#[component]
pub(super) fn Lines<'r>(
    desk: &'static Desk,
    document: &'r Document,
    assessment: &'r Assessment<'static>,
) -> impl IntoView + use<> {
    let items = document.application.items.as_deref().unwrap_or_default();
    if items.is_empty() {
        let none = if document.application.items.is_some() { own::NO_LINES } else { own::NO_LINES_YET };
        return view! { <Section heading=own::LINES><p>{none}</p></Section> };
    }
    let row = |((at, item), state): ((u16, &Item), &ItemState<'static>)| {
        let is_open = document.open.iter().any(|place| place.line == at);
        view! {
            <tr>
                <th scope="row">{(at + 1).to_string()}</th>
                <td>{desk.title(item)}{item.has_open_kind().then(|| view! { <Mark of=words::GUESS/> })}</td>
                <td>{if is_open { own::UNFINISHED.to_owned() } else { own::line(item) }}</td>
                <td><Mark of=words::outcome(state.status)/></td>
                <td class=FIGURES>{state.counted_yen.map_or_else(|| own::OPEN.to_owned(), yen)}</td>
                <td><Cited class="" words=state.reason.clone() clause=state.cite/></td>
            </tr>
        }
    };
    let rows = (0_u16..).zip(items).zip(&assessment.items).map(row).collect_view();
    let heads = vec![
        ("number", own::NUMBER),
        ("name", own::NAME),
        ("price", own::PRICE),
        ("outcome", own::RESULT),
        (FIGURES, own::COUNTED),
        ("", own::REASON),
    ];
    view! { <Section heading=own::LINES><Grid name=own::LINES heads>{rows}</Grid></Section> }
}

// Entries under a heading of their own, which stay together on paper; nothing where there are none.
#[component]
fn Together(heading: &'static str, entries: Vec<AnyView>) -> impl IntoView {
    (!entries.is_empty()).then(|| view! { <div class="together"><h3>{heading}</h3><ul>{entries}</ul></div> })
}

/// The conditions, group by group.
#[component]
pub(super) fn Conditions<'r>(assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let entry = |requirement: &RequirementState<'static>| {
        view! {
            <li>
                <Mark of=words::met(requirement.status)/>
                <Cited class="" words=requirement.label clause=requirement.cite/>
            </li>
        }
    };
    let groups = Group::ALL.into_iter().map(|of| {
        let own = assessment.requirements.iter().filter(|requirement| requirement.group == of);
        view! { <Together heading=group(of) entries=own.map(entry).collect()/> }
    });
    let groups = groups.collect_view();
    view! { <Section heading=own::CONDITIONS>{groups}</Section> }
}

/// The papers that are or may be needed, with a box each, by when they are handed in.
#[component]
pub(super) fn Papers<'r>(document: &'r Document, assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let (out, wanted): (Vec<&DocumentState<'_>>, Vec<_>) =
        assessment.documents.iter().partition(|paper| paper.needed == Needed::No);
    (!assessment.documents.is_empty()).then(|| {
        let stages = Stage::ALL.into_iter().map(|of| {
            let own = wanted.iter().filter(|paper| paper.stage == of);
            let entries = own.map(|paper| {
                let is_ready = document.ticks.iter().any(|tick| tick == paper.id);
                view! { <Paper paper is_ready/> }
            });
            view! { <Together heading=stage(of) entries=entries.collect()/> }
        });
        let stages = stages.collect_view();
        let out: Vec<&str> = out.iter().map(|paper| paper.label).collect();
        let out = (!out.is_empty()).then(|| view! { <p class="hint">{own::not_needed(&out)}</p> });
        view! { <Section heading=own::PAPERS>{stages}{out}</Section> }
    })
}

#[component]
fn Paper<'r>(paper: &'r DocumentState<'static>, is_ready: bool) -> impl IntoView + use<> {
    let (sign, name) = if is_ready { own::READY } else { own::NOT_READY };
    let perhaps = paper.needed == Needed::Unknown;
    view! {
        <li>
            <span class="box" role="img" aria-label=name>{sign}</span>
            <p>
                {perhaps.then(|| view! { <Mark of=own::PERHAPS/> })}
                {paper.label}
                <Cite clause=paper.cite/>
                {perhaps.then(|| view! { <span class="hint">{paper.reason}</span> })}
            </p>
        </li>
    }
}

/// The dates that contradict the text, and what is due by when.
#[component]
pub(super) fn Due<'r>(
    desk: &'static Desk,
    report: &'r Report,
    assessment: &'r Assessment<'static>,
) -> impl IntoView + use<> {
    is_due(desk, report).then(|| {
        let conflicts = assessment.date_conflicts.iter();
        let conflicts = conflicts.map(|conflict| {
            view! { <Cited class="wrong" words=conflict.label clause=conflict.cite/> }
        });
        let beyond = assessment.months_beyond.iter().map(|beyond| {
            view! { <p class="wrong">{months_beyond(beyond, &desk.name_in(report, &beyond.item_id))}</p> }
        });
        let (conflicts, beyond) = (conflicts.collect_view(), beyond.collect_view());
        let table = view! { <Deadlines desk report caption="unseen"/> };
        view! {
            <Section heading=own::DEADLINES>
                {conflicts}
                {beyond}
                <Moving class="deadlines scroll" name=own::DEADLINES>{table}</Moving>
            </Section>
        }
    })
}

/// Where the text can be read in several ways, and what to ask the prefecture.
#[component]
pub(super) fn Unclear<'r>(
    desk: &'static Desk,
    report: &'r Report,
    assessment: &'r Assessment<'static>,
) -> impl IntoView + use<> {
    let entry = |words: &'static str, clause: &'static str, more: String| {
        let more = (!more.is_empty()).then(|| view! { <span class="hint">{more}</span> });
        view! { <li>{words}<Cite clause/>{more}</li> }
    };
    let reading = |reading: &ReadingState<'static>| {
        let others = reading.alternatives.iter().filter(|other| other.amount != assessment.amount);
        let others = others.map(|other| own::other_reading(other.label, &figure(other.amount)));
        let words = [own::reading(reading.label), others.collect()].concat();
        entry(reading.question, reading.cite, words)
    };
    let notes = notes_once(desk, report, assessment);
    (!assessment.readings.is_empty() || !notes.is_empty()).then(|| {
        let readings = assessment.readings.iter().map(reading).collect_view();
        let notes = notes.into_iter().map(|(note, lines)| entry(note.label, note.cite, lines)).collect_view();
        view! { <Section heading=own::UNCLEAR><ul class="unclear">{readings}{notes}</ul></Section> }
    })
}
