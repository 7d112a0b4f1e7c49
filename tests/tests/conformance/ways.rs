//! Programmes that can be applied for in several ways, and conditions that one part decides.

use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::rules::evaluate::{BY_DEFAULT, Live, Scope, Variant};
use serde_json::{Value, json};
use whole_system_tests::Desk;

use super::desk::{answer, check, explore, truth};
use super::fragment::{application, edition};

#[test]
fn one_way_of_several_is_taken() {
    let route = |route: &str, places: i64| json!({ "route": route, "capacity": places });
    let one = || json!([["thing", 400_000, 1]]);
    let two = || json!([["thing", 200_000, 1], ["thing", 200_000, 1]]);
    check(
        "menu",
        &[
            (route("plain", 20), two(), Some(100_000)),
            (route("set", 20), two(), Some(150_000)),
            // It does not exist: assessed as the first.
            (route("set", 20), one(), Some(100_000)),
            (route("model", 9), two(), Some(100_000)),
            (route("model", 10), two(), Some(200_000)),
            // Not chosen, or "I don't know": the better.
            (json!({ "capacity": 9 }), two(), Some(150_000)),
            (json!({ "capacity": 10, "route": null }), two(), Some(200_000)),
            (json!({ "capacity": 10 }), json!([["thing", 120_000, 1]]), Some(100_000)),
        ],
    );
    explore("menu", &[answer("capacity", &json!([0, 9, 10, 20]))], &two());
    let edition = edition("menu");
    let mut desk = Desk(Assessor::new(&edition));
    let mut taken = |answers: Value, lines: Value| desk.assess(&application(&answers, Some(&lines)))["route"].clone();
    assert_eq!(taken(json!({ "capacity": 9 }), two()), "set");
    assert_eq!(taken(json!({ "capacity": 10 }), two()), "model");
    assert_eq!(taken(json!({ "capacity": 9 }), one()), "plain");
    assert_eq!(taken(route("set", 9), one()), "plain", "reported as what it was assessed as");
    assert_eq!(taken(json!({ "capacity": 10 }), json!([])), "plain", "equal: the first");
}

#[test]
fn what_only_another_way_needs_is_not_computed() {
    let edition = edition("menu");
    let live = |route: u8| Live::of(&edition, &Variant { readings: BY_DEFAULT, route }, Scope::Amount);
    // The third way alone takes half; what the second takes, neither of the others needs.
    assert_ne!(live(0), live(1));
    assert_ne!(live(0), live(2));
    assert_ne!(live(1), live(2));
}

#[test]
fn a_way_that_may_only_be_as_good_is_not_taken_yet() {
    let lines = || json!([["thing", 100_000, 1]]);
    // Without a reason 150,000 by the second way against 50,000; with one 100,000 either way.
    check(
        "menu_even",
        &[(json!({ "reason": false }), lines(), Some(150_000)), (json!({ "reason": true }), lines(), Some(100_000))],
    );
    explore("menu_even", &[truth("reason")], &lines());
    let edition = edition("menu_even");
    let mut desk = Desk(Assessor::new(&edition));
    let mut taken = |answers: Value| desk.assess(&application(&answers, Some(&lines())))["route"].clone();
    assert_eq!(taken(json!({ "reason": false })), "set");
    assert_eq!(taken(json!({ "reason": true })), "plain", "equal: the first");
    assert_eq!(taken(json!({})), Value::Null, "either of them");
}

#[test]
fn a_part_that_decides_needs_no_band_for_the_others() {
    let quote = || json!([["thing", 9_000, 1]]);
    let of = |both: bool, capacity: u8, large: bool| json!({ "both": both, "capacity": capacity, "large": large });
    check(
        "judged_without_a_band",
        &[
            (of(true, 20, true), quote(), Some(4_000)),
            (of(true, 1, true), quote(), Some(3_000)),
            (of(true, 20, false), quote(), Some(3_000)),
            // Without a band nobody can say, unless the other part says it.
            (of(true, 0, false), quote(), Some(3_000)),
            (of(true, 0, true), quote(), None),
            (of(false, 20, false), quote(), Some(2_000)),
            (of(false, 1, false), quote(), Some(1_000)),
            (of(false, 0, true), quote(), Some(2_000)),
            (of(false, 0, false), quote(), None),
        ],
    );
    let open = [truth("both"), answer("capacity", &json!([0, 1, 20])), truth("large")];
    explore("judged_without_a_band", &open, &quote());
}

#[test]
fn what_is_never_counted_needs_no_band() {
    let capacity = |places: i64| json!({ "capacity": places });
    let (thing, never) = (|| json!([["thing", 500, 1], ["never", 70, 1]]), || json!([["never", 70, 1]]));
    check(
        "counted_by_band",
        &[
            (capacity(10), thing(), Some(500)),
            (capacity(20), thing(), Some(0)),
            (capacity(0), thing(), None),
            (capacity(0), never(), Some(0)),
            (capacity(20), never(), Some(0)),
        ],
    );
    let open = || [answer("capacity", &json!([0, 1, 20]))];
    explore("counted_by_band", &open(), &thing());
    explore("counted_by_band", &open(), &never());
}
