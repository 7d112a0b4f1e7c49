//! All completions of a small application, with a few values standing for each way an answer can work.
//!
//! The oracle itself says which unknown answer it needs next; the answers it never needs stay unknown.
//! So the completions are complete for [`crate::try_assess`], and only the verdict may stay undetermined.

use serde_json::{Value, json};

use super::random::{decide_kind, line_cost_with_tax};
use super::vocabulary::{is_listed, is_per_unit};
use crate::assess::try_assess;
use crate::document::{Trouble, Unknown};
use crate::expected::Expected;
use crate::money::Yen;
use crate::programme::Programme;

/// More completions than this are not listed.
pub const LIMIT: usize = 20_000;

/// The contract's limits.
const MAX_INTEGER: u64 = 1_000_000_000;
const MAX_QUANTITY: u64 = 100_000;

/// Every completion, unless there are more than [`LIMIT`] or an answer has no small domain
/// (`attached-to` among more than 5 other lines, Gunma's costs without a known capacity).
///
/// Representatives: booleans and choices in full; one service for each behaviour; a staff number in each band and 0;
/// a capacity for each possible unit limit, and `none`; 0 and 5 linked offices;
/// donations of 0, 1, line cost − 1, line cost, line cost + 1; every subset for `attached-to`;
/// every kind that a line may be of; for unknown costs: none, and lines that bring the amount to its maximum.
///
/// The ends of the range of `amount` are among them, and, where `items` is known, those of each alternative reading.
/// Categories and the figures of single lines may have wider ranges.
pub fn all_completions_small(application: &Value) -> Option<Vec<Value>> {
    let mut completions = Vec::new();
    visit(application.clone(), &mut |completion, _| {
        completions.push(completion);
        completions.len() <= LIMIT
    })?;
    Some(completions)
}

/// The least and the greatest amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// `lowYen`
    pub low: Yen,
    /// `highYen`
    pub high: Yen,
}

/// The range over all completions, those that are not computable left out; `Some(None)` if none is computable.
/// `None` under the same conditions as [`all_completions_small`].
pub fn completion_range(application: &Value) -> Option<Option<Range>> {
    let mut range: Option<Range> = None;
    let mut completions = 0;
    visit(application.clone(), &mut |_, expected| {
        if let Some(amount) = expected.amount {
            let Range { low, high } = range.unwrap_or(Range { low: amount, high: amount });
            range = Some(Range { low: low.min(amount), high: high.max(amount) });
        }
        completions += 1;
        completions <= LIMIT
    })?;
    Some(range)
}

/// Walks the tree of completions; `None` if `leaf` says stop or a domain is not small.
fn visit(application: Value, leaf: &mut impl FnMut(Value, Expected) -> bool) -> Option<()> {
    match try_assess(&application) {
        Ok(expected) => leaf(application, expected).then_some(()),
        Err(Trouble::Unknown(unknown)) => {
            for value in representatives(&application, &unknown)? {
                let mut next = application.clone();
                match unknown {
                    Unknown::Items => next["items"] = value,
                    Unknown::Answer(id) => next["answers"][id] = value,
                    Unknown::ItemAnswer(line, id) => next["items"][line]["answers"][id] = value,
                    Unknown::Kind(line) => decide_kind(&mut next["items"][line], value),
                }
                visit(next, leaf)?;
            }
            Some(())
        }
        Err(Trouble::Malformed(_)) => None,
    }
}

fn representatives(application: &Value, unknown: &Unknown) -> Option<Vec<Value>> {
    match unknown {
        Unknown::Items => items(application),
        Unknown::Answer(id) => match *id {
            "careplan-exchange" => Some(values(["different-vendor", "same-vendor-only", "none"])),
            // ①, ②, neither.
            "service" => Some(values(["11", "51", "32"])),
            // Ten apart, so that every band above the other part of the staff number is reached.
            "staff-fte" => Some(values(["0.4", "0.5", "10.5", "20.5", "30.5"])),
            "staff-heads" => Some(values([0, 1, 11, 21, 31])),
            "past-grant-staff" => Some(values([1, 11, 21, 31])),
            "capacity" => capacities(application),
            "linked-offices" => Some(values([0, 5])),
            _ => Some(values([false, true])),
        },
        Unknown::Kind(line) => application["items"][*line]["kindAmong"].as_array().cloned(),
        Unknown::ItemAnswer(line, id) => match *id {
            "listing" => Some(values(["tais", "equivalent"])),
            "donation-yen" => Some(donations(&application["items"][*line])),
            "attached-to" => attachments(application, *line),
            _ => Some(values([false, true])),
        },
    }
}

