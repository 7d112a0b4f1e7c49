//! What holds the amount down, held against editions out of which one limit is taken.
//!
//! For each limit of an edition a copy is made in which it is not applied; what an application gives there, in an
//! assessment of its own, is what it would be granted without. The limit that is named must be the one without which the
//! amount is highest, and none may be named only where the amount is the same without each.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/any_edition.rs"]
mod any_edition;
#[path = "support/fragment.rs"]
#[expect(dead_code, reason = "applications are made at random here")]
mod fragment;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::path::Path;

use kaigo_hojo_assess::rules::edition::{Edition, Op, Operand};
use kaigo_hojo_assess::rules::exact::Exact;
use kaigo_hojo_assess::rules::range::Range;
use kaigo_hojo_assess::{Assessor, overview};
use kaigo_hojo_pack::check as check_pack;
use oracle::completions::Options;
use random::Random;
use serde_json::{Value, json};
use whole_system_tests::programmes::{Need, held_ids};
use whole_system_tests::{Desk, FOLDER, seeds};

/// The ids of an edition's limits, in the order of its steps.
fn limits(edition: &Edition) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for limit in edition.steps.iter().filter_map(|step| step.limit.as_ref()) {
        if !ids.contains(&limit.id) {
            ids.push(limit.id.clone());
        }
    }
    ids
}

/// An edition that does not apply a limit: what was the lowest is its first input, and every unit is taken.
fn without(edition: &Edition, limit: &str) -> Edition {
    let mut edition = edition.clone();
    for step in &mut edition.steps {
        if step.limit.as_ref().is_none_or(|of| of.id != limit) {
            continue;
        }
        match &mut step.op {
            Op::Lowest(inputs) => inputs.truncate(1),
            Op::Best(best) => best.limit = Operand::Figure(Range::Point(Exact::INFINITE)),
            other => panic!("{limit} stands at a step that holds nothing down: {other:?}"),
        }
    }
    edition
}

struct Bench<'e> {
    desk: Desk<'e>,
    without: Vec<(String, Desk<'e>)>,
    /// How often each limit was named; `""` where none was.
    named: BTreeMap<String, usize>,
}

impl<'e> Bench<'e> {
    fn new(edition: &'e Edition, without: &'e [(String, Edition)]) -> Self {
        Self {
            desk: Desk(Assessor::new(edition)),
            without: without.iter().map(|(id, edition)| (id.clone(), Desk(Assessor::new(edition)))).collect(),
            named: BTreeMap::new(),
        }
    }

    fn hold(&mut self, document: &Value) {
        let got = self.desk.assess(document);
        let named = &got["bindingConstraint"];
        let Some(amount) = got["amount"]["yen"].as_i64() else {
            assert!(named.is_null(), "without one amount nothing holds it down: {document}");
            return;
        };
        let (mut best, mut reached) = (vec![Value::Null], amount);
        for (id, desk) in &mut self.without {
            // While answers are missing, what is reached by one of the completions.
            let other = &desk.assess(document)["amount"];
            let end = if other["tight"] == true { "highYen" } else { "lowYen" };
            let reach = other[end].as_i64().unwrap_or(0);
            if reach > reached {
                (best, reached) = (vec![json!(id)], reach);
            } else if reach == reached && reach > amount {
                best.push(json!(id));
            }
        }
        assert!(best.contains(&named["id"]), "{named}, {amount}, but without any of {best:?} {reached}: {document}");
        *self.named.entry(named["id"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
}

fn all_without(edition: &Edition) -> Vec<(String, Edition)> {
    limits(edition).into_iter().map(|id| (id.clone(), without(edition, &id))).collect()
}

/// Holds random applications of an edition, and demands that each of its limits was named, and none was.
fn hold(edition: &Edition, count: u64, more: impl Iterator<Item = Value>) {
    let name = &edition.about.id;
    let without = all_without(edition);
    let mut bench = Bench::new(edition, &without);
    let mut random = Random::new(1);
    for _ in 0..count {
        bench.hold(&any_edition::random_application(edition, &mut random, 0));
        bench.hold(&any_edition::random_application(edition, &mut random, 20));
    }
    more.for_each(|document| bench.hold(&document));
    for id in limits(edition).iter().map(String::as_str).chain([""]) {
        assert!(bench.named.contains_key(id), "{name}: {id:?} was never the answer: {:?}", bench.named);
    }
}

#[test]
fn in_every_programme_the_limit_that_takes_most_is_named() {
    for edition in overview::editions() {
        let of_oracle = held_ids(Need::Oracle).into_iter().filter(|programme| *programme == edition.about.id);
        let documents = of_oracle.flat_map(|programme| {
            (0..seeds(600)).map(move |seed| {
                let unknown_rate = if seed % 4 == 0 { 0.2 } else { 0.0 };
                oracle::completions::random_application(seed, programme, Options { max_lines: 8, unknown_rate })
            })
        });
        hold(&edition, seeds(400), documents);
    }
}

#[test]
fn in_every_pack_of_the_step_language_the_limit_that_takes_most_is_named() {
    let mut held = 0;
    for entry in std::fs::read_dir(Path::new(FOLDER).join("packs/conformance")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        if name == "head" {
            continue;
        }
        let edition = fragment::edition(name);
        if !limits(&edition).is_empty() {
            held += 1;
            hold(&edition, seeds(400), std::iter::empty());
        }
    }
    assert!(held >= 14, "{held}");
}

#[test]
fn in_the_invented_programme_the_limit_that_takes_most_is_named() {
    let path = Path::new(FOLDER).join("packs/invented/pack.toml");
    let text = std::fs::read_to_string(&path).expect("a pack");
    hold(&check_pack("invented", &text).expect("a sound pack"), seeds(400), std::iter::empty());
}
