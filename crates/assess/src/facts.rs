//! From an application to the engine's [`Facts`] in the terms of an edition: its kinds, questions and options.

use std::collections::BTreeMap;

use kaigo_hojo_contract::decimal::decimal;
use kaigo_hojo_contract::decode::{Result, fail};
use kaigo_hojo_contract::error::{Code, join};
use kaigo_hojo_contract::{Answer, Application, Item};
use kaigo_hojo_rules::edition::{AnswerKind, Edition, KindSet, Question};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::facts::{Domain, Facts, Line};

/// Reads what an application says in the terms of an edition.
///
/// # Errors
/// The first mistake, with its path.
pub fn facts(edition: &Edition, application: &Application) -> Result<Facts> {
    let no_ids = BTreeMap::new();
    let of_answers = domains(&edition.questions, &application.answers, "answers", &no_ids, None)?;
    let Some(items) = &application.items else { return Ok(Facts::with_any_lines(edition, of_answers)) };
    let mut ids: BTreeMap<&str, u16> = BTreeMap::new();
    for (ix, item) in items.iter().enumerate() {
        let narrow = u16::try_from(ix).unwrap_or(u16::MAX);
        if ids.insert(&item.id, narrow).is_some() {
            return fail(Code::Duplicate, format!("items[{ix}].id"), "同じ id の明細があります。");
        }
    }
    let mut lines = Vec::with_capacity(items.len());
    for (ix, item) in items.iter().enumerate() {
        let kinds = kinds(edition, item, ix)?;
        let path = if item.answers.is_empty() { String::new() } else { format!("items[{ix}].answers") };
        let answers = domains(&edition.item_questions, &item.answers, &path, &ids, Some(ix))?;
        lines.push(Line {
            kinds,
            unit_price_yen: item.unit_price_yen,
            quantity: item.quantity,
            tax: item.tax,
            tax_rate_percent: item.tax_rate_percent,
            months_in_year: item.months.map(|months| months.in_year),
            discount_yen: item.discount_yen,
            answers,
            any: false,
            insisted: false,
        });
    }
    Ok(Facts { answers: of_answers, lines, lines_unknown: false })
}

// The kinds of the item at a position; one that is listed twice counts once.
fn kinds(edition: &Edition, item: &Item, ix: usize) -> Result<KindSet> {
    let unknown =
        |place: String| fail(Code::UnknownKind, format!("items[{ix}].{place}"), "この制度にない経費の種類です。");
    let mut set = 0;
    for (at, id) in item.kinds.iter().enumerate() {
        match edition.kinds.iter().position(|kind| kind.id == *id) {
            Some(kind) => set |= 1 << kind,
            None if item.kinds.len() > 1 => return unknown(format!("kindAmong[{at}]")),
            None => break,
        }
    }
    if set == 0 { unknown("kind".to_owned()) } else { Ok(set) }
}

// `own`: for the questions about a line, which line it is.
fn domains(
    questions: &[Question],
    answers: &BTreeMap<String, Answer>,
    path: &str,
    ids: &BTreeMap<&str, u16>,
    own: Option<usize>,
) -> Result<Vec<Domain>> {
    let mut used = 0;
    let mut domains = Vec::with_capacity(questions.len());
    for question in questions {
        domains.push(match answers.get(&question.id) {
            None => Domain::absent(question, ids.len()),
            Some(answer) => {
                used += 1;
                domain(question, answer, ids, own)
                    .or_else(|(code, at, message)| fail(code, format!("{}{at}", join(path, &question.id)), message))?
            }
        });
    }
    if used < answers.len()
        && let Some(key) = answers.keys().find(|key| questions.iter().all(|question| question.id != **key))
    {
        return fail(Code::UnknownQuestion, join(path, key), "この制度にない質問です。");
    }
    Ok(domains)
}

type Wrong = (Code, String, String);

