//! What both modules of the page are made of: elements, words, generic parts of forms, the clock, and the way in which the
//! modules talk to each other.
//!
//! The page is two programs: the first one (`web`) is loaded at once and holds the answers; the later one (`web/later`) is
//! loaded a little later and holds every screen after them. Nothing here knows a programme or a screen.

pub mod ask;
pub mod choice;
pub mod clock;
pub mod dom;
pub mod entry;
pub mod field;
pub mod handover;
pub mod ids;
pub mod outcome;
pub mod page;
mod small;
pub mod trace;
pub mod words;
