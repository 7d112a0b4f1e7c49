//! Operations on lines: which count and why, the best units of them, what is spread over them, what is settled on them.

use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::facts::facts;
use kaigo_hojo_assess::rules::bounds::Room;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::rules::evaluate::{BY_DEFAULT, Pass, Scope, Variant};
use kaigo_hojo_assess::rules::split::{Split, find_line};
use serde_json::{Value, json};
use whole_system_tests::{Desk, read};

use super::desk::{answer, check, explore, of_line, truth};
use super::fragment::{application, edition, edition_of, text_of};

#[test]
fn lines_are_told_apart() {
    let used = |used: bool| json!({ "used": used });
    check(
        "filters",
        &[
            (json!({}), json!([["thing", 1000, 1, used(false)], ["thing", 500, 1, used(true)]]), Some(1000)),
            // One line of works gives nothing, two give half.
            (json!({}), json!([["work", 300, 1, used(false)]]), Some(0)),
            (json!({}), json!([["work", 300, 1, used(false)], ["work", 301, 1, used(false)]]), Some(300)),
            (json!({}), json!([["work", 300, 1, used(false)], ["work", 301, 1, used(true)]]), Some(0)),
        ],
    );
    let used = |line: usize| of_line(line, "used", &json!([false, true]));
    explore(
        "filters",
        &[used(0), used(1), used(2), used(3)],
        &json!([["thing", 1000, 1], ["work", 300, 1], ["work", 500, 1], ["work", 40, 1]]),
    );
}

#[test]
fn the_best_units_up_to_a_limit() {
    let most = |n: i64| json!({ "most-units": n });
    let quote = || json!([["thing", 100, 2], ["thing", 300, 1], ["work", 200, 1]]);
    check(
        "best",
        &[
            (most(0), quote(), Some(0)),
            (most(1), quote(), Some(300 + 1000)),
            (most(2), quote(), Some(500 + 2000)),
            (most(3), quote(), Some(600 + 3000)),
            (most(6), quote(), Some(700 + 4000)),
            (most(1), json!([["thing", 300, 1, { "leased": true }], ["work", 200, 1]]), Some(200 + 1000)),
        ],
    );
    explore(
        "best",
        &[
            answer("most-units", &json!([0, 1, 2, 3, 4, 5, 6])),
            of_line(0, "leased", &json!([false, true])),
            of_line(1, "leased", &json!([false, true])),
        ],
        &quote(),
    );
}

#[test]
fn among_equal_units_the_earlier_line_counts() {
    let edition = edition("best");
    let lines = json!([["thing", 100, 1], ["work", 100, 1]]);
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({ "most-units": 1 }), Some(&lines)));
    assert_eq!(got["items"][0]["status"], "counted");
    let second = &got["items"][1];
    assert_eq!((&second["status"], &second["countedYen"]), (&json!("excluded"), &json!(0)));
    // The limit of the pack, by its name.
    assert_eq!((&second["reason"], &second["cite"]), (&json!("台数の上限を超えるため、対象外です。"), &json!("第2条")));
}

#[test]
fn in_rows_the_units_that_give_most_together_are_taken() {
    let of = |units: i64| json!({ "most-units": units, "others-yen": 100 });
    let things = || json!([["thing", 2000, 1], ["thing", 200, 2], ["work", 90, 2]]);
    let works = || json!([["work", 150, 1], ["work", 20, 1], ["thing", 60, 1]]);
    check(
        "best_in_rows",
        &[
            // One thing: 2,000 against 1,000. Two: 2,200 against 2,000. Three: 2,400 against 3,000.
            (of(0), things(), Some(0)),
            (of(1), things(), Some(1000)),
            (of(2), things(), Some(2000)),
            (of(3), things(), Some(2400)),
            (of(4), things(), Some(2400 + 90)),
            (of(6), things(), Some(2400 + 180)),
            // One work: 150 against 100. Two: 170 against 200, 70 more, while a thing brings 60.
            (of(1), works(), Some(100)),
            (of(2), works(), Some(170)),
            (of(3), works(), Some(170 + 60)),
            // A small thing is in the row of the others: 300 against 100. An odd one of the others is in none.
            (of(6), json!([["thing", 300, 1, { "small": true }], ["thing", 70, 1]]), Some(100 + 70)),
            (of(6), json!([["work", 60, 1, { "odd": true }], ["thing", 70, 1]]), Some(70)),
            (of(6), json!([["thing", 60, 1, { "leased": true }], ["work", 70, 1]]), Some(70)),
        ],
    );
    let edition = edition("best_in_rows");
    let got = Desk(Assessor::new(&edition)).assess(&application(&of(2), Some(&works())));
    let told = |line: usize| got["items"][line]["status"].clone();
    assert_eq!([told(0), told(1), told(2)], ["counted", "counted", "excluded"], "{got}");
}

