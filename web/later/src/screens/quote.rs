//! The quote as it is printed: its total held against the lines, and its 値引き spread over them.
//!
//! A screen of its own, reached from the lines, and a part of the self-check. Invariant: nothing is taken off a line
//! before the person has seen how much and has said so; it can be put back.

use std::rc::Rc;

use kaigo_hojo_assess::Item;
use kaigo_hojo_assess::application::{Tax, tax_id};
use kaigo_hojo_assess::quote::{Rounding, amount, compare, spread, total};
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_parts::choice::{Answer, Choices, radios};
use kaigo_hojo_parts::dom::{El, Shared, Watched, follow, ticked};
use kaigo_hojo_parts::entry::Format;
use kaigo_hojo_parts::{clock, page, words};

use crate::desk::{Desk, Seen};
use crate::nav::screen;
use crate::table::{FIGURES, row, table};
use crate::typed::whole;

/// The screen of a programme.
pub(crate) fn quote(desk: &'static Desk, place: &El) {
    let place = screen(desk, "quote", "見積書の合計との照合・値引き", place);
    both(desk, &place, &|heading| place.section(heading));
}

/// Whether the printed total is not that of the lines.
pub(crate) fn mismatch(desk: &'static Desk, seen: &Seen) -> bool {
    let quote = desk.quote.get();
    let items = seen.application.items.as_deref().unwrap_or_default();
    let printed = quote.printed_total_yen.filter(|_| !items.is_empty() && seen.left_out == 0);
    printed.is_some_and(|printed| compare(items, printed, quote.printed_total_tax).difference != 0)
}

/// The same as a part of another screen.
pub(crate) fn part(desk: &'static Desk, place: &El) {
    both(desk, place, &|heading| {
        let group = place.add("section", "group");
        group.put("h3", "", heading);
        group
    });
}

fn both(desk: &'static Desk, place: &El, group: &dyn Fn(&str) -> El) {
    let lines: Rc<Watched<Shared<Lines>>> = Rc::new(Watched::new(Shared::default()));
    let following = Rc::clone(&lines);
    follow(move || following.set(Shared::new(Lines::of(desk))));
    let none = place.add("p", "");
    none.write("明細を入力すると、ここで合計を比べたり、値引きを割り振ったりできます。");
    none.link("", &desk.address(), "明細を入力する");
    let parts = [group("印刷された合計と比べる"), group("値引きを明細に割り振る")];
    put_total(desk, &lines, &parts[0]);
    put_discount(desk, &lines, &parts[1]);
    follow(move || {
        let is_empty = lines.get().complete.is_empty();
        none.flag("hidden", !is_empty);
        parts.iter().for_each(|part| part.flag("hidden", is_empty));
    });
}

/// The lines of the quote.
#[derive(Debug, Default)]
struct Lines {
    /// Those that are complete, each with its name.
    complete: Vec<(String, Item)>,
    /// How many are not.
    left_out: usize,
}

impl Lines {
    fn of(desk: &'static Desk) -> Self {
        let entered = desk.entered();
        let (draft, _) = &*entered;
        let is_open = |at: usize| draft.open.iter().any(|place| usize::from(place.line) == at);
        let lines = draft.application.items.iter().flatten().enumerate();
        let complete: Vec<_> = lines
            .clone()
            .filter(|(at, _)| !is_open(*at))
            .map(|(at, item)| (desk.item_name(at, item), item.clone()))
            .collect();
        Self { left_out: lines.count() - complete.len(), complete }
    }

    fn items(&self) -> Vec<Item> {
        self.complete.iter().map(|(_, item)| item.clone()).collect()
    }
}

// The printed total, with or without tax, and what it is beside the lines.
fn put_total(desk: &'static Desk, lines: &Rc<Watched<Shared<Lines>>>, place: &El) {
    const ALL: [Option<Tax>; 3] = [Some(Tax::Included), Some(Tax::Excluded), None];
    place.put(
        "p",
        "help",
        "見積書に書かれている合計を入力すると、明細の合計と比べます。入れ忘れや書き間違いが分かります。",
    );
    let now = desk.quote.peek().clone();
    let told = (Format::Yen, now.printed_total_yen);
    whole(desk, place, ("quote-total", "見積書の合計", "円"), told, move |value| {
        desk.set(&desk.quote, |quote| quote.printed_total_yen = value);
    });
    let answers = ALL.map(|tax| Answer::new(tax.map_or("", tax_id), tax.map_or("分からない", words::tax)));
    let choices = Choices {
        id: "quote-total-tax",
        name: "quote-total-tax",
        answers: &answers,
        chosen: ALL.iter().position(|tax| tax.is_some() && *tax == now.printed_total_tax),
        change: Box::new(move |at| {
            desk.set(&desk.quote, |quote| quote.printed_total_tax = ALL.get(at).copied().flatten());
        }),
    };
    radios(&place.fieldset("その合計は、税込ですか、税抜ですか"), choices);
    let found = place.add("div", "found");
    found.set("role", "status");
    let lines = Rc::clone(lines);
    found.live(move |place| {
        let (lines, quote) = (lines.get(), desk.quote.get());
        put_found(&lines, quote.printed_total_yen, quote.printed_total_tax, place);
    });
}

