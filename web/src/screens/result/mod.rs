//! The result: the amount with its status, how it came about, what holds it down, what is unclear, what must hold.
//!
//! Invariants: the status stands above the figure; what cannot be computed is said with its reason and is never 0; each
//! figure stands with its sum and clause, and the whole trace is there.

mod bands;
mod bars;
mod entries;
mod freeze;
mod headline;

use std::sync::Arc;

use kaigo_hojo_assess::short_sum;
use kaigo_hojo_assess::words::date;
use kaigo_hojo_contract::assessment::{Assessment, StepValue};
use leptos::prelude::*;

use self::bands::Bands;
use self::bars::Bars;
pub(super) use self::entries::notes_once;
use self::entries::{Excluded, Notes, Readings, Requirements};
use self::freeze::Freeze;
pub(super) use self::headline::Headline;
use crate::components::about::{Sources, figure};
use crate::components::head::Screen;
use crate::components::mistakes::Mistakes;
use crate::components::parts::{Cited, Disclosure, Fact, Mark, Section};
use crate::components::step::Step;
use crate::components::table::{FIGURES, Table};
use crate::erased::view;
use crate::route::Name;
use crate::store::{Desk, Report, Way};
use crate::trace;
use crate::words::{ESTIMATE, result as words};

/// The screen.
#[component]
pub(crate) fn Result(desk: &'static Desk) -> impl IntoView {
    view! {
        <Screen desk name=Name::Result heading=words::HEADING>
            {move || {
                let report = Arc::new(desk.report());
                let is_assessed = report.assessment.is_some();
                view! {
                    <Mistakes desk count=report.mistakes/>
                    <Headline desk report=&report/>
                    {is_assessed.then(|| view! { <Explained desk report=Arc::clone(&report)/> })}
                    <Section heading=words::SOURCE>
                        <dl class="rows"><Source desk/></dl>
                        <p class="way"><a href=desk.address_of(Name::Rules)>{words::TO_RULES}</a></p>
                        {is_assessed.then(|| view! { <Freeze desk report/> })}
                    </Section>
                }
            }}
        </Screen>
    }
}

// What is said of an assessment.
#[component]
fn Explained(desk: &'static Desk, report: Arc<Report>) -> impl IntoView {
    report.assessment.as_ref().map(|assessment| {
        let told = Arc::clone(&report);
        view! {
            <Bars desk assessment/>
            <Short desk report=&report assessment/>
            <Categories assessment/>
            <Ways desk report=&report/>
            <Excluded desk report=&report assessment/>
            <Readings assessment/>
            <Notes desk report=&report assessment/>
            <Requirements assessment/>
            <Section heading=words::WHOLE>
                <Disclosure summary=|| words::OPEN_WHOLE>
                    <AllSteps desk report=&told/>
                </Disclosure>
            </Section>
        }
    })
}

#[component]
fn Short<'r>(desk: &'static Desk, report: &'r Report, assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let steps = short_sum(desk.whole(), &assessment.steps).into_iter();
    let steps = steps.map(|step| view! { <StepWithLines desk report step/> }).collect_view();
    let binding = view! { <Binding assessment/> };
    let bands = view! { <Bands desk assessment/> };
    view! {
        <Section heading=words::SHORT>
            <ol class="steps">{steps}</ol>
            {binding}
            {bands}
        </Section>
    }
}

/// What holds the amount down.
#[component]
pub(super) fn Binding<'r>(assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    assessment.binding_constraint.map(|binding| {
        view! { <Cited class="binding" words=words::binding(binding.label) clause=binding.cite/> }
    })
}

#[component]
fn AllSteps<'r>(desk: &'static Desk, report: &'r Report) -> impl IntoView + use<> {
    let steps = report.assessment.iter().flat_map(|assessment| &assessment.steps);
    let steps = steps.map(|step| view! { <StepWithLines desk report step/> }).collect_view();
    view! { <ol class="steps">{steps}</ol> }
}

#[component]
fn StepWithLines<'r>(desk: &'static Desk, report: &'r Report, step: &'r StepValue<'static>) -> impl IntoView + use<> {
    let lines = view! { <StepLines desk report step/> };
    view! { <Step step value=trace::value(step)>{lines}</Step> }
}

/// The values of a step that has one for each line.
#[component]
pub(super) fn StepLines<'r>(
    desk: &'static Desk,
    report: &'r Report,
    step: &'r StepValue<'static>,
) -> impl IntoView + use<> {
    let lines = step.lines.iter().map(|line| {
        view! {
            <li>
                <span class="step-label">{desk.name_in(report, &line.item_id)}</span>
                <strong class="step-value">{line.value.clone()}</strong>
            </li>
        }
    });
    (!step.lines.is_empty()).then(|| view! { <ul class="step-lines">{lines.collect_view()}</ul> })
}

#[component]
fn Categories<'r>(assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let rows = assessment.categories.iter().map(|category| {
        view! { <tr><th scope="row">{category.label}</th><td class=FIGURES>{figure(category.amount)}</td></tr> }
    });
    (assessment.categories.len() > 1).then(|| {
        let rows = rows.collect_view();
        let heads = vec![("", words::CATEGORY), (FIGURES, ESTIMATE)];
        view! {
            <Section heading=words::CATEGORIES>
                <Table caption=words::CATEGORIES unseen=true heads>{rows}</Table>
            </Section>
        }
    })
}

// Each route with what it gives.
#[component]
fn Ways<'r>(desk: &'static Desk, report: &'r Report) -> impl IntoView + use<> {
    let ways = desk.ways(report);
    (!ways.is_empty()).then(|| {
        let row = |way: Way| {
            let gives = if way.exists { figure(way.amount) } else { words::NO_WAY.to_owned() };
            let taken = way.taken.then(|| view! { <Mark of=words::TAKEN/> });
            view! { <tr><th scope="row">{way.label}" "{taken}</th><td class=FIGURES>{gives}</td></tr> }
        };
        let rows = ways.into_iter().map(row).collect_view();
        let heads = vec![("", words::WAY), (FIGURES, ESTIMATE)];
        view! {
            <Section heading=words::WAYS>
                <p class="help">{words::WAYS_HELP}</p>
                <Table caption=words::WAYS unseen=true heads>{rows}</Table>
            </Section>
        }
    })
}

/// What was computed, by which rules, and when; into a list of facts.
#[component]
pub(super) fn Source(desk: &'static Desk) -> impl IntoView {
    let about = &desk.whole().about;
    view! {
        <Fact label=words::PROGRAMME>{about.title.as_str()}</Fact>
        <Sources about/>
        <Fact label=words::TODAY>{date(desk.today)}</Fact>
    }
}
