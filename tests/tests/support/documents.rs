//! Good documents for tests to spoil, the places in them, and what the command line says of a line.

use serde_json::{Value, json};

pub(crate) const LINES: &[&str] = &["assess", "--lines", "--date", "2026-11-21"];

/// What each line of the output says.
pub(crate) fn outputs(stdout: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(stdout).expect("the output is UTF-8");
    assert!(text.is_empty() || text.ends_with('\n'), "every line is ended");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A document with every part that a document can have.
pub(crate) fn saitama() -> Value {
    json!({
        "schema": "kaigo-hojo/application/1",
        "programme": "saitama-ict-r5",
        "answers": {
            "in-prefecture": true, "careplan-exchange": "none", "staff-fte": "10.49", "staff-heads": 2,
            "past-grant-staff": 5, "service": "11",
        },
        "items": [
            {
                "id": "i1", "kind": "care-software", "name": "介護ソフト", "unitPriceYen": 600_000, "quantity": 1,
                "tax": "excluded", "taxRatePercent": 10, "months": { "inYear": 5, "total": 60 }, "discountYen": 1_500,
                "answers": { "contracted-before-decision": false, "donation-yen": 100 },
            },
        ],
    })
}

pub(crate) fn gunma() -> Value {
    json!({
        "schema": "kaigo-hojo/application/1",
        "programme": "gunma-caretech-r8",
        "answers": { "capacity": 30, "route": "separate", "linked-offices": 5 },
        "items": [
            { "id": "i1", "kind": "monitoring", "unitPriceYen": 250_000, "quantity": 3, "tax": "included",
              "answers": { "listing": "tais" } },
            { "id": "i2", "kind": "incidental", "unitPriceYen": 90_000, "quantity": 1, "tax": "included",
              "answers": { "attached-to": ["i1"] } },
        ],
    })
}

pub(crate) fn kumamoto() -> Value {
    json!({
        "schema": "kaigo-hojo/application/1", "programme": "kumamoto-ict-r5",
        "answers": { "rate-cut-percent": 50 }, "items": [],
    })
}

/// A step of a path: `["items", 2, "quantity"]`.
pub(crate) fn at<'v>(document: &'v mut Value, path: &[Value]) -> &'v mut Value {
    path.iter().fold(document, |value, step| match step {
        Value::String(key) => &mut value[key],
        step => &mut value[usize::try_from(step.as_u64().expect("a position")).expect("a position")],
    })
}

/// Every value of a document, with its path as steps and as it is told.
pub(crate) fn places(value: &Value, steps: &[Value], told: &str, out: &mut Vec<(Vec<Value>, String)>) {
    let mut visit = |step: Value, child: &Value, told: String| {
        let steps = [steps, &[step]].concat();
        out.push((steps.clone(), told.clone()));
        places(child, &steps, &told, out);
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, child)| {
            let told = if told.is_empty() { key.clone() } else { format!("{told}.{key}") };
            visit(json!(key), child, told);
        }),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(ix, child)| visit(json!(ix), child, format!("{told}[{ix}]")));
        }
        _ => {}
    }
}
