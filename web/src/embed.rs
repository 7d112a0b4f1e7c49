//! What is different in a frame on somebody else's page: what is said of the programme above the amount, and what the
//! frame's script is told of the result.
//!
//! Invariants: that this is no official page is said unless both sites are known to be the prefecture's own; what the
//! script is told is what the page shows.

use kaigo_hojo_assess::application::tax_id;
use kaigo_hojo_assess::rules::edition::{About, Status};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::handover::result;
use kaigo_hojo_parts::outcome::put_sources;
use leptos::prelude::document;
use leptos::wasm_bindgen::JsValue;
use web_sys::js_sys::Array;

use crate::desk::Desk;

/// Whether this page is made for a frame.
pub(crate) fn is_embedded() -> bool {
    hosts().is_some()
}

// The sites of the frame and of all pages around it, as far as its script knows them.
fn hosts() -> Option<String> {
    document().document_element()?.get_attribute("data-embed")
}

/// Whose page it is not, and how old what it says is.
pub(crate) fn put_facts(about: &About, place: &El) {
    if !is_official(about.domain.as_deref(), &hosts().unwrap_or_default()) {
        place.put("p", "unofficial", &["これは", &about.prefecture, "の公式ページではありません。"].concat());
    }
    put_sources(about, &place.add("dl", "rows"));
}

// Whether all of these hosts belong to a domain; none is not enough.
fn is_official(domain: Option<&str>, hosts: &str) -> bool {
    let belongs = |host: &str| {
        let rest = domain.and_then(|domain| host.strip_suffix(domain));
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    !hosts.is_empty() && hosts.split(' ').all(belongs)
}

/// Tells the frame's script what the estimate comes to: all that the frame's message may hold. Of each complete line six
/// values, one after the other: its name, kind, price, tax and quantity, and what is counted of it.
pub(crate) fn tell(desk: &Desk) {
    // What is shown may wait for typing to pause.
    desk.assess();
    let seen = desk.seen.peek();
    let Some(estimate) = &seen.estimate else { return };
    let lines = Array::new();
    desk.read(|draft| {
        let items = draft.application().items.iter().flatten().zip(draft.gaps()).zip(&estimate.items);
        // A line that is not complete is not in the amount.
        for ((item, gap), state) in items {
            if gap.is_none() {
                lines.push(&item.name.as_deref().into());
                // What nobody has said is not told.
                lines.push(&if let [kind] = &*item.kinds { kind.into() } else { JsValue::NULL });
                lines.push(&number(Some(item.unit_price_yen)));
                lines.push(&tax_id(item.tax).into());
                lines.push(&number(Some(item.quantity)));
                lines.push(&number(state.counted_yen));
            }
        }
    });
    let (about, amount) = (&desk.edition.about, estimate.amount);
    result(&[
        ("asOf", about.as_of.to_string().into()),
        ("status", status(desk.status()).into()),
        ("yen", number(amount.and_then(|amount| amount.yen))),
        ("min", number(amount.map(|amount| amount.low_yen))),
        ("max", number(amount.and_then(|amount| amount.high_yen))),
        ("tight", amount.is_some_and(|amount| amount.tight).into()),
        ("lines", lines.into()),
    ]);
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
