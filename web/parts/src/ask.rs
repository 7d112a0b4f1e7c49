//! One question, whatever its kind, drawn from the edition: label, help, clause, the answers and 「わからない」.
//!
//! It knows nothing of where the answer goes. Invariant: 「わからない」 is offered wherever it means something else than no
//! answer.

use core::cell::RefCell;
use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Question};
use kaigo_hojo_assess::words::grouped;

use crate::choice::{Answer, Choices, list, radios};
use crate::dom::{El, ticked};
use crate::entry::{Entry, Format, Pick, Reply};
use crate::field::{Field, Said, field, mode};
use crate::ids::part_of;

/// More answers than this are a list.
const MANY: usize = 7;
/// The words for not knowing.
const UNKNOWN: &str = "わからない";
/// The words for taking the better route.
const BETTER: &str = "有利な方を示す";

/// A change to a reply.
pub enum Change {
    /// Something was chosen.
    Pick(Pick),
    /// Something was typed.
    Entry(Entry),
    /// Lines were ticked.
    Lines(Vec<u32>),
}

impl Change {
    /// Makes the change.
    pub fn apply(self, reply: &mut Reply) {
        match self {
            Self::Pick(pick) => reply.pick = pick,
            Self::Entry(entry) => reply.entry = entry,
            Self::Lines(lines) => (reply.pick, reply.lines) = (Pick::Open, lines),
        }
    }
}

/// A question to be asked.
pub struct Ask<'a> {
    /// The id from which those of its parts are made.
    pub id: &'a str,
    /// The name of the form field.
    pub name: &'a str,
    /// The question.
    pub question: &'static Question,
    /// Whether it is the one that chooses the route.
    pub routes: bool,
    /// What stands there.
    pub reply: &'a Reply,
    /// The other lines and their names, for a question that names lines; they are followed.
    pub lines: Box<dyn Fn() -> Vec<(u32, String)>>,
    /// Told of each change.
    pub change: Rc<dyn Fn(Change)>,
}

/// The question.
pub fn ask(place: &El, ask: Ask<'_>) {
    match &ask.question.kind {
        AnswerKind::Truth => {
            let answers = vec![Answer::new("true", "はい"), Answer::new("false", "いいえ")];
            choice(place, &ask, answers, vec![Pick::Option(1), Pick::Option(0)]);
        }
        AnswerKind::Choice(choices) => {
            let (mut answers, mut picks) = (Vec::new(), Vec::new());
            for (at, one) in (0..=u8::MAX).zip(choices) {
                answers.push(Answer { value: &one.id, words: &one.label, group: &one.group });
                picks.push(Pick::Option(at));
            }
            choice(place, &ask, answers, picks);
        }
        AnswerKind::Number { unit, none, .. } => typed(place, &ask, unit, none.as_deref()),
        AnswerKind::Lines => chosen_lines(place, ask),
    }
}

// Help and clause, which describe an element.
fn help(place: &El, ask: &Ask<'_>, described: &El) {
    let (words, clause) = (&ask.question.help, &ask.question.cite);
    if !words.is_empty() || !clause.is_empty() {
        let id = part_of(ask.id, "help");
        described.set("aria-describedby", &id);
        let help = place.add("p", "help");
        help.id(&id).write(words);
        help.cite(clause);
    }
}

fn choice(place: &El, ask: &Ask<'_>, mut answers: Vec<Answer<'_>>, mut picks: Vec<Pick>) {
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
    let tell = Rc::clone(&ask.change);
    let change: Box<dyn Fn(usize)> = Box::new(move |at| {
        if let Some(pick) = picks.get(at) {
            tell(Change::Pick(*pick));
        }
    });
    if answers.len() > MANY {
        let id = part_of(ask.id, "list");
        let answer = place.add("div", "answer");
        answer.add("label", "label").set("for", &id).say(&question.label);
        let before = answer.add("div", "");
        let list = list(&answer, Choices { id: &id, name: ask.name, answers: &answers, chosen, change });
        help(&before, ask, &list);
    } else {
        let group = place.fieldset(&question.label);
        help(&group, ask, &group);
        radios(&group, Choices { id: ask.id, name: ask.name, answers: &answers, chosen, change });
    }
}

// A number, with boxes to tick where there is no such number or it is not known.
fn typed(place: &El, ask: &Ask<'_>, unit: &str, none: Option<&str>) {
    let question = ask.question;
    let pick = match (ask.reply.pick, &question.absent) {
        (Pick::Open, Absent::None) if ask.reply.entry.text.is_empty() => Pick::None,
        (pick, _) => pick,
    };
    let id = part_of(ask.id, "number");
    let tell = Rc::clone(&ask.change);
    let format = Format::of(&question.kind).unwrap_or(Format::Decimal);
    let field = field(
        place,
        Field {
            id: &id,
            label: &question.label,
            unit,
            entry: &ask.reply.entry,
            mode: mode(&format),
            read: Box::new(move |text| Said::of(&format, text)),
            change: Box::new(move |entry| tell(Change::Entry(entry))),
        },
    );
    field.help.write(&question.help);
    if let Absent::Number(value) = &question.absent {
        field.help.write(&format!("空欄は{}{unit}として計算します。", grouped(&value.to_string())));
    }
    field.help.cite(&question.cite);
    field.input.set("name", ask.name);
    if pick != Pick::Open {
        (field.aside)(true);
    }
    // Ticking one box unticks the other and puts the field aside.
    let boxes: Rc<RefCell<Vec<El>>> = Rc::default();
    let put_box = |own: Pick, words: &str| {
        let (tell, aside, boxes) = (Rc::clone(&ask.change), Rc::clone(&field.aside), Rc::clone(&boxes));
        let part = if own == Pick::Unknown { "unknown" } else { "none" };
        let others = Rc::clone(&boxes);
        let made = field.control.tick(&part_of(ask.id, part), words, &part_of(&id, "label"), move |event| {
            let now = if ticked(&event) { own } else { Pick::Open };
            aside(now != Pick::Open);
            for other in others.borrow().iter() {
                other.check(now != Pick::Open && event.target().as_deref() == Some(other.0.as_ref()));
            }
            tell(Change::Pick(now));
        });
        made.check(pick == own);
        boxes.borrow_mut().push(made);
    };
    if let Some(words) = none {
        put_box(Pick::None, words);
    }
    if !question.null_is_absent {
        put_box(Pick::Unknown, UNKNOWN);
    }
}

// Boxes for the other lines.
fn chosen_lines(place: &El, ask: Ask<'_>) {
    let group = place.fieldset(&ask.question.label);
    help(&group, &ask, &group);
    let chosen = Rc::new(RefCell::new(ask.reply.lines.clone()));
    let (id, lines, tell) = (ask.id.to_owned(), ask.lines, ask.change);
    group.add("div", "ticks column").live(move |place| {
        let lines = lines();
        if lines.is_empty() {
            place.put("p", "hint", "ほかの明細がまだありません。先に機器やソフトの明細を足してください。");
        }
        for (key, words) in lines {
            let (tell, now) = (Rc::clone(&tell), Rc::clone(&chosen));
            let made = place.tick(&format!("{id}-{key}"), &words, "", move |event| {
                now.borrow_mut().retain(|other| *other != key);
                if ticked(&event) {
                    now.borrow_mut().push(key);
                }
                tell(Change::Lines(now.borrow().clone()));
            });
            made.set("data-line", &format!("l{key}")).check(chosen.borrow().contains(&key));
        }
    });
}
