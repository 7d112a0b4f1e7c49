//! Conditions in words: `「定員」が20人以上、かつ 「夜間の職員」が「はい」`.

use kaigo_hojo_rules::edition::{AnswerKind, Choice, ConditionIx, Edition, Question, Test};

use crate::words::quantity;

/// What a condition's words are joined with, so that brackets go around what would be read wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    One,
    All,
    Any,
}

/// A condition in words.
pub(crate) fn words(edition: &Edition, condition: ConditionIx) -> String {
    told(edition, condition, true).0
}

// A condition, or its opposite.
fn told(edition: &Edition, ix: ConditionIx, holds: bool) -> (String, Shape) {
    let one = |text: String| (text, Shape::One);
    let is_not = if holds { "" } else { "でない" };
    match &edition.conditions[usize::from(ix)].test {
        Test::All(parts) => joined(edition, parts, holds, Shape::All),
        Test::Any(parts) => joined(edition, parts, holds, Shape::Any),
        Test::Not(part) => told(edition, *part, !holds),
        Test::Among(question, set) => one(among(&edition.questions[usize::from(*question)], "", *set, holds)),
        Test::ItemAmong(question, set) => {
            one(among(&edition.item_questions[usize::from(*question)], "明細の", *set, holds))
        }
        Test::NoNumber(question) => {
            let question = &edition.questions[usize::from(*question)];
            let none = match &question.kind {
                AnswerKind::Number { none: Some(none), .. } => none.as_str(),
                _ => "",
            };
            one(format!("「{}」が「{none}」{is_not}", question.label))
        }
        Test::Kind(set) => {
            let kinds = edition.kinds.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
            let labels: Vec<&str> = kinds.map(|(_, kind)| kind.label.as_str()).collect();
            one(format!("経費の種類が{}", one_of(&labels, holds)))
        }
        Test::Counted => one(if holds { "対象になる" } else { "対象にならない" }.to_owned()),
        Test::Monthly => one(if holds { "月ごとに払う" } else { "月ごとに払わない" }.to_owned()),
        Test::Reading(reading, option) => {
            let reading = &edition.readings[usize::from(*reading)];
            let option = reading.options.get(usize::from(*option)).map_or("", |option| option.label.as_str());
            one(if holds {
                format!("読み方が「{option}」")
            } else {
                format!("読み方が「{option}」でない")
            })
        }
        Test::Route(route) => {
            let question = edition.menu.as_ref().map(|menu| &edition.questions[usize::from(menu.question)]);
            let route = match question.map(|question| &question.kind) {
                Some(AnswerKind::Choice(choices)) => choices.get(usize::from(*route)),
                _ => None,
            };
            one(format!("「{}」による申請{is_not}", route.map_or("", |route| route.label.as_str())))
        }
        Test::AtLeast(step, bound) => {
            let (step, end) = (&edition.steps[usize::from(*step)], if holds { "以上" } else { "未満" });
            one(format!("「{}」が{}{end}", step.label, quantity(bound, &step.unit)))
        }
        Test::Positive(step) => {
            let end = if holds { "0より大きい" } else { "0" };
            one(format!("「{}」が{end}", edition.steps[usize::from(*step)].label))
        }
    }
}

// The opposite of "all of them" is "not one of them, or not another": said of each part.
fn joined(edition: &Edition, parts: &[ConditionIx], holds: bool, shape: Shape) -> (String, Shape) {
    if let [part] = parts {
        return told(edition, *part, holds);
    }
    let all = (shape == Shape::All) == holds;
    let (shape, with) = if all { (Shape::All, "、かつ ") } else { (Shape::Any, "、または ") };
    let part = |part: &ConditionIx| match told(edition, *part, holds) {
        (text, inner) if inner == Shape::One || inner == shape => text,
        (text, _) => format!("（{text}）"),
    };
    (parts.iter().map(part).collect::<Vec<_>>().join(with), shape)
}

fn one_of(labels: &[&str], holds: bool) -> String {
    let quoted: String = labels.iter().map(|label| format!("「{label}」")).collect();
    match (labels.len() < 2, holds) {
        (true, true) => quoted,
        (true, false) => quoted + "でない",
        (false, true) => quoted + "のどれか",
        (false, false) => quoted + "のどれでもない",
    }
}

fn among(question: &Question, of: &str, set: u128, holds: bool) -> String {
    let labels = match &question.kind {
        AnswerKind::Truth => {
            let words = ["いいえ", "はい"].into_iter().enumerate();
            words.filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, word)| word).collect()
        }
        AnswerKind::Choice(choices) => grouped(choices, set),
        AnswerKind::Number { .. } | AnswerKind::Lines => Vec::new(),
    };
    format!("{of}「{}」が{}", question.label, one_of(&labels, holds))
}

// The choices of a set; a group that is in it as a whole, by its heading.
fn grouped(choices: &[Choice], set: u128) -> Vec<&str> {
    let has = |bit: usize| set >> bit & 1 == 1;
    let whole = |group: &str| {
        !group.is_empty() && choices.iter().enumerate().all(|(bit, choice)| choice.group != group || has(bit))
    };
    let mut labels: Vec<&str> = Vec::new();
    for (bit, choice) in choices.iter().enumerate().filter(|(bit, _)| has(*bit)) {
        debug_assert!(bit < 128, "a set has so many options");
        let label = if whole(&choice.group) { &choice.group } else { &choice.label };
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    labels
}
