//! How what an applicant has comes in and goes out: typed numbers and dates, a vendor's quote, CSV, the link, what a browser
//! stores, the calendar, and a result as a case for the tests.

pub mod calendar;
pub mod csv;
pub mod fold;
pub mod frozen;
pub mod input;
pub mod link;
pub mod quote;
pub mod quote_sheet;
pub mod storage;
