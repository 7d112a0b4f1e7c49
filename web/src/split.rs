//! Where the program is split: the part with the answers and the part with all later screens, each fetched by its name.
//!
//! A part hands out its doors once it has come; from then on they are called like any function. Invariant: what is in a
//! part is named elsewhere only through its doors, or it moves into the first module. Without the feature `split` (`trunk
//! serve`) everything is one module, and the parts are there at once.

use kaigo_hojo_assess::rules::edition::Edition;
use leptos::prelude::AnyView;
use wasm_split_helpers::SplitLoaderError;

#[cfg(feature = "split")]
use wasm_split_helpers::wasm_split;
use web_sys::js_sys::Array;

use crate::route::Name;
use crate::screens;
use crate::store::{Desk, Shelf, Store};

/// The doors of the part with the answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answers {
    /// Decodes the pack of a programme and makes its desk; `None` where the bytes are none of this programme.
    pub(crate) open: fn(Store, &'static str, &[u8]) -> Option<&'static Desk>,
    /// Decodes a pack of a programme; `None` where the bytes are none of this programme.
    pub(crate) decode: fn(&str, &[u8]) -> Option<&'static Edition>,
    /// Finds out what to ask first.
    pub(crate) advise: fn(&'static Desk),
    /// The screen.
    pub(crate) screen: fn(&'static Desk) -> AnyView,
    /// Clears what is entered.
    pub(crate) clear: fn(&'static Desk),
    /// Puts products as lines in place of what is entered; the path of what is wrong with them, if anything is.
    pub(crate) prefill: fn(&'static Desk, &Array) -> String,
    /// Tells the frame's script what is entered and what it comes to.
    pub(crate) tell_frame: fn(&'static Desk),
}

/// The doors of the part with all later screens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Later {
    /// The drafts.
    pub(crate) shelf: Shelf,
    /// A screen; its programme, where it is one of a programme.
    pub(crate) screen: fn(Name, Option<&'static Desk>) -> AnyView,
    /// What stands above every screen of a programme that is tried out; nothing of any other.
    pub(crate) note: fn(&'static Desk) -> AnyView,
    /// Hears that something has changed on a desk.
    pub(crate) changed: fn(Store, &'static Desk),
    /// Hears that what is on a desk was cleared.
    pub(crate) cleared: fn(Store, &'static Desk),
    /// Puts a draft on its desk, by its key; whether it could be put.
    pub(crate) put: fn(Store, u32) -> bool,
}

const fn answers_doors() -> Answers {
    Answers {
        open: screens::answers::open,
        decode: screens::answers::decode,
        advise: Desk::be_advised,
        screen: screens::answers::screen,
        clear: screens::answers::clear,
        prefill: screens::answers::prefill,
        tell_frame: screens::answers::tell_frame,
    }
}

fn later_doors(store: Store) -> Later {
    Later {
        shelf: screens::drafts::open(store),
        screen: screens::later,
        note: screens::preview::note,
        changed: screens::drafts::changed,
        cleared: screens::drafts::cleared,
        put: screens::drafts::put,
    }
}

/// Loads the part with the answers.
#[cfg(feature = "split")]
#[wasm_split(answers, fallible)]
pub(crate) fn answers() -> Result<Answers, SplitLoaderError> {
    Ok(answers_doors())
}

/// Loads the part with all later screens, and opens the drafts.
#[cfg(feature = "split")]
#[wasm_split(later, fallible)]
pub(crate) fn later(store: Store) -> Result<Later, SplitLoaderError> {
    Ok(later_doors(store))
}

/// The part with the answers.
#[cfg(not(feature = "split"))]
pub(crate) async fn answers() -> Result<Answers, SplitLoaderError> {
    Ok(answers_doors())
}

/// The part with all later screens, with the drafts opened.
#[cfg(not(feature = "split"))]
pub(crate) async fn later(store: Store) -> Result<Later, SplitLoaderError> {
    Ok(later_doors(store))
}
