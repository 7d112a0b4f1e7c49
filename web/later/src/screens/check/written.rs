//! The figures that the applicant wrote on the form, each with what is found of it: that it agrees, what explains the
//! difference, or the steps to compare.

use std::rc::Rc;

use kaigo_hojo_assess::diagnosis::{Certainty, Figure};
use kaigo_hojo_assess::input::parse_rate;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::entry::Format;
use kaigo_hojo_parts::field::Said;
use kaigo_hojo_parts::trace;

use super::{Compared, Following};
use crate::desk::Desk;
use crate::typed::{Text, text, whole};

/// The largest number of staff that a draft can hold.
const MOST_STAFF: i64 = 1_000_000_000;

/// The fields.
pub(super) fn written(desk: &'static Desk, seen: &Following, compared: &Compared, place: &El) {
    place.put(
        "p",
        "help",
        "経費所要額調書などに書いた数字を入力すると、この試算と比べます。書いたものだけでかまいません。",
    );
    let now = desk.written.peek().clone();
    let found = |id: &'static str| {
        let (seen, compared) = (Rc::clone(seen), Rc::clone(compared));
        let found = place.add("div", "found");
        found.set("role", "status").set("data-figure", id).live(move |place| {
            let compared = compared.get();
            let figure = compared.iter().flat_map(|found| &found.figures).find(|figure| figure.id == id);
            if let Some(figure) = figure {
                put_found(desk, figure, place);
                put_steps(&seen, figure, place);
            }
        });
    };
    whole(
        desk,
        place,
        ("written-eligible-cost", "補助対象経費", "円"),
        (Format::Yen, now.eligible_cost_yen),
        |value| {
            desk.set(&desk.written, |written| written.eligible_cost_yen = value);
        },
    );
    found("eligible-cost");
    let read = |typed: &str| parse_rate(typed).map_or_else(|error| Said::wrong(&error), |_| Said::default());
    let of_rate = Text {
        id: "written-rate",
        label: "補助率",
        unit: "",
        mode: ("text", "input count"),
        now: now.rate.unwrap_or_default(),
        read: Box::new(read),
        put: Box::new(|typed| desk.set(&desk.written, |written| written.rate = parse_rate(typed).ok().flatten())),
    };
    text(desk, place, of_rate).help.write("3/4、0.75、75% のように入力します。");
    found("rate");
    let staff = (Format::Whole(0, MOST_STAFF), now.staff_number);
    whole(desk, place, ("written-staff", "職員数", "人"), staff, |value| {
        desk.set(&desk.written, |written| written.staff_number = value);
    });
    found("staff-number");
    whole(desk, place, ("written-amount", "交付申請額", "円"), (Format::Yen, now.amount_yen), |value| {
        desk.set(&desk.written, |written| written.amount_yen = value);
    });
    found("amount");
}

fn put_found(desk: &'static Desk, figure: &Figure, place: &El) {
    let line = place.add("p", "verdict");
    line.mark(match figure.agrees {
        Some(true) => ("一致", "mark counted"),
        Some(false) => ("不一致", "mark excluded"),
        None => ("比べられません", "mark waiting"),
    });
    line.put("span", "", &figure.message);
    if figure.agrees.is_none() {
        if let Some(ours) = &figure.ours {
            place.put("p", "hint", &format!("この試算では、いまのところ {ours} です。"));
        }
        place.add("p", "").link("", &desk.address(), "続きを入力する");
    }
    if !figure.causes.is_empty() {
        let list = place.add("ul", "entries causes");
        for cause in &figure.causes {
            let item = list.add("li", "");
            let line = item.add("p", "");
            if cause.certainty == Certainty::Possible {
                line.mark(("可能性", "mark confirm"));
            }
            line.write(&cause.label);
            line.cite(&cause.cite);
        }
    }
}

// Where nothing explains it: what to compare.
fn put_steps(seen: &Following, figure: &Figure, place: &El) {
    if figure.compare.is_empty() {
        return;
    }
    place.put("p", "", "よくある間違いでは説明できません。次の計算を、書いたものと上から順に比べてください。");
    let list = place.add("ol", "steps");
    for step in seen.get().assessment.iter().flat_map(|assessment| &assessment.steps) {
        if figure.compare.iter().any(|id| id == step.id) {
            trace::put_step(&list, step, &trace::value(step));
        }
    }
}
