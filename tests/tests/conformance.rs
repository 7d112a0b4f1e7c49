//! Every operation of the step language, by examples worked by hand and with every answer left open.
//!
//! `tests/packs/conformance/` has a tiny invented pack for each. [`check`] gives it complete applications; [`explore`]
//! lets every combination of answers be unknown and holds the range against all completions, one by one: it must be
//! sound and reach both ends. Many of these operations occur in none of the three programmes. Those on lines are in
//! [`lines`].
//!
//! The self-check (papers, deadlines, dates) has tests of its own, `self_check.rs`; the only windows of dates here are
//! those of the programme itself, see [`a_programme_opens_and_closes_by_its_dates`].

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/any_edition.rs"]
mod any_edition;
#[path = "conformance/desk.rs"]
mod desk;
#[path = "conformance/effort.rs"]
mod effort;
#[path = "support/fragment.rs"]
mod fragment;
#[path = "conformance/kinds.rs"]
mod kinds;
#[path = "conformance/lines.rs"]
mod lines;
#[path = "support/random.rs"]
mod random;
#[path = "conformance/ways.rs"]
mod ways;

use std::path::Path;

use desk::{Open, answer, check, explore, truth};
use fragment::{application, edition, text_of};
use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_pack::check as check_pack;
use serde_json::{Value, json};
use whole_system_tests::sources::pack_source;
use whole_system_tests::{Desk, FOLDER};

#[test]
fn sums() {
    let bonus = |yen: i64| json!({ "bonus-yen": yen });
    check(
        "add",
        &[(bonus(3), json!([["thing", 1000, 2], ["work", 7, 1]]), Some(2510)), (bonus(0), json!([]), Some(500))],
    );
    explore("add", &[answer("bonus-yen", &json!([0, 1, 2, 3]))], &json!([["thing", 1000, 2]]));
}

#[test]
fn differences_stop_at_zero() {
    let income = |yen: i64| json!({ "income-yen": yen });
    check(
        "less",
        &[
            (income(300), json!([["thing", 1000, 1]]), Some(700)),
            (income(1000), json!([["thing", 1000, 1]]), Some(0)),
            (income(1500), json!([["thing", 1000, 1]]), Some(0)),
        ],
    );
    explore("less", &[answer("income-yen", &json!([0, 999, 1000, 2000]))], &json!([["thing", 1000, 1]]));
}

#[test]
fn products_of_fractions_are_exact() {
    let percent = |n: i64| json!({ "share-percent": n });
    // 1001 × 7/8 = 875.875; × 1/3 percent steps stay exact until the floor: 999 × 7/8 × 33/100 = 288.46125.
    check(
        "multiply",
        &[
            (percent(100), json!([["thing", 1001, 1]]), Some(875)),
            (percent(33), json!([["thing", 999, 1]]), Some(288)),
            (percent(0), json!([["thing", 999, 1]]), Some(0)),
            // 800 × 7/8 × 1/100 = 7 exactly: a hair below would give 6.
            (percent(1), json!([["thing", 800, 1]]), Some(7)),
        ],
    );
    explore("multiply", &[answer("share-percent", &json!([0, 1, 50, 100]))], &json!([["thing", 1001, 1]]));
}

#[test]
fn the_base_stands_before_or_after_the_rate() {
    let quote = json!([["thing", 600_000, 1]]);
    // Before: 500,000 × 2/3 = 333,333.3; after: 600,000 × 2/3 = 400,000.
    check("base_before_rate", &[(json!({}), quote.clone(), Some(333_333))]);
    check(
        "base_after_rate",
        &[(json!({}), quote, Some(400_000)), (json!({}), json!([["thing", 750_001, 1]]), Some(500_000))],
    );
}

