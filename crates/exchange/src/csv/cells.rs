//! What stands in one cell: kinds, taxes and answers in words, the same words out and in.
//!
//! What is written is what is read: a label stands alone only where the reader finds the same thing by it, else its id
//! stands behind it in brackets.

use kaigo_hojo_contract::application::{Answer, Tax};
use kaigo_hojo_contract::decimal::decimal;
use kaigo_hojo_contract::limits::{MOST, MOST_KINDS};
use kaigo_hojo_rules::edition::{AnswerKind, Edition, Question};

use crate::fold::plain;
use crate::input::{parse_decimal, parse_whole, parse_yen};

const YES: &str = "はい";
const NO: &str = "いいえ";
const UNKNOWN: &str = "わからない";
const NOTHING: &str = "なし";

/// A label with its id in brackets: unambiguous whatever the label.
pub(super) fn with_id(label: &str, id: &str) -> String {
    [label, " [", id, "]"].concat()
}

/// The id that a text ends with in brackets.
pub(super) fn id_in(text: &str) -> Option<&str> {
    text.trim_end().strip_suffix(']')?.rsplit_once('[').map(|(_, id)| id)
}

// Which of several a text means, each with its id and its label.
fn which(text: &str, of: &[(&str, &str)]) -> Option<usize> {
    let id = id_in(text).unwrap_or(text.trim());
    let by_id = of.iter().position(|(other, _)| *other == id);
    by_id.or_else(|| {
        let folded = plain(text);
        only(of.iter().enumerate().filter(|(_, (_, label))| plain(label) == folded).map(|(at, _)| at))
    })
}

// The first, where all others are the same.
fn only(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

// Between the kinds that a line may be of.
const OR: &str = " または ";

/// What the kinds with these ids are called.
pub(super) fn kinds_text(edition: &Edition, ids: &[String]) -> String {
    ids.iter().map(|id| kind_text(edition, id)).collect::<Vec<_>>().join(OR)
}

/// The kinds that a cell names where it names several, each by itself as for [`kind_of`].
pub(super) fn kinds_in(edition: &Edition, text: &str) -> Option<Vec<usize>> {
    // The name of one kind may have the word in it.
    if edition.kinds.iter().any(|kind| plain(&kind.label) == plain(text)) {
        return None;
    }
    let kinds = text.split(OR).map(|part| kind_of(edition, part)).collect::<Option<Vec<usize>>>()?;
    let is_new = |at: usize| !kinds[..at].contains(&kinds[at]);
    ((2..=MOST_KINDS).contains(&kinds.len()) && (1..kinds.len()).all(is_new)).then_some(kinds)
}

/// What the kind with an id is called.
fn kind_text(edition: &Edition, id: &str) -> String {
    match edition.kinds.iter().position(|kind| kind.id == id) {
        None => id.to_owned(),
        Some(at) => {
            let label = &edition.kinds[at].label;
            if kind_of(edition, label) == Some(at) { label.clone() } else { with_id(label, id) }
        }
    }
}

/// The kind that a cell names by its label, its id or one of its examples.
pub(super) fn kind_of(edition: &Edition, text: &str) -> Option<usize> {
    let kinds: Vec<(&str, &str)> = edition.kinds.iter().map(|kind| (kind.id.as_str(), kind.label.as_str())).collect();
    which(text, &kinds).or_else(|| {
        let folded = plain(text);
        let named = |at: &usize| edition.kinds[*at].examples.iter().any(|example| plain(example) == folded);
        only((0..kinds.len()).filter(named))
    })
}

/// 税抜, 税込, 非課税
pub(super) const fn tax_text(tax: Tax) -> &'static str {
    match tax {
        Tax::Excluded => "税抜",
        Tax::Included => "税込",
        Tax::Exempt => "非課税",
    }
}

/// How the words of a cell say that tax stands in a price.
pub(crate) fn tax_in(words: &str) -> Option<Tax> {
    let words = plain(words);
    let has = |some: &[&str]| some.iter().any(|word| words.contains(word));
    if has(&["非課税", "不課税", "対象外", "exempt"]) {
        Some(Tax::Exempt)
    } else if has(&["税抜", "税別", "外税", "excluded"]) {
        Some(Tax::Excluded)
    } else if has(&["税込", "内税", "included"]) {
        Some(Tax::Included)
    } else {
        None
    }
}

