//! What is asked, and what an absent answer stands for.

use super::positions::KindSet;
use crate::exact::Exact;

/// A part of the page.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// One sentence under the heading; may be empty.
    pub help: String,
    /// Whether it is asked for the self-check, not for the amount.
    pub check: bool,
}

/// A question about the applicant or about a line.
#[derive(Clone, Debug)]
pub struct Question {
    /// The public id.
    pub id: String,
    /// The question.
    pub label: String,
    /// How to answer it.
    pub help: String,
    /// The clause it comes from; empty where there is none.
    pub cite: String,
    /// Position in [`super::Edition::sections`].
    pub section: u8,
    /// The sort of answer.
    pub kind: AnswerKind,
    /// The default.
    pub absent: Absent,
    /// Whether "I don't know" counts as no answer.
    pub null_is_absent: bool,
    /// For a question about a line: only for lines of these kinds.
    pub kinds: KindSet,
    /// The reason shown where it cannot matter.
    pub moot: String,
}

/// The sort of answer that a question takes.
#[derive(Clone, Debug)]
pub enum AnswerKind {
    /// Yes or no.
    Truth,
    /// One of several.
    Choice(Vec<Choice>),
    /// A number.
    Number {
        /// Whether it may have decimals; then it is written as a string.
        decimal: bool,
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
        /// Unit behind the number: 人, 円, か所.
        unit: String,
        /// The words for "there is no such number", where that is an answer.
        none: Option<String>,
    },
    /// Other lines of the quote.
    Lines,
}

/// One of several answers.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The public id.
    pub id: String,
    /// Its words.
    pub label: String,
    /// A heading over a run of choices; may be empty.
    pub group: String,
}

/// What an absent answer stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Unknown.
    Unknown,
    /// One of the options.
    Option(u8),
    /// A number.
    Number(Exact),
    /// "There is no such number".
    None,
    /// No line.
    NoLines,
}
