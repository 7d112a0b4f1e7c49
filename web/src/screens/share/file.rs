//! The part of 保存・共有 that opens a file which was saved before.

use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::{DocumentError, Draft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::browser::{clock, files, page};
use crate::components::file::FileInput;
use crate::components::parts::Section;
use crate::erased::view;
use crate::load;
use crate::screens::shared::incoming::{Home, NotOpened, NotRead, Offer, Refused, home, open, read};
use crate::shared_link::parts;
use crate::store::{Desk, Store, store};
use crate::words::share as words;

/// A larger file is none of ours, in bytes.
const MOST_BYTES: f64 = 16_777_216.0;
/// The heading over what is in a file.
const HEADING: &str = "incoming";

/// What came of a file.
#[derive(Clone, Debug)]
enum Came {
    /// It is no text of ours; why.
    Unreadable(&'static str),
    /// It holds no draft that can be opened.
    Refused(DocumentError, &'static Edition),
    /// Its programme is on its way.
    Coming,
    /// It would replace what is entered.
    Asking(&'static Desk, Box<Draft>),
    /// It was opened.
    Opened,
    /// Its programme has not taken it.
    NotOpened,
}

/// The field for the file, and what came of it.
#[component]
pub(super) fn FromFile(desk: &'static Desk) -> impl IntoView {
    let store = store();
    let came = RwSignal::new(None::<Came>);
    let choose = move |file: File| {
        spawn_local(async move {
            let now = take(store, desk, &file).await;
            // What is said a second time is heard a second time.
            came.set(None);
            clock::soon(move || {
                let asks = matches!(now, Came::Asking(..));
                came.set(Some(now));
                if asks {
                    clock::soon(|| page::focus_heading(&["#", HEADING].concat()));
                }
            });
        });
    };
    let came = move || {
        came.get().map(|came| match came {
            Came::Unreadable(sentence) => view! { <NotRead sentence/> },
            Came::Refused(error, edition) => view! { <Refused error edition=Some(edition)/> },
            Came::Coming => view! { <p class="notice">{words::COMING}</p> },
            Came::Asking(home, draft) => view! { <Asking home draft=*draft back=desk.address()/> },
            Came::Opened => ().into_any(),
            Came::NotOpened => view! { <NotOpened/> },
        })
    };
    view! {
        <Section heading=words::OPEN>
            <p class="help">{words::OPEN_HELP}</p>
            <div>
                <FileInput id="open-file" label=words::OPEN_FIELD accept=".json,application/json" on_choose=choose/>
            </div>
            <div class="incoming">{move || came()}</div>
        </Section>
    }
}

// Opens a file, unless something is entered for its programme.
async fn take(store: Store, desk: &'static Desk, file: &File) -> Came {
    if file.size() > MOST_BYTES {
        return Came::Unreadable(words::TOO_LARGE);
    }
    let Some(text) = files::text(file).await else { return Came::Unreadable(words::UNREADABLE) };
    let draft = match read(&text) {
        Ok(draft) => draft,
        Err(error) => return Came::Refused(error, desk.whole()),
    };
    match home(store, &draft) {
        Home::Desk(home) if parts(&home.document()).is_empty() => {
            if open(home, draft) {
                Came::Opened
            } else {
                Came::NotOpened
            }
        }
        Home::Desk(home) => Came::Asking(home, Box::new(draft)),
        Home::Nowhere(error, home) => Came::Refused(error, home.unwrap_or(desk).edition),
        Home::Coming => Came::Coming,
        Home::NotLoaded(id) => {
            load::want(store, id);
            Came::Coming
        }
    }
}

#[component]
fn Asking(home: &'static Desk, draft: Draft, back: String) -> impl IntoView {
    view! {
        <section class="part asking" aria-labelledby=HEADING>
            <h3 id=HEADING tabindex="-1">{words::OF_FILE}</h3>
            <Offer desk=home draft back/>
        </section>
    }
}
