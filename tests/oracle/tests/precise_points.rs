//! Small applications, worked by hand, for what the shared cases leave out: the contract's precise points,
//! each alternative of each reading, and the places where the contract is open.

use oracle::{Expected, Route, Status, assess};
use serde_json::{Value, json};

/// A Gunma application: answers beside the usual ones, and lines `[kind, price, quantity, answers]`,
/// named i1, i2 … and tax-included.
fn gunma(answers: &Value, lines: &[(&str, u64, u64, Value)]) -> Value {
    let mut all = json!({
        "in-prefecture": true, "antisocial-forces": false, "service": "32", "capacity": "none", "linked-offices": 0,
        "end-to-end": true, "careplan-csv": true, "life-csv": true, "staff-fte": "10", "route": "separate",
    });
    merge(&mut all, answers);
    let items: Vec<Value> = (1..)
        .zip(lines)
        .map(|(number, (kind, price, quantity, answers))| {
            json!({
                "id": format!("i{number}"), "kind": kind, "unitPriceYen": price, "quantity": quantity,
                "tax": "included", "answers": answers,
            })
        })
        .collect();
    json!({ "schema": "kaigo-hojo/application/1", "programme": "gunma-caretech-r8", "answers": all, "items": items })
}

fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().into_iter().flatten() {
        into[key] = value.clone();
    }
}

fn separate(lines: &[(&str, u64, u64, Value)]) -> Expected {
    assess(&gunma(&json!({}), lines))
}

fn package(lines: &[(&str, u64, u64, Value)]) -> Expected {
    assess(&gunma(&json!({ "route": "package" }), lines))
}

fn status(expected: &Expected, id: &str) -> Option<(Status, i128)> {
    expected.item(id).map(|item| (item.status, item.counted_yen))
}

#[test]
fn point_1_the_two_halves_of_other_are_floored_together() {
    let expected = separate(&[
        ("monitoring", 199_500, 1, json!({ "listing": "equivalent" })), // 159,600
        ("back-office-software", 333_333, 1, json!({ "staff-priced": false })), // 266,666.4
    ]);
    assert_eq!(expected.amount, Some(426_000));
    assert_eq!(expected.categories["other"], 426_000);
    assert_eq!(expected.alternatives["floor-level"]["per-unit"], Some(425_000));
    assert_eq!(expected.alternatives["floor-level"]["total"], Some(426_000));
}

#[test]
fn point_2_a_line_of_0_yen_is_not_a_line_that_is_not_staff_priced() {
    let expected = separate(&[
        ("care-software", 2_000_000, 1, json!({ "staff-priced": true })),
        ("care-software", 500_000, 1, json!({ "staff-priced": false, "donation-yen": 500_000 })),
    ]);
    assert_eq!(expected.amount, Some(1_000_000));
    assert_eq!(status(&expected, "i2"), Some((Status::Counted, 0)));
    let one_yen_left = separate(&[
        ("care-software", 2_000_000, 1, json!({ "staff-priced": true })),
        ("care-software", 500_000, 1, json!({ "staff-priced": false, "donation-yen": 499_999 })),
    ]);
    assert_eq!(one_yen_left.amount, Some(1_600_000));
}

#[test]
fn point_2_incidental_cost_of_0_yen_raises_no_base() {
    let lines = |donation: u64| {
        [
            ("care-software", 2_000_000, 1, json!({ "staff-priced": true })),
            ("incidental", 100, 1, json!({ "attached-to": ["i1"], "donation-yen": donation })),
            ("intercom", 5_000_000, 1, json!({})),
        ]
    };
    assert_eq!(separate(&lines(100)).amount, Some(2_000_000));
    assert_eq!(separate(&lines(99)).amount, Some(2_150_000));
    assert_eq!(package(&lines(100)).amount, Some(4_000_000));
    assert_eq!(package(&lines(99)).amount, Some(4_150_000));
}

#[test]
fn point_2_a_line_of_0_yen_with_incidental_cost_is_a_line() {
    // The software is given, its tablets are not: 275,000 × 4/5.
    let lines = [
        ("care-software", 1_300_000, 1, json!({ "staff-priced": true, "donation-yen": 1_300_000 })),
        ("incidental", 275_000, 1, json!({ "attached-to": ["i1"] })),
        ("monitoring", 100_000, 1, json!({})),
    ];
    assert_eq!(separate(&lines).amount, Some(300_000));
    assert_eq!(package(&lines).route, Some(Route::Package));
    let no_band = assess(&gunma(&json!({ "staff-fte": "0.4" }), &lines));
    assert_eq!(no_band.amount, None);
    assert_eq!(no_band.routes.map(|routes| routes.package.map(|package| package.amount)), Some(Some(Some(300_000))));
}

