//! One line of the quote: its kind, price, quantity and months, what is asked about it, and what became of it.
//!
//! A row is drawn once (anew when it becomes another kind); afterwards only what changed in it is drawn again, so that
//! typing in one of 200 rows costs one row. What is rarely needed (tax of this line alone, questions with a usual answer)
//! is drawn when it is opened.

use std::rc::Rc;

use kaigo_hojo_assess::application::{Tax, tax_id};
use kaigo_hojo_assess::assessment::ItemStatus;
use kaigo_hojo_assess::rules::edition::{Absent, Kind, Outcome, Question};
use kaigo_hojo_assess::words::yen;

use crate::components::ask::{Ask, Change, ask};
use crate::components::choice::{Answer, Choices, radios};
use crate::components::field::{Field, Made, number};
use crate::components::parts::{button, cite, disclosure, fieldset, line as paragraph, mark, tick};
use crate::components::trace;
use crate::desk::{Desk, Picking, Row};
use crate::dom::{El, Watched, el, follow, nothing, said, shape, text, ticked, value_of};
use crate::draft::{Gap, Line, Pick, Slot, is_asked, stands_in_row};
use crate::{clock, page, words};

const SHAPE: &str = "<li class=line data-at><div class=line-head><h3 data-at></h3>\
    <button type=button class=plain data-at>種類を変える</button></div>\
    <div class=line-fields data-at><div class='field grow'><label class=label data-at>品名（任意）</label>\
    <input type=text class=input autocomplete=off maxlength=200 data-at></div></div><div class=line-fields data-at></div>\
    <div class=line-questions data-at></div><div class=outcome data-at></div></li>";

/// A number of a line.
pub(crate) fn slot_id(key: u32, slot: Slot) -> String {
    format!("l{key}-{}", slot.id())
}

/// A question about a line.
pub(crate) fn question_id(key: u32, question: usize) -> String {
    format!("l{key}-q{question}")
}

/// The details of a line.
pub(crate) fn details_id(key: u32) -> String {
    format!("l{key}-more")
}

/// The button that changes the kind of a line.
pub(crate) fn kind_id(key: u32) -> String {
    format!("l{key}-kind")
}

// A line of a kind.
#[derive(Clone, Copy)]
struct Own {
    desk: &'static Desk,
    key: u32,
    at: usize,
    kind: &'static Kind,
}

impl Own {
    fn line<T>(&self, look: impl FnOnce(&Line) -> T) -> Option<T> {
        self.desk.read(|draft| draft.line(self.key).map(look))
    }

    fn change(&self, change: impl FnOnce(&mut Line)) {
        self.desk.change(|draft| draft.set_line(self.key, change));
    }
}

/// A line.
pub(crate) fn line(desk: &'static Desk, key: u32) -> El {
    let Some(line) = desk.read(|draft| draft.line(key).cloned()) else { return nothing() };
    let Some(kind) = desk.edition.kinds.get(line.kind) else { return nothing() };
    let own = Own { desk, key, at: line.kind, kind };
    let (title, change) = (format!("l{key}-title"), kind_id(key));
    let (whole, mut at) = shape(SHAPE);
    let row = at.next().id(format!("l{key}")).attr("aria-labelledby", &title);
    at.next().id(&title).say(&kind.label);
    let pick = move |_| desk.picking.set(Some(Picking::Change(key)));
    let _ = at.next().attr("aria-labelledby", format!("{change} {title}")).id(change).on("click", pick);
    let fields = at.next();
    let name = format!("l{key}-name");
    let _ = at.next().attr("for", &name);
    let renamed = move |event| {
        let name = value_of(&event);
        own.change(|line| line.name = name);
        desk.renamed();
    };
    let _ = at.next().attr("value", &line.name).id(name).on("change", renamed);
    // What of the line the labels and the details tell beside its numbers.
    let said = Rc::new(Watched::new(said_of(own)));
    let months = at.next();
    fill_fields(own, &line, fields, &months, &said, &title);
    at.next().fill(questions(own, true, &said));
    fill_outcome(own, &at.next());
    let _ = row.with(vec![details(own, said), actions(own, &title)]);
    whole
}

// Tax of its own, whether it is charged by the month, and how many details differ from what is usual.
type Said = (Option<Tax>, bool, usize);

fn said_of(own: Own) -> Said {
    own.line(|line| (line.tax, line.monthly, special(own.desk, line))).unwrap_or_default()
}

