//! The quote: whether the costs are known, how tax stands in it, and its lines.
//!
//! Invariant: no lines and unknown costs are two things. An empty list counts as "not known yet" until the person says
//! that there are no costs.

use kaigo_hojo_assess::application::Tax;
use leptos::prelude::*;

use crate::clock;
use crate::components::choice::{Choices, radios};
use crate::components::line::{line, slot_id};
use crate::components::parts::{button, el, named, nothing, said};
use crate::desk::{Desk, Picking};
use crate::draft::{Costs, MOST_LINES, Slot};
use crate::{page, words};

/// The element that asks whether the costs are known.
pub(crate) const COSTS: &str = "costs";
/// The element that asks how tax stands in the quote.
pub(crate) const QUOTE_TAX: &str = "quote-tax";

/// The section of the quote, with its heading.
pub(crate) fn lines(desk: &'static Desk, heading: String) -> AnyView {
    let shown = Memo::new(move |_| !matches!(desk.costs.get(), Costs::Unknown));
    let none = Memo::new(move |_| desk.order.with(Vec::is_empty));
    let full = Memo::new(move |_| desk.order.with(|order| order.len() >= MOST_LINES));
    let list = move || {
        view! {
            <ol class="lines">
                <For each=move || desk.order.get() key=|key| *key children=move |key| line(desk, key) />
            </ol>
        }
    };
    view! {
        <section class="part" id="quote" aria-labelledby="quote-heading">
            <h2 id="quote-heading">{heading}</h2>
            <p class="help">
                "見積書の行を、書かれているとおりに1行ずつ入力します。対象にならないものも入れてかまいません。対象かどうかは、行ごとにすぐ示します。"
            </p>
            {costs(desk)}
            <div hidden=move || !shown.get()>
                {quote_tax(desk)}
                {list()}
                {move || none.get().then(|| empty(desk))}
                // The place of the notice is always there, so that a screen reader notices what comes into it.
                <div role="status">{move || undo(desk)}</div>
                {move || if full.get() { too_many() } else { add(desk) }}
            </div>
        </section>
    }
    .into_any()
}

fn costs(desk: &'static Desk) -> AnyView {
    let all = [Costs::Lines, Costs::Unknown];
    let now = desk.costs.get_untracked();
    let options = [("lines", "見積書の明細を入力する"), ("unknown", "経費はまだ分からない")];
    // Which of the two is chosen follows the lines: adding one chooses the first.
    let chosen = Memo::new(move |_| match desk.costs.get() {
        Costs::Unknown => 1,
        Costs::Lines | Costs::None => 0,
        Costs::Open => 2,
    });
    Effect::new(move || {
        let at = chosen.get();
        if let Some(button) = page::input(&format!("costs-{at}")) {
            button.set_checked(true);
        }
    });
    let choices = radios(Choices {
        id: COSTS.to_owned(),
        name: COSTS.to_owned(),
        options: options.iter().map(|(id, words)| ((*id).to_owned(), (*words).to_owned(), String::new())).collect(),
        chosen: all.iter().position(|costs| *costs == now),
        change: Box::new(move |at| {
            desk.rearrange(|draft| draft.set_costs(all.get(at).copied().unwrap_or_default()));
        }),
    });
    view! {
        <fieldset class="answer question" id=COSTS>
            <legend class="label">"経費（見積書）は分かっていますか"</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

fn quote_tax(desk: &'static Desk) -> AnyView {
    let all = [Tax::Excluded, Tax::Included];
    let now = desk.tax.get_untracked();
    let option = |tax: &Tax| (kaigo_hojo_assess::application::tax_id(*tax).to_owned(), words::tax(*tax).to_owned(), String::new());
    let choices = radios(Choices {
        id: QUOTE_TAX.to_owned(),
        name: QUOTE_TAX.to_owned(),
        options: all.iter().map(option).collect(),
        chosen: all.iter().position(|tax| Some(*tax) == now),
        change: Box::new(move |at| {
            let Some(tax) = all.get(at).copied() else { return };
            desk.change(|draft| draft.set_tax(tax));
            desk.tax.set(Some(tax));
        }),
    });
    let counted = if desk.edition.about.counts_tax {
        "この補助金では、消費税を含めた金額で計算します。税抜の金額は税込に直します。"
    } else {
        "この補助金では、消費税を除いた金額で計算します。税込の金額は税抜に直します。"
    };
    view! {
        <fieldset class="answer question" id=QUOTE_TAX aria-describedby="quote-tax-help">
            <legend class="label">"見積書の単価は、税抜ですか、税込ですか"</legend>
            <p class="help" id="quote-tax-help">
                {counted}
                "行によって違うときや非課税の行は、その行の「くわしく」で変えられます。"
            </p>
            {choices}
        </fieldset>
    }
    .into_any()
}

fn empty(desk: &'static Desk) -> AnyView {
    let ticked = move |event: web_sys::Event| {
        let none = event_target_checked(&event);
        desk.rearrange(|draft| draft.set_costs(if none { Costs::None } else { Costs::Lines }));
    };
    view! {
        <div class="empty">
            <p>"明細はまだありません。"</p>
            <label class="tick">
                <input type="checkbox" id="no-costs" prop:checked=move || desk.costs.get() == Costs::None on:change=ticked />
                <span>"申請する経費はない（0円として計算する）"</span>
            </label>
        </div>
    }
    .into_any()
}

fn undo(desk: &'static Desk) -> AnyView {
    let Some(removed) = desk.removed.get() else { return nothing() };
    let back = move || {
        if let Some(key) = desk.restore() {
            clock::soon(move || page::focus_control(&slot_id(key, Slot::Price)));
        }
    };
    let said = said("p", "", format!("「{}」の行を削除しました。", removed.title));
    named("div", "undo".to_owned(), "undo", vec![said, button("plain", "元に戻す", back)])
}

fn too_many() -> AnyView {
    said("p", "hint", format!("明細は{MOST_LINES}行までです。同じ種類の行をまとめてください。"))
}

fn add(desk: &'static Desk) -> AnyView {
    let add = button("main", "＋ 行を足す", move || desk.picking.set(Some(Picking::New)));
    el("div", "add", vec![add])
}
