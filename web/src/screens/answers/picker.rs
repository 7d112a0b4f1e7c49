//! The list of kinds of cost, in groups of plain words with what they are called on quotes, and a search in it.
//!
//! A native dialog: it keeps the focus, closes with Escape and gives the focus back. The search compares words as people
//! write them: width, case and kana do not matter, and a whole phrase of a quote finds the kind whose example it contains.

use kaigo_hojo_assess::rules::edition::{Edition, Kind, Outcome};
use kaigo_hojo_contract::assessment::ItemStatus;
use leptos::html::Dialog;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::line::slot_id;
use crate::browser::{clock, page, text};
use crate::components::parts::Mark;
use crate::draft::Slot;
use crate::erased::view;
use crate::ids::kind_id;
use crate::store::{Desk, Picking};
use crate::words::{self, answers};

const HEADING: &str = "kinds-heading";
const SEARCH: &str = "kinds-search";

/// The dialog; it opens when the desk is picking, and is drawn only while it is open: hundreds of elements that most of
/// the time nobody sees.
#[component]
pub(super) fn Picker(desk: &'static Desk) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if desk.picking.get().is_none()
            && let Some(dialog) = dialog.get_untracked()
        {
            dialog.close();
        }
    });
    // A dialog that was opened again before the browser tells that it was closed stays open.
    let closed = move |_| {
        if dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
            desk.picking.set(None);
        }
    };
    view! {
        <dialog
            id="kinds"
            node_ref=dialog
            aria-labelledby=move || desk.picking.get().map(|_| HEADING)
            on:close=closed
        >
            // A closure, so that nothing of what was searched for before is kept.
            {move || desk.picking.get().map(|picking| move || view! { <Kinds desk picking dialog/> })}
        </dialog>
    }
}

#[component]
fn Kinds(desk: &'static Desk, picking: Picking, dialog: NodeRef<Dialog>) -> impl IntoView {
    let heading = match picking {
        Picking::New => answers::PICK_NEW,
        Picking::Change(_) => answers::PICK_OTHER,
    };
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| query.with(|query| found(desk.edition, query)));
    // Once it is drawn.
    Effect::new(move || {
        if let Some(dialog) = dialog.get_untracked() {
            page::show_dialog(&dialog, SEARCH);
        }
    });
    view! {
        <div>
            <div class="dialog-head">
                <h2 id=HEADING>{heading}</h2>
                <button type="button" class="plain" on:click=move |_| desk.picking.set(None)>{answers::CLOSE}</button>
            </div>
            <Search desk query found/>
            <div>{move || found.with(|found| groups(desk, found))}</div>
        </div>
    }
}

#[component]
fn Search(desk: &'static Desk, query: RwSignal<String>, found: Memo<Vec<usize>>) -> impl IntoView {
    let entered = move |event: KeyboardEvent| {
        // Enter takes the only kind that is left; while an IME composes, it belongs to the IME.
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            if let [only] = found.get_untracked().as_slice() {
                choose(desk, *only);
            }
        }
    };
    let count = move || if query.with(String::is_empty) { String::new() } else { answers::found(found.with(Vec::len)) };
    view! {
        <div class="field">
            <label class="label" for=SEARCH>{answers::SEARCH}</label>
            <p class="help" id="kinds-help">{answers::SEARCH_HELP}</p>
            <input
                class="input"
                type="text"
                id=SEARCH
                autocomplete="off"
                enterkeyhint="search"
                aria-describedby="kinds-help kinds-count"
                on:input:target=move |event| query.set(event.target().value())
                on:keydown=entered
            />
            <p class="hint" id="kinds-count" role="status">{move || count()}</p>
        </div>
    }
}

fn groups(desk: &'static Desk, found: &[usize]) -> impl IntoView + use<> {
    let edition = desk.edition;
    let groups = edition.kind_groups.iter().enumerate().filter_map(|(group, heading)| {
        let own = found.iter().filter_map(|at| Some((*at, edition.kinds.get(*at)?)));
        let own = own.filter(|(_, kind)| usize::from(kind.group) == group);
        let kinds: Vec<_> = own.map(|(at, kind)| view! { <OneKind desk at kind/> }).collect();
        (!kinds.is_empty()).then(|| {
            view! {
                <section class="kinds">
                    <h3>{heading.as_str()}</h3>
                    <ul>{kinds}</ul>
                </section>
            }
        })
    });
    groups.collect_view()
}

#[component]
fn OneKind(desk: &'static Desk, at: usize, kind: &'static Kind) -> impl IntoView {
    let mark = match kind.outcome {
        Outcome::Counted => None,
        Outcome::Excluded => Some(words::outcome(ItemStatus::Excluded)),
        Outcome::NeedsConfirmation => Some(words::outcome(ItemStatus::NeedsConfirmation)),
    };
    let examples = (!kind.examples.is_empty())
        .then(|| view! { <span class="kind-examples">{answers::examples(&kind.examples)}</span> });
    view! {
        <li>
            <button type="button" class="kind" data-kind=kind.id.as_str() on:click=move |_| choose(desk, at)>
                <span class="kind-name">{kind.label.as_str()}{mark.map(|of| view! { <Mark of/> })}</span>
                {examples}
            </button>
        </li>
    }
}

fn choose(desk: &'static Desk, kind: usize) {
    let picking = desk.picking.get_untracked();
    desk.picking.set(None);
    let next = match picking {
        None => return,
        Some(Picking::New) => match desk.change(|draft| draft.add(kind)) {
            Some(key) => slot_id(key, Slot::Price),
            None => return,
        },
        Some(Picking::Change(key)) => {
            desk.change(|draft| draft.set_kind(key, kind));
            kind_id(key)
        }
    };
    desk.removed.set(None);
    // After the dialog has given the focus back.
    clock::soon(move || page::focus_control(&next));
}

/// The kinds that a search finds, in the order of the edition; all of them for an empty search.
fn found(edition: &Edition, query: &str) -> Vec<usize> {
    let query = plain(query);
    let matches = |kind: &Kind| {
        let names: Vec<String> = kind.examples.iter().chain([&kind.label]).map(|name| plain(name)).collect();
        let group = edition.kind_groups.get(usize::from(kind.group)).map_or_else(String::new, |group| plain(group));
        let has = |word: &str| is_in(word, &group) || names.iter().any(|name| is_in(word, name));
        query.split_whitespace().all(has) || names.iter().any(|name| name.chars().count() > 2 && is_in(name, &query))
    };
    let kinds = edition.kinds.iter().enumerate();
    kinds.filter(|(_, kind)| query.is_empty() || matches(kind)).map(|(at, _)| at).collect()
}

// `str::contains` would bring two kilobytes of code for long texts. The word is not empty.
fn is_in(word: &str, text: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part == word.as_bytes())
}

// One way to write width, case and kana; a long vowel is often left out.
fn plain(text: &str) -> String {
    let katakana = |sign: char| match sign {
        'ぁ'..='ゖ' => char::from_u32(u32::from(sign) + 0x60).unwrap_or(sign),
        other => other,
    };
    let folded = text::folded(text);
    folded.trim().chars().filter(|sign| !matches!(sign, 'ー' | '-' | '・')).map(katakana).collect()
}
