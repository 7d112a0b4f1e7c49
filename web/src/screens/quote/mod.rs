//! The quote as it is printed: its total held against the lines, and its 値引き spread over them.
//!
//! A screen of its own, reached from the lines, and a part of the self-check. Invariant: nothing is taken off a line
//! before the person has seen how much and has said so; it can be put back.

mod discount;
mod total;

use std::sync::Arc;

use kaigo_hojo_contract::Item;
use kaigo_hojo_exchange::quote::compare;
use leptos::prelude::*;

use self::discount::Discount;
use self::total::PrintedTotal;
use crate::components::head::Screen;
use crate::erased::view;
use crate::route::Name;
use crate::store::{Desk, Report};
use crate::words::quote as words;

/// The screen.
#[component]
pub(crate) fn Quote(desk: &'static Desk) -> impl IntoView {
    view! {
        <Screen desk name=Name::Quote heading=words::TITLE>
            <TotalAndDiscount desk alone=true/>
        </Screen>
    }
}

/// Whether the printed total is not that of the lines; followed.
pub(crate) fn mismatch(desk: &'static Desk, report: &Report) -> bool {
    let quote = desk.quote.get();
    let items = report.application.items.as_deref().unwrap_or_default();
    let printed = quote.printed_total_yen.filter(|_| !items.is_empty() && report.left_out == 0);
    printed.is_some_and(|printed| compare(items, printed, quote.printed_total_tax).difference != 0)
}

/// What the screen shows. `alone`: as a screen of its own, not as a part of another.
#[component]
pub(crate) fn TotalAndDiscount(desk: &'static Desk, alone: bool) -> impl IntoView {
    let lines: Lines = Memo::new(move |_| Arc::new(Complete::of(desk)));
    let is_empty = Signal::derive(move || lines.with(|lines| lines.lines.is_empty()));
    view! {
        <p hidden=move || !is_empty.get()>{words::NO_LINES}<a href=desk.address()>{words::TO_LINES}</a></p>
        <Part alone heading=words::COMPARE hidden=is_empty><PrintedTotal desk lines/></Part>
        <Part alone heading=words::SPREAD hidden=is_empty><Discount desk lines/></Part>
    }
}

#[component]
fn Part(alone: bool, heading: &'static str, hidden: Signal<bool>, children: Children) -> impl IntoView {
    if alone {
        view! { <section class="part" hidden=hidden><h2>{heading}</h2>{children()}</section> }
    } else {
        view! { <section class="group" hidden=hidden><h3>{heading}</h3>{children()}</section> }
    }
}

/// The lines of the quote, followed by the parts.
type Lines = Memo<Arc<Complete>>;

/// The lines that are complete.
#[derive(Clone, Debug, Default, PartialEq)]
struct Complete {
    /// Each with its name.
    lines: Vec<(String, Item)>,
    /// How many lines are not complete.
    left_out: usize,
}

impl Complete {
    // Followed.
    fn of(desk: &'static Desk) -> Self {
        desk.draft.with(|draft| {
            let (gaps, items) = (draft.gaps(), draft.application().items.iter().flatten().enumerate());
            let complete = items.zip(&gaps).filter(|(_, gap)| gap.is_none());
            let lines = complete.map(|((at, item), _)| (desk.item_name(at, item), item.clone())).collect();
            Self { lines, left_out: gaps.iter().flatten().count() }
        })
    }

    fn items(&self) -> Vec<Item> {
        self.lines.iter().map(|(_, item)| item.clone()).collect()
    }
}
