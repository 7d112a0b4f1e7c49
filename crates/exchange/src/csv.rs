//! The lines of a quote as a table: out as CSV, and the same table in again.
//!
//! Out: UTF-8 with a mark, quoted as in RFC 4180. A cell that a spreadsheet could take for a formula gets one `'` in
//! front, and so does one that begins with `'`, so that taking one off on the way in gives back what was there.
//! In: [`read`] makes a table of the text, and [`take`] lines of its rows, where the headings are those that we write; what
//! vendors write is for [`crate::quote_sheet`]. A row becomes a line as it stands there, or is told with the reason; nothing
//! is guessed at, and nothing is dropped.

mod cells;
mod column;
mod columns;
mod error;
mod limits;
mod table;
mod take;
mod write;

pub(crate) use self::cells::tax_in;
pub use self::error::CsvError;
pub use self::limits::{MOST_BYTES, MOST_CELLS};
pub(crate) use self::table::records;
pub use self::table::{Row, Table, read};
pub use self::take::{Rejected, Taken, TakenLine, take};
pub use self::write::write;
