//! Valid applications at random, with prices and answers near every threshold, and random completions.

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::vocabulary::{Domain, is_group, is_monthly, is_per_unit, item_questions, kinds, questions};
use crate::assess::try_assess;
use crate::document::Line;
use crate::expected::Status;
use crate::money::{band, decimal, floor_yen, round_half_up, whole};
use crate::programme::Programme;
use crate::services::service_codes;

/// The contract's limit for integers.
const MAX_INTEGER: u64 = 1_000_000_000;

/// How large and how incomplete a random application is.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// At most so many quote lines.
    pub max_lines: usize,
    /// Probability of each answer to be forgotten, from 0.0 (complete) to 1.0.
    pub unknown_rate: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_lines: 6, unknown_rate: 0.0 }
    }
}

/// A valid application document that depends on the arguments alone.
pub fn random_application(seed: u64, programme: &str, options: Options) -> Value {
    let mut rng = Rng::new(seed);
    let answers = random_answers(&mut rng, programme);
    let lines = rng.below(options.max_lines as u64 + 1);
    let items = random_items(&mut rng, programme, &answers, lines);
    let mut application = json!({
        "schema": "kaigo-hojo/application/1",
        "programme": programme,
        "answers": answers,
        "items": items,
    });
    if rng.percent(40) {
        move_to_threshold(&mut rng, &mut application);
    }
    if options.unknown_rate > 0.0 {
        forget(&mut rng, programme, &mut application, options.unknown_rate);
    }
    application
}

/// Changes one price so that cost × rate comes within a yen or two of a whole thousand.
fn move_to_threshold(rng: &mut Rng, application: &mut Value) {
    let Ok(expected) = try_assess(application) else {
        return;
    };
    let is_gunma = !Programme::in_document(application).is_ict();
    // × 4/5; × 1/2 or × 3/4
    let step = if is_gunma { 1_250 } else { 4_000 };
    let counted: i128 = expected.items.iter().map(|item| item.counted_yen).sum();
    let missing = u64::try_from(step - counted.rem_euclid(step)).unwrap_or(0);
    let lines = application["items"].as_array_mut().into_iter().flatten();
    let is_single = |line: &Value| line["quantity"] == 1 && line.get("months").is_none();
    let is_counted = |line: &Value| {
        let item = line["id"].as_str().and_then(|id| expected.item(id));
        item.is_some_and(|item| item.status == Status::Counted)
    };
    let Some(line) = lines.into_iter().find(|line| is_single(line) && is_counted(line)) else {
        return;
    };
    let rate = 100 + line.get("taxRatePercent").and_then(Value::as_u64).unwrap_or(10);
    let change = match (is_gunma, line["tax"].as_str()) {
        (true, Some("excluded")) => missing * 100 / rate,
        (false, Some("included")) => missing * rate / 100,
        _ => missing,
    };
    let price = line["unitPriceYen"].as_u64().unwrap_or(0) + change + rng.below(5);
    line["unitPriceYen"] = json!(price.saturating_sub(2).min(MAX_INTEGER));
}

/// A random completion of an application.
pub fn complete(application: &Value, seed: u64) -> Value {
    let mut rng = Rng::new(seed);
    let mut completed = application.clone();
    let programme = application["programme"].as_str().unwrap_or_default().to_owned();
    if !completed["answers"].is_object() {
        completed["answers"] = json!({});
    }
    if let Some(answers) = completed["answers"].as_object_mut() {
        for &(id, domain) in questions(&programme) {
            if is_unknown(answers, id, domain) {
                answers.insert(id.to_owned(), draw(&mut rng, domain));
            }
        }
        // Every programme accepts the service; only Gunma asks for it.
        if answers.get("service").is_some_and(Value::is_null) {
            answers.insert("service".to_owned(), draw(&mut rng, Domain::Service));
        }
    }
    if completed.get("items").is_none() {
        let lines = rng.below(6);
        let answers = completed["answers"].as_object().cloned().unwrap_or_default();
        completed["items"] = Value::Array(random_items(&mut rng, &programme, &answers, lines));
    }
    let ids = item_ids(&completed);
    if let Some(items) = completed["items"].as_array_mut() {
        for (index, item) in items.iter_mut().enumerate() {
            complete_item(&mut rng, &programme, item, index, &ids);
        }
    }
    completed
}

