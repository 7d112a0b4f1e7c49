//! The programmes' packs, as the loader hands them over: bytes until somebody wants the edition.

use core::cell::RefCell;

use kaigo_hojo_assess::rules::built;
use kaigo_hojo_assess::rules::edition::Edition;
use web_sys::js_sys::Uint8Array;

#[derive(Debug)]
enum Pack {
    Bytes(Uint8Array),
    Edition(&'static Edition),
}

/// Every pack that is there.
#[derive(Debug, Default)]
pub(crate) struct Packs(RefCell<Vec<(String, Pack)>>);

impl Packs {
    /// Takes one, if it is a whole one; the others are for the first module.
    pub(crate) fn put(&self, name: &str, bytes: Uint8Array) {
        let Some(id) = name.strip_suffix("/whole") else { return };
        let mut packs = self.0.borrow_mut();
        if packs.iter().all(|(other, _)| other != id) {
            packs.push((id.to_owned(), Pack::Bytes(bytes)));
        }
    }

    /// The edition of a programme; `None` where it is not there.
    pub(crate) fn edition(&self, id: &str) -> Option<&'static Edition> {
        let mut packs = self.0.borrow_mut();
        let (_, pack) = packs.iter_mut().find(|(other, _)| other == id)?;
        match pack {
            Pack::Edition(edition) => Some(edition),
            Pack::Bytes(bytes) => {
                let edition: &'static Edition = Box::leak(Box::new(built::edition(&bytes.to_vec())?));
                *pack = Pack::Edition(edition);
                Some(edition)
            }
        }
    }
}
