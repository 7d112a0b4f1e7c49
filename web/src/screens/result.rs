//! The result: the amount with its status, how it came about, what holds it down, what is unclear, what must hold.
//!
//! Drawn anew whenever it is opened. Invariants: the status stands above the figure; what cannot be computed is said with
//! its reason and is never 0; each figure stands with its sum and clause, and the whole trace is there.

use std::sync::Arc;

use kaigo_hojo_assess::assessment::{Assessment, ItemStatus, ReadingState, Verdict};
use kaigo_hojo_assess::words::{date, yen};
use leptos::prelude::*;

use crate::components::parts::{cite, disclosure, el, mark, nothing, said, section, text};
use crate::components::picture::{bands, bars};
use crate::components::summary::figure;
use crate::components::trace;
use crate::desk::{Desk, Seen};
use crate::draft::item_id;
use crate::screens::answers::status_line;
use crate::words;

/// The result of a programme.
pub(crate) fn result(desk: &'static Desk) -> AnyView {
    let seen = desk.seen.get();
    let about = &desk.edition.about;
    let body: Vec<AnyView> = match &seen.assessment {
        Some(assessment) => body(desk, &seen, assessment),
        None => vec![said("p", "wrong", seen.failure.clone().unwrap_or_default())],
    };
    view! {
        <section data-screen="result">
            <div class="screen-head">
                <p class="back"><a href=desk.address()>"入力に戻る"</a></p>
                <h1 tabindex="-1">"試算の結果"</h1>
                <p class="card-title">{words::programme(about)}</p>
            </div>
            {head(desk, &seen)}
            {body}
            {source(desk)}
        </section>
    }
    .into_any()
}

fn head(desk: &'static Desk, seen: &Arc<Seen>) -> AnyView {
    let mut parts = vec![status_line(desk)];
    let Some(assessment) = &seen.assessment else { return el("div", "headline", parts) };
    let verdict_mark = match assessment.verdict {
        Verdict::Eligible => ("条件を満たす", "mark counted"),
        Verdict::NotEligible => ("対象外", "mark excluded"),
        Verdict::Undetermined => ("未確認", "mark waiting"),
    };
    parts.push(el("p", "verdict", vec![mark(verdict_mark), text(words::verdict(assessment.verdict))]));
    let estimate = if assessment.verdict == Verdict::NotEligible {
        format!("条件を満たしていた場合の{}", words::ESTIMATE)
    } else {
        words::ESTIMATE.to_owned()
    };
    parts.push(said("h2", "figure-label", estimate));
    parts.push(said("p", "figure", figure(seen)));
    if let Some(reason) = assessment.not_computable {
        parts.push(el("p", "wrong", vec![text(reason.reason), cite(reason.cite)]));
    }
    if let Some(burden) = assessment.own_burden {
        parts.push(el("p", "burden", vec![text("自己負担 "), said("strong", "", words::span(burden))]));
    }
    let missing = desk.advice.with_untracked(|advice| advice.missing.len());
    let open = missing + seen.incomplete.map_or(0, |(count, ..)| count);
    if open > 0 {
        let words = format!("まだ答えていない質問が{open}問あるため、金額は決まっていません。");
        parts.push(el("p", "missing", vec![text(words), back(desk, "続きを入力する")]));
    }
    if let Some((count, ..)) = seen.incomplete {
        parts.push(said("p", "lacks", format!("入力中の明細{count}行は、金額に入っていません。")));
    }
    if !seen.mistakes.is_empty() {
        let words = format!("入力に誤りが{}件あります。誤りのある欄は、答えていないものとして計算しています。", seen.mistakes.len());
        parts.push(el("p", "wrong", vec![text(words), back(desk, "入力を直す")]));
    }
    parts.push(said("p", "hint", "これは試算であり、交付を約束するものではありません。交付の可否と金額は、県の審査で決まります。"));
    el("div", "headline", parts)
}

fn back(desk: &'static Desk, words: &'static str) -> AnyView {
    view! { <a href=desk.address()>{words}</a> }.into_any()
}

