//! Applications at random, and the completions of incomplete ones.
//!
//! A *completion* of an application answers what it leaves unknown and changes nothing that it says:
//! an answer without a default that is absent or `null`, an answer with a default that is `null`, an absent `items`, a
//! line's `kindAmong`.
//! `route` and `rate-cut-percent` are never unknown.

mod exhaustive;
mod random;
mod rng;
mod vocabulary;

pub use exhaustive::{LIMIT, Range, all_completions_small, completion_range};
pub use random::{Options, complete, random_application};