#[test]
fn rows_in_a_range() {
    let open = [
        answer("most-units", &json!([0, 1, 2, 3, 4, 5, 6])),
        answer("others-yen", &json!([0, 100, 149, 150, 300])),
        of_line(0, "leased", &json!([false, true])),
        of_line(1, "small", &json!([false, true])),
        of_line(2, "odd", &json!([false, true])),
    ];
    explore("best_in_rows", &open, &json!([["thing", 2000, 1], ["thing", 200, 2], ["work", 150, 2]]));
    explore("best_in_rows", &open, &json!([["work", 400, 2], ["thing", 600, 2], ["work", 90, 1]]));
}

#[test]
fn units_ranked_by_something_else() {
    // The dearer thing comes first although it gives less.
    check(
        "best_by_price",
        &[
            (json!({}), json!([["thing", 20_000, 1], ["work", 15_000, 1]]), Some(10_000)),
            (json!({}), json!([["thing", 20_000, 1, { "leased": true }], ["work", 15_000, 1]]), Some(15_000)),
            (json!({}), json!([["thing", 9_000, 1], ["work", 15_000, 1]]), Some(15_000)),
        ],
    );
}

#[test]
fn units_ranked_by_something_else_in_a_range() {
    let leased = |line: usize| of_line(line, "leased", &json!([false, true]));
    explore("best_by_price", &[leased(0), leased(1)], &json!([["thing", 20_000, 1], ["work", 15_000, 1]]));
}

#[test]
fn units_of_unknown_worth_are_not_told_to_be_tight() {
    let lines = json!([["thing", 20_000, 1], ["work", 15_000, 1]]);
    let most = |yen: i64| json!({ "most": yen });
    check(
        "best_by_price_number",
        &[(most(12_000), lines.clone(), Some(10_000)), (most(300), lines.clone(), Some(300))],
    );
    let edition = edition("best_by_price_number");
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({}), Some(&lines)))["amount"].clone();
    // Always the dearer one counts, at most 10,000 of it; the bound takes the other for possible.
    let (low, high) = (got["lowYen"].as_i64().expect("a low end"), got["highYen"].as_i64().expect("a high end"));
    assert!(low == 0 && high >= 10_000, "{got}");
    assert_eq!(got["tight"] == true, high == 10_000, "{got}");
}

#[test]
fn a_cost_is_spread_over_units() {
    let to = |ids: Value| json!({ "attached-to": ids });
    check(
        "spread",
        &[
            // 600 over three units: 100 + 200, 400 + 200 twice.
            (
                json!({}),
                json!([["thing", 100, 1], ["thing", 400, 2], ["work", 600, 1, to(json!(["i1", "i2"]))]]),
                Some(1500),
            ),
            // At most 1,000 a unit: what is above is lost.
            (
                json!({}),
                json!([["thing", 100, 1], ["thing", 400, 2], ["work", 1500, 1, to(json!(["i1"]))]]),
                Some(1800),
            ),
            // Thirds stay exact: 3 × (0 + 100/3).
            (json!({}), json!([["thing", 0, 3], ["work", 100, 1, to(json!(["i1"]))]]), Some(100)),
            (json!({}), json!([["thing", 100, 1], ["work", 600, 1]]), Some(100)),
            // A share of what cannot carry is lost.
            (
                json!({}),
                json!([["thing", 100, 1], ["work", 1, 1], ["work", 600, 1, to(json!(["i1", "i2"]))]]),
                Some(400),
            ),
        ],
    );
    explore(
        "spread",
        &[
            of_line(2, "attached-to", &json!([[], ["i1"], ["i2"], ["i1", "i2"]])),
            of_line(3, "attached-to", &json!([[], ["i1"], ["i2"], ["i1", "i2"]])),
        ],
        // Lines that carry nothing would be answers too: there are only these two others that can.
        &json!([["thing", 100, 1], ["thing", 700, 2], ["work", 600, 1], ["work", 90, 1]]),
    );
}

