//! What several tests of this package need.

use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::{Answer, Item};

/// A line of a quote of which only the id and the answers matter.
pub(crate) fn item(id: &str, answers: impl IntoIterator<Item = (String, Answer)>) -> Item {
    Item {
        id: id.to_owned(),
        kinds: Vec::new(),
        name: None,
        unit_price_yen: 1,
        quantity: 1,
        tax: Tax::Excluded,
        tax_rate_percent: 10,
        months: None,
        discount_yen: 0,
        answers: answers.into_iter().collect(),
    }
}