/// An answer in words; `lines` has the ids of all lines in their order.
pub(super) fn answer_text(question: &Question, answer: &Answer, lines: &[&str]) -> String {
    match answer {
        Answer::Unknown => UNKNOWN.to_owned(),
        Answer::Truth(value) => (if *value { YES } else { NO }).to_owned(),
        Answer::Whole(value) => value.to_string(),
        Answer::Text(id) => {
            let label = match &question.kind {
                AnswerKind::Choice(choices) => {
                    choices.iter().find(|choice| choice.id == *id).map(|choice| &choice.label)
                }
                AnswerKind::Number { none, .. } if id == "none" => none.as_ref(),
                _ => None,
            };
            match label {
                Some(label) if answer_of(question, label) == Ok(Said::Answer(answer.clone())) => label.clone(),
                Some(label) if matches!(question.kind, AnswerKind::Choice(_)) => with_id(label, id),
                _ => id.clone(),
            }
        }
        Answer::Lines(ids) if ids.is_empty() => NOTHING.to_owned(),
        Answer::Lines(ids) => {
            let number = |id: &String| match lines.iter().position(|line| line == id) {
                Some(at) => (at + 1).to_string(),
                None => id.clone(),
            };
            ids.iter().map(number).collect::<Vec<_>>().join("、")
        }
    }
}

/// What a cell says to a question.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// An answer.
    Answer(Answer),
    /// The numbers of lines, from 1.
    Lines(Vec<usize>),
}

/// The answer in a cell that is not empty, or why it is none.
pub(super) fn answer_of(question: &Question, text: &str) -> Result<Said, String> {
    const LINES: &str = "明細の番号を「1、3」のように入力してください。";
    let folded = plain(text);
    let is = |word: &str| plain(word) == folded;
    if is(UNKNOWN) || is("不明") {
        return Ok(Said::Answer(Answer::Unknown));
    }
    let is_any = |words: &[&str]| words.iter().any(|word| is(word));
    let answer = match &question.kind {
        AnswerKind::Truth if is_any(&[YES, "true", "yes", "○", "〇", "有", "あり"]) => Answer::Truth(true),
        AnswerKind::Truth if is_any(&[NO, "false", "no", "×", "無", NOTHING]) => Answer::Truth(false),
        AnswerKind::Truth => return Err("「はい」か「いいえ」で入力してください。".to_owned()),
        AnswerKind::Choice(choices) => {
            let known: Vec<(&str, &str)> =
                choices.iter().map(|choice| (choice.id.as_str(), choice.label.as_str())).collect();
            match which(text, &known) {
                Some(at) => Answer::Text(choices[at].id.clone()),
                None => {
                    let labels: Vec<&str> = known.iter().take(5).map(|(_, label)| *label).collect();
                    return Err(["選択肢（", &labels.join("、"), "）から選んでください。"].concat());
                }
            }
        }
        AnswerKind::Number { none: Some(none), .. } if is(none) || is("none") => Answer::Text("none".to_owned()),
        // As it is written, where that is already a decimal of the contract.
        AnswerKind::Number { decimal: true, .. } if decimal(text).is_some() => Answer::Text(text.to_owned()),
        AnswerKind::Number { decimal: true, .. } => match parse_decimal(text) {
            Ok(Some(number)) => Answer::Text(number),
            Ok(None) => return Err("数を入力してください。".to_owned()),
            Err(error) => return Err(error.to_string()),
        },
        AnswerKind::Number { min, max, unit, .. } => {
            let read = if unit == "円" { parse_yen(text) } else { parse_whole(text, *min, (*max).min(MOST)) };
            match read {
                Ok(Some(number)) if (*min..=*max).contains(&number) => Answer::Whole(number),
                Ok(_) => {
                    return Err([
                        "範囲の外です。",
                        &min.to_string(),
                        "以上",
                        &max.to_string(),
                        "以下の数を入力してください。",
                    ]
                    .concat());
                }
                Err(error) => return Err(error.to_string()),
            }
        }
        AnswerKind::Lines if is(NOTHING) => Answer::Lines(Vec::new()),
        AnswerKind::Lines => {
            let mut numbers = Vec::new();
            for part in text.split(['、', ',', '，', '・', ';', '/', '／', ' ', '　']).filter(|part| !part.is_empty())
            {
                match parse_whole(part, 1, MOST) {
                    Ok(Some(number)) => numbers.push(usize::try_from(number).unwrap_or(usize::MAX)),
                    _ => return Err(LINES.to_owned()),
                }
            }
            return if numbers.is_empty() { Err(LINES.to_owned()) } else { Ok(Said::Lines(numbers)) };
        }
    };
    Ok(Said::Answer(answer))
}