#[test]
fn what_a_line_may_carry_while_nobody_said_so() {
    let shares = |name: &str, lines: &Value| -> Vec<String> {
        let edition = edition(name);
        let got = Desk(Assessor::new(&edition)).assess(&application(&json!({}), Some(lines)));
        let steps = got["steps"].as_array().expect("steps");
        let step = steps.iter().find(|step| step["id"] == "share").expect("the share");
        let lines = step["lines"].as_array().expect("lines").iter();
        lines.map(|line| format!("{} {}", line["itemId"], line["value"]).replace('"', "")).collect()
    };
    // Whoever carries it alone carries most: 100 over three units.
    let lines = json!([["thing", 0, 3], ["thing", 400, 2], ["work", 100, 1, { "attached-to": null }]]);
    assert_eq!(shares("spread", &lines), ["i1 0円 〜 33.33…円", "i2 0円 〜 50円"]);
    // Of more open answers than are told apart, in whole yen.
    let many = |count: usize| {
        let things = (0..count).map(|_| json!(["thing", 0, 3]));
        things.chain([json!(["work", 100, 1, { "attached-to": null }])]).collect::<Value>()
    };
    assert_eq!(shares("spread", &many(12))[0], "i1 0円 〜 33.33…円");
    assert_eq!(shares("spread", &many(13))[0], "i1 0円 〜 34円");
    // A line carries nothing of its own.
    assert_eq!(shares("spread_onto_all", &lines), ["i1 0円 〜 33.33…円", "i2 0円 〜 50円"]);
}

#[test]
fn whether_a_sum_over_lines_is_anything() {
    let donated = |yen: i64| json!([["thing", 1000, 1, { "donation-yen": yen }], ["work", 500, 1]]);
    check("any_donation", &[(json!({}), donated(0), Some(1500)), (json!({}), donated(1), Some(700))]);
    // Half a yen is more than nothing, although it is no whole one.
    let of = |line: usize| of_line(line, "donation-yen", &json!([0, 1]));
    explore("any_donation", &[of(0), of(1)], &json!([["thing", 1000, 1], ["work", 500, 1]]));
}

/// What the outcome of a line depends on first.
fn cuts(edition: &Edition, answers: &Value, lines: &Value, line: usize) -> Vec<Split> {
    let text = application(answers, Some(lines)).to_string();
    let facts = facts(edition, &read(&text).expect("an application")).expect("sound");
    let mut room = Room::new(edition, &BY_DEFAULT, Scope::Everything);
    room.run(edition, &facts);
    let variant = Variant { readings: BY_DEFAULT, route: 0 };
    find_line(&Pass::resume(edition, &facts, &variant, room.space(0)), line).splits
}

#[test]
fn what_becomes_of_a_cost_depends_on_the_lines_it_names() {
    let spread = edition("spread");
    let cut =
        |line| cuts(&spread, &json!({}), &json!([["thing", 100, 1], ["work", 600, 1, { "attached-to": null }]]), line);
    assert_eq!(cut(1), [Split::Member(1, 0, 0)], "whether the work names the thing");
    assert_eq!(cut(0), [], "the thing names nothing");
    // A thing that was bought early is out, and with it what is attached to it.
    let early = edition_of("spread", &[text_of("spread"), EARLY.to_owned()].concat());
    let lines = json!([["thing", 100, 1, { "early": null }], ["work", 600, 1, { "attached-to": ["i1"] }]]);
    assert_eq!(cuts(&early, &json!({}), &lines, 1), [Split::ItemOptions(0, 1, 2)], "whether the thing is out");
}