fn is_unknown(answers: &Map<String, Value>, id: &str, domain: Domain) -> bool {
    let answer = answers.get(id);
    let is_null = answer.is_some_and(Value::is_null);
    match domain {
        Domain::Route | Domain::RateCutPercent => false,
        Domain::StaffHeads => is_null,
        // Without an earlier grant nothing asks for it.
        Domain::PastGrantStaff if answers.get("past-grant") == Some(&Value::Bool(false)) => is_null,
        _ => is_null || answer.is_none(),
    }
}

fn complete_item(rng: &mut Rng, programme: &str, item: &mut Value, index: usize, ids: &[String]) {
    if let Some(kinds) = item["kindAmong"].as_array() {
        let kind = kinds[usize::try_from(rng.below(kinds.len() as u64)).unwrap_or(0)].clone();
        decide_kind(item, kind);
    }
    let mut unknown: Vec<String> = match item.get("answers").and_then(Value::as_object) {
        Some(answers) => answers.iter().filter(|(_, answer)| answer.is_null()).map(|(id, _)| id.clone()).collect(),
        None => Vec::new(),
    };
    // The only item question without a default.
    let is_asked = item_questions(programme, item["kind"].as_str().unwrap_or_default()).contains(&"staff-priced");
    if is_asked && item.get("answers").is_none_or(|answers| answers.get("staff-priced").is_none()) {
        unknown.push("staff-priced".to_owned());
    }
    for id in unknown {
        let answer = draw_item_answer(rng, &id, item, index, ids);
        item["answers"][id] = answer;
    }
}

/// Says of which of several kinds a line is.
pub(super) fn decide_kind(item: &mut Value, kind: Value) {
    if let Some(item) = item.as_object_mut() {
        item.remove("kindAmong");
        item.insert("kind".to_owned(), kind);
    }
}

/// Leaves open of which of two or three kinds a line is.
fn forget_kind(rng: &mut Rng, programme: &str, item: &mut Value) {
    let mut among = vec![item["kind"].clone()];
    for _ in 0..=rng.below(2) {
        let other = json!(rng.pick(kinds(programme)));
        if !among.contains(&other) {
            among.push(other);
        }
    }
    if let Some(item) = item.as_object_mut().filter(|_| among.len() > 1) {
        item.remove("kind");
        item.insert("kindAmong".to_owned(), json!(among));
    }
}

fn item_ids(application: &Value) -> Vec<String> {
    let items = application.get("items").and_then(Value::as_array);
    items.into_iter().flatten().map(|item| item["id"].as_str().unwrap_or_default().to_owned()).collect()
}

fn random_answers(rng: &mut Rng, programme: &str) -> Map<String, Value> {
    let mut answers = Map::new();
    for &(id, domain) in questions(programme) {
        let (absent, null) = match domain {
            Domain::Route => (55, 5),
            Domain::RateCutPercent => (70, 5),
            Domain::StaffHeads => (45, 0),
            Domain::PastGrantStaff if answers.get("past-grant") != Some(&Value::Bool(true)) => (80, 0),
            _ => (0, 0),
        };
        if rng.percent(absent) {
            continue;
        }
        let answer = if rng.percent(null) { Value::Null } else { draw(rng, domain) };
        answers.insert(id.to_owned(), answer);
    }
    if Programme::named(programme).is_ict() && rng.percent(20) {
        answers.insert("service".to_owned(), draw(rng, Domain::Service));
    }
    answers
}

