//! For each usual mistake, random applications with that mistake made: the diagnosis finds it.
//!
//! What the applicant writes is computed by the oracle, which has the mistakes a second time, by hand. The two about a
//! table of staff, which the oracle does not know, are computed here.
//!
//! `KAIGO_HOJO_SEEDS` sets how many applications with each mistake; then the rates are printed, also for somebody who
//! writes only the two amounts, and only the amount of the grant.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/random.rs"]
mod random;

use kaigo_hojo_assess::diagnosis::diagnose_draft;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::{assess, overview};
use kaigo_hojo_contract::diagnosis::Diagnosis;
use kaigo_hojo_contract::draft::{Draft, StaffRow, StaffTable, Written};
use kaigo_hojo_contract::{Application, decode};
use oracle::completions::{Options, random_application};
use oracle::slips::{Figures, figures, mistaken};
use random::Random;
use serde_json::{Value, json};
use whole_system_tests::DAY;
use whole_system_tests::programmes::{Need, held_ids};

fn seeds() -> Option<u64> {
    std::env::var("KAIGO_HOJO_SEEDS").ok().and_then(|text| text.parse().ok())
}

fn read(document: &Value) -> Application {
    let text = document.to_string();
    let tree = serde_json::from_str(&text).expect("JSON");
    decode::application(&tree).expect("an application")
}

fn written(figures: &Figures) -> Option<Written> {
    let narrow = |yen: i128| i64::try_from(yen).ok();
    Some(Written {
        eligible_cost_yen: Some(narrow(figures.eligible_yen)?),
        amount_yen: Some(narrow(figures.amount_yen?)?),
        staff_number: Some(narrow(figures.staff?)?),
        rate: Some(figures.rate()),
    })
}

/// An office and what is written by somebody who makes the mistake; `None` where it changes nothing here.
fn draft(programme: &str, mistake: &str, seed: u64) -> Option<Draft> {
    let mut document = random_application(seed, programme, Options { max_lines: 8, unknown_rate: 0.0 });
    let (staff, wrong) = if mistake.ends_with("-per-role") {
        let (table, right, wrong) = staff(seed, mistake == "staff-rounded-per-role");
        document["answers"]["staff-fte"] = json!(right);
        let mut mistaken = document.clone();
        mistaken["answers"]["staff-fte"] = json!(wrong);
        (Some(table), figures(&mistaken).ok()?)
    } else {
        let mut ways = mistaken(&document, mistake).ok()?;
        let way = usize::try_from(seed).expect("small") % ways.len();
        (None, ways.swap_remove(way))
    };
    let right = figures(&document).ok()?;
    right.amount_yen?;
    (wrong != right).then_some(())?;
    Some(Draft { application: read(&document), written: written(&wrong)?, staff, ..Draft::default() })
}

/// People of a few roles with a full-time week of 40 hours, their number in all, and that of somebody who rounds each
/// role, or cuts it to tenths.
fn staff(seed: u64, rounded: bool) -> (StaffTable, String, String) {
    let mut random = Random::new(seed);
    let (mut rows, mut right, mut wrong) = (Vec::new(), 0, 0);
    for role in ["care-worker", "nursing-staff", "office-manager", "rehabilitation-staff"] {
        let mut quarters = 0;
        for _ in 0..random.below(3) {
            // Hours in quarters; 160 quarters are a full-time week.
            let (people, hours) = (*random.pick(&[1, 1, 2, 3, 5]), random.below(180) + 1);
            quarters += people * hours.min(160);
            rows.push(StaffRow {
                role: role.to_owned(),
                people: Some(i64::try_from(people).expect("few")),
                weekly_hours: Some(format!("{}.{:02}", hours / 4, hours % 4 * 25)),
                by_head: false,
            });
        }
        right += quarters;
        // In tenths of a person.
        wrong += if rounded { (quarters + 80) / 160 * 10 } else { quarters * 10 / 160 };
    }
    let decimal = |whole: usize, part: usize, places: usize| format!("{whole}.{part:0places$}");
    let table = StaffTable { full_time_hours: Some("40".to_owned()), rows };
    // 1/160 has six places.
    (table, decimal(right / 160, right % 160 * 1_000_000 / 160, 6), decimal(wrong / 10, wrong % 10, 1))
}

fn named(diagnosis: &Diagnosis, mistake: &str) -> bool {
    let causes = diagnosis.figures.iter().flat_map(|figure| &figure.causes);
    causes.into_iter().any(|cause| cause.mistakes == [mistake])
}

/// How often something differs, and how often the mistake is then among those named.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    differ: u64,
    found: u64,
}

