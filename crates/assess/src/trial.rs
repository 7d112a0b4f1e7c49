//! An edition from anybody is used once before it is offered.
//!
//! That a file is whole and sound does not say that a compiler of packs wrote it. What does not hold together all the same
//! stops here: a host that can catch a panic calls this where it can.

use std::collections::BTreeMap;

use kaigo_hojo_contract::application::{Application, Item, Tax};
use kaigo_hojo_contract::error::DocumentError;
use kaigo_hojo_rules::edition::{Edition, Kind};

use crate::report::Assessor;

/// Assesses nothing and one line of each kind.
///
/// # Errors
/// Where one of these applications is not taken.
pub fn try_out(edition: &Edition) -> Result<(), DocumentError> {
    let line = |(ix, kind): (usize, &Kind)| Item {
        id: ix.to_string(),
        kinds: vec![kind.id.clone()],
        name: None,
        unit_price_yen: 1_000,
        quantity: 1,
        tax: Tax::Excluded,
        tax_rate_percent: 10,
        months: None,
        discount_yen: 0,
        answers: BTreeMap::new(),
    };
    let nothing = Application { programme: edition.about.id.clone(), ..Application::default() };
    let items = edition.kinds.iter().enumerate().map(line).collect();
    let one_of_each = Application { items: Some(items), ..nothing.clone() };
    let mut assessor = Assessor::new(edition);
    assessor.assess(&nothing, edition.about.as_of)?;
    assessor.assess(&one_of_each, edition.about.as_of).map(drop)
}
