//! One line of the quote: its kind, price, quantity and months, what is asked about it, and what became of it.
//!
//! A row is drawn once; afterwards only what changed in it is drawn again, so that typing in one of 200 rows costs one
//! row. What is rarely needed (tax of this line alone, questions with a usual answer) is drawn when it is opened.

use std::rc::Rc;
use std::sync::Arc;

use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::rules::edition::{Absent, Outcome, Question};
use kaigo_hojo_assess::words::yen;
use leptos::prelude::*;

use crate::clock;
use crate::components::ask::{Ask, Change, ask};
use crate::components::choice::{Choices, radios};
use crate::components::field::{Field, number};
use crate::components::parts::{button, cite, disclosure, el, label_of, mark, named, nothing, said, text};
use crate::components::trace;
use crate::desk::{Desk, Picking, Row};
use crate::draft::{Gap, Line, Pick, Slot, is_asked, stands_in_row};
use crate::{page, words};

/// The element of a line.
pub(crate) fn line_id(key: u32) -> String {
    format!("l{key}")
}

/// A number of a line.
pub(crate) fn slot_id(key: u32, slot: Slot) -> String {
    format!("l{key}-{}", slot.id())
}

/// A question about a line.
pub(crate) fn question_id(key: u32, question: usize) -> String {
    format!("l{key}-q{question}")
}

/// What of a line is drawn anew when it changes.
#[derive(Clone, Copy)]
struct Own {
    desk: &'static Desk,
    key: u32,
    kind: RwSignal<usize>,
    monthly: RwSignal<bool>,
    tax: RwSignal<Option<Tax>>,
    special: RwSignal<usize>,
}

/// A line.
pub(crate) fn line(desk: &'static Desk, key: u32) -> AnyView {
    let Some(line) = desk.read(|draft| draft.line(key).cloned()) else { return nothing() };
    let own = Own {
        desk,
        key,
        kind: RwSignal::new(line.kind),
        monthly: RwSignal::new(line.monthly),
        tax: RwSignal::new(line.tax),
        special: RwSignal::new(special(desk, &line)),
    };
    // The kind is chosen elsewhere, in the list of kinds.
    let kind = move || {
        desk.renamed.track();
        let now = desk.read(|draft| draft.line(key).map(|line| line.kind));
        if let Some(now) = now.filter(|now| *now != own.kind.get_untracked()) {
            own.kind.set(now);
        }
        desk.edition.kinds.get(own.kind.get_untracked()).map_or("", |kind| kind.label.as_str())
    };
    let title = format!("l{key}-title");
    view! {
        <li class="line" id=line_id(key) aria-labelledby=title.clone()>
            <div class="line-head">
                <h3 id=title.clone()>{kind}</h3>
                {button("plain", "種類を変える", move || desk.picking.set(Some(Picking::Change(key))))}
            </div>
            {fields(own, &line)}
            {move || questions(own, own.kind.get(), true)}
            {outcome(own)}
            {details(own)}
            {actions(own)}
        </li>
    }
    .into_any()
}

fn fields(own: Own, line: &Line) -> AnyView {
    let Own { desk, key, monthly, tax, .. } = own;
    let price_label = move || {
        let tax = tax.get().or(desk.tax.get()).map_or("", words::tax);
        match (monthly.get(), tax) {
            (false, "") => "単価".to_owned(),
            (true, "") => "単価（1か月分）".to_owned(),
            (false, tax) => format!("単価（{tax}）"),
            (true, tax) => format!("単価（1か月分、{tax}）"),
        }
    };
    let name_id = format!("l{key}-name");
    let renamed = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        desk.change(|draft| draft.set_line(key, |line| line.name = name));
        desk.renamed.notify();
    };
    let ticked = move |event: web_sys::Event| {
        let on = event_target_checked(&event);
        desk.change(|draft| draft.set_line(key, |line| line.monthly = on));
        monthly.set(on);
    };
    let monthly_id = format!("l{key}-monthly");
    let months = move || {
        monthly.get().then(|| {
            let line = desk.read(|draft| draft.line(key).cloned())?;
            let in_year = slot(own, &line, Slot::InYear, text("年度内の月数"), "か月");
            let total = slot(own, &line, Slot::Total, text("契約全体の月数（任意）"), "か月");
            Some(el("div", "line-fields", vec![in_year, total]))
        })
    };
    view! {
        <div class="line-fields">
            <div class="field grow">
                {label_of(name_id.clone(), "品名（任意）".to_owned())}
                <input class="input" type="text" id=name_id autocomplete="off" maxlength="200" prop:value=line.name.clone() on:change=renamed />
            </div>
            {slot(own, line, Slot::Price, price_label.into_any(), "円")}
            {slot(own, line, Slot::Quantity, text("数量"), "")}
            <label class="tick">
                <input type="checkbox" id=monthly_id prop:checked=line.monthly on:change=ticked />
                <span>"毎月の費用"</span>
            </label>
        </div>
        {months}
    }
    .into_any()
}

