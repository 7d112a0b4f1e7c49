//! Applications at random for any edition: whatever it asks is answered, or left open, and whatever can be bought is.

use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition, Question};
use serde_json::{Map, Value, json};

use crate::random::Random;

/// A valid application. Of a hundred answers so many are left open.
pub(crate) fn random_application(edition: &Edition, random: &mut Random, open_percent: usize) -> Value {
    let lines = random.below(6);
    let items: Vec<Value> = (0..lines).map(|line| item(edition, random, open_percent, line, lines)).collect();
    let answers = answers(edition.questions.iter(), random, open_percent, (0, 0));
    json!({
        "schema": "kaigo-hojo/application/1", "programme": edition.about.id, "answers": answers, "items": items,
    })
}

fn item(edition: &Edition, random: &mut Random, open_percent: usize, line: usize, lines: usize) -> Value {
    let kind = random.below(edition.kinds.len());
    let asked = edition.item_questions.iter().filter(|question| question.kinds >> kind & 1 == 1);
    json!({
        "id": id(line), "kind": edition.kinds[kind].id, "unitPriceYen": amount(random, 2_000_000), "quantity": random.below(5),
        "tax": *random.pick(&["included", "excluded", "exempt"]), "answers": answers(asked, random, open_percent, (line, lines)),
    })
}

fn id(line: usize) -> String {
    format!("i{line}")
}

fn answers<'q>(
    questions: impl Iterator<Item = &'q Question>,
    random: &mut Random,
    open_percent: usize,
    lines: (usize, usize),
) -> Map<String, Value> {
    let mut answers = Map::new();
    for question in questions {
        if random.below(100) >= open_percent {
            answers.insert(question.id.clone(), answer(&question.kind, random, lines));
        }
    }
    answers
}

fn answer(kind: &AnswerKind, random: &mut Random, (line, lines): (usize, usize)) -> Value {
    match kind {
        AnswerKind::Truth => json!(random.below(2) == 0),
        AnswerKind::Choice(options) => json!(random.pick(options).id),
        AnswerKind::Number { none: Some(_), .. } if random.below(8) == 0 => json!("none"),
        AnswerKind::Number { decimal, min, max, .. } => {
            let number = (min + amount(random, 6_000_000)).min(*max);
            if *decimal { json!(number.to_string()) } else { json!(number) }
        }
        AnswerKind::Lines => {
            json!((0..lines).filter(|at| *at != line && random.below(3) == 0).map(id).collect::<Vec<_>>())
        }
    }
}

// Small numbers as often as large ones: bands and places are small, yen are not.
fn amount(random: &mut Random, most: usize) -> i64 {
    let most = *random.pick(&[2, 20, 100, most / 10, most]);
    i64::try_from(random.below(most + 1)).expect("a small number")
}