#[test]
fn limits_are_nested() {
    let caps = |office: i64, corporation: i64| json!({ "office-cap-yen": office, "corporation-yen": corporation });
    let wide = || caps(900_000, 0);
    check(
        "nested_minima",
        &[
            // Per unit: 2 × min(150,000, 100,000).
            (wide(), json!([["thing", 150_000, 2]]), Some(200_000)),
            // Per line: 3 × 100,000, at most 250,000.
            (wide(), json!([["thing", 150_000, 3]]), Some(250_000)),
            // Per category: two such lines, at most 400,000; works stand beside it.
            (wide(), json!([["thing", 150_000, 3], ["thing", 90_000, 3], ["work", 30_000, 1]]), Some(430_000)),
            // Per office.
            (
                caps(420_000, 0),
                json!([["thing", 150_000, 3], ["thing", 90_000, 3], ["work", 30_000, 1]]),
                Some(420_000),
            ),
            // Per corporation: 1,000,000 less what its other offices take.
            (caps(900_000, 900_001), json!([["thing", 150_000, 2]]), Some(99_999)),
            (caps(900_000, 1_000_000), json!([["thing", 150_000, 2]]), Some(0)),
        ],
    );
    explore(
        "nested_minima",
        &[
            answer("office-cap-yen", &json!([0, 100_000, 430_000, 900_000])),
            answer("corporation-yen", &json!([0, 569_999, 570_001, 1_000_000])),
        ],
        &json!([["thing", 150_000, 3], ["thing", 90_000, 3], ["work", 30_000, 1]]),
    );
}

#[test]
fn an_earlier_grant_lowers_the_cap() {
    let past = |yen: i64| json!({ "past-grant-yen": yen });
    check(
        "earlier_grant",
        &[
            (json!({}), json!([["thing", 900_000, 1]]), Some(800_000)),
            (past(300_000), json!([["thing", 900_000, 1]]), Some(500_000)),
            (past(900_000), json!([["thing", 900_000, 1]]), Some(0)),
        ],
    );
    explore(
        "earlier_grant",
        &[answer("past-grant-yen", &json!([0, 300_000, 800_000, 900_000]))],
        &json!([["thing", 600_000, 1]]),
    );
}

#[test]
fn bands_have_no_gaps_and_one_beginning() {
    let quote = || json!([["thing", 900_000, 1]]);
    let capacity = |n: i64| json!({ "capacity": n });
    check(
        "capacity_bands",
        &[
            (capacity(0), quote(), None),
            (capacity(1), quote(), Some(100_000)),
            (capacity(19), quote(), Some(100_000)),
            (capacity(20), quote(), Some(300_000)),
            (capacity(49), quote(), Some(300_000)),
            (capacity(50), quote(), Some(500_000)),
            (capacity(200), quote(), Some(500_000)),
        ],
    );
    explore("capacity_bands", &[answer("capacity", &json!([0, 1, 19, 20, 50, 200]))], &json!([["thing", 400_000, 1]]));
}

#[test]
fn a_band_is_needed_only_where_it_is_used() {
    let quote = || json!([["thing", 900_000, 1]]);
    check(
        "bands_sometimes",
        &[
            (json!({ "capacity": "none" }), quote(), Some(200_000)),
            (json!({ "capacity": 0 }), quote(), None),
            (json!({ "capacity": 20 }), quote(), Some(300_000)),
        ],
    );
    explore("bands_sometimes", &[answer("capacity", &json!(["none", 0, 1, 20, 50]))], &json!([["thing", 400_000, 1]]));
}

#[test]
fn a_band_can_give_a_rate() {
    let quote = || json!([["thing", 100_000, 1]]);
    check(
        "rate_by_band",
        &[
            (json!({ "capacity": 29 }), quote(), Some(75_000)),
            (json!({ "capacity": 30 }), quote(), Some(50_000)),
            (json!({ "capacity": 0 }), quote(), None),
        ],
    );
    explore("rate_by_band", &[answer("capacity", &json!([0, 1, 29, 30, 60]))], &quote());
}

#[test]
fn a_column_of_the_services_decides() {
    let quote = || json!([["thing", 900_000, 1]]);
    let service = |code: &str| json!({ "service": code });
    check(
        "service_column",
        &[
            (service("11"), quote(), Some(100_000)),
            (service("51"), quote(), Some(500_000)),
            (service("32"), quote(), Some(200_000)),
            (service("yogo"), quote(), Some(0)),
            (service("keihi"), quote(), Some(200_000)),
        ],
    );
    explore("service_column", &[answer("service", &json!(["11", "51", "32", "yogo"]))], &quote());
}