/// A question that takes things out.
const EARLY: &str = "
[[item-question]]
id = \"early\"
label = \"early\"
kinds = [\"thing\"]
absent = false
answer = \"truth\"

[[condition]]
id = \"is_early\"
when = { item = \"early\", is = true }

[[drop]]
when = \"is_early\"
reason = \"契約が早すぎます。\"
cite = \"第2条\"
";

#[test]
fn what_a_limit_leaves_of_a_line_depends_on_the_others() {
    let best = edition("best");
    let lines = json!([["thing", 100, 1], ["work", 200, 1, { "leased": null }]]);
    assert_eq!(cuts(&best, &json!({ "most-units": 1 }), &lines, 0), [Split::ItemOptions(1, 0, 1)]);
}

#[test]
fn kinds_are_in_out_or_to_be_asked() {
    let trained = |yes: bool| json!({ "training": yes });
    let early = || json!({ "contracted-before-decision": true });
    check(
        "kinds",
        &[
            // A figure for each kind: min(9,000, 5,000) + min(1,500, 2,000).
            (
                trained(true),
                json!([["robot", 9_000, 1], ["sensor", 1_500, 1], ["charge", 100, 1], ["other", 100, 1]]),
                Some(6_500),
            ),
            (trained(false), json!([["robot", 9_000, 1], ["sensor", 1_500, 1]]), Some(1_500)),
            (trained(true), json!([["robot", 9_000, 1, early()], ["sensor", 1_500, 1]]), Some(1_500)),
            // Advice only beside a machine that costs something.
            (trained(true), json!([["advice", 700, 1]]), Some(0)),
            (trained(true), json!([["advice", 700, 1], ["sensor", 0, 1]]), Some(0)),
            (trained(true), json!([["advice", 700, 1], ["sensor", 1, 1]]), Some(701)),
        ],
    );
    explore(
        "kinds",
        &[
            truth("training"),
            of_line(0, "contracted-before-decision", &json!([false, true])),
            of_line(1, "contracted-before-decision", &json!([false, true])),
        ],
        &json!([["robot", 9_000, 1], ["advice", 700, 1], ["other", 50, 1]]),
    );
}

#[test]
fn a_line_is_told_why_it_is_out() {
    let edition = edition("kinds");
    let lines = json!([
        ["robot", 9_000, 1],
        ["advice", 700, 1],
        ["charge", 100, 1],
        ["other", 100, 1],
        ["other", 100, 1, { "contracted-before-decision": true }],
        ["charge", 100, 1, { "contracted-before-decision": true }],
        ["sensor", 100, 1, { "contracted-before-decision": null }],
    ]);
    let got = Desk(Assessor::new(&edition)).assess(&application(&json!({ "training": false }), Some(&lines)));
    let told: Vec<(&str, &str)> = got["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| (item["status"].as_str().expect("a status"), item["cite"].as_str().expect("a clause")))
        .collect();
    let (open, settled) = told.split_last().expect("lines");
    assert_eq!(
        settled,
        [
            ("excluded", "第2条(1)"),
            // It is open whether there is a machine beside it.
            ("undetermined", "第2条(3)"),
            ("excluded", "第3条"),
            ("needs-confirmation", "第4条"),
            // Out before anything is to be asked; and a kind that is out is out for its own reason.
            ("excluded", "第5条"),
            ("excluded", "第3条"),
        ]
    );
    // Counted by one clause or out by another.
    assert!(open.0 == "undetermined" && ["第2条(2)", "第5条"].contains(&open.1), "{open:?}");
    assert_eq!(got["items"][0]["remedy"], "研修を受ければ対象になります。");
    assert_eq!(got["items"][6]["countedYen"], Value::Null);
}

#[test]
fn tax_and_months_are_settled_on_the_line() {
    let edition = edition("tax");
    let mut desk = Desk(Assessor::new(&edition));
    let mut amount = |with_tax: bool, item: Value| {
        let mut document = application(&json!({ "with-tax": with_tax }), Some(&json!([["thing", 0, 0]])));
        for (key, value) in item.as_object().expect("an item") {
            document["items"][0][key] = value.clone();
        }
        desk.assess(&document)["amount"]["yen"].as_i64().expect("complete")
    };
    let included = json!({ "unitPriceYen": 1_001, "quantity": 3, "tax": "included" });
    // 3,003 × 100/110 = 2,730 exactly.
    assert_eq!((amount(true, included.clone()), amount(false, included)), (3_003, 2_730));
    let excluded = json!({ "unitPriceYen": 333, "quantity": 1, "tax": "excluded", "taxRatePercent": 8 });
    // 333 × 108/100 = 359.64.
    assert_eq!((amount(true, excluded.clone()), amount(false, excluded)), (359, 333));
    let exempt = json!({ "unitPriceYen": 333, "quantity": 2, "tax": "exempt" });
    assert_eq!((amount(true, exempt.clone()), amount(false, exempt)), (666, 666));
    let monthly = |months: i64| {
        json!({
            "unitPriceYen": 1_100, "quantity": 2, "tax": "included", "months": { "inYear": months, "total": 60 },
        })
    };
    assert_eq!((amount(true, monthly(5)), amount(false, monthly(5))), (11_000, 10_000));
    assert_eq!(amount(true, monthly(0)), 0);
    explore("tax", &[truth("with-tax")], &json!([["thing", 1_000, 1]]));
}

#[test]
fn the_quantity_is_that_of_the_quote() {
    check(
        "quantity",
        &[
            // 300,000 each; the set is one unit whatever its quantity: 600,000 + 1 × 1,000.
            (json!({}), json!([["set", 300_000, 2]]), Some(601_000)),
            (json!({}), json!([["set", 299_999, 2]]), Some(1_000)),
            (json!({}), json!([["thing", 300_000, 2], ["thing", 299_999, 3]]), Some(605_000)),
            (json!({}), json!([["set", 300_000, 0]]), Some(1_000)),
        ],
    );
    // What is charged by the month is not bought, be it for one month: 5 × 100,000 and 1 × 500,000.
    let edition = edition("quantity");
    let mut desk = Desk(Assessor::new(&edition));
    for (price, months, amount) in [(100_000, 5, 1_000), (500_000, 1, 1_000)] {
        let mut document = application(&json!({}), Some(&json!([["thing", price, 1]])));
        document["items"][0]["months"] = json!({ "inYear": months, "total": 60 });
        assert_eq!(desk.assess(&document)["amount"]["yen"], amount, "{price} × {months}");
    }
    // Lines that are not known may be anything.
    let got = desk.assess(&application(&json!({}), None))["amount"].clone();
    assert_eq!((&got["lowYen"], &got["highYen"]), (&json!(0), &Value::Null), "{got}");
}

#[test]
fn income_comes_off_before_or_after_the_rate() {
    let donation = |yen: i64| json!({ "donation-yen": yen });
    check(
        "income_places",
        &[
            // (1,000 − 200) / 2 − 100.
            (json!({ "income-yen": 100 }), json!([["thing", 1_000, 1, donation(200)]]), Some(300)),
            // Never below nothing, line by line.
            (json!({ "income-yen": 0 }), json!([["thing", 100, 1, donation(900)], ["work", 500, 1]]), Some(250)),
            (json!({ "income-yen": 400 }), json!([["thing", 700, 1]]), Some(0)),
        ],
    );
    explore(
        "income_places",
        &[
            answer("income-yen", &json!([0, 100, 400])),
            of_line(0, "donation-yen", &json!([0, 300, 900])),
            of_line(1, "donation-yen", &json!([0, 500, 900])),
        ],
        &json!([["thing", 600, 1], ["work", 500, 1]]),
    );
}
