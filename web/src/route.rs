//! Addresses and the moves between screens: `#`, `#<programme>`, `#<programme>/result`.
//!
//! Screens are links; the browser's own history does the rest. Invariants: moving never loses input; an address that
//! leads nowhere shows the start with a sentence; the focus goes to the heading of the screen that one moved to.

use core::cell::{Cell, RefCell};

use kaigo_hojo_assess::overview;
use leptos::prelude::{Owner, location_hash, window, window_event_listener_untyped};
use web_sys::ScrollRestoration;

use crate::clock::{soon, today};
use crate::desk::Desk;
use crate::dom::Watched;
use crate::{page, words};

/// Which screen is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Screen {
    /// The programmes; whether the address led nowhere.
    Start(bool),
    /// The answers for a programme.
    Answers(&'static Desk),
    /// The result for a programme.
    Result(&'static Desk),
}

impl Screen {
    /// The programme that is on the table.
    pub(crate) fn desk(self) -> Option<&'static Desk> {
        match self {
            Self::Start(_) => None,
            Self::Answers(desk) | Self::Result(desk) => Some(desk),
        }
    }

    fn title(self) -> String {
        match self {
            Self::Start(_) => words::SITE.to_owned(),
            Self::Answers(desk) => format!("{}の入力｜{}", words::programme(&desk.edition.about), words::SITE),
            Self::Result(desk) => format!("{}の結果｜{}", words::programme(&desk.edition.about), words::SITE),
        }
    }
}

/// Where we are, and every programme that was opened.
#[derive(Debug)]
pub(crate) struct Places {
    /// The screen that is shown.
    pub(crate) screen: Watched<Screen>,
    owner: Owner,
    desks: RefCell<Vec<&'static Desk>>,
    // How far the answers were scrolled when they were left.
    scrolled: Cell<f64>,
}

impl Places {
    /// Goes where the address says, and follows it from now on. Lives as long as the page.
    pub(crate) fn open() -> &'static Self {
        let owner = Owner::current().unwrap_or_default();
        let places: &'static Self = Box::leak(Box::new(Self {
            screen: Watched::new(Screen::Start(false)),
            owner,
            desks: RefCell::default(),
            scrolled: Cell::default(),
        }));
        let screen = places.at_address();
        places.screen.set(screen);
        page::set_title(&screen.title());
        if let Ok(history) = window().history() {
            // Screens come and go; only this module knows how far each was scrolled.
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let _moved = window_event_listener_untyped("hashchange", move |_| places.follow());
        let _left = window_event_listener_untyped("beforeunload", move |event| {
            if places.is_touched() {
                event.prevent_default();
            }
        });
        places
    }

    fn is_touched(&self) -> bool {
        self.desks.borrow().iter().any(|desk| desk.is_touched())
    }

    fn at_address(&self) -> Screen {
        let hash = location_hash().unwrap_or_default();
        let (id, rest) = hash.split_once('/').unwrap_or((&hash, ""));
        if id.is_empty() {
            return Screen::Start(false);
        }
        match (self.desk(id), rest) {
            (Some(desk), "") => Screen::Answers(desk),
            (Some(desk), "result") => Screen::Result(desk),
            _ => Screen::Start(true),
        }
    }

    fn desk(&self, id: &str) -> Option<&'static Desk> {
        let mut desks = self.desks.borrow_mut();
        if let Some(desk) = desks.iter().find(|desk| desk.edition.about.id == id) {
            return Some(desk);
        }
        let desk = Desk::open(overview::edition(id)?, today(), &self.owner);
        desks.push(desk);
        Some(desk)
    }

    fn follow(&'static self) {
        let (from, to) = (*self.screen.peek(), self.at_address());
        if let Screen::Answers(_) = from {
            self.scrolled.set(page::scrolled());
        }
        if let Screen::Result(desk) = to {
            desk.settle();
        }
        self.screen.set(to);
        // Back from the result to where one was; every other move begins at the top.
        let top = match (from, to) {
            (Screen::Result(result), Screen::Answers(answers)) if result == answers => self.scrolled.get(),
            _ => 0.0,
        };
        soon(move || {
            page::set_title(&to.title());
            page::scroll_to(top);
            page::focus_heading("[data-screen]:not([hidden]) h1, header h1");
        });
    }
}
