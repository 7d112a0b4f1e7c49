//! The tests that `cargo xtask mutants` runs against each changed program: of those beside it the ones that hold amounts,
//! ranges and soundness against something else, in one binary, because linking them one by one would take longer than
//! running them. `cargo test` does not run it: each of these has a binary of its own.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::duplicate_mod, reason = "each file brings its own helpers")]

#[path = "../tests/burden.rs"]
mod burden;
#[path = "../tests/cases.rs"]
mod cases;
#[path = "../tests/conformance.rs"]
mod conformance;
#[path = "../tests/limits.rs"]
mod limits;
#[path = "../tests/mistakes.rs"]
mod mistakes;
#[path = "../tests/oracle_agrees.rs"]
mod oracle_agrees;
#[path = "../tests/random_packs.rs"]
mod random_packs;
#[path = "../tests/reasons.rs"]
mod reasons;
#[path = "../tests/self_check.rs"]
mod self_check;
#[path = "../tests/sound.rs"]
mod sound;
