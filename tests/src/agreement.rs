//! What an assessment with unknown answers may say, held against those of its completions.

use serde_json::{Value, json};

/// What is said of an application with unknown answers although its completions say otherwise; empty where nothing is.
///
/// Soundness: whatever is told as certain is what every completion says, and every amount is within its range. With
/// `all`, the completions are all that there are, so that the reverse holds, too, of the lines and of the way that is
/// taken: what every completion says is told.
#[must_use]
pub fn disagreements(got: &Value, completions: &[&Value], all: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let each = |look: &dyn Fn(&Value) -> Value| completions.iter().map(|whole| look(whole)).collect::<Vec<Value>>();
    for (ix, item) in list(got, "items").iter().enumerate() {
        let outcome = |item: &Value| json!([item["status"], item["countedYen"]]);
        let open = item["status"] == "undetermined";
        let told = (!open).then(|| outcome(item));
        let outcomes = each(&|whole| outcome(&whole["items"][ix]));
        wrong.extend(contradiction(&format!("line {ix}"), told.as_ref(), &outcomes, all));
        let as_decided = each(&|whole| whole["items"][ix]["reason"].clone()).contains(&item["reason"]);
        if open && (item["reason"] == "" || as_decided || !item["remedy"].is_null()) {
            wrong.push(format!("line {ix} is open, but says {item}"));
        }
    }
    let routes = each(&|whole| whole["route"].clone());
    let has_routes = !routes.contains(&Value::Null);
    let told = Some(&got["route"]).filter(|route| !route.is_null());
    wrong.extend(contradiction("route", told, &routes, all && has_routes));
    for requirement in list(got, "requirements") {
        let id = &requirement["id"];
        let told = Some(&requirement["status"]).filter(|status| **status != "unknown");
        let of = |whole: &&Value| Some(named(list(whole, "requirements"), id)?["status"].clone());
        // Those that do not concern it say nothing.
        let each: Vec<Value> = completions.iter().filter_map(of).collect();
        wrong.extend(contradiction(&format!("requirement {id}"), told, &each, false));
    }
    let told = Some(&got["verdict"]).filter(|verdict| **verdict != "undetermined");
    wrong.extend(contradiction("verdict", told, &each(&|whole| whole["verdict"].clone()), false));
    for (ix, category) in list(got, "categories").iter().enumerate() {
        let amount = |whole: &Value| whole["categories"][ix]["amount"]["yen"].clone();
        wrong.extend(beyond(&category["amount"], &each(&amount)).map(|why| format!("category {ix}: {why}")));
    }
    // Where it is open which way is taken, the steps are those of one of them.
    for step in list(got, "steps").iter().filter(|step| !has_routes && step["lines"].is_null()) {
        let yen =
            |whole: &Value| named(list(whole, "steps"), &step["id"]).map_or(Value::Null, |step| step["yen"].clone());
        wrong.extend(beyond(step, &each(&yen)).map(|why| format!("step {}: {why}", step["id"])));
    }
    wrong
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn named<'v>(list: &'v [Value], id: &Value) -> Option<&'v Value> {
    list.iter().find(|one| one["id"] == *id)
}

// What is told must be what each says; with `exact`, what all say must be told.
fn contradiction(what: &str, told: Option<&Value>, each: &[Value], exact: bool) -> Option<String> {
    let common = each.first().filter(|first| each.iter().all(|one| one == *first));
    let fits = match told {
        Some(told) => each.is_empty() || common == Some(told),
        None => common.is_none() || !exact,
    };
    (!fits).then(|| format!("{what}: {told:?} but {each:?}"))
}

// Of amounts that are there, those that are not within a range that is told.
fn beyond(told: &Value, each: &[Value]) -> Option<String> {
    let single = told["yen"].as_i64();
    let low = single.or(told["lowYen"].as_i64())?;
    let high = single.or(told["highYen"].as_i64()).unwrap_or(i64::MAX);
    let out: Vec<&Value> = each.iter().filter(|yen| yen.as_i64().is_some_and(|yen| yen < low || high < yen)).collect();
    (!out.is_empty()).then(|| format!("{out:?} is not within {low} and {high}"))
}