#[test]
fn one_unit_for_so_many_places() {
    let capacity = |n: i64, up: bool| json!({ "capacity": n, "round-up": up });
    let quote = || json!([["thing", 1000, 5]]);
    check(
        "one_per_places",
        &[
            (capacity(8, false), quote(), Some(2000)),
            (capacity(8, true), quote(), Some(3000)),
            (capacity(9, true), quote(), Some(3000)),
            (capacity(2, false), quote(), Some(0)),
            (capacity(1, true), quote(), Some(1000)),
        ],
    );
    explore(
        "one_per_places",
        &[answer("capacity", &json!([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])), truth("round-up")],
        &json!([["thing", 1000, 1], ["thing", 3000, 1], ["work", 500, 1]]),
    );
}

#[test]
fn nothing_is_granted_below_a_floor() {
    let tenths = |n: i64| json!({ "tenths": n });
    check(
        "floors",
        &[
            // 29,999 a unit is below, 30,000 is not.
            (tenths(10), json!([["thing", 29_999, 10], ["thing", 30_000, 2]]), Some(60_000)),
            // 49,999.5 is not enough; 50,000 is.
            (tenths(5), json!([["thing", 99_999, 1]]), Some(0)),
            (tenths(5), json!([["thing", 100_000, 1]]), Some(50_000)),
            (tenths(10), json!([["thing", 29_999, 1000]]), Some(0)),
        ],
    );
    explore("floors", &[answer("tenths", &json!([0, 4, 5, 6, 10]))], &json!([["thing", 100_000, 1]]));
}

#[test]
fn a_floor_under_what_does_not_exist() {
    let capacity = |n: i64| json!({ "capacity": n });
    let quote = || json!([["thing", 900_000, 1]]);
    check("floor_under_band", &[(capacity(1), quote(), Some(100_000)), (capacity(0), quote(), None)]);
    explore("floor_under_band", &[answer("capacity", &json!([0, 1, 20, 50]))], &quote());
}

#[test]
fn a_cap_is_raised_by_conditions() {
    let answers = |a: bool, b: bool, c: bool| json!({ "island": a, "night-staff": b, "new-office": c });
    let quote = || json!([["thing", 900_000, 1]]);
    check(
        "additions",
        &[
            (answers(false, false, false), quote(), Some(300_000)),
            (answers(true, false, true), quote(), Some(400_000)),
            (answers(false, true, true), quote(), Some(450_000)),
            (answers(true, true, true), quote(), Some(550_000)),
        ],
    );
    explore("additions", &[truth("island"), truth("night-staff"), truth("new-office")], &quote());
}

#[test]
fn every_unit_and_direction_of_rounding() {
    let half = |way: &str, twice: i64, amount: i64| (json!({ "way": way }), json!([["thing", twice, 1]]), Some(amount));
    check(
        "rounding",
        &[
            half("down-1", 1_001, 500),
            half("up-1", 1_001, 501),
            half("half-up-1", 1_001, 501),
            half("down-10", 2_468, 1_230),
            half("up-10", 2_468, 1_240),
            half("up-10", 2_460, 1_230),
            half("half-up-10", 2_470, 1_240),
            half("half-up-10", 2_469, 1_230),
            half("down-500", 2_998, 1_000),
            half("up-500", 2_002, 1_500),
            half("half-up-500", 2_500, 1_500),
            half("half-up-500", 2_499, 1_000),
            half("down-10000", 39_999, 10_000),
            half("up-10000", 20_001, 20_000),
        ],
    );
    let ways = [
        "down-1",
        "down-10",
        "up-10",
        "half-up-10",
        "down-500",
        "up-500",
        "half-up-500",
        "down-10000",
        "up-10000",
        "half-up-1",
        "up-1",
    ];
    explore("rounding", &[answer("way", &json!(ways))], &json!([["thing", 24_681, 1]]));
}

