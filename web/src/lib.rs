//! The page: a browser calculator for care subsidies, drawn from rule packs.
//!
//! It shows and asks; it knows no programme, computes no money and sends nothing anywhere. What it needs of the engine
//! comes through `kaigo-hojo-assess`. Screens are in `screens`, their parts in `components`, what was entered in `draft`,
//! the link to the engine in `desk`, addresses in `route`.

mod clock;
mod components;
mod desk;
mod draft;
mod page;
mod route;
mod screens;
mod words;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::desk::Desk;
use crate::route::{Places, Screen};
use crate::screens::answers::answers;
use crate::screens::result::result;
use crate::screens::start::start as start_screen;

/// Puts the page into the document and says that it can be used.
pub fn start() {
    let Some(place) = page::by_id("app") else { return };
    place.set_inner_html("");
    mount_to(place.unchecked_into::<HtmlElement>(), app).forget();
    if let Some(root) = document().document_element() {
        // The only error is a malformed name. All programmes are in the program: nothing more is fetched.
        let _ = root.set_attribute("data-ready", "");
        let _ = root.set_attribute("data-loaded", "");
    }
}

fn app() -> impl IntoView {
    let places = Places::open();
    let screen = places.screen;
    let is_start = Memo::new(move |_| screen.with(|screen| matches!(screen, Screen::Start(_))));
    // The answers of a programme stay while its result is shown.
    let desk = Memo::new(move |_| screen.get().desk().map(Table));
    let hidden = Signal::derive(move || !screen.with(|screen| matches!(screen, Screen::Answers(_))));
    let skip = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        if let Some(main) = page::by_id("main") {
            let _ = main.focus();
        }
    };
    view! {
        <a class="skip" href="#main" on:click=skip>"本文へ"</a>
        <header class="site">
            {move || if is_start.get() { title().into_any() } else { title_link().into_any() }}
            <p>"入力した内容は、この端末の外に送信されません。"</p>
        </header>
        <main id="main" tabindex="-1">
            {move || match screen.get() {
                Screen::Start(missing) => start_screen(clock::today(), missing),
                _ => ().into_any(),
            }}
            {move || desk.get().map(|Table(desk)| answers(desk, hidden))}
            {move || match screen.get() {
                Screen::Result(desk) => result(desk),
                _ => ().into_any(),
            }}
        </main>
        <footer class="site">
            <p>"この試算は、交付を約束するものではありません。申請の前に、必ず県の要綱と案内を確かめてください。"</p>
        </footer>
        <p class="unseen" role="status">{move || screen.get().desk().map(|desk| desk.announced.get())}</p>
    }
}

fn title() -> impl IntoView {
    view! { <h1 tabindex="-1">{words::SITE}</h1> }
}

fn title_link() -> impl IntoView {
    view! { <p class="site-name"><a href="#">{words::SITE}</a></p> }
}

/// A desk, told apart from others by where it is.
#[derive(Clone, Copy, Debug)]
struct Table(&'static Desk);

impl Table {
    fn id(self) -> usize {
        core::ptr::from_ref(self.0).addr()
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}
