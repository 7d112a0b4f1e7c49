//! A field: typed freely, read by the engine's rules, never rewritten while somebody types.
//!
//! A plain text field, with a numeric keyboard for numbers, because number fields change under the wheel and refuse
//! full-width digits, and date fields know no eras. Invariants: what was typed stays, right or wrong; the field is
//! rewritten (`1,234,000`) only when it is left and only when it could be read; a mistake is told at the field, before its
//! help, once typing is over, and goes as soon as it is corrected.

use kaigo_hojo_assess::words::{grouped, yen};
use leptos::ev::Targeted;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::parts::{Cite, Text};
use super::told::Told;
use crate::draft::entry::{Entry, Format, Read};
use crate::erased::view;
use crate::ids::part_of;

/// What is to be said of a text in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// What is wrong with it; empty where nothing is.
    pub(crate) wrong: String,
    /// It said back, to be compared; may be empty.
    pub(crate) echo: String,
    /// How it is written in a field that was left, where that is not as it was typed.
    pub(crate) neat: Option<String>,
}

impl Said {
    /// Of what cannot be read.
    pub(crate) fn wrong(error: &dyn core::fmt::Display) -> Self {
        Self { wrong: error.to_string(), ..Self::default() }
    }

    /// Of a number. An amount is said back in full; other numbers are as short as they are in the field.
    pub(crate) fn of(format: &Format, text: &str) -> Self {
        match format.read(text) {
            Read::Wrong(error) => Self::wrong(&error),
            Read::Empty => Self { neat: Some(String::new()), ..Self::default() },
            Read::Decimal(value) => Self { neat: Some(value), ..Self::default() },
            Read::Whole(value) => {
                let echo = if *format == Format::Yen { yen(value) } else { String::new() };
                Self { neat: Some(grouped(&value.to_string())), echo, ..Self::default() }
            }
        }
    }
}

/// The keyboard and the size of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mode {
    /// `inputmode`.
    pub(crate) keyboard: &'static str,
    /// The class of its size.
    pub(crate) class: &'static str,
}

impl Mode {
    /// Of a field for a number.
    pub(crate) const fn of(format: &Format) -> Self {
        match format {
            Format::Yen => Self { keyboard: "numeric", class: "input yen" },
            Format::Whole(..) => Self { keyboard: "numeric", class: "input count" },
            Format::Decimal => Self { keyboard: "decimal", class: "input count" },
        }
    }
}

/// The help of a field: words, and the clause behind them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Help {
    /// The words; may be empty.
    pub(crate) words: Text,
    /// The clause; may be empty.
    pub(crate) clause: &'static str,
}

// A mistake that is shown goes as soon as it is corrected; a new one waits until the field is left.
fn while_typing(read: &Told<String, Said>, before: &Said, now: &str) -> Said {
    let next = if before.wrong.is_empty() { Said::default() } else { read.run(now.to_owned()) };
    Said { echo: String::new(), ..next }
}

// What is to be said, and the text, which may be put neatly then.
fn when_left(read: &Told<String, Said>, input: &HtmlInputElement) -> (Said, String) {
    let now = input.value();
    let mut next = read.run(now.clone());
    let neat = next.neat.take().filter(|neat| *neat != now);
    if let Some(neat) = &neat {
        input.set_value(neat);
    }
    (next, neat.unwrap_or(now))
}

/// A field. Its children stand beside the input.
#[component]
pub(crate) fn Field(
    /// Its id, from which those of its parts are made.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What follows the input.
    #[prop(optional)]
    unit: &'static str,
    /// Its help.
    #[prop(optional)]
    help: Help,
    /// What stands in it at first.
    entry: Entry,
    /// The keyboard and the size.
    mode: Mode,
    /// The name of the form field, where it has one.
    #[prop(optional, into)]
    name: Option<String>,
    /// What is to be said of a text.
    #[prop(into)]
    read: Told<String, Said>,
    /// Told of each change.
    #[prop(into)]
    on_change: Told<Entry>,
    /// While it is put aside, nothing can be typed in it and nothing is wrong.
    #[prop(optional, into)]
    aside: Signal<bool>,
    /// The id of what else is wrong with it, told from outside.
    #[prop(optional_no_strip, into)]
    also: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let text = StoredValue::new(entry.text().to_owned());
    let is_told = entry.is_settled() && !aside.get_untracked();
    let said = RwSignal::new(if is_told { read.run(entry.text().to_owned()) } else { Said::default() });
    let is_wrong = move || said.with(|said| !said.wrong.is_empty());
    let (read_typed, tell_typed) = (read.clone(), on_change.clone());
    let typed = move |event: Targeted<Event, HtmlInputElement>| {
        let now = event.target().value();
        let next = said.with_untracked(|said| while_typing(&read_typed, said, &now));
        let settled = !next.wrong.is_empty();
        if said.with_untracked(|said| *said != next) {
            said.set(next);
        }
        text.set_value(now.clone());
        tell_typed.run(Entry::new(now, settled));
    };
    let read_left = read.clone();
    let left = move |event: Targeted<Event, HtmlInputElement>| {
        let (next, now) = when_left(&read_left, &event.target());
        said.set(next);
        text.set_value(now.clone());
        on_change.run(Entry::new(now, true));
    };
    // What was typed before it was put aside is judged when it is taken back.
    Effect::watch(
        move || aside.get(),
        move |aside, _, _| said.set(if *aside { Said::default() } else { read.run(text.get_value()) }),
        false,
    );
    let also = also.map_or_else(String::new, |also| [" ", &also].concat());
    let described = format!("{id}-error{also} {id}-help {id}-echo");
    view! {
        <div class="field">
            <label class="label" for=id.clone() id=part_of(&id, "label")>{label}</label>
            <p class="help" id=part_of(&id, "help")>{help.words}<Cite clause=help.clause/></p>
            <p class="error" id=part_of(&id, "error") hidden=move || !is_wrong()>
                {move || said.with(|said| said.wrong.clone())}
            </p>
            <div class="control">
                <input
                    type="text"
                    autocomplete="off"
                    enterkeyhint="next"
                    id=id.clone()
                    name=name
                    class=mode.class
                    inputmode=mode.keyboard
                    value=entry.text().to_owned()
                    disabled=aside
                    aria-invalid=move || if is_wrong() { "true" } else { "false" }
                    aria-describedby=described
                    on:input:target=typed
                    on:change:target=left
                />
                <span class="unit">{unit}</span>
                <span class="echo" id=part_of(&id, "echo")>{move || said.with(|said| said.echo.clone())}</span>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
