//! The figures that the applicant wrote on the form, each with what is found of it: that it agrees, what explains the
//! difference, or the steps to compare.

use kaigo_hojo_contract::diagnosis::{Cause, Certainty, Figure};
use kaigo_hojo_exchange::input::parse_rate;
use leptos::prelude::*;

use super::{Compared, Seen};
use crate::components::field::{Help, Mode, Said};
use crate::components::parts::{Cite, Mark};
use crate::components::step::Step;
use crate::components::typed::{TypedField, WholeField};
use crate::draft::entry::Format;
use crate::erased::view;
use crate::store::{Desk, Report};
use crate::trace;
use crate::words::check as words;

/// The largest number of staff that a draft can hold.
const MOST_STAFF: i64 = 1_000_000_000;

/// The fields.
#[component]
pub(super) fn WrittenFigures(desk: &'static Desk, seen: Seen, compared: Compared) -> impl IntoView {
    let now = desk.written.get_untracked();
    let read = |typed: String| parse_rate(&typed).map_or_else(|error| Said::wrong(&error), |_| Said::default());
    view! {
        <p class="help">{words::WRITTEN_HELP}</p>
        <WholeField
            desk
            id="written-eligible-cost"
            label=words::ELIGIBLE_COST
            unit=words::YEN
            format=Format::Yen
            now=now.eligible_cost_yen
            on_put=move |value| desk.set(desk.written, |written| written.eligible_cost_yen = value)
        />
        <Found desk seen compared id="eligible-cost"/>
        <TypedField
            desk
            id="written-rate"
            label=words::RATE
            help=Help { words: words::RATE_HELP.into(), clause: "" }
            mode=Mode { keyboard: "text", class: "input count" }
            now=now.rate.unwrap_or_default()
            read
            on_put=move |typed: String| desk.set(desk.written, |written| written.rate = parse_rate(&typed).ok().flatten())
        />
        <Found desk seen compared id="rate"/>
        <WholeField
            desk
            id="written-staff"
            label=words::STAFF
            unit=words::PEOPLE
            format=Format::Whole(0, MOST_STAFF)
            now=now.staff_number
            on_put=move |value| desk.set(desk.written, |written| written.staff_number = value)
        />
        <Found desk seen compared id="staff-number"/>
        <WholeField
            desk
            id="written-amount"
            label=words::AMOUNT
            unit=words::YEN
            format=Format::Yen
            now=now.amount_yen
            on_put=move |value| desk.set(desk.written, |written| written.amount_yen = value)
        />
        <Found desk seen compared id="amount"/>
    }
}

// What is found of the figure with this id.
#[component]
fn Found(desk: &'static Desk, seen: Seen, compared: Compared, id: &'static str) -> impl IntoView {
    let found = move || {
        let compared = compared.get();
        let figure = compared.iter().flat_map(|found| &found.figures).find(|figure| figure.id == id)?;
        Some((view! { <Compare desk figure/> }, seen.with(|report| view! { <Steps report figure/> })))
    };
    view! { <div class="found" role="status" data-figure=id>{move || found()}</div> }
}

#[component]
fn Compare<'f>(desk: &'static Desk, figure: &'f Figure) -> impl IntoView + use<> {
    let open = figure.agrees.is_none().then(|| {
        let ours = figure.ours.as_ref().map(|ours| view! { <p class="hint">{words::ours(ours)}</p> });
        view! { {ours}<p><a href=desk.address()>{words::TO_ANSWERS}</a></p> }
    });
    let causes = (!figure.causes.is_empty()).then(|| {
        let causes = figure.causes.iter().map(|cause| view! { <OneCause cause/> }).collect_view();
        view! { <ul class="entries causes">{causes}</ul> }
    });
    view! {
        <p class="verdict"><Mark of=words::agrees(figure.agrees)/><span>{figure.message.clone()}</span></p>
        {open}
        {causes}
    }
}

#[component]
fn OneCause<'f>(cause: &'f Cause) -> impl IntoView + use<> {
    let mark = (cause.certainty == Certainty::Possible).then(|| view! { <Mark of=words::POSSIBLE/> });
    view! { <li><p>{mark}{cause.label.clone()}<Cite clause=cause.cite.clone()/></p></li> }
}

// Where nothing explains it: what to compare.
#[component]
fn Steps<'f>(report: &'f Report, figure: &'f Figure) -> impl IntoView + use<> {
    (!figure.compare.is_empty()).then(|| {
        let steps = report.assessment.iter().flat_map(|assessment| &assessment.steps);
        let steps = steps.filter(|step| figure.compare.iter().any(|id| id == step.id));
        let steps = steps.map(|step| view! { <Step step value=trace::value(step)/> }).collect_view();
        view! { <p>{words::COMPARE_STEPS}</p><ol class="steps">{steps}</ol> }
    })
}
