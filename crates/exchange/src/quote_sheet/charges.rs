//! What words say of how often something is paid.

use kaigo_hojo_contract::reading::Charge;

/// Whether words say that something is paid by the month or year; of names and headings.
pub(super) fn charge_in(folded: &str) -> Option<Charge> {
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["月額", "月々", "毎月"]) {
        Some(Charge::Month)
    } else if has(&["年額", "年間", "毎年", "年払"]) {
        Some(Charge::Year)
    } else {
        None
    }
}
