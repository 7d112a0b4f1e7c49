//! The result: the amount with its status, how it came about, what holds it down, what is unclear, what must hold.
//!
//! Drawn anew whenever it is opened. Invariants: the status stands above the figure; what cannot be computed is said with
//! its reason and is never 0; each figure stands with its sum and clause, and the whole trace is there.

use std::rc::Rc;

use kaigo_hojo_assess::assessment::{Amount, Assessment, ItemStatus, Met, NoteState, StepValue, Verdict};
use kaigo_hojo_assess::short_sum;
use kaigo_hojo_assess::words::{date, yen};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::{figure, put_remedy, put_status, warnings};
use kaigo_hojo_parts::{trace, words};

use super::freeze::freeze;
use crate::desk::{Desk, Seen};
use crate::mistakes::mistakes;
use crate::nav::screen;
use crate::picture::{bands, bars};
use crate::table::{FIGURES, row, table};

/// The heading of what was computed by which rules.
pub(super) const SOURCE: &str = "この試算について";

/// The result for a programme.
pub(crate) fn result(desk: &'static Desk, place: &El) {
    let seen = Rc::new(desk.look());
    let place = screen(desk, "result", "試算の結果", place);
    mistakes(desk, seen.counts.mistakes, &place);
    headline(desk, &seen, &place.add("div", "headline"));
    if let Some(assessment) = &seen.assessment {
        if let (Some(total), Some(_)) = (assessment.total_cost_yen.filter(|total| *total > 0), assessment.amount) {
            bars(desk, assessment, total, &place.section("総額から補助額まで"));
        }
        short(desk, &seen, assessment, &place);
        categories(assessment, &place);
        ways(desk, &seen, &place);
        excluded(desk, &seen, assessment, &place);
        readings(assessment, &place);
        notes(desk, &seen, assessment, &place);
        requirements(assessment, &place);
        let whole = place.section("すべての計算過程");
        let told = Rc::clone(&seen);
        whole.disclosure("", move |place| steps(desk, &told, place)).1.say("計算の段階をすべて開く");
    }
    let place = place.section(SOURCE);
    source(desk, &place);
    place.add("p", "way").link("", &(desk.address() + "/rules"), "この制度の計算方法をすべて見る");
    if seen.assessment.is_some() {
        freeze(desk, &seen, &place);
    }
}

/// The programme's status, the verdict, the figure, and what the figure does not say. On paper its links are left out.
pub(super) fn headline(desk: &'static Desk, seen: &Seen, place: &El) {
    put_status(&desk.edition.about, desk.today, place);
    if let Some(assessment) = &seen.assessment {
        let condition =
            if assessment.verdict == Verdict::NotEligible { "条件を満たしていた場合の" } else { "" };
        let line = place.add("p", "verdict");
        line.mark(words::verdict_mark(assessment.verdict));
        line.put("span", "", words::verdict(assessment.verdict));
        place.put("h2", "figure-label", &format!("{condition}{}", words::ESTIMATE));
        place.put("p", "figure", &figure(assessment.amount));
        if let Some(burden) = assessment.own_burden {
            let line = place.add("p", "burden");
            line.write("自己負担 ");
            line.put("strong", "", &words::span(burden));
        }
    }
    if let Some(failure) = &seen.failure {
        place.put("p", "wrong", failure);
    }
    if let Some(assessment) = &seen.assessment {
        warnings(assessment.amount, assessment.not_computable, place);
        if let Some(better) = assessment.better_route {
            let line = place.add("p", "better");
            line.write(&format!(
                "選んだ申請のしかたでは {}です。「{}」を選ぶと {}になります。",
                figure(assessment.amount),
                better.label,
                figure(Some(better.amount)),
            ));
            line.link("act", &desk.address(), "選び直す");
        }
    }
    if seen.left_out > 0 {
        place.put("p", "lacks", &words::left_out(seen.left_out));
    }
    let guesses = seen.guesses();
    if guesses > 0 {
        let line = place.add("p", "missing");
        line.mark(words::GUESS);
        line.write(&words::guessed(guesses));
        line.link("act", &desk.address(), "種類を確かめる");
    }
    let open = seen.advice.missing.len() + seen.counts.waiting;
    if open > 0 {
        let line = place.add("p", "missing");
        line.write(&format!("まだ答えていない質問が{open}問あります。"));
        line.link("act", &desk.address(), "続きを入力する");
    }
    place.put("p", "hint", words::PROMISE);
}

