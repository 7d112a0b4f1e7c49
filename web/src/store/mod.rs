//! The one state of the page: where one is, the programmes and their packs, what is entered for each, and which parts of
//! the program have come.
//!
//! It is made once, put into the context by `app`, and lives as long as the page. [`Store`] is a handle: copy it.

mod desk;
mod engine;
mod packs;
mod report;
mod running;
mod shelf;

use leptos::prelude::*;

pub(crate) use self::desk::{Desk, Picking};
pub(crate) use self::packs::{PREVIEW_PREFIX, Pack, Preview, Programme, is_previewed};
pub(crate) use self::report::{Report, Way};
pub(crate) use self::running::{Row, Running};
pub(crate) use self::shelf::{Gone, Keeping, Kept, Notice, Shelf};
use crate::route::{Name, Screen};
use crate::split::{Answers, Later};

/// A part of the program that comes by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<T> {
    /// Nobody has asked for it yet.
    Away,
    /// It is on its way.
    Coming,
    /// It could not be loaded.
    Failed,
    /// It is here.
    Here(T),
}

impl<T: Copy> Part<T> {
    /// The part, where it is here.
    pub(crate) fn here(self) -> Option<T> {
        if let Self::Here(part) = self { Some(part) } else { None }
    }

    /// Whether it could not be loaded.
    pub(crate) const fn has_failed(&self) -> bool {
        matches!(self, Self::Failed)
    }
}

