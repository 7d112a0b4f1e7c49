//! One line of the quote: its kind, price, quantity and months, what is asked about it, and what became of it.
//!
//! A row is drawn once (anew when it becomes another kind); afterwards only what changed in it is drawn again, so that
//! typing in one of 200 rows costs one row. What is rarely needed (tax of this line alone, questions with a usual answer)
//! is drawn when it is opened.

use std::rc::Rc;

use kaigo_hojo_assess::application::{Tax, tax_id};
use kaigo_hojo_assess::assessment::ItemStatus;
use kaigo_hojo_assess::rules::edition::{Absent, Kind, KindSet, Outcome, Question};
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_parts::ask::{Ask, Change, ask};
use kaigo_hojo_parts::choice::{Answer, Choices, radios};
use kaigo_hojo_parts::dom::{El, Watched, follow, ticked, value_of};
use kaigo_hojo_parts::entry::{Format, Pick};
use kaigo_hojo_parts::field::{Field, Made, Said, field, mode};
use kaigo_hojo_parts::ids::{details_id, item_id, kind_id, line_part, line_question_id};
use kaigo_hojo_parts::outcome::put_remedy;
use kaigo_hojo_parts::{clock, page, trace, words};

use crate::desk::{Desk, Picking, Row};
use crate::draft::{Gap, Line, Slot, is_asked, stands_in_row};

const SHAPE: &str = "<div><div class=line-head><h3 data-at></h3>\
    <button type=button class=plain data-at>種類を変える</button></div>\
    <div class=line-fields data-at><div class='field grow'><label class=label data-at>品名（任意）</label>\
    <input type=text class=input autocomplete=off maxlength=200 data-at></div></div><div class=line-fields data-at></div>\
    <div class=line-questions data-at></div><div class=outcome data-at></div></div>";

/// A number of a line.
pub(crate) fn slot_id(key: u32, slot: Slot) -> String {
    line_part(key, slot.id())
}

// A line of a kind, or of one of several, of which it looks most like the first.
#[derive(Clone, Copy)]
struct Own {
    desk: &'static Desk,
    key: u32,
    kind: &'static Kind,
    kinds: KindSet,
}

// Tax of its own, whether it is charged by the month, and how many details differ from what is usual: what its labels
// tell beside its numbers.
type Told = Rc<Watched<(Option<Tax>, bool, usize)>>;

impl Own {
    fn line<T>(self, look: impl FnOnce(&Line) -> T) -> Option<T> {
        self.desk.read(|draft| draft.line(self.key).map(look))
    }

    fn change(self, change: impl FnOnce(&mut Line)) {
        self.desk.change(|draft| draft.set_line(self.key, change));
    }

    // Its kind, where somebody has said it.
    fn known(self) -> Option<&'static Kind> {
        (self.kinds.count_ones() == 1).then_some(self.kind)
    }

    fn told(self) -> (Option<Tax>, bool, usize) {
        self.line(|line| (line.tax, line.monthly, special(self.desk, line))).unwrap_or_default()
    }
}

/// A line, into its list item.
pub(crate) fn line(desk: &'static Desk, key: u32, item: &El) {
    let Some(line) = desk.read(|draft| draft.line(key).cloned()) else { return };
    let Some(kind) = desk.edition.kinds.get(line.kind) else { return };
    let own = Own { desk, key, kind, kinds: line.kinds };
    let (title, change, name) = (line_part(key, "title"), kind_id(key), line_part(key, "name"));
    item.id(&format!("l{key}")).set("aria-labelledby", &title);
    let mut at = item.shape(SHAPE);
    let heading = at.take();
    heading.id(&title).say(&kind.label);
    if line.has_open_kind() {
        heading.mark(words::GUESS);
    }
    at.take()
        .id(&change)
        .set("aria-labelledby", &format!("{change} {title}"))
        .on("click", move |_| desk.pick(Picking::Change(key)));
    let fields = at.take();
    at.take().set("for", &name);
    at.take().id(&name).set("value", &line.name).on("change", move |event| {
        own.change(|line| line.name = value_of(&event));
        desk.renamed();
    });
    let told = Rc::new(Watched::new(own.told()));
    put_fields(own, &line, &fields, &told);
    put_monthly(own, line.monthly, &at.take(), &told, &title);
    put_questions(own, &at.take(), true, &told);
    put_outcome(own, &at.take());
    put_details(own, item, told);
    put_actions(own, item, &title);
}

