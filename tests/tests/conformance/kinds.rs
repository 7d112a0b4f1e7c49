//! Lines of which nobody has said what they are: every kind that they may be of is a completion.

use std::path::Path;

use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::rules::edition::Edition;
use serde_json::{Value, json};
use whole_system_tests::agreement::disagreements;
use whole_system_tests::programmes::{invented, programmes};
use whole_system_tests::{Desk, FOLDER, seeds};

use super::any_edition::random_application;
use super::desk::{Open, answer, explore, kind_of, of_line, truth};
use super::fragment::{application, edition};
use super::random::Random;

#[test]
fn in_out_or_to_be_asked() {
    let all = ["robot", "sensor", "advice", "charge", "other"];
    explore("kinds", &[truth("training"), kind_of(0, &all)], &json!([[0, 9_000, 1]]));
    // A machine beside it, or perhaps none; what drops a line drops it whatever it is.
    explore(
        "kinds",
        &[
            truth("training"),
            kind_of(0, &["robot", "charge"]),
            kind_of(1, &["advice", "sensor", "other"]),
            of_line(0, "contracted-before-decision", &json!([false, true])),
            of_line(1, "contracted-before-decision", &json!([false, true])),
        ],
        &json!([[0, 9_000, 1], [0, 700, 1]]),
    );
    explore(
        "kinds",
        &[kind_of(0, &all), kind_of(1, &all), kind_of(2, &["sensor", "charge"]), truth("training")],
        &json!([[0, 9_000, 1], [0, 1_500, 2], [0, 300, 1]]),
    );
}

#[test]
fn each_kind_has_its_rate_and_its_units() {
    let both = ["thing", "work"];
    explore("rate_by_kind", &[kind_of(0, &both), kind_of(1, &both)], &json!([[0, 1_001, 1], [0, 333, 2]]));
    // A set is one unit whatever its quantity.
    let units = [kind_of(0, &["thing", "set"]), kind_of(1, &["set", "work", "thing"])];
    explore("quantity", &units, &json!([[0, 300_000, 2], [0, 299_999, 3]]));
    explore("quantity", &units, &json!([[0, 300_000, 0], [0, 1, 1]]));
}

#[test]
fn units_under_a_limit() {
    let both = ["thing", "work"];
    let most = || answer("most-units", &json!([0, 1, 2, 3, 4, 5, 6]));
    let leased = of_line(0, "leased", &json!([false, true]));
    let lines = json!([[0, 100, 2], [0, 300, 1], ["work", 200, 1]]);
    explore("best", &[most(), kind_of(0, &both), kind_of(1, &both), leased], &lines);
    // A kind decides the row, and with it the cap.
    let small = of_line(1, "small", &json!([false, true]));
    let cap = Open::Given("others-yen", [json!(100)]);
    explore("best_in_rows", &[most(), cap, kind_of(0, &both), kind_of(1, &both), small], &lines);
}

#[test]
fn what_carries_and_what_is_carried() {
    let both = ["thing", "work"];
    let to = |line| of_line(line, "attached-to", &json!([[], ["i1"], ["i2"], ["i1", "i2"]]));
    let lines = json!([[0, 100, 1], ["thing", 700, 2], [0, 600, 1]]);
    explore("spread", &[kind_of(0, &both), kind_of(2, &both), to(2)], &lines);
    let named = json!([[0, 100, 1], [0, 700, 2], ["work", 600, 1, { "attached-to": ["i1", "i2"] }]]);
    explore("spread", &[kind_of(0, &both), kind_of(1, &both)], &named);
    explore("spread_onto_all", &[kind_of(0, &both), kind_of(1, &both)], &named);
}

#[test]
fn a_band_is_asked_for_by_one_kind_alone() {
    let open = [answer("capacity", &json!([0, 1, 20])), kind_of(0, &["never", "thing"])];
    explore("counted_by_band", &open, &json!([[0, 500, 1]]));
    explore("counted_by_band", &open, &json!([[0, 500, 1], ["thing", 70, 1]]));
}

#[test]
fn which_way_is_taken_may_depend_on_a_kind() {
    let both = ["thing", "work"];
    let lines = json!([[0, 200_000, 1], [0, 120_000, 1]]);
    explore("menu", &[answer("capacity", &json!([9, 10])), kind_of(0, &both), kind_of(1, &both)], &lines);
    let used = of_line(0, "used", &json!([false, true]));
    let lines = json!([[0, 1_000, 1], [0, 301, 1, { "used": false }]]);
    explore("filters", &[used, kind_of(0, &both), kind_of(1, &both)], &lines);
}

