//! What is done with the drafts, and whether this browser keeps them.
//!
//! What is entered for a programme is one of the drafts as soon as anything is entered. They live in memory; the storage
//! has them too while the person wants that. Invariants: nothing is stored that the person has not asked to keep; what
//! another tab has stored is never written over unseen, what both have changed stays twice; what cannot be read is put
//! aside and offered as a file; where nothing can be stored, the drafts go on in memory and that is said.

use kaigo_hojo_contract::limits::MOST_NAME;
use kaigo_hojo_contract::{Application, Draft};
use leptos::prelude::*;

use crate::browser::clock::moment;
use crate::browser::storage::{self, Place};
use crate::store::{Desk, Gone, Keeping, Kept, Shelf};
use crate::words::drafts::{COPIED, NAMELESS};

impl Shelf {
    /// Takes over what the browser has kept, and follows what other tabs make of it.
    pub(super) fn open(self) {
        if let Some(text) = Place::Drafts.read() {
            self.keeping.set(Keeping::Yes);
            self.take(text);
        }
        storage::on_change(move || {
            if self.is_kept() {
                self.look();
            }
        });
    }

    /// What is on a desk has changed.
    pub(super) fn follow(self, desk: &'static Desk) {
        // What is tried out is no draft and is never stored.
        if self.opening.get_value() || desk.preview.is_some() {
            return;
        }
        let draft = desk.document();
        let is_blank = draft == blank(&desk.edition.about.id);
        match self.on_desk(&desk.edition.about.id) {
            None if is_blank => return,
            None => {
                let kept = self.kept(draft);
                self.current.update(|current| current.push(kept.key));
                self.drafts.update(|drafts| drafts.push(kept));
            }
            Some(key) if is_blank => drop(self.take_out(key)),
            Some(key) => self.edit(key, |own| *own = draft),
        }
        self.changed();
    }

    /// What is on the desk of a programme was cleared.
    pub(super) fn cleared(self, programme: &str) {
        if let Some(key) = self.on_desk(programme) {
            self.take_out(key);
            self.changed();
        }
    }

    /// Keeps the drafts in this browser, or does so no longer.
    pub(super) fn keep(self, on: bool) {
        self.notice.set(None);
        if !on {
            Place::Drafts.clear();
            self.last.set_value(None);
            self.drafts.update_untracked(|drafts| drafts.iter_mut().for_each(|kept| kept.stored = None));
            self.keeping.set(Keeping::No);
        } else if storage::is_there() {
            self.keeping.set(Keeping::Yes);
            // Another tab may keep drafts already.
            if let Some(text) = Place::Drafts.read() {
                self.take(text);
            }
            if self.is_kept() {
                self.write();
            }
        } else {
            self.keeping.set(Keeping::Denied);
        }
    }

    /// Puts a draft on its desk; whether it could be put.
    pub(super) fn put(self, key: u32) -> bool {
        let Some(draft) = self.draft(key) else { return false };
        let Some(desk) = self.desk(&draft.application.programme) else { return false };
        let put = self.put_on(desk, draft);
        if put {
            self.set_on_desk(desk, Some(key));
            self.follow(desk);
        }
        put
    }

    /// Begins a new draft for a programme; whether it could be begun.
    pub(super) fn begin(self, programme: &str) -> bool {
        let Some(desk) = self.desk(programme) else { return false };
        let begun = self.put_on(desk, blank(programme));
        if begun {
            self.set_on_desk(desk, None);
        }
        begun
    }

    /// Puts a copy behind a draft; its key.
    pub(super) fn copy(self, key: u32) -> Option<u32> {
        let mut draft = self.draft(key)?;
        draft.name = Some(named(&draft, COPIED));
        let (at, kept) = (self.position(key)?, self.kept(draft));
        let copy = kept.key;
        self.drafts.update(|drafts| drafts.insert(at + 1, kept));
        self.changed();
        Some(copy)
    }

