//! The way from the total cost to the subsidy and the own burden, as bars with their amounts.
//!
//! HTML with widths, no colours that mean anything: every amount stands beside its bar, and the same figures are in a
//! table. Nothing is drawn where an amount is not known.

use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::assessment::{Assessment, StepValue};
use leptos::prelude::*;

use crate::components::parts::{Cited, Disclosure, Section};
use crate::components::table::{FIGURES, Table};
use crate::erased::view;
use crate::store::Desk;
use crate::trace::{self, value};
use crate::words::{ESTIMATE, between, result, span};

// One bar: from where to where of the total, in yen.
struct Bar {
    label: &'static str,
    amount: String,
    from: i64,
    to: i64,
    class: &'static str,
    formula: String,
    cite: &'static str,
}

impl Bar {
    const fn plain(label: &'static str, amount: String, from: i64, to: i64, class: &'static str) -> Self {
        Self { label, amount, from, to, class, formula: String::new(), cite: "" }
    }

    // The part that is not eligible: at the end of the whole.
    fn out(desk: &Desk, eligible: &StepValue<'static>, total: i64) -> Self {
        let out = |counted: i64| (total - counted).max(0);
        let low = eligible.yen.or(eligible.low_yen).unwrap_or(0);
        let label = if desk.whole().about.counts_tax { result::OUT } else { result::OUT_AND_TAX };
        let amount = between(eligible.yen.map(out), Some(out(high(eligible, total))), Some(out(low)));
        Self::plain(label, amount, low, total, "bar out")
    }

    fn of_step(label: &'static str, step: &StepValue<'static>, total: i64, class: &'static str) -> Self {
        let (formula, cite) = (step.formula.clone(), step.cite);
        Self { label, amount: value(step), from: 0, to: high(step, total), class, formula, cite }
    }
}

fn high(step: &StepValue<'_>, total: i64) -> i64 {
    step.yen.or(step.high_yen).unwrap_or(total)
}

fn all(desk: &Desk, assessment: &Assessment<'static>, total: i64) -> Vec<Bar> {
    let step = |ix| trace::step(desk.whole(), &assessment.steps, ix);
    let plan = &desk.whole().plan;
    let mut bars = vec![Bar::plain(result::TOTAL, yen(total), 0, total, "bar all")];
    bars.extend(step(plan.eligible).map(|eligible| Bar::out(desk, eligible, total)));
    let steps = [
        (result::ELIGIBLE, plan.eligible, "bar in"),
        (result::BY_RATE, plan.by_rate, "bar in"),
        (result::LIMITED, plan.limited, "bar in"),
        (ESTIMATE, plan.amount, "bar grant"),
    ];
    for (label, ix, class) in steps {
        let same = ix == plan.amount && label != ESTIMATE;
        bars.extend(step(ix).filter(|_| !same).map(|step| Bar::of_step(label, step, total, class)));
    }
    if let Some(burden) = assessment.own_burden {
        let from = total - burden.high_yen.unwrap_or(total);
        bars.push(Bar::plain(result::OWN, span(burden), from, total, "bar own"));
    }
    bars
}

/// The bars; nothing while the total is not known or there is none.
#[component]
pub(super) fn Bars<'r>(desk: &'static Desk, assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    let total = assessment.total_cost_yen.filter(|total| *total > 0 && assessment.amount.is_some());
    total.map(|total| {
        let bars = all(desk, assessment, total);
        let figures: Vec<_> = bars.iter().map(|bar| (bar.label, bar.amount.clone())).collect();
        let bars = bars.into_iter().map(|bar| view! { <OneBar bar total/> }).collect_view();
        view! {
            <Section heading=result::BARS>
                <div class="picture">
                    <ul class="bars">{bars}</ul>
                    <Disclosure summary=|| result::AS_TABLE>
                        <AsTable figures=figures.clone()/>
                    </Disclosure>
                </div>
            </Section>
        }
    })
}

#[component]
fn OneBar(bar: Bar, total: i64) -> impl IntoView {
    // In hundredths of a percent; the engine's amounts leave ample room.
    let share = |yen: i64| yen.clamp(0, total).saturating_mul(10_000) / total.max(1);
    let percent = |share: i64| format!("{}.{:02}%", share / 100, share % 100);
    let (from, to) = (share(bar.from.min(bar.to)), share(bar.to));
    let formula = (!bar.formula.is_empty() && bar.formula != bar.amount).then_some(bar.formula);
    view! {
        <li>
            <p class="bar-words"><span>{bar.label}</span><strong>{bar.amount}</strong></p>
            <div class="track" aria-hidden="true">
                <div class=bar.class style:width=percent(to - from) style:margin-left=percent(from)></div>
            </div>
            {formula.map(|formula| view! { <Cited class="bar-formula" words=formula clause=bar.cite/> })}
        </li>
    }
}

#[component]
fn AsTable(figures: Vec<(&'static str, String)>) -> impl IntoView {
    let row = |(label, amount): (&'static str, String)| {
        view! { <tr><th scope="row">{label}</th><td class=FIGURES>{amount}</td></tr> }
    };
    let rows = figures.into_iter().map(row).collect_view();
    let heads = vec![("", result::STAGE), (FIGURES, result::YEN)];
    view! { <Table caption=result::BARS_CAPTION heads>{rows}</Table> }
}
