//! The programmes of this build: what they are, for the start page, and their editions, for whoever carries them.

use kaigo_hojo_contract::error::{Code, DocumentError};
use kaigo_hojo_packs::{BUILT_IN, OVERVIEW};
use kaigo_hojo_rules::edition::{About, Edition};

/// What the programmes are, in the order of the packs.
#[must_use]
pub fn programmes() -> Vec<About> {
    OVERVIEW.iter().filter_map(kaigo_hojo_packs::Overview::about).collect()
}

/// Every built-in edition, decoded, in the order of the packs.
#[must_use]
pub fn editions() -> Vec<Edition> {
    BUILT_IN.iter().filter_map(kaigo_hojo_packs::BuiltIn::edition).collect()
}

/// The built-in edition of a programme.
#[must_use]
pub fn edition(id: &str) -> Option<Edition> {
    kaigo_hojo_packs::find(id)?.edition()
}

/// What to say where there is no edition of a programme; `known` names those that there are.
#[must_use]
pub fn unknown(known: &[&str]) -> DocumentError {
    let built_in: Vec<&str> = OVERVIEW.iter().map(|pack| pack.id).collect();
    let known = if known.is_empty() { built_in.as_slice() } else { known };
    DocumentError {
        code: Code::UnknownProgramme,
        path: "programme".to_owned(),
        message: format!("この制度の定義がありません（{}）。", known.join("、")),
    }
}
