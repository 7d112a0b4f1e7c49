//! 未公開の制度定義を試す: the person chooses or drops a built pack and uses it like any programme, with its mark.
//!
//! Invariants: a file that is not taken changes nothing and says why and what to do; the same file once more is the one
//! that is open already.

use kaigo_hojo_assess::rules::built::BuiltError;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::put_status;
use kaigo_hojo_parts::{clock, page, words};
use leptos::prelude::{on_cleanup, window_event_listener_untyped};
use leptos::wasm_bindgen::JsCast;
use web_sys::js_sys::futures::spawn_local;
use web_sys::{DragEvent, File, FileList};

use crate::desk::Desks;
use crate::files;
use crate::preview::{MOST_BYTES, Preview};

const FIELD: &str = "preview-file";
const ERROR: &str = "preview-file-error";

/// Why a file is not taken: the code, the sentence, and what to do.
type Refusal = (&'static str, &'static str, &'static str);

const SEVERAL: Refusal = ("pack-several", "ファイルが一つではありません。", "一つだけ選んでください。");
const UNREADABLE: Refusal = (
    "pack-unreadable",
    "ファイルを読めません。",
    "フォルダーではなく、「hojo pack build」で作ったファイルを選んでください。",
);
const TOO_LARGE: Refusal = (
    "pack-too-large",
    "ファイルが大きすぎます。",
    "「hojo pack build」で作ったファイル（512KBまで）を選んでください。",
);

const fn refusal(error: BuiltError) -> Refusal {
    match error {
        BuiltError::Foreign => (
            "pack-foreign",
            "制度定義のファイルではないか、このページでは読めない版の形式です。",
            "pack.toml ではなく、このページと同じ版の「hojo pack build」で作ったファイルを選んでください。",
        ),
        BuiltError::Damaged => (
            "pack-damaged",
            "制度定義のファイルが壊れているか、内容のつじつまが合いません。",
            "「hojo pack build」でもう一度作り、そのまま受け取ってください。",
        ),
        BuiltError::TooMuch => (
            "pack-too-much",
            "この制度定義が求める計算は大きすぎて、使えません。",
            "「hojo pack check」で、値どうしの掛け算や条件の入れ子が多いところを確かめてください。",
        ),
    }
}

/// The screen.
pub(crate) fn preview(desks: &'static Desks, place: &El) {
    let place = place.add("section", "");
    let head = place.set("data-screen", "preview").add("div", "screen-head");
    head.add("p", "back").link("", "#", "制度の一覧に戻る");
    head.add("h1", "").set("tabindex", "-1").say("未公開の制度定義を試す");
    head.put(
        "p",
        "help",
        "制度の定義を作る担当者のための画面です。公開する前の定義を、このページの中だけで試算に使えます。\
         ファイルは送信も保存もしません。ページを閉じるか再読み込みすると消えます。",
    );
    let choosing = place.section("制度定義のファイルを開く");
    choosing.put(
        "p",
        "help",
        "「hojo pack build フォルダ -o ファイル.pack」で作ったファイルを選ぶか、この画面のどこかへドラッグしてください。",
    );
    let field = choosing.add("div", "drop");
    let choice = field.add("div", "");
    // There from the start, so that a screen reader notices what comes into it.
    let error = field.add("p", "error");
    error.id(ERROR).set("role", "alert").flag("hidden", true);
    let chosen = error.clone();
    let input = files::choose(&choice, FIELD, "制度定義のファイル（.pack）", ".pack", move |file| {
        open(desks, file, &chosen)
    });
    input.set("aria-describedby", ERROR);
    let over = window_event_listener_untyped("dragover", |event| event.prevent_default());
    let drop = window_event_listener_untyped("drop", move |event| {
        event.prevent_default();
        let brought = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        let Some(list) = brought.and_then(|brought| brought.files()) else { return };
        match only(&list) {
            Some(file) => open(desks, file, &error),
            None => refuse(SEVERAL, &error),
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
    let list = place.section("開いている定義");
    let none = list.add("p", "");
    none.say("まだありません。");
    none.hide_while(move || *desks.previews.get() > 0);
    list.add("ul", "cards").live(move |place| desks.each_preview(|preview| card(desks, preview, place)));
}

fn only(list: &FileList) -> Option<File> {
    if list.length() == 1 { list.get(0) } else { None }
}

fn refuse((code, sentence, remedy): Refusal, error: &El) {
    error.flag("hidden", false);
    error.say(&format!("開けませんでした（{code}）。{sentence}{remedy}"));
}

fn open(desks: &'static Desks, file: File, error: &El) {
    let error = error.clone();
    spawn_local(async move {
        error.flag("hidden", true);
        error.clear();
        if file.size() > MOST_BYTES {
            return refuse(TOO_LARGE, &error);
        }
        let Some(bytes) = files::bytes(&file).await else { return refuse(UNREADABLE, &error) };
        match desks.try_out(&file.name(), &bytes) {
            Ok(id) => clock::soon(move || page::focus_heading(&["#", &id, "-title"].concat())),
            Err(wrong) => refuse(refusal(wrong), &error),
        }
    });
}

fn card(desks: &'static Desks, preview: &Preview, place: &El) {
    let place = place.add("li", "card");
    let title = format!("{}-title", preview.id);
    place.set("aria-labelledby", &title);
    place.add("h3", "").id(&title).set("tabindex", "-1").say(&words::programme(&preview.about));
    place.put("p", "card-title", &preview.about.title);
    if let Some(desk) = desks.of(&preview.id) {
        put_status(&preview.about, desk.today, &place);
    }
    place.put("p", "hint", &format!("ファイル：{}", preview.file));
    place.put("p", "hint", &preview.claim());
    let line = place.add("p", "card-go");
    line.link("main", &["#", &preview.id].concat(), "この定義で試算する");
    place.add("p", "act").link("", &format!("#{}/rules", preview.id), "計算方法を読む");
}