fn slot(own: Own, line: &Line, slot: Slot, label: AnyView, unit: &str) -> AnyView {
    let Own { desk, key, .. } = own;
    let short = move || {
        let short = desk.read(|draft| draft.line(key).is_some_and(Line::total_is_short));
        short.then(|| "年度内の月数より少なくなっています。契約全体の月数を入力してください（例：60）。".to_owned())
    };
    let field = number(Field {
        id: slot_id(key, slot),
        label: Some(label),
        described_by: String::new(),
        unit: unit.to_owned(),
        format: slot.format(),
        entry: line.entry(slot).clone(),
        disabled: Signal::stored(false),
        also: (slot == Slot::Total).then(|| Box::new(short) as _),
        change: Box::new(move |entry| {
            desk.change(|draft| draft.set_line(key, |line| *line.entry_mut(slot) = entry));
        }),
    });
    el("div", "field", vec![field])
}

// The questions that are asked about lines of this kind: those of the row, or those of its details.
fn questions(own: Own, kind: usize, in_row: bool) -> AnyView {
    let questions = own.desk.edition.item_questions.iter().enumerate();
    let asked = questions.filter(|(_, question)| is_asked(question, kind) && stands_in_row(question) == in_row);
    el("div", "line-questions", asked.map(|(at, question)| asked_about(own, at, question)).collect())
}

