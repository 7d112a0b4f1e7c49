//! What screens share. Each component stands with its styles in a file beside it.

pub(crate) mod about;
pub(crate) mod ask;
pub(crate) mod choice;
pub(crate) mod clear;
pub(crate) mod deadlines;
pub(crate) mod field;
pub(crate) mod file;
pub(crate) mod head;
pub(crate) mod mistakes;
pub(crate) mod parts;
pub(crate) mod qr;
pub(crate) mod step;
pub(crate) mod table;
pub(crate) mod telling;
pub(crate) mod told;
pub(crate) mod typed;