fn put_found(lines: &Lines, printed: Option<i64>, tax: Option<Tax>, place: &El) {
    let items = lines.items();
    if lines.left_out > 0 {
        place.put("p", "lacks", &format!("入力中の明細{}行は、合計に入っていません。", lines.left_out));
    }
    let Some(printed) = printed else {
        let of = |tax: Tax| yen(total(&items, tax, false, false));
        place.put("p", "", &format!("明細の合計：税込 {}、税抜 {}", of(Tax::Included), of(Tax::Excluded)));
        return;
    };
    let found = compare(&items, printed, tax);
    let line = place.add("p", "verdict");
    let (label, sum) = (found.nearest.label(), yen(found.nearest.yen));
    if found.difference == 0 {
        line.mark(("一致", "mark counted"));
        line.put("span", "", &format!("明細の{label} {sum} と一致します。"));
        if found.nearest.rounding != Rounding::Down {
            let words =
                "この試算は1円未満を切り捨てるため、見積書と数円違うことがあります。明細を直す必要はありません。";
            place.put("p", "hint", words);
        }
        return;
    }
    line.mark(("不一致", "mark excluded"));
    let more = if found.difference > 0 { "多い" } else { "少ない" };
    let difference = yen(found.difference.abs());
    line.put("span", "", &format!("いちばん近いのは明細の{label} {sum} で、見積書の方が {difference} {more}額です。"));
    place.put(
        "p",
        "hint",
        if found.difference > 0 {
            "入れ忘れた明細、単価・数量・月数の間違い、税抜と税込の取り違えがないか確かめてください。"
        } else {
            "見積書に値引きがあれば、下で明細に割り振ってください。なければ、二重に入れた明細、単価・数量・月数の間違い、税抜と税込の取り違えがないか確かめてください。"
        },
    );
}

/// The discount of each line, by the line's id.
type Shares = Vec<(String, i64)>;

/// The part that shows the spread; its first control takes the focus after a button in it is gone.
const SPREAD: &str = "quote-spread";

// What the part about the discount follows.
#[derive(Clone)]
struct Discount {
    desk: &'static Desk,
    lines: Rc<Watched<Shared<Lines>>>,
    /// The ids of the lines that it is not for.
    out: Rc<Watched<Vec<String>>>,
    /// What the lines had before, as long as it can be put back.
    before: Rc<Watched<Option<Shares>>>,
    said: El,
}

fn put_discount(desk: &'static Desk, lines: &Rc<Watched<Shared<Lines>>>, place: &El) {
    place.put(
        "p",
        "help",
        "見積書の「値引き」や「出精値引き」の行は、ここに一度だけ入力します。選んだ明細に、金額の割合で割り振ります。\
         税の扱いは、明細の単価と同じにしてください。",
    );
    let now = desk.quote.peek().discount_yen;
    whole(desk, place, ("quote-discount", "値引きの額", "円"), (Format::Yen, now), move |value| {
        desk.set(&desk.quote, |quote| quote.discount_yen = value);
    });
    let choosing = place.fieldset("値引きする明細");
    choosing.hide_while(|| desk.quote.get().discount_yen.unwrap_or(0) == 0);
    let ticks = choosing.add("div", "ticks column");
    let spread = place.add("div", "found");
    spread.id(SPREAD);
    let said = place.add("p", "hint");
    said.set("role", "status");
    let (out, before) = (Rc::new(Watched::new(Vec::new())), Rc::new(Watched::new(None)));
    let own = Discount { desk, lines: Rc::clone(lines), out, before, said };
    let shown = own.clone();
    ticks.live(move |place| own.put_ticks(place));
    spread.live(move |place| shown.put_spread(place));
}

