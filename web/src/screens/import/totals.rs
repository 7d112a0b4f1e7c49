//! What is added beside what the quote says.

use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::reading::{ByTax, Reading, Tax};
use kaigo_hojo_contract::{Item, application};
use kaigo_hojo_exchange::quote::{amount, compare};
use kaigo_hojo_exchange::quote_sheet::items::Entry;
use leptos::prelude::*;

use crate::components::parts::Mark;
use crate::erased::view;
use crate::words::import as words;

/// The totals. `entries`: what is added, once nothing is open.
#[component]
pub(super) fn Totals<'r>(reading: &'r Reading, entries: Option<&'r [Entry]>) -> impl IntoView + use<> {
    let totals = reading.totals.as_ref()?;
    let Some(added) = &totals.added else {
        return Some(view! { <div class="found"><p>{words::SUM_WAITS}</p></div> });
    };
    let (all, monthly) = (by_tax(added), by_tax(&totals.per_month));
    let items: Vec<Item> = entries.into_iter().flatten().map(|entry| entry.item.clone()).collect();
    let in_year: i64 = items.iter().map(|item| amount(item).saturating_sub(item.discount_yen)).sum();
    let whole = added.excluded + added.included + added.exempt;
    let differs = entries.is_some() && (in_year != whole || !monthly.is_empty());
    let beside = match totals.quote {
        None => view! { <p class="hint">{words::NO_TOTAL}</p> },
        Some(quote) => {
            let verdict = |((word, class), sentence): ((&'static str, &'static str), &'static str)| {
                view! { <Mark of=(word, class)/><span>{sentence}</span> }
            };
            let verdict = match totals.agrees {
                Some(true) => verdict(words::AGREES).into_any(),
                Some(false) => {
                    let difference = difference(quote.tax, quote.yen, &items);
                    let difference = difference.map(|words| view! { <span>{words}</span> });
                    view! { {verdict(words::DIFFERS)}{difference} }
                }
                None => words::NOT_COMPARED.into_any(),
            };
            view! {
                <p>{words::total(quote.row, &with_tax(quote.tax, quote.yen))}</p>
                <p class="verdict">{verdict}</p>
            }
        }
    };
    let all = if all.is_empty() { yen(0) } else { all };
    Some(view! {
        <div class="found">
            <p>{words::sum(&all, &monthly)}</p>
            {differs.then(|| view! { <p>{words::in_year(&yen(in_year))}</p> })}
            {beside}
        </div>
    })
}

// By how much they differ, where it is an amount that the lines can be compared with.
fn difference(tax: Tax, printed: i64, items: &[Item]) -> Option<String> {
    let tax = match tax {
        Tax::Excluded => application::Tax::Excluded,
        Tax::Included => application::Tax::Included,
        Tax::Exempt | Tax::Unknown => return None,
    };
    let difference = compare(items, printed, Some(tax)).difference;
    (difference != 0 && !items.is_empty()).then(|| words::difference(&yen(difference.abs()), difference > 0))
}

fn with_tax(tax: Tax, amount: i64) -> String {
    let word = match tax {
        Tax::Excluded => words::EXCLUDED,
        Tax::Included => words::INCLUDED,
        Tax::Exempt => words::EXEMPT,
        Tax::Unknown => "",
    };
    [word, &yen(amount)].concat()
}

fn by_tax(sums: &ByTax) -> String {
    let all = [
        (Tax::Excluded, sums.excluded),
        (Tax::Included, sums.included),
        (Tax::Exempt, sums.exempt),
        (Tax::Unknown, sums.unknown),
    ];
    let there = all.into_iter().filter(|(_, sum)| *sum != 0);
    there.map(|(tax, sum)| with_tax(tax, sum)).collect::<Vec<_>>().join(words::COMMA)
}
