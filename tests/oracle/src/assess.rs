//! An application assessed by the rules of its programme.

use serde_json::Value;

use crate::common::verdict_of;
use crate::document::{Application, Trouble};
use crate::expected::{Expected, Verdict};
use crate::programme::Programme;
use crate::{gunma, kumamoto, saitama};

/// Assesses an application whose answers are known as far as they matter.
///
/// # Panics
///
/// If the result depends on an unknown answer, or if the document breaks the contract.
pub fn assess(application: &Value) -> Expected {
    match try_assess(application) {
        Ok(expected) => expected,
        Err(trouble) => panic!("the oracle cannot assess this: {trouble}"),
    }
}

/// Like [`assess`], but says what is missing.
///
/// # Errors
///
/// [`Trouble::Unknown`] with one answer that the result (amount, items, an alternative …) depends on.
pub fn try_assess(application: &Value) -> Result<Expected, Trouble> {
    let application = Application::open(application)?;
    match application.programme {
        Programme::Saitama => saitama::assess(&application),
        Programme::Kumamoto => kumamoto::assess(&application),
        Programme::Gunma => gunma::assess(&application),
    }
}

/// The verdict alone; it depends on few answers and may be undetermined.
///
/// # Errors
///
/// [`Trouble::Malformed`] only.
pub fn verdict(application: &Value) -> Result<Verdict, Trouble> {
    verdict_of(&Application::open(application)?)
}
