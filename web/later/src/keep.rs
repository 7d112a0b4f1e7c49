//! Every draft of the page, several offices side by side, and whether this browser keeps them.
//!
//! What is entered for a programme is one of the drafts as soon as anything is entered. They live in memory; the storage
//! has them too while the person wants that. Invariants: nothing is stored that the person has not asked to keep; what
//! another tab has stored is never written over unseen, what both have changed stays twice; what cannot be read is put
//! aside and offered as a file; where nothing can be stored, the drafts go on in memory and that is said.

mod merge;

use core::cell::{Cell, RefCell};

use kaigo_hojo_assess::storage::{Found, Kept, StorageError, read};
use kaigo_hojo_assess::tree::Tree;
use kaigo_hojo_assess::{Application, Draft};
use kaigo_hojo_parts::clock::moment;
use kaigo_hojo_parts::dom::Watched;
use kaigo_hojo_parts::handover;
use leptos::prelude::window_event_listener_untyped;

use self::merge::merge;
use crate::desk::{Desk, Desks};
use crate::storage::{self, Place};

/// One draft.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// Never used twice.
    pub(crate) key: u32,
    /// What it holds.
    pub(crate) draft: Draft,
    /// When it was changed last, as the storage has it; empty where that is not known.
    pub(crate) changed: String,
    /// What the storage has of it.
    stored: Option<Draft>,
}

/// Whether this browser keeps the drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Nobody has asked for it.
    No,
    /// It does.
    Yes,
    /// The browser lets nothing be stored.
    Denied,
    /// There is no room for the last changes.
    Full,
    /// A later version of the page has stored there; nothing is written over it.
    Newer,
}

/// Something that has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// Another tab has changed the drafts.
    Elsewhere,
    /// Another tab keeps nothing any more.
    Stopped,
    /// Something that was stored could not be read.
    Unreadable,
}

/// All drafts.
pub(crate) struct Shelf {
    desks: &'static Desks,
    entries: RefCell<Vec<Entry>>,
    /// Grows whenever a draft comes, goes or changes.
    pub(crate) turn: Watched<u32>,
    /// Whether the browser keeps them.
    pub(crate) keeping: Watched<Keeping>,
    /// What has to be told.
    pub(crate) notice: Watched<Option<Notice>>,
    /// Whether the draft that was taken out last can be put back.
    pub(crate) removed: Watched<bool>,
    gone: RefCell<Option<(usize, Entry, bool)>>,
    // What is on the desk of each programme.
    current: RefCell<Vec<u32>>,
    next_key: Cell<u32>,
    // What stands in the storage as far as we know.
    last: RefCell<Option<String>>,
    // While a draft is put on a desk, what the desk tells on the way is no change.
    opening: Cell<bool>,
}

