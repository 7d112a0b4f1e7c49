//! What a share link brings along: shown first, taken only on request.
//!
//! Everything is in the address; the address may change while the screen is shown.

use std::rc::Rc;

use kaigo_hojo_assess::Draft;
use kaigo_hojo_parts::dom::{El, Shared, Watched};
use leptos::prelude::{on_cleanup, window_event_listener_untyped};
use web_sys::js_sys::futures::spawn_local;

use crate::desk::Desks;
use crate::incoming::{Home, home, offer, refuse};
use crate::shared_link::{read, text_here};

/// What is known of the link.
enum Link {
    Reading,
    Read(Box<Draft>),
    Failed(String),
}

/// The screen of a share link.
pub(crate) fn shared(desks: &'static Desks, place: &El) {
    let place = place.add("section", "");
    let head = place.set("data-screen", "shared").add("div", "screen-head");
    head.add("p", "back").link("", "#", "制度の一覧に戻る");
    head.add("h1", "").set("tabindex", "-1").say("共有された内容");
    let link = Rc::new(Watched::new(Shared::new(Link::Reading)));
    look(&link);
    let moved = Rc::clone(&link);
    let listening = window_event_listener_untyped("hashchange", move |_| look(&moved));
    on_cleanup(move || listening.remove());
    place.add("div", "").live(move |place| draw(desks, &link.get().clone(), place));
}

// Reads what the address holds now.
fn look(link: &Rc<Watched<Shared<Link>>>) {
    let text = text_here();
    // The person has gone elsewhere.
    if text.is_empty() {
        return;
    }
    link.set(Shared::new(Link::Reading));
    let link = Rc::clone(link);
    spawn_local(async move {
        let found = read(&text).await;
        if text == text_here() {
            link.set(Shared::new(found.map_or_else(Link::Failed, |draft| Link::Read(Box::new(draft)))));
        }
    });
}

fn draw(desks: &'static Desks, link: &Link, place: &El) {
    match link {
        Link::Reading => reading(place),
        Link::Failed(sentence) => {
            let notice = place.add("div", "notice");
            notice.set("role", "alert").put("p", "lead", "開けませんでした。いまの入力はそのままです。");
            notice.put("p", "", sentence);
        }
        Link::Read(draft) => match home(desks, draft) {
            Home::Coming => reading(place),
            Home::Nowhere(error) => {
                let edition = desks.of(&draft.application.programme).map(|desk| desk.edition);
                refuse(&error, edition, place);
            }
            Home::Desk(desk) => {
                place.put("p", "help", "リンクに入っていたのは、次の内容です。まだ開いていません。");
                offer(desk, Draft::clone(draft), &desk.address(), place);
            }
        },
    }
}

fn reading(place: &El) {
    place.add("p", "").set("role", "status").say("読み込んでいます…");
}
