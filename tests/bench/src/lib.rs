//! What the benchmarks call inside wasm, and natively (`bin/native.rs`). Not part of the product: `cargo xtask bench`
//! builds it.
//!
//! Applications are decoded once, before anything is timed; the loops run inside wasm, so that no JavaScript object is
//! made or read in between.

pub mod by_hand;

use core::hint::black_box;

use by_hand::Input;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::rules::facts::Facts;
use kaigo_hojo_assess::{Assessor, overview};
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_contract::{Application, decode};
use wasm_bindgen::prelude::wasm_bindgen;

const DAY: Date = Date { year: 2026, month: 11, day: 21 };

/// Applications of one programme, decoded.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Bench {
    edition: Edition,
    applications: Vec<Application>,
    facts: Vec<Facts>,
    by_hand: Vec<Input>,
}

#[wasm_bindgen]
impl Bench {
    /// Decodes a JSON list of applications of one programme.
    ///
    /// # Panics
    /// Where they are not: a benchmark of something else would be worthless.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(list: &str) -> Self {
        let trees: Vec<Tree<'_>> = serde_json::from_str(list).expect("a JSON list");
        let applications: Vec<Application> =
            trees.iter().map(|tree| decode::application(tree).expect("an application")).collect();
        let programme = &applications.first().expect("at least one application").programme;
        let edition = overview::edition(programme).expect("a built-in programme");
        let facts = applications
            .iter()
            .map(|one| kaigo_hojo_assess::facts::facts(&edition, one).expect("a sound application"))
            .collect();
        Self { edition, applications, facts, by_hand: Vec::new() }
    }

    /// Decodes the applications for the function by hand too: those of Saitama that the benchmark makes.
    pub fn decode_for_hand(&mut self) {
        self.by_hand = self.applications.iter().map(Input::new).collect();
    }

    /// The amounts, for holding against the other side; -1 where there is none.
    #[must_use]
    pub fn amounts(&self) -> Vec<f64> {
        let mut assessor = Assessor::new(&self.edition);
        self.facts.iter().map(|facts| assessor.amount(facts).map_or(-1.0, to_number)).collect()
    }

    /// The amounts by hand.
    #[must_use]
    pub fn amounts_by_hand(&self) -> Vec<f64> {
        self.by_hand.iter().map(|input| to_number(input.amount())).collect()
    }

    /// The amounts by hand, `rounds` times over; gives a sum so that nothing is left out.
    #[must_use]
    pub fn hand_loop(&self, rounds: u32) -> f64 {
        let mut sum = 0;
        for _ in 0..rounds {
            sum += black_box(&self.by_hand).iter().map(Input::amount).sum::<i64>();
        }
        to_number(sum)
    }

    /// The amount alone of every application, `rounds` times over; gives a sum so that nothing is left out.
    #[must_use]
    pub fn amount_loop(&self, rounds: u32) -> f64 {
        let mut assessor = Assessor::new(&self.edition);
        let mut sum = 0;
        for _ in 0..rounds {
            for facts in &self.facts {
                sum += assessor.amount(facts).unwrap_or(0);
            }
        }
        to_number(sum)
    }

    /// The full assessment of every application, `rounds` times over; gives the number of steps told.
    ///
    /// # Panics
    /// Never: the applications were sound when they were decoded.
    #[must_use]
    pub fn assess_loop(&self, rounds: u32) -> u32 {
        let mut assessor = Assessor::new(&self.edition);
        let mut steps = 0;
        for _ in 0..rounds {
            for application in &self.applications {
                let assessment = assessor.assess(application, DAY).expect("a sound application");
                steps += u32::try_from(assessment.steps.len()).unwrap_or(0);
            }
        }
        steps
    }
}

// Yen of an amount are far below 2^53, where a JavaScript number is exact.
fn to_number(yen: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
    let number = yen as f64;
    number
}
