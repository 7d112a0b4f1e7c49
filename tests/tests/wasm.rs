//! Every case through the engine inside wasm.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;
use whole_system_tests::{CASE_COUNT, assess_case, check_case, every_case};

#[wasm_bindgen_test]
fn every_case_gives_what_it_says() {
    let all = every_case();
    // As many as there were where this was built, and as the native test runs.
    assert_eq!(all.len(), CASE_COUNT);
    for (file, case) in &all {
        let wrong = check_case(&case["expect"], &assess_case(case));
        assert!(wrong.is_empty(), "{file} {}: {}", case["id"], wrong.join("; "));
    }
}
