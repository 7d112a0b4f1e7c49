//! Mistakes in reading the quote and in answering: another document.

use serde_json::{Value, json};

use crate::programme::Programme;

/// The document as somebody reads it who makes the mistake; `None` for a mistake in computing.
pub(super) fn misread(application: &Value, mistake: &str) -> Option<Value> {
    let mut document = application.clone();
    let counts_tax = !Programme::in_document(application).is_ict();
    let of_line: fn(&mut Value, bool) = match mistake {
        "price-read-with-tax" => |line, _| {
            if line["tax"] == "excluded" {
                line["tax"] = json!("included");
            }
        },
        "price-read-without-tax" => |line, _| {
            if line["tax"] == "included" {
                line["tax"] = json!("excluded");
            }
        },
        "tax-per-unit" => tax_per_unit,
        "whole-contract" => |line, _| {
            if let Some(total) = line["months"].get("total").cloned() {
                line["months"]["inYear"] = total;
            }
        },
        "full-year" => |line, _| {
            if line.get("months").is_some() {
                line["months"]["inYear"] = json!(12);
            }
        },
        "discount-forgotten" => |line, _| _ = line.as_object_mut().map(|line| line.remove("discountYen")),
        "staff-priced" => |line, _| line["answers"]["staff-priced"] = json!(true),
        "not-staff-priced" => |line, _| line["answers"]["staff-priced"] = json!(false),
        "briefing-counted" => |line, _| {
            if line["kind"] == "operation-briefing" {
                line["kind"] = json!("consulting");
            }
        },
        "package" | "separate" => {
            document["answers"]["route"] = json!(mistake);
            return Some(document);
        }
        _ => return None,
    };
    for line in document["items"].as_array_mut().into_iter().flatten() {
        of_line(line, counts_tax);
    }
    Some(document)
}

/// The tax of one unit is taken off, or put on, and rounded; then comes the quantity.
fn tax_per_unit(line: &mut Value, counts_tax: bool) {
    let with = 100 + line.get("taxRatePercent").and_then(Value::as_u64).unwrap_or(10);
    let (from, to) = if counts_tax { ("excluded", "included") } else { ("included", "excluded") };
    if line["tax"] != from {
        return;
    }
    line["tax"] = json!(to);
    for key in ["unitPriceYen", "discountYen"] {
        if let Some(yen) = line.get(key).and_then(Value::as_u64) {
            line[key] = json!(if counts_tax { yen * with / 100 } else { yen * 100 / with });
        }
    }
}
