//! The screens of the later module, by the names under which the first module asks for them.

mod check;
mod drafts;
mod freeze;
mod import;
mod link;
mod preview;
mod print;
mod quote;
mod result;
mod rules;
mod share;
mod shared;
mod staff;

use kaigo_hojo_parts::dom::El;

use crate::desk::Desks;
use crate::keep::Shelf;

/// Draws a screen; nothing where there is none of that name. What it follows, it follows itself.
pub(crate) fn draw(desks: &'static Desks, shelf: &'static Shelf, screen: &str, programme: &str, place: &El) {
    match screen {
        "drafts" => return drafts::drafts(shelf, place),
        "preview" => return preview::preview(desks, place),
        "shared" => return shared::shared(desks, place),
        _ => {}
    }
    let Some(desk) = desks.of(programme) else { return };
    match screen {
        "result" => place.live(move |place| result::result(desk, place)),
        "check" => check::check(desk, place),
        "quote" => quote::quote(desk, place),
        "staff" => staff::staff(desk, place),
        "share" => place.live(move |place| share::share(desks, desk, place)),
        "import" => import::import(desk, place),
        "rules" => rules::rules(desk, place),
        "print" => place.live(move |place| print::print(desk, place)),
        _ => {}
    }
}
