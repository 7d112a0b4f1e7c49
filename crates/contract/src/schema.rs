//! The JSON Schemas of the documents, as they are published. They are derived from the types: `KAIGO_HOJO_WRITE=1 cargo test
//! -p whole-system-tests --features schema --test derived_schemas` writes the files anew.

#[cfg(feature = "schema")]
pub mod derived;

/// Of an application.
pub const APPLICATION: &str = include_str!("../schema/application.schema.json");
/// Of an assessment.
pub const ASSESSMENT: &str = include_str!("../schema/assessment.schema.json");
/// Of a draft.
pub const DRAFT: &str = include_str!("../schema/draft.schema.json");
/// Of the amount alone.
pub const AMOUNT: &str = include_str!("../schema/amount.schema.json");
/// Of a summary.
pub const SUMMARY: &str = include_str!("../schema/summary.schema.json");
/// Of what was read of a quote.
pub const QUOTE: &str = include_str!("../schema/quote.schema.json");