fn put_fields(own: Own, line: &Line, fields: &El, told: &Told) {
    let desk = own.desk;
    let label = put_slot(own, line, fields, Slot::Price, "", "円").label;
    let followed = Rc::clone(told);
    follow(move || {
        let (tax, monthly, _) = *followed.get();
        let tax = tax.or(*desk.tax.get()).map_or("", words::tax);
        let month = if monthly { "1か月分" } else { "" };
        label.say(&match (tax.is_empty(), monthly) {
            (true, false) => "単価".to_owned(),
            (false, true) => format!("単価（{month}、{tax}）"),
            _ => format!("単価（{month}{tax}）"),
        });
    });
    put_slot(own, line, fields, Slot::Quantity, "数量", "");
}

fn put_monthly(own: Own, now: bool, place: &El, told: &Told, title: &str) {
    let told = Rc::clone(told);
    let months = place.clone();
    let monthly = place.tick(&line_part(own.key, "monthly"), "毎月の費用", title, move |event| {
        own.change(|line| line.monthly = ticked(&event));
        told.set(own.told());
        put_months(own, &months);
    });
    monthly.check(now);
    put_months(own, place);
}

// The months stand behind the box that asks for them.
fn put_months(own: Own, place: &El) {
    while let Some(field) = place.0.first_element_child().and_then(|ticked| ticked.next_element_sibling()) {
        field.remove();
    }
    if let Some(line) = own.line(Clone::clone).filter(|line| line.monthly) {
        put_slot(own, &line, place, Slot::InYear, "年度内の月数", "か月");
        put_slot(own, &line, place, Slot::Total, "契約全体の月数（任意）", "か月");
    }
}

fn put_slot(own: Own, line: &Line, place: &El, slot: Slot, label: &str, unit: &str) -> Made {
    let made = Field {
        id: &slot_id(own.key, slot),
        label,
        unit,
        entry: line.entry(slot),
        mode: mode(&line.format(slot)),
        read: Box::new(move |text| Said::of(&own.line(|line| line.format(slot)).unwrap_or(Format::Yen), text)),
        change: Box::new(move |entry| own.change(|line| *line.entry_mut(slot) = entry)),
    };
    field(place, made)
}

// The questions that are asked about lines of this kind: those of the row, or those of its details.
fn put_questions(own: Own, place: &El, in_row: bool, told: &Told) {
    for (at, question) in own.desk.edition.item_questions.iter().enumerate() {
        if is_asked(question, own.kinds) && stands_in_row(question) == in_row {
            put_question(own, place, at, question, Rc::clone(told));
        }
    }
}

fn put_question(own: Own, place: &El, at: usize, question: &'static Question, told: Told) {
    let Own { desk, key, .. } = own;
    let id = line_question_id(key, at);
    let place = place.add("div", "question");
    place.id(&id);
    let others = move || {
        desk.names.get();
        desk.read(|draft| {
            let others = draft.lines().iter().enumerate().filter(|(_, line)| line.key != key);
            others.map(|(at, line)| (line.key, format!("{}. {}", at + 1, line.title(desk.edition)))).collect()
        })
    };
    let change = move |change: Change| {
        own.change(|line| {
            if let Some(reply) = line.replies.get_mut(at) {
                change.apply(reply);
            }
        });
        told.set(own.told());
    };
    let asked = Ask {
        id: &id,
        name: &line_part(key, &question.id),
        question,
        routes: false,
        reply: &own.line(|line| line.replies.get(at).cloned()).flatten().unwrap_or_default(),
        lines: Box::new(others),
        change: Rc::new(change),
    };
    ask(&place, asked);
}

