//! The list of kinds of cost, in groups of plain words with what they are called on quotes, and a search in it.
//!
//! A native dialog: it keeps the focus, closes with Escape and gives the focus back. The search compares words as people
//! write them: width, case and kana do not matter, and a whole phrase of a quote finds the kind whose example it contains.

use std::rc::Rc;

use kaigo_hojo_assess::rules::edition::{Edition, Kind, Outcome};
use kaigo_hojo_parts::dom::{El, Watched, follow, value_of};
use kaigo_hojo_parts::ids::kind_id;
use kaigo_hojo_parts::{clock, page};
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent, js_sys};

use crate::components::line::slot_id;
use crate::desk::{Desk, Picking};
use crate::draft::Slot;

const SEARCH: &str = "kinds-search";

const SHAPE: &str = "<div><div class=dialog-head><h2 id=kinds-heading data-at></h2>\
    <button type=button class=plain data-at>閉じる</button></div>\
    <div class=field><label class=label for=kinds-search>見積書の言葉で探す</label>\
    <p class=help id=kinds-help>例：ルーター、月額、複合機</p>\
    <input data-at class=input type=text id=kinds-search autocomplete=off enterkeyhint=search \
    aria-describedby='kinds-help kinds-count'><p class=hint id=kinds-count role=status data-at></p></div>\
    <div data-at></div></div>";

/// The dialog; it opens when the desk is picking.
pub(crate) fn picker(desk: &'static Desk, place: &El) {
    let drawn = place.add("dialog", "");
    // A dialog that was opened again before the browser tells that it was closed stays open.
    let own = drawn.clone();
    drawn.id("kinds").on("close", move |_| {
        if !own.0.has_attribute("open") {
            desk.picking.set(None);
        }
    });
    // Drawn while it is open only: hundreds of elements that most of the time nobody sees.
    follow(move || {
        drawn.clear();
        drawn.flag("aria-labelledby", false);
        let picking = *desk.picking.get();
        if let Some(picking) = picking {
            contents(desk, picking, &drawn);
        }
        let Some(dialog) = drawn.0.dyn_ref::<HtmlDialogElement>() else { return };
        match (picking.is_some(), dialog.open()) {
            // It fails only for a dialog that is open already or not in the document.
            (true, false) => {
                drop(dialog.show_modal());
                dialog.set_scroll_top(0);
                page::focus_to_type(SEARCH);
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
}

fn contents(desk: &'static Desk, picking: Picking, place: &El) {
    let query = Rc::new(Watched::new(String::new()));
    let mut at = place.set("aria-labelledby", "kinds-heading").shape(SHAPE);
    at.take().say(match picking {
        Picking::New => "何の費用ですか",
        Picking::Change(_) => "何の費用に変えますか",
    });
    at.take().on("click", move |_| desk.picking.set(None));
    let (typed, entered) = (Rc::clone(&query), Rc::clone(&query));
    let search = at.take();
    search.on("input", move |event| typed.set(value_of(&event)));
    search.on("keydown", move |event| {
        // Enter in the search takes the only kind that is left; while an IME composes, it belongs to the IME.
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Enter" && !event.is_composing()) {
            event.prevent_default();
            let found = found(desk.edition, &entered.peek());
            if let [only] = found.as_slice() {
                choose(desk, *only);
            }
        }
    });
    let (count, groups) = (at.take(), at.take());
    follow(move || {
        let query = query.get();
        let found = found(desk.edition, &query);
        count.say(&match found.len() {
            _ if query.is_empty() => String::new(),
            0 => "見つかりません。短い言葉で探すか、欄を空にして一覧から選んでください。".to_owned(),
            some => format!("{some}件見つかりました。"),
        });
        groups.clear();
        put_groups(desk, &found, &groups);
    });
}

fn choose(desk: &'static Desk, kind: usize) {
    let picking = *desk.picking.peek();
    desk.picking.set(None);
    let next = match picking {
        None => return,
        Some(Picking::New) => match desk.rearrange(|draft| draft.add(kind)) {
            Some(key) => slot_id(key, Slot::Price),
            None => return,
        },
        Some(Picking::Change(key)) => {
            desk.rearrange(|draft| draft.set_kind(key, kind));
            kind_id(key)
        }
    };
    desk.removed.set(None);
    // After the dialog has given the focus back.
    clock::soon(move || page::focus_control(&next));
}

fn put_groups(desk: &'static Desk, found: &[usize], place: &El) {
    let edition = desk.edition;
    for (group, heading) in edition.kind_groups.iter().enumerate() {
        let mut list = None;
        for at in found {
            let kind = &edition.kinds[*at];
            if usize::from(kind.group) == group {
                let list = list.get_or_insert_with(|| {
                    let section = place.add("section", "kinds");
                    section.put("h3", "", heading);
                    section.add("ul", "")
                });
                put_kind(desk, *at, kind, list);
            }
        }
    }
}

fn put_kind(desk: &'static Desk, at: usize, kind: &Kind, list: &El) {
    let button = list.add("li", "").button("kind", "", move |_| choose(desk, at));
    let name = button.set("data-kind", &kind.id).add("span", "kind-name");
    name.write(&kind.label);
    match kind.outcome {
        Outcome::Counted => {}
        Outcome::Excluded => name.mark(("対象外", "mark excluded")),
        Outcome::NeedsConfirmation => name.mark(("要確認", "mark confirm")),
    }
    if !kind.examples.is_empty() {
        button.put("span", "kind-examples", &format!("例：{}", kind.examples.join("、")));
    }
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

// One way to write width, case and kana; a long vowel is often left out. The browser folds width.
fn plain(text: &str) -> String {
    let folded: String = js_sys::JsString::from(text).normalize("NFKC").to_lower_case().into();
    let katakana = |sign: char| match sign {
        'ぁ'..='ゖ' => char::from_u32(u32::from(sign) + 0x60).unwrap_or(sign),
        other => other,
    };
    folded.trim().chars().filter(|sign| !matches!(sign, 'ー' | '-' | '・')).map(katakana).collect()
}