#[test]
fn rounding_by_unit_line_or_total() {
    let at = |place: &str| json!({ "where": place });
    // Two units of 3,999 and one of 2,999: halves 1,999.5, 1,999.5 and 1,499.5.
    let quote = || json!([["thing", 3_999, 2], ["work", 2_999, 1]]);
    check(
        "rounding_places",
        &[
            (at("unit"), quote(), Some(1_000 + 1_000 + 1_000)),
            (at("line"), quote(), Some(3_000 + 1_000)),
            (at("total"), quote(), Some(5_000)),
        ],
    );
    explore("rounding_places", &[answer("where", &json!(["unit", "line", "total"]))], &quote());
}

#[test]
fn a_division_by_zero_is_zero() {
    let users = |n: i64| json!({ "users": n });
    let quote = || json!([["thing", 1000, 1]]);
    check(
        "divide_by_zero",
        &[(users(0), quote(), Some(0)), (users(3), quote(), Some(333)), (users(1), quote(), Some(1000))],
    );
    // Quantity 0: a unit has no cost.
    check(
        "nested_minima",
        &[(json!({ "office-cap-yen": 900_000, "corporation-yen": 0 }), json!([["thing", 150_000, 0]]), Some(0))],
    );
    explore("divide_by_zero", &[answer("users", &json!([0]))], &json!([]));
}

#[test]
fn a_division_by_what_is_never_zero_reaches_its_ends() {
    explore("divide", &[answer("offices", &json!([2, 3, 4]))], &json!([["thing", 1000, 1]]));
}

#[test]
fn a_division_by_what_may_be_zero_is_not_told_to_be_tight() {
    let lines = json!([["thing", 1000, 1]]);
    let edition = edition("divide_by_zero");
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({}), Some(&lines)))["amount"].clone();
    assert_eq!((got["lowYen"].as_i64(), got["highYen"].as_i64(), got["tight"].as_bool()), (Some(0), None, Some(false)));
}

#[test]
fn the_higher_of_two_caps() {
    let users = |n: i64| json!({ "users": n });
    let quote = || json!([["thing", 900_000, 1]]);
    check(
        "highest",
        &[(users(0), quote(), Some(100_000)), (users(3), quote(), Some(100_000)), (users(4), quote(), Some(120_000))],
    );
    explore("highest", &[answer("users", &json!([0, 3, 4, 9]))], &quote());
}

#[test]
fn no_limit_at_all() {
    let quote = || json!([["thing", 900_000, 1]]);
    check(
        "unlimited",
        &[
            (json!({ "capacity": "none" }), quote(), Some(900_000)),
            (json!({ "capacity": 9 }), quote(), Some(90_000)),
            (json!({ "capacity": 0 }), quote(), Some(0)),
        ],
    );
    explore("unlimited", &[answer("capacity", &json!(["none", 0, 1, 9]))], &quote());
    let edition = edition("unlimited");
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({ "capacity": "none" }), None));
    assert_eq!((&got["amount"]["lowYen"], &got["amount"]["highYen"]), (&json!(0), &Value::Null), "no upper end");
}

#[test]
fn caps_add_up_or_exclude_each_other() {
    let answers = |places: i64, staff: i64, adds: bool| json!({ "capacity": places, "staff": staff, "additive": adds });
    let quote = || json!([["thing", 75_000, 1]]);
    check(
        "alternative_caps",
        &[
            (answers(3, 2, true), quote(), Some(50_000)),
            (answers(3, 2, false), quote(), Some(30_000)),
            (answers(5, 5, true), quote(), Some(75_000)),
        ],
    );
    explore(
        "alternative_caps",
        &[answer("capacity", &json!([0, 2, 5])), answer("staff", &json!([0, 3, 5])), truth("additive")],
        &quote(),
    );
}

#[test]
fn the_rate_depends_on_any_or_all() {
    let answers = |a: bool, b: bool, c: bool| json!({ "life-data": a, "exchange": b, "halving": c });
    let quote = || json!([["thing", 80_000, 1]]);
    check(
        "conditional_rate",
        &[
            (answers(false, false, false), quote(), Some(40_000)),
            (answers(false, true, false), quote(), Some(60_000)),
            (answers(true, true, true), quote(), Some(70_000)),
        ],
    );
    explore("conditional_rate", &[truth("life-data"), truth("exchange"), truth("halving")], &quote());
}

