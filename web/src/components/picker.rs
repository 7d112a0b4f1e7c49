//! The list of kinds of cost, in groups of plain words with what they are called on quotes, and a search in it.
//!
//! A native dialog: it keeps the focus, closes with Escape and gives the focus back. The search compares words as people
//! write them: width, case and kana do not matter, and a whole phrase of a quote finds the kind whose example it contains.

use kaigo_hojo_assess::rules::edition::{Edition, Kind, Outcome};
use leptos::prelude::{Get, GetUntracked, RwSignal, Set};
use leptos::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement, KeyboardEvent, js_sys};

use crate::components::line::slot_id;
use crate::components::parts::{button, label, mark};
use crate::desk::{Desk, Picking};
use crate::dom::{El, el, follow, nothing, said, text, value_of};
use crate::draft::Slot;
use crate::{clock, page};

const DIALOG: &str = "kinds";

/// The dialog; it opens when the desk is picking.
pub(crate) fn picker(desk: &'static Desk) -> El {
    let query = RwSignal::new(String::new());
    // Drawn while it is open only: hundreds of elements that most of the time nobody sees.
    let body = move || if desk.picking.get().is_some() { contents(desk, query) } else { Vec::new() };
    let closed = move |_| {
        if desk.picking.get_untracked().is_some() {
            desk.picking.set(None);
        }
        query.set(String::new());
    };
    let dialog = el("dialog", "", vec![]).id(DIALOG).attr("aria-labelledby", "kinds-heading").live(body).on("close", closed);
    follow(move || {
        let open = desk.picking.get().is_some();
        let Some(dialog) = page::by_id(DIALOG).and_then(|found| found.dyn_into::<HtmlDialogElement>().ok()) else { return };
        match (open, dialog.open()) {
            // It fails only for a dialog that is open already or not in the document.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    dialog
}

fn contents(desk: &'static Desk, query: RwSignal<String>) -> Vec<El> {
    let heading = match desk.picking.get_untracked() {
        Some(Picking::Change(_)) => "何の費用に変えますか",
        _ => "何の費用ですか",
    };
    let take_only = move |event: Event| {
        // Enter in the search takes the only kind that is left; while an IME composes, it belongs to the IME.
        let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| event.key() == "Enter" && !event.is_composing())
        else {
            return;
        };
        event.prevent_default();
        if let [only] = found(desk.edition, &query.get_untracked()).as_slice() {
            choose(desk, *only);
        }
    };
    let search = el("input", "input", vec![])
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("aria-describedby", "kinds-help kinds-count")
        .id("kinds-search")
        .on("input", move |event| query.set(value_of(&event)))
        .on("keydown", take_only);
    let field = vec![
        label("kinds-search", "見積書の言葉で探す"),
        said("p", "help", "例：ルーター、月額、複合機").id("kinds-help"),
        search,
        el("p", "hint", vec![]).id("kinds-count").attr("role", "status").live_text(move || count(desk.edition, &query.get())),
    ];
    let close = button("plain", "閉じる", move || desk.picking.set(None));
    vec![
        el("div", "dialog-head", vec![said("h2", "", heading).id("kinds-heading"), close]),
        el("div", "field", field),
        el("div", "groups", vec![]).live(move || groups(desk, &query.get())),
    ]
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
            desk.renamed();
        }
    }
}

fn groups(desk: &'static Desk, query: &str) -> Vec<El> {
    let edition = desk.edition;
    let found = found(edition, query);
    let group = |(at, heading): (usize, &String)| {
        let kinds = found.iter().filter(|kind| usize::from(edition.kinds[**kind].group) == at);
        let kinds: Vec<El> = kinds.map(|kind| entry(desk, *kind)).collect();
        (!kinds.is_empty()).then(|| el("section", "kinds", vec![said("h3", "", heading), el("ul", "", kinds)]))
    };
    edition.kind_groups.iter().enumerate().filter_map(group).collect()
}

fn entry(desk: &'static Desk, at: usize) -> El {
    let kind = &desk.edition.kinds[at];
    let outcome = match kind.outcome {
        Outcome::Counted => nothing(),
        Outcome::Excluded => mark(("対象外", "mark excluded")),
        Outcome::NeedsConfirmation => mark(("要確認", "mark confirm")),
    };
    let mut parts = vec![el("span", "kind-name", vec![text(&kind.label), text(" "), outcome])];
    if !kind.examples.is_empty() {
        parts.push(said("span", "kind-examples", format!("例：{}", kind.examples.join("、"))));
    }
    let button = button("kind", "", move || choose(desk, at)).with(parts);
    el("li", "", vec![button.attr("data-kind", &kind.id)])
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
    let query = plain(query);
    let matches = |kind: &Kind| {
        let names: Vec<String> = kind.examples.iter().chain([&kind.label]).map(|name| plain(name)).collect();
        let group = edition.kind_groups.get(usize::from(kind.group)).map_or_else(String::new, |group| plain(group));
        let has = |word: &str| group.contains(word) || names.iter().any(|name| name.contains(word));
        query.split_whitespace().all(has)
            || names.iter().any(|name| name.chars().count() > 2 && query.contains(name.as_str()))
    };
    let kinds = edition.kinds.iter().enumerate();
    kinds.filter(|(_, kind)| query.is_empty() || matches(kind)).map(|(at, _)| at).collect()
}

// One way to write width, case and kana; a long vowel is often left out. The browser folds width.
fn plain(text: &str) -> String {
    let folded: String = js_sys::JsString::from(text).normalize("NFKC").to_lower_case().into();
    let katakana = |sign: char| match sign {
        'ぁ'..='ゖ' => char::from_u32(u32::from(sign) + 0x60).unwrap_or(sign),
        other => other,
    };
    folded.trim().chars().filter(|sign| !matches!(sign, 'ー' | '-' | '・')).map(katakana).collect()
}
