//! Every case through the engine.

#![cfg(not(target_arch = "wasm32"))]

use whole_system_tests::{assess_document, cases, check_case};

#[test]
fn every_case_gives_what_it_says() {
    let mut failures = Vec::new();
    let all = cases();
    for (file, case) in &all {
        let got = assess_document(&case["application"].to_string());
        let wrong = check_case(&case["expect"], &got);
        if !wrong.is_empty() {
            failures.push(format!("{file} {}: {}", case["id"], wrong.join("; ")));
        }
    }
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), all.len(), failures.join("\n"));
    assert!(all.len() >= 73, "cases are missing");
}
