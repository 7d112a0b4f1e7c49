//! What a document looks like.

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Document {
    /// Print its JSON Schema
    Schema,
}
