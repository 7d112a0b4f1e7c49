//! The three screens: the programmes, the answers, the result.

pub(crate) mod answers;
pub(crate) mod result;
pub(crate) mod start;
