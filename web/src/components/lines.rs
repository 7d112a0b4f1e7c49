//! The quote: whether the costs are known, how tax stands in it, and its lines.
//!
//! Invariant: no lines and unknown costs are two things. An empty list counts as "not known yet" until the person says
//! that there are no costs.

use kaigo_hojo_assess::application::{Tax, tax_id};

use crate::components::choice::{Answer, Choices, radios};
use crate::components::line::{line, slot_id};
use crate::components::parts::{button, fieldset, tick};
use crate::desk::{Desk, Picking};
use crate::dom::{El, el, follow, said, shape, ticked};
use crate::draft::{Costs, MOST_LINES, Slot};
use crate::{clock, page, words};

/// The element that asks whether the costs are known.
pub(crate) const COSTS: &str = "costs";
/// The element that asks how tax stands in the quote.
pub(crate) const QUOTE_TAX: &str = "quote-tax";

const SHAPE: &str = "<section class=part aria-labelledby=quote-heading><h2 id=quote-heading data-at></h2>\
    <p class=help>見積書の行を、書かれているとおりに1行ずつ入力します。対象にならないものも入れてかまいません。対象かどうかは、行ごとにすぐ示します。</p>\
    <div class=question id=costs data-at></div><div data-at><div class=question id=quote-tax data-at></div>\
    <ol class=lines data-at></ol><div class=empty data-at><p>明細はまだありません。</p></div>\
    <div role=status data-at></div><div class=add data-at></div></div></section>";

/// The section of the quote, with its heading.
pub(crate) fn lines(desk: &'static Desk, heading: &str) -> El {
    let (whole, mut at) = shape(SHAPE);
    at.next().say(heading);
    at.next().fill(vec![costs(desk)]);
    let _ = at.next().hidden_while(move || desk.costs.get() == Costs::Unknown);
    at.next().fill(vec![quote_tax(desk)]);
    let _ = at.next().keyed(move || desk.order.get(), move |(key, _)| line(desk, key));
    let _ = at.next().with(vec![empty(desk)]).hidden_while(move || !desk.order.get().is_empty());
    // The place of the notice is always there, so that a screen reader notices what comes into it.
    let _ = at.next().live(move || undo(desk));
    let add = button("main", "＋ 行を足す", move || desk.picking.set(Some(Picking::New))).id("add-line");
    let full = said("p", "hint", format!("明細は{MOST_LINES}行までです。同じ種類の行をまとめてください。"));
    let is_full = move || desk.order.get().len() >= MOST_LINES;
    at.next().fill(vec![add.hidden_while(is_full), full.hidden_while(move || !is_full())]);
    whole
}

fn costs(desk: &'static Desk) -> El {
    let choices = radios(Choices {
        id: COSTS,
        name: COSTS,
        answers: vec![Answer::new("lines", "見積書の明細を入力する"), Answer::new("unknown", "経費はまだ分からない")],
        chosen: None,
        change: Box::new(move |at| {
            desk.rearrange(|draft| draft.set_costs(if at == 0 { Costs::Lines } else { Costs::Unknown }));
        }),
    });
    // Which of the two is chosen follows the lines: adding one chooses the first.
    let buttons = choices.clone();
    follow(move || {
        let at = match desk.costs.get() {
            Costs::Open => return,
            Costs::Unknown => 1,
            Costs::Lines | Costs::None => 0,
        };
        if let Some(button) = buttons.find_input(at) {
            button.set_checked(true);
        }
    });
    fieldset("経費（見積書）は分かっていますか", vec![choices])
}

fn quote_tax(desk: &'static Desk) -> El {
    const ALL: [Tax; 2] = [Tax::Excluded, Tax::Included];
    let choices = radios(Choices {
        id: QUOTE_TAX,
        name: QUOTE_TAX,
        answers: ALL.iter().map(|tax| Answer::new(tax_id(*tax), words::tax(*tax))).collect(),
        chosen: ALL.iter().position(|tax| Some(*tax) == desk.tax.peek()),
        change: Box::new(move |at| {
            if let Some(tax) = ALL.get(at) {
                desk.set_tax(*tax);
            }
        }),
    });
    let counted = if desk.edition.about.counts_tax {
        "この補助金では、消費税を含めた金額で計算します。税抜の金額は税込に直します。"
    } else {
        "この補助金では、消費税を除いた金額で計算します。税込の金額は税抜に直します。"
    };
    let help = format!("{counted}行によって違うときや非課税の行は、その行の「くわしく」で変えられます。");
    let help = said("p", "help", help).id("quote-tax-help");
    fieldset("見積書の単価は、税抜ですか、税込ですか", vec![help, choices]).attr("aria-describedby", "quote-tax-help")
}

fn empty(desk: &'static Desk) -> El {
    let change = move |event| {
        let none = ticked(&event);
        desk.rearrange(|draft| draft.set_costs(if none { Costs::None } else { Costs::Lines }));
    };
    let (whole, input) = tick("no-costs", "申請する経費はない（0円として計算する）", None, false, change);
    follow(move || {
        // A line that was added and taken out again leaves nothing said.
        let none = desk.costs.get() == Costs::None;
        if let Some(input) = input.input() {
            input.set_checked(none);
        }
    });
    whole
}

fn undo(desk: &'static Desk) -> Vec<El> {
    let Some(removed) = desk.removed.get() else { return Vec::new() };
    let back = move || {
        if let Some(key) = desk.restore() {
            clock::soon(move || page::focus_control(&slot_id(key, Slot::Price)));
        }
    };
    let said = said("p", "", format!("「{removed}」の行を削除しました。"));
    vec![el("div", "undo", vec![said, button("plain", "元に戻す", back)]).id("undo")]
}
