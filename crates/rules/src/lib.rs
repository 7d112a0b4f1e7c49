//! The engine: from a programme's edition and an applicant's facts to an amount.
//!
//! It is a pure function. It knows values, conditions, steps, ranges and splits; it knows nothing of TOML, JSON,
//! browsers, Leptos, files or today's date. Every programme-specific word lives in an [`edition::Edition`].
//!
//! Invariants: arithmetic is exact until a step rounds; a range contains the result of every completion of the
//! unknown answers; evaluating the same edition and facts twice gives the same values.

#![cfg_attr(not(test), deny(clippy::float_arithmetic))]

pub mod bounds;
pub mod built;
pub mod burden;
pub mod date;
pub mod dates;
pub mod edition;
pub mod evaluate;
pub mod exact;
pub mod facts;
pub mod lift;
pub mod lines;
pub mod mistake;
mod natural;
pub mod order;
pub mod range;
pub mod sound;
pub mod split;
mod status;
pub mod wire;
