//! Addresses and the moves between screens: `#`, `#<programme>`, `#<programme>/result`, `#drafts`, `#preview`, `#s=…`.
//!
//! Screens are links; the browser's own history does the rest. Invariants: moving never loses input; an address that
//! leads nowhere shows the start with a sentence; the focus goes to the heading of the screen that one moved to.

use leptos::prelude::*;
use web_sys::ScrollRestoration;

use crate::browser::clock::soon;
use crate::browser::page;
use crate::load;
use crate::store::{Programme, Shown, Store};
use crate::words;

/// The heading of the screen that is shown.
pub(crate) const HEADING: &str = "[data-screen]:not([hidden]) h1, header h1";
/// How an address with something shared begins, also where a program has changed the second sign.
const SHARED_PREFIXES: [&str; 2] = ["s=", "s%"];

/// Which screen the address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The programmes; whether the address led nowhere.
    Start { missing: bool },
    /// The answers for a programme.
    Answers(&'static str),
    /// A later screen; of a programme or not.
    Later(Name, Option<&'static str>),
}

/// A later screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// 結果
    Result,
    /// 自己点検
    Check,
    /// 職員数の計算
    Staff,
    /// 見積書の照合
    Quote,
    /// 保存・共有
    Share,
    /// 見積書の読み込み
    Import,
    /// 印刷
    Print,
    /// 計算方法
    Rules,
    /// 下書き
    Drafts,
    /// 未公開の制度定義
    Preview,
    /// 共有された内容
    Shared,
}

impl Name {
    const OF_PROGRAMME: [Self; 8] =
        [Self::Result, Self::Check, Self::Staff, Self::Quote, Self::Share, Self::Import, Self::Print, Self::Rules];

    /// The end of its address.
    pub(crate) const fn end(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Check => "check",
            Self::Staff => "staff",
            Self::Quote => "quote",
            Self::Share => "share",
            Self::Import => "import",
            Self::Print => "print",
            Self::Rules => "rules",
            Self::Drafts => "drafts",
            Self::Preview => "preview",
            Self::Shared => "shared",
        }
    }

    /// What it is called.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Result => words::screens::RESULT,
            Self::Check => words::screens::CHECK,
            Self::Staff => words::screens::STAFF,
            Self::Quote => words::screens::QUOTE,
            Self::Share => words::screens::SHARE,
            Self::Import => words::screens::IMPORT,
            Self::Print => words::screens::PRINT,
            Self::Rules => words::screens::RULES,
            Self::Drafts => words::screens::DRAFTS,
            Self::Preview => words::screens::PREVIEW,
            Self::Shared => words::screens::SHARED,
        }
    }
}

impl Store {
    /// Goes where the address says, and follows it from now on.
    pub(crate) fn follow_address(self) {
        self.look();
        if let Ok(history) = window().history() {
            // Screens come and go; only we know how far each was scrolled.
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let _listens = window_event_listener_untyped("hashchange", move |_| self.moved());
    }

    fn at_address(self) -> Screen {
        let hash = page::hash();
        if SHARED_PREFIXES.iter().any(|prefix| hash.starts_with(prefix)) {
            return Screen::Later(Name::Shared, None);
        }
        for name in [Name::Drafts, Name::Preview] {
            if hash == name.end() {
                return Screen::Later(name, None);
            }
        }
        let (id, end) = hash.split_once('/').unwrap_or((&hash, ""));
        let name = Name::OF_PROGRAMME.into_iter().find(|name| name.end() == end);
        let id = untrack(|| self.programme(id, |programme: &Programme| programme.id));
        match (id, name) {
            (Some(id), Some(name)) => Screen::Later(name, Some(id)),
            (Some(id), None) if end.is_empty() => Screen::Answers(id),
            _ => Screen::Start { missing: !hash.is_empty() },
        }
    }

    // Shows what the address says now.
    fn look(self) {
        let screen = self.at_address();
        if let Screen::Answers(id) | Screen::Later(_, Some(id)) = screen
            && let (Some(desk), Some(answers)) = (self.open(id), self.answers.get_untracked().here())
        {
            (answers.advise)(desk);
            if matches!(screen, Screen::Later(..)) {
                self.complete(desk);
            }
        }
        self.screen.set(screen);
        page::set_title(&self.title(screen));
        load::for_screen(self);
    }

    fn title(self, screen: Screen) -> String {
        let of = |id: &str| untrack(|| self.programme(id, Programme::name)).unwrap_or_default();
        let name = match screen {
            Screen::Start { .. } => return words::SITE.to_owned(),
            Screen::Answers(id) => words::screens::of(&of(id), words::screens::ANSWERS),
            Screen::Later(name, Some(id)) => words::screens::of(&of(id), name.word()),
            Screen::Later(name, None) => name.word().to_owned(),
        };
        words::screens::title(&name)
    }

    fn moved(self) {
        let from = untrack(|| self.shown());
        if let Shown::Answers(_) = from {
            self.scrolled.set_value(page::scrolled());
        }
        // What is typed in a field that goes away counts.
        page::leave_field("later");
        self.tell_all();
        self.look();
        // Back from a later screen to where one was; every other move begins at the top.
        let top = match (from, untrack(|| self.shown())) {
            (Shown::Later(_, Some(left)), Shown::Answers(answers)) if left == answers => self.scrolled.get_value(),
            _ => 0.0,
        };
        soon(move || {
            page::scroll_to(top);
            page::focus_heading(HEADING);
        });
    }
}
