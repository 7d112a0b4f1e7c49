//! The shell of the page: its head and foot, and between them the screen that the address asks for.

use leptos::prelude::*;

use crate::browser::{events, page};
use crate::components::clear::Clear;
use crate::erased::view;
use crate::load;
use crate::route::Screen;
use crate::screens::{start::Start, waiting::Waiting};
use crate::store::{Desk, Shown, Store};
use crate::words;

/// The page.
#[component]
pub(crate) fn App() -> impl IntoView {
    let store = Store::new();
    provide_context(store);
    store.follow_address();
    let shown = Memo::new(move |_| store.shown());
    load::the_rest(store);
    listen(store);
    // What was drawn is there when the page says so.
    Effect::new(move || load::mark(store));
    let at_start = move || matches!(store.screen.get(), Screen::Start { .. });
    let to_main = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        if let Some(main) = page::by_id("main") {
            page::focus_quietly(&main);
        }
    };
    view! {
        <a class="skip" href="#main" on:click=to_main>{words::app::TO_MAIN}</a>
        <header class="site">
            <div>
                <Show
                    when=at_start
                    fallback=|| view! { <p class="site-name"><a href="#">{words::SITE}</a></p> }
                >
                    <h1 tabindex="-1">{words::SITE}</h1>
                </Show>
            </div>
            <p>{words::app::NOTHING_SENT}</p>
            <nav class="site-drafts" aria-label=words::app::DRAFTS>
                <a href="#drafts">{move || words::app::drafts(drafts(store))}</a>
            </nav>
        </header>
        <main id="main" tabindex="-1">
            {move || note(store, &shown.get())}
            <Answers store shown/>
            <div>
                {move || match shown.get() {
                    Shown::Start { missing } => view! { <Start missing/> },
                    Shown::Waiting { heading, failed } => view! { <Waiting heading failed/> },
                    Shown::Answers(_) | Shown::Later(..) => ().into_any(),
                }}
            </div>
            <div id="later">
                {move || match (shown.get(), store.later.get().here()) {
                    (Shown::Later(name, desk), Some(later)) => (later.screen)(name, desk),
                    _ => ().into_any(),
                }}
            </div>
        </main>
        <footer class="site">
            <p>{words::PROMISE}</p>
            <p><a href="privacy/index.html" target="_blank">{words::app::PRIVACY}</a></p>
            <div class="site-tools">
                {move || on_table(&shown.get()).map(|desk| view! { <Clear desk/> })}
            </div>
        </footer>
        <p class="unseen" role="status">
            {move || on_table(&shown.get()).map(|desk| desk.announced.get())}
        </p>
    }
}

/// The answers. They stay while a later screen of their programme is shown, so that nothing is lost or moved; they are
/// drawn once somebody looks at them.
#[component]
fn Answers(store: Store, shown: Memo<Shown>) -> impl IntoView {
    let drawn = Memo::new(move |before: Option<&Option<&'static Desk>>| match shown.get() {
        Shown::Answers(desk) => Some(desk),
        shown => before.copied().flatten().filter(|desk| on_table(&shown) == Some(*desk)),
    });
    view! {
        <div>
            {move || {
                let (desk, answers) = (drawn.get()?, store.answers.get().here()?);
                desk.turn.track();
                Some(untrack(|| (answers.screen)(desk)))
            }}
        </div>
    }
}

// The programme that is on the table.
fn on_table(shown: &Shown) -> Option<&'static Desk> {
    match shown {
        Shown::Start { .. } | Shown::Waiting { .. } => None,
        Shown::Answers(desk) => Some(desk),
        Shown::Later(_, desk) => *desk,
    }
}

// What stands above every screen of a programme that is tried out: it has come by way of the later part.
fn note(store: Store, shown: &Shown) -> Option<AnyView> {
    let desk = on_table(shown).filter(|desk| desk.preview.is_some())?;
    store.later.get_untracked().here().map(|later| (later.note)(desk))
}

// How many drafts there are.
fn drafts(store: Store) -> usize {
    store.later.get().here().map_or(0, |later| later.shelf.drafts.with(Vec::len))
}

// To the browser and to the script of a frame.
fn listen(store: Store) {
    let _listens = window_event_listener_untyped("beforeunload", move |event| {
        store.tell_all();
        let unkept = store.later.get_untracked().here().is_some_and(|later| later.shelf.would_be_lost());
        if unkept || store.desks().into_iter().any(Desk::is_touched) {
            event.prevent_default();
        }
    });
    if page::is_embedded() {
        let answers = move || store.answers.get_untracked().here();
        let table = move || untrack(|| on_table(&store.shown()));
        events::on_ask(move || {
            if let (Some(desk), Some(answers)) = (table(), answers()) {
                (answers.tell_frame)(desk);
            }
        });
        events::on_prefill(move |programme, products| {
            let desk = store.desks().into_iter().find(|desk| desk.edition.about.id == programme);
            match (desk, answers()) {
                (Some(desk), Some(answers)) => (answers.prefill)(desk, &products),
                _ => String::new(),
            }
        });
        Effect::new(move || {
            if let Shown::Answers(desk) = store.shown() {
                events::opened(&desk.edition.about.id);
            }
        });
    } else {
        page::keep_in_sight();
    }
}
