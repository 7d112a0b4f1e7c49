//! One line of the quote: its kind, price, quantity and months, what is asked about it, and what became of it.
//!
//! A row is drawn once; afterwards only what changed in it is drawn again, so that typing in one of 200 rows costs one
//! row. What is rarely needed (tax of this line alone, questions with a usual answer) is drawn when it is opened.

use std::rc::Rc;

use kaigo_hojo_assess::application::{Tax, tax_id};
use kaigo_hojo_assess::assessment::ItemStatus;
use kaigo_hojo_assess::rules::edition::{Absent, Kind, Outcome, Question};
use kaigo_hojo_assess::words::yen;
use leptos::prelude::{Get, GetUntracked, RwSignal, Set};

use crate::components::ask::{Ask, Change, ask};
use crate::components::choice::{Answer, Choices, radios};
use crate::components::field::{Field, number};
use crate::components::parts::{button, cite, disclosure, fieldset, label, line as paragraph, mark, tick};
use crate::components::trace;
use crate::desk::{Desk, Picking, Row};
use crate::dom::{El, el, nothing, said, text, ticked, value_of};
use crate::draft::{Gap, Line, Pick, Slot, is_asked, stands_in_row};
use crate::{clock, page, words};

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

// A line, and what of it is drawn anew when it changes.
#[derive(Clone, Copy)]
struct Own {
    desk: &'static Desk,
    key: u32,
    kind: RwSignal<usize>,
    monthly: RwSignal<bool>,
    tax: RwSignal<Option<Tax>>,
    special: RwSignal<usize>,
}

impl Own {
    fn kind(&self, at: usize) -> Option<&'static Kind> {
        self.desk.edition.kinds.get(at)
    }

    fn line<T>(&self, look: impl FnOnce(&Line) -> T) -> Option<T> {
        self.desk.read(|draft| draft.line(self.key).map(look))
    }

    fn change(&self, change: impl FnOnce(&mut Line)) {
        self.desk.change(|draft| draft.set_line(self.key, change));
        if let Some(now) = self.line(|line| special(self.desk, line)).filter(|now| *now != self.special.get_untracked()) {
            self.special.set(now);
        }
    }
}

/// A line.
pub(crate) fn line(desk: &'static Desk, key: u32) -> El {
    let Some(line) = desk.read(|draft| draft.line(key).cloned()) else { return nothing() };
    let own = Own {
        desk,
        key,
        kind: RwSignal::new(line.kind),
        monthly: RwSignal::new(line.monthly),
        tax: RwSignal::new(line.tax),
        special: RwSignal::new(special(desk, &line)),
    };
    let title = format!("l{key}-title");
    let kind = move || {
        // The kind is chosen elsewhere, in the list of kinds.
        desk.names.get();
        let now = own.line(|line| line.kind).unwrap_or_default();
        if now != own.kind.get_untracked() {
            own.kind.set(now);
        }
        own.kind(now).map_or_else(String::new, |kind| kind.label.clone())
    };
    let change = button("plain", "種類を変える", move || desk.picking.set(Some(Picking::Change(key))));
    let head = vec![
        el("h3", "", vec![]).id(&title).live_text(kind),
        named_by(change.id(format!("l{key}-kind")), &format!("l{key}-kind {title}")),
    ];
    let parts = vec![
        el("div", "line-head", head),
        fields(own, &line),
        el("div", "line-questions", vec![]).live(move || questions(own, own.kind.get(), true)),
        outcome(own),
        details(own),
        actions(own, &title),
    ];
    named_by(el("li", "line", parts).id(format!("l{key}")), &title)
}

fn named_by(element: El, ids: &str) -> El {
    element.attr("aria-labelledby", ids)
}

