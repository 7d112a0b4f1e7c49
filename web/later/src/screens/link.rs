//! The part of 保存・共有 that makes a share link: what it holds, the text to copy, its length, and its code.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::{Draft, link as bytes};
use kaigo_hojo_parts::dom::{El, ticked};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlTextAreaElement;
use web_sys::js_sys::futures::{JsFuture, spawn_local};
use web_sys::js_sys::{Array, Function, Promise, Reflect};

use crate::desk::Desk;
use crate::telling::telling;
use crate::{qr, shared_link};

/// Longer links are cut by some programs, in characters.
const LONG: usize = 2_000;

const SHAPE: &str = "<div class=field><label class=label for=share-link>共有リンク</label>\
    <textarea data-at class='input link-text' id=share-link rows=4 readonly spellcheck=false aria-describedby=share-length>\
    </textarea><p class=hint id=share-length data-at></p></div>";

/// The part; the link is made anew when the person chooses what goes into it.
pub(crate) fn link(desk: &'static Desk, draft: &Rc<Draft>, place: &El) {
    place.put(
        "p",
        "help",
        "リンクの中に、入力した内容がそのまま入ります。リンクを受け取った人は、だれでもその内容を見ることができます。\
         リンクを開いても、内容はサーバーに送られません。",
    );
    if shared_link::is_of_a_file() {
        place.put(
            "p",
            "notice",
            "このページはファイルとして開かれています。リンクには、この端末でのファイルの置き場所（フォルダーの名前）が入り、\
             同じ場所に同じファイルがある端末でしか開けません。ほかの人に渡すときは、上の「ファイルに保存する」を使ってください。",
        );
    }
    let asked = place.add("div", "");
    let made = Made { place: place.add("div", "made-link"), turn: Rc::default() };
    if shared_link::has_names(draft) {
        let (again, told) = (made.clone(), Rc::clone(draft));
        asked.tick("share-names", "明細の名称と下書きの名前も入れる", "", move |event| {
            again.make(desk, &told, ticked(&event));
        });
    }
    made.make(desk, draft, false);
}

// Where the link is shown, and how often one was asked for.
#[derive(Clone)]
struct Made {
    place: El,
    turn: Rc<Cell<u32>>,
}

impl Made {
    fn make(&self, desk: &'static Desk, draft: &Rc<Draft>, names: bool) {
        self.turn.set(self.turn.get() + 1);
        let (made, turn, draft) = (self.clone(), self.turn.get(), Rc::clone(draft));
        spawn_local(async move {
            let address = shared_link::address(&draft, names).await;
            // Another one was asked for in the meantime.
            if made.turn.get() == turn {
                made.place.clear();
                made.show(desk, &draft, names, address);
            }
        });
    }

    fn show(&self, desk: &'static Desk, draft: &Draft, names: bool, address: Option<String>) {
        let place = &self.place;
        let Some(address) = address else {
            place.put("p", "notice", "入力した内容が多いため、リンクにできません。ファイルに保存して渡してください。");
            return;
        };
        // What the bytes say, not what we believe to have written.
        let inside = bytes::from_bytes(&bytes::to_bytes(draft, names)).unwrap_or_default();
        place.put("p", "lead", "このリンクに入るもの");
        let list = place.add("ul", "plain-list");
        list.put("li", "", &format!("制度：{}", desk.edition.about.name));
        shared_link::parts(&inside).iter().for_each(|part| list.put("li", "", part));
        if !names && shared_link::has_names(draft) {
            place.put("p", "hint", "明細の名称と下書きの名前は入りません。");
        }
        let mut at = place.shape(SHAPE);
        let field = at.take();
        field.say(&address);
        at.take().say(&length(&address));
        let text = address.clone();
        telling(place, "リンクをコピーする", move |said| {
            if let Some(field) = field.0.dyn_ref::<HtmlTextAreaElement>() {
                field.select();
            }
            let (text, said) = (text.clone(), said.clone());
            spawn_local(async move {
                said.say(if copy(&text).await.is_ok() {
                    "コピーしました。"
                } else {
                    "コピーできませんでした。上の欄の文字が選ばれているので、Ctrl+C（コピー）で写してください。"
                });
            });
        });
        place.put("p", "label", "二次元コード");
        if !qr::draw(&address, "共有リンクの二次元コード。上の欄のリンクと同じものです。", place)
        {
            place.put("p", "hint", "リンクが長いため、二次元コードにできません。ファイルに保存して渡してください。");
        }
    }
}

fn length(address: &str) -> String {
    let signs = address.chars().count();
    if signs > LONG {
        format!(
            "{signs}文字。長いリンクは、メールなどで途中で切れて開けなくなることがあります。そのときはファイルで渡してください。"
        )
    } else {
        format!("{signs}文字")
    }
}

// `navigator.clipboard.writeText(text)`: not there on pages without https, and may be refused.
async fn copy(text: &str) -> Result<JsValue, JsValue> {
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"))?;
    let write: Function = Reflect::get(&clipboard, &JsValue::from_str("writeText"))?.dyn_into()?;
    let done: Promise = Reflect::apply(&write, &clipboard, &Array::of1(&JsValue::from_str(text)))?.dyn_into()?;
    JsFuture::from(done).await
}