fn short(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    let place = place.section("計算のあらまし");
    let list = place.add("ol", "steps");
    short_sum(desk.edition, &assessment.steps).into_iter().for_each(|step| put_step(desk, seen, step, &list));
    if let Some(binding) = assessment.binding_constraint {
        place.cited("binding", &format!("補助額を抑えているもの：{}", binding.label), binding.cite);
    }
    bands(desk, assessment, &place);
}

fn categories(assessment: &Assessment<'static>, place: &El) {
    if assessment.categories.len() > 1 {
        let heading = "区分ごとの金額";
        let (caption, rows) = table(&place.section(heading), &[("", "区分"), (FIGURES, words::ESTIMATE)]);
        caption.set("class", "unseen").say(heading);
        for category in &assessment.categories {
            let (head, cells) = row(&rows);
            head.say(category.label);
            cells.put("td", FIGURES, &figure(category.amount));
        }
    }
}

// Each route with what it gives.
fn ways(desk: &'static Desk, seen: &Seen, place: &El) {
    let ways = desk.ways(seen);
    if ways.is_empty() {
        return;
    }
    let heading = "申請のしかたの比較";
    let place = place.section(heading);
    place.put(
        "p",
        "help",
        "それぞれの申請のしかたで計算した結果です。明細の組合せによっては、選べないものがあります。",
    );
    let (caption, rows) = table(&place, &[("", "申請のしかた"), (FIGURES, words::ESTIMATE)]);
    caption.set("class", "unseen").say(heading);
    for way in ways {
        let (head, cells) = row(&rows);
        head.write(way.label);
        head.write(" ");
        if way.taken {
            head.mark(("採った方", "mark counted"));
        }
        cells.put("td", FIGURES, &if way.exists { figure(way.amount) } else { "選べません".to_owned() });
    }
}

// A list of entries under a heading, made with its first entry.
struct Entries<'a> {
    place: &'a El,
    heading: &'static str,
    help: &'static str,
    list: Option<El>,
}

impl<'a> Entries<'a> {
    const fn new(place: &'a El, heading: &'static str, help: &'static str) -> Self {
        Self { place, heading, help, list: None }
    }

    fn add(&mut self) -> El {
        let list = self.list.get_or_insert_with(|| {
            let section = self.place.section(self.heading);
            if !self.help.is_empty() {
                section.put("p", "help", self.help);
            }
            section.add("ul", "entries")
        });
        list.add("li", "")
    }
}

// What is not counted in full, with the reason and what would change it.
fn excluded(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    let mut entries = Entries::new(place, "対象外・一部だけ対象・要確認の明細", "");
    for item in assessment.items.iter().filter(|item| item.status != ItemStatus::Counted) {
        let entry = entries.add();
        let head = entry.add("p", "item-head");
        head.mark(words::outcome(item.status));
        head.put("strong", "", &desk.line_name(seen, &item.id));
        if seen.application.items.iter().flatten().any(|line| line.id == item.id && line.has_open_kind()) {
            head.mark(words::GUESS);
        }
        if let (ItemStatus::PartlyCounted, Some(counted)) = (item.status, item.counted_yen) {
            head.put("strong", "", &yen(counted));
        }
        entry.cited("reason", &item.reason, item.cite);
        put_remedy(item.remedy, &entry);
    }
}