#[test]
fn point_2_nothing_counted_no_consulting() {
    let expected = separate(&[
        ("monitoring", 100_000, 1, json!({ "donation-yen": 100_000 })),
        ("consulting", 550_000, 1, json!({})),
        ("incidental", 90_000, 1, json!({})),
    ]);
    assert_eq!(expected.amount, Some(0));
    assert_eq!(status(&expected, "i1"), Some((Status::Counted, 0)));
    assert_eq!(status(&expected, "i2"), Some((Status::Excluded, 0)));
    assert_eq!(status(&expected, "i3"), Some((Status::Excluded, 0)));
    assert_eq!(expected.total_cost_yen, 740_000);
}

#[test]
fn point_3_the_share_of_what_cannot_carry_is_lost() {
    let expected = separate(&[
        ("monitoring", 150_000, 2, json!({})),        // (150,000 + 100,000) × 4/5 × 2
        ("recognised-device", 100_000, 3, json!({})), // 80,000 × 3
        ("incidental", 500_000, 1, json!({ "attached-to": ["i1", "i2"] })),
        ("incidental", 70_000, 1, json!({ "attached-to": ["i2"] })),
    ]);
    assert_eq!(expected.amount, Some(640_000));
    assert_eq!(status(&expected, "i3"), Some((Status::PartlyCounted, 200_000)));
    assert_eq!(status(&expected, "i4"), Some((Status::Excluded, 0)));
}

#[test]
fn point_3_a_software_line_is_one_unit_and_a_dropped_line_still_takes_its_share() {
    // 600,000 over 1 + 2 + 3 units.
    let expected = separate(&[
        ("care-software", 100_000, 7, json!({ "staff-priced": true })), // 800,000 × 4/5
        ("bathing-aid", 500_000, 2, json!({})),                         // 600,000 × 4/5 × 2
        ("monitoring", 999_999, 3, json!({ "contracted-before-decision": true })),
        ("incidental", 600_000, 1, json!({ "attached-to": ["i1", "i2", "i3"] })),
    ]);
    assert_eq!(expected.amount, Some(640_000 + 960_000));
    assert_eq!(status(&expected, "i4"), Some((Status::PartlyCounted, 300_000)));
}

#[test]
fn points_4_and_5_one_line_is_no_package() {
    let expected = package(&[("care-work-support", 100_000, 5, json!({}))]);
    assert_eq!((expected.amount, expected.route), (Some(400_000), Some(Route::Separate)));
    let two = package(&[("care-work-support", 100_000, 5, json!({})), ("monitoring", 1_000_000, 1, json!({}))]);
    assert_eq!((two.amount, two.route), (Some(1_200_000), Some(Route::Package)));
    let without_care_work = package(&[("bathing-aid", 100_000, 5, json!({})), ("monitoring", 100_000, 1, json!({}))]);
    assert_eq!(without_care_work.route, Some(Route::Separate));
}

#[test]
fn point_5_the_computable_route_is_taken() {
    let lines =
        [("care-software", 1_000_000, 1, json!({ "staff-priced": true })), ("monitoring", 1_000_000, 1, json!({}))];
    let expected = assess(&gunma(&json!({ "staff-fte": "0", "route": null }), &lines));
    assert_eq!((expected.amount, expected.route), (Some(1_600_000), Some(Route::Package)));
    let neither = assess(&gunma(&json!({ "staff-fte": "0", "route": null }), &lines[..1]));
    assert_eq!((neither.amount, neither.route), (None, Some(Route::Separate)));
    assert!(neither.categories.is_empty());
}

#[test]
fn point_8_the_earlier_of_equal_units() {
    let lines = [("monitoring", 231_000, 2, json!({})), ("monitoring", 231_000, 2, json!({}))];
    let expected = assess(&gunma(&json!({ "capacity": 15 }), &lines));
    assert_eq!(expected.amount, Some(554_000)); // 184,800 × 3
    assert_eq!(status(&expected, "i1"), Some((Status::Counted, 462_000)));
    assert_eq!(status(&expected, "i2"), Some((Status::PartlyCounted, 231_000)));
    let one = assess(&gunma(&json!({ "capacity": 1 }), &lines));
    assert_eq!(status(&one, "i2"), Some((Status::Excluded, 0)), "every unit is over the limit");
}

