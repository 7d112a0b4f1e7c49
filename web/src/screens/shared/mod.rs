//! What a share link brings along: shown first, taken only on request.
//!
//! Everything is in the address; the address may change while the screen is shown.

pub(super) mod incoming;

use kaigo_hojo_contract::Draft;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::incoming::{Home, NotRead, Offer, Refused, home};
use crate::browser::clock::soon;
use crate::components::parts::BackToStart;
use crate::erased::view;
use crate::load;
use crate::screens::waiting::NotLoaded;
use crate::shared_link::{read, text_here};
use crate::store::{Store, store};
use crate::words::{self, screens, shared};

/// What is known of the link.
#[derive(Clone, Debug, PartialEq)]
enum Link {
    /// It is being read, or its programme is on its way.
    Reading,
    /// It holds nothing that can be opened; why.
    Failed(String),
    /// It holds a draft.
    Read(Box<Draft>),
}

/// The screen of a share link.
#[component]
pub(crate) fn Shared() -> impl IntoView {
    let store = store();
    let link = RwSignal::new(Link::Reading);
    look(link);
    let listening = window_event_listener_untyped("hashchange", move |_| look(link));
    on_cleanup(move || listening.remove());
    let found = find_home(store, link);
    view! {
        <section data-screen="shared">
            <div class="screen-head">
                <BackToStart/>
                <h1 tabindex="-1">{screens::SHARED}</h1>
            </div>
            <div>
                {move || match found.get() {
                    (Link::Failed(sentence), _) => view! { <NotRead sentence/> },
                    (Link::Reading, _) | (_, None | Some(Home::Coming)) => {
                        view! { <p role="status">{words::app::LOADING}</p> }
                    }
                    (_, Some(Home::NotLoaded(id))) => {
                        view! { <NotLoaded on_again=move || load::want(store, id)/> }
                    }
                    (_, Some(Home::Nowhere(error, desk))) => {
                        view! { <Refused error edition=desk.map(|desk| desk.whole())/> }
                    }
                    (Link::Read(draft), Some(Home::Desk(desk))) => view! {
                        <p class="help">{shared::HELP}</p>
                        <Offer desk draft=*draft back=desk.address()/>
                    },
                }}
            </div>
        </section>
    }
}

// Reads what the address holds now.
fn look(link: RwSignal<Link>) {
    let text = text_here();
    // The person has gone elsewhere.
    if text.is_empty() {
        return;
    }
    link.set(Link::Reading);
    // That it is being read is shown first: a sentence that comes again is told again.
    soon(move || {
        spawn_local(async move {
            let found = read(&text).await;
            if text == text_here() {
                link.set(found.map_or_else(Link::Failed, |draft| Link::Read(Box::new(draft))));
            }
        });
    });
}

// The link, and where its draft belongs. It changes only when one of them does, not with every pack that comes: what is
// drawn of it may have the focus.
fn find_home(store: Store, link: RwSignal<Link>) -> RwSignal<(Link, Option<Home>)> {
    let found = RwSignal::new((Link::Reading, None));
    Effect::new(move || {
        store.programmes.track();
        let link = link.get();
        let home = if let Link::Read(draft) = &link { Some(untrack(|| home(store, draft))) } else { None };
        let now = (link, home);
        if found.with_untracked(|before| *before != now) {
            found.set(now);
        }
    });
    found
}