    /// Calls a draft something else.
    pub(super) fn rename(self, key: u32, name: &str) {
        let name = Some(name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
        let Some(draft) = self.draft(key) else { return };
        let desk = untrack(|| self.store.desk(&draft.application.programme));
        match desk.filter(|_| self.is_on_desk(key)) {
            // The desk tells of it.
            Some(desk) => desk.set(desk.name, |own| *own = name),
            None => {
                self.edit(key, |own| own.name = name);
                self.changed();
            }
        }
    }

    /// Takes a draft out, off its desk too, and keeps it so that it can be put back.
    pub(super) fn remove(self, key: u32) {
        let Some(gone) = self.take_out(key) else { return };
        let programme = &gone.kept.draft.application.programme;
        if gone.on_desk
            && let Some(desk) = untrack(|| self.store.desk(programme))
        {
            self.put_on(desk, blank(programme));
        }
        self.gone.set_value(Some(gone));
        self.removed.set(true);
        self.changed();
    }

    /// Puts the draft back that was taken out last, on its desk too if nothing else is there; its key.
    pub(super) fn restore(self) -> Option<u32> {
        let Gone { kept, at, on_desk } = self.gone.try_update_value(Option::take)??;
        self.removed.set(false);
        let (key, programme) = (kept.key, kept.draft.application.programme.clone());
        self.drafts.update(|drafts| drafts.insert(at.min(drafts.len()), kept));
        if on_desk && self.on_desk(&programme).is_none() {
            self.put(key);
        }
        self.changed();
        Some(key)
    }

    /// Takes everything out, here and in this browser, and keeps nothing from now on.
    pub(super) fn clear(self) {
        let keys: Vec<u32> = self.drafts.with_untracked(|drafts| drafts.iter().map(|kept| kept.key).collect());
        keys.into_iter().for_each(|key| self.remove(key));
        self.gone.set_value(None);
        self.removed.set(false);
        self.forget_unreadable();
        self.keep(false);
    }

    /// What could not be read; followed as far as this tab knows of it.
    pub(super) fn unreadable(self) -> Option<String> {
        self.drafts.track();
        self.notice.track();
        Place::Aside.read()
    }

    /// Throws away what could not be read.
    pub(super) fn forget_unreadable(self) {
        Place::Aside.clear();
        self.notice.set(None);
    }

    /// Whether the storage has the drafts, or had them while there was room.
    pub(super) fn is_kept(self) -> bool {
        matches!(self.keeping.get_untracked(), Keeping::Yes | Keeping::Full)
    }

    // Something has changed: stored where the drafts are kept.
    fn changed(self) {
        if self.is_kept() && self.look() {
            self.write();
        }
    }

    fn position(self, key: u32) -> Option<usize> {
        self.drafts.with_untracked(|drafts| drafts.iter().position(|kept| kept.key == key))
    }

    /// What a draft holds; not followed.
    pub(super) fn draft(self, key: u32) -> Option<Draft> {
        let at = self.position(key)?;
        self.drafts.with_untracked(|drafts| Some(drafts.get(at)?.draft.clone()))
    }

    fn edit(self, key: u32, edit: impl FnOnce(&mut Draft)) {
        let Some(mut draft) = self.draft(key) else { return };
        edit(&mut draft);
        self.drafts.maybe_update(|drafts| {
            let kept = drafts.iter_mut().find(|kept| kept.key == key && kept.draft != draft);
            kept.map(|kept| (kept.draft, kept.changed) = (draft, moment())).is_some()
        });
    }

    /// A new entry of the list.
    pub(super) fn kept(self, draft: Draft) -> Kept {
        let key = self.next_key.get_value();
        self.next_key.set_value(key + 1);
        Kept { key, draft, changed: moment(), stored: None }
    }

    // The desk of a programme, which is opened if its pack is here.
    fn desk(self, programme: &str) -> Option<&'static Desk> {
        let id = untrack(|| self.store.programme(programme, |programme| programme.id))?;
        self.store.open(id)
    }

    fn is_on_desk(self, key: u32) -> bool {
        self.current.with_untracked(|current| current.contains(&key))
    }

    // The draft on the desk of a programme.
    fn on_desk(self, programme: &str) -> Option<u32> {
        self.drafts.with_untracked(|drafts| {
            let here = |kept: &&Kept| kept.draft.application.programme == programme && self.is_on_desk(kept.key);
            drafts.iter().find(here).map(|kept| kept.key)
        })
    }

    fn set_on_desk(self, desk: &Desk, key: Option<u32>) {
        let before = self.on_desk(&desk.edition.about.id);
        self.current.update(|current| {
            current.retain(|key| Some(*key) != before);
            current.extend(key);
        });
    }

    fn put_on(self, desk: &'static Desk, draft: Draft) -> bool {
        self.opening.set_value(true);
        let put = desk.put(draft);
        self.opening.set_value(false);
        put
    }

    fn take_out(self, key: u32) -> Option<Gone> {
        if self.is_kept() {
            // What another tab has made of it must not come back as a new one.
            self.look();
        }
        let (at, on_desk) = (self.position(key)?, self.is_on_desk(key));
        let kept = self.drafts.try_update(|drafts| drafts.remove(at))?;
        self.current.update(|current| current.retain(|other| *other != key));
        Some(Gone { kept, at, on_desk })
    }
}

/// A draft in which nothing is entered.
fn blank(programme: &str) -> Draft {
    let application = Application { programme: programme.to_owned(), ..Application::default() };
    Draft { application, ..Draft::default() }
}

/// What a draft is called, with something behind it, within what a name may have.
pub(super) fn named(draft: &Draft, behind: &str) -> String {
    let name = draft.name.as_deref().unwrap_or(NAMELESS);
    let room = MOST_NAME - behind.chars().count();
    name.chars().take(room).chain(behind.chars()).collect()
}
