//! One question, whatever its kind, drawn from the edition: label, help, clause, the answers and 「わからない」.
//!
//! It knows nothing of where the answer goes. Invariant: 「わからない」 is offered wherever it means something else than no
//! answer.

use core::cell::RefCell;
use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Question};
use kaigo_hojo_assess::words::grouped;

use crate::components::choice::{Answer, Choices, list, radios};
use crate::components::field::{Field, number};
use crate::components::parts::{cite, fieldset, label, tick};
use crate::dom::{El, el, said, text, ticked};
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
    /// The other lines and their names, for a question that names lines; they are followed.
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
        AnswerKind::Number { unit, none, .. } => typed(&ask, unit, none.as_deref()),
        AnswerKind::Lines => chosen_lines(ask),
    }
}

// Help and clause, in one paragraph that describes the answers; none where there is nothing to say.
fn help(question: &Question) -> Option<Vec<El>> {
    let silent = question.help.is_empty() && question.cite.is_empty();
    (!silent).then(|| vec![text(&question.help), cite(&question.cite)])
}

// An element with its help and its answers; `told`: what the help describes.
fn described(ask: &Ask, element: El, answers: El, told: &El) -> El {
    let Some(help) = help(ask.question) else { return element.with(vec![answers]) };
    let id = format!("{}-help", ask.id);
    told.set("aria-describedby", Some(&id));
    element.with(vec![el("p", "help", help).id(id), answers])
}

fn in_fieldset(ask: &Ask, answers: El) -> El {
    let group = fieldset(&ask.question.label, Vec::new());
    described(ask, group.clone(), answers, &group)
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
    let choices = Choices { id: &id, name: &ask.name, answers, chosen, change };
    if many {
        let label = label(&id, &question.label);
        let list = list(choices);
        return described(ask, el("div", "answer", vec![label]), list.clone(), &list);
    }
    in_fieldset(ask, radios(choices))
}

// A number, with boxes to tick where there is no such number or it is not known.
fn typed(ask: &Ask, unit: &str, none: Option<&str>) -> El {
    let question = ask.question;
    let pick = match (ask.reply.pick, &question.absent) {
        (Pick::Open, Absent::None) if ask.reply.entry.text.is_empty() => Pick::NoNumber,
        (pick, _) => pick,
    };
    let id = format!("{}-number", ask.id);
    let mut help = help(question).unwrap_or_default();
    if let Absent::Number(value) = &question.absent {
        help.insert(1, text(format!("空欄は{}{unit}として計算します。", grouped(&value.to_string()))));
    }
    let tell = Rc::clone(&ask.change);
    let field = number(Field {
        id: &id,
        label: &question.label,
        unit,
        help,
        format: Box::new(|| Format::of(&question.kind).unwrap_or(Format::Decimal)),
        entry: &ask.reply.entry,
        change: Box::new(move |entry| tell(Change::Entry(entry))),
    });
    field.input.flag("disabled", pick != Pick::Open);
    let mut wanted = Vec::new();
    if let Some(words) = none {
        wanted.push((Pick::NoNumber, "none", words));
    }
    if !question.null_is_absent {
        wanted.push((Pick::Unknown, "unknown", UNKNOWN));
    }
    // Ticking one box unticks the other and puts the field aside.
    let boxes: Rc<RefCell<Vec<El>>> = Rc::default();
    let box_of = |(at, (own, part, words)): (usize, (Pick, &str, &str))| {
        let (tell, input, boxes) = (Rc::clone(&ask.change), field.input.clone(), Rc::clone(&boxes));
        let change = move |event| {
            let now = if ticked(&event) { own } else { Pick::Open };
            input.flag("disabled", now != Pick::Open);
            let boxes = boxes.borrow();
            for other in boxes.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, other)| other.input()) {
                other.set_checked(false);
            }
            tell(Change::Pick(now));
        };
        tick(&format!("{}-{part}", ask.id), words, Some(&format!("{id}-label")), pick == own, change)
    };
    let made: Vec<(El, El)> = wanted.into_iter().enumerate().map(box_of).collect();
    let (ticks, inputs): (Vec<El>, Vec<El>) = made.into_iter().unzip();
    boxes.replace(inputs);
    field.whole.with(vec![el("div", "ticks", ticks)])
}

// Boxes for the other lines.
fn chosen_lines(ask: Ask) -> El {
    let chosen = Rc::new(RefCell::new(ask.reply.lines.clone()));
    let (id, lines, tell) = (ask.id.clone(), Rc::clone(&ask.lines), Rc::clone(&ask.change));
    let boxes = move || {
        let lines = lines();
        if lines.is_empty() {
            return vec![said("p", "hint", "ほかの明細がまだありません。先に機器やソフトの明細を足してください。")];
        }
        let one = |(key, words): (u32, String)| {
            let (tell, now) = (Rc::clone(&tell), Rc::clone(&chosen));
            let change = move |event| {
                now.borrow_mut().retain(|other| *other != key);
                if ticked(&event) {
                    now.borrow_mut().push(key);
                }
                tell(Change::Lines(now.borrow().clone()));
            };
            tick(&format!("{id}-{key}"), &words, None, chosen.borrow().contains(&key), change).0
        };
        lines.into_iter().map(one).collect()
    };
    let boxes = el("div", "ticks column", Vec::new()).live(boxes);
    in_fieldset(&ask, boxes)
}