// Only the readings that change the yen of this applicant.
fn readings(assessment: &Assessment<'static>, place: &El) {
    let help = "条文だけでは決まらないところです。読み方によって金額が変わるので、県に確かめてください。";
    let mut entries = Entries::new(place, "読み方で金額が変わるところ", help);
    for reading in &assessment.readings {
        let mut options = None;
        for other in reading.alternatives.iter().filter(|other| other.amount != assessment.amount) {
            let options = options.get_or_insert_with(|| {
                let entry = entries.add();
                confirm(&entry, reading.question, reading.cite);
                let options = entry.add("ul", "options");
                option(&options, &format!("{}（この試算の読み方）", reading.label), assessment.amount);
                options
            });
            option(options, other.label, other.amount);
        }
    }
}

fn option(options: &El, words: &str, amount: Option<Amount>) {
    let item = options.add("li", "");
    item.put("span", "", words);
    item.put("strong", "", &figure(amount));
}

fn confirm(entry: &El, words: &str, clause: &str) {
    let line = entry.add("p", "");
    line.mark(("要確認", "mark confirm"));
    line.write(words);
    line.cite(clause);
}

/// The notes, the same one about several lines once, with the names of these lines.
pub(super) fn notes_once<'a>(
    desk: &'static Desk,
    seen: &Seen,
    assessment: &'a Assessment<'static>,
) -> Vec<(&'a NoteState<'static>, String)> {
    let mut once: Vec<(&NoteState<'_>, Vec<String>)> = Vec::new();
    for note in &assessment.notes {
        let name = note.item_id.as_ref().map(|id| desk.line_name(seen, id));
        match once.iter_mut().find(|(other, _)| other.label == note.label) {
            Some((_, names)) => names.extend(name),
            None => once.push((note, name.into_iter().collect())),
        }
    }
    let lines = |names: Vec<String>| {
        if names.is_empty() { String::new() } else { format!("明細：{}", names.join("、")) }
    };
    once.into_iter().map(|(note, names)| (note, lines(names))).collect()
}

fn notes(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    let mut entries = Entries::new(place, "県に確かめること", "");
    for (note, lines) in notes_once(desk, seen, assessment) {
        let entry = entries.add();
        confirm(&entry, note.label, note.cite);
        if !lines.is_empty() {
            entry.put("p", "hint", &lines);
        }
    }
}

fn requirements(assessment: &Assessment<'static>, place: &El) {
    let help = "上の金額は、すべての要件を満たすとした場合のものです。";
    let mut entries = Entries::new(place, "要件", help);
    for requirement in &assessment.requirements {
        let entry = entries.add();
        let line = entry.add("p", "");
        line.mark(words::met(requirement.status));
        line.write(requirement.label);
        line.cite(requirement.cite);
        if requirement.decides {
            line.put("span", "hint", "（申請できる事業所の条件）");
        }
        if !requirement.advice.is_empty() && requirement.status != Met::Met {
            entry.put("p", "remedy", requirement.advice);
        }
    }
}

// Every step.
fn steps(desk: &'static Desk, seen: &Seen, place: &El) {
    let list = place.add("ol", "steps");
    for step in seen.assessment.iter().flat_map(|assessment| &assessment.steps) {
        put_step(desk, seen, step, &list);
    }
}

fn put_step(desk: &'static Desk, seen: &Seen, step: &StepValue<'_>, list: &El) {
    step_lines(desk, seen, step, &trace::put_step(list, step, &trace::value(step)));
}

/// The values of a step that has one for each line.
pub(super) fn step_lines(desk: &'static Desk, seen: &Seen, step: &StepValue<'_>, place: &El) {
    if step.lines.is_empty() {
        return;
    }
    let lines = place.add("ul", "step-lines");
    for line in &step.lines {
        let item = lines.add("li", "");
        item.put("span", "step-label", &desk.line_name(seen, &line.item_id));
        item.put("strong", "step-value", &line.value);
    }
}

/// What was computed, by which rules, and when.
pub(super) fn source(desk: &'static Desk, place: &El) -> El {
    let about = &desk.edition.about;
    let rows = place.add("dl", "rows");
    rows.fact("", "もとにした制度").say(&about.title);
    rows.fact("", "条文の日付").say(&date(about.as_of));
    rows.fact("", "最後の確認").say(&words::checked(about));
    rows.fact("", "試算した日").say(&date(desk.today));
    rows
}
