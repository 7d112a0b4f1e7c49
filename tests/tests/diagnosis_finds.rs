//! For each usual mistake, random applications with that mistake made: the diagnosis finds it.
//!
//! What the applicant writes is computed by the oracle, which has the mistakes a second time, by hand.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_assess::diagnosis::{Diagnosis, diagnose};
use kaigo_hojo_assess::draft::Written;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::{Application, decode, overview};
use oracle::PROGRAMMES;
use oracle::completions::{Options, random_application};
use oracle::slips::{Figures, figures, mistaken};
use serde_json::Value;

/// How many applications with each mistake; `KAIGO_HOJO_SEEDS` sets another number.
fn cases() -> u64 {
    std::env::var("KAIGO_HOJO_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
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

fn named(diagnosis: &Diagnosis, mistake: &str) -> bool {
    let causes = diagnosis.figures.iter().flat_map(|figure| &figure.causes);
    causes.into_iter().any(|cause| cause.mistakes.len() == 1 && cause.mistakes[0] == mistake)
}

/// Where everything is written, where money is, and where the amount is: how often something differs, and how often the
/// mistake is then named.
#[derive(Debug, Default)]
struct Tally {
    differ: [u64; 3],
    found: [u64; 3],
}

fn of_mistake(edition: &Edition, mistake: &str, most: u64) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..most * 200 {
        if tally.differ[0] == most {
            break;
        }
        let document = random_application(seed, &edition.about.id, Options { max_lines: 8, unknown_rate: 0.0 });
        let (Ok(right), Ok(ways)) = (figures(&document), mistaken(&document, mistake)) else { continue };
        let wrong = &ways[usize::try_from(seed).expect("small") % ways.len()];
        let (Some(all), Some(_)) = (written(wrong), written(&right)) else { continue };
        if *wrong == right {
            continue;
        }
        let application = read(&document);
        let money = Written { staff_number: None, rate: None, ..all.clone() };
        let amount = Written { eligible_cost_yen: None, ..money.clone() };
        for (ix, written) in [&all, &money, &amount].into_iter().enumerate() {
            let diagnosis = diagnose(edition, &application, written).expect("a sound application");
            if diagnosis.figures.iter().any(|figure| figure.agrees == Some(false)) {
                tally.differ[ix] += 1;
                tally.found[ix] += u64::from(named(&diagnosis, mistake));
            }
        }
    }
    tally
}

#[test]
fn the_mistake_that_was_made_is_named() {
    for programme in PROGRAMMES {
        let edition = overview::edition(programme).expect("a programme");
        for mistake in edition.mistakes.open().expect("mistakes").list {
            let tally = of_mistake(&edition, &mistake.id, cases());
            println!("{programme} {:28} {tally:?}", mistake.id);
        }
    }
}

#[test]
fn nothing_is_named_where_the_figures_agree() {
    let mut failures = Vec::new();
    for programme in PROGRAMMES {
        let edition = overview::edition(programme).expect("a programme");
        for seed in 0..cases() * 10 {
            let document = random_application(seed, programme, Options { max_lines: 8, unknown_rate: 0.0 });
            let Some(written) = figures(&document).ok().as_ref().and_then(written) else { continue };
            let diagnosis = diagnose(&edition, &read(&document), &written).expect("a sound application");
            for figure in diagnosis.figures {
                if figure.agrees != Some(true) || !figure.causes.is_empty() {
                    failures.push(format!("{programme} {seed}: {figure:?}\n{document}"));
                }
            }
        }
    }
    let shown = failures.iter().take(3).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{}:\n{shown}", failures.len());
}
