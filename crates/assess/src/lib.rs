//! What an application comes to, and why: the estimate while somebody types, the whole assessment, which question matters
//! next, and the self-check with papers, dates, staff and written figures.

pub mod advice;
mod binding;
pub mod diagnosis;
mod document;
pub mod due;
pub mod estimate;
pub mod facts;
pub mod in_words;
mod item_state;
pub mod overview;
mod papers;
pub mod reasons;
mod report;
mod settle;
pub mod staff;
mod trace;
pub mod trial;
pub mod words;

pub use estimate::{Estimate, Estimator};
pub use kaigo_hojo_packs as packs;
pub use kaigo_hojo_rules as rules;
pub use report::{Assessor, assess};
pub use trace::short_sum;
