//! The quote: whether the costs are known, how tax stands in it, and its lines.
//!
//! Invariant: no lines and unknown costs are two things. An empty list counts as "not known yet" until the person says
//! that there are no costs.

use kaigo_hojo_assess::application::{Tax, tax_id};
use kaigo_hojo_parts::choice::{Answer, Choices, radios};
use kaigo_hojo_parts::dom::{El, follow, ticked};
use kaigo_hojo_parts::ids::COSTS;
use kaigo_hojo_parts::{clock, page, words};

use crate::components::line::{line, slot_id};
use crate::desk::{Desk, Picking};
use crate::draft::{Costs, MOST_LINES, Slot};

/// The element that asks how tax stands in the quote.
pub(crate) const QUOTE_TAX: &str = "quote-tax";

const SHAPE: &str = "<section class=part aria-labelledby=quote-heading><h2 id=quote-heading data-at></h2>\
    <p class=help>見積書の行を、書かれているとおりに1行ずつ入力します。対象にならないものも入れてかまいません。対象かどうかは、行ごとにすぐ示します。</p>\
    <div class=question id=costs data-at></div><div data-at><div class=question id=quote-tax data-at></div>\
    <ol class=lines data-at></ol><div class=empty data-at><p>明細はまだありません。</p></div>\
    <div role=status data-at></div><div class=add data-at></div><p class=hint data-at></p><p data-at></p></div></section>";

/// The section of the quote, with its heading.
pub(crate) fn lines(desk: &'static Desk, heading: &str, place: &El) {
    let mut at = place.shape(SHAPE);
    at.take().say(heading);
    put_costs(desk, &at.take());
    at.take().hide_while(move || *desk.costs.get() == Costs::Unknown);
    put_tax(desk, &at.take());
    at.take().keyed("line", move || desk.order.get().clone(), move |(key, _), item| line(desk, key, item));
    put_empty(desk, &at.take());
    // The place of the notice is always there, so that a screen reader notices what comes into it.
    at.take().live(move |place| put_undo(desk, place));
    let (add, full) = (at.take(), at.take());
    add.button("main", "＋ 行を足す", move |_| desk.pick(Picking::New)).id("add-line");
    let more = at.take();
    more.link("", &desk.later("import"), "見積書の行を読み込む");
    more.write(" ");
    more.link("", &desk.later("quote"), "値引き・合計を照合する");
    full.say(&format!("明細は{MOST_LINES}行までです。同じ種類の行をまとめてください。"));
    follow(move || {
        let is_full = desk.order.get().len() >= MOST_LINES;
        add.flag("hidden", is_full);
        full.flag("hidden", !is_full);
    });
}

fn put_costs(desk: &'static Desk, place: &El) {
    let answers = [Answer::new("lines", "見積書の明細を入力する"), Answer::new("unknown", "経費はまだ分からない")];
    let change = Box::new(move |at| {
        desk.rearrange(|draft| draft.set_costs(if at == 0 { Costs::Lines } else { Costs::Unknown }));
    });
    let group = place.fieldset("経費（見積書）は分かっていますか");
    let choices = Choices { id: COSTS, name: COSTS, answers: &answers, chosen: None, change };
    let buttons = radios(&group, choices);
    // Which of the two is chosen follows the lines: adding one chooses the first.
    follow(move || {
        let costs = *desk.costs.get();
        if costs != Costs::Open
            && let Some(button) = buttons.get(usize::from(costs == Costs::Unknown))
        {
            button.check(true);
        }
    });
}

fn put_tax(desk: &'static Desk, place: &El) {
    const ALL: [Tax; 2] = [Tax::Excluded, Tax::Included];
    let group = place.fieldset("見積書の単価は、税抜ですか、税込ですか");
    let help = group.add("p", "help");
    help.id("quote-tax-help").write(if desk.edition.about.counts_tax {
        "この補助金では、消費税を含めた金額で計算します。税抜の金額は税込に直します。"
    } else {
        "この補助金では、消費税を除いた金額で計算します。税込の金額は税抜に直します。"
    });
    help.write("行によって違うときや非課税の行は、その行の「くわしく」で変えられます。");
    group.set("aria-describedby", "quote-tax-help");
    let chosen = ALL.iter().position(|tax| Some(*tax) == *desk.tax.peek());
    let change = Box::new(move |at| {
        if let Some(tax) = ALL.get(at) {
            desk.set_tax(*tax);
        }
    });
    let answers = ALL.map(|tax| Answer::new(tax_id(tax), words::tax(tax)));
    radios(&group, Choices { id: QUOTE_TAX, name: QUOTE_TAX, answers: &answers, chosen, change });
}

fn put_empty(desk: &'static Desk, place: &El) {
    let none = place.tick("no-costs", "申請する経費はない（0円として計算する）", "", move |event| {
        let none = ticked(&event);
        desk.rearrange(|draft| draft.set_costs(if none { Costs::None } else { Costs::Lines }));
    });
    let place = place.clone();
    follow(move || {
        // A line that was added and taken out again leaves nothing said.
        none.check(*desk.costs.get() == Costs::None);
        place.flag("hidden", !desk.order.get().is_empty());
    });
}

fn put_undo(desk: &'static Desk, place: &El) {
    let removed = desk.removed.get();
    let Some(title) = removed.as_ref() else { return };
    let notice = place.add("div", "undo");
    notice.id("undo").put("p", "", &format!("「{title}」の行を削除しました。"));
    notice.button("plain", "元に戻す", move |_| {
        if let Some(key) = desk.restore() {
            clock::soon(move || page::focus_control(&slot_id(key, Slot::Price)));
        }
    });
}