fn fields(own: Own, line: &Line) -> El {
    let Own { desk, key, monthly, tax, .. } = own;
    let price = move || {
        let tax = tax.get().or(desk.tax.get()).map_or("", words::tax);
        match (monthly.get(), tax) {
            (false, "") => "単価".to_owned(),
            (true, "") => "単価（1か月分）".to_owned(),
            (false, tax) => format!("単価（{tax}）"),
            (true, tax) => format!("単価（1か月分、{tax}）"),
        }
    };
    let name_id = format!("l{key}-name");
    let renamed = move |event| {
        let name = value_of(&event);
        own.change(|line| line.name = name);
        desk.renamed();
    };
    let name = el("input", "input", vec![])
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("maxlength", "200")
        .attr("value", &line.name)
        .id(&name_id)
        .on("change", renamed);
    let charged = move |event| {
        let on = ticked(&event);
        own.change(|line| line.monthly = on);
        monthly.set(on);
    };
    let months = move || {
        if !monthly.get() {
            return Vec::new();
        }
        let months = own.line(|line| {
            let in_year = slot(own, line, Slot::InYear, label("", "年度内の月数"), "か月");
            let total = slot(own, line, Slot::Total, label("", "契約全体の月数（任意）"), "か月");
            vec![in_year, total]
        });
        months.unwrap_or_default()
    };
    let first = vec![
        el("div", "field grow", vec![label(&name_id, "品名（任意）"), name]),
        slot(own, line, Slot::Price, label("", "").live_text(price), "円"),
        slot(own, line, Slot::Quantity, label("", "数量"), ""),
        tick(&format!("l{key}-monthly"), "毎月の費用", Some(&format!("l{key}-title")), line.monthly, charged),
    ];
    el("div", "", vec![el("div", "line-fields", first), el("div", "line-fields", vec![]).live(months)])
}

fn slot(own: Own, line: &Line, slot: Slot, label: El, unit: &str) -> El {
    let id = slot_id(own.key, slot);
    let short = move || {
        let short = own.line(Line::total_is_short)?;
        short.then(|| "年度内の月数より少なくなっています。契約全体の月数を入力してください（例：60）。".to_owned())
    };
    let label = label.attr("for", &id).id(format!("{id}-label"));
    let field = number(Field {
        id,
        described_by: String::new(),
        unit: unit.to_owned(),
        format: slot.format(),
        entry: line.entry(slot).clone(),
        disabled: Box::new(|| false),
        also: (slot == Slot::Total).then(|| Box::new(short) as _),
        change: Box::new(move |entry| own.change(|line| *line.entry_mut(slot) = entry)),
    });
    el("div", "field", vec![label]).with(field)
}

// The questions that are asked about lines of this kind: those of the row, or those of its details.
fn questions(own: Own, kind: usize, in_row: bool) -> Vec<El> {
    let questions = own.desk.edition.item_questions.iter().enumerate();
    let asked = questions.filter(|(_, question)| is_asked(question, kind) && stands_in_row(question) == in_row);
    asked.map(|(at, question)| asked_about(own, at, question)).collect()
}

