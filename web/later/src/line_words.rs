//! A line of the quote in words.

use kaigo_hojo_assess::Item;
use kaigo_hojo_assess::words::{grouped, yen};
use kaigo_hojo_parts::words;

/// What a line costs, as the quote has it: `231,000円 × 8 × 5か月（税込）、値引き1,000円`.
pub(crate) fn amount(item: &Item) -> String {
    let mut words = format!("{} × {}", yen(item.unit_price_yen), grouped(&item.quantity.to_string()));
    if let Some(months) = item.months {
        words.push_str(&format!(" × {}か月", months.in_year));
    }
    words.push_str(&format!("（{}）", words::tax(item.tax)));
    if item.discount_yen > 0 {
        words.push_str(&format!("、値引き{}", yen(item.discount_yen)));
    }
    words
}
