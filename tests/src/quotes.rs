//! Vendors' quotes: the sheets of `tests/quotes/` with what a person reads from them, and quotes at random, rendered
//! through random layouts, with the truth beside them. Written without looking at the readers that are held against it.

pub mod layout;
mod money;
pub mod reading;
pub mod render;
mod rows;
pub mod sheet;
pub mod truth;
pub mod vendors;
pub mod words;