fn values<T: Into<Value>>(values: impl IntoIterator<Item = T>) -> Vec<Value> {
    values.into_iter().map(Into::into).collect()
}

/// A capacity for each limit from 1 to the number of units, and none.
fn capacities(application: &Value) -> Option<Vec<Value>> {
    let items = application["items"].as_array()?;
    let units: u64 = items
        .iter()
        .filter(|item| may_be(item).any(|kind| kind.as_str().is_some_and(is_per_unit)))
        .filter_map(|item| item["quantity"].as_u64())
        .sum();
    if units > LIMIT as u64 {
        return None;
    }
    // The largest and the smallest capacity with the limit, by turns.
    let capacity = |limit: u64| {
        if limit.is_multiple_of(2) { 5 * limit } else { 5 * limit - 4 }
    };
    let mut capacities = values((1..=units).map(capacity));
    capacities.push(json!("none"));
    Some(capacities)
}

/// The kinds that a line may be of.
fn may_be(item: &Value) -> impl Iterator<Item = &Value> {
    item["kindAmong"].as_array().into_iter().flatten().chain(item.get("kind"))
}

fn donations(item: &Value) -> Vec<Value> {
    let cost = line_cost_with_tax(item);
    let mut donations = vec![0, 1, cost.saturating_sub(1), cost, cost + 1];
    donations.retain(|donation| *donation <= MAX_INTEGER);
    if cost >= MAX_INTEGER {
        donations.push(MAX_INTEGER);
    }
    donations.sort_unstable();
    donations.dedup();
    values(donations)
}

/// Every subset of the other lines.
fn attachments(application: &Value, line: usize) -> Option<Vec<Value>> {
    let items = application["items"].as_array()?;
    let others: Vec<&Value> =
        items.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, item)| &item["id"]).collect();
    if others.len() > 5 {
        return None;
    }
    let subset = |members: u32| -> Value {
        others.iter().enumerate().filter(|(at, _)| members & (1 << at) != 0).map(|(_, id)| (*id).clone()).collect()
    };
    Some((0..1_u32 << others.len()).map(subset).collect())
}

/// No costs, and costs that reach the upper limit of every category.
fn items(application: &Value) -> Option<Vec<Value>> {
    let most = if !Programme::in_document(application).is_ict() {
        most_in_gunma(application["answers"]["capacity"].as_u64()?.div_ceil(5))?
    } else {
        json!([{
            "id": "i1", "kind": "portable-terminal", "unitPriceYen": MAX_INTEGER, "quantity": MAX_QUANTITY, "tax": "exempt",
        }])
    };
    Some(vec![json!([]), most])
}

/// A, B and D at their limits, and a package beside them that is worth more than it takes away.
fn most_in_gunma(unit_limit: u64) -> Option<Value> {
    if unit_limit > MAX_QUANTITY {
        return None;
    }
    let line = |id: &str, kind: &str, quantity: u64, answers: Value| {
        json!({
            "id": id, "kind": kind, "unitPriceYen": 10_000_000, "quantity": quantity, "tax": "exempt", "answers": answers,
        })
    };
    let mut items = Vec::new();
    for (listing, in_package) in [("tais", false), ("equivalent", false), ("tais", true)] {
        let id = |kind: &str| format!("{kind}-{listing}-{in_package}");
        for kind in ["care-software", "intercom", "transfer-aid"] {
            let quantity = if is_per_unit(kind) { unit_limit } else { 1 };
            let mut answers = json!({ "in-package": in_package });
            if is_listed(kind) {
                answers["listing"] = json!(listing);
            }
            if kind == "care-software" {
                answers["staff-priced"] = json!(false);
            }
            items.push(line(&id(kind), kind, quantity, answers));
        }
        let software = id("care-software");
        items.push(line(&id("incidental"), "incidental", 1, json!({ "attached-to": [software] })));
    }
    items.push(line("back-office", "back-office-software", 1, json!({ "staff-priced": false })));
    items.push(line("consulting", "consulting", 1, json!({})));
    Some(Value::Array(items))
}