#[test]
fn point_8_what_is_wholly_over_the_limit_is_excluded() {
    // One unit is within the limit: the dearest.
    let expected = assess(&gunma(
        &json!({ "capacity": 5 }),
        &[
            ("monitoring", 300_000, 2, json!({})),
            ("monitoring", 100_000, 3, json!({})),
            ("incidental", 60_000, 1, json!({ "attached-to": ["i2"] })),
            ("incidental", 60_000, 1, json!({ "attached-to": ["i1", "i2"] })),
            ("monitoring", 0, 2, json!({})),
        ],
    ));
    assert_eq!(status(&expected, "i1"), Some((Status::PartlyCounted, 300_000)));
    assert_eq!(status(&expected, "i2"), Some((Status::Excluded, 0)));
    assert_eq!(status(&expected, "i3"), Some((Status::Excluded, 0)), "what carries it is over the limit");
    assert_eq!(status(&expected, "i4"), Some((Status::PartlyCounted, 12_000)), "one of five units");
    assert_eq!(status(&expected, "i5"), Some((Status::Excluded, 0)));
}

#[test]
fn point_8_not_a_whole_yen_is_nothing() {
    // Of one yen, half is within the limit of one unit (OPEN 4).
    let expected = assess(&gunma(&json!({ "capacity": 5 }), &[("monitoring", 2, 2, json!({ "donation-yen": 3 }))]));
    assert_eq!(status(&expected, "i1"), Some((Status::Excluded, 0)));
}

/// The alternative `pooled` of these lines with a capacity.
fn pooled(capacity: u64, lines: &[(&str, u64, u64, Value)]) -> Option<oracle::Yen> {
    assess(&gunma(&json!({ "capacity": capacity }), lines)).alternatives["per-unit-base"]["pooled"]
}

#[test]
fn point_12_pooled_units_are_those_that_give_most_together() {
    let lift = |price: u64, units: u64| ("transfer-aid", price, units, json!({}));
    let sensor = |price: u64, units: u64| ("monitoring", price, units, json!({}));
    // Two units count. Unit by unit the first lift and the sensor give most, 1,000,000 + 300,000. Together the lifts
    // give min(1,680,000, 2 × 1,000,000).
    assert_eq!(pooled(10, &[lift(2_000_000, 1), lift(100_000, 1), sensor(375_000, 1)]), Some(1_680_000));
    // Three units count. Two lifts give 1,620,000, under 2 × 1,000,000; then a third adds 20,000, the sensor 300,000.
    assert_eq!(pooled(15, &[lift(2_000_000, 1), lift(25_000, 2), sensor(375_000, 1)]), Some(1_620_000 + 300_000));
    // Two of three sensors: 400,000 + 200,000, and no more than 2 × 300,000.
    assert_eq!(pooled(10, &[sensor(500_000, 1), sensor(250_000, 1), sensor(100_000, 1)]), Some(600_000));
    // B②: a row of its own, though its base is that of a lift.
    let recognised = ("recognised-device", 2_000_000, 1, json!({}));
    let equivalent = ("transfer-aid", 25_000, 1, json!({ "listing": "equivalent" }));
    assert_eq!(pooled(10, &[recognised, equivalent]), Some(1_000_000 + 20_000));
}

#[test]
fn units_that_give_most_come_first_and_a_limit_for_each_category() {
    let expected = assess(&gunma(
        &json!({ "capacity": 1 }),
        &[
            ("monitoring", 5_000_000, 1, json!({})),                          // gives 300,000
            ("bathing-aid", 400_000, 1, json!({})),                           // gives 320,000
            ("transfer-aid", 100_000, 1, json!({ "listing": "equivalent" })), // gives 80,000
            ("recognised-device", 200_000, 1, json!({})),                     // gives 160,000
        ],
    ));
    assert_eq!(expected.categories["tais"], 320_000);
    assert_eq!(expected.categories["other"], 160_000);
}

#[test]
fn point_9_excluded_comes_before_to_be_confirmed() {
    let expected = separate(&[
        ("other", 100_000, 1, json!({})),
        ("other", 100_000, 1, json!({ "other-subsidy": true })),
        ("operation-briefing", 100_000, 1, json!({})),
    ]);
    assert_eq!(status(&expected, "i1"), Some((Status::NeedsConfirmation, 0)));
    assert_eq!(status(&expected, "i2"), Some((Status::Excluded, 0)));
    assert_eq!(status(&expected, "i3"), Some((Status::Excluded, 0)));
}

