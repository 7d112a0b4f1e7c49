//! The screens of the later module, by the names under which the first module asks for them.

mod check;
mod quote;
mod result;
mod staff;

use kaigo_hojo_parts::dom::El;

use crate::desk::Desks;

/// Draws a screen; nothing where there is none of that name. What it follows, it follows itself.
pub(crate) fn draw(desks: &'static Desks, screen: &str, programme: &str, place: &El) {
    let Some(desk) = desks.of(programme) else { return };
    match screen {
        "result" => place.live(move |place| result::result(desk, place)),
        "check" => check::check(desk, place),
        "quote" => quote::quote(desk, place),
        "staff" => staff::staff(desk, place),
        _ => {}
    }
}
