//! 試算結果・自己点検表: everything that is known of an application, for paper, and a draft of the cost statement to copy
//! from.
//!
//! On the screen it is what will be printed. Invariants: the status stands above the figure; what is not known yet is said,
//! never left out; the rules that were used are named with their mark.

mod statement;
mod tables;

use kaigo_hojo_assess::short_sum;
use kaigo_hojo_assess::words::date;
use kaigo_hojo_contract::Draft as Document;
use kaigo_hojo_contract::assessment::{Assessment, StepValue};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::statement::Statement;
use self::tables::{Conditions, Due, Grid, Lines, Papers, Unclear};
use super::result::{Binding, Headline, Source, StepLines};
use crate::browser::print::print;
use crate::components::head::Screen;
use crate::components::parts::{Fact, Section};
use crate::components::qr::{Picture, code};
use crate::components::table::FIGURES;
use crate::erased::view;
use crate::route::Name;
use crate::shared_link::address;
use crate::store::{Desk, Report};
use crate::trace;
use crate::words::{self, print as own, result};

/// The screen.
#[component]
pub(crate) fn Print(desk: &'static Desk) -> impl IntoView {
    view! {
        <Screen desk name=Name::Print heading=own::HEADING>
            <div class="buttons act">
                <button type="button" class="main" on:click=|_| print()>{own::PRINT}</button>
                <p class="hint">{own::HELP}</p>
            </div>
            {move || {
                let (report, document) = (desk.report(), desk.follow());
                view! {
                    <p class="print-name">
                        <strong>{document.name.clone().unwrap_or_default()}</strong>
                        <span>{date(desk.today)}</span>
                    </p>
                    <Headline desk report=&report/>
                    <Known desk report=&report document=&document/>
                    <About desk document/>
                }
            }}
        </Screen>
    }
}

// What is said of an assessment.
#[component]
fn Known<'r>(desk: &'static Desk, report: &'r Report, document: &'r Document) -> impl IntoView + use<> {
    report.assessment.as_ref().map(|assessment| {
        view! {
            <Formula desk report assessment/>
            <Lines desk document assessment/>
            <Conditions assessment/>
            <Papers document assessment/>
            <Due desk report assessment/>
            <Statement desk document assessment/>
            <Unclear desk report assessment/>
        }
    })
}

#[component]
fn Formula<'r>(desk: &'static Desk, report: &'r Report, assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let row = |step: &StepValue<'static>| {
        let value = trace::value(step);
        view! {
            <tr>
                <th scope="row">{step.label}</th>
                <td><span>{trace::formula(step, &value).to_owned()}</span><StepLines desk report step/></td>
                <td class=FIGURES>{value}</td>
                <td>{step.cite}</td>
            </tr>
        }
    };
    let rows = short_sum(desk.whole(), &assessment.steps).into_iter().map(row).collect_view();
    let binding = view! { <Binding assessment/> };
    let heads = vec![("", own::ENTRY), ("", own::FORMULA), (FIGURES, own::RESULT), ("cites", own::CLAUSE)];
    view! {
        <Section heading=own::FORMULA>
            <Grid name=own::FORMULA heads>{rows}</Grid>
            {binding}
        </Section>
    }
}

// The rules that were used, the day, and the way back to this application.
#[component]
fn About(desk: &'static Desk, document: Document) -> impl IntoView {
    view! {
        <Section heading=result::SOURCE>
            <p class="hint">{words::PROMISE}</p>
            <div class="source">
                <dl class="rows">
                    <Source desk/>
                    <Fact label=own::HASH><span class="hash">{desk.whole().about.hash.as_str()}</span></Fact>
                </dl>
                // A link would lead to a page that does not have the pack.
                {desk.preview.is_none().then(|| view! { <WayBack document/> })}
            </div>
        </Section>
    }
}

#[component]
fn WayBack(document: Document) -> impl IntoView {
    let found = RwSignal::new(None);
    spawn_local(async move { found.set(Some(address(&document, false).await)) });
    let code = move |address: Option<String>| {
        let code = address.and_then(|address| code(&address));
        let help = if code.is_some() { own::CODE_HELP } else { own::NO_CODE };
        view! {
            {code.map(|code| view! { <Picture code words=own::CODE/> })}
            <p class="hint">{help}</p>
        }
    };
    view! { <div class="code">{move || found.get().map(code)}</div> }
}
