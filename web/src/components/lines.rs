//! The quote: whether the costs are known, how tax stands in it, and its lines.
//!
//! Invariant: no lines and unknown costs are two things. An empty list counts as "not known yet" until the person says
//! that there are no costs.

use kaigo_hojo_assess::application::{Tax, tax_id};
use leptos::prelude::{Get, GetUntracked, RwSignal, Set, With};

use crate::components::choice::{Answer, Choices, radios};
use crate::components::line::{line, slot_id};
use crate::components::parts::{button, fieldset, tick};
use crate::desk::{Desk, Picking};
use crate::dom::{El, el, follow, said, ticked};
use crate::draft::{Costs, MOST_LINES, Slot};
use crate::{clock, page, words};

/// The element that asks whether the costs are known.
pub(crate) const COSTS: &str = "costs";
/// The element that asks how tax stands in the quote.
pub(crate) const QUOTE_TAX: &str = "quote-tax";

/// The section of the quote, with its heading.
pub(crate) fn lines(desk: &'static Desk, heading: &str) -> El {
    // What depends on how many lines there are, not on which.
    let size = RwSignal::new(Size::None);
    follow(move || {
        let now = match desk.order.with(Vec::len) {
            0 => Size::None,
            len if len >= MOST_LINES => Size::Full,
            _ => Size::Some,
        };
        if size.get_untracked() != now {
            size.set(now);
        }
    });
    let add = move || match size.get() {
        Size::Full => vec![said("p", "hint", format!("明細は{MOST_LINES}行までです。同じ種類の行をまとめてください。"))],
        _ => vec![button("main", "＋ 行を足す", move || desk.picking.set(Some(Picking::New))).id("add-line")],
    };
    let quote = vec![
        quote_tax(desk),
        el("ol", "lines", vec![]).keyed(move || desk.order.get(), move |key| line(desk, key)),
        empty(desk).hidden_while(move || size.get() != Size::None),
        // The place of the notice is always there, so that a screen reader notices what comes into it.
        el("div", "", vec![]).attr("role", "status").live(move || undo(desk)),
        el("div", "add", vec![]).live(add),
    ];
    let help = "見積書の行を、書かれているとおりに1行ずつ入力します。対象にならないものも入れてかまいません。対象かどうかは、行ごとにすぐ示します。";
    let parts = vec![
        said("h2", "", heading).id("quote-heading"),
        said("p", "help", help),
        costs(desk),
        el("div", "", quote).hidden_while(move || desk.costs.get() == Costs::Unknown),
    ];
    el("section", "part", parts).attr("aria-labelledby", "quote-heading")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    None,
    Some,
    Full,
}

fn costs(desk: &'static Desk) -> El {
    let all = [Costs::Lines, Costs::Unknown];
    let now = desk.costs.get_untracked();
    // Which of the two is chosen follows the lines: adding one chooses the first.
    follow(move || {
        let at = match desk.costs.get() {
            Costs::Open => return,
            Costs::Unknown => 1,
            Costs::Lines | Costs::None => 0,
        };
        if let Some(button) = page::input(&format!("{COSTS}-{at}")) {
            button.set_checked(true);
        }
    });
    let choices = radios(Choices {
        id: COSTS.to_owned(),
        name: COSTS.to_owned(),
        answers: vec![Answer::new("lines", "見積書の明細を入力する"), Answer::new("unknown", "経費はまだ分からない")],
        chosen: all.iter().position(|costs| *costs == now),
        change: Box::new(move |at| {
            desk.rearrange(|draft| draft.set_costs(all.get(at).copied().unwrap_or_default()));
        }),
    });
    el("div", "question", vec![fieldset("経費（見積書）は分かっていますか", vec![choices])]).id(COSTS)
}

fn quote_tax(desk: &'static Desk) -> El {
    let all = [Tax::Excluded, Tax::Included];
    let now = desk.tax.get_untracked();
    let choices = radios(Choices {
        id: QUOTE_TAX.to_owned(),
        name: QUOTE_TAX.to_owned(),
        answers: all.iter().map(|tax| Answer::new(tax_id(*tax), words::tax(*tax))).collect(),
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
    let help = format!("{counted}行によって違うときや非課税の行は、その行の「くわしく」で変えられます。");
    let help = said("p", "help", help).id("quote-tax-help");
    let asked = fieldset("見積書の単価は、税抜ですか、税込ですか", vec![help, choices]);
    el("div", "question", vec![asked.attr("aria-describedby", "quote-tax-help")]).id(QUOTE_TAX)
}

fn empty(desk: &'static Desk) -> El {
    let change = move |event| {
        let none = ticked(&event);
        desk.rearrange(|draft| draft.set_costs(if none { Costs::None } else { Costs::Lines }));
    };
    let is_none = desk.costs.get_untracked() == Costs::None;
    follow(move || {
        // A line that was added and taken out again leaves nothing said.
        let none = desk.costs.get() == Costs::None;
        if let Some(input) = page::input("no-costs") {
            input.set_checked(none);
        }
    });
    let none = tick("no-costs", "申請する経費はない（0円として計算する）", None, is_none, change);
    el("div", "empty", vec![said("p", "", "明細はまだありません。"), none])
}

fn undo(desk: &'static Desk) -> Vec<El> {
    let Some(removed) = desk.removed.get() else { return Vec::new() };
    let back = move || {
        if let Some(key) = desk.restore() {
            clock::soon(move || page::focus_control(&slot_id(key, Slot::Price)));
        }
    };
    let said = said("p", "", format!("「{}」の行を削除しました。", removed.title));
    vec![el("div", "undo", vec![said, button("plain", "元に戻す", back)]).id("undo")]
}
