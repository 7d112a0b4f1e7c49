//! The page: a browser calculator for care subsidies, drawn from rule packs.
//!
//! It shows and asks; it knows no programme, computes no money and sends nothing anywhere. What it needs of the engine
//! comes through `kaigo-hojo-assess`. This is its first module: the way in, the answers, and the router. Screens are in
//! `screens`, their parts in `components`, what was entered in `draft`, the link to the engine in `desk`, addresses in
//! `route`, packs in `packs`, what a frame on somebody else's page needs in `embed` and `prefill`. Every screen after the
//! answers is in the later module, which draws into an element of this one (`kaigo_hojo_parts::handover`).

mod components;
mod desk;
mod draft;
mod embed;
mod packs;
mod prefill;
mod route;
mod screens;

use kaigo_hojo_parts::dom::{El, Watched, follow};
use kaigo_hojo_parts::handover::{self, LATER};
use kaigo_hojo_parts::{page, words};
use leptos::prelude::{document, mount_to};

use crate::components::clear::clear;
use crate::desk::Desk;
use crate::route::{Later, Places, Screen};
use crate::screens::{answers::answers, start::start as start_screen, waiting::waiting};

/// Puts the page into the document and says when it can be used.
pub fn start() {
    let Some(place) = page::by_id("app") else { return };
    place.set_inner_html("");
    mount_to(place.clone(), move || app(&El(place.into()))).forget();
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
    header.add("nav", "site-drafts").set("aria-label", "下書き").steady(move |place| {
        let count = *places.drafts.get();
        let words = if count > 0 { format!("下書き（{count}件）") } else { "下書き・保存".to_owned() };
        place.link("", "#drafts", &words);
    });
    let main = place.add("main", "");
    main.id("main").set("tabindex", "-1");
    // The answers stay while a later screen of their programme is shown; they are drawn once somebody looks at them.
    let drawn: &'static Watched<Option<&'static Desk>> = Box::leak(Box::new(Watched::new(None)));
    follow(move || {
        let screen = *screen.get();
        let before = *drawn.peek();
        drawn.set(match screen {
            Screen::Answers(desk) => Some(desk),
            _ => before.filter(|desk| screen.desk() == Some(desk)),
        });
    });
    main.add("div", "").live(move |place| {
        if let Some(desk) = *drawn.get() {
            answers(desk, move || !matches!(*screen.get(), Screen::Answers(_)), place);
        }
    });
    main.add("div", "").live(move |place| match *screen.get() {
        Screen::Start(missing) => start_screen(places, missing, place),
        Screen::Waiting(id, failed) => {
            waiting(places, &places.packs.name(id), id, failed, place);
        }
        Screen::Later((_, word), _) if *places.later.get() != Later::Here => {
            waiting(places, word.trim_start_matches('の'), LATER, *places.later.get() == Later::Failed, place);
        }
        Screen::Answers(_) | Screen::Later(..) => {}
    });
    // The later module draws its screens into this element.
    main.add("div", "").id(LATER);
    follow(move || show(places));
    let footer = place.add("footer", "site");
    footer.put("p", "", words::PROMISE);
    let privacy = footer.add("p", "").add("a", "");
    privacy.set("href", "privacy/index.html").set("target", "_blank").say("入力した情報の取り扱い（別のタブ）");
    footer.add("div", "site-tools").live(move |place| {
        if let Some(desk) = screen.get().desk() {
            clear(places, desk, place);
        }
    });
    let announced = place.add("p", "unseen");
    announced.set("role", "status").live(move |place| {
        if let Some(desk) = screen.get().desk() {
            place.write(&desk.announced.get());
        }
    });
}

// Says that what the address asks for can be used, and has what is missing for it loaded.
fn show(places: &'static Places) {
    let (later, screen) = (*places.later.get(), *places.screen.get());
    let (name, desk) = match screen {
        Screen::Waiting(id, failed) => {
            if !failed {
                handover::want(id);
            }
            return;
        }
        Screen::Start(_) => ("", None),
        Screen::Answers(desk) => ("", Some(desk)),
        Screen::Later((name, _), desk) => {
            if later == Later::Coming {
                handover::want(LATER);
            }
            (name, desk)
        }
    };
    if later == Later::Here {
        places.tell();
        if let Some(desk) = desk {
            desk.tell();
        }
        handover::show(name, desk.map_or("", |desk| &desk.edition.about.id));
    }
    if let Some(root) = document().document_element() {
        // The only error is a malformed name.
        let _ = root.set_attribute("data-ready", "");
    }
}
