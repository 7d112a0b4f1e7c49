//! The drafts, several offices side by side: what there is of them. What is done with them is in `screens/drafts/`, which
//! comes with the later part.

use kaigo_hojo_contract::Draft;
use leptos::prelude::*;

use super::Store;

/// A draft, and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kept {
    /// What it is known by on this page; never used twice.
    pub(crate) key: u32,
    /// What is entered.
    pub(crate) draft: Draft,
    /// When it was changed last: `2026-11-21T09:30`; empty where that is not known.
    pub(crate) changed: String,
    /// What the storage had of it when this tab last looked.
    pub(crate) stored: Option<Draft>,
}

/// Whether this browser keeps the drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Nobody has asked for it.
    No,
    /// Yes.
    Yes,
    /// The browser denies its storage.
    Denied,
    /// There is no room left.
    Full,
    /// A newer version of the page has stored them; nothing is written over it.
    Newer,
}

/// What has to be told of the drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// Another tab has changed them.
    Elsewhere,
    /// Another tab keeps them no longer.
    Stopped,
    /// Something in the storage could not be read.
    Unreadable,
}

/// A draft that was deleted.
#[derive(Clone, Debug)]
pub(crate) struct Gone {
    /// The draft.
    pub(crate) kept: Kept,
    /// Where it stood in the list.
    pub(crate) at: usize,
    /// Whether it was on the desk of its programme.
    pub(crate) on_desk: bool,
}

/// All drafts of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shelf {
    /// The page's state, whose desks the drafts are put on.
    pub(crate) store: Store,
    /// The drafts in order.
    pub(crate) drafts: RwSignal<Vec<Kept>>,
    /// The keys of those on the desk of their programme, the latest last.
    pub(crate) current: RwSignal<Vec<u32>>,
    /// Whether they are kept.
    pub(crate) keeping: RwSignal<Keeping>,
    /// What has to be told.
    pub(crate) notice: RwSignal<Option<Notice>>,
    /// Whether one that was deleted can be put back.
    pub(crate) removed: RwSignal<bool>,
    /// That one.
    pub(crate) gone: StoredValue<Option<Gone>>,
    /// The key of the next draft.
    pub(crate) next_key: StoredValue<u32>,
    /// What stands in the storage as far as this tab knows.
    pub(crate) last: StoredValue<Option<String>>,
    /// Whether a draft is being put on a desk: what the desk tells on the way is no change.
    pub(crate) opening: StoredValue<bool>,
}

impl Shelf {
    /// No drafts; it lives as long as the current owner.
    pub(crate) fn new(store: Store) -> Self {
        Self {
            store,
            drafts: RwSignal::default(),
            current: RwSignal::default(),
            keeping: RwSignal::new(Keeping::No),
            notice: RwSignal::new(None),
            removed: RwSignal::new(false),
            gone: StoredValue::new(None),
            next_key: StoredValue::new(1),
            last: StoredValue::new(None),
            opening: StoredValue::new(false),
        }
    }

    /// Whether there are drafts that would be lost with the page.
    pub(crate) fn would_be_lost(self) -> bool {
        self.keeping.get_untracked() != Keeping::Yes && !self.drafts.with_untracked(Vec::is_empty)
    }
}
