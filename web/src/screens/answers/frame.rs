//! What is different in a frame on somebody else's page: what is said of the programme above the amount, and what the
//! frame's script is told of the result.
//!
//! Invariants: that this is no official page is said unless both sites are known to be the prefecture's own; what the
//! script is told is what the page shows.

use kaigo_hojo_assess::rules::edition::{About, Status};
use kaigo_hojo_contract::application::tax_id;
use kaigo_hojo_exchange::link;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::js_sys::Array;

use crate::browser::{events, page};
use crate::components::about::Sources;
use crate::draft::Draft;
use crate::erased::view;
use crate::store::{Desk, Running};
use crate::words::answers as words;

/// Whose page it is not, and how old what it says is.
#[component]
pub(super) fn Facts(about: &'static About) -> impl IntoView {
    let official = is_official(about.domain.as_deref(), &page::hosts().unwrap_or_default());
    view! {
        {(!official).then(|| view! { <p class="unofficial">{words::unofficial(&about.prefecture)}</p> })}
        <dl class="rows"><Sources about/></dl>
    }
}

// Whether all of these hosts belong to a domain; none is not enough.
fn is_official(domain: Option<&str>, hosts: &str) -> bool {
    let belongs = |host: &str| {
        let rest = domain.and_then(|domain| host.strip_suffix(domain));
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    !hosts.is_empty() && hosts.split(' ').all(belongs)
}

/// Tells the frame's script what is entered and what it comes to: all that the frame's message may hold.
pub(crate) fn tell(desk: &'static Desk) {
    events::draft(&link::to_bytes(&desk.document(), true));
    // What is shown may wait for typing to pause.
    desk.assess();
    desk.running.with_untracked(|running| tell_result(desk, running));
}

fn tell_result(desk: &Desk, running: &Running) {
    let Some(estimate) = &running.estimate else { return };
    let (about, amount) = (&desk.edition.about, estimate.amount);
    events::result(&[
        ("asOf", about.as_of.to_string().into()),
        ("status", status(desk.status()).into()),
        ("yen", number(amount.and_then(|amount| amount.yen))),
        ("min", number(amount.map(|amount| amount.low_yen))),
        ("max", number(amount.and_then(|amount| amount.high_yen))),
        ("tight", amount.is_some_and(|amount| amount.tight).into()),
        ("lines", desk.read(|draft| lines(draft, running)).into()),
    ]);
}

// Of each complete line six values, one after the other: its name, kind, price, tax and quantity, and what is counted of
// it.
fn lines(draft: &Draft, running: &Running) -> Array {
    let lines = Array::new();
    let states = running.estimate.iter().flat_map(|estimate| &estimate.items);
    let items = draft.application().items.iter().flatten().zip(draft.gaps()).zip(states);
    // A line that is not complete is not in the amount.
    for ((item, _), state) in items.filter(|((_, gap), _)| gap.is_none()) {
        lines.push(&item.name.as_deref().into());
        // What nobody has said is not told.
        lines.push(&if let [kind] = &*item.kinds { kind.into() } else { JsValue::NULL });
        lines.push(&number(Some(item.unit_price_yen)));
        lines.push(&tax_id(item.tax).into());
        lines.push(&number(Some(item.quantity)));
        lines.push(&number(state.counted_yen));
    }
    lines
}

fn number(value: Option<i64>) -> JsValue {
    value.map_or(JsValue::NULL, |value| JsValue::from_f64(value as f64))
}

// The contract's word.
const fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Announced => "announced",
        Status::Open => "open",
        Status::Closed => "closed",
        Status::Superseded => "superseded",
    }
}

#[cfg(test)]
mod tests {
    use super::is_official;

    #[test]
    fn only_the_prefectures_own_pages_are_official() {
        let own = Some("pref.example.lg.jp");
        for hosts in ["pref.example.lg.jp", "www.pref.example.lg.jp", "a.pref.example.lg.jp pref.example.lg.jp"] {
            assert!(is_official(own, hosts), "{hosts}");
        }
        for hosts in [
            "",
            "vendor.example",
            "notpref.example.lg.jp",
            "pref.example.lg.jp.vendor.example",
            "pref.example.lg.jp vendor.example",
            "vendor.example pref.example.lg.jp",
            "pref.example.lg.jp ",
        ] {
            assert!(!is_official(own, hosts), "{hosts}");
            assert!(!is_official(None, hosts), "{hosts}");
        }
        assert!(!is_official(None, "pref.example.lg.jp"));
    }
}