/// A known answer.
fn draw(rng: &mut Rng, domain: Domain) -> Value {
    match domain {
        Domain::Truth => json!(rng.percent(50)),
        Domain::UsuallyTrue => json!(rng.percent(80)),
        Domain::UsuallyFalse => json!(rng.percent(25)),
        Domain::CareplanExchange => json!(rng.pick(&["different-vendor", "same-vendor-only", "none", "none", "none"])),
        Domain::StaffFte => json!(draw_fte(rng)),
        Domain::StaffHeads => match rng.below(3) {
            0 => json!(0),
            1 => json!(rng.pick(&[1, 2, 9, 10, 11, 20, 21, 30, 31, MAX_INTEGER])),
            _ => json!(rng.below(12)),
        },
        Domain::PastGrantStaff => {
            json!(rng.pick(&[1, 5, 10, 11, 15, 20, 21, 30, 31, 100, MAX_INTEGER]))
        }
        Domain::RateCutPercent => json!(rng.pick(&[0, 1, 33, 49, 50, 51, 60, 66, 74, 75, 76, 100])),
        Domain::Service => match rng.below(3) {
            0 => json!(rng.pick(&["11", "15", "43", "32", "51", "53", "54", "78", "yogo", "keihi"])),
            _ => json!(rng.pick(&service_codes())),
        },
        Domain::Capacity => match rng.below(8) {
            0 => json!("none"),
            1..=4 => json!(rng.pick(&[1, 4, 5, 6, 9, 10, 11, 18, 29, 30, 31])),
            5 | 6 => json!(rng.between(1, 60)),
            _ => json!(rng.pick(&[100, 101, 2_000, 500_000, MAX_INTEGER])),
        },
        Domain::LinkedOffices => json!(rng.pick(&[0, 0, 1, 4, 5, 6, MAX_INTEGER])),
        Domain::Route => json!(rng.pick(&["separate", "package"])),
    }
}

fn draw_fte(rng: &mut Rng) -> String {
    const NEAR: [&str; 24] = [
        "0",
        "0.4",
        "0.49",
        "0.5",
        "1",
        "1.0",
        "6.7",
        "9.5",
        "10",
        "10.49",
        "10.499999999",
        "10.5",
        "10.50",
        "11",
        "19.5",
        "20.49",
        "20.5",
        "30",
        "30.49",
        "30.500000000",
        "31",
        "00012.3",
        "100.25",
        "999999999.999999999",
    ];
    match rng.below(4) {
        0 | 1 => rng.pick(&NEAR).to_owned(),
        2 => format!("{}.{}", rng.below(40), rng.below(10)),
        _ => format!("{}.{:09}", rng.below(40), rng.below(MAX_INTEGER)),
    }
}

fn random_items(rng: &mut Rng, programme: &str, answers: &Map<String, Value>, lines: u64) -> Vec<Value> {
    let budget = match Programme::named(programme) {
        Programme::Saitama => ict_budget(rng, answers, 1) / lines.max(1),
        Programme::Kumamoto => ict_budget(rng, answers, 2) / lines.max(1),
        Programme::Gunma => 0,
    };
    let mut items: Vec<Value> =
        (1..=lines).map(|number| random_line(rng, programme, &format!("i{number}"), budget)).collect();
    let ids: Vec<String> = (1..=lines).map(|number| format!("i{number}")).collect();
    for (index, item) in items.iter_mut().enumerate() {
        let kind = item["kind"].as_str().unwrap_or_default().to_owned();
        for question in item_questions(programme, &kind) {
            let asked = match question {
                "contracted-before-decision" | "other-subsidy" => rng.percent(12),
                "donation-yen" => rng.percent(20),
                "staff-priced" => true,
                "attached-to" => rng.percent(90),
                _ => rng.percent(40),
            };
            if asked {
                let answer = draw_item_answer(rng, question, item, index, &ids);
                item["answers"][question] = answer;
            }
        }
        if kind == "incidental" && rng.percent(10) {
            item["answers"]["in-package"] = json!(rng.percent(50));
        }
    }
    items
}

