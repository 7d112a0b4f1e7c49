//! One applicant: for every question the answers that are still possible.
//!
//! A known answer is a domain with one member, an unknown one the whole domain. Splitting a case is making one domain
//! smaller. This module does not know the documents.

use crate::edition::{Absent, AnswerKind, Edition, KindSet, OptionSet, Question};
use crate::exact::Exact;
use crate::range::Truth;

/// One applicant.
#[derive(Clone, Debug)]
pub struct Facts {
    /// One for each question of the edition.
    pub answers: Vec<Domain>,
    /// In the order of the quote.
    pub lines: Vec<Line>,
    /// Whether the lines are still unknown; `lines` is then a placeholder for any.
    pub lines_unknown: bool,
}

/// One line of a quote.
#[derive(Clone, Debug)]
pub struct Line {
    /// The kinds that it may be of; one where that is known.
    pub kinds: KindSet,
    /// Per unit, and per month where there are months.
    pub unit_price_yen: i64,
    /// How many units.
    pub quantity: i64,
    /// Whether the price includes consumption tax.
    pub tax: Tax,
    /// 8 or 10.
    pub tax_rate_percent: u8,
    /// For a monthly charge: the months in the fiscal year.
    pub months_in_year: Option<u8>,
    /// Its share of the quote's discount, off the whole line.
    pub discount_yen: i64,
    /// One for each item question of the edition.
    pub answers: Vec<Domain>,
    /// Whether this is a placeholder for any number of lines of any price.
    pub any: bool,
    /// Whether it counts against all rules: a usual mistake.
    pub insisted: bool,
}

/// How consumption tax stands in a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Tax {
    /// 税抜
    Excluded,
    /// 税込
    Included,
    /// 非課税・不課税
    Exempt,
}

/// The answers that are still possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Some of the options.
    Options(OptionSet),
    /// Numbers, or "there is no such number", or both.
    Number {
        /// The smallest.
        low: Exact,
        /// The largest.
        high: Exact,
        /// Whether "there is no such number" is the answer, is not, or may be.
        none: Truth,
    },
    /// Exactly these lines, in rising order.
    Lines(Vec<u16>),
    /// For each line whether it is one of them. A known line never names itself.
    SomeLines(Vec<Truth>),
}

/// The bit for "no".
pub const NO: OptionSet = 1;
/// The bit for "yes".
pub const YES: OptionSet = 2;

impl Domain {
    /// Yes or no.
    #[must_use]
    pub const fn truth(value: bool) -> Self {
        Self::Options(if value { YES } else { NO })
    }

    /// One number.
    #[must_use]
    pub fn number(value: Exact) -> Self {
        Self::Number { low: value.clone(), high: value, none: Truth::False }
    }

    /// "There is no such number".
    #[must_use]
    pub const fn no_number() -> Self {
        Self::Number { low: Exact::ZERO, high: Exact::ZERO, none: Truth::True }
    }

    /// Every possible answer.
    #[must_use]
    pub fn unknown(question: &Question, lines: usize) -> Self {
        match &question.kind {
            AnswerKind::Truth => Self::Options(NO | YES),
            AnswerKind::Choice(choices) => Self::Options(every(choices.len())),
            AnswerKind::Number { min, max, none, .. } => Self::Number {
                low: Exact::whole(*min),
                high: Exact::whole(*max),
                none: if none.is_some() { Truth::Open } else { Truth::False },
            },
            AnswerKind::Lines => Self::SomeLines(vec![Truth::Open; lines]),
        }
    }

    /// The default of the question.
    #[must_use]
    pub fn absent(question: &Question, lines: usize) -> Self {
        match &question.absent {
            Absent::Unknown => Self::unknown(question, lines),
            Absent::Option(option) => Self::Options(1 << option),
            Absent::Number(value) => Self::number(value.clone()),
            Absent::None => Self::no_number(),
            Absent::NoLines => Self::Lines(Vec::new()),
        }
    }

    /// Whether only one answer is left.
    #[must_use]
    pub fn is_known(&self) -> bool {
        match self {
            Self::Options(set) => set.count_ones() == 1,
            Self::Number { low, high, none } => match none {
                Truth::True => true,
                Truth::False => low == high,
                Truth::Open => false,
            },
            Self::Lines(_) => true,
            Self::SomeLines(lines) => !lines.contains(&Truth::Open),
        }
    }
}

// All of the first `count` options.
const fn every(count: usize) -> OptionSet {
    if count >= 128 { OptionSet::MAX } else { (1 << count) - 1 }
}

impl Facts {
    /// The facts of an applicant whose lines are not known: any number of lines of every kind.
    #[must_use]
    pub fn with_any_lines(edition: &Edition, answers: Vec<Domain>) -> Self {
        let count = edition.kinds.len();
        let lines = (0..count)
            .map(|kind| Line {
                kinds: 1 << kind,
                unit_price_yen: 0,
                quantity: 0,
                tax: Tax::Exempt,
                tax_rate_percent: 10,
                months_in_year: None,
                discount_yen: 0,
                answers: edition.item_questions.iter().map(|q| Domain::unknown(q, count)).collect(),
                any: true,
                insisted: false,
            })
            .collect();
        Self { answers, lines, lines_unknown: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_known_when_only_one_is_left() {
        let number = |low, high, none| Domain::Number { low: Exact::whole(low), high: Exact::whole(high), none };
        for (domain, known) in [
            (Domain::Options(0b100), true),
            (Domain::Options(0b101), false),
            (number(3, 3, Truth::False), true),
            (number(3, 4, Truth::False), false),
            (number(3, 3, Truth::Open), false),
            (number(3, 4, Truth::True), true),
            (Domain::Lines(vec![1]), true),
            (Domain::SomeLines(vec![Truth::True, Truth::False]), true),
            (Domain::SomeLines(vec![Truth::True, Truth::Open]), false),
        ] {
            assert_eq!(domain.is_known(), known, "{domain:?}");
        }
    }
}
