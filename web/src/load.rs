//! What is loaded, and when: by a fixed plan, never because of an answer.
//!
//! First what the address asks for. Once that is shown: when the browser is idle, the part with the answers and the other
//! packs; the later part, with the whole packs, when the person does something first, or after three seconds.
//! `<html data-ready>` says that what is asked for can be used, `data-loaded` that nothing more will be fetched. What could
//! not be loaded is said in its place and can be tried again; by itself it is not.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock::{later, soon};
use crate::browser::{loader, page};
use crate::route::{HEADING, Screen};
use crate::split;
use crate::store::{Pack, Part, Programme, Shown, Store};

/// When the rest is loaded where nobody does anything, in milliseconds.
const REST_AFTER: u64 = 3_000;

/// Loads what the screen needs that the address asks for.
pub(crate) fn for_screen(store: Store) {
    let (id, is_later) = match store.screen.get_untracked() {
        Screen::Start { .. } => return,
        Screen::Answers(id) => (Some(id), false),
        Screen::Later(_, id) => (id, true),
    };
    load_answers(store);
    if let Some(id) = id {
        load_pack(store, id);
    }
    if is_later {
        load_later(store);
    }
}

/// Loads everything else, when there is time for it: not before what the address asks for is here, or has failed.
pub(crate) fn the_rest(store: Store) {
    Effect::new(move |has_begun: Option<bool>| {
        let has_begun = has_begun.unwrap_or(false);
        let is_coming = matches!(store.shown(), Shown::Waiting { failed: false, .. });
        if !has_begun && !is_coming {
            begin_rest(store);
        }
        has_begun || !is_coming
    });
}

fn begin_rest(store: Store) {
    loader::when_idle(move || {
        load_answers(store);
        wanted(store).into_iter().for_each(|id| load_pack(store, id));
    });
    // A page in a frame has nothing but the answers.
    if !page::is_embedded() {
        later(REST_AFTER, move || load_later(store));
        for event in ["keydown", "pointerdown"] {
            let _listens = window_event_listener_untyped(event, move |_| load_later(store));
        }
    }
}

/// The programmes whose packs are loaded: all, but in a frame only the one that it is for.
fn wanted(store: Store) -> Vec<&'static str> {
    match store.screen.get_untracked() {
        Screen::Answers(id) if page::is_embedded() => vec![id],
        _ => store.programmes.with_untracked(|all| all.iter().map(|programme| programme.id).collect()),
    }
}

/// Says on the page that what is asked for can be used, and that nothing more will be fetched; followed.
pub(crate) fn mark(store: Store) {
    if !matches!(store.shown(), Shown::Waiting { .. }) {
        page::mark("data-ready", true);
    }
    let is_here = |id| store.programme(id, Programme::is_here);
    let packs = wanted(store).into_iter().all(|id| is_here(id).unwrap_or(false));
    let later = page::is_embedded() || store.later.get().here().is_some();
    page::mark("data-loaded", packs && later && store.answers.get().here().is_some());
}

/// Has what failed loaded once more.
pub(crate) fn again(store: Store) {
    page::keep_focus(HEADING, || {
        forget_failures(store);
        for_screen(store);
    });
}

// What has failed counts as never asked for: also what nobody waits for, as it may have failed with the same file.
fn forget_failures(store: Store) {
    if store.answers.get_untracked().has_failed() {
        store.answers.set(Part::Away);
    }
    if store.later.get_untracked().has_failed() {
        store.later.set(Part::Away);
    }
    store.programmes.update(|programmes| {
        programmes.iter_mut().filter(|programme| programme.has_failed()).for_each(|one| one.pack = Pack::Away);
    });
}

fn load_answers(store: Store) {
    if matches!(store.answers.get_untracked(), Part::Away) {
        store.answers.set(Part::Coming);
        spawn_local(async move {
            let part = split::answers().await.map_or(Part::Failed, Part::Here);
            arrived(store, move || store.answers.set(part));
        });
    }
}

fn load_later(store: Store) {
    if matches!(store.later.get_untracked(), Part::Away) {
        store.later.set(Part::Coming);
        wanted(store).into_iter().for_each(|id| load_pack(store, id));
        spawn_local(async move {
            // It opens the drafts, once: so not before all that it needs is here.
            let part = if load_whole(store).await { split::later(store).await.ok() } else { None };
            let part = part.map_or(Part::Failed, Part::Here);
            arrived(store, move || store.later.set(part));
            store.tell_all();
        });
    }
}

// The later screens come with all the words of the programmes; whether these are here.
async fn load_whole(store: Store) -> bool {
    let missing = store.programmes.with_untracked(|programmes| {
        let missing = programmes.iter().filter(|programme| programme.whole.is_none());
        missing.map(|programme| (programme.id, loader::whole_pack(programme.id))).collect::<Vec<_>>()
    });
    let mut are_here = true;
    for (id, coming) in missing {
        let bytes = coming.await;
        are_here &= bytes.is_some();
        store.programmes.update_untracked(|programmes| {
            if let Some(programme) = programmes.iter_mut().find(|programme| programme.id == id) {
                programme.whole = bytes;
            }
        });
    }
    are_here
}

/// Loads the pack of a programme, unless it is here or on its way; once more where that has failed.
pub(crate) fn want(store: Store, id: &'static str) {
    if untrack(|| store.programme(id, Programme::has_failed)).unwrap_or(false) {
        store.set_pack(id, Pack::Away);
    }
    load_pack(store, id);
}

fn load_pack(store: Store, id: &'static str) {
    let is_away = |programme: &Programme| matches!(programme.pack, Pack::Away);
    if untrack(|| store.programme(id, is_away)).unwrap_or(false) {
        store.set_pack(id, Pack::Coming);
        spawn_local(async move {
            let pack = loader::pack(id).await.map_or(Pack::Failed, Pack::Here);
            arrived(store, move || store.set_pack(id, pack));
        });
    }
}

// Takes what has come; then opens the programme that is waited for, in tasks of their own, so that an old device answers
// in between: the estimate, the advice, the drawing.
fn arrived(store: Store, take: impl FnOnce()) {
    page::keep_focus(HEADING, take);
    let (id, is_later) = match store.screen.get_untracked() {
        Screen::Answers(id) => (id, false),
        Screen::Later(_, Some(id)) => (id, true),
        Screen::Start { .. } | Screen::Later(_, None) => return,
    };
    if let Some(desk) = untrack(|| store.desk(id)) {
        if is_later {
            page::keep_focus(HEADING, || store.complete(desk));
        }
    } else if let (Some(desk), Some(answers)) = (store.decode(id), store.answers.get_untracked().here()) {
        soon(move || (answers.advise)(desk));
        soon(move || {
            page::keep_focus(HEADING, || {
                if is_later {
                    store.complete(desk);
                }
                store.set_pack(id, Pack::Open(desk));
            });
        });
    }
}
