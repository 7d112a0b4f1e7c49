//! How much text a table may be.

/// More text than this is not read, in bytes.
pub const MOST_BYTES: usize = 4 << 20;
/// More cells than this are no row.
pub const MOST_CELLS: usize = 256;
