//! The page: a browser calculator for care subsidies, drawn from rule packs.
//!
//! It shows and asks; it knows no programme, computes no money and sends nothing anywhere. What it needs of the engine
//! comes through `kaigo-hojo-assess`. Screens are in `screens`, their parts in `components`, what was entered in `draft`,
//! the link to the engine in `desk`, addresses in `route`, elements in `dom`.

mod clock;
mod components;
mod desk;
mod dom;
mod draft;
mod page;
mod route;
mod screens;
mod words;

use leptos::prelude::{document, mount_to};
use web_sys::{Event, HtmlElement};

use crate::components::parts::link;
use crate::desk::Desk;
use crate::dom::{Watched, el, follow, said, text};
use crate::route::{Places, Screen};
use crate::screens::{answers::answers, result::result, start::start as start_screen};

/// Puts the page into the document and says that it can be used.
pub fn start() {
    let Some(place) = page::by_id("app") else { return };
    place.set_inner_html("");
    mount_to(place.clone(), move || app(&place)).forget();
    if let Some(root) = document().document_element() {
        // The only error is a malformed name. Every programme is in the program: nothing more is fetched.
        let _ = root.set_attribute("data-ready", "");
        let _ = root.set_attribute("data-loaded", "");
    }
}

fn app(place: &HtmlElement) {
    let places = Places::open();
    let screen = &places.screen;
    let skip = |event: Event| {
        event.prevent_default();
        if let Some(main) = page::by_id("main") {
            page::focus_quietly(&main);
        }
    };
    said("a", "skip", "本文へ").attr("href", "#main").on("click", skip).put_into(place);
    let title = move || match screen.get() {
        Screen::Start(_) => vec![said("h1", "", words::SITE).attr("tabindex", "-1")],
        _ => vec![el("p", "site-name", vec![link("", "#", words::SITE)])],
    };
    let privacy = said("p", "", "入力した内容は、この端末の外に送信されません。");
    el("header", "site", vec![el("div", "", Vec::new()).live(title), privacy]).put_into(place);
    // The answers of a programme stay while its result is shown.
    let desk: &'static Watched<Option<&'static Desk>> = Box::leak(Box::new(Watched::new(None)));
    follow(move || desk.set(screen.get().desk()));
    let on_answers = move || matches!(screen.get(), Screen::Answers(_));
    let beside = move || match screen.get() {
        Screen::Start(missing) => vec![start_screen(clock::today(), missing)],
        Screen::Answers(_) => Vec::new(),
        Screen::Result(desk) => vec![result(desk)],
    };
    let screens = vec![
        el("div", "", Vec::new()).live(move || desk.get().map(|desk| answers(desk, move || !on_answers())).into_iter().collect()),
        el("div", "", Vec::new()).live(beside),
    ];
    el("main", "", screens).id("main").attr("tabindex", "-1").put_into(place);
    let promise = "この試算は、交付を約束するものではありません。申請の前に、必ず県の要綱と案内を確かめてください。";
    el("footer", "site", vec![said("p", "", promise)]).put_into(place);
    let announced = move || vec![text(screen.get().desk().map(|desk| desk.announced.get()).unwrap_or_default())];
    el("p", "unseen", Vec::new()).attr("role", "status").live(announced).put_into(place);
}
