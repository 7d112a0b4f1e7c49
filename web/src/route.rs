//! Addresses and the moves between screens: `#`, `#<programme>`, `#<programme>/result`, `#drafts`, `#preview`, `#s=…`.
//!
//! Screens are links; the browser's own history does the rest. Invariants: moving never loses input; an address that
//! leads nowhere shows the start with a sentence; the focus goes to the heading of the screen that one moved to; what is
//! not loaded yet is said to be on its way, and what could not be loaded can be tried again.

use core::cell::{Cell, RefCell};

use kaigo_hojo_assess::draft::Draft as Document;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_parts::clock::{soon, today};
use kaigo_hojo_parts::dom::Watched;
use kaigo_hojo_parts::handover::{self, LATER};
use kaigo_hojo_parts::{page, words};
use leptos::prelude::{Owner, window, window_event_listener_untyped};
use web_sys::ScrollRestoration;
use web_sys::js_sys::Array;

use crate::desk::Desk;
use crate::draft::Draft;
use crate::packs::{Found, Packs};
use crate::{embed, prefill};

/// The later module's screens for a programme: the end of the address and the word for the title.
const OF_PROGRAMME: &[(&str, &str)] = &[
    ("result", "の結果"),
    ("check", "の自己点検"),
    ("staff", "の職員数の計算"),
    ("quote", "の見積書の照合"),
    ("share", "の保存・共有"),
    ("import", "の見積書の読み込み"),
    ("print", "の印刷"),
    ("rules", "の計算方法"),
];
/// Its other screens.
const OTHERS: &[(&str, &str)] = &[("drafts", "下書き"), ("preview", "未公開の制度定義")];
/// What a link brings along; everything is in the address.
const SHARED: (&str, &str) = ("shared", "共有された内容");

/// The heading of the screen that is shown.
const HEADING: &str = "[data-screen]:not([hidden]) h1, header h1";
/// How an address with something shared begins, also where a program has changed the second sign.
const SHARED_PREFIXES: [&str; 2] = ["s=", "s%"];

/// Which screen is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Screen {
    /// The programmes; whether the address led nowhere.
    Start(bool),
    /// A programme whose pack is on its way; whether it failed.
    Waiting(&'static str, bool),
    /// The answers for a programme.
    Answers(&'static Desk),
    /// A screen of the later module, with its word for the title; for a programme or not.
    Later((&'static str, &'static str), Option<&'static Desk>),
}

impl Screen {
    /// The programme that is on the table.
    pub(crate) fn desk(self) -> Option<&'static Desk> {
        match self {
            Self::Start(_) | Self::Waiting(..) => None,
            Self::Answers(desk) => Some(desk),
            Self::Later(_, desk) => desk,
        }
    }
}

/// What is known of the later module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Later {
    /// It is on its way.
    Coming,
    /// It is there.
    Here,
    /// It could not be loaded.
    Failed,
}

