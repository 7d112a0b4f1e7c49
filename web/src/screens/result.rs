//! The result: the amount with its status, how it came about, what holds it down, what is unclear, what must hold.
//!
//! Drawn anew whenever it is opened. Invariants: the status stands above the figure; what cannot be computed is said with
//! its reason and is never 0; each figure stands with its sum and clause, and the whole trace is there.

use kaigo_hojo_assess::assessment::{
    Amount, Assessment, CategoryAmount, ItemState, ItemStatus, Met, ReadingState, RequirementState, Verdict,
};
use kaigo_hojo_assess::words::{date, yen};

use crate::components::parts::{cite, cited, disclosure, fact, line, link, mark, section, table};
use crate::components::picture::{bands, bars};
use crate::components::summary::figure;
use crate::components::trace;
use crate::desk::{Desk, Seen, Way};
use crate::dom::{El, el, nothing, said, text};
use crate::screens::start::{stale, status};
use crate::words;

/// The result for a programme.
pub(crate) fn result(desk: &'static Desk) -> El {
    let seen = desk.seen.peek();
    let head = vec![
        line("back", vec![link("", &desk.address(), "入力に戻る")]),
        said("h1", "", "試算の結果").attr("tabindex", "-1"),
        said("p", "card-title", words::programme(&desk.edition.about)),
    ];
    let mut parts = vec![el("div", "screen-head", head)];
    match &seen.assessment {
        Some(assessment) => {
            parts.push(headline(desk, &seen, assessment));
            parts.extend(body(desk, assessment));
        }
        None => parts.push(said("p", "wrong", seen.failure.as_deref().unwrap_or_default())),
    }
    parts.push(source(desk));
    el("section", "", parts).attr("data-screen", "result")
}

fn shown(amount: Option<Amount>) -> String {
    amount.map_or_else(|| "計算できません".to_owned(), words::amount)
}

fn headline(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>) -> El {
    let verdict = match assessment.verdict {
        Verdict::Eligible => ("条件を満たす", "mark counted"),
        Verdict::NotEligible => ("対象外", "mark excluded"),
        Verdict::Undetermined => ("未確認", "mark waiting"),
    };
    let estimate = match assessment.verdict {
        Verdict::NotEligible => format!("条件を満たしていた場合の{}", words::ESTIMATE),
        _ => words::ESTIMATE.to_owned(),
    };
    let mut parts = vec![status(desk.status())];
    parts.extend(stale(&desk.edition.about, desk.today));
    parts.push(line("verdict", vec![mark(verdict), said("span", "", words::verdict(assessment.verdict))]));
    parts.push(said("h2", "figure-label", estimate));
    parts.push(said("p", "figure", figure(seen)));
    if let Some(reason) = assessment.not_computable {
        parts.push(cited("wrong", reason.reason, reason.cite));
    }
    if let Some(burden) = assessment.own_burden {
        parts.push(line("burden", vec![text("自己負担 "), said("strong", "", words::span(burden))]));
    }
    let back = |words: &str| link("", &desk.address(), words);
    let missing = desk.advice.peek().missing.len();
    let open = missing + seen.incomplete.map_or(0, |(count, ..)| count);
    if open > 0 {
        let words = format!("まだ答えていない質問が{open}問あります。");
        parts.push(line("missing", vec![text(words), back("続きを入力する")]));
    }
    if let Some((count, ..)) = seen.incomplete {
        parts.push(said("p", "lacks", format!("入力中の明細{count}行は、金額に入っていません。")));
    }
    if !seen.mistakes.is_empty() {
        let count = seen.mistakes.len();
        let words = format!("入力に誤りが{count}件あります。誤りのある欄は、答えていないものとして計算しています。");
        parts.push(line("wrong", vec![text(words), back("入力を直す")]));
    }
    let promise = "これは試算であり、交付を約束するものではありません。交付の可否と金額は、県の審査で決まります。";
    parts.push(said("p", "hint", promise));
    el("div", "headline", parts)
}

fn body(desk: &'static Desk, assessment: &Assessment<'static>) -> Vec<El> {
    let mut parts = Vec::new();
    if assessment.amount.is_some() && assessment.total_cost_yen.is_some_and(|total| total > 0) {
        parts.push(section("総額から補助額まで", vec![bars(desk, assessment)]));
    }
    let short = trace::short(desk, assessment).into_iter().map(trace::told).collect();
    let mut sums = vec![el("ol", "steps", short)];
    if let Some(binding) = assessment.binding_constraint {
        sums.push(cited("binding", &format!("補助額を抑えているもの：{}", binding.label), binding.cite));
    }
    sums.push(bands(desk, assessment));
    parts.push(section("計算のあらまし", sums));
    parts.push(categories(assessment));
    parts.push(ways(desk));
    parts.push(excluded(desk, assessment));
    parts.push(readings(assessment));
    parts.push(notes(desk, assessment));
    parts.push(requirements(assessment));
    let whole = disclosure("", said("summary", "", "計算の段階をすべて開く"), move || vec![trace::whole(desk)]);
    parts.push(section("すべての計算過程", vec![whole]));
    parts
}