#[test]
fn point_10_one_base_in_each_category() {
    let software = |listing: &str| json!({ "staff-priced": true, "listing": listing });
    let expected = separate(&[
        ("care-software", 700_000, 1, software("tais")),
        ("care-software", 700_000, 1, software("tais")),
        ("care-software", 1_400_000, 1, software("equivalent")),
        ("consulting", 300_000, 1, json!({})),
        ("consulting", 400_000, 1, json!({})),
    ]);
    assert_eq!(expected.categories["tais"], 1_000_000);
    assert_eq!(expected.categories["other"], 1_000_000);
    assert_eq!(expected.categories["improvement"], 480_000);
}

#[test]
fn five_linked_offices_raise_the_flat_base_too() {
    let lines = [("care-software", 3_200_000, 1, json!({ "staff-priced": false }))];
    let amount = |service: &str, offices: u64| {
        assess(&gunma(&json!({ "service": service, "linked-offices": offices }), &lines)).amount
    };
    assert_eq!(amount("11", 4), Some(2_500_000));
    for service in ["11", "33", "24", "43", "46"] {
        assert_eq!(amount(service, 5), Some(2_550_000), "{service}");
    }
    for service in ["78", "54", "37", "A2", "yogo"] {
        assert_eq!(amount(service, 5), Some(2_500_000), "{service}");
    }
}

#[test]
fn software_conditions_follow_the_service() {
    let lines = [("care-software", 1_000_000, 1, json!({ "staff-priced": false }))];
    let amount = |service: &str, careplan: bool, life: bool| {
        assess(&gunma(&json!({ "service": service, "careplan-csv": careplan, "life-csv": life }), &lines)).amount
    };
    assert_eq!(amount("15", false, true), Some(0));
    assert_eq!(amount("15", true, false), Some(800_000));
    assert_eq!(amount("54", true, false), Some(0));
    assert_eq!(amount("54", false, true), Some(800_000));
    assert_eq!(amount("78", false, false), Some(800_000));
    let split = assess(&gunma(&json!({ "service": "78", "end-to-end": false }), &lines));
    assert_eq!(status(&split, "i1"), Some((Status::Excluded, 0)));
}

#[test]
fn reading_package_unit_limit() {
    let lines = [
        ("care-software", 1_000_000, 1, json!({ "staff-priced": true })),
        ("care-work-support", 200_000, 2, json!({})),
        ("monitoring", 400_000, 3, json!({})),
    ];
    let expected = assess(&gunma(&json!({ "route": "package", "capacity": 10 }), &lines));
    assert_eq!(expected.amount, Some(2_080_000)); // 2,600,000 × 4/5
    assert_eq!(expected.alternatives["package-unit-limit"]["applies"], Some(1_440_000)); // 1,800,000 × 4/5
    let no_capacity = assess(&gunma(&json!({ "route": "package" }), &lines));
    assert_eq!(no_capacity.alternatives["package-unit-limit"]["applies"], Some(2_080_000));
}

#[test]
fn reading_package_combination() {
    let lines = [
        ("care-software", 1_000_000, 1, json!({ "staff-priced": false })),
        ("intercom", 1_000_000, 1, json!({})),
        ("transfer-aid", 500_000, 1, json!({ "in-package": false })),
        ("back-office-software", 100_000, 1, json!({ "staff-priced": true })),
        ("consulting", 100_000, 1, json!({})),
    ];
    let expected = package(&lines);
    assert_eq!(expected.categories["package"], 1_600_000);
    assert_eq!(expected.amount, Some(1_600_000 + 400_000 + 80_000 + 80_000));
    assert_eq!(expected.alternatives["package-combination"]["exclusive"], Some(1_680_000));
    // Equal: separate. Exclusive: separate is the better one.
    let open = assess(&gunma(&json!({ "route": null }), &lines));
    assert_eq!((open.amount, open.route), (Some(2_160_000), Some(Route::Separate)));
    assert_eq!(open.alternatives["package-combination"]["exclusive"], Some(2_160_000));
    // Without A and B no band is needed.
    let no_staff = assess(&gunma(&json!({ "route": "package", "staff-fte": "0.4" }), &lines));
    assert_eq!(no_staff.amount, None);
    assert_eq!(no_staff.alternatives["package-combination"]["exclusive"], Some(1_680_000));
}

