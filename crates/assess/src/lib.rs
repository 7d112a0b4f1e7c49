//! The public contract: an application goes in, an assessment comes out.
//!
//! Everything that enters or leaves as data passes here: the command line, the page and every later way in use the
//! same two documents, the same decoder and the same errors. The page's own needs (which question matters next, how a
//! number is typed and written) are here too, because they must not differ from what is computed.

pub mod advice;
pub mod application;
pub mod assessment;
mod binding;
pub mod calendar;
pub mod csv;
pub mod decode;
pub mod diagnosis;
pub mod draft;
pub mod due;
pub mod error;
pub mod estimate;
pub mod fold;
pub mod frozen;
pub mod in_words;
pub mod input;
mod item_state;
pub mod link;
pub mod overview;
mod papers;
pub mod quote;
pub mod quote_sheet;
pub mod reasons;
mod report;
pub mod schema;
mod settle;
pub mod staff;
pub mod storage;
mod summary;
mod trace;
pub mod tree;
pub mod trial;
pub mod words;

pub use application::{Answer, Application, Item, Months};
pub use assessment::{Assessment, Brief};
pub use draft::Draft;
pub use error::DocumentError;
pub use estimate::{Estimate, Estimator};
pub use kaigo_hojo_packs as packs;
pub use kaigo_hojo_rules as rules;
pub use kaigo_hojo_rules::dates::{DateId, Dates};
pub use report::{Assessor, assess};
pub use summary::Summary;
pub use trace::short_sum;