impl Tally {
    fn add(&mut self, edition: &Edition, draft: &Draft, mistake: &str) {
        let diagnosis = diagnose_draft(edition, draft).expect("a sound application");
        assert!(diagnosis.figures.iter().all(|figure| figure.causes.len() <= 3), "at most three are named");
        if diagnosis.figures.iter().any(|figure| figure.agrees == Some(false)) {
            self.differ += 1;
            self.found += u64::from(named(&diagnosis, mistake));
        }
    }
}

impl core::fmt::Display for Tally {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:>5} of {:>5}", self.found, self.differ)
    }
}

fn of_mistake(edition: &Edition, mistake: &str, most: u64) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); if seeds().is_some() { 3 } else { 1 }];
    for seed in 0..most * 200 {
        if tallies[0].differ == most {
            break;
        }
        let Some(mut draft) = draft(&edition.about.id, mistake, seed) else { continue };
        for (ix, tally) in tallies.iter_mut().enumerate() {
            let less = |written: &mut Written| match ix {
                0 => {}
                1 => (written.staff_number, written.rate) = (None, None),
                _ => written.eligible_cost_yen = None,
            };
            less(&mut draft.written);
            tally.add(edition, &draft, mistake);
        }
    }
    tallies
}

#[test]
fn the_mistake_that_was_made_is_named() {
    let mut failures = Vec::new();
    for programme in held_ids(Need::Oracle) {
        let edition = overview::edition(programme).expect("a programme");
        for mistake in edition.mistakes.open().expect("mistakes").list {
            let most = seeds().unwrap_or(25);
            let tallies = of_mistake(&edition, &mistake.id, most);
            if seeds().is_some() {
                let rates: Vec<String> = tallies.iter().map(ToString::to_string).collect();
                println!("{programme:18} {:30} {}", mistake.id, rates.join(" | "));
            }
            if tallies[0].differ < most || tallies[0].found * 100 < tallies[0].differ * 95 {
                failures.push(format!("{programme} {}: {}", mistake.id, tallies[0]));
            }
        }
    }
    assert!(failures.is_empty(), "named too rarely:\n{}", failures.join("\n"));
}

#[test]
fn nothing_is_named_where_the_figures_agree() {
    let mut failures = Vec::new();
    for programme in held_ids(Need::Oracle) {
        let edition = overview::edition(programme).expect("a programme");
        for seed in 0..seeds().unwrap_or(40) * 10 {
            let document = random_application(seed, programme, Options { max_lines: 8, unknown_rate: 0.0 });
            let Some(written) = figures(&document).ok().as_ref().and_then(written) else { continue };
            let draft = Draft { application: read(&document), written, ..Draft::default() };
            for figure in diagnose_draft(&edition, &draft).expect("a sound application").figures {
                if figure.agrees != Some(true) || !figure.causes.is_empty() {
                    failures.push(format!("{programme} {seed}: {figure:?}\n{document}"));
                }
            }
        }
    }
    let shown = failures.iter().take(3).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{}:\n{shown}", failures.len());
}

#[test]
fn unanswered_questions_are_no_mistakes() {
    let mut undetermined = 0;
    for programme in held_ids(Need::Oracle) {
        let edition = overview::edition(programme).expect("a programme");
        for seed in 0..seeds().unwrap_or(40) {
            let document = random_application(seed, programme, Options { max_lines: 5, unknown_rate: 0.2 });
            let application = read(&document);
            let amount = assess(&edition, &application, DAY).expect("sound").amount;
            let within = amount.map_or(0, |amount| amount.low_yen);
            for yen in [within, within + 777, 0] {
                let written = Written { amount_yen: Some(yen), eligible_cost_yen: Some(yen), ..Written::default() };
                let draft = Draft { application: application.clone(), written, ..Draft::default() };
                let diagnosis = diagnose_draft(&edition, &draft).expect("a sound application");
                for figure in &diagnosis.figures {
                    let explained = figure.agrees == Some(false) || figure.causes.is_empty();
                    assert!(explained, "{programme} {seed}: {figure:?}");
                    undetermined += u64::from(figure.agrees.is_none());
                }
                let told = diagnosis.figures.last().expect("the amount");
                // As the assessment has it.
                let ours = (told.low_yen, told.high_yen, told.ours_yen);
                let theirs = amount.map(|amount| (Some(amount.low_yen), amount.high_yen, amount.yen));
                assert_eq!(ours, theirs.unwrap_or_default(), "{programme} {seed}");
                let inside = amount
                    .is_some_and(|amount| amount.low_yen <= yen && amount.high_yen.is_none_or(|high| yen <= high));
                let expected = match amount {
                    None => None,
                    Some(amount) if amount.yen.is_none() && inside => None,
                    Some(_) => Some(inside),
                };
                assert_eq!(told.agrees, expected, "{programme} {seed}: {yen} beside {amount:?}");
            }
        }
    }
    assert!(undetermined > 100, "{undetermined}");
}
