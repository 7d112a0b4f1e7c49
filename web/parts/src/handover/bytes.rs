//! What is entered, as bytes. A stand-in until the engine side has its own codec for links.

use std::collections::BTreeMap;

use kaigo_hojo_assess::application::{Tax, tax_id};
use kaigo_hojo_assess::rules::wire::Wire;
use kaigo_hojo_assess::{Answer, Application, Item, Months};

use super::Entered;

pub(super) fn pack(entered: &Entered) -> Vec<u8> {
    let mut out = Vec::new();
    entered.application.programme.write(&mut out);
    answers(&entered.application.answers, &mut out);
    entered.application.items.is_some().write(&mut out);
    let items = entered.application.items.as_deref().unwrap_or_default();
    items.len().write(&mut out);
    for item in items {
        item.id.write(&mut out);
        item.kind.write(&mut out);
        item.name.write(&mut out);
        item.unit_price_yen.write(&mut out);
        item.quantity.write(&mut out);
        tax_id(item.tax).to_owned().write(&mut out);
        item.tax_rate_percent.write(&mut out);
        item.months.map(|months| (months.in_year, months.total)).write(&mut out);
        answers(&item.answers, &mut out);
    }
    entered.open.write(&mut out);
    out
}

fn answers(answers: &BTreeMap<String, Answer>, out: &mut Vec<u8>) {
    answers.len().write(out);
    for (id, answer) in answers {
        id.write(out);
        match answer {
            Answer::Unknown => 0_u8.write(out),
            Answer::Truth(value) => (1 + u8::from(*value)).write(out),
            Answer::Text(text) => (3_u8, text.clone()).write(out),
            Answer::Whole(value) => (4_u8, *value).write(out),
            Answer::Lines(ids) => (5_u8, ids.clone()).write(out),
        }
    }
}

pub(super) fn unpack(mut bytes: &[u8]) -> Option<Entered> {
    let input = &mut bytes;
    let programme = String::read(input)?;
    let of_office = read_answers(input)?;
    let known = bool::read(input)?;
    let count = usize::read(input)?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(Item {
            id: String::read(input)?,
            kind: String::read(input)?,
            name: Option::read(input)?,
            unit_price_yen: i64::read(input)?,
            quantity: i64::read(input)?,
            tax: match String::read(input)?.as_str() {
                "included" => Tax::Included,
                "exempt" => Tax::Exempt,
                _ => Tax::Excluded,
            },
            tax_rate_percent: u8::read(input)?,
            months: Option::read(input)?.map(|(in_year, total)| Months { in_year, total }),
            answers: read_answers(input)?,
        });
    }
    let application = Application { programme, answers: of_office, items: known.then_some(items) };
    Some(Entered { application, open: Vec::read(input)? })
}

fn read_answers(input: &mut &[u8]) -> Option<BTreeMap<String, Answer>> {
    let mut answers = BTreeMap::new();
    for _ in 0..usize::read(input)? {
        let id = String::read(input)?;
        let answer = match u8::read(input)? {
            0 => Answer::Unknown,
            1 => Answer::Truth(false),
            2 => Answer::Truth(true),
            3 => Answer::Text(String::read(input)?),
            4 => Answer::Whole(i64::read(input)?),
            5 => Answer::Lines(Vec::read(input)?),
            _ => return None,
        };
        answers.insert(id, answer);
    }
    Some(answers)
}