/// Where we are, and every programme that was opened.
#[derive(Debug)]
pub(crate) struct Places {
    /// The screen that is shown.
    pub(crate) screen: Watched<Screen>,
    /// The later module.
    pub(crate) later: Watched<Later>,
    /// How many drafts the later module has.
    pub(crate) drafts: Watched<usize>,
    /// The programmes.
    pub(crate) packs: Packs,
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
            later: Watched::new(Later::Coming),
            drafts: Watched::new(0),
            packs: Packs::new(),
            owner,
            desks: RefCell::default(),
            scrolled: Cell::default(),
        }));
        places.look();
        if let Ok(history) = window().history() {
            // Screens come and go; only this module knows how far each was scrolled.
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let _moved = window_event_listener_untyped("hashchange", move |_| places.follow());
        let _left = window_event_listener_untyped("beforeunload", move |event| {
            places.tell();
            if places.desks.borrow().iter().any(|desk| desk.is_touched()) {
                event.prevent_default();
            }
        });
        places.listen();
        places
    }

    // To the loader and the later module.
    fn listen(&'static self) {
        handover::on_pack(|id, bytes| {
            self.packs.put(&id, bytes);
            self.arrived();
        });
        handover::on_failed(|name| {
            if name == LATER {
                page::keep_focus(HEADING, || self.later.set(Later::Failed));
            } else {
                self.packs.set_failed(&name, true);
                self.arrived();
            }
        });
        handover::on_here(|| {
            self.tell();
            page::keep_focus(HEADING, || self.later.set(Later::Here));
        });
        handover::on_count(|count| self.drafts.set(count));
        handover::on_prefill(|programme, products| self.prefill(&programme, &products));
        handover::on_ask(|| {
            if let Some(desk) = self.screen.peek().desk() {
                desk.tell();
                embed::tell(desk);
            }
        });
        handover::on_open(|document, change| self.replace(&document, change));
        handover::on_kept(|programme| {
            let desks = self.desks.borrow();
            desks.iter().filter(|desk| desk.edition.about.id == programme).for_each(|desk| desk.set_kept());
        });
    }

    /// Tells the later module of everything that it may not have heard of.
    pub(crate) fn tell(&self) {
        self.desks.borrow().iter().filter(|desk| desk.is_touched()).for_each(|desk| desk.tell());
    }

    fn at_address(&self) -> Screen {
        let hash = page::hash();
        let (id, rest) = hash.split_once('/').unwrap_or((&hash, ""));
        if SHARED_PREFIXES.iter().any(|prefix| hash.starts_with(prefix)) {
            return Screen::Later(SHARED, None);
        }
        if let Some(screen) = OTHERS.iter().find(|(name, _)| *name == hash) {
            return Screen::Later(*screen, None);
        }
        let of_programme = OF_PROGRAMME.iter().find(|(end, _)| *end == rest);
        if id.is_empty() || (!rest.is_empty() && of_programme.is_none()) {
            return Screen::Start(!id.is_empty());
        }
        let desk = match self.packs.find(id) {
            None => return Screen::Start(true),
            Some(Found::Waiting(id, failed)) => return Screen::Waiting(id, failed),
            Some(Found::Edition(edition)) => self.desk(edition),
        };
        of_programme.map_or(Screen::Answers(desk), |screen| Screen::Later(*screen, Some(desk)))
    }

    fn title(&self, screen: Screen) -> String {
        let of = |name: String, word: &str| format!("{name}{word}｜{}", words::SITE);
        match screen {
            Screen::Start(_) => words::SITE.to_owned(),
            Screen::Waiting(id, _) => of(self.packs.name(id), ""),
            Screen::Answers(desk) => of(words::programme(&desk.edition.about), "の入力"),
            Screen::Later((_, word), Some(desk)) => of(words::programme(&desk.edition.about), word),
            Screen::Later((_, word), None) => of(String::new(), word),
        }
    }

    // The desk of a programme, opened if it is not open yet.
    fn desk(&self, edition: &'static Edition) -> &'static Desk {
        let open = self.desks.borrow().iter().find(|desk| desk.edition.about.id == edition.about.id).copied();
        open.unwrap_or_else(|| self.put(Draft::new(edition), edition))
    }

    // A new desk for a programme, in place of the one that there may be.
    fn put(&self, draft: Draft, edition: &'static Edition) -> &'static Desk {
        let desk = Desk::open(edition, draft, today(), &self.owner);
        let mut desks = self.desks.borrow_mut();
        for gone in desks.extract_if(.., |other| other.edition.about.id == edition.about.id) {
            gone.retire();
        }
        desks.push(desk);
        desk
    }

    // Puts what a document says, or says otherwise, in place of what is entered for its programme, and says back what
    // became of it.
    fn replace(&self, document: &Document, change: bool) {
        let Some(Found::Edition(edition)) = self.packs.find(&document.application.programme) else { return };
        let draft = if change {
            self.desk(edition).read(|draft| draft.changed_by(document))
        } else {
            Draft::from_document(edition, document)
        };
        if let Ok(draft) = draft {
            let desk = self.put(draft, edition);
            self.look();
            desk.tell();
        }
    }

    // Puts products as lines in place of what is entered; the path of what is wrong with them, if anything is.
    fn prefill(&self, programme: &str, products: &Array) -> String {
        let Some(Found::Edition(edition)) = self.packs.find(programme) else { return String::new() };
        match Draft::from_document(edition, &prefill::document(programme, products)) {
            Ok(mut draft) => {
                // It is not the person's own input.
                draft.touched = false;
                self.put(draft, edition);
                self.look();
                String::new()
            }
            Err(error) => error.path,
        }
    }

    /// Clears what is entered for a programme.
    pub(crate) fn clear(&'static self, edition: &'static Edition) {
        self.put(Draft::new(edition), edition);
        handover::clear(&edition.about.id);
        self.look();
        soon(|| {
            page::scroll_to(0.0);
            page::focus_heading(HEADING);
        });
    }

    /// Has something loaded once more.
    pub(crate) fn again(&self, name: &str) {
        page::keep_focus(HEADING, || {
            if name == LATER {
                self.later.set(Later::Coming);
            } else {
                self.packs.set_failed(name, false);
                self.look();
            }
        });
    }

    // Shows what the address says now.
    fn look(&self) {
        let to = self.at_address();
        if let Some(desk) = to.desk() {
            desk.be_advised();
        }
        self.screen.set(to);
        page::set_title(&self.title(to));
    }

    // A pack has come, or not.
    fn arrived(&'static self) {
        let waits = || matches!(*self.screen.peek(), Screen::Waiting(..));
        if waits() {
            // In three tasks, so that an old device answers in between: the estimate, the advice, the drawing.
            self.at_address();
            soon(|| {
                if let Some(desk) = self.at_address().desk() {
                    desk.be_advised();
                }
            });
            soon(move || {
                if waits() {
                    page::keep_focus(HEADING, || self.look());
                }
            });
        }
    }

    fn follow(&'static self) {
        let (from, to) = (*self.screen.peek(), self.at_address());
        if let Screen::Answers(_) = from {
            self.scrolled.set(page::scrolled());
        }
        self.look();
        // Back from a later screen to where one was; every other move begins at the top.
        let top = match (from, to) {
            (Screen::Later(_, Some(left)), Screen::Answers(answers)) if left == answers => self.scrolled.get(),
            _ => 0.0,
        };
        soon(move || {
            page::scroll_to(top);
            page::focus_heading(HEADING);
        });
    }
}
