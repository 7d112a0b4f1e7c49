//! The page: a browser calculator for care subsidies, drawn from rule packs.
//!
//! It shows and asks; it knows no programme, computes no money and sends nothing anywhere. `app` is its shell, `route` its
//! addresses, `load` what is fetched when, `split` where the program is split, `store` its one state, `draft` what is
//! typed for a programme. Screens are in `screens`, what they share in `components`, all words of the page in `words`,
//! and whatever speaks with the browser in `browser`.

#![expect(unreachable_pub, reason = "leptos makes the properties of components public")]
#![expect(clippy::needless_pass_by_value, reason = "components own their properties")]

mod app;
mod browser;
mod components;
mod draft;
mod erased;
mod ids;
mod load;
mod route;
mod screens;
mod shared_link;
mod split;
mod store;
mod trace;
mod words;

fn main() {
    if let Some(place) = browser::page::by_id("app") {
        place.set_inner_html("");
        leptos::mount::mount_to(place, app::App).forget();
    }
}