#[test]
fn reading_pooled_row_by_row() {
    let expected = separate(&[
        ("transfer-aid", 1_500_000, 1, json!({})),
        ("bathing-aid", 500_000, 1, json!({})), // one row: 1,600,000 instead of 1,400,000
        ("monitoring", 1_000_000, 1, json!({})), // another row: 300,000
        ("recognised-device", 1_500_000, 1, json!({})),
        ("recognised-device", 500_000, 1, json!({})), // OPEN 9
        ("transfer-aid", 1_000, 1, json!({ "listing": "equivalent" })), // not in the pool of B②
    ]);
    assert_eq!(expected.amount, Some(1_700_000 + 1_400_000));
    assert_eq!(expected.alternatives["per-unit-base"]["pooled"], Some(1_900_000 + 1_600_000));
}

#[test]
fn reading_consumption_tax_takes_the_whole_donation_after_the_tax() {
    let expected = separate(&[("transfer-aid", 1_100_000, 1, json!({ "donation-yen": 110_000 }))]);
    assert_eq!(expected.amount, Some(792_000));
    assert_eq!(expected.alternatives["consumption-tax"]["excluded"], Some(712_000));
}

fn ict(programme: &str, answers: &Value, items: &Value) -> Expected {
    let mut all = json!({
        "in-prefecture": true, "designated": true, "model-office": true, "antisocial-forces": false,
        "additionally-selected": false, "life-data": true, "careplan-exchange": "none", "document-halving": false,
        "end-to-end": true, "careplan-target": true, "careplan-csv": true, "past-grant": false, "staff-fte": "10",
    });
    merge(&mut all, answers);
    assess(&json!({ "programme": programme, "answers": all, "items": items }))
}

fn tablets(price: u64, tax: &str) -> Value {
    json!([{ "id": "i1", "kind": "portable-terminal", "unitPriceYen": price, "quantity": 1, "tax": tax }])
}

#[test]
fn reading_tax_conversion() {
    // 1,467 × 100/110 = 1,333.6…
    for programme in ["saitama-ict-r5", "kumamoto-ict-r5"] {
        let expected = ict(programme, &json!({}), &tablets(1_467, "included"));
        assert_eq!(expected.amount, Some(0));
        assert_eq!(expected.alternatives["tax-conversion"]["half-up"], Some(1_000));
        assert_eq!(expected.alternatives["tax-conversion"]["ceil"], Some(1_000));
    }
}

#[test]
fn total_cost_is_tax_included_whatever_counts() {
    let items = json!([
        { "id": "i1", "kind": "development", "unitPriceYen": 999, "quantity": 1, "tax": "excluded", "taxRatePercent": 8 },
        { "id": "i2", "kind": "lease", "unitPriceYen": 101, "quantity": 3, "tax": "exempt",
          "months": { "inYear": 5, "total": 60 }, "answers": { "donation-yen": 100 } },
        { "id": "i3", "kind": "other", "unitPriceYen": 1_001, "quantity": 1, "tax": "included" },
    ]);
    let expected = ict("saitama-ict-r5", &json!({}), &items);
    assert_eq!(expected.total_cost_yen, 1_078 + 1_515 + 1_001);
    assert_eq!(status(&expected, "i2"), Some((Status::Counted, 1_515)));
    assert_eq!(status(&expected, "i3"), Some((Status::NeedsConfirmation, 0)));
}

#[test]
fn exchange_with_the_same_vendor_counts_in_kumamoto_only() {
    let answers = json!({ "life-data": false, "careplan-exchange": "same-vendor-only" });
    let items = &tablets(400_000, "excluded");
    assert_eq!(ict("saitama-ict-r5", &answers, items).amount, Some(200_000));
    assert_eq!(ict("kumamoto-ict-r5", &answers, items).amount, Some(300_000));
}

#[test]
fn kumamoto_what_if_and_overlapping_grant() {
    let amount = |life: bool, cut: Option<u64>| {
        ict("kumamoto-ict-r5", &json!({ "life-data": life, "rate-cut-percent": cut }), &tablets(400_000, "excluded"))
            .amount
    };
    assert_eq!(amount(true, Some(60)), Some(240_000));
    assert_eq!(amount(false, Some(60)), Some(200_000));
    assert_eq!(amount(true, Some(100)), Some(300_000));
    assert_eq!(amount(true, Some(0)), Some(0));
    assert_eq!(amount(true, None), Some(300_000));

    let mut items = tablets(400_000, "excluded");
    items[0]["answers"] = json!({ "other-subsidy": true });
    assert_eq!(ict("kumamoto-ict-r5", &json!({}), &items).amount, Some(300_000));
    assert_eq!(ict("saitama-ict-r5", &json!({}), &items).amount, Some(0));
}
