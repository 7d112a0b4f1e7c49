//! What the three programmes' self-checks have beside their amounts: who may be counted by head, and who asks what.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::{Application, DateId, Dates};
use serde_json::{Value, json};
use whole_system_tests::assess_with;
use whole_system_tests::programmes::programmes;

fn packs() -> Vec<Edition> {
    programmes().iter().map(|programme| programme.edition.clone()).collect()
}

/// ※4 of Saitama, and word for word Gunma: 居宅を訪問してサービスを提供する職員（訪問介護員、居宅介護支援専門員等）及び管理者や
/// 生活相談員等. Kumamoto says nothing (K-A1).
#[test]
fn those_who_visit_and_managers_may_be_counted_by_head() {
    let by_head = ["home-helper", "care-manager", "visiting-staff", "office-manager", "life-counsellor"];
    let by_hours = ["care-worker", "nursing-staff", "rehabilitation-staff", "other-ict-user"];
    for pack in packs() {
        let staffing = pack.staffing.expect("a table of staff");
        let of = |wanted: bool| -> Vec<&str> {
            staffing.roles.iter().filter(|role| role.by_head == wanted).map(|role| role.id.as_str()).collect()
        };
        assert_eq!((of(true), of(false)), (by_head.to_vec(), by_hours.to_vec()), "{}", pack.about.id);
        let asked = |question: u16| pack.questions[usize::from(question)].id.as_str();
        assert_eq!((asked(staffing.fte), asked(staffing.heads)), ("staff-fte", "staff-heads"));
        assert_eq!(staffing.caution.is_empty(), !pack.about.id.starts_with("kumamoto"), "{}", pack.about.id);
    }
}

#[test]
fn every_question_of_the_self_check_is_asked_by_one_requirement() {
    for pack in packs() {
        let checked = (0_u16..).zip(&pack.questions).filter(|(_, q)| pack.sections[usize::from(q.section)].check);
        let checked: Vec<u16> = checked.map(|(ix, _)| ix).collect();
        let asked: Vec<u16> = pack.requirements.iter().filter_map(|requirement| requirement.question).collect();
        assert_eq!(checked, asked, "{}", pack.about.id);
        // Whatever an applicant can still do something about says what.
        let silent = pack.requirements.iter().filter(|requirement| requirement.advice.is_empty());
        assert_eq!(silent.map(|requirement| &requirement.id).next(), None, "{}", pack.about.id);
    }
}

/// Whatever day a project ends on, every fifth of two years: where a deadline comes before the day that it follows from, the text is contradicted, and
/// the pack says so.
#[test]
fn no_deadline_comes_before_what_it_follows_from_without_a_word() {
    for pack in packs() {
        let application = Application { programme: pack.about.id.clone(), ..Application::default() };
        let mut early = 0;
        let mut completion = Date::start_of_fiscal_year(pack.about.fiscal_year);
        while completion.fiscal_year() < pack.about.fiscal_year + 2 {
            let mut dates = Dates::default();
            dates.set(DateId::Completion, Some(completion));
            let got = assess_with(&pack, &application, &dates);
            let deadlines = got["deadlines"].as_array().expect("deadlines");
            let before = deadlines.iter().filter(|deadline| {
                let date = deadline["date"].as_str().and_then(Date::parse);
                // What follows from the completion: without it there is no day.
                let follows = pack.deadlines.iter().any(|own| {
                    let waits = own.due.find(pack.about.fiscal_year, &Dates::default()).waits_for;
                    own.id == deadline["id"].as_str().unwrap_or_default() && waits.contains(&DateId::Completion)
                });
                follows && date.is_some_and(|date| date < completion)
            });
            let before: Vec<&Value> = before.collect();
            assert!(before.iter().all(|deadline| deadline["before"] == json!(["completion"])), "{before:?}");
            let conflicts = got["dateConflicts"].as_array().expect("conflicts");
            assert!(before.is_empty() || !conflicts.is_empty(), "{} {completion}: {before:?}", pack.about.id);
            early += before.len();
            completion = completion.plus_days(5).expect("far from the end");
        }
        // Kumamoto's days are fixed: none follows from the completion.
        assert_eq!(early > 0, !pack.about.id.starts_with("kumamoto"), "{}", pack.about.id);
    }
}
