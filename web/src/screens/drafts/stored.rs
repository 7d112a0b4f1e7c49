//! The drafts in the storage of this browser, and what other tabs make of them there.

use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_exchange::storage as documents;
use kaigo_hojo_exchange::storage::{Loaded, StorageError};
use leptos::prelude::*;

use super::merge::merge;
use crate::browser::storage::{self, Place};
use crate::store::{Desk, Keeping, Kept, Notice, Shelf};

impl Shelf {
    /// Takes over what another tab has stored meanwhile; whether the drafts are still to be kept.
    pub(super) fn look(self) -> bool {
        let now = Place::Drafts.read();
        if self.last.with_value(|last| *last == now) {
            return true;
        }
        let Some(text) = now else {
            self.last.set_value(None);
            self.keeping.set(Keeping::No);
            self.notice.set(Some(Notice::Stopped));
            return false;
        };
        self.notice.set(Some(Notice::Elsewhere));
        self.take(text);
        self.is_kept()
    }

    /// Takes over what is stored; what cannot be read is put aside first.
    pub(super) fn take(self, text: String) {
        let found = match parse(&text) {
            Err(StorageError::Newer) => return self.keeping.set(Keeping::Newer),
            Err(StorageError::Damaged) => None,
            Ok(found) => Some(found),
        };
        let is_whole = found.as_ref().is_some_and(|found| found.unreadable.is_empty());
        if !is_whole {
            self.notice.set(Some(Notice::Unreadable));
            if !put_aside(&text) {
                // What is there stays there.
                return self.keeping.set(Keeping::Full);
            }
        }
        self.last.set_value(Some(text));
        let theirs = found.unwrap_or_default().kept;
        let kept = |draft, changed| {
            let kept = self.kept(draft);
            Kept { changed, stored: Some(kept.draft.clone()), ..kept }
        };
        let (drafts, lost) = merge(self.drafts.get_untracked(), theirs, &kept);
        self.drafts.set(drafts);
        // What stands on a desk there becomes a draft of its own once it is changed here.
        self.current.update(|current| current.retain(|key| !lost.contains(key)));
        if !is_whole {
            self.write();
        }
    }

    /// Stores the drafts.
    pub(super) fn write(self) {
        let text = serde_json::to_string(&self.document()).unwrap_or_default();
        if text.is_empty() || !Place::Drafts.write(&text) {
            return self.keeping.set(if storage::is_there() { Keeping::Full } else { Keeping::Denied });
        }
        self.keeping.set(Keeping::Yes);
        self.last.set_value(Some(text));
        self.drafts.update_untracked(|drafts| {
            for kept in drafts {
                kept.stored = Some(kept.draft.clone());
            }
        });
        let on_desk: Vec<&'static Desk> = self.current.with_untracked(|current| {
            self.drafts.with_untracked(|drafts| {
                let on_desk = drafts.iter().filter(|kept| current.contains(&kept.key));
                on_desk.filter_map(|kept| untrack(|| self.store.desk(&kept.draft.application.programme))).collect()
            })
        });
        on_desk.into_iter().for_each(Desk::kept);
    }

    // As they are stored.
    fn document(self) -> documents::Kept {
        let current = self.current.with_untracked(|current| current.last().copied());
        self.drafts.with_untracked(|drafts| documents::Kept {
            drafts: drafts.iter().map(|kept| kept.draft.clone()).collect(),
            changed: drafts.iter().map(|kept| kept.changed.clone()).collect(),
            current: drafts.iter().position(|kept| Some(kept.key) == current).unwrap_or(0),
        })
    }
}

fn parse(text: &str) -> Result<Loaded, StorageError> {
    let tree: Tree<'_> = serde_json::from_str(text).map_err(|_| StorageError::Damaged)?;
    documents::read(&tree)
}

// Behind what is there already; whether there was room.
fn put_aside(text: &str) -> bool {
    let before = Place::Aside.read();
    Place::Aside.write(&before.map_or_else(|| text.to_owned(), |before| [&before, "\n", text].concat()))
}
