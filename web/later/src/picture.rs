//! The way from the total cost to the subsidy and the own burden, as bars with their amounts, and the bands of a figure
//! with "you are here".
//!
//! HTML with widths, no colours that mean anything: every amount stands beside its bar, and the same figures are in a
//! table. Nothing is drawn where an amount is not known.

use kaigo_hojo_assess::assessment::{Assessment, StepValue};
use kaigo_hojo_assess::rules::edition::Unit;
use kaigo_hojo_assess::words::{grouped, quantity, yen};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::trace::{self, value};
use kaigo_hojo_parts::words::{ESTIMATE, between, span};

use crate::desk::Desk;
use crate::table::{FIGURES, row, table};

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
pub(crate) fn bars(desk: &'static Desk, assessment: &Assessment<'static>, total: i64, place: &El) {
    let high = |step: &StepValue<'_>| step.yen.or(step.high_yen).unwrap_or(total);
    let low = |step: &StepValue<'_>| step.yen.or(step.low_yen).unwrap_or(0);
    let plain =
        |label, amount, from, to, class| Bar { label, amount, from, to, class, formula: String::new(), cite: "" };
    let mut bars = vec![plain("経費の総額（税込）", yen(total), 0, total, "bar all")];
    let plan = &desk.edition.plan;
    if let Some(eligible) = trace::step(desk.edition, &assessment.steps, plan.eligible) {
        let out = |counted: i64| (total - counted).max(0);
        let label = if desk.edition.about.counts_tax {
            "対象にならない分"
        } else {
            "対象にならない分と消費税"
        };
        let amount = between(eligible.yen.map(out), Some(out(high(eligible))), Some(out(low(eligible))));
        bars.push(plain(label, amount, low(eligible), total, "bar out"));
    }
    let steps = [
        ("補助対象経費", plan.eligible, "bar in"),
        ("補助率を掛けた額", plan.by_rate, "bar in"),
        ("上限を当てはめた額", plan.limited, "bar in"),
        (ESTIMATE, plan.amount, "bar grant"),
    ];
    for (label, ix, class) in steps {
        let same = ix == plan.amount && label != ESTIMATE;
        if let Some(step) = trace::step(desk.edition, &assessment.steps, ix).filter(|_| !same) {
            let (formula, cite) = (step.formula.clone(), step.cite);
            bars.push(Bar { label, amount: value(step), from: 0, to: high(step), class, formula, cite });
        }
    }
    if let Some(burden) = assessment.own_burden {
        let from = total - burden.high_yen.unwrap_or(total);
        bars.push(plain("自己負担", span(burden), from, total, "bar own"));
    }
    let place = place.add("div", "picture");
    let list = place.add("ul", "bars");
    bars.iter().for_each(|bar| draw(&list, bar, total));
    let (_, summary) = place.disclosure("", move |place| {
        let (caption, rows) = table(place, &[("", "段階"), (FIGURES, "金額")]);
        caption.say("総額から補助額と自己負担まで");
        for bar in &bars {
            let (head, cells) = row(&rows);
            head.say(bar.label);
            cells.put("td", FIGURES, &bar.amount);
        }
    });
    summary.say("表で見る");
}

fn draw(list: &El, bar: &Bar, total: i64) {
    // In hundredths of a percent; the engine's amounts leave ample room.
    let share = |yen: i64| yen.clamp(0, total).saturating_mul(10_000) / total.max(1);
    let percent = |share: i64| format!("{}.{:02}%", share / 100, share % 100);
    let (from, to) = (share(bar.from.min(bar.to)), share(bar.to));
    let item = list.add("li", "");
    let words = item.add("p", "bar-words");
    words.put("span", "", bar.label);
    words.put("strong", "", &bar.amount);
    let track = item.add("div", "track");
    let drawn = track.set("aria-hidden", "true").add("div", bar.class);
    drawn.style("width", &percent(to - from));
    drawn.style("margin-left", &percent(from));
    if !bar.formula.is_empty() && bar.formula != bar.amount {
        item.cited("bar-formula", &bar.formula, bar.cite);
    }
}

/// The bands of a figure, with the one that holds; nothing where none is used.
pub(crate) fn bands(desk: &'static Desk, assessment: &Assessment<'static>, place: &El) {
    let Some((by, bands)) = desk.edition.plan.band else { return };
    let (Some(step), Some(bands)) =
        (trace::step(desk.edition, &assessment.steps, by), desk.edition.tables.get(usize::from(bands)))
    else {
        return;
    };
    let here = step.value.as_deref().and_then(number);
    let (caption, rows) = table(place, &[("", "区分"), (FIGURES, &desk.edition.about.ceiling_term)]);
    caption.write(&bands.label);
    caption.cite(&bands.cite);
    let unit = &bands.unit;
    for (at, (from, figure)) in bands.bands.iter().enumerate() {
        let next = bands.bands.get(at + 1).map(|(from, _)| *from);
        let (head, cells) = row(&rows);
        let first = grouped(&from.to_string());
        head.write(&match next {
            Some(next) => format!("{first}〜{}{unit} ", grouped(&(next - 1).to_string())),
            None => format!("{first}{unit}以上 "),
        });
        if let Some(here) = here.filter(|here| *here >= *from && next.is_none_or(|next| *here < next)) {
            head.mark(("ここ", "mark counted"));
            head.write(&format!("（{here}{unit}）"));
        }
        cells.put("td", FIGURES, &quantity(figure, &Unit::Yen));
    }
}

// `11人` is 11; a range is no place in the table.
fn number(value: &str) -> Option<i64> {
    let end = value.find(|sign: char| !sign.is_ascii_digit() && sign != ',').unwrap_or(value.len());
    if value.contains('〜') { None } else { value[..end].replace(',', "").parse().ok() }
}
