//! One question, whatever its kind, drawn from the edition: label, help, clause, the answers and 「わからない」.
//!
//! It knows nothing of where the answer goes. Invariant: 「わからない」 is offered wherever it means something else than no
//! answer.

use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Question};
use kaigo_hojo_assess::words::grouped;
use leptos::prelude::*;

use crate::components::choice::{Choices, list, radios};
use crate::components::field::{Field, number};
use crate::components::parts::{cite, el, label_of, named, nothing, said, text};
use crate::draft::{Entry, Format, Pick, Reply};

/// More answers than this are a list.
const MANY: usize = 7;
/// The words for not knowing.
const UNKNOWN: &str = "わからない";
/// The words for taking the better route.
const BETTER: &str = "有利な方を示す";

/// A change to a reply.
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
            Self::Lines(lines) => reply.lines = lines,
        }
    }
}

/// A question to be asked.
pub(crate) struct Ask {
    /// The id from which those of its parts are made.
    pub(crate) id: String,
    /// The name of the form field.
    pub(crate) name: String,
    /// The question.
    pub(crate) question: &'static Question,
    /// Whether it is the one that chooses the route.
    pub(crate) routes: bool,
    /// What stands there.
    pub(crate) reply: Reply,
    /// The other lines and their names, for a question that names lines.
    pub(crate) lines: Option<Signal<Vec<(u32, String)>>>,
    /// Told of each change.
    pub(crate) change: Rc<dyn Fn(Change)>,
}

/// The question.
pub(crate) fn ask(ask: Ask) -> AnyView {
    match &ask.question.kind {
        AnswerKind::Truth => {
            let options = vec![("true", "はい"), ("false", "いいえ")];
            let options = options.into_iter().map(|(id, words)| (id.to_owned(), words.to_owned(), String::new()));
            choice(&ask, options.collect(), &[Pick::Option(1), Pick::Option(0)])
        }
        AnswerKind::Choice(choices) => {
            let options = choices.iter().map(|one| (one.id.clone(), one.label.clone(), one.group.clone()));
            let picks: Vec<Pick> = (0..choices.len()).map(|at| Pick::Option(u8::try_from(at).unwrap_or(u8::MAX))).collect();
            choice(&ask, options.collect(), &picks)
        }
        AnswerKind::Number { unit, none, .. } => typed(ask, unit.clone(), none.clone()),
        AnswerKind::Lines => ticked(ask),
    }
}

fn help_id(ask: &Ask) -> String {
    format!("{}-help", ask.id)
}

// Help and clause, in one paragraph that describes the answers.
fn help(ask: &Ask, more: Option<String>) -> AnyView {
    let Question { help, cite: clause, .. } = ask.question;
    if help.is_empty() && clause.is_empty() && more.is_none() {
        return nothing();
    }
    let more = more.map_or_else(nothing, text);
    named("p", help_id(ask), "help", vec![text(help.clone()), more, cite(clause)])
}

fn described_by(ask: &Ask) -> Option<String> {
    let silent = ask.question.help.is_empty() && ask.question.cite.is_empty();
    (!silent).then(|| help_id(ask))
}

fn choice(ask: &Ask, mut options: Vec<(String, String, String)>, picks: &[Pick]) -> AnyView {
    let mut picks = picks.to_vec();
    if ask.routes {
        options.push((String::new(), BETTER.to_owned(), String::new()));
        picks.push(Pick::Open);
    } else if !ask.question.null_is_absent {
        options.push((String::new(), UNKNOWN.to_owned(), String::new()));
        picks.push(Pick::Unknown);
    }
    let shown = match (ask.reply.pick, &ask.question.absent) {
        (Pick::Open, Absent::Option(option)) => Pick::Option(*option),
        (pick, _) => pick,
    };
    let chosen = picks.iter().position(|pick| *pick == shown);
    let many = options.len() > MANY;
    let tell = Rc::clone(&ask.change);
    let change: Box<dyn Fn(usize)> = Box::new(move |at| {
        if let Some(pick) = picks.get(at) {
            tell(Change::Pick(*pick));
        }
    });
    let choices = Choices { id: ask.id.clone(), name: ask.name.clone(), options, chosen, change };
    let words = ask.question.label.clone();
    if many {
        let id = format!("{}-list", ask.id);
        let label = label_of(id.clone(), words);
        return el("div", "answer", vec![label, help(ask, None), list(Choices { id, ..choices }, described_by(ask))]);
    }
    fieldset(ask, vec![help(ask, None), radios(choices)])
}

