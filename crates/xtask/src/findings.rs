//! What a stage of the tests found.

use crate::tally::Tally;

/// What a stage found.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) tally: Tally,
    /// Which tests failed, and why.
    pub(crate) failures: Vec<String>,
    /// What is said again at the end, however it went.
    pub(crate) notes: Vec<String>,
}

/// What a stage found, or the sentence that says why it failed.
pub(crate) type Found = anyhow::Result<Findings>;