#[test]
fn what_is_said_of_a_line_of_an_open_kind() {
    let edition = edition("kinds");
    let mut desk = Desk(Assessor::new(&edition));
    let mut told = |kinds: Value, answers: Value| {
        let got = desk.assess(&application(&json!({ "training": true }), Some(&json!([[kinds, 1_500, 1, answers]]))));
        let item = &got["items"][0];
        (item["status"].clone(), item["countedYen"].clone(), item["reason"].clone())
    };
    // In either way: the figures of both are above the cost.
    let same = json!("どの答えになっても、結果は同じです。");
    assert_eq!(told(json!(["robot", "sensor"]), json!({})), (json!("counted"), json!(1_500), same));
    let open = json!("経費の種類や、まだ答えていない質問によって変わります。");
    assert_eq!(told(json!(["sensor", "charge"]), json!({})), (json!("undetermined"), Value::Null, open.clone()));
    assert_eq!(told(json!(["other", "charge"]), json!({})), (json!("undetermined"), Value::Null, open.clone()));
    let asked = json!({ "contracted-before-decision": null });
    assert_eq!(told(json!(["robot", "sensor"]), asked), (json!("undetermined"), Value::Null, open));
    // Out whatever it is, for the same reason or for several.
    let early = json!({ "contracted-before-decision": true });
    let why = json!("決定の前の契約は対象外です。");
    assert_eq!(told(json!(["robot", "sensor"]), early.clone()), (json!("excluded"), json!(0), why));
    let out = (json!("excluded"), json!(0), json!("どの答えになっても、結果は同じです。"));
    assert_eq!(told(json!(["robot", "charge"]), early), out);
}

/// The editions of every programme and of every pack of this folder.
fn editions() -> Vec<Edition> {
    let files = std::fs::read_dir(Path::new(FOLDER).join("packs/conformance")).expect("the folder");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .filter(|name| name != "head")
        .collect();
    names.sort();
    let programmes = programmes().iter().map(|programme| programme.edition.clone()).chain([invented().edition]);
    programmes.chain(names.iter().map(|name| edition(name))).collect()
}

/// Leaves the kind of some lines open, so that there are at most so many ways to say what they are; all of these.
fn leave_open(edition: &Edition, random: &mut Random, document: &mut Value, most: usize) -> Vec<Value> {
    let mut whole = vec![document.clone()];
    let count = document["items"].as_array().map_or(0, Vec::len);
    for line in 0..count {
        let mut among = vec![document["items"][line]["kind"].clone()];
        for _ in 0..random.below(5) {
            let other = json!(random.pick(&edition.kinds).id);
            if !among.contains(&other) {
                among.push(other);
            }
        }
        if among.len() < 2 || whole.len() * among.len() > most {
            continue;
        }
        let of_kind = |whole: &Value| {
            let as_kind = |kind: &Value| {
                let mut whole = whole.clone();
                whole["items"][line]["kind"] = kind.clone();
                whole
            };
            among.iter().map(as_kind).collect::<Vec<_>>()
        };
        whole = whole.iter().flat_map(of_kind).collect();
        let item = document["items"][line].as_object_mut().expect("an item");
        item.remove("kind");
        item.insert("kindAmong".to_owned(), json!(among));
    }
    whole
}

/// What the range of an application with open kinds is held to by those of its kinds.
struct Held {
    /// Whether there is more than one amount.
    is_range: bool,
    is_tight: bool,
}

fn is_decided(got: &Value) -> bool {
    let items = got["items"].as_array().expect("items");
    (got["amount"].is_null() || got["amount"]["yen"].is_i64())
        && items.iter().all(|item| item["status"] != "undetermined")
}

fn hold(desk: &mut Desk<'_>, document: &Value, each: &[Value]) -> Option<Held> {
    let (got, each): (Value, Vec<Value>) =
        (desk.assess(document), each.iter().map(|whole| desk.assess(whole)).collect());
    if each.iter().all(is_decided) {
        let wrong = disagreements(&got, &each.iter().collect::<Vec<_>>(), each.len() <= 16);
        assert!(wrong.is_empty(), "{}\n{document}", wrong.join("\n"));
    }
    let amounts: Vec<&Value> = each.iter().map(|whole| &whole["amount"]).filter(|amount| !amount.is_null()).collect();
    let amount = &got["amount"];
    let Some(low) = amounts.iter().filter_map(|amount| amount["lowYen"].as_i64()).min() else {
        assert!(amount.is_null(), "no kind gives an amount, but there is {amount}\n{document}");
        return None;
    };
    let most = |amount: &Value| amount["highYen"].as_i64().unwrap_or(i64::MAX);
    let high = amounts.iter().map(|amount| most(amount)).max().unwrap_or(i64::MAX);
    let told = (amount["lowYen"].as_i64().unwrap_or(i64::MAX), most(amount));
    let are_tight = amounts.iter().all(|amount| amount["tight"] == true);
    assert!(told.0 <= low && high <= told.1 || !are_tight, "{told:?} is not sound: {low} to {high}\n{document}");
    let is_tight = amount["tight"] == true;
    assert!(told == (low, high) || !is_tight || !are_tight, "{told:?} is not tight: {low} to {high}\n{document}");
    Some(Held { is_range: low < high, is_tight })
}

#[test]
fn an_open_kind_is_each_of_its_kinds_whatever_the_pack() {
    let (mut ranges, mut loose) = (0, 0);
    for edition in editions() {
        let mut desk = Desk(Assessor::new(&edition));
        for seed in 0..seeds(60) {
            let mut random = Random::new(seed);
            let open_percent = *random.pick(&[0, 0, 20]);
            let mut document = random_application(&edition, &mut random, open_percent);
            let most = if open_percent == 0 { 32 } else { 8 };
            let each = leave_open(&edition, &mut random, &mut document, most);
            if let Some(held) = hold(&mut desk, &document, &each) {
                ranges += u32::from(held.is_range);
                loose += u32::from(!held.is_tight);
            }
        }
    }
    println!("{ranges} ranges, {loose} not told to be tight");
    assert!(ranges > 300 && loose * 20 < ranges, "{ranges} ranges, {loose} not told to be tight");
}