/// Cost without tax that brings the amount near the cap of the staff band, on either side; the caps of Saitama, divided.
fn ict_budget(rng: &mut Rng, answers: &Map<String, Value>, divisor: u64) -> u64 {
    let fte = answers.get("staff-fte").and_then(Value::as_str).and_then(decimal);
    let heads = answers.get("staff-heads").and_then(Value::as_u64).unwrap_or(0);
    let band = fte.and_then(|fte| band(&(round_half_up(&fte) + whole(heads)))).unwrap_or(0);
    let cap = [1_000_000, 1_600_000, 2_000_000, 2_600_000][band] / divisor;
    let cost = if rng.percent(50) { cap * 2 } else { cap * 4 / 3 };
    cost * rng.pick(&[30, 80, 130, 200, 300, 600]) / 100
}

fn random_line(rng: &mut Rng, programme: &str, id: &str, budget: u64) -> Value {
    let kind = rng.pick(kinds(programme));
    let quantity = match rng.below(40) {
        0 | 1 => 0,
        2..=19 => 1,
        20..=36 => rng.between(2, 12),
        37 | 38 => rng.between(13, 60),
        _ => rng.pick(&[100, 1_000, 99_999, 100_000]),
    };
    let is_charged_monthly = rng.percent(if is_monthly(kind) { 75 } else { 6 });
    let in_year = if rng.percent(8) { 0 } else { rng.between(1, 12) };
    let tax = rng.pick(&["excluded", "included", "included", "exempt"]);
    let rate = if rng.percent(12) { 8 } else { 10 };

    let is_gunma = !Programme::named(programme).is_ict();
    let target = if is_gunma { gunma_target(rng, kind) } else { budget * rng.between(40, 160) / 100 };
    let per_unit = is_gunma && is_per_unit(kind);
    let units = if per_unit { 1 } else { quantity.max(1) };
    let months = if is_charged_monthly { in_year.max(1) } else { 1 };
    let price = target / units / months;
    let price = match (is_gunma, tax) {
        (true, "excluded") => price * 100 / (100 + rate),
        (false, "included") => price * (100 + rate) / 100,
        _ => price,
    };
    let price = match rng.below(20) {
        0 => rng.pick(&[0, 0, 1, 2, 33, 999, 1_000, 1_001, 1_234_567, MAX_INTEGER]),
        1..=10 => (price + rng.below(7)).saturating_sub(3),
        _ => price + rng.below(1_000),
    };

    let mut line = json!({
        "id": id,
        "kind": kind,
        "unitPriceYen": price.min(MAX_INTEGER),
        "quantity": quantity,
        "tax": tax,
    });
    if rate != 10 || rng.percent(10) {
        line["taxRatePercent"] = json!(rate);
    }
    if is_charged_monthly {
        let total = in_year + rng.pick(&[0, 1, 12, 48]);
        line["months"] = json!({ "inYear": in_year, "total": total });
    }
    if rng.percent(20) {
        line["name"] = json!("見積りの行");
    }
    if rng.percent(15) {
        let listed = line["unitPriceYen"].as_u64().unwrap_or(0) * quantity * months;
        line["discountYen"] = json!(draw_discount(rng, listed));
    }
    line
}

/// A part of the line's price, nothing, all of it, or more than it costs.
fn draw_discount(rng: &mut Rng, listed: u64) -> u64 {
    let discount = match rng.below(8) {
        0 => rng.pick(&[0, 1, MAX_INTEGER]),
        1 => listed,
        2 => listed + 1,
        3 => listed / 10,
        _ => rng.between(0, listed / 4),
    };
    discount.min(MAX_INTEGER)
}

