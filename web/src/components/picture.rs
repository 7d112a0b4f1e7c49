//! The way from the total cost to the subsidy and the own burden, as bars with their amounts, and the bands of a figure
//! with "you are here".
//!
//! HTML with widths, no colours that mean anything: every amount stands beside its bar, and the same figures are in a
//! table. Nothing is drawn where an amount is not known.

use kaigo_hojo_assess::assessment::{Assessment, StepValue};
use kaigo_hojo_assess::rules::edition::{Table, Unit};
use kaigo_hojo_assess::words::{grouped, quantity, yen};

use crate::components::parts::{cited, disclosure, line, mark, table};
use crate::components::trace::{self, value};
use crate::desk::Desk;
use crate::dom::{El, el, nothing, said, text};
use crate::words::{ESTIMATE, between, span};

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

/// The bars; nothing while the total is not known or there is none.
pub(crate) fn bars(desk: &'static Desk, assessment: &Assessment<'static>) -> El {
    let Some(total) = assessment.total_cost_yen.filter(|total| *total > 0) else { return nothing() };
    let high = |step: &StepValue<'_>| step.yen.or(step.high_yen).unwrap_or(total);
    let low = |step: &StepValue<'_>| step.yen.or(step.low_yen).unwrap_or(0);
    let bar = |label, step: &StepValue<'static>, class| Bar {
        label,
        amount: value(step),
        from: 0,
        to: high(step),
        class,
        formula: step.formula.clone(),
        cite: step.cite,
    };
    let plain = |label, amount, from, to, class, formula: &str| Bar {
        label,
        amount,
        from,
        to,
        class,
        formula: formula.to_owned(),
        cite: "",
    };
    let plan = &desk.edition.plan;
    let mut bars = vec![plain("経費の総額（税込）", yen(total), 0, total, "all", "")];
    if let Some(eligible) = trace::step(desk, assessment, plan.eligible) {
        let out = |counted: i64| (total - counted).max(0);
        let label = if desk.edition.about.counts_tax { "対象にならない分" } else { "対象にならない分と消費税" };
        let amount = between(eligible.yen.map(out), Some(out(high(eligible))), Some(out(low(eligible))));
        bars.push(plain(label, amount, low(eligible), total, "out", ""));
        bars.push(bar("補助対象経費", eligible, "in"));
    }
    if let Some(by_rate) = trace::step(desk, assessment, plan.by_rate) {
        bars.push(bar("補助率を掛けた額", by_rate, "in"));
    }
    if let Some(limited) = trace::step(desk, assessment, plan.limited).filter(|_| plan.limited != plan.amount) {
        bars.push(bar("上限を当てはめた額", limited, "in"));
    }
    if let Some(amount) = trace::step(desk, assessment, plan.amount) {
        bars.push(bar(ESTIMATE, amount, "grant"));
    }
    if let Some(burden) = assessment.own_burden {
        let from = total - burden.high_yen.unwrap_or(total);
        bars.push(plain("自己負担", span(burden), from, total, "own", "経費の総額 − 補助額"));
    }
    let figures: Vec<(&str, String)> = bars.iter().map(|bar| (bar.label, bar.amount.clone())).collect();
    let as_table = move || {
        let row = |(label, amount): &(&str, String)| [text(label), text(amount)];
        vec![table(Some(text("総額から補助額と自己負担まで")), ["段階", "金額"], figures.iter().map(row).collect())]
    };
    let drawn = bars.into_iter().map(|bar| draw(bar, total)).collect();
    el("div", "picture", vec![el("ul", "bars", drawn), disclosure("", said("summary", "", "表で見る"), as_table)])
}

fn draw(bar: Bar, total: i64) -> El {
    // In hundredths of a percent.
    let share = |yen: i64| i128::from(yen.clamp(0, total)) * 10_000 / i128::from(total.max(1));
    let percent = |share: i128| format!("{}.{:02}%", share / 100, share % 100);
    let (from, to) = (share(bar.from.min(bar.to)), share(bar.to));
    let drawn = el("div", &format!("bar {}", bar.class), Vec::new())
        .style("width", &percent(to - from))
        .style("margin-left", &percent(from));
    let mut parts = vec![
        line("bar-words", vec![said("span", "", bar.label), said("strong", "", &bar.amount)]),
        el("div", "track", vec![drawn]).attr("aria-hidden", "true"),
    ];
    if !bar.formula.is_empty() && bar.formula != bar.amount {
        parts.push(cited("bar-formula", &bar.formula, bar.cite));
    }
    el("li", "", parts)
}

/// The bands of a figure, with the one that holds; nothing where none is used.
pub(crate) fn bands(desk: &'static Desk, assessment: &Assessment<'static>) -> El {
    let Some((by, bands)) = desk.edition.plan.band else { return nothing() };
    let (Some(step), Some(bands)) = (trace::step(desk, assessment, by), desk.edition.tables.get(usize::from(bands))) else {
        return nothing();
    };
    let here = step.value.as_deref().and_then(number);
    let rows = (0..bands.bands.len()).map(|at| band(bands, at, here)).collect();
    let caption = cited("", &bands.label, &bands.cite);
    table(Some(caption), ["区分", &desk.edition.about.ceiling_term], rows)
}

fn band(table: &Table, at: usize, here: Option<i64>) -> [El; 2] {
    let (from, figure) = &table.bands[at];
    let next = table.bands.get(at + 1).map(|(from, _)| *from);
    let unit = &table.unit;
    let words = match next {
        Some(next) => format!("{}〜{}{unit}", grouped(&from.to_string()), grouped(&(next - 1).to_string())),
        None => format!("{}{unit}以上", grouped(&from.to_string())),
    };
    let here = here.filter(|here| *here >= *from && next.is_none_or(|next| *here < next));
    let pointer = match here {
        Some(here) => el("span", "here", vec![mark(("ここ", "mark counted")), text(format!("（{here}{unit}）"))]),
        None => nothing(),
    };
    [el("span", "", vec![text(words), text(" "), pointer]), text(quantity(figure, &Unit::Yen))]
}

// `11人` is 11; a range is no place in the table.
fn number(value: &str) -> Option<i64> {
    let end = value.find(|sign: char| !sign.is_ascii_digit() && sign != ',').unwrap_or(value.len());
    if value.contains('〜') { None } else { value[..end].replace(',', "").parse().ok() }
}