#[test]
fn each_kind_has_its_rate() {
    // 1001 × 3/4 = 750.75 and 1000 × 1/3 = 333.33…: one floor, on the sum 1084.08.
    check("rate_by_kind", &[(json!({}), json!([["thing", 1001, 1], ["work", 1000, 1]]), Some(1084))]);
}

#[test]
fn readings_change_one_at_a_time() {
    let edition = edition("readings");
    let mut desk = Desk(Assessor::new(&edition));
    let lines = json!([["thing", 9_001, 1]]);
    let got = desk.assess(&application(&json!({ "income-yen": 3_000 }), Some(&lines)));
    // 4,500.5 by default; half of 6,001 if the income is taken off.
    assert_eq!(got["amount"]["yen"], 4_000);
    let told: Vec<String> = got["readings"]
        .as_array()
        .expect("readings")
        .iter()
        .map(|reading| {
            let others = reading["alternatives"].as_array().expect("alternatives").iter();
            let others: Vec<String> =
                others.map(|other| format!("{} {}", other["id"], other["amount"]["yen"]).replace('"', "")).collect();
            format!("{} {}; {}", reading["id"], reading["chosen"], others.join(", ")).replace('"', "")
        })
        .collect();
    assert_eq!(told, ["rounding down; up 5000, none 4500", "income ignored; deducted 3000"]);
    let got = desk.assess(&application(&json!({ "income-yen": null }), Some(&lines)));
    assert_eq!(got["amount"]["yen"], 4_000, "readings beside the amount do not widen it");
    let deducted = &got["readings"][1]["alternatives"][0]["amount"];
    assert_eq!((&deducted["lowYen"], &deducted["highYen"]), (&json!(2_000), &json!(4_000)));
    explore("readings", &[answer("income-yen", &json!([0, 3_000, 5_000]))], &lines);
}

#[test]
fn every_form_of_a_condition() {
    let answers = |yes: bool, size: &str, capacity: Value, fte: &str| json!({ "yes": yes, "size": size, "capacity": capacity, "staff-fte": fte });
    // is_true 1, is_small 2, is_not_middle 4, has_none 8, both 16, either 32, neither 64, five_places 128,
    // some_place 256, ten_staff 512, opposites 1024, certain 2048.
    check(
        "conditions",
        &[
            (answers(true, "large", json!(5), "9.5"), json!([]), Some(1 + 4 + 16 + 32 + 128 + 256 + 512 + 2048)),
            (answers(false, "middle", json!("none"), "9.4"), json!([]), Some(8 + 64 + 2048)),
            (answers(false, "small", json!(4), "0"), json!([]), Some(2 + 4 + 32 + 256 + 2048)),
            (answers(false, "large", json!(0), "10"), json!([]), Some(4 + 64 + 512 + 2048)),
        ],
    );
    explore(
        "conditions",
        &[
            truth("yes"),
            answer("size", &json!(["small", "middle", "large"])),
            answer("staff-fte", &json!(["9.4", "9.5"])),
            Open::Given("capacity", [json!(4)]),
        ],
        &json!([]),
    );
}

#[test]
fn no_such_number_is_not_any_number() {
    let given = [Open::Given("size", [json!("small")]), Open::Given("staff-fte", [json!("9")])];
    let open: Vec<Open> =
        given.into_iter().chain([answer("capacity", &json!(["none", 0, 1, 4, 5])), truth("yes")]).collect();
    explore("conditions", &open, &json!([]));
}

#[test]
fn an_unknown_number_used_twice_stays_sound() {
    check("same_number_twice", &[(json!({ "income-yen": 5 }), json!([["thing", 100, 1]]), Some(100))]);
    let edition = edition("same_number_twice");
    let lines = json!([["thing", 100, 1]]);
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({}), Some(&lines)))["amount"].clone();
    let (low, high) = (got["lowYen"].as_i64().expect("a low end"), got["highYen"].as_i64().expect("a high end"));
    assert!(low <= 100 && 100 <= high, "{got}");
}

