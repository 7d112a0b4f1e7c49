//! The public contract as plain data: an application or a draft goes in, an assessment comes out, and what is wrong with
//! a document is said with its path.
//!
//! Nothing is computed here: of the engine only dates, exact numbers and the words for stages and states are known.

pub mod application;
pub mod assessment;
pub mod decimal;
pub mod decode;
pub mod diagnosis;
pub mod draft;
pub mod error;
pub mod limits;
pub mod reading;
pub mod schema;
mod summary;
pub mod tree;

pub use application::{Answer, Application, Item, Months};
pub use assessment::{Assessment, Brief};
pub use draft::{DateId, Dates, Draft};
pub use error::DocumentError;
pub use summary::Summary;
