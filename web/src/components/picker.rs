//! The list of kinds of cost, in groups of plain words with what they are called on quotes, and a search in it.
//!
//! A native dialog: it keeps the focus, closes with Escape and gives the focus back. The search compares words as people
//! write them: width, case and kana do not matter, and a whole phrase of a quote finds the kind whose example it contains.

use kaigo_hojo_assess::rules::edition::{Edition, Kind, Outcome};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, js_sys};

use crate::clock;
use crate::components::line::slot_id;
use crate::components::parts::{el, mark, nothing, said};
use crate::desk::{Desk, Picking};
use crate::draft::Slot;
use crate::page;

const DIALOG: &str = "kinds";

/// The dialog; it opens when the desk is picking.
pub(crate) fn picker(desk: &'static Desk) -> AnyView {
    let query = RwSignal::new(String::new());
    Effect::new(move || {
        let picking = desk.picking.get();
        let Some(dialog) = dialog() else { return };
        match picking {
            Some(_) if !dialog.open() => {
                // It fails only for a dialog that is open or not in the document.
                let _ = dialog.show_modal();
            }
            None if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    let closed = move |_| {
        desk.picking.set(None);
        query.set(String::new());
    };
    let heading = move || match desk.picking.get() {
        Some(Picking::Change(_)) => "何の費用に変えますか",
        _ => "何の費用ですか",
    };
    let only = move |event: web_sys::KeyboardEvent| {
        // Enter in the search takes the only kind that is left; while an IME composes, it belongs to the IME.
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            let found = found(desk.edition, &query.get_untracked());
            if let [only] = found.as_slice() {
                choose(desk, *only);
            }
        }
    };
    // Drawn while it is open only: hundreds of elements that most of the time nobody sees.
    let body = move || {
        desk.picking.get().map(|_| {
            view! {
                <div class="dialog-head">
                    <h2 id="kinds-heading">{heading}</h2>
                    <button type="button" class="plain" on:click=move |_| desk.picking.set(None)>"閉じる"</button>
                </div>
                <div class="field">
                    <label class="label" for="kinds-search">"見積書の言葉で探す"</label>
                    <p class="help" id="kinds-help">"例：ルーター、月額、複合機"</p>
                    <input
                        class="input"
                        type="text"
                        id="kinds-search"
                        autocomplete="off"
                        enterkeyhint="search"
                        aria-describedby="kinds-help kinds-count"
                        on:input=move |event| query.set(event_target_value(&event))
                        on:keydown=only
                    />
                    <p class="hint" id="kinds-count" role="status">{move || count(desk.edition, &query.get())}</p>
                </div>
                {move || groups(desk, &query.get())}
            }
        })
    };
    view! { <dialog id=DIALOG aria-labelledby="kinds-heading" on:close=closed>{body}</dialog> }.into_any()
}

fn dialog() -> Option<HtmlDialogElement> {
    page::by_id(DIALOG)?.dyn_into().ok()
}

fn choose(desk: &'static Desk, kind: usize) {
    let Some(picking) = desk.picking.get_untracked() else { return };
    desk.picking.set(None);
    match picking {
        Picking::New => {
            if let Some(key) = desk.rearrange(|draft| draft.add(kind)) {
                desk.removed.set(None);
                // After the dialog has given the focus back.
                clock::soon(move || page::focus_control(&slot_id(key, Slot::Price)));
            }
        }
        Picking::Change(key) => {
            desk.change(|draft| draft.set_line(key, |line| line.kind = kind));
            desk.renamed.notify();
        }
    }
}

fn groups(desk: &'static Desk, query: &str) -> AnyView {
    let edition = desk.edition;
    let found = found(edition, query);
    let group = |(at, label): (usize, &'static String)| {
        let kinds = found.iter().filter(|kind| usize::from(edition.kinds[**kind].group) == at);
        let kinds: Vec<AnyView> = kinds.map(|kind| entry(desk, *kind)).collect();
        (!kinds.is_empty()).then(|| el("section", "kinds", vec![said("h3", "", label.clone()), el("ul", "", kinds)]))
    };
    el("div", "groups", edition.kind_groups.iter().enumerate().filter_map(group).collect())
}

fn entry(desk: &'static Desk, at: usize) -> AnyView {
    let kind: &'static Kind = &desk.edition.kinds[at];
    let outcome = match kind.outcome {
        Outcome::Counted => nothing(),
        Outcome::Excluded => mark(("対象外", "mark excluded")),
        Outcome::NeedsConfirmation => mark(("要確認", "mark confirm")),
    };
    let examples = kind.examples.join("、");
    view! {
        <li>
            <button type="button" class="kind" data-kind=kind.id.as_str() on:click=move |_| choose(desk, at)>
                <span class="kind-name">{kind.label.as_str()} {outcome}</span>
                <span class="kind-examples">"例：" {examples}</span>
            </button>
        </li>
    }
    .into_any()
}

fn count(edition: &Edition, query: &str) -> String {
    if query.trim().is_empty() {
        return String::new();
    }
    match found(edition, query).len() {
        0 => "見つかりません。短い言葉で探すか、欄を空にして一覧から選んでください。".to_owned(),
        some => format!("{some}件見つかりました。"),
    }
}

/// The kinds that a search finds, in the order of the edition; all of them for an empty search.
fn found(edition: &Edition, query: &str) -> Vec<usize> {
    let query = plain(&fold(query));
    let matches = |kind: &Kind| {
        let names: Vec<String> = core::iter::once(&kind.label).chain(&kind.examples).map(|name| plain(&fold(name))).collect();
        let group = edition.kind_groups.get(usize::from(kind.group)).map_or_else(String::new, |group| plain(&fold(group)));
        let has = |word: &str| group.contains(word) || names.iter().any(|name| name.contains(word));
        query.split_whitespace().all(has) || names.iter().any(|name| name.chars().count() > 2 && query.contains(name.as_str()))
    };
    let kinds = edition.kinds.iter().enumerate();
    kinds.filter(|(_, kind)| query.trim().is_empty() || matches(kind)).map(|(at, _)| at).collect()
}

// One way to write full and half width, ① and 1.
fn fold(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

// One way to write case and kana; a long vowel at the end of a word is often left out.
fn plain(text: &str) -> String {
    let katakana = |sign: char| match sign {
        'ぁ'..='ゖ' => char::from_u32(u32::from(sign) + 0x60).unwrap_or(sign),
        other => other,
    };
    text.to_lowercase().chars().filter(|sign| !matches!(sign, 'ー' | '-' | '・')).map(katakana).collect()
}
