//! The screens of the first module: the programmes, the answers, and what stands in for what is not loaded yet.

pub(crate) mod answers;
pub(crate) mod start;
pub(crate) mod waiting;
