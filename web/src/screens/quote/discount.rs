//! The 値引き of the quote, spread over the lines that it is for.

use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::Item;
use kaigo_hojo_exchange::quote::{amount, spread};
use leptos::prelude::*;

use super::{Complete, Lines};
use crate::browser::{clock, page};
use crate::components::parts::{Mark, Tick};
use crate::components::typed::WholeField;
use crate::draft::entry::Format;
use crate::erased::view;
use crate::store::Desk;
use crate::words::CONFIRM;
use crate::words::quote as words;

/// The part that shows the spread; its first control takes the focus after a button in it is gone.
const SPREAD: &str = "quote-spread";

/// The discount of each line, by the line's id.
type Shares = Vec<(String, i64)>;

/// What the parts follow.
#[derive(Clone, Copy)]
struct State {
    desk: &'static Desk,
    lines: Lines,
    /// The ids of the lines that it is not for.
    out: RwSignal<Vec<String>>,
    /// What the lines had before, as long as it can be put back.
    before: RwSignal<Option<Shares>>,
    /// What was done last.
    said: RwSignal<&'static str>,
}

/// The fields for the discount, and its spread.
#[component]
pub(super) fn Discount(desk: &'static Desk, lines: Lines) -> impl IntoView {
    let state = State { desk, lines, out: RwSignal::default(), before: RwSignal::new(None), said: RwSignal::default() };
    let now = desk.quote.with_untracked(|quote| quote.discount_yen);
    view! {
        <p class="help">{words::SPREAD_HELP}</p>
        <WholeField
            desk
            id="quote-discount"
            label=words::DISCOUNT
            unit=words::YEN
            format=Format::Yen
            now
            on_put=move |value| desk.set(desk.quote, |quote| quote.discount_yen = value)
        />
        <fieldset class="answer" hidden=move || state.discount().is_none()>
            <legend class="label">{words::DISCOUNTED}</legend>
            <div class="ticks column">{move || lines.with(|lines| view! { <LineTicks lines out=state.out/> })}</div>
        </fieldset>
        <div class="found" id=SPREAD>
            {move || {
                let (discount, out) = (state.discount(), state.out.get());
                lines.with(|lines| view! { <Spread state lines discount out/> })
            }}
            {move || state.before.get().map(|before| view! { <Undo state before/> })}
        </div>
        <p class="hint" role="status">{state.said}</p>
    }
}

impl State {
    // The discount, where there is one; followed.
    fn discount(self) -> Option<i64> {
        self.desk.quote.with(|quote| quote.discount_yen).filter(|discount| *discount > 0)
    }

    // Puts these discounts on the lines, and none on the others that are complete; what the lines had before.
    fn take(self, shares: &Shares, said: &'static str) {
        let complete = carried(&self.lines.get_untracked().lines);
        let done = self.desk.enter(|draft| {
            for item in draft.application.items.iter_mut().flatten() {
                if complete.iter().any(|(id, _)| *id == item.id) {
                    item.discount_yen = share_of(shares, &item.id);
                }
            }
        });
        if done {
            self.before.set(Some(complete));
            self.said.set(said);
            // The button that was pressed is gone.
            clock::soon(|| page::focus_control(SPREAD));
        }
    }
}

// What the lines carry now.
fn carried(lines: &[(String, Item)]) -> Shares {
    lines.iter().map(|(_, item)| (item.id.clone(), item.discount_yen)).collect()
}

fn share_of(shares: &Shares, id: &str) -> i64 {
    shares.iter().find(|(other, _)| other == id).map_or(0, |(_, share)| *share)
}

fn sum(shares: &Shares) -> i64 {
    shares.iter().map(|(_, yen)| yen).sum()
}

// A box for each line.
#[component]
fn LineTicks<'l>(lines: &'l Complete, out: RwSignal<Vec<String>>) -> impl IntoView + use<> {
    let tick = |(name, item): &(String, Item)| {
        let (id, own) = (item.id.clone(), item.id.clone());
        let on_tick = move |on: bool| {
            out.update(|out| {
                out.retain(|other| *other != id);
                if !on {
                    out.push(id.clone());
                }
            });
        };
        let checked = Signal::derive(move || out.with(|out| !out.contains(&own)));
        let words = words::line(name, &yen(amount(item)));
        view! { <Tick id=["discount-", &item.id].concat() words checked on_tick/> }
    };
    lines.lines.iter().map(tick).collect_view()
}

// How the discount is spread; without one, what the lines carry.
#[component]
fn Spread<'l>(state: State, lines: &'l Complete, discount: Option<i64>, out: Vec<String>) -> impl IntoView + use<> {
    let now = carried(&lines.lines);
    let Some(discount) = discount else { return view! { <Carried state sum=sum(&now)/> } };
    let chosen: Vec<&(String, Item)> = lines.lines.iter().filter(|(_, item)| !out.contains(&item.id)).collect();
    let amounts: Vec<i64> = chosen.iter().map(|(_, item)| amount(item)).collect();
    match spread(discount, &amounts) {
        Some(shares) => view! { <SpreadShares state chosen=&chosen shares=&shares now=&now/> },
        None => view! { <p class="error">{words::too_much(&yen(amounts.iter().sum()))}</p> },
    }
}

#[component]
fn Carried(state: State, sum: i64) -> impl IntoView {
    let clear = move |_| state.take(&Vec::new(), words::CLEARED);
    (sum > 0).then(|| {
        view! {
            <p>{words::carried(&yen(sum))}</p>
            <button type="button" class="plain" on:click=clear>{words::CLEAR}</button>
        }
    })
}

#[component]
fn SpreadShares<'l>(
    state: State,
    chosen: &'l [&'l (String, Item)],
    shares: &'l [i64],
    now: &'l Shares,
) -> impl IntoView + use<> {
    let rows = chosen.iter().zip(shares).map(|((name, item), share)| {
        let (share, left) = (yen(-share), yen(amount(item) - share));
        view! {
            <tr><th scope="row">{name.clone()}</th><td class="figures">{share}</td><td class="figures">{left}</td></tr>
        }
    });
    let mixed = chosen.windows(2).any(|pair| pair[0].1.tax != pair[1].1.tax);
    let shares: Shares = chosen.iter().zip(shares).map(|((_, item), share)| (item.id.clone(), *share)).collect();
    view! {
        <table>
            <caption>{words::SHARES}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::LINE}</th>
                    <th scope="col" class="figures">{words::SHARE}</th>
                    <th scope="col" class="figures">{words::LEFT}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {mixed.then(|| view! { <p><Mark of=CONFIRM/>{words::MIXED}</p> })}
        <Take state shares now/>
    }
}

// That the lines carry these shares, or the button that puts them there.
#[component]
fn Take<'l>(state: State, shares: Shares, now: &'l Shares) -> impl IntoView + use<> {
    if now.iter().all(|(id, yen)| *yen == share_of(&shares, id)) {
        return view! { <p class="lacks">{words::IS_TAKEN}</p> };
    }
    let sum = sum(now);
    view! {
        {(sum > 0).then(|| view! { <p class="hint">{words::replaces(&yen(sum))}</p> })}
        <button type="button" class="main" on:click=move |_| state.take(&shares, words::TAKEN)>{words::TAKE}</button>
    }
}

// The button that puts back what the lines had before.
#[component]
fn Undo(state: State, before: Shares) -> impl IntoView {
    let undo = move |_| {
        state.take(&before, words::UNDONE);
        state.before.set(None);
    };
    view! { <button type="button" class="plain" on:click=undo>{words::UNDO}</button> }
}