fn fieldset(ask: &Ask, children: Vec<AnyView>) -> AnyView {
    let words = ask.question.label.clone();
    view! {
        <fieldset class="answer" aria-describedby=described_by(ask)>
            <legend class="label">{words}</legend>
            {children}
        </fieldset>
    }
    .into_any()
}

// A number, with boxes to tick where there is no such number or it is not known.
fn typed(ask: Ask, unit: String, none: Option<String>) -> AnyView {
    let question = ask.question;
    let pick = RwSignal::new(match (ask.reply.pick, &question.absent) {
        (Pick::Open, Absent::None) if ask.reply.entry.text.is_empty() => Pick::NoNumber,
        (pick, _) => pick,
    });
    let field_id = format!("{}-number", ask.id);
    let label_id = format!("{}-label", field_id);
    let when_empty = match &question.absent {
        Absent::Number(value) => {
            Some(format!("空欄は{}{unit}として計算します。", grouped(&value.to_string())))
        }
        _ => None,
    };
    let mut boxes = Vec::new();
    if let Some(words) = none {
        boxes.push((Pick::NoNumber, "none", words));
    }
    if !question.null_is_absent {
        boxes.push((Pick::Unknown, "unknown", UNKNOWN.to_owned()));
    }
    let boxes: Vec<AnyView> = boxes
        .into_iter()
        .map(|(own, part, words)| {
            let tell = Rc::clone(&ask.change);
            let id = format!("{}-{part}", ask.id);
            let ticked = move |event: web_sys::Event| {
                let now = if event_target_checked(&event) { own } else { Pick::Open };
                pick.set(now);
                tell(Change::Pick(now));
            };
            let label_id = label_id.clone();
            view! {
                <label class="tick">
                    <input
                        type="checkbox"
                        id=id
                        aria-describedby=label_id
                        prop:checked=move || pick.get() == own
                        on:change=ticked
                    />
                    <span>{words}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let tell = Rc::clone(&ask.change);
    let field = number(Field {
        id: field_id.clone(),
        label: None,
        described_by: help_id(&ask),
        unit,
        format: Format::of(&question.kind).unwrap_or(Format::Decimal),
        entry: ask.reply.entry.clone(),
        disabled: Signal::derive(move || pick.get() != Pick::Open),
        also: None,
        change: Box::new(move |entry| tell(Change::Entry(entry))),
    });
    let label = label_of(field_id, question.label.clone());
    let field = el("div", "field", vec![field]);
    let boxes = if boxes.is_empty() { nothing() } else { el("div", "ticks", boxes) };
    el("div", "answer", vec![label, help(&ask, when_empty), field, boxes])
}

// Boxes for the other lines.
fn ticked(ask: Ask) -> AnyView {
    let chosen = RwSignal::new(ask.reply.lines.clone());
    let Some(lines) = ask.lines else { return nothing() };
    let (id, tell) = (ask.id.clone(), StoredValue::new_local(Rc::clone(&ask.change)));
    let boxes = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return said("p", "hint", "ほかの明細がまだありません。先に機器やソフトの明細を足してください。");
        }
        let boxes = lines.into_iter().map(|(key, words)| {
            let own = format!("{id}-{key}");
            let ticked = move |event: web_sys::Event| {
                let on = event_target_checked(&event);
                chosen.update(|chosen| {
                    chosen.retain(|other| *other != key);
                    if on {
                        chosen.push(key);
                    }
                });
                tell.with_value(|tell| tell(Change::Lines(chosen.get_untracked())));
            };
            let on = chosen.with_untracked(|chosen| chosen.contains(&key));
            view! {
                <label class="tick">
                    <input type="checkbox" id=own data-line=key.to_string() prop:checked=on on:change=ticked />
                    <span>{words}</span>
                </label>
            }
            .into_any()
        });
        el("div", "ticks column", boxes.collect())
    };
    fieldset(&ask, vec![help(&ask, None), boxes.into_any()])
}
