//! What is still open, as one sentence and a short list that leads to each of it.

use std::rc::Rc;

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_assess::assessment::{Assessment, Met, Verdict};
use kaigo_hojo_assess::rules::edition::Stage;
use kaigo_hojo_assess::words::stage;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::put_status;
use kaigo_hojo_parts::{clock, page, words};

use super::{CONDITIONS, Compared, DATES, Following, PAPERS, Part, QUOTE, WRITTEN, papers};
use crate::desk::{Desk, Seen};
use crate::mistakes::to_first;
use crate::nav::answer_link;
use crate::screens::{quote, staff};

/// The overview.
pub(super) fn overview(desk: &'static Desk, seen: &Following, compared: &Compared, place: &El) {
    let place = place.add("div", "headline");
    put_status(&desk.edition.about, desk.today, &place);
    let verdict = place.add("div", "");
    let following = Rc::clone(seen);
    verdict.live(move |place| put_verdict(desk, &following.get(), place));
    // The sentence stays, so that a screen reader notices what it says now.
    let sentence = place.add("p", "figure-label");
    sentence.set("role", "status");
    let (list, following, compared) = (place.add("ul", "plain-list open"), Rc::clone(seen), Rc::clone(compared));
    list.live(move |place| {
        let differ =
            compared.get().iter().flat_map(|found| &found.figures).filter(|one| one.agrees == Some(false)).count();
        let count = put_open(desk, &following.get(), differ, place);
        sentence.say(if count == 0 {
            "確かめることは、残っていません。"
        } else {
            "提出の前に、次のことを確かめてください。"
        });
        place.flag("hidden", count == 0);
    });
    place.put("p", "hint", words::PROMISE);
}

// Names exactly the answers that decide.
fn put_verdict(desk: &'static Desk, seen: &Seen, place: &El) {
    let Some(assessment) = &seen.assessment else {
        place.put("p", "wrong", seen.failure.as_deref().unwrap_or_default());
        return;
    };
    let line = place.add("p", "verdict");
    line.mark(words::verdict_mark(assessment.verdict));
    line.put("span", "", words::verdict(assessment.verdict));
    let wanted = match assessment.verdict {
        Verdict::Eligible => return,
        Verdict::NotEligible => Met::NotMet,
        Verdict::Undetermined => Met::Unknown,
    };
    let answers = place.add("p", "");
    answers.write(match assessment.verdict {
        Verdict::NotEligible => "これを決めた回答：",
        _ => "これを決める、まだない回答：",
    });
    for (count, answer) in decided_by(desk, seen, assessment, wanted).into_iter().enumerate() {
        if count > 0 {
            answers.write("、");
        }
        answer_link(desk, seen, answer, &answers);
    }
}

fn decided_by(desk: &Desk, seen: &Seen, assessment: &Assessment<'_>, wanted: Met) -> Vec<Place> {
    let mut answers = Vec::new();
    for (requirement, deciding) in desk.edition.requirements.iter().zip(&seen.deciding) {
        let has = |state: &&kaigo_hojo_assess::assessment::RequirementState<'_>| {
            state.id == requirement.id && state.status == wanted
        };
        if requirement.decides && assessment.requirements.iter().any(|state| has(&state)) {
            answers.extend(deciding.iter().filter(|answer| !answers.contains(*answer)).copied().collect::<Vec<_>>());
        }
    }
    answers
}

// Each kind of thing that is open; how many kinds.
fn put_open(desk: &'static Desk, seen: &Seen, differ: usize, list: &El) -> usize {
    let mut kinds = 0;
    let mut item = |count: usize| {
        (count > 0).then(|| {
            kinds += 1;
            list.add("li", "")
        })
    };
    if let Some(item) = item(seen.counts.mistakes) {
        item.write(&format!("入力の誤りが{}件あります。", seen.counts.mistakes));
        to_first(desk, &item);
    }
    let unread = desk.unread.get();
    if let Some(item) = item(unread.len()) {
        item.write(&format!("自己点検や職員数の計算に、誤りのある欄が{}件あります。", unread.len()));
        match unread.iter().find(|id| !staff::has(id)).cloned() {
            Some(id) => drop(item.button("link", "その欄へ", move |_| page::focus_control(&id))),
            None => item.link("", &[desk.address().as_str(), "/staff"].concat(), "職員数の計算へ"),
        }
    }
    let missing = seen.advice.missing.len() + seen.counts.waiting;
    if let Some(item) = item(missing) {
        item.write(&format!("補助額を決める回答があと{missing}問あります。"));
        item.link("", &desk.address(), "続きを入力する");
    }
    let guesses = seen.guesses();
    if let Some(item) = item(guesses) {
        item.mark(words::GUESS);
        item.write(&words::guessed(guesses));
        item.link("", &desk.address(), "種類を確かめる");
    }
    let of = |met: Met| {
        let all = seen.assessment.iter().flat_map(|assessment| &assessment.requirements);
        all.filter(|requirement| requirement.status == met).count()
    };
    let ((needed, ready), conflicts) = (
        papers::count(desk, seen, Stage::Application),
        seen.assessment.as_ref().map_or(0, |found| found.date_conflicts.len() + found.months_beyond.len()),
    );
    let lacking = format!("{}の書類が、あと", stage(Stage::Application));
    let parts = [
        (of(Met::NotMet), "満たさない条件が", "件あります。", CONDITIONS),
        (of(Met::Unknown), "未確認の条件が", "件あります。", CONDITIONS),
        (needed - ready, lacking.as_str(), "点用意できていません。", PAPERS),
        (conflicts, "日付の矛盾が", "件あります。", DATES),
        (differ, "書いた金額のうち", "件が、試算と一致しません。", WRITTEN),
        (quote::mismatch(desk, seen).into(), "見積書の合計が、明細と合いません（", "件）。", QUOTE),
    ];
    for (count, before, after, part) in parts {
        if let Some(item) = item(count) {
            item.write(&format!("{before}{count}{after}"));
            to_part(part, &item);
        }
    }
    kinds
}

// The address is the screen's own; a part of it has none.
fn to_part((id, heading): Part, place: &El) {
    place.button("link", &format!("「{heading}」へ"), move |_| {
        if let Some(heading) = page::by_id(id) {
            heading.scroll_into_view();
            clock::soon(move || page::focus_quietly(&heading));
        }
    });
}
