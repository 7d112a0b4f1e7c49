//! What must hold, in groups, each with whether it does, its clause, what to do about it, and its question or the way to
//! the answer that decides it.

use std::rc::Rc;

use kaigo_hojo_assess::assessment::{Met, RequirementState};
use kaigo_hojo_assess::rules::edition::{Group, Question, Requirement};
use kaigo_hojo_assess::words::group as group_word;
use kaigo_hojo_parts::ask::{Ask, Change, ask};
use kaigo_hojo_parts::dom::{El, follow};
use kaigo_hojo_parts::entry::Reply;
use kaigo_hojo_parts::words;

use super::Following;
use crate::desk::{Desk, Seen};
use crate::nav::answer_link;

/// The conditions.
pub(super) fn conditions(desk: &'static Desk, seen: &Following, place: &El) {
    place.put("p", "help", "満たしていることを一つずつ確かめてください。金額は、すべて満たすとして計算しています。");
    for group in Group::ALL {
        let section = place.add("section", "group");
        section.put("h3", "", group_word(group));
        let list = section.add("ul", "entries");
        let following = Rc::clone(seen);
        follow(move || section.flag("hidden", shown(desk, group, &following.get()).next().is_none()));
        let (keys, of) = (Rc::clone(seen), Rc::clone(seen));
        list.keyed(
            "",
            move || shown(desk, group, &keys.get()).filter_map(|at| Some((u32::try_from(at).ok()?, 0))).collect(),
            move |(at, _), item| requirement(desk, &of, at as usize, item),
        );
    }
    others(desk, place);
}

// The requirements of a group that concern the applicant, or may, by their positions in the edition.
fn shown(desk: &'static Desk, group: Group, seen: &Seen) -> impl Iterator<Item = usize> {
    let requirements = desk.edition.requirements.iter().enumerate();
    let of_group = requirements.filter(move |(_, requirement)| requirement.group == group);
    of_group.filter(|(_, requirement)| state(seen, requirement).is_some()).map(|(at, _)| at)
}

fn state<'s>(seen: &'s Seen, requirement: &Requirement) -> Option<&'s RequirementState<'static>> {
    seen.assessment.as_ref()?.requirements.iter().find(|state| state.id == requirement.id)
}

fn requirement(desk: &'static Desk, seen: &Following, at: usize, item: &El) {
    let Some(requirement) = desk.edition.requirements.get(at) else { return };
    item.set("data-requirement", &requirement.id);
    let line = item.add("p", "condition");
    let mark = line.add("span", "");
    match requirement.question.map(usize::from) {
        Some(question) => put_question(desk, question, item),
        None => {
            line.write(&requirement.label);
            line.cite(&requirement.cite);
            if requirement.decides {
                line.put("span", "hint", "（申請の可否を決めます）");
            }
        }
    }
    let advice = item.add("p", "remedy");
    advice.say(&requirement.advice);
    let answers = item.add("p", "hint");
    let seen = Rc::clone(seen);
    follow(move || {
        let seen = seen.get();
        let Some(state) = state(&seen, requirement) else { return };
        let (word, class) = words::met(state.status);
        mark.set("class", class).say(word);
        advice.flag("hidden", state.status == Met::Met || requirement.advice.is_empty());
        answers.clear();
        let deciding = seen.deciding.get(at).map_or([].as_slice(), Vec::as_slice);
        answers.flag("hidden", requirement.question.is_some() || deciding.is_empty());
        if requirement.question.is_none() && !deciding.is_empty() {
            put_answers(desk, &seen, state.status, deciding, &answers);
        }
    });
}

/// More answers than this are not named.
const MOST: usize = 5;

fn put_answers(
    desk: &'static Desk,
    seen: &Seen,
    status: Met,
    deciding: &[kaigo_hojo_assess::advice::Place],
    place: &El,
) {
    place.write(if status == Met::Unknown {
        "これに答えると決まります："
    } else {
        "もとにした回答："
    });
    for (count, answer) in deciding.iter().take(MOST).enumerate() {
        if count > 0 {
            place.write("、");
        }
        answer_link(desk, seen, *answer, place);
    }
    if deciding.len() > MOST {
        place.write("など");
    }
}

fn put_question(desk: &'static Desk, at: usize, place: &El) {
    let Some(question) = desk.edition.questions.get(at) else { return };
    let place = place.add("div", "question");
    let change = move |change: Change| {
        let mut reply = reply(desk, question);
        change.apply(&mut reply);
        desk.enter(|draft| {
            let answers = &mut draft.application.answers;
            match reply.answer(question, &|_| false) {
                Some(answer) => answers.insert(question.id.clone(), answer),
                None => answers.remove(&question.id),
            };
        });
    };
    let asked = Ask {
        id: &["check-", &question.id].concat(),
        name: &question.id,
        question,
        routes: false,
        reply: &reply(desk, question),
        lines: Box::new(Vec::new),
        change: Rc::new(change),
    };
    ask(&place, asked);
}

// As it stands in the draft.
fn reply(desk: &'static Desk, question: &Question) -> Reply {
    let draft = desk.draft();
    let answer = draft.application.answers.get(&question.id);
    answer.map_or_else(Reply::default, |answer| Reply::given(question, answer, &[]))
}

// The questions of the self-check that no requirement asks: papers, deadlines or notes hang on them.
fn others(desk: &'static Desk, place: &El) {
    let edition = desk.edition;
    for (section, part) in edition.sections.iter().enumerate().filter(|(_, section)| section.check) {
        let asked = |at: usize| edition.requirements.iter().any(|one| one.question.map(usize::from) == Some(at));
        let own = edition.questions.iter().enumerate();
        let own: Vec<usize> = own
            .filter(|(at, question)| usize::from(question.section) == section && !asked(*at))
            .map(|(at, _)| at)
            .collect();
        if !own.is_empty() {
            let group = place.add("section", "group");
            group.put("h3", "", &part.label);
            own.into_iter().for_each(|at| put_question(desk, at, &group));
        }
    }
}