fn body(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>) -> Vec<AnyView> {
    let _ = seen;
    let mut parts = Vec::new();
    if assessment.total_cost_yen.is_some_and(|total| total > 0) && assessment.amount.is_some() {
        parts.push(section("総額から補助額まで", vec![bars(desk, assessment)]));
    }
    let short: Vec<AnyView> = trace::short(desk, assessment).into_iter().map(trace::told).collect();
    let mut sums = vec![el("ol", "steps short", short)];
    sums.push(match assessment.binding_constraint {
        Some(binding) => {
            let words = format!("補助額を抑えているもの：{}", binding.label);
            el("p", "binding", vec![text(words), cite(binding.cite)])
        }
        None => nothing(),
    });
    sums.push(bands(desk, assessment));
    parts.push(section("計算のあらまし", sums));
    parts.push(categories(assessment));
    parts.push(ways(desk));
    parts.push(excluded(desk, assessment));
    parts.push(readings(assessment));
    parts.push(notes(desk, assessment));
    parts.push(requirements(assessment));
    parts.push(section("すべての計算過程", vec![disclosure("", vec![text("計算の段階をすべて開く")], move || trace::whole(desk))]));
    parts
}

fn categories(assessment: &Assessment<'static>) -> AnyView {
    if assessment.categories.len() < 2 {
        return nothing();
    }
    let row = |category: &kaigo_hojo_assess::assessment::CategoryAmount<'static>| {
        let amount = category.amount.map_or_else(|| "計算できません".to_owned(), words::amount);
        view! { <tr><th scope="row">{category.label}</th><td>{amount}</td></tr> }.into_any()
    };
    let rows: Vec<AnyView> = assessment.categories.iter().map(row).collect();
    let table = view! {
        <table>
            <thead><tr><th scope="col">"区分"</th><th scope="col">{words::ESTIMATE}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    section("区分ごとの金額", vec![table.into_any()])
}

// Each route with what it gives.
fn ways(desk: &'static Desk) -> AnyView {
    let ways = desk.ways();
    if ways.is_empty() {
        return nothing();
    }
    let row = |way: &crate::desk::Way| {
        let amount = way.amount.map_or_else(|| "計算できません".to_owned(), words::amount);
        let amount = if way.exists { amount } else { "この明細では選べません".to_owned() };
        let taken = if way.taken { mark(("この試算で採った方", "mark counted")) } else { nothing() };
        view! { <tr><th scope="row">{way.label} " " {taken}</th><td>{amount}</td></tr> }.into_any()
    };
    let rows: Vec<AnyView> = ways.iter().map(row).collect();
    let explained = match desk.edition.menu.as_ref().and_then(|menu| desk.edition.questions.get(usize::from(menu.question))) {
        Some(question) => el("p", "help", vec![text("それぞれを計算した結果です。"), cite(&question.cite)]),
        None => nothing(),
    };
    let table = view! {
        <table>
            <thead><tr><th scope="col">"申請のしかた"</th><th scope="col">{words::ESTIMATE}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    section("申請のしかたの比較", vec![explained, table.into_any()])
}

// What is not counted in full, with the reason and what would change it.
fn excluded(desk: &'static Desk, assessment: &Assessment<'static>) -> AnyView {
    let title = |id: &str| {
        desk.read(|draft| {
            let found = draft.lines().iter().enumerate().find(|(_, line)| item_id(line.key) == id);
            found.map_or_else(String::new, |(at, line)| format!("{}. {}", at + 1, line.title(desk.edition)))
        })
    };
    let items = assessment.items.iter().filter(|item| item.status != ItemStatus::Counted).map(|item| {
        let counted = match (item.status, item.counted_yen) {
            (ItemStatus::PartlyCounted, Some(value)) => said("strong", "", yen(value)),
            _ => nothing(),
        };
        let mut parts = vec![
            el("p", "item-head", vec![mark(words::outcome(item.status)), said("strong", "", title(&item.id)), counted]),
            el("p", "reason", vec![text(item.reason.clone()), cite(item.cite)]),
        ];
        if !item.remedy.is_empty() {
            parts.push(el("p", "remedy", vec![said("span", "lead", "対象にするには"), text(item.remedy)]));
        }
        el("li", "", parts)
    });
    let items: Vec<AnyView> = items.collect();
    if items.is_empty() {
        return nothing();
    }
    section("対象外・一部だけ対象・要確認の明細", vec![el("ul", "entries", items)])
}

// Only the readings that change the yen of this applicant.
fn readings(assessment: &Assessment<'static>) -> AnyView {
    let differs = |reading: &&ReadingState<'static>| {
        reading.alternatives.iter().any(|other| other.amount != assessment.amount)
    };
    let shown = |amount: Option<_>| amount.map_or_else(|| "計算できません".to_owned(), words::amount);
    let entry = |reading: &ReadingState<'static>| {
        let mut rows = vec![el(
            "li",
            "",
            vec![said("span", "", format!("{}（この試算の読み方）", reading.label)), said("strong", "", shown(assessment.amount))],
        )];
        let others = reading.alternatives.iter().filter(|other| other.amount != assessment.amount);
        rows.extend(others.map(|other| el("li", "", vec![said("span", "", other.label), said("strong", "", shown(other.amount))])));
        let head = vec![mark(("要確認", "mark confirm")), text(reading.question), cite(reading.cite)];
        el("li", "", vec![el("p", "", head), el("ul", "options", rows)])
    };
    let entries: Vec<AnyView> = assessment.readings.iter().filter(differs).map(entry).collect();
    if entries.is_empty() {
        return nothing();
    }
    let help = said("p", "help", "条文だけでは決まらないところです。読み方によって金額が変わるので、県に確かめてください。");
    section("読み方で金額が変わるところ", vec![help, el("ul", "entries", entries)])
}

