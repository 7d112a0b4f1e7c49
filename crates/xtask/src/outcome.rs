//! How a command ends.

/// What a command gives back: nothing, or one sentence that says what to do.
pub(crate) type Outcome = anyhow::Result<()>;
