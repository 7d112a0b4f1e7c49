//! A second way of computing the three programmes: the rules of the contract and of the official texts,
//! written out by hand, programme by programme, without the engine, its packs or its document reader.
//!
//! It is slow and plain on purpose. It serves the tests that compare the engine with it:
//! [`assess`] for complete applications, [`completions`] for the completions of incomplete ones,
//! [`fast`] for the amount that a benchmark compares with, [`slips`] for what usual mistakes give.
//!
//! It is no validator and knows no ranges, steps, notes, documents or deadlines.
//!
//! # Where the contract leaves a detail open
//!
//! The plainest reading of its words is taken; each place has a comment `OPEN`.
//!
//! 1. A line that the rules count but that costs 0 yen is `counted` with 0 yen (also quantity 0).
//! 2. `countedYen` is 0 for `excluded` and `needs-confirmation`.
//! 3. Not computable: no categories; route `separate` if neither route is computable; the items are still told.
//! 4. Where some units are within the limit but not a whole yen of the line is, it is `excluded`: never 0 yen beside
//!    `partly-counted`.
//! 5. A software or intercom line is one unit for the incidental cost whatever its quantity, 0 included.
//! 6. An `incidental` line is `excluded` if no unit named in `attached-to` can carry it (also if there are no
//!    units at all); else `counted` if nothing is lost, `excluded` if all of it is lost to the unit limit.
//! 7. A group of lines that all cost 0 yen needs no staff band.
//! 8. Each alternative reading decides anew which route is better and whether a package exists.
//! 9. `pooled`: the devices of B② have no row in 表3; they are a pool of their own. The units that give most are
//!    those with which all rows together give most.
//! 10. `package-unit-limit`: whether a package exists is decided before the limit; +150,000 needs an incidental cost
//!     that is still in it after the limit.
//! 11. `route: package` stays with the package even if it is not computable while the separate route is.
//! 12. `consulting` is `counted` if a line of another 区分 has cost, else `excluded`.
//! 13. Incidental cost with nothing but 0 units, or no cost, fulfils neither column 3 nor the +150,000.
//! 14. `pooled`: among equally good choices, most units of the first row, then of the second; in a row the dearest first,
//!     the earlier line among equals. Of the figures on the form only the eligible cost can differ.

mod assess;
mod common;
mod document;
mod expected;
mod figures;
mod gunma;
mod kumamoto;
mod money;
mod programme;
mod saitama;
mod services;

pub mod completions;
pub mod fast;
pub mod slips;

pub use assess::{assess, try_assess, verdict};
pub use document::{Trouble, Unknown};
pub use expected::{Alternatives, Categories, Expected, ExpectedItem, Route, RouteAmount, Routes, Status, Verdict};
pub use money::Yen;
pub use programme::PROGRAMMES;
pub use services::{Service, SoftwareCondition, service_codes, services};
