//! What became of the rows of a table: lines with their kinds, sums and notes as what they are, and what it all comes to
//! beside the quote's own total.

use std::sync::Arc;

use kaigo_hojo_assess::words::{self as said, grouped, yen};
use kaigo_hojo_contract::Item;
use kaigo_hojo_contract::reading::{Reading, Role, Sure};
use kaigo_hojo_exchange::csv::{Rejected, Taken, TakenLine};
use kaigo_hojo_exchange::quote::amount;
use kaigo_hojo_exchange::quote_sheet::items::{Entry, NoEntries, entries, kinds};
use leptos::prelude::*;

use super::ask;
use super::enter::{self, Buttons};
use super::lines::{LineRow, Other};
use super::state::{Import, Sheet};
use super::totals::Totals;
use crate::components::parts::Mark;
use crate::erased::view;
use crate::words::{self, import};

/// So many rows are shown.
const SHOWN: usize = 50;

/// The rows; they follow what is said of them.
#[component]
pub(super) fn Rows(import: Import) -> impl IntoView {
    view! {
        <p class="lead" role="status">{move || summary(import, &import.sheet.get())}</p>
        <div>
            {move || {
                let sheet: Arc<Sheet> = import.sheet.get();
                match &*sheet {
                    Sheet::Nothing => ().into_any(),
                    Sheet::Own(taken) => view! { <Own import taken/> },
                    Sheet::Quote(reading) => view! { <Quote import reading/> },
                }
            }}
        </div>
    }
}

// What can be added, in one sentence.
fn summary(import: Import, sheet: &Sheet) -> String {
    match sheet {
        Sheet::Nothing => String::new(),
        Sheet::Own(taken) => import::can_add(taken.lines.len()) + &import::cannot_add(taken.rejected.len()),
        Sheet::Quote(reading) => {
            let (open, lines) = (ask::open(import, reading), count(reading));
            let guesses = guesses(import, reading);
            let can = if open == 0 { import::can_add(lines) } else { import::asks_before(open, lines) };
            can + &if guesses > 0 { words::guessed(guesses) } else { String::new() }
        }
    }
}

// How many lines are added once nothing is open.
fn count(reading: &Reading) -> usize {
    reading.rows.iter().filter(|row| row.is_added()).map(|row| row.lines.len()).sum()
}

// How many of their kinds are guesses.
fn guesses(import: Import, reading: &Reading) -> usize {
    let added = reading.rows.iter().filter(|row| row.is_added());
    let lines = added.flat_map(|row| row.lines.iter().enumerate().map(|(at, line)| ((row.row, at), line)));
    lines.filter(|(spot, line)| import.kind_of(*spot).is_none() && line.sure == Sure::Guess).count()
}

// The table of the rows, with its headings.
#[component]
fn Table(children: Children) -> impl IntoView {
    let heads = import::COLUMNS.map(|words| view! { <th class="figures" scope="col">{words}</th> });
    view! {
        <table class="import-rows">
            <caption>{import::CAPTION}</caption>
            <thead>
                <tr>
                    <th scope="col">{import::ROW_AND_NAME}</th>
                    <th scope="col">{import::KIND}</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

/// What stands in a line behind its kind. Where the table is narrow, each figure stands on a line of its own behind its
/// heading.
#[component]
pub(super) fn Figures(figures: [String; 5]) -> impl IntoView {
    let cells = import::COLUMNS.into_iter().zip(figures);
    cells.map(|(head, figure)| view! { <td class="figures" data-head=head>{figure}</td> }).collect_view()
}

#[component]
fn More(rows: usize) -> impl IntoView {
    (rows > SHOWN).then(|| view! { <p class="hint">{import::more(rows - SHOWN)}</p> })
}

// Lines that were saved here.
#[component]
fn Own<'r>(import: Import, taken: &'r Taken) -> impl IntoView + use<> {
    let line = |line: &TakenLine| {
        let name = line.item.name.as_deref().unwrap_or(import::NAMELESS);
        let guess = line.item.has_open_kind();
        view! {
            <tr>
                <th scope="row">{import::row(line.row, name)}</th>
                <td>
                    {guess.then(|| view! { <Mark of=words::GUESS/> })}
                    {said::kinds(import.edition(), &line.item)}
                </td>
                <Figures figures=own_figures(&line.item)/>
            </tr>
        }
    };
    let lines = taken.lines.iter().take(SHOWN).map(line).collect_view();
    let table = (!taken.lines.is_empty()).then(|| view! { <Table>{lines}</Table><More rows=taken.lines.len()/> });
    let entries: Vec<enter::Line> = taken.lines.iter().map(|line| (line.item.clone(), Vec::new())).collect();
    view! {
        {table}
        <NotTaken rejected=&taken.rejected/>
        <Buttons import count=entries.len() lines=entries reason=None/>
    }
}

fn own_figures(item: &Item) -> [String; 5] {
    let months = item.months.map_or_else(String::new, |months| import::months(months.in_year.into()));
    let price = import::price(&yen(item.unit_price_yen), "", words::tax(item.tax));
    let net = amount(item).saturating_sub(item.discount_yen);
    [grouped(&item.quantity.to_string()), String::new(), months, price, yen(net)]
}

#[component]
fn NotTaken<'r>(rejected: &'r [Rejected]) -> impl IntoView + use<> {
    let entry = |row: &Rejected| {
        view! {
            <li>
                <p class="item-head">{import::row(row.row, &row.text)}</p>
                <p class="reason">{row.reason.clone()}</p>
            </li>
        }
    };
    let entries = rejected.iter().map(entry).collect_view();
    (!rejected.is_empty()).then(|| view! { <h3>{import::REJECTED}</h3><ul class="entries rejected">{entries}</ul> })
}

// A vendor's quote.
#[component]
fn Quote<'r>(import: Import, reading: &'r Reading) -> impl IntoView + use<> {
    let there = || reading.rows.iter().filter(|row| row.role != Role::Blank);
    let rows = there().take(SHOWN).map(|row| match row.role {
        Role::Line => {
            let lines = row.lines.iter().enumerate();
            let lines = lines.map(|(at, line)| {
                let (spot, among) = ((row.row, at), kinds(import.edition(), line));
                view! { <LineRow import reading row spot line among/> }
            });
            lines.collect_view().into_any()
        }
        _ => view! { <Other import reading row/> },
    });
    let rows = rows.collect_view();
    let open = ask::open(import, reading);
    let made = entries(import.edition(), reading);
    let reason = match (open, &made) {
        (0, Ok(_)) => None,
        (0, Err(NoEntries::TooMuchOff { row })) => Some(import::too_much_off(*row)),
        _ => Some(import::asks_left(open)),
    };
    let known = made.as_deref().ok().filter(|_| open == 0);
    let totals = view! { <Totals reading entries=known/> };
    let lines: Vec<enter::Line> = made.unwrap_or_default().into_iter().map(|entry| with_kind(import, entry)).collect();
    let nothing = reason.is_none() && lines.is_empty();
    view! {
        <Table>{rows}</Table>
        <More rows=there().count()/>
        {totals}
        {if nothing {
            view! { <p class="notice">{import::NOTHING_TO_ADD}</p> }
        } else {
            view! { <Buttons import count=count(reading) lines reason/> }
        }}
    }
}

// A line with the kind that the person has chosen.
fn with_kind(import: Import, mut entry: Entry) -> enter::Line {
    if let Some(kind) = import.kind_of((entry.row, entry.at)) {
        entry.item.kinds = vec![import.edition().kinds[kind].id.clone()];
    }
    (entry.item, entry.open)
}
