//! One question, whatever its kind, drawn from the edition: label, help, clause, the answers and 「わからない」.
//!
//! It knows nothing of where the answer goes. Invariant: 「わからない」 is offered wherever it means something else than no
//! answer.

use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Question};
use kaigo_hojo_assess::words::grouped;
use leptos::prelude::{Get, GetUntracked, RwSignal, Set, Update, WithUntracked};

use crate::components::choice::{Answer, Choices, list, radios};
use crate::components::field::{Field, number};
use crate::components::parts::{cite, fieldset, label, tick};
use crate::dom::{El, el, follow, nothing, said, text, ticked};
use crate::draft::{Entry, Format, Pick, Reply};
use crate::page;

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
    /// The other lines and their names, for a question that names lines; it follows signals.
    pub(crate) lines: Rc<dyn Fn() -> Vec<(u32, String)>>,
    /// Told of each change.
    pub(crate) change: Rc<dyn Fn(Change)>,
}

/// The question.
pub(crate) fn ask(ask: Ask) -> El {
    match &ask.question.kind {
        AnswerKind::Truth => {
            let answers = vec![Answer::new("true", "はい"), Answer::new("false", "いいえ")];
            choice(&ask, answers, vec![Pick::Option(1), Pick::Option(0)])
        }
        AnswerKind::Choice(choices) => {
            let answer = |one: &kaigo_hojo_assess::rules::edition::Choice| Answer {
                value: one.id.clone(),
                words: one.label.clone(),
                group: one.group.clone(),
            };
            let picks = (0..choices.len()).map(|at| Pick::Option(u8::try_from(at).unwrap_or(u8::MAX)));
            choice(&ask, choices.iter().map(answer).collect(), picks.collect())
        }
        AnswerKind::Number { unit, none, .. } => typed(ask, unit, none.as_deref()),
        AnswerKind::Lines => chosen_lines(ask),
    }
}

fn help_id(ask: &Ask) -> Option<String> {
    let silent = ask.question.help.is_empty() && ask.question.cite.is_empty();
    (!silent).then(|| format!("{}-help", ask.id))
}

// Help and clause, in one paragraph that describes the answers.
fn help(ask: &Ask, more: &str) -> El {
    match help_id(ask) {
        None => nothing(),
        Some(id) => el("p", "help", vec![text(&ask.question.help), text(more), cite(&ask.question.cite)]).id(id),
    }
}

fn choice(ask: &Ask, mut answers: Vec<Answer>, mut picks: Vec<Pick>) -> El {
    let question = ask.question;
    if ask.routes {
        answers.push(Answer::new("", BETTER));
        picks.push(Pick::Open);
    } else if !question.null_is_absent {
        answers.push(Answer::new("", UNKNOWN));
        picks.push(Pick::Unknown);
    }
    let shown = match (ask.reply.pick, &question.absent) {
        (Pick::Open, Absent::Option(option)) => Pick::Option(*option),
        (pick, _) => pick,
    };
    let chosen = picks.iter().position(|pick| *pick == shown);
    let many = answers.len() > MANY;
    let tell = Rc::clone(&ask.change);
    let change: Box<dyn Fn(usize)> = Box::new(move |at| {
        if let Some(pick) = picks.get(at) {
            tell(Change::Pick(*pick));
        }
    });
    let id = if many { format!("{}-list", ask.id) } else { ask.id.clone() };
    let label = label(&id, &question.label);
    let choices = Choices { id, name: ask.name.clone(), answers, chosen, change };
    if many {
        return el("div", "answer", vec![label, help(ask, ""), list(choices, help_id(ask))]);
    }
    fieldset(&question.label, vec![help(ask, ""), radios(choices)]).maybe_attr("aria-describedby", help_id(ask))
}

// A number, with boxes to tick where there is no such number or it is not known.
fn typed(ask: Ask, unit: &str, none: Option<&str>) -> El {
    let question = ask.question;
    let pick = RwSignal::new(match (ask.reply.pick, &question.absent) {
        (Pick::Open, Absent::None) if ask.reply.entry.text.is_empty() => Pick::NoNumber,
        (pick, _) => pick,
    });
    let id = format!("{}-number", ask.id);
    let when_empty = match &question.absent {
        Absent::Number(value) => format!("空欄は{}{unit}として計算します。", grouped(&value.to_string())),
        _ => String::new(),
    };
    let mut boxes = Vec::new();
    if let Some(words) = none {
        boxes.push(pick_box(&ask, pick, Pick::NoNumber, "none", words));
    }
    if !question.null_is_absent {
        boxes.push(pick_box(&ask, pick, Pick::Unknown, "unknown", UNKNOWN));
    }
    let tell = Rc::clone(&ask.change);
    let field = number(Field {
        id: id.clone(),
        described_by: help_id(&ask).unwrap_or_default(),
        unit: unit.to_owned(),
        format: Format::of(&question.kind).unwrap_or(Format::Decimal),
        entry: ask.reply.entry.clone(),
        disabled: Box::new(move || pick.get() != Pick::Open),
        also: None,
        change: Box::new(move |entry| tell(Change::Entry(entry))),
    });
    let answer = el("div", "answer", vec![label(&id, &question.label), help(&ask, &when_empty)]).with(field);
    if boxes.is_empty() { answer } else { answer.with(vec![el("div", "ticks", boxes)]) }
}

// A box that stands in place of the number; ticking one unticks the other.
fn pick_box(ask: &Ask, pick: RwSignal<Pick>, own: Pick, part: &str, words: &str) -> El {
    let tell = Rc::clone(&ask.change);
    let id = format!("{}-{part}", ask.id);
    let change = move |event| {
        let now = if ticked(&event) { own } else { Pick::Open };
        pick.set(now);
        tell(Change::Pick(now));
    };
    let box_id = id.clone();
    follow(move || {
        let on = pick.get() == own;
        if let Some(input) = page::input(&box_id).filter(|input| input.checked() != on) {
            input.set_checked(on);
        }
    });
    let label = format!("{}-number-label", ask.id);
    tick(&id, words, Some(&label), pick.get_untracked() == own, change)
}

// Boxes for the other lines.
fn chosen_lines(ask: Ask) -> El {
    let chosen = RwSignal::new(ask.reply.lines.clone());
    let (id, lines, tell) = (ask.id.clone(), Rc::clone(&ask.lines), Rc::clone(&ask.change));
    let boxes = move || {
        let lines = lines();
        if lines.is_empty() {
            return vec![said("p", "hint", "ほかの明細がまだありません。先に機器やソフトの明細を足してください。")];
        }
        let one = |(key, words): (u32, String)| {
            let tell = Rc::clone(&tell);
            let change = move |event| {
                let on = ticked(&event);
                chosen.update(|chosen| {
                    chosen.retain(|other| *other != key);
                    if on {
                        chosen.push(key);
                    }
                });
                tell(Change::Lines(chosen.get_untracked()));
            };
            tick(&format!("{id}-{key}"), &words, None, chosen.with_untracked(|chosen| chosen.contains(&key)), change)
        };
        lines.into_iter().map(one).collect()
    };
    let boxes = el("div", "ticks column", vec![]).live(boxes);
    fieldset(&ask.question.label, vec![help(&ask, ""), boxes]).maybe_attr("aria-describedby", help_id(&ask))
}
