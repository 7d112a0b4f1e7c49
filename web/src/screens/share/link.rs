//! The part of 保存・共有 that makes a share link: what it holds, the text to copy, its length, and its code.

use std::sync::Arc;

use kaigo_hojo_contract::Draft;
use kaigo_hojo_exchange::link as bytes;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clipboard, page};
use crate::components::parts::Tick;
use crate::components::qr::{Picture, code};
use crate::components::telling::Telling;
use crate::erased::view;
use crate::shared_link::{address, has_names, parts};
use crate::store::Desk;
use crate::words::share as words;

/// Longer links are cut by some programs, in characters.
const LONG: usize = 2_000;

/// A link that was made.
#[derive(Clone, Debug)]
struct Made {
    /// With what people wrote freely.
    names: bool,
    /// `None` where there is too much for a link.
    address: Option<String>,
}

/// The part; the link is made anew when the person chooses what goes into it.
#[component]
pub(super) fn Link(desk: &'static Desk, draft: Arc<Draft>) -> impl IntoView {
    let names = RwSignal::new(false);
    let made = RwSignal::new(None::<Made>);
    let source = Arc::clone(&draft);
    let make = move |with: bool| {
        names.set(with);
        let draft = Arc::clone(&source);
        spawn_local(async move {
            let address = address(&draft, with).await;
            // Another one may have been asked for in the meantime, or the screen be gone.
            if names.try_get_untracked() == Some(with) {
                made.set(Some(Made { names: with, address }));
            }
        });
    };
    make(false);
    let asked =
        has_names(&draft).then(|| view! { <Tick id="share-names" words=words::NAMES checked=names on_tick=make/> });
    view! {
        <p class="help">{words::LINK_HELP}</p>
        {page::is_of_a_file().then(|| view! { <p class="notice">{words::LINK_OF_A_FILE}</p> })}
        <div>{asked}</div>
        <div class="made-link">
            {move || made.get().map(|Made { names, address }| match address {
                Some(address) => view! { <Inside desk draft=Arc::clone(&draft) names/><Address address/> },
                None => view! { <p class="notice">{words::NO_LINK}</p> },
            })}
        </div>
    }
}

#[component]
fn Inside(desk: &'static Desk, draft: Arc<Draft>, names: bool) -> impl IntoView {
    // What the bytes say, not what we believe to have written.
    let inside = bytes::from_bytes(&bytes::to_bytes(&draft, names)).unwrap_or_default();
    let parts = parts(&inside).into_iter().map(|part| view! { <li>{part}</li> }).collect_view();
    view! {
        <p class="lead">{words::INSIDE}</p>
        <ul class="plain-list">
            <li>{words::of_programme(&desk.whole().about.name)}</li>
            {parts}
        </ul>
        {(!names && has_names(&draft)).then(|| view! { <p class="hint">{words::NO_NAMES}</p> })}
    }
}

#[component]
fn Address(address: String) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    page::empty(field);
    let text = address.clone();
    let press = move |said: RwSignal<String>| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        let text = text.clone();
        spawn_local(async move {
            said.set(if clipboard::copy(&text).await { words::COPIED } else { words::NOT_COPIED }.to_owned());
        });
    };
    let signs = address.chars().count();
    let picture = code(&address).map_or_else(
        || view! { <p class="hint">{words::NO_CODE}</p> },
        |code| view! { <Picture code words=words::CODE_WORDS/> },
    );
    view! {
        <div class="field">
            <label class="label" for="share-link">{words::LINK_FIELD}</label>
            <textarea
                class="input link-text"
                id="share-link"
                rows="4"
                readonly
                spellcheck="false"
                aria-describedby="share-length"
                node_ref=field
                prop:value=address
            ></textarea>
            <p class="hint" id="share-length">{words::length(signs, signs > LONG)}</p>
        </div>
        <Telling words=words::COPY on_press=press/>
        <p class="label">{words::CODE}</p>
        {picture}
    }
}
