//! 保存・共有: what leaves the browser by the person's own act, and what comes back.
//!
//! Nothing here is sent anywhere. Invariants: names of lines are in a link only where that was chosen; a file that cannot
//! be opened changes nothing.

use std::rc::Rc;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::{Draft, csv};
use kaigo_hojo_parts::clock::today;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::page;
use web_sys::File;
use web_sys::js_sys::futures::spawn_local;

use crate::desk::{Desk, Desks};
use crate::incoming::{Home, MOST_BYTES, home, offer, open, read, refuse};
use crate::nav::screen;
use crate::screens::link::link;
use crate::telling::telling;
use crate::typed::put_unread;
use crate::{files, shared_link};

/// The screen of a programme.
pub(crate) fn share(desks: &'static Desks, desk: &'static Desk, place: &El) {
    let draft = Rc::new(desk.follow());
    let place = screen(desk, "share", "保存・共有", place);
    place.put("p", "help", "どれも、この端末の中だけで行います。入力した内容はどこにも送信されません。");
    put_unread(desk, &place);
    save(desk, &draft, &place.section("ファイルに保存する"));
    from_file(desks, desk, &place.section("保存したファイルを開く"));
    lines(desk, &draft, &place.section("明細を表計算ソフトで使う"));
    if desk.preview.is_some() {
        let words = "未公開の制度定義に入力したものは、この端末にも共有リンクにも残せません。ファイルに保存し、同じ定義のファイルを開いてから開いてください。";
        return place.put("p", "notice", words);
    }
    let kept = place.section("この端末に保存する");
    kept.put("p", "help", "このブラウザーに下書きを残しておけます。複数の事業所の下書きを並べて使うこともできます。");
    kept.add("p", "").link("", "#drafts", "下書きの一覧を開く");
    link(desk, &draft, &place.section("共有リンクを作る"));
}

/// 介護補助-<programme>-2026-11-22
pub(super) fn file_name(desk: &Desk, what: &str, end: &str) -> String {
    let Date { year, month, day } = today();
    format!("介護補助-{}{what}-{year}-{month:02}-{day:02}.{end}", desk.edition.about.id)
}

/// Says whether a file was saved, and under which name.
pub(super) fn saved(done: bool, name: &str, said: &El) {
    said.say(&if done {
        format!("「{name}」という名前のファイルにしました。ダウンロードした場所を確かめてください。")
    } else {
        files::REFUSED.to_owned()
    });
}

fn save(desk: &'static Desk, draft: &Rc<Draft>, place: &El) {
    place.put(
        "p",
        "help",
        "入力した内容の全部（明細の名称も含みます）が入ります。あとで開くと、続きから入力できます。",
    );
    let draft = Rc::clone(draft);
    telling(place, "ファイルに保存する", move |said| {
        let name = file_name(desk, "", "json");
        let text = serde_json::to_string_pretty(&*draft).unwrap_or_default();
        saved(!text.is_empty() && files::save(&name, "application/json", &text), &name, said);
    });
}

fn lines(desk: &'static Desk, draft: &Rc<Draft>, place: &El) {
    let items = draft.application.items.as_deref().unwrap_or_default();
    if items.is_empty() {
        place.put("p", "help", "明細を入力すると、ここから表（CSVファイル）にできます。");
    } else {
        place.put(
            "p",
            "help",
            "明細だけを表（CSVファイル）にします。Excelなどで開き、直したものを読み込むこともできます。",
        );
        if !draft.open.is_empty() {
            place.put("p", "help", "まだ入力していない欄は「未入力」と書き出します。埋めてから読み込んでください。");
        }
        let draft = Rc::clone(draft);
        telling(place, "明細をCSVに保存する", move |said| {
            let name = file_name(desk, "-明細", "csv");
            let items = draft.application.items.as_deref().unwrap_or_default();
            let text = csv::write(desk.edition, items, &draft.open);
            saved(files::save(&name, "text/csv", &text), &name, said);
        });
    }
    place.add("p", "").link("", &format!("{}/import", desk.address()), "見積書の行を読み込む");
}

fn from_file(desks: &'static Desks, desk: &'static Desk, place: &El) {
    place.put(
        "p",
        "help",
        "前に保存したファイル（.json）を選んでください。ほかの制度のファイルなら、その制度を開きます。",
    );
    let choosing = place.add("div", "");
    let came = place.add("div", "incoming");
    files::choose(&choosing, "open-file", "開くファイル", ".json,application/json", move |file| {
        let came = came.clone();
        spawn_local(async move { take(desks, desk, &file, &came).await });
    });
}

async fn take(desks: &'static Desks, desk: &'static Desk, file: &File, came: &El) {
    let is_small = file.size() <= MOST_BYTES;
    let text = if is_small { files::text(file).await } else { None };
    came.clear();
    let Some(text) = text else {
        let sentence = if is_small {
            "ファイルを読めませんでした。"
        } else {
            "ファイルが大きすぎます。"
        };
        let notice = came.add("div", "notice");
        notice.set("role", "alert").put("p", "lead", "開けませんでした。いまの入力はそのままです。");
        notice.put("p", "", sentence);
        return;
    };
    let draft = match read(&text) {
        Ok(draft) => draft,
        Err(error) => return refuse(&error, Some(desk.edition), came),
    };
    match home(desks, &draft) {
        Home::Desk(other) if shared_link::parts(&other.draft()).is_empty() => open(other, draft, came),
        Home::Desk(other) => {
            let asking = came.add("section", "part asking");
            asking
                .set("aria-labelledby", "incoming")
                .add("h3", "")
                .id("incoming")
                .set("tabindex", "-1")
                .say("ファイルの内容");
            offer(other, draft, &desk.address(), &asking);
            page::focus_heading("#incoming");
        }
        Home::Coming => {
            came.put("p", "notice", "この制度をまだ読み込んでいます。少し待ってから、もう一度選んでください。")
        }
        Home::Nowhere(error) => {
            let edition = desks.of(&draft.application.programme).map_or(desk.edition, |desk| desk.edition);
            refuse(&error, Some(edition), came);
        }
    }
}
