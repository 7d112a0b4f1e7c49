//! The quote: whether the costs are known, how tax stands in it, and its lines.
//!
//! Invariant: no lines and unknown costs are two things. An empty list counts as "not known yet" until the person says
//! that there are no costs.

use kaigo_hojo_contract::application::{Tax, tax_id};
use leptos::prelude::*;

use super::line::{LineItem, Names, slot_id};
use crate::browser::{clock, page};
use crate::components::choice::{Choice, Radios};
use crate::components::parts::{Group, Tick};
use crate::draft::{Costs, Line, MOST_LINES, Slot};
use crate::erased::view;
use crate::ids::COSTS;
use crate::route::Name;
use crate::store::{Desk, Picking};
use crate::words::{self, answers};

/// The element that asks how tax stands in the quote.
pub(super) const QUOTE_TAX: &str = "quote-tax";
const TAX_HELP: &str = "quote-tax-help";
const HEADING: &str = "quote-heading";

/// The section of the quote.
#[component]
pub(super) fn Quote(desk: &'static Desk, heading: String) -> impl IntoView {
    let is_full = Memo::new(move |_| desk.order.with(Vec::len) >= MOST_LINES);
    view! {
        <section class="part" aria-labelledby=HEADING>
            <h2 id=HEADING>{heading}</h2>
            <p class="help">{answers::QUOTE_HELP}</p>
            <div class="question" id=COSTS><KnownCosts desk/></div>
            <div hidden=move || desk.costs.get() == Costs::Unknown>
                <div class="question" id=QUOTE_TAX><QuoteTax desk/></div>
                <Lines desk/>
                <div class="empty" hidden=move || !desk.order.with(Vec::is_empty)><NoCosts desk/></div>
                // The place of the notice is always there, so that a screen reader notices what comes into it.
                <div role="status"><Undo desk/></div>
                <div class="add" hidden=is_full>
                    <button type="button" class="main" id="add-line" on:click=move |_| desk.pick(Picking::New)>
                        {answers::ADD_LINE}
                    </button>
                </div>
                <p class="hint" hidden=move || !is_full.get()>{answers::full(MOST_LINES)}</p>
                <p>
                    <a href=desk.address_of(Name::Import)>{answers::IMPORT}</a>
                    " "
                    <a href=desk.address_of(Name::Quote)>{answers::COMPARE}</a>
                </p>
            </div>
        </section>
    }
}

/// Which of the two is chosen follows the lines: adding one chooses the first.
#[component]
fn KnownCosts(desk: &'static Desk) -> impl IntoView {
    let answers = vec![Choice::new("lines", answers::COSTS_KNOWN), Choice::new("unknown", answers::COSTS_UNKNOWN)];
    let chosen = Signal::derive(move || match desk.costs.get() {
        Costs::Open => None,
        Costs::Unknown => Some(1),
        Costs::Lines | Costs::None => Some(0),
    });
    let choose = move |at: usize| {
        desk.change(|draft| draft.set_costs(if at == 0 { Costs::Lines } else { Costs::Unknown }));
    };
    view! {
        <Group question=answers::COSTS>
            <Radios id=COSTS name=COSTS answers chosen on_choose=choose/>
        </Group>
    }
}

#[component]
fn QuoteTax(desk: &'static Desk) -> impl IntoView {
    const ALL: [Tax; 2] = [Tax::Excluded, Tax::Included];
    let answers = ALL.map(|tax| Choice::new(tax_id(tax), words::tax(tax))).to_vec();
    let chosen = Signal::derive(move || ALL.iter().position(|tax| Some(*tax) == desk.tax.get()));
    let choose = move |at: usize| {
        if let Some(tax) = ALL.get(at) {
            desk.change(|draft| draft.set_tax(*tax));
        }
    };
    view! {
        <Group question=answers::QUOTE_TAX help=TAX_HELP>
            <p class="help" id=TAX_HELP>
                {answers::counts_tax(desk.edition.about.counts_tax)}
                {answers::TAX_DIFFERS}
            </p>
            <Radios id=QUOTE_TAX name=QUOTE_TAX answers chosen on_choose=choose/>
        </Group>
    }
}

/// A line that stays is moved, not drawn anew; it is when it becomes another kind.
#[component]
fn Lines(desk: &'static Desk) -> impl IntoView {
    // Looked at only where a question names other lines.
    let names: Names = Memo::new(move |_| {
        let name = |(number, line): (usize, &Line)| (line.key, answers::numbered(number, &line.title(desk.edition)));
        desk.draft.with(|draft| (1..).zip(draft.lines()).map(name).collect())
    });
    view! {
        <ol class="lines">
            <For
                each=move || desk.order.get()
                key=|key| *key
                children=move |(key, _)| view! { <LineItem desk key names/> }
            />
        </ol>
    }
}

/// A line that was added and taken out again leaves nothing said.
#[component]
fn NoCosts(desk: &'static Desk) -> impl IntoView {
    let checked = Signal::derive(move || desk.costs.get() == Costs::None);
    let tick = move |none: bool| {
        desk.change(|draft| draft.set_costs(if none { Costs::None } else { Costs::Lines }));
    };
    view! {
        <p>{answers::NO_LINES}</p>
        <Tick id="no-costs" words=answers::NO_COSTS checked on_tick=tick/>
    }
}

#[component]
fn Undo(desk: &'static Desk) -> impl IntoView {
    let undo = move |_| {
        if let Some(key) = desk.restore() {
            clock::soon(move || page::focus_control(&slot_id(key, Slot::Price)));
        }
    };
    move || {
        desk.removed.get().map(|title| {
            view! {
                <div class="undo" id="undo">
                    <p>{answers::removed(&title)}</p>
                    <button type="button" class="plain" on:click=undo>{answers::UNDO}</button>
                </div>
            }
        })
    }
}