fn fill_fields(own: Own, line: &Line, fields: El, months: &El, said: &Rc<Watched<Said>>, title: &str) {
    let desk = own.desk;
    let price = slot(own, line, Slot::Price, "", "円");
    let (label, followed) = (price.label.clone(), Rc::clone(said));
    follow(move || {
        let (tax, monthly, _) = followed.get();
        let tax = tax.or(desk.tax.get()).map_or("", words::tax);
        let (open, close) = if tax.is_empty() && !monthly { ("", "") } else { ("（", "）") };
        let month = if monthly { "1か月分" } else { "" };
        let comma = if monthly && !tax.is_empty() { "、" } else { "" };
        label.say(&format!("単価{open}{month}{comma}{tax}{close}"));
    });
    let (place, told) = (months.clone(), Rc::clone(said));
    let charged = move |event| {
        own.change(|line| line.monthly = ticked(&event));
        told.set(said_of(own));
        place.fill(months_of(own));
    };
    let monthly = tick(&format!("l{}-monthly", own.key), "毎月の費用", Some(title), line.monthly, charged).0;
    let _ = fields.with(vec![price.whole, slot(own, line, Slot::Quantity, "数量", "").whole, monthly]);
    months.fill(months_of(own));
}

fn months_of(own: Own) -> Vec<El> {
    let months = own.line(|line| {
        line.monthly.then(|| {
            let in_year = slot(own, line, Slot::InYear, "年度内の月数", "か月").whole;
            vec![in_year, slot(own, line, Slot::Total, "契約全体の月数（任意）", "か月").whole]
        })
    });
    months.flatten().unwrap_or_default()
}

fn slot(own: Own, line: &Line, slot: Slot, label: &str, unit: &str) -> Made {
    number(Field {
        id: &slot_id(own.key, slot),
        label,
        unit,
        help: Vec::new(),
        format: Box::new(move || own.line(|line| line.format(slot)).unwrap_or(crate::draft::Format::Yen)),
        entry: line.entry(slot),
        change: Box::new(move |entry| own.change(|line| *line.entry_mut(slot) = entry)),
    })
}

// The questions that are asked about lines of this kind: those of the row, or those of its details.
fn questions(own: Own, in_row: bool, said: &Rc<Watched<Said>>) -> Vec<El> {
    let questions = own.desk.edition.item_questions.iter().enumerate();
    let asked = questions.filter(|(_, question)| is_asked(question, own.at) && stands_in_row(question) == in_row);
    asked.map(|(at, question)| asked_about(own, at, question, Rc::clone(said))).collect()
}

fn asked_about(own: Own, at: usize, question: &'static Question, said: Rc<Watched<Said>>) -> El {
    let Own { desk, key, .. } = own;
    let id = question_id(key, at);
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
        said.set(said_of(own));
    };
    let asked = ask(Ask {
        id: id.clone(),
        name: format!("l{key}-{}", question.id),
        question,
        routes: false,
        reply: own.line(|line| line.replies.get(at).cloned()).flatten().unwrap_or_default(),
        lines: Rc::new(others),
        change: Rc::new(change),
    });
    el("div", "question", vec![asked]).id(id)
}

// How many of its details differ from what is usual.
fn special(desk: &Desk, line: &Line) -> usize {
    let questions = desk.edition.item_questions.iter().zip(&line.replies);
    let differ = questions.filter(|(question, reply)| {
        let usual = match (reply.pick, &question.absent) {
            (Pick::Option(option), Absent::Option(usual)) => option == *usual,
            _ => reply.is_open(),
        };
        is_asked(question, line.kind) && !stands_in_row(question) && !usual
    });
    differ.count() + usize::from(line.tax.is_some()) + usize::from(line.reduced_rate)
}

/// What a line lacks, as a sentence.
const fn lacks(gap: Gap) -> &'static str {
    match gap {
        Gap::Number(Slot::Price) => "単価を入力してください。",
        Gap::Number(Slot::Quantity) => "数量を入力してください。",
        Gap::Number(Slot::InYear | Slot::Total) => "年度内の月数を入力してください。",
        Gap::Wrong(_) => "入力に誤りがあります。",
        Gap::Tax => "金額が税抜か税込かを選んでください。",
    }
}

// The mark and the yen, which open to how they came about; then why.
fn fill_outcome(own: Own, place: &El) {
    let Own { desk, key, kind, .. } = own;
    let row = desk.row(key);
    let (summary, why) = (el("summary", "", Vec::new()), el("div", "why", Vec::new()));
    let (head, reasons) = (summary.clone(), why.clone());
    follow(move || {
        let row = row.get();
        head.fill(head_of(kind, row.as_ref()));
        reasons.fill(row.map_or_else(Vec::new, |row| why_of(kind, row)));
    });
    place.fill(vec![disclosure("line-state", summary, move || vec![trace::of_line(desk, key)]), why]);
}

