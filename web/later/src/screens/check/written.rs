//! The figures that the applicant wrote on the form, each beside what is found of it.

use kaigo_hojo_assess::input::parse_rate;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::entry::Format;
use kaigo_hojo_parts::field::Said;

use super::Following;
use crate::desk::Desk;
use crate::typed::{Text, text, whole};

/// The largest number of staff that a draft can hold.
const MOST_STAFF: i64 = 1_000_000_000;

/// The fields.
pub(super) fn written(desk: &'static Desk, seen: &Following, place: &El) {
    let _ = seen;
    place.put("p", "help", "経費所要額調書などに書いた金額を入力すると、この試算と比べます。書いたものだけでかまいません。");
    let now = desk.written.peek().clone();
    whole(desk, place, ("written-eligible-cost", "補助対象経費", "円"), (Format::Yen, now.eligible_cost_yen), |value| {
        desk.set(&desk.written, |written| written.eligible_cost_yen = value);
    });
    whole(desk, place, ("written-amount", "交付申請額", "円"), (Format::Yen, now.amount_yen), |value| {
        desk.set(&desk.written, |written| written.amount_yen = value);
    });
    let staff = (Format::Whole(0, MOST_STAFF), now.staff_number);
    whole(desk, place, ("written-staff", "職員数", "人"), staff, |value| {
        desk.set(&desk.written, |written| written.staff_number = value);
    });
    let read = |typed: &str| parse_rate(typed).map_or_else(|error| Said::wrong(&error), |_| Said::default());
    let made = text(
        desk,
        place,
        Text {
            id: "written-rate",
            label: "補助率",
            unit: "",
            mode: ("text", "input count"),
            now: now.rate.unwrap_or_default(),
            read: Box::new(read),
            put: Box::new(|typed| desk.set(&desk.written, |written| written.rate = parse_rate(typed).ok().flatten())),
        },
    );
    made.help.write("3/4、0.75、75% のように入力します。");
}