#[test]
fn an_unknown_number_used_twice_is_not_told_to_be_tight() {
    let lines = json!([["thing", 100, 1]]);
    let edition = edition("same_number_twice");
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({}), Some(&lines)))["amount"].clone();
    assert_eq!(got["tight"], false, "{got}");
}

#[test]
fn an_end_that_no_quote_reaches_is_not_told_to_be_tight() {
    let edition = edition("less_than_itself");
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({}), None))["amount"].clone();
    assert_eq!((&got["lowYen"], &got["highYen"], &got["tight"]), (&json!(0), &json!(1000), &json!(false)));
}

#[test]
fn a_programme_opens_and_closes_by_its_dates() {
    let text = text_of("head");
    let status = |word: &str, window: &str, day: Date| {
        let window = format!("status = \"{word}\"\n{window}\n");
        let (head, rest) = text.split_once("status = \"open\"\n").expect("the status of the head");
        let amount = "\n[[step]]\nid = \"amount\"\nlabel = \"x\"\ncite = \"第2条\"\ndo.add = [\"eligible\"]\n";
        let edition = check_pack("dates", &format!("{head}{window}{rest}{amount}")).expect("a sound pack");
        format!("{:?}", edition.about.status_on(day))
    };
    let day = |text: &str| Date::parse(text).expect("a date");
    let window = "reception = { from = 2026-06-01, until = 2027-01-29 }";
    for (word, window, on, expected) in [
        ("open", window, "2026-05-31", "Announced"),
        ("open", window, "2026-06-01", "Open"),
        ("announced", window, "2026-06-01", "Open"),
        ("open", window, "2027-01-29", "Open"),
        ("open", window, "2027-01-30", "Closed"),
        ("announced", window, "2027-01-30", "Closed"),
        // Without a window: until the end of the fiscal year.
        ("open", "", "2027-03-31", "Open"),
        ("open", "", "2027-04-01", "Closed"),
        ("announced", "", "2026-06-01", "Announced"),
        ("open", "valid-until = 2026-12-31", "2027-01-01", "Closed"),
        // A word that no date moves on.
        ("draft", window, "2026-06-01", "Draft"),
        ("closed", window, "2026-06-01", "Closed"),
        ("superseded", window, "2026-06-01", "Superseded"),
        ("draft", window, "2026-05-31", "Draft"),
        ("draft", window, "2027-04-01", "Draft"),
        ("superseded", window, "2026-05-31", "Superseded"),
    ] {
        assert_eq!(status(word, window, day(on)), expected, "{word} {window} on {on}");
    }
}

/// Each operation of the format, so that none is without an example.
#[test]
fn every_operation_has_an_example() {
    let source = pack_source();
    let (_, variants) = source.split_once("pub(crate) enum Do {").expect("the operations");
    let (variants, _) = variants.split_once('}').expect("their end");
    let packs: String = std::fs::read_dir(Path::new(FOLDER).join("packs/conformance"))
        .expect("the folder")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("text"))
        .collect();
    let mut count = 0;
    for name in variants.lines().filter_map(|line| line.trim().split(['(', ',']).next()).filter(|name| !name.is_empty())
    {
        let kebab: String = name
            .char_indices()
            .flat_map(|(ix, c)| (ix > 0 && c.is_uppercase()).then_some('-').into_iter().chain(c.to_lowercase()))
            .collect();
        let written = [format!("do.{kebab} ="), format!("do = \"{kebab}\"")];
        assert!(written.iter().any(|form| packs.contains(form)), "`{kebab}` has no example");
        count += 1;
    }
    assert!(count >= 21, "{count} operations");
}

/// What is built of any pack that passes the checks is an edition that may be used.
#[test]
fn every_pack_is_built_and_read_back() {
    let folder = Path::new(FOLDER).join("packs/conformance");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let name = entry.path().file_stem().expect("a name").to_string_lossy().into_owned();
        if name != "head" {
            let built = kaigo_hojo_pack::to_bytes(&edition(&name));
            assert!(kaigo_hojo_pack::from_bytes(&built).is_ok(), "{name}");
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}
