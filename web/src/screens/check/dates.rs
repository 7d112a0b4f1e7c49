//! The dates of the project, where they contradict the text, and what follows from them.

use kaigo_hojo_assess::due::months_beyond;
use kaigo_hojo_assess::rules::dates::DateId;
use kaigo_hojo_assess::words::{date, date_of};
use kaigo_hojo_exchange::calendar::{self, Owner, Stamp};
use kaigo_hojo_exchange::input::parse_date;
use leptos::ev::Targeted;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::Seen;
use crate::browser::{clock, files};
use crate::components::deadlines::Deadlines;
use crate::components::field::{Help, Mode, Said};
use crate::components::parts::Cited;
use crate::components::telling::Telling;
use crate::components::typed::TypedField;
use crate::erased::view;
use crate::ids::part_of;
use crate::store::{Desk, Report};
use crate::words::check as words;

/// The dates and the deadlines.
#[component]
pub(super) fn DatesAndDeadlines(desk: &'static Desk, seen: Seen) -> impl IntoView {
    let save = move |said: RwSignal<String>| said.set(save_calendar(desk, &seen.get_untracked()));
    view! {
        <p class="help">{words::DATES_HELP}</p>
        {DateId::ALL.map(|id| view! { <DateField desk seen id/> }).collect_view()}
        <div class="deadlines">{move || seen.with(|report| view! { <Deadlines desk report/> })}</div>
        <Office desk/>
        <Telling words=words::TO_CALENDAR on_press=save/>
    }
}

/// The id of the field of a date.
const fn field_id(id: DateId) -> &'static str {
    match id {
        DateId::Decision => "date-decision",
        DateId::Contract => "date-contract",
        DateId::Delivery => "date-delivery",
        DateId::Payment => "date-payment",
        DateId::Completion => "date-completion",
    }
}

fn read(typed: &str) -> Said {
    match parse_date(typed) {
        Err(error) => Said::wrong(&error),
        Ok(found) => Said { echo: found.map_or_else(String::new, date), ..Said::default() },
    }
}

#[component]
fn DateField(desk: &'static Desk, seen: Seen, id: DateId) -> impl IntoView {
    let field = field_id(id);
    let conflicts = part_of(field, "conflicts");
    let now = desk.dates.with_untracked(|dates| dates.get(id)).map_or_else(String::new, |date| date.to_string());
    view! {
        <TypedField
            desk
            id=field
            label=date_of(id)
            help=Help { words: words::date_help(id).into(), clause: "" }
            mode=Mode { keyboard: "text", class: "input date" }
            now
            read=|typed: String| read(&typed)
            on_put=move |typed: String| desk.set(desk.dates, |dates| dates.set(id, parse_date(&typed).ok().flatten()))
            also=conflicts.clone()
        />
        <div class="conflicts" id=conflicts>
            {move || seen.with(|report| view! { <Conflicts desk report id/> })}
        </div>
    }
}

// A contradiction stands at the date that is not as it should be; of two, at the later one.
#[component]
fn Conflicts<'r>(desk: &'static Desk, report: &'r Report, id: DateId) -> impl IntoView + use<> {
    let is_here = |conflict: &str| desk.whole().date_rules.iter().any(|rule| rule.id == conflict && rule.then == id);
    let conflicts = report.assessment.iter().flat_map(|assessment| &assessment.date_conflicts);
    let conflicts = conflicts.filter(|conflict| is_here(conflict.id));
    let beyond = report.assessment.iter().flat_map(|assessment| &assessment.months_beyond);
    let beyond = beyond.filter(|_| id == DateId::Contract);
    let said = |words: String| view! { <p class="error">{words}</p> };
    (
        conflicts.map(|one| view! { <Cited class="error" words=one.label clause=one.cite/> }).collect_view(),
        beyond.map(|one| said(months_beyond(one, &desk.name_in(report, &one.item_id)))).collect_view(),
    )
}

// What the applicant calls the draft is the office.
#[component]
fn Office(desk: &'static Desk) -> impl IntoView {
    const ID: &str = "calendar-office";
    let help = part_of(ID, "help");
    let named = move |event: Targeted<Event, HtmlInputElement>| {
        let name = Some(event.target().value().trim().to_owned()).filter(|name| !name.is_empty());
        desk.set(desk.name, |own| *own = name);
    };
    view! {
        <div class="field">
            <label class="label" for=ID>{words::OFFICE}</label>
            <p class="help" id=help.clone()>{words::OFFICE_HELP}</p>
            <input
                class="input"
                type="text"
                id=ID
                maxlength="100"
                autocomplete="off"
                aria-describedby=help
                prop:value=move || desk.name.get().unwrap_or_default()
                on:change:target=named
            />
        </div>
    }
}

// Offers the calendar file; what is to be said of that.
fn save_calendar(desk: &'static Desk, report: &Report) -> String {
    let about = &desk.whole().about;
    let entries = report.assessment.as_ref().map(calendar::entries).unwrap_or_default();
    let office = desk.name.get_untracked().unwrap_or_default();
    let owner = Owner { programme: &about.id, name: &about.name, office: &office };
    let (day, second) = clock::utc();
    let Some(text) = calendar::write(owner, &entries, Stamp { day, second }) else {
        return words::NO_DEADLINES.to_owned();
    };
    let name = words::calendar_file(&about.id);
    if !files::save(&name, "text/calendar", &text) {
        return files::REFUSED.to_owned();
    }
    let nameless = if office.is_empty() { words::NAMELESS } else { "" };
    words::calendar_written(entries.len(), &name) + nameless
}
