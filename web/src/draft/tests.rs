//! What is entered, and what it comes to.

use kaigo_hojo_assess::assess;
use kaigo_hojo_assess::overview::editions;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::AnswerKind;
use kaigo_hojo_contract::Answer;

use super::entry::{Format, Pick};
use super::*;
use crate::ids::item_id;

const DAY: Date = Date { year: 2026, month: 11, day: 21 };

fn drafts() -> impl Iterator<Item = (&'static Edition, Draft)> {
    editions().into_iter().map(|edition| {
        let edition: &'static Edition = Box::leak(Box::new(edition));
        (edition, Draft::new(edition))
    })
}

fn typed(text: &str) -> Entry {
    Entry::new(text.to_owned(), true)
}

#[test]
fn nothing_entered_is_nothing_said() {
    for (edition, draft) in drafts() {
        assert!(draft.application().answers.is_empty());
        assert_eq!(draft.application().items, None);
        assert!(!draft.touched);
        assert!(assess(edition, draft.application(), DAY).is_ok());
    }
}

#[test]
fn every_answer_of_every_question_is_one_that_the_engine_takes() {
    for (edition, mut draft) in drafts() {
        for (at, question) in edition.questions.iter().enumerate() {
            let picks: Vec<Pick> = match &question.kind {
                AnswerKind::Truth => vec![Pick::Option(0), Pick::Option(1), Pick::Unknown],
                AnswerKind::Choice(choices) => {
                    (0..=u8::MAX).zip(choices).map(|(at, _)| Pick::Option(at)).chain([Pick::Unknown]).collect()
                }
                AnswerKind::Number { none, .. } => {
                    none.iter().map(|_| Pick::None).chain([Pick::Unknown, Pick::Open]).collect()
                }
                AnswerKind::Lines => Vec::new(),
            };
            for pick in picks {
                draft.set_reply(at, |reply| (reply.pick, reply.entry) = (pick, typed("１２")));
                let assessed = assess(edition, draft.application(), DAY);
                assert!(assessed.is_ok(), "{} {pick:?}: {assessed:?}", question.id);
            }
            draft.set_reply(at, |reply| *reply = Reply::default());
            assert!(draft.application().answers.is_empty(), "{}", question.id);
        }
    }
}

#[test]
fn a_number_that_cannot_be_read_is_no_answer_and_a_mistake_once_typing_is_over() {
    for (edition, mut draft) in drafts() {
        let Some(at) = edition.questions.iter().position(|question| Format::of(&question.kind).is_some()) else {
            continue;
        };
        draft.set_reply(at, |reply| reply.entry = Entry::new("十".to_owned(), false));
        assert!(draft.application().answers.is_empty());
        assert_eq!(draft.mistakes(), []);
        draft.set_reply(at, |reply| reply.entry = Entry::new("十".to_owned(), true));
        assert_eq!(draft.mistakes(), [Mistake::Question(at)]);
        draft.set_reply(at, |reply| reply.pick = Pick::Unknown);
        assert_eq!(draft.mistakes(), []);
    }
}

#[test]
fn a_line_counts_for_nothing_until_it_is_complete() {
    for (edition, mut draft) in drafts() {
        for kind in 0..edition.kinds.len() {
            let Some(key) = draft.add(kind) else { panic!("there is room for every kind") };
            let total = |draft: &Draft| assess(edition, draft.application(), DAY).map(|a| a.total_cost_yen);
            let before = total(&draft);
            assert_eq!(draft.gaps().last(), Some(&Some(Gap::Number(Slot::Price))));
            draft.set_line(key, |line| line.price = typed("12万"));
            assert_eq!(draft.gaps().last(), Some(&Some(Gap::Tax)));
            draft.set_line(key, |line| (line.tax, line.monthly) = (Some(Tax::Exempt), true));
            assert_eq!(draft.gaps().last(), Some(&Some(Gap::Number(Slot::InYear))));
            draft.set_line(key, |line| (line.in_year, line.total) = (typed("5か月"), typed("4")));
            assert_eq!(draft.gaps().last(), Some(&Some(Gap::Wrong(Slot::Total))));
            assert_eq!(draft.mistakes(), [Mistake::Line(key, Slot::Total)]);
            assert_eq!(total(&draft), before);
            draft.set_line(key, |line| line.total = typed("60"));
            assert_eq!(draft.gaps().last(), Some(&None));
            assert_eq!(
                total(&draft).map(|now| now.map(|now| now - before.ok().flatten().unwrap_or(0))),
                Ok(Some(600_000))
            );
            assert_eq!(draft.mistakes(), []);
        }
    }
}

