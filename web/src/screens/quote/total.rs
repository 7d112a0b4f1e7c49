//! The printed total, with or without tax, and what it is beside the lines.

use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::application::{Tax, tax_id};
use kaigo_hojo_exchange::quote::{Rounding, compare, total};
use leptos::prelude::*;

use super::{Complete, Lines};
use crate::components::choice::{Choice, Radios};
use crate::components::parts::{Group, Mark};
use crate::components::typed::WholeField;
use crate::draft::entry::Format;
use crate::erased::view;
use crate::store::Desk;
use crate::words::quote as words;
use crate::words::tax as tax_word;

const TAXES: [Option<Tax>; 3] = [Some(Tax::Included), Some(Tax::Excluded), None];

/// The fields for the total, and what is found of it.
#[component]
pub(super) fn PrintedTotal(desk: &'static Desk, lines: Lines) -> impl IntoView {
    let now = desk.quote.get_untracked();
    let choice = |tax: Option<Tax>| Choice::new(tax.map_or("", tax_id), tax.map_or(words::UNKNOWN_TAX, tax_word));
    let chosen = TAXES.iter().position(|tax| tax.is_some() && *tax == now.printed_total_tax);
    let choose = move |at: usize| {
        desk.set(desk.quote, |quote| quote.printed_total_tax = TAXES.get(at).copied().flatten());
    };
    let found = move || {
        let (printed, tax) = desk.quote.with(|quote| (quote.printed_total_yen, quote.printed_total_tax));
        lines.with(|lines| view! { <Found lines printed tax/> })
    };
    view! {
        <p class="help">{words::COMPARE_HELP}</p>
        <WholeField
            desk
            id="quote-total"
            label=words::TOTAL
            unit=words::YEN
            format=Format::Yen
            now=now.printed_total_yen
            on_put=move |value| desk.set(desk.quote, |quote| quote.printed_total_yen = value)
        />
        <Group question=words::WHICH_TAX>
            <Radios
                id="quote-total-tax"
                name="quote-total-tax"
                answers=TAXES.map(choice).to_vec()
                chosen=Signal::stored(chosen)
                on_choose=choose
            />
        </Group>
        <div class="found" role="status">{move || found()}</div>
    }
}

#[component]
fn Found<'l>(lines: &'l Complete, printed: Option<i64>, tax: Option<Tax>) -> impl IntoView + use<> {
    let items = lines.items();
    let left_out = (lines.left_out > 0).then(|| view! { <p class="lacks">{words::left_out(lines.left_out)}</p> });
    let found = match printed.map(|printed| compare(&items, printed, tax)) {
        None => {
            let of = |tax: Tax| yen(total(&items, tax, false, false));
            view! { <p>{words::totals(&of(Tax::Included), &of(Tax::Excluded))}</p> }
        }
        Some(found) if found.difference == 0 => {
            let same = words::same(&found.nearest.label(), &yen(found.nearest.yen));
            let rounded = found.nearest.rounding != Rounding::Down;
            view! {
                <p class="verdict"><Mark of=words::SAME/><span>{same}</span></p>
                {rounded.then(|| view! { <p class="hint">{words::ROUNDING}</p> })}
            }
        }
        Some(found) => {
            let (sum, difference) = (yen(found.nearest.yen), yen(found.difference.abs()));
            let is_more = found.difference > 0;
            let nearest = words::nearest(&found.nearest.label(), &sum, &difference, is_more);
            view! {
                <p class="verdict"><Mark of=words::DIFFERENT/><span>{nearest}</span></p>
                <p class="hint">{if is_more { words::MORE_HELP } else { words::LESS_HELP }}</p>
            }
        }
    };
    (left_out, found)
}
