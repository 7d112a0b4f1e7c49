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

use crate::desk::Desk;
use crate::dom::{El, Watched, follow};
use crate::route::{Places, Screen};
use crate::screens::{answers::answers, result::result, start::start as start_screen};

/// Puts the page into the document and says that it can be used.
pub fn start() {
    let Some(place) = page::by_id("app") else { return };
    place.set_inner_html("");
    mount_to(place.clone(), move || app(&El(place.into()))).forget();
    if let Some(root) = document().document_element() {
        // The only error is a malformed name. Every programme is in the program: nothing more is fetched.
        let _ = root.set_attribute("data-ready", "");
        let _ = root.set_attribute("data-loaded", "");
    }
}

fn app(place: &El) {
    let places = Places::open();
    let screen = &places.screen;
    let skip = place.add("a", "skip");
    skip.set("href", "#main").say("本文へ");
    skip.on("click", |event| {
        event.prevent_default();
        if let Some(main) = page::by_id("main") {
            page::focus_quietly(&main);
        }
    });
    let header = place.add("header", "site");
    header.add("div", "").live(move |place| match *screen.get() {
        Screen::Start(_) => place.add("h1", "").set("tabindex", "-1").say(words::SITE),
        _ => place.add("p", "site-name").link("", "#", words::SITE),
    });
    header.put("p", "", "入力した内容は、この端末の外に送信されません。");
    let main = place.add("main", "");
    main.id("main").set("tabindex", "-1");
    // The answers of a programme stay while its result is shown.
    let desk: &'static Watched<Option<&'static Desk>> = Box::leak(Box::new(Watched::new(None)));
    follow(move || desk.set(screen.get().desk()));
    main.add("div", "").live(move |place| {
        if let Some(desk) = *desk.get() {
            answers(desk, move || !matches!(*screen.get(), Screen::Answers(_)), place);
        }
    });
    main.add("div", "").live(move |place| match *screen.get() {
        Screen::Start(missing) => start_screen(clock::today(), missing, place),
        Screen::Answers(_) => {}
        Screen::Result(desk) => result(desk, place),
    });
    place.add("footer", "site").put("p", "", words::PROMISE);
    let announced = place.add("p", "unseen");
    announced.set("role", "status").live(move |place| {
        if let Some(desk) = screen.get().desk() {
            place.write(&desk.announced.get());
        }
    });
}