// How many of its details differ from what is usual.
fn special(desk: &Desk, line: &Line) -> usize {
    let questions = desk.edition.item_questions.iter().zip(&line.replies);
    let differ = questions.filter(|(question, reply)| {
        let usual = match (reply.pick, &question.absent) {
            (Pick::Option(option), Absent::Option(usual)) => option == *usual,
            _ => reply.is_open(),
        };
        is_asked(question, line.kinds) && !stands_in_row(question) && !usual
    });
    differ.count()
        + usize::from(line.tax.is_some())
        + usize::from(line.reduced_rate)
        + usize::from(!line.discount.text.is_empty())
}

/// What a line lacks, as a sentence.
const fn lacks(gap: Gap) -> &'static str {
    match gap {
        Gap::Number(Slot::Price) => "単価を入力してください。",
        Gap::Number(Slot::Quantity) => "数量を入力してください。",
        Gap::Number(Slot::InYear | Slot::Total | Slot::Discount) => "年度内の月数を入力してください。",
        Gap::Wrong(_) => "入力に誤りがあります。",
        Gap::Tax => "金額が税抜か税込かを選んでください。",
    }
}

// The mark and the yen, which open to how they came about; then why.
fn put_outcome(own: Own, place: &El) {
    let Own { desk, key, .. } = own;
    let row = desk.row(key);
    let (_, summary) = place.disclosure("line-state", move |place| put_steps(desk, key, place));
    let why = place.add("div", "why");
    follow(move || {
        summary.clear();
        why.clear();
        let row = row.get();
        put_mark(own, row.as_ref(), &summary);
        if let Some(row) = row.as_ref() {
            put_why(own, row, &why);
        }
    });
}

fn put_mark(own: Own, row: Option<&Row>, place: &El) {
    match row {
        Some(Row { gap: None, status, counted, .. }) => {
            place.mark(words::outcome(*status));
            if let Some(counted) = counted.filter(|counted| *counted > 0) {
                place.put("strong", "yen", &yen(counted));
            }
        }
        // A kind that is out is out at any price.
        Some(_) if own.known().is_some_and(|kind| kind.outcome == Outcome::Excluded) => {
            place.mark(words::outcome(ItemStatus::Excluded))
        }
        _ => place.mark(("入力待ち", "mark waiting")),
    }
    place.put("span", "opens", "計算を見る");
}

fn put_why(own: Own, row: &Row, place: &El) {
    match row.gap {
        Some(gap) => {
            place.put("p", "lacks", lacks(gap));
            if let Some(kind) = own.known() {
                place.cited("reason", &kind.reason, &kind.cite);
            }
        }
        None => {
            place.cited("reason", &row.reason, row.cite);
            put_remedy(row.remedy, place);
        }
    }
    if own.known().is_none() {
        let labels: Vec<&str> = own.desk.edition.kinds_in(own.kinds).map(|kind| kind.label.as_str()).collect();
        place.put("p", "hint", &["考えられる種類：", &labels.join("、")].concat());
    }
    if row.discount > 0 {
        place.put("p", "", &["値引き ", &yen(-row.discount)].concat());
    }
    for (words, clause) in &row.notes {
        let note = place.add("p", "note");
        note.mark(("要確認", "mark confirm"));
        note.write(words);
        note.cite(clause);
    }
}

