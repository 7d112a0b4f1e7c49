//! The parts that screens are put together from. Each is drawn from what it is given; none knows a programme.

pub(crate) mod ask;
pub(crate) mod choice;
pub(crate) mod field;
pub(crate) mod line;
pub(crate) mod lines;
pub(crate) mod parts;
pub(crate) mod picker;
pub(crate) mod picture;
pub(crate) mod summary;
pub(crate) mod trace;
