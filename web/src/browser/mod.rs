//! The browser: the only room that speaks with it beyond elements and their events.

pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod compress;
pub(crate) mod dropped;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod guard;
pub(crate) mod loader;
pub(crate) mod page;
pub(crate) mod print;
pub(crate) mod storage;
pub(crate) mod text;