fn head_of(kind: &Kind, row: Option<&Row>) -> Vec<El> {
    let (mark_of, counted) = match row {
        Some(Row { gap: None, status, counted, .. }) => (words::outcome(*status), *counted),
        // A kind that is out is out at any price.
        Some(_) if kind.outcome == Outcome::Excluded => (words::outcome(ItemStatus::Excluded), None),
        _ => (("入力待ち", "mark waiting"), None),
    };
    let counted = counted.filter(|counted| *counted > 0).map(|counted| said("strong", "yen", yen(counted)));
    let opens = said("span", "opens", "計算を見る");
    [Some(mark(mark_of)), counted, Some(opens)].into_iter().flatten().collect()
}

fn why_of(kind: &Kind, row: Row) -> Vec<El> {
    let mut parts = Vec::new();
    let mut reason = row.reason.as_ref();
    if let Some(gap) = row.gap {
        parts.push(said("p", "lacks", lacks(gap)));
        reason = &kind.reason;
    }
    parts.push(paragraph("reason", vec![text(reason), cite(row.cite)]));
    if !row.remedy.is_empty() && row.gap.is_none() {
        parts.push(paragraph("remedy", vec![said("span", "lead", "対象にするには"), text(row.remedy)]));
    }
    for (words, clause) in row.notes {
        parts.push(paragraph("note", vec![mark(("要確認", "mark confirm")), text(words), cite(clause)]));
    }
    parts
}

fn details(own: Own, said: Rc<Watched<Said>>) -> El {
    let summary = el("summary", "", Vec::new());
    let (words, followed) = (summary.clone(), Rc::clone(&said));
    follow(move || {
        let changed = match followed.get() {
            (.., 0) => String::new(),
            (.., some) => format!("：変更{some}件"),
        };
        words.say(&format!("くわしく（税、契約の時期、ほかの補助金など）{changed}"));
    });
    let body = move || {
        let mut parts = tax(own, &said);
        parts.extend(questions(own, false, &said));
        parts
    };
    disclosure("line-more", summary, body).id(details_id(own.key))
}

// Tax of this line alone.
fn tax(own: Own, said: &Rc<Watched<Said>>) -> Vec<El> {
    const ALL: [Option<Tax>; 4] = [None, Some(Tax::Excluded), Some(Tax::Included), Some(Tax::Exempt)];
    let answer = |tax: &Option<Tax>| Answer::new(tax.map_or("", tax_id), tax.map_or("見積書と同じ", words::tax));
    let (now, reduced) = own.line(|line| (line.tax, line.reduced_rate)).unwrap_or_default();
    let changed = |change: fn(&mut Line, usize)| -> Box<dyn Fn(usize)> {
        let said = Rc::clone(said);
        Box::new(move |at| {
            own.change(|line| change(line, at));
            said.set(said_of(own));
        })
    };
    let id = format!("l{}-tax", own.key);
    let kinds = radios(Choices {
        id: &id,
        name: &id,
        answers: ALL.iter().map(answer).collect(),
        chosen: ALL.iter().position(|tax| *tax == now),
        change: changed(|line, at| line.tax = ALL.get(at).copied().flatten()),
    });
    let id = format!("l{}-rate", own.key);
    let rates = radios(Choices {
        id: &id,
        name: &id,
        answers: vec![Answer::new("10", "10%"), Answer::new("8", "8%")],
        chosen: Some(usize::from(reduced)),
        change: changed(|line, at| line.reduced_rate = at == 1),
    });
    vec![fieldset("この明細の単価", vec![kinds]), fieldset("消費税率", vec![rates])]
}

fn actions(own: Own, title: &str) -> El {
    let Own { desk, key, .. } = own;
    let act = |(part, words): (&'static str, &str)| {
        let id = format!("l{key}-{part}");
        let named = format!("{id} {title}");
        button("plain", words, move || do_to(desk, key, part)).attr("aria-labelledby", named).id(id)
    };
    let all = [("copy", "複製"), ("up", "上へ"), ("down", "下へ"), ("delete", "この行を削除")];
    el("div", "line-actions", all.into_iter().map(act).collect())
}

// Does it, and gives the focus to where the person goes on.
fn do_to(desk: &'static Desk, key: u32, action: &'static str) {
    let next = match action {
        "copy" => desk.rearrange(|draft| draft.duplicate(key)).map_or_else(String::new, |copy| slot_id(copy, Slot::Price)),
        "delete" => {
            desk.remove(key);
            "undo".to_owned()
        }
        // A row that moves loses the focus on the way.
        _ => {
            desk.rearrange(|draft| draft.shift(key, action == "down"));
            format!("l{key}-{action}")
        }
    };
    clock::soon(move || page::focus_control(&next));
}
