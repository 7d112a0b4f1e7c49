//! The self-check before the application is sent: what must hold, the papers, the dates, the figures on the form, the
//! quote; and above them what is still open.
//!
//! Drawn once; each part follows what it shows, so that nothing moves under somebody's hands. Invariant: every count
//! leads to what it counts.

mod conditions;
mod dates;
mod overview;
mod papers;
mod written;

use std::rc::Rc;

use kaigo_hojo_assess::diagnosis::Diagnosis;
use kaigo_hojo_parts::dom::{El, Shared, Watched, follow};

use super::quote;
use crate::desk::{Desk, Seen};
use crate::nav::screen;

/// What is seen of the draft, followed by the parts.
type Following = Rc<Watched<Shared<Seen>>>;
/// What is found of the figures on the form; apart, because it takes longer and hangs on less.
type Compared = Rc<Watched<Shared<Option<Diagnosis>>>>;

/// A part of the screen: its id and its heading.
type Part = (&'static str, &'static str);

const CONDITIONS: Part = ("check-conditions", "条件");
const PAPERS: Part = ("check-papers", "書類");
const DATES: Part = ("check-dates", "日付と期限");
const WRITTEN: Part = ("check-written", "書いた金額の確認");
const QUOTE: Part = ("check-quote", "見積書の合計との照合・値引き");

/// The screen of a programme.
pub(crate) fn check(desk: &'static Desk, place: &El) {
    let seen: Following = Rc::new(Watched::new(Shared::default()));
    let following = Rc::clone(&seen);
    follow(move || following.set(Shared::new(desk.look())));
    let compared: Compared = Rc::new(Watched::new(Shared::default()));
    let following = Rc::clone(&compared);
    follow(move || following.set(Shared::new(desk.compare())));
    let place = screen(desk, "check", "提出前の自己点検", place);
    overview::overview(desk, &seen, &compared, &place);
    conditions::conditions(desk, &seen, &part(&place, CONDITIONS));
    papers::papers(desk, &seen, &part(&place, PAPERS));
    dates::dates(desk, &seen, &part(&place, DATES));
    written::written(desk, &seen, &compared, &part(&place, WRITTEN));
    quote::part(desk, &part(&place, QUOTE));
}

// The heading takes the focus of who comes from the overview.
fn part(place: &El, (id, heading): Part) -> El {
    let section = place.add("section", "part");
    section.add("h2", "").id(id).set("tabindex", "-1").say(heading);
    section
}
