//! 未公開の制度定義を試す: the person chooses or drops a built pack and uses it like any programme, with its mark.
//!
//! Invariants: a file that is not taken changes nothing and says why and what to do; the same file once more is the one
//! that is open already.

mod note;
mod pack;

use kaigo_hojo_assess::rules::built::BuiltError;
use kaigo_hojo_assess::rules::edition::About;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

pub(crate) use self::note::{NOTE, note};
use self::pack::{MOST_BYTES, Tried, claim};
use crate::browser::clock::soon;
use crate::browser::dropped::on_drop;
use crate::browser::{files, page};
use crate::components::about::Status;
use crate::components::file::FileInput;
use crate::components::parts::{BackToStart, Section};
use crate::erased::view;
use crate::route::Name;
use crate::store::{Pack, Preview, Programme, Store, store};
use crate::words::preview::{self as words, Refusal};

const FIELD: &str = "preview-file";
const ERROR: &str = "preview-file-error";

/// The screen of all packs that are tried out.
#[component]
pub(crate) fn Previews() -> impl IntoView {
    let store = store();
    let wrong = RwSignal::new(String::new());
    let take = move |file| open(store, file, wrong);
    on_drop(move |files| match <[File; 1]>::try_from(files) {
        Ok([file]) => take(file),
        Err(_) => wrong.set(words::refused(words::SEVERAL)),
    });
    view! {
        <section data-screen=Name::Preview.end()>
            <div class="screen-head">
                <BackToStart/>
                <h1 tabindex="-1">{words::HEADING}</h1>
                <p class="help">{words::HELP}</p>
            </div>
            <Section heading=words::CHOOSE>
                <p class="help">{words::CHOOSE_HELP}</p>
                <div class="drop">
                    <FileInput id=FIELD label=words::FILE accept=".pack" help=ERROR on_choose=take/>
                    // There from the start, so that a screen reader notices what comes into it.
                    <p class="error" id=ERROR role="alert" hidden=move || wrong.with(String::is_empty)>{wrong}</p>
                </div>
            </Section>
            <Section heading=words::OPEN><Cards store/></Section>
        </section>
    }
}

// The packs that are tried out, the last one first.
#[component]
fn Cards(store: Store) -> impl IntoView {
    let tried = move || {
        store.programmes.with(|programmes| {
            let tried = programmes.iter().rev().filter_map(|programme| Some((programme.about, programme.preview?)));
            tried.collect::<Vec<_>>()
        })
    };
    let cards = move || tried().into_iter().map(|(about, preview)| view! { <Card about preview/> }).collect_view();
    view! {
        <p hidden=move || !tried().is_empty()>{words::NONE}</p>
        <ul class="cards">{move || cards()}</ul>
    }
}

#[component]
fn Card(about: &'static About, preview: &'static Preview) -> impl IntoView {
    let (title, address) = (title_id(&about.id), ["#", &about.id].concat());
    let rules = [&address, "/", Name::Rules.end()].concat();
    view! {
        <li class="card" aria-labelledby=title>
            <h3 id=title.clone() tabindex="-1">{crate::words::programme(about)}</h3>
            <p class="card-title">{about.title.as_str()}</p>
            <Status about/>
            <p class="hint">{words::from_file(&preview.file)}</p>
            <p class="hint">{claim(preview)}</p>
            <p class="card-go"><a class="main" href=address>{words::GO}</a></p>
            <p class="act"><a href=rules>{words::TO_RULES}</a></p>
        </li>
    }
}

fn title_id(programme: &str) -> String {
    [programme, "-title"].concat()
}

// Opens a file, and says what is wrong with it, if anything is.
fn open(store: Store, file: File, wrong: RwSignal<String>) {
    wrong.set(String::new());
    spawn_local(async move {
        match take(store, &file).await {
            Ok(id) => soon(move || page::focus_heading(&["#", &title_id(id)].concat())),
            Err(refusal) => wrong.set(words::refused(refusal)),
        }
    });
}

async fn take(store: Store, file: &File) -> Result<&'static str, Refusal> {
    if file.size() > MOST_BYTES {
        return Err(words::TOO_LARGE);
    }
    let bytes = files::bytes(file).await.ok_or(words::UNREADABLE)?;
    try_out(store, &file.name(), &bytes).map_err(words::refusal)
}

// Puts a pack beside the programmes, unless it is there already; its id.
fn try_out(store: Store, file: &str, bytes: &[u8]) -> Result<&'static str, BuiltError> {
    let Tried { about, preview, bytes } = pack::read(file, bytes)?;
    if let Some(id) = untrack(|| store.programme(&about.id, |programme| programme.id)) {
        return Ok(id);
    }
    let about: &'static About = Box::leak(Box::new(about));
    let preview: &'static Preview = Box::leak(Box::new(preview));
    let programme =
        Programme { id: &about.id, about, preview: Some(preview), pack: Pack::Here(bytes.clone()), whole: Some(bytes) };
    store.programmes.update(|programmes| programmes.push(programme));
    Ok(&about.id)
}
