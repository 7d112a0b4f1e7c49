//! What stands in the fields: texts that should be numbers, and the answers to questions, as they were entered.
//!
//! An entry is read once, when somebody first asks what it comes to.

use std::sync::OnceLock;

use kaigo_hojo_assess::rules::edition::{AnswerKind, Question};
use kaigo_hojo_assess::words::grouped;
use kaigo_hojo_contract::Answer;
use kaigo_hojo_exchange::input::{InputError, parse_decimal, parse_whole, parse_yen};

use crate::ids::item_id;
use crate::words::YEN;

/// A text that should be a number, and whether the person has left the field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    text: String,
    settled: bool,
    // What it is read as. One field has one format, so that this never changes.
    read: OnceLock<Read>,
}

impl Entry {
    /// A text, and whether the person has left the field.
    pub(crate) fn new(text: String, settled: bool) -> Self {
        Self { text, settled, read: OnceLock::new() }
    }

    /// A text that was typed and left.
    pub(crate) fn typed(text: &str) -> Self {
        Self::new(text.to_owned(), !text.is_empty())
    }

    /// As typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether typing is over: then a mistake is a mistake, not half a number.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled
    }

    /// What it is read as.
    pub(crate) fn read(&self, format: &Format) -> &Read {
        self.read.get_or_init(|| format.read(&self.text))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.settled) == (&other.text, other.settled)
    }
}

impl Eq for Entry {}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// Nothing.
    Empty,
    /// A whole number, or yen.
    Whole(i64),
    /// A decimal of the contract.
    Decimal(String),
    /// Something else.
    Wrong(InputError),
}

/// How a field is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Yen.
    Yen,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// A number with decimals.
    Decimal,
}

impl Format {
    /// How the numbers of a question are read; `None` for questions without a number.
    pub(crate) fn of(kind: &AnswerKind) -> Option<Self> {
        match kind {
            AnswerKind::Number { decimal: true, .. } => Some(Self::Decimal),
            AnswerKind::Number { unit, .. } if unit == YEN => Some(Self::Yen),
            AnswerKind::Number { min, max, .. } => Some(Self::Whole(*min, *max)),
            _ => None,
        }
    }

    /// Reads a text.
    pub(crate) fn read(&self, text: &str) -> Read {
        let whole = |read: Result<Option<i64>, InputError>| match read {
            Ok(None) => Read::Empty,
            Ok(Some(value)) => Read::Whole(value),
            Err(error) => Read::Wrong(error),
        };
        match self {
            Self::Yen => whole(parse_yen(text)),
            Self::Whole(min, max) => whole(parse_whole(text, *min, *max)),
            Self::Decimal => match parse_decimal(text) {
                Ok(None) => Read::Empty,
                Ok(Some(value)) => Read::Decimal(value),
                Err(error) => Read::Wrong(error),
            },
        }
    }
}

/// What is chosen of a question's options, beside the number that may be typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pick {
    /// Nothing: the number counts, if there is one.
    #[default]
    Open,
    /// わからない
    Unknown,
    /// There is none: no such number, none of the lines.
    None,
    /// An option; for yes and no: 0 no, 1 yes.
    Option(u8),
}

/// The answer to one question, as entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// What is chosen.
    pub(crate) pick: Pick,
    /// What is typed.
    pub(crate) entry: Entry,
    /// The lines that are ticked, by key.
    pub(crate) lines: Vec<u32>,
}

impl Reply {
    /// Whether nothing was entered.
    pub(crate) fn is_open(&self) -> bool {
        self.pick == Pick::Open && self.entry.text().trim().is_empty() && self.lines.is_empty()
    }

    /// The mistake, where the number that is typed cannot be read.
    pub(crate) fn mistake(&self, question: &Question) -> Option<InputError> {
        let format = Format::of(&question.kind)?;
        match (self.pick, self.entry.read(&format)) {
            (Pick::Open, Read::Wrong(error)) => Some(error.clone()),
            _ => None,
        }
    }

    /// What was entered where a document has this answer. `lines`: the ids of its lines with their keys.
    pub(crate) fn given(question: &Question, answer: &Answer, lines: &[(&str, u32)]) -> Self {
        let mut reply = Self::default();
        match (&question.kind, answer) {
            (_, Answer::Unknown) => reply.pick = Pick::Unknown,
            (_, Answer::Truth(value)) => reply.pick = Pick::Option(u8::from(*value)),
            (AnswerKind::Choice(choices), Answer::Text(id)) => {
                let option = choices.iter().position(|choice| choice.id == *id);
                reply.pick = option.and_then(|option| u8::try_from(option).ok()).map_or(Pick::Open, Pick::Option);
            }
            (AnswerKind::Number { decimal, .. }, Answer::Text(text)) => {
                // A decimal is digits; everything else that the engine takes is the word for "there is none".
                match *decimal && text.starts_with(|sign: char| sign.is_ascii_digit()) {
                    true => reply.entry = Entry::typed(text),
                    false => reply.pick = Pick::None,
                }
            }
            (_, Answer::Text(_)) => {}
            (_, Answer::Whole(value)) => reply.entry = Entry::typed(&grouped(&value.to_string())),
            (_, Answer::Lines(ids)) => {
                let key = |id: &String| lines.iter().find(|(known, _)| known == id).map(|(_, key)| *key);
                reply.lines = ids.iter().filter_map(key).collect();
                if ids.is_empty() {
                    reply.pick = Pick::None;
                }
            }
        }
        reply
    }

    /// The answer that it comes to; `known` says which lines are still there.
    pub(crate) fn answer(&self, question: &Question, known: &dyn Fn(u32) -> bool) -> Option<Answer> {
        match (&question.kind, self.pick) {
            (_, Pick::Unknown) => Some(Answer::Unknown),
            (AnswerKind::Truth, Pick::Option(option)) => Some(Answer::Truth(option == 1)),
            (AnswerKind::Choice(choices), Pick::Option(option)) => {
                choices.get(usize::from(option)).map(|choice| Answer::Text(choice.id.clone()))
            }
            (AnswerKind::Number { .. }, Pick::None) => Some(Answer::Text("none".to_owned())),
            (AnswerKind::Number { .. }, _) => match self.entry.read(&Format::of(&question.kind)?) {
                Read::Whole(value) => Some(Answer::Whole(*value)),
                Read::Decimal(text) => Some(Answer::Text(text.clone())),
                Read::Empty | Read::Wrong(_) => None,
            },
            (AnswerKind::Lines, Pick::None) => Some(Answer::Lines(Vec::new())),
            (AnswerKind::Lines, _) => {
                let ids: Vec<String> = self.lines.iter().filter(|key| known(**key)).map(|key| item_id(*key)).collect();
                (!ids.is_empty()).then_some(Answer::Lines(ids))
            }
            (AnswerKind::Truth | AnswerKind::Choice(_), _) => None,
        }
    }
}