// The steps that have a value for the line; they follow it.
fn put_steps(desk: &'static Desk, key: u32, place: &El) {
    let id = item_id(key);
    place.live(move |place| {
        let seen = desk.seen.get();
        let list = place.add("ol", "steps");
        for step in seen.estimate.iter().flat_map(|estimate| &estimate.steps) {
            if let Some(own) = step.lines.iter().find(|line| line.item_id == id) {
                trace::put_step(&list, step, &own.value);
            }
        }
        if list.0.child_element_count() == 0 {
            place.put("p", "hint", "この行には、計算に使う金額がまだありません。");
        }
    });
}

fn put_details(own: Own, place: &El, told: Told) {
    let inside = Rc::clone(&told);
    let (details, summary) = place.disclosure("line-more", move |place| {
        put_tax(own, place, &inside);
        put_discount(own, place, &inside);
        put_questions(own, place, false, &inside);
    });
    details.id(&details_id(own.key));
    follow(move || {
        summary.say(&match told.get().2 {
            0 => "くわしく（税、値引き、契約の時期、ほかの補助金など）".to_owned(),
            some => format!("くわしく（税、値引き、契約の時期、ほかの補助金など）：変更{some}件"),
        });
    });
}

// Tax of this line alone.
fn put_tax(own: Own, place: &El, told: &Told) {
    const ALL: [Option<Tax>; 4] = [None, Some(Tax::Excluded), Some(Tax::Included), Some(Tax::Exempt)];
    let (now, reduced) = own.line(|line| (line.tax, line.reduced_rate)).unwrap_or_default();
    let changed = |change: fn(&mut Line, usize)| -> Box<dyn Fn(usize)> {
        let told = Rc::clone(told);
        Box::new(move |at| {
            own.change(|line| change(line, at));
            told.set(own.told());
        })
    };
    let put = |part: &str, question: &str, answers: &[Answer<'_>], chosen, change| {
        let id = line_part(own.key, part);
        radios(&place.fieldset(question), Choices { id: &id, name: &id, answers, chosen, change });
    };
    let answers = ALL.map(|tax| Answer::new(tax.map_or("", tax_id), tax.map_or("見積書と同じ", words::tax)));
    let chosen = ALL.iter().position(|tax| *tax == now);
    let change = changed(|line, at| line.tax = ALL.get(at).copied().flatten());
    put("tax", "この明細の単価", &answers, chosen, change);
    let answers = [Answer::new("10", "10%"), Answer::new("8", "8%")];
    put("rate", "消費税率", &answers, Some(usize::from(reduced)), changed(|line, at| line.reduced_rate = at == 1));
}

// Its share of a discount on the whole quote; who enters it there finds the shares here.
fn put_discount(own: Own, place: &El, told: &Told) {
    let Some(line) = own.line(Clone::clone) else { return };
    let made = put_slot(own, &line, place, Slot::Discount, "値引き（任意）", "円");
    made.help.write("この明細の金額から引く分を、単価と同じ税の扱いで入力します。");
    let told = Rc::clone(told);
    made.input.on("change", move |_| told.set(own.told()));
}

fn put_actions(own: Own, place: &El, title: &str) {
    let Own { desk, key, .. } = own;
    let place = place.add("div", "line-actions");
    for (part, words) in [("copy", "複製"), ("up", "上へ"), ("down", "下へ"), ("delete", "この行を削除")] {
        let id = line_part(key, part);
        place
            .button("plain", words, move |_| act(desk, key, part))
            .set("aria-labelledby", &format!("{id} {title}"))
            .id(&id);
    }
}

// Does it, and gives the focus to where the person goes on.
fn act(desk: &'static Desk, key: u32, action: &'static str) {
    let next = match action {
        "copy" => {
            desk.rearrange(|draft| draft.duplicate(key)).map_or_else(String::new, |copy| slot_id(copy, Slot::Price))
        }
        "delete" => {
            desk.remove(key);
            "undo".to_owned()
        }
        // A row that moves loses the focus on the way.
        _ => {
            desk.rearrange(|draft| draft.shift(key, action == "down"));
            line_part(key, action)
        }
    };
    clock::soon(move || page::focus_control(&next));
}
