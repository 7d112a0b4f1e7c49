//! "Is what I wrote right?": each usual mistake by a case worked by hand.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_assess::diagnosis::{Diagnosis, diagnose};
use kaigo_hojo_assess::draft::Written;
use kaigo_hojo_assess::{decode, overview};
use serde_json::{Value, json};

fn told(application: &Value, written: &Written) -> Diagnosis {
    let text = application.to_string();
    let tree = serde_json::from_str(&text).expect("JSON");
    let application = decode::application(&tree).expect("an application");
    let edition = overview::edition(&application.programme).expect("a programme");
    diagnose(&edition, &application, written).expect("a sound application")
}

#[test]
fn try_it() {
    let application = json!({
        "schema": "kaigo-hojo/application/1", "programme": "saitama-ict-r5",
        "answers": { "staff-fte": "10.5", "staff-heads": 2, "life-data": true, "past-grant": false, "additionally-selected": false,
            "end-to-end": true, "careplan-target": false },
        "items": [
            { "id": "a", "kind": "portable-terminal", "unitPriceYen": 66_000, "quantity": 12, "tax": "included" },
            { "id": "b", "kind": "communication-charge", "unitPriceYen": 5_000, "quantity": 1, "tax": "excluded", "months": { "inYear": 5, "total": 24 } },
            { "id": "c", "kind": "cloud-service", "unitPriceYen": 5_501, "quantity": 1, "tax": "included", "months": { "inYear": 5, "total": 24 } },
        ],
    });
    for amount in [558_000, 558_753, 559_000, 594_000, 372_000, 577_000, 614_000, 616_000, 700_000] {
        let written = Written { amount_yen: Some(amount), ..Written::default() };
        println!("{}", serde_json::to_string_pretty(&told(&application, &written)).expect("JSON"));
    }
}
