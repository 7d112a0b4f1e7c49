//! The questions of a quote as controls.

use std::sync::Arc;

use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::application::{Tax, tax_id};
use kaigo_hojo_contract::reading::{About, Reading, Role};
use kaigo_hojo_exchange::quote_sheet::Answer;
use leptos::prelude::*;

use super::ask::{Ask, added_up, cells, column, is_of_sheet, most_months, row_of};
use super::state::{Import, Sheet};
use crate::components::choice::{Choice, List, Radios};
use crate::components::parts::{Group, Tick};
use crate::erased::view;
use crate::words::{self, import};

/// The questions, those about the same under one heading.
#[component]
pub(super) fn Asks(import: Import, sheet: Arc<Sheet>) -> impl IntoView {
    let Sheet::Quote(reading) = &*sheet else { return ().into_any() };
    let shown: Vec<Ask> =
        import.asked(|asked| asked.iter().filter(|ask| ask.is_shown(import, reading)).cloned().collect());
    let firsts = shown.iter().enumerate().filter(|(at, ask)| shown[..*at].iter().all(|other| other.about != ask.about));
    let groups = firsts.map(|(_, first)| {
        let same: Vec<Ask> = shown.iter().filter(|ask| ask.about == first.about).cloned().collect();
        let of = match first.about {
            About::Tax => view! { <AskTax import/> },
            about if is_of_sheet(about) => view! { <OfSheet import reading ask=first/> },
            about => {
                let all = about == About::MonthsInYear && same.len() > 1;
                view! {
                    {all.then(|| view! { <AllMonths import reading asked=&same/> })}
                    {same.iter().map(|ask| view! { <OfRow import reading ask/> }).collect_view()}
                }
            }
        };
        view! { <Group question=first.why.clone()>{of}</Group> }
    });
    groups.collect_view().into_any()
}

#[component]
fn AskTax(import: Import) -> impl IntoView {
    const ALL: [Tax; 2] = [Tax::Excluded, Tax::Included];
    let chosen = import.given(|given| ALL.iter().position(|tax| Some(*tax) == given.tax));
    let answers = ALL.map(|tax| Choice::new(tax_id(tax), words::tax(tax))).to_vec();
    let choose = move |at: usize| ALL.get(at).into_iter().for_each(|tax| import.set_tax(*tax));
    view! { <Radios id="import-tax" name="import-tax" answers chosen=Signal::stored(chosen) on_choose=choose/> }
}

#[component]
fn OfSheet<'r>(import: Import, reading: &'r Reading, ask: &'r Ask) -> impl IntoView + use<> {
    let only = if let [only] = ask.candidates.as_slice() { Some(column(only)) } else { None };
    view! {
        {only.map(|only| view! { <p class="hint">{only}</p> })}
        <Choose import id=ask.id() answers=ask.answers(import, reading)/>
    }
}

// A question about one row: the row, its control if there is one, and the box by which the row is left out.
#[component]
fn OfRow<'r>(import: Import, reading: &'r Reading, ask: &'r Ask) -> impl IntoView + use<> {
    let (number, row) = ask.row.and_then(|number| Some((number, row_of(reading, number)?)))?;
    let label = import::row(number, &cells(row));
    let (id, answers) = (ask.id(), ask.answers(import, reading));
    let control = if row.aside || answers.is_empty() {
        view! { <p class="item-head">{label}</p> }
    } else if ask.about == About::MonthsInYear {
        view! {
            <div class="field">
                <label class="label" for=id.clone()>{label}</label>
                <Months import id answers/>
            </div>
        }
    } else {
        view! { <Group question=label><Choose import id answers/></Group> }
    };
    let sum = added_up(reading, number).filter(|_| ask.about == About::SumDiffers);
    let is_sum = row.role != Role::Line;
    Some(view! {
        {control}
        {sum.map(|sum| view! { <p class="hint">{import::added_up(&yen(sum))}</p> })}
        {(ask.about != About::InOrOut).then(|| view! { <Aside import row=number is_sum/> })}
    })
}

/// A box by which a row is left out.
#[component]
pub(super) fn Aside(import: Import, row: usize, is_sum: bool) -> impl IntoView {
    let words = if is_sum { import::aside_sum(row) } else { import::aside(row) };
    let checked = import.given(|given| given.answers.contains(&Answer::Aside { row }));
    let on_tick = move |on| import.put_aside(row, on);
    view! { <Tick id=format!("aside-{row}") words checked=Signal::stored(checked) on_tick/> }
}

#[component]
fn Choose(import: Import, id: String, answers: Vec<(Answer, String)>) -> impl IntoView {
    let (chosen, answers, words) = parted(import, answers);
    let answer = move |at: usize| answers.with_value(|all| import.answer(all.get(at..=at).unwrap_or_default()));
    view! { <Radios id=id.clone() name=id answers=words chosen=Signal::stored(chosen) on_choose=answer/> }
}

#[component]
fn Months(import: Import, id: String, answers: Vec<(Answer, String)>) -> impl IntoView {
    let (chosen, answers, words) = parted(import, answers);
    let answer = move |at: usize| answers.with_value(|all| import.answer(all.get(at..=at).unwrap_or_default()));
    view! { <List id=id.clone() name=id answers=words chosen on_choose=answer/> }
}

// What is chosen, the answers, and their words.
fn parted(import: Import, answers: Vec<(Answer, String)>) -> (Option<usize>, StoredValue<Vec<Answer>>, Vec<Choice>) {
    let chosen = import.given(|given| answers.iter().position(|(answer, _)| given.answers.contains(answer)));
    let (answers, words): (Vec<Answer>, Vec<String>) = answers.into_iter().unzip();
    let words = words.into_iter().enumerate().map(|(at, words)| Choice::new(at.to_string(), words)).collect();
    (chosen, StoredValue::new(answers), words)
}

// One choice for all rows, as far as their contracts have so many months.
#[component]
fn AllMonths<'r>(import: Import, reading: &'r Reading, asked: &'r [Ask]) -> impl IntoView + use<> {
    const ID: &str = "ask-months-all";
    let rows = asked.iter().filter_map(|ask| ask.row).map(|row| (row, most_months(import, reading, row)));
    let rows: Vec<(usize, i64)> = rows.collect();
    let most = rows.iter().map(|(_, most)| *most).max().unwrap_or(0);
    let answers = (0..=most).map(|months| Choice::new(months.to_string(), import::months(months))).collect();
    let rows = StoredValue::new(rows);
    let answer = move |at: usize| {
        let months = i64::try_from(at).unwrap_or(0);
        let answers: Vec<Answer> = rows.with_value(|rows| {
            let fitting = rows.iter().filter(|(_, most)| months <= *most);
            fitting.map(|(row, _)| Answer::MonthsInYear { row: *row, months }).collect()
        });
        import.answer(&answers);
    };
    view! {
        <div class="field">
            <label class="label" for=ID>{import::ALL_MONTHS}</label>
            <List id=ID name=ID answers chosen=None on_choose=answer/>
        </div>
    }
}