impl Discount {
    fn put_ticks(&self, place: &El) {
        for (name, item) in &self.lines.get().complete {
            let (out, id) = (Rc::clone(&self.out), item.id.clone());
            let words = [name.as_str(), "　", &yen(amount(item))].concat();
            let made = place.tick(&["discount-", &id].concat(), &words, "", move |event| {
                let mut now = out.peek().clone();
                now.retain(|other| *other != id);
                if !ticked(&event) {
                    now.push(id.clone());
                }
                out.set(now);
            });
            made.check(!self.out.peek().contains(&item.id));
        }
    }

    fn put_spread(&self, place: &El) {
        let (lines, out, discount) = (self.lines.get(), self.out.get(), self.desk.quote.get().discount_yen);
        let now: Shares = lines.complete.iter().map(|(_, item)| (item.id.clone(), item.discount_yen)).collect();
        let carried: i64 = now.iter().map(|(_, yen)| yen).sum();
        if let Some(discount) = discount.filter(|discount| *discount > 0) {
            let chosen: Vec<&(String, Item)> =
                lines.complete.iter().filter(|(_, item)| !out.contains(&item.id)).collect();
            let amounts: Vec<i64> = chosen.iter().map(|(_, item)| amount(item)).collect();
            match spread(discount, &amounts) {
                Some(shares) => self.put_shares(&chosen, &shares, &now, place),
                None => place.put(
                    "p",
                    "error",
                    &format!(
                        "値引きが、選んだ明細の合計 {} を超えています。額か、明細の選び方を確かめてください。",
                        yen(amounts.iter().sum())
                    ),
                ),
            }
        } else if carried > 0 {
            place.put("p", "", &format!("明細には、合わせて {} の値引きが入っています。", yen(carried)));
            let own = self.clone();
            place.button("plain", "明細の値引きを消す", move |_| {
                own.take(&Vec::new(), "明細の値引きを消しました。")
            });
        }
        if let Some(before) = self.before.get().clone() {
            let own = self.clone();
            place.button("plain", "元に戻す", move |_| {
                own.take(&before, "値引きを元に戻しました。");
                own.before.set(None);
            });
        }
    }

    fn put_shares(&self, chosen: &[&(String, Item)], shares: &[i64], now: &Shares, place: &El) {
        let (caption, rows) = table(place, &[("", "明細"), (FIGURES, "値引き"), (FIGURES, "値引き後")]);
        caption.say("値引きの割り振り");
        for ((name, item), share) in chosen.iter().zip(shares) {
            let (head, cells) = row(&rows);
            head.say(name);
            cells.put("td", FIGURES, &yen(-share));
            cells.put("td", FIGURES, &yen(amount(item) - share));
        }
        let mixed = chosen.iter().any(|(_, item)| item.tax != chosen[0].1.tax);
        if mixed {
            let line = place.add("p", "");
            line.mark(("要確認", "mark confirm"));
            line.write("税抜と税込の明細が混ざっています。値引きは、それぞれの明細の単価と同じ税の扱いで引きます。");
        }
        let shares: Shares = chosen.iter().zip(shares).map(|((_, item), share)| (item.id.clone(), *share)).collect();
        let share_of = |id: &str| shares.iter().find(|(other, _)| other == id).map_or(0, |(_, share)| *share);
        if now.iter().all(|(id, yen)| *yen == share_of(id)) {
            place.put("p", "lacks", "この割り振りは、明細に入っています。");
            return;
        }
        let carried: i64 = now.iter().map(|(_, yen)| yen).sum();
        if carried > 0 {
            place.put("p", "hint", &format!("いま明細に入っている値引き（合計 {}）と入れ替わります。", yen(carried)));
        }
        let own = self.clone();
        place.button("main", "この割り振りを明細に入れる", move |_| {
            own.take(&shares, "値引きを明細に入れました。金額は、値引き後で計算しています。");
        });
    }

    // Puts these discounts on the lines, and none on the others that are complete.
    fn take(&self, shares: &Shares, said: &str) {
        let complete: Shares =
            self.lines.peek().complete.iter().map(|(_, item)| (item.id.clone(), item.discount_yen)).collect();
        let done = self.desk.enter(|draft| {
            for item in draft.application.items.iter_mut().flatten() {
                if complete.iter().any(|(id, _)| *id == item.id) {
                    item.discount_yen = shares.iter().find(|(id, _)| *id == item.id).map_or(0, |(_, share)| *share);
                }
            }
        });
        if done {
            self.before.set(Some(complete));
            self.said.say(said);
            // The button that was pressed is gone.
            clock::soon(|| page::focus_control(SPREAD));
        }
    }
}