#[test]
fn lines_keep_their_keys_and_what_was_said_of_them() {
    for (edition, mut draft) in drafts() {
        let keys: Vec<u32> = (0..3).filter_map(|kind| draft.add(kind % edition.kinds.len())).collect();
        let [first, second, third] = keys[..] else { panic!("three lines") };
        let order = |draft: &Draft| draft.keys().into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert!(draft.shift(third, false));
        assert!(!draft.shift(first, false));
        assert_eq!(order(&draft), [first, third, second]);
        let copy = draft.duplicate(first);
        assert_eq!(order(&draft)[1], copy.unwrap_or(0));
        let Some((at, line)) = draft.remove(third) else { panic!("it is there") };
        assert_eq!(draft.restore(at, line), Some(third));
        assert_eq!(order(&draft), [first, copy.unwrap_or(0), third, second]);
        // The items stand in the order of the lines, under ids that no other line ever had.
        let ids: Vec<String> = draft.application().items.iter().flatten().map(|item| item.id.clone()).collect();
        assert_eq!(ids, order(&draft).into_iter().map(item_id).collect::<Vec<_>>());
    }
}

#[test]
fn a_line_that_is_gone_is_named_by_no_other() {
    for (edition, mut draft) in drafts() {
        let Some(at) = edition.item_questions.iter().position(|question| matches!(question.kind, AnswerKind::Lines))
        else {
            continue;
        };
        let asked = |kind: &usize| is_asked(&edition.item_questions[at], 1 << kind);
        let Some(kind) = (0..edition.kinds.len()).find(asked) else {
            continue;
        };
        let (Some(device), Some(cost)) = (draft.add(0), draft.add(kind)) else { panic!("two lines") };
        draft.set_line(cost, |line| line.replies[at].lines = vec![device]);
        let named = |draft: &Draft| {
            let items = draft.application().items.as_ref()?;
            items.last()?.answers.get(&edition.item_questions[at].id).cloned()
        };
        assert_eq!(named(&draft), Some(Answer::Lines(vec![item_id(device)])));
        let gone = draft.remove(device);
        assert_eq!(named(&draft), None);
        assert!(assess(edition, draft.application(), DAY).is_ok());
        assert!(gone.is_some_and(|(at, line)| draft.restore(at, line).is_some()));
        assert_eq!(named(&draft), Some(Answer::Lines(vec![item_id(device)])));
    }
}

#[test]
fn no_lines_and_unknown_costs_are_two_things() {
    for (_, mut draft) in drafts() {
        draft.set_costs(Costs::Lines);
        assert_eq!(draft.application().items, None);
        draft.set_costs(Costs::None);
        assert_eq!(draft.application().items, Some(Vec::new()));
        let key = draft.add(0);
        assert_eq!(draft.costs(), Costs::Lines);
        draft.set_costs(Costs::Unknown);
        assert_eq!(draft.application().items, None);
        assert_eq!(draft.gaps(), []);
        draft.set_costs(Costs::Lines);
        assert_eq!(draft.application().items.as_ref().map(Vec::len), Some(1));
        assert!(key.is_some());
    }
}

#[test]
fn a_change_from_elsewhere_leaves_alone_what_it_says_nothing_of() {
    for (edition, mut draft) in drafts() {
        let Some(at) = edition.questions.iter().position(|question| Format::of(&question.kind).is_some()) else {
            continue;
        };
        let Some(truth) = edition.questions.iter().position(|question| matches!(question.kind, AnswerKind::Truth))
        else {
            continue;
        };
        draft.set_reply(at, |reply| reply.entry = typed("十人"));
        draft.set_costs(Costs::Unknown);
        draft.set_tax(Tax::Included);
        let mut document = draft.document();
        document.application.answers.insert(edition.questions[truth].id.clone(), Answer::Truth(true));
        let Ok(mut draft) = draft.changed_by(&document) else { panic!("a sound document") };
        assert_eq!(draft.reply(truth).pick, Pick::Option(1));
        assert_eq!(draft.reply(at).entry, typed("十人"));
        assert_eq!((draft.costs(), draft.tax()), (Costs::Unknown, Some(Tax::Included)));
        // A line with a mistake beside one that changes.
        let (Some(wrong), Some(whole)) = (draft.add(0), draft.add(0)) else { panic!("two lines") };
        draft.set_line(wrong, |line| (line.price, line.tax) = (typed("六十万"), Some(Tax::Exempt)));
        draft.set_line(whole, |line| line.price = typed("1000"));
        let mut document = draft.document();
        for item in document.application.items.iter_mut().flatten().filter(|item| item.id == item_id(whole)) {
            item.discount_yen = 70;
        }
        let Ok(draft) = draft.changed_by(&document) else { panic!("a sound document") };
        let line = |key: u32| {
            draft
                .line(key)
                .cloned()
                .map(|line| (line.price.text().to_owned(), line.tax, line.discount.text().to_owned()))
        };
        assert_eq!(line(wrong), Some(("六十万".to_owned(), Some(Tax::Exempt), String::new())));
        assert_eq!(line(whole), Some(("1,000".to_owned(), None, "70".to_owned())));
        assert_eq!(draft.mistakes(), [Mistake::Question(at), Mistake::Line(wrong, Slot::Price)]);
        assert_eq!(draft.document(), document);
    }
}

#[test]
fn there_is_an_end_to_the_lines() {
    let Some((_, mut draft)) = drafts().next() else { panic!("a programme") };
    let added = (0..=MOST_LINES).filter_map(|_| draft.add(0)).count();
    assert_eq!(added, MOST_LINES);
}