/// The state of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Store {
    owner: StoredValue<Owner>,
    /// The screen that the address asks for.
    pub(crate) screen: RwSignal<Screen>,
    /// The programmes, in the order of the packs, then those that are tried out.
    pub(crate) programmes: RwSignal<Vec<Programme>>,
    /// The part with the answers.
    pub(crate) answers: RwSignal<Part<Answers>>,
    /// The part with all later screens.
    pub(crate) later: RwSignal<Part<Later>>,
    /// How far the answers were scrolled when they were left.
    pub(crate) scrolled: StoredValue<f64>,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shown {
    /// The programmes; whether the address led nowhere.
    Start { missing: bool },
    /// Something that is on its way, or that could not be loaded.
    Waiting { heading: String, failed: bool },
    /// The answers for a programme.
    Answers(&'static Desk),
    /// A later screen; of a programme or not.
    Later(Name, Option<&'static Desk>),
}

impl Store {
    /// The state at the beginning; it lives as long as the current owner.
    pub(crate) fn new() -> Self {
        Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            screen: RwSignal::new(Screen::Start { missing: false }),
            programmes: RwSignal::new(packs::programmes()),
            answers: RwSignal::new(Part::Away),
            later: RwSignal::new(Part::Away),
            scrolled: StoredValue::new(0.0),
        }
    }

    /// Makes something that lives as long as the page, wherever it is made: signals die with the component else.
    pub(crate) fn lasting<T>(self, make: impl FnOnce() -> T) -> T {
        self.owner.with_value(|owner| owner.with(make))
    }

    /// Looks at a programme, and follows what there is of it.
    pub(crate) fn programme<T>(self, id: &str, look: impl FnOnce(&Programme) -> T) -> Option<T> {
        self.programmes.with(|programmes| programmes.iter().find(|programme| programme.id == id).map(look))
    }

    /// Says what there is of a programme's pack.
    pub(crate) fn set_pack(self, id: &str, pack: Pack) {
        self.programmes.update(|programmes| {
            if let Some(programme) = programmes.iter_mut().find(|programme| programme.id == id) {
                programme.pack = pack;
            }
        });
    }

    /// The desk of a programme that is open.
    pub(crate) fn desk(self, id: &str) -> Option<&'static Desk> {
        self.programme(id, |programme| if let Pack::Open(desk) = programme.pack { Some(desk) } else { None }).flatten()
    }

    /// The desks of all programmes that are open.
    pub(crate) fn desks(self) -> Vec<&'static Desk> {
        self.programmes.with_untracked(|programmes| {
            let open = |programme: &Programme| if let Pack::Open(desk) = programme.pack { Some(desk) } else { None };
            programmes.iter().filter_map(open).collect()
        })
    }

    /// Opens a programme whose pack is here, unless it is open; its desk.
    pub(crate) fn open(self, id: &'static str) -> Option<&'static Desk> {
        untrack(|| self.desk(id)).or_else(|| {
            let desk = self.decode(id)?;
            self.set_pack(id, Pack::Open(desk));
            Some(desk)
        })
    }

    /// Gives the desk of a programme all its words, for the later screens, unless it has them or they are not here.
    pub(crate) fn complete(self, desk: &'static Desk) {
        let Some(answers) = self.answers.get_untracked().here() else { return };
        if !untrack(|| desk.is_whole()) {
            let decode = |programme: &Programme| (answers.decode)(programme.id, programme.whole.as_ref()?);
            if let Some(whole) = untrack(|| self.programme(&desk.edition.about.id, decode)).flatten() {
                desk.complete(whole);
            }
        }
    }

    /// The desk of a programme whose pack is here, to be opened; from now on its pack is on its way to that.
    pub(crate) fn decode(self, id: &'static str) -> Option<&'static Desk> {
        let answers = self.answers.get_untracked().here()?;
        let mut bytes = None;
        self.programmes.update_untracked(|programmes| {
            let programme = programmes.iter_mut().find(|programme| programme.id == id);
            if let Some(pack) = programme.map(|programme| &mut programme.pack)
                && let Pack::Here(here) = pack
            {
                bytes = Some(core::mem::take(here));
                *pack = Pack::Coming;
            }
        });
        let desk = (answers.open)(self, id, &bytes?);
        if desk.is_none() {
            // Bytes of another build: as bad as none.
            self.set_pack(id, Pack::Failed);
        }
        desk
    }

    /// What is to be shown; followed.
    pub(crate) fn shown(self) -> Shown {
        let (id, name) = match self.screen.get() {
            Screen::Start { missing } => return Shown::Start { missing },
            Screen::Answers(id) => (Some(id), None),
            Screen::Later(name, id) => (id, Some(name)),
        };
        let heading = match (id, name) {
            // The same however much of the screen is here: a button must not be drawn anew under a finger.
            (_, Some(name)) => name.word().to_owned(),
            (Some(id), _) => self.programme(id, Programme::name).unwrap_or_default(),
            (None, _) => String::new(),
        };
        let (answers, later) = (self.answers.get(), self.later.get());
        let desk = id.and_then(|id| self.desk(id));
        let pack_failed = id.is_some_and(|id| self.programme(id, Programme::has_failed).unwrap_or(false));
        // There a draft of any programme can be opened.
        let takes_any = matches!(name, Some(Name::Share | Name::Drafts));
        let is_ready = |programme: &Programme| match id {
            Some(id) if id == programme.id => programme.is_here(),
            _ => !takes_any || programme.is_here() || programme.has_failed(),
        };
        let packs_here = self.programmes.with(|programmes| programmes.iter().all(is_ready));
        let failed = answers.has_failed() || pack_failed || (name.is_some() && later.has_failed());
        let has_parts = packs_here && answers.here().is_some() && (name.is_none() || later.here().is_some());
        match (name, desk) {
            (Some(name), None) if has_parts && id.is_none() => Shown::Later(name, None),
            (Some(name), Some(desk)) if has_parts && desk.is_whole() => Shown::Later(name, Some(desk)),
            (None, Some(desk)) if has_parts => Shown::Answers(desk),
            _ => Shown::Waiting { heading, failed },
        }
    }

    /// Whoever keeps drafts is told that something has changed on a desk.
    pub(crate) fn tell(self, desk: &'static Desk) {
        if let Some(later) = self.later.get_untracked().here() {
            (later.changed)(self, desk);
        }
    }

    /// As [`Store::tell`], of every desk.
    pub(crate) fn tell_all(self) {
        self.desks().into_iter().filter(|desk| desk.is_touched()).for_each(Desk::tell);
    }
}

/// The state of the page, from the context.
pub(crate) fn store() -> Store {
    expect_context()
}
