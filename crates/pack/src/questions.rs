//! Questions and the answers that a pack writes down.

use kaigo_hojo_rules::edition::{Absent, AnswerKind, Choice, Question};
use kaigo_hojo_rules::exact::Exact;

use crate::diagnostic::Problems;
use crate::names::{Names, find, options};
use crate::services::services;
use crate::source::{self, Answer, Literal};

pub(crate) fn question(
    q: &source::Question,
    of_line: bool,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Question {
    let absent = match &q.absent {
        None => Absent::Unknown,
        Some(literal) => absent(q, literal, problems),
    };
    let mut kinds = if q.kinds.is_some() { 0 } else { u64::MAX };
    for kind in q.kinds.iter().flatten() {
        match names.tags.get(kind.get_ref().as_str()) {
            Some(set) => kinds |= set,
            None => kinds |= find("経費の種類または印", &names.kinds, kind, problems).map_or(0, |ix| 1 << ix.min(63)),
        }
    }
    if of_line == q.section.is_some() {
        let hint = if of_line {
            "明細の質問に section は要りません。"
        } else {
            "section を書いてください。"
        };
        problems.add("P018", q.id.span(), "質問の置き場所が正しくありません。", hint);
    }
    let section = q.section.as_ref().and_then(|name| find("区画", &names.sections, name, problems));
    Question {
        id: q.id.get_ref().clone(),
        label: q.label.clone(),
        help: q.help.clone(),
        cite: q.cite.clone(),
        section: section.and_then(|ix| u8::try_from(ix).ok()).unwrap_or(0),
        kind: kind(q, problems),
        absent,
        null_is_absent: q.null_is_absent,
        kinds,
        moot: q.moot.clone(),
    }
}

// What it is answered with.
fn kind(q: &source::Question, problems: &mut Problems<'_>) -> AnswerKind {
    let choice = |id: &str, label: &str, group: &str| Choice {
        id: id.to_owned(),
        label: label.to_owned(),
        group: group.to_owned(),
    };
    match &q.answer {
        Answer::Truth => AnswerKind::Truth,
        Answer::Service => AnswerKind::Choice(services().map(|s| choice(s.code, s.name, s.class)).collect()),
        Answer::Choice(choices) => {
            if choices.len() < 2 || choices.len() > 100 {
                problems.add("P017", q.id.span(), "選択肢は2から100個です。", "");
            }
            AnswerKind::Choice(choices.iter().map(|c| choice(c.id.get_ref(), &c.label, "")).collect())
        }
        Answer::Lines => AnswerKind::Lines,
        Answer::Number(number) => {
            let max = number.max.unwrap_or(1_000_000_000);
            if number.min < 0 || number.min > max {
                let hint = "0以上で、min が max 以下になるように書いてください。";
                problems.add("P026", q.id.span(), "数値の範囲が正しくありません。", hint);
            }
            AnswerKind::Number {
                decimal: number.decimal,
                min: number.min,
                max,
                unit: number.unit.clone(),
                none: number.none.clone(),
            }
        }
    }
}

/// Reads an answer.
pub(crate) fn absent(q: &source::Question, literal: &toml::Spanned<Literal>, problems: &mut Problems<'_>) -> Absent {
    let found = match (&q.answer, literal.get_ref()) {
        (Answer::Number(number), Literal::Text(text)) if text == "none" && number.none.is_some() => Some(Absent::None),
        (Answer::Number(number), Literal::Whole(value))
            if (number.min.max(0)..=number.max.unwrap_or(1_000_000_000)).contains(value) =>
        {
            Some(Absent::Number(Exact::whole(*value)))
        }
        (Answer::Lines, Literal::Text(text)) if text == "none" => Some(Absent::NoLines),
        (Answer::Truth, Literal::Truth(value)) => Some(Absent::Option(u8::from(*value))),
        (Answer::Choice(_), Literal::Text(text)) => {
            let position = options(q).iter().position(|option| option == text);
            position.and_then(|p| u8::try_from(p).ok()).map(Absent::Option)
        }
        _ => None,
    };
    found.unwrap_or_else(|| {
        let hint = "true / false、選択肢の名前、数値、または \"none\" を書いてください。";
        problems.add("P019", literal.span(), "この質問の既定の答えになりません。", hint);
        Absent::Unknown
    })
}