// A list of entries under a heading, or nothing where there are none.
fn entries(heading: &str, help: &str, entries: Vec<El>) -> El {
    if entries.is_empty() {
        return nothing();
    }
    let mut parts = vec![el("ul", "entries", entries)];
    if !help.is_empty() {
        parts.insert(0, said("p", "help", help));
    }
    section(heading, parts)
}

fn categories(assessment: &Assessment<'static>) -> El {
    if assessment.categories.len() < 2 {
        return nothing();
    }
    let row = |category: &CategoryAmount<'static>| [text(category.label), text(shown(category.amount))];
    let rows = assessment.categories.iter().map(row).collect();
    section("区分ごとの金額", vec![table(None, ["区分", words::ESTIMATE], rows)])
}

// Each route with what it gives.
fn ways(desk: &'static Desk) -> El {
    let ways = desk.ways();
    if ways.is_empty() {
        return nothing();
    }
    let row = |way: &Way| {
        let amount = if way.exists { shown(way.amount) } else { "この明細では選べません".to_owned() };
        let taken = if way.taken { mark(("この試算で採った方", "mark counted")) } else { nothing() };
        [el("span", "", vec![text(way.label), text(" "), taken]), text(amount)]
    };
    let rows = ways.iter().map(row).collect();
    let help = said("p", "help", "それぞれの申請のしかたで計算した結果です。");
    section("申請のしかたの比較", vec![help, table(None, ["申請のしかた", words::ESTIMATE], rows)])
}

// What is not counted in full, with the reason and what would change it.
fn excluded(desk: &'static Desk, assessment: &Assessment<'static>) -> El {
    let entry = |item: &ItemState<'static>| {
        let mut head = vec![mark(words::outcome(item.status)), said("strong", "", desk.line_name(&item.id))];
        if let (ItemStatus::PartlyCounted, Some(counted)) = (item.status, item.counted_yen) {
            head.push(said("strong", "", yen(counted)));
        }
        let mut parts = vec![line("item-head", head), cited("reason", &item.reason, item.cite)];
        if !item.remedy.is_empty() {
            parts.push(line("remedy", vec![said("span", "lead", "対象にするには"), text(item.remedy)]));
        }
        el("li", "", parts)
    };
    let items = assessment.items.iter().filter(|item| item.status != ItemStatus::Counted);
    entries("対象外・一部だけ対象・要確認の明細", "", items.map(entry).collect())
}

// Only the readings that change the yen of this applicant.
fn readings(assessment: &Assessment<'static>) -> El {
    let option = |words: &str, amount| el("li", "", vec![said("span", "", words), said("strong", "", shown(amount))]);
    let entry = |reading: &ReadingState<'static>| {
        let others: Vec<_> = reading.alternatives.iter().filter(|other| other.amount != assessment.amount).collect();
        if others.is_empty() {
            return None;
        }
        let mut options = vec![option(&format!("{}（この試算の読み方）", reading.label), assessment.amount)];
        options.extend(others.into_iter().map(|other| option(other.label, other.amount)));
        let head = vec![mark(("要確認", "mark confirm")), text(reading.question), cite(reading.cite)];
        Some(el("li", "", vec![line("", head), el("ul", "options", options)]))
    };
    let help = "条文だけでは決まらないところです。読み方によって金額が変わるので、県に確かめてください。";
    entries("読み方で金額が変わるところ", help, assessment.readings.iter().filter_map(entry).collect())
}

fn notes(desk: &'static Desk, assessment: &Assessment<'static>) -> El {
    // The same note about several lines is said once, with their names.
    let mut told: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for note in &assessment.notes {
        let line = note.item_id.as_ref().map(|id| desk.line_name(id));
        match told.iter_mut().find(|(label, ..)| *label == note.label) {
            Some((.., lines)) => lines.extend(line),
            None => told.push((note.label, note.cite, line.into_iter().collect())),
        }
    }
    let entry = |(label, clause, lines): (&str, &str, Vec<String>)| {
        let mut parts = vec![line("", vec![mark(("要確認", "mark confirm")), text(label), cite(clause)])];
        if !lines.is_empty() {
            parts.push(said("p", "hint", format!("明細：{}", lines.join("、"))));
        }
        el("li", "", parts)
    };
    entries("県に確かめること", "", told.into_iter().map(entry).collect())
}

fn requirements(assessment: &Assessment<'static>) -> El {
    let entry = |requirement: &RequirementState<'static>| {
        let mut head = vec![mark(words::met(requirement.status)), text(requirement.label), cite(requirement.cite)];
        if requirement.decides {
            head.push(said("span", "hint", "（申請できる事業所の条件）"));
        }
        let mut parts = vec![line("", head)];
        if !requirement.advice.is_empty() && requirement.status != Met::Met {
            parts.push(said("p", "remedy", requirement.advice));
        }
        el("li", "", parts)
    };
    let help = "上の金額は、すべての要件を満たすとした場合のものです。";
    entries("要件", help, assessment.requirements.iter().map(entry).collect())
}

fn source(desk: &'static Desk) -> El {
    let about = &desk.edition.about;
    let rows = vec![
        fact("もとにした制度", text(&about.title)),
        fact("条文の日付", text(date(about.as_of))),
        fact("最後の確認", text(words::checked(about))),
        fact("試算した日", text(date(desk.today))),
    ];
    section("この試算について", vec![el("dl", "rows", rows)])
}
