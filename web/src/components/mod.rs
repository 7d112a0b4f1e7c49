//! The parts of the answers. Each is drawn from what it is given; none knows a programme.

pub(crate) mod clear;
pub(crate) mod line;
pub(crate) mod lines;
pub(crate) mod picker;
pub(crate) mod summary;