fn asked_about(own: Own, at: usize, question: &'static Question) -> AnyView {
    let Own { desk, key, special: special_count, .. } = own;
    let reply = desk.read(|draft| draft.line(key).and_then(|line| line.replies.get(at).cloned()));
    let id = question_id(key, at);
    let others = Signal::derive(move || {
        desk.renamed.track();
        let keys = desk.order.get();
        desk.read(|draft| {
            let lines = draft.lines().iter().enumerate().filter(|(_, line)| line.key != key && keys.contains(&line.key));
            lines.map(|(at, line)| (line.key, format!("{}. {}", at + 1, line.title(desk.edition)))).collect()
        })
    });
    let change = Rc::new(move |change: Change| {
        desk.change(|draft| {
            draft.set_line(key, |line| {
                if let Some(reply) = line.replies.get_mut(at) {
                    change.apply(reply);
                }
            });
        });
        if let Some(now) = desk.read(|draft| draft.line(key).map(|line| special(desk, line))) {
            special_count.set(now);
        }
    });
    let asked = ask(Ask {
        id: id.clone(),
        name: format!("l{key}-{}", question.id),
        question,
        routes: false,
        reply: reply.unwrap_or_default(),
        lines: Some(others),
        change,
    });
    named("div", id, "question", vec![asked])
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
fn outcome(own: Own) -> AnyView {
    let Own { desk, key, kind, .. } = own;
    let row = desk.row(key);
    let head = move || {
        let (mark_of, counted) = match row.get() {
            Some(Row { gap: None, status, counted, .. }) => (words::outcome(status), counted),
            // A kind that is out is out at any price.
            Some(_) => match desk.edition.kinds.get(kind.get()).map(|kind| kind.outcome) {
                Some(Outcome::Excluded) => (words::outcome(kaigo_hojo_assess::assessment::ItemStatus::Excluded), None),
                _ => (("入力待ち", "mark waiting"), None),
            },
            None => (("入力待ち", "mark waiting"), None),
        };
        let counted = counted.filter(|yen| *yen > 0).map_or_else(nothing, |value| said("strong", "yen", yen(value)));
        vec![mark(mark_of), counted, said("span", "opens", "計算を見る")]
    };
    let why = move || {
        let Some(row) = row.get() else { return nothing() };
        let mut parts = Vec::new();
        if let Some(gap) = row.gap {
            parts.push(said("p", "lacks", lacks(gap)));
        }
        let reason = if row.gap.is_some() {
            desk.edition.kinds.get(kind.get()).map_or_else(String::new, |kind| kind.reason.clone())
        } else {
            row.reason.into_owned()
        };
        parts.push(el("p", "reason", vec![text(reason), cite(row.cite)]));
        if !row.remedy.is_empty() && row.gap.is_none() {
            parts.push(el("p", "remedy", vec![said("span", "lead", "対象にするには"), text(row.remedy)]));
        }
        for (label, clause) in row.notes {
            parts.push(el("p", "note", vec![mark(("要確認", "mark confirm")), text(label), cite(clause)]));
        }
        el("div", "why", parts)
    };
    let calculation = move || trace::of_line(desk, key);
    el("div", "outcome", vec![disclosure("line-state", vec![head.into_any()], calculation), why.into_any()])
}

fn details(own: Own) -> AnyView {
    let Own { kind, special, .. } = own;
    let changed = move || match special.get() {
        0 => String::new(),
        some => format!("（変更 {some}件）"),
    };
    let summary = vec![text("くわしく（税、契約の時期、ほかの補助金など）"), changed.into_any()];
    let body = move || el("div", "more", vec![tax(own), questions(own, kind.get(), false)]);
    let details = disclosure("", summary, body);
    // The id lets a link open it.
    named("div", format!("l{}-more", own.key), "line-more", vec![details])
}

// Tax of this line alone.
fn tax(own: Own) -> AnyView {
    let Own { desk, key, tax, special: special_count, .. } = own;
    let Some(line) = desk.read(|draft| draft.line(key).cloned()) else { return nothing() };
    let all = [None, Some(Tax::Excluded), Some(Tax::Included), Some(Tax::Exempt)];
    let words = |tax: Option<Tax>| tax.map_or("見積書と同じ", words::tax).to_owned();
    let value = |tax: Option<Tax>| tax.map_or("", kaigo_hojo_assess::application::tax_id).to_owned();
    let count = move || {
        if let Some(now) = desk.read(|draft| draft.line(key).map(|line| special(desk, line))) {
            special_count.set(now);
        }
    };
    let kinds = radios(Choices {
        id: format!("l{key}-tax"),
        name: format!("l{key}-tax"),
        options: all.iter().map(|tax| (value(*tax), words(*tax), String::new())).collect(),
        chosen: all.iter().position(|tax| *tax == line.tax),
        change: Box::new(move |at| {
            let now = all.get(at).copied().flatten();
            desk.change(|draft| draft.set_line(key, |line| line.tax = now));
            tax.set(now);
            count();
        }),
    });
    let rates = radios(Choices {
        id: format!("l{key}-rate"),
        name: format!("l{key}-rate"),
        options: ["10", "8"].iter().map(|rate| ((*rate).to_owned(), format!("{rate}%"), String::new())).collect(),
        chosen: Some(usize::from(line.reduced_rate)),
        change: Box::new(move |at| {
            desk.change(|draft| draft.set_line(key, |line| line.reduced_rate = at == 1));
            count();
        }),
    });
    view! {
        <fieldset class="answer">
            <legend class="label">"この明細の金額"</legend>
            {kinds}
        </fieldset>
        <fieldset class="answer">
            <legend class="label">"消費税率"</legend>
            {rates}
        </fieldset>
    }
    .into_any()
}

fn actions(own: Own) -> AnyView {
    let Own { desk, key, .. } = own;
    let act = |part: &str, words: &'static str, press: Arc<dyn Fn() + Send + Sync>| {
        let id = format!("l{key}-{part}");
        view! {
            <button type="button" class="plain" id=id.clone() aria-labelledby=format!("{id} l{key}-title") on:click=move |_| press()>
                {words}
            </button>
        }
        .into_any()
    };
    // A row that moves loses the focus on the way.
    let moved = move |down: bool| {
        let id = format!("l{key}-{}", if down { "down" } else { "up" });
        desk.rearrange(|draft| draft.shift(key, down));
        clock::soon(move || page::focus_control(&id));
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
        act("copy", "複製", Arc::new(duplicate)),
        act("up", "上へ", Arc::new(move || moved(false))),
        act("down", "下へ", Arc::new(move || moved(true))),
        act("delete", "この行を削除", Arc::new(remove)),
    ];
    el("div", "line-actions", buttons)
}