impl Shelf {
    /// What the browser has kept; follows the desks from now on. Lives as long as the page.
    pub(crate) fn open(desks: &'static Desks) -> &'static Self {
        let shelf: &'static Self = Box::leak(Box::new(Self {
            desks,
            entries: RefCell::default(),
            turn: Watched::new(0),
            keeping: Watched::new(Keeping::No),
            notice: Watched::new(None),
            removed: Watched::new(false),
            gone: RefCell::default(),
            current: RefCell::default(),
            next_key: Cell::new(1),
            last: RefCell::default(),
            opening: Cell::new(false),
        }));
        if let Some(text) = Place::Drafts.read() {
            shelf.keeping.set(Keeping::Yes);
            shelf.take(text);
        }
        desks.on_change(|desk| shelf.follow(desk));
        handover::on_clear(|programme| {
            if let Some(key) = shelf.on_desk(&programme) {
                shelf.take_out(key);
                shelf.changed();
            }
        });
        storage::on_change(|| {
            if shelf.is_kept() {
                shelf.look();
                shelf.turn();
            }
        });
        let _left = window_event_listener_untyped("beforeunload", |event| {
            if *shelf.keeping.peek() != Keeping::Yes && !shelf.entries.borrow().is_empty() {
                event.prevent_default();
            }
        });
        shelf
    }

    /// Looks at the drafts in order, each with whether it is on a desk; followed.
    pub(crate) fn each(&self, mut look: impl FnMut(&Entry, bool)) {
        self.turn.get();
        let current = self.current.borrow();
        self.entries.borrow().iter().for_each(|entry| look(entry, current.contains(&entry.key)));
    }

    /// How many drafts there are; followed.
    pub(crate) fn count(&self) -> usize {
        self.turn.get();
        self.entries.borrow().len()
    }

    /// Keeps the drafts in this browser, or does so no longer.
    pub(crate) fn keep(&self, on: bool) {
        self.notice.set(None);
        if !on {
            Place::Drafts.clear();
            self.last.take();
            self.entries.borrow_mut().iter_mut().for_each(|entry| entry.stored = None);
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
        self.turn();
    }

    /// Puts a draft on its desk; whether it could be put.
    pub(crate) fn put(&self, key: u32) -> bool {
        let Some((draft, desk)) = self.find(key) else { return false };
        let put = self.put_on(desk, draft);
        if put {
            self.set_on_desk(desk, Some(key));
            self.follow(desk);
        }
        put
    }

    /// Begins a new draft for a programme; whether it could be begun.
    pub(crate) fn begin(&self, programme: &str) -> bool {
        let Some(desk) = self.desks.of(programme) else { return false };
        let begun = self.put_on(desk, blank(programme));
        if begun {
            self.set_on_desk(desk, None);
        }
        begun
    }

    /// Puts a copy behind a draft; its key.
    pub(crate) fn copy(&self, key: u32) -> Option<u32> {
        let at = self.position(key)?;
        let mut draft = self.entries.borrow()[at].draft.clone();
        draft.name = Some(named(&draft, "の写し"));
        let entry = self.entry(draft);
        let copy = entry.key;
        self.entries.borrow_mut().insert(at + 1, entry);
        self.changed();
        Some(copy)
    }

    /// Calls a draft something else.
    pub(crate) fn rename(&self, key: u32, name: &str) {
        let name = Some(name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
        let Some(at) = self.position(key) else { return };
        let on_desk = self.current.borrow().contains(&key);
        match self.find(key).filter(|_| on_desk) {
            // The desk tells of it.
            Some((_, desk)) => desk.set(&desk.name, |own| *own = name),
            None => {
                let entry = &mut self.entries.borrow_mut()[at];
                (entry.draft.name, entry.changed) = (name, moment());
            }
        }
        self.changed();
    }

    /// Takes a draft out, off its desk too, and keeps it so that it can be put back.
    pub(crate) fn remove(&self, key: u32) {
        let desk = self.find(key).map(|(_, desk)| desk);
        let Some((at, entry, on_desk)) = self.take_out(key) else { return };
        if let Some(desk) = desk.filter(|_| on_desk) {
            self.put_on(desk, blank(&desk.edition.about.id));
        }
        self.gone.replace(Some((at, entry, on_desk)));
        self.removed.set(true);
        self.changed();
    }

    /// Puts the draft back that was taken out last, on its desk too if nothing else is there; its key.
    pub(crate) fn restore(&self) -> Option<u32> {
        let (at, entry, on_desk) = self.gone.take()?;
        self.removed.set(false);
        let key = entry.key;
        {
            let mut entries = self.entries.borrow_mut();
            let at = at.min(entries.len());
            entries.insert(at, entry);
        }
        let is_free = self.find(key).is_some_and(|(draft, _)| self.on_desk(&draft.application.programme).is_none());
        if on_desk && is_free {
            self.put(key);
        }
        self.changed();
        Some(key)
    }

    /// Takes everything out, here and in this browser, and keeps nothing from now on.
    pub(crate) fn clear(&self) {
        let keys: Vec<u32> = self.entries.borrow().iter().map(|entry| entry.key).collect();
        keys.into_iter().for_each(|key| self.remove(key));
        self.gone.take();
        self.removed.set(false);
        self.forget_unreadable();
        self.keep(false);
    }

    /// What could not be read.
    pub(crate) fn unreadable(&self) -> Option<String> {
        Place::Aside.read()
    }

    /// Throws away what could not be read.
    pub(crate) fn forget_unreadable(&self) {
        Place::Aside.clear();
        self.notice.set(None);
        self.turn();
    }

    fn is_kept(&self) -> bool {
        matches!(*self.keeping.peek(), Keeping::Yes | Keeping::Full)
    }

    fn position(&self, key: u32) -> Option<usize> {
        self.entries.borrow().iter().position(|entry| entry.key == key)
    }

    // A draft and its desk.
    fn find(&self, key: u32) -> Option<(Draft, &'static Desk)> {
        let draft = self.entries.borrow().get(self.position(key)?)?.draft.clone();
        let desk = self.desks.of(&draft.application.programme)?;
        Some((draft, desk))
    }

    // The draft on the desk of a programme.
    fn on_desk(&self, programme: &str) -> Option<u32> {
        let current = self.current.borrow();
        let entries = self.entries.borrow();
        let here = |entry: &&Entry| entry.draft.application.programme == programme && current.contains(&entry.key);
        entries.iter().find(here).map(|entry| entry.key)
    }

    fn set_on_desk(&self, desk: &Desk, key: Option<u32>) {
        let before = self.on_desk(&desk.edition.about.id);
        let mut current = self.current.borrow_mut();
        current.retain(|key| Some(*key) != before);
        current.extend(key);
    }

    fn put_on(&self, desk: &'static Desk, draft: Draft) -> bool {
        self.opening.set(true);
        let put = desk.put(draft);
        self.opening.set(false);
        put
    }

    fn entry(&self, draft: Draft) -> Entry {
        let key = self.next_key.get();
        self.next_key.set(key + 1);
        Entry { key, draft, changed: moment(), stored: None }
    }

    // What is on a desk has changed.
    fn follow(&self, desk: &'static Desk) {
        // What is tried out is no draft and is never stored.
        if self.opening.get() || desk.preview.is_some() {
            return;
        }
        let draft = desk.draft();
        match self.on_desk(&desk.edition.about.id).and_then(|key| self.position(key)) {
            Some(at) if draft == blank(&desk.edition.about.id) => {
                let key = self.entries.borrow()[at].key;
                self.take_out(key);
            }
            None if draft == blank(&desk.edition.about.id) => return,
            Some(at) => {
                let entry = &mut self.entries.borrow_mut()[at];
                if entry.draft != draft {
                    (entry.draft, entry.changed) = (draft, moment());
                }
            }
            None => {
                let entry = self.entry(draft);
                self.current.borrow_mut().push(entry.key);
                self.entries.borrow_mut().push(entry);
            }
        }
        self.changed();
    }

    fn take_out(&self, key: u32) -> Option<(usize, Entry, bool)> {
        if self.is_kept() {
            // What another tab has made of it must not come back as a new one.
            self.look();
        }
        let at = self.position(key)?;
        let entry = self.entries.borrow_mut().remove(at);
        let mut current = self.current.borrow_mut();
        let on_desk = current.contains(&key);
        current.retain(|other| *other != key);
        Some((at, entry, on_desk))
    }

    fn changed(&self) {
        if self.is_kept() && self.look() {
            self.write();
        }
        self.turn();
    }

    fn turn(&self) {
        let turn = *self.turn.peek();
        self.turn.set(turn + 1);
    }

    // Takes over what another tab has stored meanwhile; whether the drafts are still to be kept.
    fn look(&self) -> bool {
        let now = Place::Drafts.read();
        if now == *self.last.borrow() {
            return true;
        }
        let Some(text) = now else {
            self.last.take();
            self.keeping.set(Keeping::No);
            self.notice.set(Some(Notice::Stopped));
            return false;
        };
        self.notice.set(Some(Notice::Elsewhere));
        self.take(text);
        self.is_kept()
    }

    // Takes over what is stored; what cannot be read is put aside first.
    fn take(&self, text: String) {
        let found = match parse(&text) {
            Err(StorageError::Newer) => {
                self.keeping.set(Keeping::Newer);
                return;
            }
            Err(StorageError::Damaged) => None,
            Ok(found) => Some(found),
        };
        let is_whole = found.as_ref().is_some_and(|found| found.unreadable.is_empty());
        if !is_whole {
            let aside =
                Place::Aside.read().map_or_else(|| text.clone(), |before| [&before, "\n", text.as_str()].concat());
            self.notice.set(Some(Notice::Unreadable));
            if !Place::Aside.write(&aside) {
                // What is there stays there.
                self.keeping.set(Keeping::Full);
                return;
            }
        }
        self.last.replace(Some(text));
        let theirs = found.unwrap_or_default().kept;
        let entries = self.entries.take();
        let (entries, lost) = merge(entries, theirs, &|draft, changed| Entry {
            changed,
            stored: Some(draft.clone()),
            ..self.entry(draft)
        });
        self.entries.replace(entries);
        // What stands on a desk there becomes a draft of its own once it is changed here.
        self.current.borrow_mut().retain(|key| !lost.contains(key));
        if !is_whole {
            self.write();
        }
    }

    fn write(&self) {
        let kept = {
            let entries = self.entries.borrow();
            let current = self.current.borrow().last().copied();
            Kept {
                drafts: entries.iter().map(|entry| entry.draft.clone()).collect(),
                changed: entries.iter().map(|entry| entry.changed.clone()).collect(),
                current: entries.iter().position(|entry| Some(entry.key) == current).unwrap_or(0),
            }
        };
        let text = serde_json::to_string(&kept).unwrap_or_default();
        if text.is_empty() || !Place::Drafts.write(&text) {
            self.keeping.set(if storage::is_there() { Keeping::Full } else { Keeping::Denied });
            return;
        }
        self.keeping.set(Keeping::Yes);
        self.last.replace(Some(text));
        for entry in self.entries.borrow_mut().iter_mut() {
            entry.stored = Some(entry.draft.clone());
        }
        let programmes: Vec<String> = {
            let (entries, current) = (self.entries.borrow(), self.current.borrow());
            let on_desk = entries.iter().filter(|entry| current.contains(&entry.key));
            on_desk.map(|entry| entry.draft.application.programme.clone()).collect()
        };
        programmes.iter().filter_map(|programme| self.desks.of(programme)).for_each(Desk::kept);
    }
}

fn parse(text: &str) -> Result<Found, StorageError> {
    let tree: Tree<'_> = serde_json::from_str(text).map_err(|_| StorageError::Damaged)?;
    read(&tree)
}

/// A draft in which nothing is entered.
fn blank(programme: &str) -> Draft {
    let application = Application { programme: programme.to_owned(), ..Application::default() };
    Draft { application, ..Draft::default() }
}

/// What a draft is called, with something behind it, within what a name may have.
fn named(draft: &Draft, behind: &str) -> String {
    let name = draft.name.as_deref().unwrap_or(NAMELESS);
    let room = kaigo_hojo_assess::draft::MOST_NAME - behind.chars().count();
    name.chars().take(room).chain(behind.chars()).collect()
}

/// What a draft without a name is called.
pub(crate) const NAMELESS: &str = "名前のない下書き";
