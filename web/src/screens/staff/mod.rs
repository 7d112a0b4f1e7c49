//! From a table of staff to the two numbers that are asked: both ways of counting beside each other, which one is better,
//! and what proves it.
//!
//! Invariant: nothing is put into the answers before the person has said so.

mod comparison;
mod table;

use kaigo_hojo_assess::rules::edition::Staffing;
use leptos::prelude::*;

use self::comparison::Comparison;
use self::table::{FULL_TIME, PEOPLE, Row, Table, hours_id, people_id, row_id, said_of_full_time, said_of_hours};
use crate::browser::{clock, page};
use crate::components::choice::{Choice, List};
use crate::components::field::{Field, Help, Mode, Said};
use crate::components::head::Screen;
use crate::components::parts::{Cite, Cited, Mark, Section};
use crate::components::told::Told;
use crate::draft::entry::{Entry, Format};
use crate::erased::view;
use crate::ids::part_of;
use crate::route::Name;
use crate::store::Desk;
use crate::words::{CONFIRM, staff as words};

/// The button that adds a row.
const ADD: &str = "staff-add";

/// Whether a field is one of this screen, by its id.
pub(crate) fn has(id: &str) -> bool {
    id.starts_with("staff-")
}

/// The screen.
#[component]
pub(crate) fn Staff(desk: &'static Desk) -> impl IntoView {
    let content = match &desk.whole().staffing {
        Some(staffing) => view! { <Content desk staffing/> },
        None => view! { <p>{words::NOT_USED}</p> },
    };
    view! { <Screen desk name=Name::Staff heading=words::TITLE>{content}</Screen> }
}

#[component]
fn Content(desk: &'static Desk, staffing: &'static Staffing) -> impl IntoView {
    let table = Table::of(desk, staffing);
    let keys = Memo::new(move |_| table.rows.with(|rows| rows.iter().map(|row| row.key).collect::<Vec<_>>()));
    let add = move |_| {
        if let Some(key) = table.add() {
            clock::soon(move || page::focus_control(&row_id(key)));
        }
    };
    view! {
        <Cited class="help" words=words::HELP clause=staffing.cite.as_str()/>
        <FullTime table/>
        <ol class="lines staff">
            <For each=move || keys.get() key=|key| *key children=move |key| view! { <OneRow table key/> }/>
        </ol>
        <p class="add"><button type="button" class="plain" id=ADD on:click=add>{words::ADD}</button></p>
        <Section heading=words::COMPARISON>
            <Comparison desk staffing/>
            <Proof staffing/>
        </Section>
    }
}

#[component]
fn FullTime(table: Table) -> impl IntoView {
    let staffing = table.staffing;
    view! {
        <Field
            id=FULL_TIME
            label=words::FULL_TIME
            unit=words::HOURS_UNIT
            help=Help { words: words::FULL_TIME_HELP.into(), clause: "" }
            entry=table.full_time.get_value()
            mode=Mode::of(&Format::Decimal)
            read=move |text: String| said_of_full_time(staffing, &text)
            on_change=move |entry| table.set_full_time(entry)
        />
    }
}

// `key`: of the row.
#[component]
fn OneRow(table: Table, key: u32) -> impl IntoView {
    let (id, staffing, row) = (row_id(key), table.staffing, table.row(key));
    let (delete, role) = (part_of(&id, "delete"), part_of(&id, "role"));
    let remove = move |_| {
        table.remove(key);
        clock::soon(|| page::focus_control(ADD));
    };
    view! {
        <li class="line" id=id>
            <div class="line-fields">
                <Role id=role.clone() staffing chosen=row.role on_choose=move |at| {
                    table.change(key, |row: &mut Row| row.role = Some(at));
                }/>
                <Field
                    id=people_id(key)
                    label=words::PEOPLE
                    unit=words::PEOPLE_UNIT
                    entry=row.people
                    mode=Mode::of(&PEOPLE)
                    read=|text: String| Said::of(&PEOPLE, &text)
                    on_change=move |entry: Entry| table.change(key, |row| row.people = entry)
                />
                <Field
                    id=hours_id(key)
                    label=words::HOURS
                    unit=words::HOURS_UNIT
                    entry=row.hours
                    mode=Mode::of(&Format::Decimal)
                    read=move |text: String| said_of_hours(staffing, &text)
                    on_change=move |entry: Entry| table.change(key, |row| row.hours = entry)
                />
            </div>
            <div class="line-actions">
                <button
                    type="button"
                    class="plain"
                    id=delete.clone()
                    aria-labelledby=format!("{delete} {role}")
                    on:click=remove
                >
                    {words::DELETE}
                </button>
            </div>
        </li>
    }
}

#[component]
fn Role(
    id: String,
    staffing: &'static Staffing,
    chosen: Option<usize>,
    #[prop(into)] on_choose: Told<usize>,
) -> impl IntoView {
    let answers = staffing.roles.iter().map(|role| Choice {
        value: role.id.as_str().into(),
        words: role.label.as_str().into(),
        group: words::roles(role.by_head),
    });
    view! {
        <div class="field grow">
            <label class="label" for=id.clone()>{words::ROLE}</label>
            <List id=id.clone() name=id answers=answers.collect() chosen on_choose/>
        </div>
    }
}

// What the text leaves open, and which paper proves the number.
#[component]
fn Proof(staffing: &'static Staffing) -> impl IntoView {
    let caution = staffing.caution.as_str();
    view! {
        {(!caution.is_empty()).then(|| view! { <p class="note"><Mark of=CONFIRM/>{caution}</p> })}
        <p>
            <span class="lead">{words::PROOF}</span>
            {staffing.proof.as_str()}
            <Cite clause=staffing.cite.as_str()/>
        </p>
    }
}
