//! One question, whatever its kind, drawn from the edition: label, help, clause, the answers and 「わからない」.
//!
//! It knows nothing of where the answer goes. Invariant: 「わからない」 is offered wherever it means something else than no
//! answer.

use std::borrow::Cow;

use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Question};
use kaigo_hojo_assess::words::grouped;
use leptos::prelude::*;

use super::choice::{Choice, List, Radios};
use super::field::{Field, Help, Mode, Said};
use super::parts::{Cite, Group, Tick};
use crate::draft::entry::{Entry, Format, Pick, Reply};
use crate::erased::view;
use crate::ids::part_of;
use crate::words::answers as words;

/// More answers than this are a list.
const MANY: usize = 7;

/// A change to a reply.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// Something was chosen.
    Pick(Pick),
    /// Something was typed.
    Entry(Entry),
    /// Lines were ticked.
    Lines(Vec<u32>),
}

impl Change {
    /// Makes the change.
    pub(crate) fn apply(self, reply: &mut Reply) {
        match self {
            Self::Pick(pick) => reply.pick = pick,
            Self::Entry(entry) => reply.entry = entry,
            Self::Lines(lines) => (reply.pick, reply.lines) = (Pick::Open, lines),
        }
    }
}

/// The other lines and their names, for a question that names lines.
pub(crate) type OtherLines = Signal<Vec<(u32, String)>>;

/// The question.
#[component]
pub(crate) fn Ask(
    /// The id from which those of its parts are made.
    #[prop(into)]
    id: String,
    /// The name of the form field.
    #[prop(into)]
    name: String,
    question: &'static Question,
    /// Whether it is the one that chooses the route.
    #[prop(optional)]
    routes: bool,
    /// What stands there at first.
    reply: Reply,
    /// The other lines; only a question that names lines looks at them.
    #[prop(optional, into)]
    lines: OtherLines,
    /// Told of each change.
    #[prop(into)]
    on_change: Callback<Change>,
) -> impl IntoView {
    match &question.kind {
        AnswerKind::Truth => {
            let answers = vec![
                (Choice::new("true", words::YES), Pick::Option(1)),
                (Choice::new("false", words::NO), Pick::Option(0)),
            ];
            view! { <Pickable id name question routes reply answers on_change/> }
        }
        AnswerKind::Choice(choices) => {
            let answers = (0..=u8::MAX).zip(choices).map(|(at, one)| {
                let choice =
                    Choice { value: one.id.as_str().into(), words: one.label.as_str().into(), group: &one.group };
                (choice, Pick::Option(at))
            });
            view! { <Pickable id name question routes reply answers=answers.collect() on_change/> }
        }
        AnswerKind::Number { unit, none, .. } => {
            view! { <Number id name question reply unit none=none.as_deref() on_change/> }
        }
        AnswerKind::Lines => view! { <Lines id question reply lines on_change/> },
    }
}

// Help and clause, under an id by which they describe something.
#[component]
fn Described(id: String, question: &'static Question) -> impl IntoView {
    let is_there = !question.help.is_empty() || !question.cite.is_empty();
    is_there.then(|| view! { <p class="help" id=id>{question.help.as_str()}<Cite clause=question.cite.as_str()/></p> })
}

fn described(id: &str, question: &Question) -> String {
    let is_there = !question.help.is_empty() || !question.cite.is_empty();
    if is_there { part_of(id, "help") } else { String::new() }
}

