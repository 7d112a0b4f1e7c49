//! How what was read differs from what a person reads, as `tests/quotes/README.md` says it.

use kaigo_hojo_assess::rules::edition::{Edition, Outcome};
use serde_json::{Value, json};

/// All differences, in words.
pub(crate) fn of(person: &Value, reader: &Value, edition: &Edition) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, expected: &Value, found: &Value| {
        if expected != found {
            wrong.push(format!("{what}: {found} instead of {expected}"));
        }
    };
    let reason = reader["refused"].get("reason").unwrap_or(&Value::Null);
    same("refused", &person["refused"], reason);
    same("how many rows", &json!(list(&person["rows"]).len()), &json!(list(&reader["rows"]).len()));
    for (person, reader) in list(&person["rows"]).iter().zip(list(&reader["rows"])) {
        let at = format!("row {}", person["row"]);
        for key in ["row", "role", "inOrder", "amountYen", "over"] {
            same(&format!("{at} {key}"), &person[key], &reader[key]);
        }
        let lines = (list(&person["lines"]), list(&reader["lines"]));
        same(&format!("{at}: how many lines"), &json!(lines.0.len()), &json!(lines.1.len()));
        for (person, reader) in lines.0.iter().zip(lines.1) {
            for key in LINE {
                same(&format!("{at} {key}"), &person[*key], &reader[*key]);
            }
        }
    }
    same("how many sums", &json!(list(&person["sums"]).len()), &json!(list(&reader["sums"]).len()));
    for (person, reader) in list(&person["sums"]).iter().zip(list(&reader["sums"])) {
        for key in SUM {
            same(&format!("sum of row {} {key}", person["row"]), &person[*key], &reader[*key]);
        }
    }
    let (mine, theirs) = (&person["totals"], &reader["totals"]);
    for key in ["quote", "agrees"] {
        same(&format!("totals {key}"), &mine[key], &theirs[key]);
    }
    for key in ["added", "perMonth"] {
        same(&format!("totals {key}"), &money(&mine[key]), &money(&theirs[key]));
    }
    wrong.extend(kinds(person, reader, edition));
    wrong.extend(questions(person, reader));
    wrong
}

const LINE: &[&str] = &[
    "name",
    "quantity",
    "unit",
    "unitPriceYen",
    "amountYen",
    "tax",
    "taxRatePercent",
    "amountIncludedYen",
    "discountYen",
    "charge",
    "months",
    "class",
    "sure",
];
const SUM: &[&str] = &["row", "what", "of", "yen", "tax", "charge", "ratePercent", "rounding", "perLine", "agrees"];

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Yen by tax, without what is zero.
pub(crate) fn money(value: &Value) -> Value {
    let Value::Object(parts) = value else { return if value.is_null() { Value::Null } else { value.clone() } };
    let there = parts.iter().filter(|(_, yen)| **yen != json!(0));
    let there: serde_json::Map<String, Value> = there.map(|(key, yen)| (key.clone(), yen.clone())).collect();
    if there.is_empty() { Value::Null } else { Value::Object(there) }
}

/// A name that leaves no doubt has its one kind; of a guess each class that a person finds possible is.
fn kinds(person: &Value, reader: &Value, edition: &Edition) -> Vec<String> {
    let outcome = |id: &Value| -> Option<Outcome> {
        edition.kinds.iter().find(|kind| Some(kind.id.as_str()) == id.as_str()).map(|kind| kind.outcome)
    };
    let mut wrong = Vec::new();
    for (mine, theirs) in list(&person["rows"]).iter().zip(list(&reader["rows"])) {
        for (line, read) in list(&mine["lines"]).iter().zip(list(&theirs["lines"])) {
            let found: Vec<Option<Outcome>> = list(&read["kinds"]).iter().map(outcome).collect();
            let fits = if line["sure"] == "yes" {
                line["kinds"] == read["kinds"]
            } else {
                list(&line["kinds"]).iter().all(|kind| found.contains(&outcome(kind)))
            };
            if !fits {
                wrong.push(format!("row {} kinds: {} instead of {}", mine["row"], read["kinds"], line["kinds"]));
            }
        }
    }
    wrong
}

/// What a person asks is asked, of every row; what is asked beyond it is what a careful person may ask.
fn questions(person: &Value, reader: &Value) -> Vec<String> {
    let each = |questions: &Value| -> Vec<(String, Value, Value)> {
        let of_rows = |question: &Value| {
            let about = question["about"].as_str().unwrap_or_default().to_owned();
            let column = question["column"].clone();
            list(&question["rows"]).iter().map(|row| (about.clone(), row.clone(), column.clone())).collect::<Vec<_>>()
        };
        list(questions).iter().flat_map(of_rows).collect()
    };
    let (must, may, asked) = (each(&person["questions"]), each(&person["mayAsk"]), each(&reader["questions"]));
    let same = |one: &(String, Value, Value), other: &(String, Value, Value)| {
        one.0 == other.0 && one.1 == other.1 && (one.2.is_null() || one.2 == other.2)
    };
    let silent = must.iter().filter(|must| !asked.iter().any(|asked| same(must, asked)));
    let silent = silent.map(|(about, row, _)| format!("row {row}: {about} is not asked"));
    let needless = asked.iter().filter(|asked| !must.iter().chain(&may).any(|mine| same(mine, asked)));
    let needless = needless.map(|(about, row, _)| format!("row {row}: {about} is asked"));
    silent.chain(needless).collect()
}
