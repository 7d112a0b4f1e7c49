//! The way from the total cost to the subsidy and the own burden, as bars with their amounts, and the bands of a figure
//! with "you are here".
//!
//! HTML with widths, no colours that mean anything: every amount stands beside its bar, and the same figures are in a
//! table. Nothing is drawn where an amount is not known.

use kaigo_hojo_assess::assessment::{Assessment, StepValue};
use kaigo_hojo_assess::rules::edition::{Table, Unit};
use kaigo_hojo_assess::words::{grouped, quantity};
use leptos::prelude::*;

use crate::components::parts::{cite, disclosure, el, mark, nothing, said, text};
use crate::components::trace::{self, value};
use crate::desk::Desk;
use crate::words::between;

// One bar: from where to where of the total, in yen.
struct Bar {
    label: String,
    amount: String,
    from: i64,
    to: i64,
    class: &'static str,
    formula: String,
    cite: String,
}

/// The bars; nothing while the total is not known or there is none.
pub(crate) fn bars(desk: &'static Desk, assessment: &Assessment<'static>) -> AnyView {
    let Some(total) = assessment.total_cost_yen.filter(|total| *total > 0) else { return nothing() };
    let edition = desk.edition;
    let name = |ix: u16| edition.steps.get(usize::from(ix)).map_or("", |step| step.id.as_str());
    let step = |ix: u16| trace::step(assessment, name(ix));
    let bounds = |step: &StepValue<'_>| match step.yen {
        Some(yen) => (Some(yen), yen, yen),
        None => (None, step.low_yen.unwrap_or(0), step.high_yen.unwrap_or(total)),
    };
    let bar = |label: &str, step: &StepValue<'_>, class| Bar {
        label: label.to_owned(),
        amount: value(step),
        from: 0,
        to: bounds(step).2,
        class,
        formula: step.formula.clone(),
        cite: step.cite.to_owned(),
    };
    let plan = &edition.plan;
    let mut bars = vec![Bar {
        label: "経費の総額（税込）".to_owned(),
        amount: between(Some(total), None, None),
        from: 0,
        to: total,
        class: "all",
        formula: String::new(),
        cite: String::new(),
    }];
    if let Some(eligible) = step(plan.eligible) {
        let (single, low, high) = bounds(eligible);
        let out = |counted: i64| (total - counted).max(0);
        let label = if edition.about.counts_tax { "対象外の経費など" } else { "対象外の経費と消費税など" };
        bars.push(Bar {
            label: label.to_owned(),
            amount: between(single.map(out), Some(out(high)), Some(out(low))),
            from: low.min(total),
            to: total,
            class: "out",
            formula: String::new(),
            cite: String::new(),
        });
        bars.push(bar("補助対象経費", eligible, "in"));
    }
    if let Some(by_rate) = step(plan.by_rate) {
        bars.push(bar("補助率を掛けた額", by_rate, "in"));
    }
    if let Some(limited) = step(plan.limited).filter(|_| plan.limited != plan.amount) {
        bars.push(bar("上限を当てはめた額", limited, "in"));
    }
    if let Some(amount) = step(plan.amount) {
        bars.push(bar("補助額の目安（上限）", amount, "grant"));
    }
    if let Some(burden) = assessment.own_burden {
        let low = burden.low_yen.unwrap_or(0);
        bars.push(Bar {
            label: "自己負担".to_owned(),
            amount: crate::words::span(burden),
            from: total - burden.high_yen.unwrap_or(total),
            to: total,
            class: "own",
            formula: "経費の総額 − 補助額".to_owned(),
            cite: String::new(),
        });
        debug_assert!(low <= total || total == 0, "the own burden is part of the total");
    }
    let table = bars.iter().map(|bar| (bar.label.clone(), bar.amount.clone())).collect::<Vec<_>>();
    let drawn = bars.into_iter().map(|bar| draw(bar, total)).collect();
    let table = disclosure("", vec![text("表で見る")], move || as_table(&table));
    el("div", "picture", vec![el("ul", "bars", drawn), table])
}

