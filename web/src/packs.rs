//! The programmes' packs, as they come from the loader: bytes until somebody wants the edition.
//!
//! Nothing is fetched here; the loader fetches what the page is told to want. Invariant: an edition is decoded when its
//! programme is opened, once, and lives as long as the page.

use core::cell::RefCell;

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::packs::{OVERVIEW, Overview};
use kaigo_hojo_assess::rules::built;
use kaigo_hojo_assess::rules::edition::{About, Edition};
use kaigo_hojo_parts::words;
use web_sys::js_sys::Uint8Array;

/// A programme and what there is of its pack.
#[derive(Debug)]
struct Programme {
    id: &'static str,
    // `None`: not of this build, but previewed.
    about: Option<About>,
    bytes: Option<Uint8Array>,
    edition: Option<&'static Edition>,
    failed: bool,
}

/// What there is of a programme.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found {
    /// Its edition.
    Edition(&'static Edition),
    /// It is not there yet; its id, and whether it could not be loaded.
    Waiting(&'static str, bool),
}

/// All packs.
#[derive(Debug)]
pub(crate) struct Packs(RefCell<Vec<Programme>>);

impl Packs {
    /// None of them there yet.
    pub(crate) fn new() -> Self {
        let programme = |(overview, about): (&Overview, About)| Programme {
            id: overview.id,
            about: Some(about),
            bytes: None,
            edition: None,
            failed: false,
        };
        Self(RefCell::new(OVERVIEW.iter().zip(overview::programmes()).map(programme).collect()))
    }

    /// Takes a pack that has come; the loader tells of one again when the later module has started. One of an unknown
    /// programme is a preview.
    pub(crate) fn put(&self, id: &str, bytes: Uint8Array) {
        let mut programmes = self.0.borrow_mut();
        if !id.contains('/') && programmes.iter().all(|programme| programme.id != id) {
            let id = id.to_owned().leak();
            programmes.push(Programme { id, about: None, bytes: None, edition: None, failed: false });
        }
        drop(programmes);
        self.change(id, |programme| {
            if programme.edition.is_none() {
                (programme.bytes, programme.failed) = (Some(bytes), false);
            }
        });
    }

    /// Says that a pack could not be loaded, or is tried once more.
    pub(crate) fn set_failed(&self, id: &str, failed: bool) {
        self.change(id, |programme| programme.failed = failed);
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Programme)) {
        if let Some(programme) = self.0.borrow_mut().iter_mut().find(|programme| programme.id == id) {
            change(programme);
        }
    }

    /// What there is of a programme; `None` where there is no such programme.
    pub(crate) fn find(&self, id: &str) -> Option<Found> {
        let mut found = None;
        self.change(id, |programme| {
            if let Some(bytes) = programme.bytes.take() {
                programme.edition = built::edition(&bytes.to_vec())
                    .filter(|edition| edition.about.id == programme.id)
                    .map(|edition| &*Box::leak(Box::new(edition)));
                // Bytes of another build: as bad as none.
                programme.failed = programme.edition.is_none();
            }
            let waiting = Found::Waiting(programme.id, programme.failed);
            found = Some(programme.edition.map_or(waiting, Found::Edition));
        });
        found
    }

    /// What a programme of this build is called.
    pub(crate) fn name(&self, id: &str) -> String {
        let mut name = String::new();
        self.change(id, |programme| name = programme.about.as_ref().map(words::programme).unwrap_or_default());
        name
    }

    /// Looks at what each programme of this build is.
    pub(crate) fn each(&self, look: impl FnMut(&About)) {
        self.0.borrow().iter().filter_map(|programme| programme.about.as_ref()).for_each(look);
    }
}