#[component]
fn Pickable(
    id: String,
    name: String,
    question: &'static Question,
    routes: bool,
    reply: Reply,
    mut answers: Vec<(Choice, Pick)>,
    on_change: Callback<Change>,
) -> impl IntoView {
    if routes {
        answers.push((Choice::new("", words::BETTER), Pick::Open));
    } else if !question.null_is_absent {
        answers.push((Choice::new("", words::UNKNOWN), Pick::Unknown));
    }
    let shown = match (reply.pick, &question.absent) {
        (Pick::Open, Absent::Option(option)) => Pick::Option(*option),
        (pick, _) => pick,
    };
    let chosen = answers.iter().position(|(_, pick)| *pick == shown);
    let (answers, picks): (Vec<Choice>, Vec<Pick>) = answers.into_iter().unzip();
    let picks = StoredValue::new(picks);
    let choose = move |at: usize| {
        if let Some(pick) = picks.with_value(|picks| picks.get(at).copied()) {
            on_change.run(Change::Pick(pick));
        }
    };
    let help = described(&id, question);
    if answers.len() > MANY {
        let list = part_of(&id, "list");
        view! {
            <div class="answer">
                <label class="label" for=list.clone()>{question.label.as_str()}</label>
                <div><Described id=help.clone() question/></div>
                <List id=list name help answers chosen on_choose=choose/>
            </div>
        }
    } else {
        view! {
            <Group question=question.label.as_str() help=help.clone()>
                <Described id=help question/>
                <Radios id name answers chosen=Signal::stored(chosen) on_choose=choose/>
            </Group>
        }
    }
}

// A number, with boxes to tick where there is no such number or it is not known.
#[component]
fn Number(
    id: String,
    name: String,
    question: &'static Question,
    reply: Reply,
    unit: &'static str,
    none: Option<&'static str>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let first = match (reply.pick, &question.absent) {
        (Pick::Open, Absent::None) if reply.entry.text().is_empty() => Pick::None,
        (pick, _) => pick,
    };
    let pick = RwSignal::new(first);
    let format = StoredValue::new(Format::of(&question.kind).unwrap_or(Format::Decimal));
    let field = part_of(&id, "number");
    let mut help = Help { words: question.help.as_str().into(), clause: &question.cite };
    if let Absent::Number(value) = &question.absent {
        help.words = Cow::Owned([&*help.words, &words::counts_as(&grouped(&value.to_string()), unit)].concat());
    }
    // Ticking one box unticks the other and puts the field aside.
    let tick = |own: Pick, part: &str, label: &'static str| {
        let on_tick = move |on: bool| {
            let now = if on { own } else { Pick::Open };
            pick.set(now);
            on_change.run(Change::Pick(now));
        };
        let checked = Signal::derive(move || pick.get() == own);
        view! { <Tick id=part_of(&id, part) words=label about=part_of(&field, "label") checked on_tick/> }
    };
    let none = none.map(|label| tick(Pick::None, "none", label));
    let unknown = (!question.null_is_absent).then(|| tick(Pick::Unknown, "unknown", words::UNKNOWN));
    view! {
        <Field
            id=field.clone()
            label=Signal::stored(question.label.clone())
            unit
            help
            entry=reply.entry
            mode=format.with_value(Mode::of)
            name=name
            read=move |text: String| format.with_value(|format| Said::of(format, &text))
            on_change=move |entry| on_change.run(Change::Entry(entry))
            aside=Signal::derive(move || pick.get() != Pick::Open)
        >
            {none}
            {unknown}
        </Field>
    }
}

// Boxes for the other lines.
#[component]
fn Lines(
    id: String,
    question: &'static Question,
    reply: Reply,
    lines: OtherLines,
    on_change: Callback<Change>,
) -> impl IntoView {
    let chosen = RwSignal::new(reply.lines);
    let help = described(&id, question);
    let boxes = move || {
        let lines = lines.get();
        let empty = lines.is_empty().then(|| view! { <p class="hint">{words::NO_OTHER_LINES}</p> });
        let boxes = lines.into_iter().map(|(key, words)| {
            let on_tick = move |on: bool| {
                chosen.update(|chosen| {
                    chosen.retain(|other| *other != key);
                    if on {
                        chosen.push(key);
                    }
                });
                on_change.run(Change::Lines(chosen.get_untracked()));
            };
            let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&key)));
            view! { <Tick id=format!("{id}-{key}") line=key words checked on_tick/> }
        });
        (empty, boxes.collect_view())
    };
    view! {
        <Group question=question.label.as_str() help=help.clone()>
            <Described id=help question/>
            <div class="ticks column">{boxes}</div>
        </Group>
    }
}