fn draw(bar: Bar, total: i64) -> AnyView {
    let percent = |yen: i64| format!("{:.2}%", yen.clamp(0, total) as f64 / total as f64 * 100.0);
    let width = percent(bar.to - bar.from.min(bar.to));
    let left = percent(bar.from.min(bar.to));
    let class = format!("bar {}", bar.class);
    let opened = if bar.formula.is_empty() || bar.formula == bar.amount {
        nothing()
    } else {
        el("p", "bar-formula", vec![text(bar.formula), cite(&bar.cite)])
    };
    view! {
        <li>
            <p class="bar-words"><span>{bar.label}</span> <strong>{bar.amount}</strong></p>
            <div class="track" aria-hidden="true">
                <div class=class style:width=width style:margin-left=left></div>
            </div>
            {opened}
        </li>
    }
    .into_any()
}

fn as_table(rows: &[(String, String)]) -> AnyView {
    let rows = rows.iter().map(|(label, amount)| {
        view! { <tr><th scope="row">{label.clone()}</th><td>{amount.clone()}</td></tr> }.into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    view! {
        <table>
            <caption>"総額から補助額と自己負担まで"</caption>
            <thead><tr><th scope="col">"段階"</th><th scope="col">"金額"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The bands of a figure, with the one that holds; nothing where none is used.
pub(crate) fn bands(desk: &'static Desk, assessment: &Assessment<'static>) -> AnyView {
    let edition = desk.edition;
    let Some((by, table)) = edition.plan.band else { return nothing() };
    let by = edition.steps.get(usize::from(by)).map_or("", |step| step.id.as_str());
    let (Some(step), Some(table)) = (trace::step(assessment, by), edition.tables.get(usize::from(table))) else {
        return nothing();
    };
    let here = step.value.as_deref().and_then(number);
    let rows = (0..table.bands.len()).map(|at| band(table, at, here));
    let rows: Vec<AnyView> = rows.collect();
    let caption = table.label.clone();
    let clause = cite(&table.cite);
    view! {
        <table class="bands">
            <caption>{caption} {clause}</caption>
            <thead><tr><th scope="col">"区分"</th><th scope="col">{edition.about.ceiling_term.as_str()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn band(table: &Table, at: usize, here: Option<i64>) -> AnyView {
    let (from, figure) = &table.bands[at];
    let next = table.bands.get(at + 1).map(|(from, _)| *from);
    let within = here.is_some_and(|here| here >= *from && next.is_none_or(|next| here < next));
    let words = match next {
        Some(next) => format!("{}〜{}{}", grouped(&from.to_string()), grouped(&(next - 1).to_string()), table.unit),
        None => format!("{}{}以上", grouped(&from.to_string()), table.unit),
    };
    let pointer = here.filter(|_| within).map_or_else(nothing, |here| {
        el("span", "here", vec![mark(("ここ", "mark counted")), text(format!("（{here}{}）", table.unit))])
    });
    let class = if within { "within" } else { "" };
    let figure = quantity(figure, &Unit::Yen);
    view! { <tr class=class><th scope="row">{words} {pointer}</th><td>{figure}</td></tr> }.into_any()
}

// `11人` is 11; a range is no place in the table.
fn number(value: &str) -> Option<i64> {
    let digits: String = value.chars().take_while(|sign| sign.is_ascii_digit() || *sign == ',').filter(|sign| *sign != ',').collect();
    if value.contains('〜') { None } else { digits.parse().ok() }
}

/// A heading and its parts, or nothing where there are none.
pub(crate) fn with_heading(heading: &'static str, part: Option<AnyView>) -> AnyView {
    part.map_or_else(nothing, |part| el("section", "part", vec![said("h2", "", heading), part]))
}
