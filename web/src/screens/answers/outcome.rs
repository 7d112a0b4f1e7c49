//! What became of a line: the mark and the yen, which open to how they came about; then why.

use kaigo_hojo_assess::rules::edition;
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::assessment::ItemStatus;
use leptos::prelude::*;

use super::line::Own;
use crate::components::about::Remedy;
use crate::components::parts::{Cite, Cited, Disclosure, Mark};
use crate::components::step::Step;
use crate::draft::Gap;
use crate::erased::view;
use crate::ids::item_id;
use crate::store::{Desk, Row};
use crate::words::{self, answers};

/// What became of it.
#[component]
pub(super) fn Outcome(own: Own) -> impl IntoView {
    let row = own.desk.row(own.key);
    view! {
        <div class="outcome">
            <Disclosure class="line-state" summary=move || view! { <State own row/> }>
                <Steps desk=own.desk key=own.key/>
            </Disclosure>
            <div class="why">{move || row.with(|row| row.as_ref().map(|row| view! { <Why own row/> }))}</div>
        </div>
    }
}

#[component]
fn State(own: Own, row: RwSignal<Option<Row>>) -> impl IntoView {
    let state = move || {
        let (mark, counted) = row.with(|row| state(own, row.as_ref()));
        let counted = counted.filter(|counted| *counted > 0);
        view! {
            <Mark of=mark/>
            {counted.map(|counted| view! { <strong class="yen">{yen(counted)}</strong> })}
        }
    };
    view! {
        {move || state()}
        <span class="opens">{answers::STEPS}</span>
    }
}

// Its mark, and how much of it is counted.
fn state(own: Own, row: Option<&Row>) -> ((&'static str, &'static str), Option<i64>) {
    match row {
        Some(Row { gap: None, status, counted, .. }) => (words::outcome(*status), *counted),
        // A kind that is out is out at any price.
        Some(_) if own.known().is_some_and(|kind| kind.outcome == edition::Outcome::Excluded) => {
            (words::outcome(ItemStatus::Excluded), None)
        }
        _ => (answers::WAITING, None),
    }
}

#[component]
fn Why<'r>(own: Own, row: &'r Row) -> impl IntoView + use<> {
    let reason = match row.gap {
        Some(gap) => view! { <Lacks own gap/> },
        None => view! {
            <Cited class="reason" words=row.reason.clone() clause=row.cite/>
            <Remedy words=row.remedy/>
        },
    };
    let possible = own.known().is_none().then(|| {
        let labels: Vec<&str> = own.desk.edition.kinds_in(own.kinds).map(|kind| kind.label.as_str()).collect();
        view! { <p class="hint">{answers::possible(&labels)}</p> }
    });
    let note = |(words, clause): &(&'static str, &'static str)| {
        view! { <p class="note"><Mark of=words::CONFIRM/>{*words}<Cite clause=*clause/></p> }
    };
    let discount = (row.discount > 0).then(|| view! { <p>{answers::taken_off(&yen(-row.discount))}</p> });
    view! {
        {reason}
        {possible}
        {discount}
        {row.notes.iter().map(note).collect_view()}
    }
}

#[component]
fn Lacks(own: Own, gap: Gap) -> impl IntoView {
    view! {
        <p class="lacks">{answers::lacks(gap)}</p>
        {own.known().map(|kind| view! { <Cited class="reason" words=kind.reason.as_str() clause=kind.cite.as_str()/> })}
    }
}

// The steps that have a value for the line; they follow it.
#[component]
fn Steps(desk: &'static Desk, key: u32) -> impl IntoView {
    let id = item_id(key);
    move || {
        let steps = desk.running.with(|running| {
            let steps = running.estimate.iter().flat_map(|estimate| &estimate.steps).filter_map(|step| {
                let own = step.lines.iter().find(|line| line.item_id == id)?;
                Some(view! { <Step step value=own.value.clone()/> })
            });
            steps.collect::<Vec<_>>()
        });
        let none = steps.is_empty().then(|| view! { <p class="hint">{answers::NO_STEPS}</p> });
        view! {
            <ol class="steps">{steps}</ol>
            {none}
        }
    }
}