fn asked_about(own: Own, at: usize, question: &'static Question) -> El {
    let Own { desk, key, .. } = own;
    let id = question_id(key, at);
    let others = move || {
        desk.names.get();
        let keys = desk.order.get();
        desk.read(|draft| {
            let lines = draft.lines().iter().enumerate();
            let others = lines.filter(|(_, line)| line.key != key && keys.contains(&line.key));
            others.map(|(at, line)| (line.key, format!("{}. {}", at + 1, line.title(desk.edition)))).collect()
        })
    };
    let change = move |change: Change| {
        own.change(|line| {
            if let Some(reply) = line.replies.get_mut(at) {
                change.apply(reply);
            }
        });
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
pub(crate) const fn lacks(gap: Gap) -> &'static str {
    match gap {
        Gap::Number(Slot::Price) => "単価を入力してください。",
        Gap::Number(Slot::Quantity) => "数量を入力してください。",
        Gap::Number(Slot::InYear | Slot::Total) => "年度内の月数を入力してください。",
        Gap::Wrong(_) => "入力に誤りがあります。",
        Gap::Tax => "金額が税抜か税込かを選んでください。",
    }
}

// The mark and the yen, which open to how they came about; then why.
fn outcome(own: Own) -> El {
    let Own { desk, key, .. } = own;
    let row = desk.row(key);
    let head = move || {
        let kind = own.kind(own.kind.get());
        let (mark_of, counted) = match row.get() {
            Some(Row { gap: None, status, counted, .. }) => (words::outcome(status), counted),
            // A kind that is out is out at any price.
            Some(_) if kind.is_some_and(|kind| kind.outcome == Outcome::Excluded) => {
                (words::outcome(ItemStatus::Excluded), None)
            }
            _ => (("入力待ち", "mark waiting"), None),
        };
        let mut head = vec![mark(mark_of)];
        if let Some(counted) = counted.filter(|counted| *counted > 0) {
            head.push(said("strong", "yen", yen(counted)));
        }
        head.push(said("span", "opens", "計算を見る"));
        head
    };
    let why = move || {
        let Some(row) = row.get() else { return Vec::new() };
        let mut parts = Vec::new();
        let mut reason = row.reason.as_ref();
        if let Some(gap) = row.gap {
            parts.push(said("p", "lacks", lacks(gap)));
            reason = own.kind(own.kind.get()).map_or("", |kind| &kind.reason);
        }
        parts.push(paragraph("reason", vec![text(reason), cite(row.cite)]));
        if !row.remedy.is_empty() && row.gap.is_none() {
            parts.push(paragraph("remedy", vec![said("span", "lead", "対象にするには"), text(row.remedy)]));
        }
        for (words, clause) in row.notes {
            parts.push(paragraph("note", vec![mark(("要確認", "mark confirm")), text(words), cite(clause)]));
        }
        parts
    };
    let summary = el("summary", "", vec![]).live(head);
    let opened = disclosure("line-state", summary, move || trace::of_line(desk, key));
    el("div", "outcome", vec![opened, el("div", "why", vec![]).live(why)])
}

fn details(own: Own) -> El {
    let words = move || match own.special.get() {
        0 => "くわしく（税、契約の時期、ほかの補助金など）".to_owned(),
        some => format!("くわしく（税、契約の時期、ほかの補助金など）：変更{some}件"),
    };
    let body = move || el("div", "more", tax(own)).with(questions(own, own.kind.get(), false));
    disclosure("line-more", el("summary", "", vec![]).live_text(words), body).id(details_id(own.key))
}

// Tax of this line alone.
fn tax(own: Own) -> Vec<El> {
    let key = own.key;
    let all = [None, Some(Tax::Excluded), Some(Tax::Included), Some(Tax::Exempt)];
    let answer = |tax: &Option<Tax>| Answer::new(tax.map_or("", tax_id), tax.map_or("見積書と同じ", words::tax));
    let (now, reduced) = own.line(|line| (line.tax, line.reduced_rate)).unwrap_or_default();
    let kinds = radios(Choices {
        id: format!("l{key}-tax"),
        name: format!("l{key}-tax"),
        answers: all.iter().map(answer).collect(),
        chosen: all.iter().position(|tax| *tax == now),
        change: Box::new(move |at| {
            let now = all.get(at).copied().flatten();
            own.change(|line| line.tax = now);
            own.tax.set(now);
        }),
    });
    let rates = radios(Choices {
        id: format!("l{key}-rate"),
        name: format!("l{key}-rate"),
        answers: vec![Answer::new("10", "10%"), Answer::new("8", "8%")],
        chosen: Some(usize::from(reduced)),
        change: Box::new(move |at| own.change(|line| line.reduced_rate = at == 1)),
    });
    vec![fieldset("この明細の単価", vec![kinds]), fieldset("消費税率", vec![rates])]
}

fn actions(own: Own, title: &str) -> El {
    let Own { desk, key, .. } = own;
    let act = |part: &str, words: &str, press: Box<dyn Fn()>| {
        let id = format!("l{key}-{part}");
        named_by(button("plain", words, press).id(&id), &format!("{id} {title}"))
    };
    // A row that moves loses the focus on the way.
    let moved = move |down: bool, part: &'static str| {
        desk.rearrange(|draft| draft.shift(key, down));
        clock::soon(move || page::focus_control(&format!("l{key}-{part}")));
    };
    let duplicate = move || {
        if let Some(copy) = desk.rearrange(|draft| draft.duplicate(key)) {
            clock::soon(move || page::focus_control(&slot_id(copy, Slot::Price)));
        }
    };
    let remove = move || {
        desk.remove(key);
        clock::soon(|| page::focus_control("undo"));
    };
    let buttons = vec![
        act("copy", "複製", Box::new(duplicate)),
        act("up", "上へ", Box::new(move || moved(false, "up"))),
        act("down", "下へ", Box::new(move || moved(true, "down"))),
        act("delete", "この行を削除", Box::new(remove)),
    ];
    el("div", "line-actions", buttons)
}