/// Cost with tax (of a unit, or of a group) that brings cost × 4/5 near the base, on either side.
fn gunma_target(rng: &mut Rng, kind: &str) -> u64 {
    let base = match kind {
        "transfer-aid" | "bathing-aid" | "recognised-device" | "intercom" => 1_000_000,
        "monitoring" | "care-work-support" | "other-care-tech" => 300_000,
        "care-software" | "back-office-software" => rng
            .pick(&[1_000_000, 1_050_000, 1_150_000, 1_500_000, 1_650_000, 2_000_000, 2_150_000, 2_500_000, 2_650_000]),
        "consulting" => 480_000,
        "incidental" => rng.pick(&[40_000, 150_000, 400_000, 2_000_000]),
        _ => 100_000,
    };
    let share = if is_group(kind) { rng.pick(&[50, 100, 100]) } else { 100 };
    base * 5 / 4 * share / 100 * rng.pick(&[20, 50, 80, 95, 100, 100, 100, 105, 130, 200]) / 100
}

/// A known item answer for the line at this index.
fn draw_item_answer(rng: &mut Rng, question: &str, item: &Value, index: usize, ids: &[String]) -> Value {
    match question {
        "donation-yen" => json!(draw_donation(rng, item)),
        "listing" => json!(rng.pick(&["tais", "equivalent"])),
        "attached-to" => {
            let mut others: Vec<&String> =
                ids.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, id)| id).collect();
            let wanted = match rng.below(10) {
                0 => 0,
                1..=5 => 1,
                6 | 7 => 2,
                _ => rng.below(others.len() as u64 + 1),
            };
            let mut attached = Vec::new();
            while (attached.len() as u64) < wanted && !others.is_empty() {
                let at = usize::try_from(rng.below(others.len() as u64)).unwrap_or(0);
                attached.push(others.remove(at));
            }
            json!(attached)
        }
        _ => json!(rng.percent(50)),
    }
}

fn draw_donation(rng: &mut Rng, item: &Value) -> u64 {
    let cost = line_cost_with_tax(item);
    let donation = match rng.below(8) {
        0 => 0,
        1 => 1,
        2 => cost.saturating_sub(1),
        3 => cost,
        4 => cost + 1,
        _ => rng.between(0, cost + cost / 5),
    };
    donation.min(MAX_INTEGER)
}

/// The cost with tax of a line, before its donation.
pub(super) fn line_cost_with_tax(item: &Value) -> u64 {
    let cost = Line::open(0, item).map(|line| floor_yen(&line.cost_with_tax()));
    cost.ok().and_then(|cost| u64::try_from(cost).ok()).unwrap_or(0)
}

/// Makes answers unknown.
fn forget(rng: &mut Rng, programme: &str, application: &mut Value, rate: f64) {
    if let Some(answers) = application["answers"].as_object_mut() {
        for &(id, domain) in questions(programme) {
            if !rng.chance(rate) {
                continue;
            }
            // An absent `staff-heads` would be known to be 0.
            if domain == Domain::StaffHeads || rng.percent(50) {
                answers.insert(id.to_owned(), Value::Null);
            } else {
                answers.remove(id);
            }
        }
    }
    if rng.chance(rate / 4.0) {
        if let Some(document) = application.as_object_mut() {
            document.remove("items");
        }
        return;
    }
    for item in application["items"].as_array_mut().into_iter().flatten() {
        let kind = item["kind"].as_str().unwrap_or_default().to_owned();
        for question in item_questions(programme, &kind) {
            if !rng.chance(rate) {
                continue;
            }
            if question == "staff-priced" && rng.percent(50) {
                if let Some(answers) = item["answers"].as_object_mut() {
                    answers.remove(question);
                }
            } else {
                item["answers"][question] = Value::Null;
            }
        }
        if rng.chance(rate / 4.0) {
            forget_kind(rng, programme, item);
        }
    }
}