fn notes(desk: &'static Desk, assessment: &Assessment<'static>) -> AnyView {
    if assessment.notes.is_empty() {
        return nothing();
    }
    // The same note about several lines is said once, with their names.
    let mut told: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for note in &assessment.notes {
        let line = note.item_id.as_ref().map(|id| {
            desk.read(|draft| {
                let at = draft.lines().iter().position(|line| item_id(line.key) == *id).unwrap_or(0);
                format!("明細{}", at + 1)
            })
        });
        match told.iter_mut().find(|(label, ..)| *label == note.label) {
            Some((.., lines)) => lines.extend(line),
            None => told.push((note.label, note.cite, line.into_iter().collect())),
        }
    }
    let entry = |(label, clause, lines): (&str, &str, Vec<String>)| {
        let lines = if lines.is_empty() { nothing() } else { said("span", "lead", lines.join("、")) };
        el("li", "", vec![el("p", "", vec![mark(("要確認", "mark confirm")), lines, text(label), cite(clause)])])
    };
    section("県に確かめること", vec![el("ul", "entries", told.into_iter().map(entry).collect())])
}

fn requirements(assessment: &Assessment<'static>) -> AnyView {
    if assessment.requirements.is_empty() {
        return nothing();
    }
    let entry = |requirement: &kaigo_hojo_assess::assessment::RequirementState<'static>| {
        let decides = if requirement.decides { said("span", "lead", "申請できるかどうかの条件") } else { nothing() };
        let mut parts =
            vec![el("p", "", vec![mark(words::met(requirement.status)), text(requirement.label), cite(requirement.cite), decides])];
        if !requirement.advice.is_empty() && requirement.status != kaigo_hojo_assess::assessment::Met::Met {
            parts.push(said("p", "remedy", requirement.advice));
        }
        el("li", "", parts)
    };
    let entries = assessment.requirements.iter().map(entry).collect();
    let help = said("p", "help", "上の金額は、すべての要件を満たすとした場合のものです。");
    section("要件", vec![help, el("ul", "entries", entries)])
}

fn source(desk: &'static Desk) -> AnyView {
    let about = &desk.edition.about;
    let rows = [
        ("もとにした制度", about.title.clone()),
        ("条文の日付", date(about.as_of)),
        ("最後に確かめた日と人", words::checked(about)),
        ("試算した日", date(desk.today)),
    ];
    let rows = rows.into_iter().map(|(label, value)| el("div", "", vec![said("dt", "", label), said("dd", "", value)]));
    section("この試算について", vec![el("dl", "rows", rows.collect())])
}