fn domain(
    question: &Question,
    answer: &Answer,
    ids: &BTreeMap<&str, u16>,
    own: Option<usize>,
) -> core::result::Result<Domain, Wrong> {
    let wrong = |code: Code, message: &str| Err((code, String::new(), message.to_owned()));
    if *answer == Answer::Unknown {
        return Ok(if question.null_is_absent {
            Domain::absent(question, ids.len())
        } else {
            unknown(question, ids.len(), own)
        });
    }
    match (&question.kind, answer) {
        (AnswerKind::Truth, Answer::Truth(value)) => Ok(Domain::truth(*value)),
        (AnswerKind::Truth, _) => wrong(Code::WrongType, "true か false で書いてください。"),
        (AnswerKind::Choice(choices), Answer::Text(text)) => match choices.iter().position(|choice| choice.id == *text)
        {
            Some(position) => Ok(Domain::Options(1 << position)),
            None => {
                let all: Vec<&str> = choices.iter().take(8).map(|choice| choice.id.as_str()).collect();
                wrong(Code::UnknownOption, &format!("選択肢にありません（{} など）。", all.join("、")))
            }
        },
        (AnswerKind::Choice(_), _) => wrong(Code::WrongType, "選択肢の id を文字列で書いてください。"),
        (AnswerKind::Number { none: Some(_), .. }, Answer::Text(text)) if text == "none" => Ok(Domain::no_number()),
        (AnswerKind::Number { decimal: true, .. }, Answer::Text(text)) => match decimal(text) {
            Some(value) => Ok(Domain::number(Exact::from_decimal(value))),
            None => wrong(Code::OutOfRange, "整数9桁、小数9桁までの数を \"10.5\" のように書いてください。"),
        },
        (AnswerKind::Number { decimal: true, .. }, _) => {
            wrong(Code::WrongType, "数を \"10.5\" のように文字列で書いてください。")
        }
        (AnswerKind::Number { min, max, .. }, Answer::Whole(value)) => {
            if (*min..=*max).contains(value) {
                Ok(Domain::number(Exact::whole(*value)))
            } else {
                wrong(Code::OutOfRange, &format!("{min}から{max}までの整数で書いてください。"))
            }
        }
        (AnswerKind::Number { none: Some(_), .. }, _) => wrong(Code::WrongType, "整数か \"none\" で書いてください。"),
        (AnswerKind::Number { .. }, _) => wrong(Code::WrongType, "整数で書いてください。"),
        (AnswerKind::Lines, Answer::Lines(names)) => named_lines(names, ids, own),
        (AnswerKind::Lines, _) => wrong(Code::WrongType, "明細の id のリストで書いてください。"),
    }
}

fn unknown(question: &Question, lines: usize, own: Option<usize>) -> Domain {
    let mut domain = Domain::unknown(question, lines);
    // A line is never attached to itself.
    if let (Domain::SomeLines(members), Some(own)) = (&mut domain, own) {
        members[own] = kaigo_hojo_rules::range::Truth::False;
    }
    domain
}

fn named_lines(names: &[String], ids: &BTreeMap<&str, u16>, own: Option<usize>) -> core::result::Result<Domain, Wrong> {
    let mut lines: Vec<u16> = Vec::with_capacity(names.len());
    for (ix, name) in names.iter().enumerate() {
        let wrong = |code: Code, message: &str| Err((code, format!("[{ix}]"), message.to_owned()));
        match ids.get(name.as_str()) {
            None => return wrong(Code::UnknownItem, "この id の明細はありません。"),
            Some(line) if own == Some(usize::from(*line)) => return wrong(Code::UnknownItem, "自分自身は選べません。"),
            Some(line) if lines.contains(line) => return wrong(Code::Duplicate, "同じ明細が二度書かれています。"),
            Some(line) => lines.insert(lines.partition_point(|before| before < line), *line),
        }
    }
    Ok(Domain::Lines(lines))
}
