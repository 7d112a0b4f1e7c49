//! The later module of the page: every screen after the answers.
//!
//! It is loaded a little later, from the same place as the page. It draws into an element of the first module,
//! which holds the router and the answers, and hears from it what is entered (`kaigo_hojo_parts::handover`). It assesses
//! with an engine of its own, so that nothing but the draft has to cross over. Screens are in `screens`, a programme's
//! state in `desk`, all drafts in `keep`.

mod compress;
mod deadlines;
mod desk;
mod files;
mod incoming;
mod keep;
mod keeping;
mod line_words;
mod mistake;
mod mistakes;
mod nav;
mod packs;
mod picture;
mod preview;
mod qr;
mod resume;
mod screens;
mod shared_link;
mod storage;
mod table;
mod telling;
#[cfg(test)]
mod testing;
mod typed;

use kaigo_hojo_parts::dom::{El, Watched, follow};
use kaigo_hojo_parts::handover::{self, LATER};
use kaigo_hojo_parts::{clock, page};
use leptos::prelude::{mount_to, untrack};

use crate::desk::Desks;
use crate::keep::Shelf;
use crate::nav::leave_field;
use crate::resume::resume;

/// Which screen is shown (none: an empty name), and for which programme.
type Shown = (String, String);

/// Starts listening, and says that it is there.
pub fn start() {
    let Some(place) = page::by_id(LATER) else { return };
    mount_to(place.clone(), move || app(&El(place.into()))).forget();
    handover::here();
}

fn app(place: &El) {
    let desks = Desks::open();
    let shelf = Shelf::open(desks);
    let shown: &'static Watched<Shown> = Box::leak(Box::new(Watched::new(Shown::default())));
    handover::on_show(|screen, programme| shown.set((screen, programme)));
    let place = place.clone();
    follow(move || {
        let shown = shown.get();
        let (screen, programme) = &*shown;
        untrack(|| {
            leave_field(&place);
            place.clear();
            preview::draw(desks.of(programme).and_then(|desk| desk.preview));
            screens::draw(desks, shelf, screen, programme, &place);
        });
    });
    follow(move || handover::count_drafts(shelf.count()));
    follow(move || {
        let shown = shown.get();
        let (screen, programme) = shown.clone();
        shelf.count();
        if screen.is_empty() && !programme.is_empty() {
            // What it is drawn beside is drawn first.
            clock::soon(move || resume(shelf, &programme));
        }
    });
}
