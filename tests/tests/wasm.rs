//! Every case through the engine inside wasm.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;
use whole_system_tests::{assess_case, cases, check_case};

#[wasm_bindgen_test]
fn every_case_gives_what_it_says() {
    let all = cases();
    for (file, case) in &all {
        let wrong = check_case(&case["expect"], &assess_case(case));
        assert!(wrong.is_empty(), "{file} {}: {}", case["id"], wrong.join("; "));
    }
    assert!(all.len() >= 73, "cases are missing");
}
