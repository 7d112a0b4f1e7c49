//! 保存・共有: what leaves the browser by the person's own act, and what comes back.
//!
//! Nothing here is sent anywhere. Invariants: names of lines are in a link only where that was chosen; a file that cannot
//! be opened changes nothing.

mod file;
mod link;

use std::sync::Arc;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_contract::Draft;
use kaigo_hojo_exchange::csv;
use leptos::prelude::*;

use self::file::FromFile;
use self::link::Link;
use crate::browser::clock::today;
use crate::browser::files;
use crate::components::head::Screen;
use crate::components::parts::Section;
use crate::components::telling::Telling;
use crate::components::typed::Unread;
use crate::erased::view;
use crate::route::Name;
use crate::store::Desk;
use crate::words::{screens, share as words};

/// The screen of a programme; drawn anew when what is entered changes.
#[component]
pub(crate) fn Share(desk: &'static Desk) -> impl IntoView {
    move || {
        let draft = Arc::new(desk.follow());
        view! {
            <Screen desk name=Name::Share heading=screens::SHARE>
                <p class="help">{words::NOTHING_SENT}</p>
                <Unread desk/>
                <Save desk draft=Arc::clone(&draft)/>
                <FromFile desk/>
                <Lines desk draft=Arc::clone(&draft)/>
                <Kept desk draft/>
            </Screen>
        }
    }
}

/// The name of a file that is saved today. `what`: what of the programme is in it; may be empty.
pub(crate) fn file_name(desk: &Desk, what: &str, end: &str) -> String {
    let Date { year, month, day } = today();
    words::file_name(&desk.whole().about.id, what, &format!("{year}-{month:02}-{day:02}"), end)
}

/// Saves a text as a file, and says whether it was saved and under which name. `kind`: its media type.
pub(crate) fn save(name: &str, kind: &str, text: &str) -> String {
    if files::save(name, kind, text) { words::saved(name) } else { files::REFUSED.to_owned() }
}

#[component]
fn Save(desk: &'static Desk, draft: Arc<Draft>) -> impl IntoView {
    let press = move |said: RwSignal<String>| {
        // A draft is always a document: what is not written is never offered as an empty file.
        let saved = serde_json::to_string_pretty(&*draft)
            .map(|text| save(&file_name(desk, "", "json"), "application/json", &text));
        said.set(saved.unwrap_or_else(|_| files::REFUSED.to_owned()));
    };
    view! {
        <Section heading=words::SAVE>
            <p class="help">{words::SAVE_HELP}</p>
            <Telling words=words::SAVE on_press=press/>
        </Section>
    }
}

#[component]
fn Lines(desk: &'static Desk, draft: Arc<Draft>) -> impl IntoView {
    let has_lines = draft.application.items.as_ref().is_some_and(|items| !items.is_empty());
    let lines = if has_lines {
        let open = (!draft.open.is_empty()).then(|| view! { <p class="help">{words::LINES_OPEN}</p> });
        let press = move |said: RwSignal<String>| {
            let items = draft.application.items.as_deref().unwrap_or_default();
            let text = csv::write(desk.whole(), items, &draft.open);
            said.set(save(&file_name(desk, words::LINES_FILE, "csv"), "text/csv", &text));
        };
        view! {
            <p class="help">{words::LINES_HELP}</p>
            {open}
            <Telling words=words::SAVE_LINES on_press=press/>
        }
    } else {
        view! { <p class="help">{words::NO_LINES}</p> }
    };
    view! {
        <Section heading=words::LINES>
            {lines}
            <p><a href=desk.address_of(Name::Import)>{words::TO_IMPORT}</a></p>
        </Section>
    }
}

/// What stays in this browser or goes into a link; nothing of a pack that is tried out does.
#[component]
fn Kept(desk: &'static Desk, draft: Arc<Draft>) -> impl IntoView {
    if desk.preview.is_some() {
        return view! { <p class="notice">{words::PREVIEW}</p> };
    }
    view! {
        <Section heading=words::KEEP>
            <p class="help">{words::KEEP_HELP}</p>
            <p><a href="#drafts">{words::TO_DRAFTS}</a></p>
        </Section>
        <Section heading=words::LINK>
            <Link desk draft/>
        </Section>
    }
}
