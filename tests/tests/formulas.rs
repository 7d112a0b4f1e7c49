//! Money in a formula is written as money: `600,000円`, and no number runs on without commas.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/fragment.rs"]
mod fragment;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use fragment::{application, edition};
use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::in_words::sheet;
use oracle::completions::{Options, random_application};
use serde_json::{Value, json};
use whole_system_tests::programmes::{Need, held_ids};
use whole_system_tests::{Desk, FOLDER, assess_case, assess_document, every_case, seeds};

/// A number in a text, with what stands before and behind it.
struct Number<'t> {
    before: &'t str,
    digits: &'t str,
    behind: &'t str,
}

fn numbers(text: &str) -> Vec<Number<'_>> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '…');
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |at| start + at);
        found.push(Number { before: &text[..start], digits: &text[start..end], behind: &text[end..] });
        from = end;
    }
    found
}

/// What is wrong with a formula; `is_money`: what comes out of it is money.
fn faults(formula: &str, is_money: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    // A number in a name of a pack is none.
    let all = numbers(formula).into_iter().filter(|number| !number.before.ends_with(['-', '_']));
    for Number { before, digits, behind } in all {
        let whole = digits.split(['.', '…']).next().unwrap_or_default();
        let groups: Vec<&str> = whole.split(',').collect();
        if groups.iter().any(|group| group.len() > 3) || groups[1..].iter().any(|group| group.len() != 3) {
            wrong.push(format!("{digits} runs on: {formula}"));
        }
        // Without a unit only a factor, a divisor or a part of a fraction may stand.
        let has_unit = behind.starts_with(|c: char| !c.is_ascii() && !"（）の〜→と、".contains(c) && c != '　');
        let operand =
            before.rsplit_once('（').filter(|(_, rest)| !rest.contains('）')).map_or(before, |(before, _)| before);
        let is_factor = operand.ends_with("× ") || operand.ends_with("÷ ") || behind.starts_with(" ×");
        // 4/5, and 5分の4 in a label.
        let is_ratio = before.ends_with('/') || before.ends_with("分の") || behind.starts_with('/');
        if is_money && !has_unit && !is_factor && !is_ratio {
            wrong.push(format!("{digits} is no money: {formula}"));
        }
    }
    wrong
}

/// What is wrong with the formulas of an assessment.
fn faults_of(assessment: &Value) -> Vec<String> {
    let is_yen = |step: &Value| ["yen", "exact", "lowYen", "highYen"].iter().any(|key| !step[*key].is_null());
    let of_lines = |step: &Value| {
        let mut lines = step["lines"].as_array().into_iter().flatten();
        lines.any(|line| line["value"].as_str().is_some_and(|value| value.ends_with('円')))
    };
    let steps = assessment["steps"].as_array().into_iter().flatten();
    let of = |step: &Value| faults(step["formula"].as_str().unwrap_or_default(), is_yen(step) || of_lines(step));
    steps.flat_map(of).collect()
}

#[test]
fn a_bare_figure_is_seen() {
    for (formula, is_money) in [
        ("税抜の金額 と 600000 の少ない方", true),
        ("税抜の金額 と 600,000 の少ない方", true),
        ("1548800円 × 3/4", true),
        ("12345人", false),
        ("1,5488円", true),
        ("500 + 700円", true),
        ("（500 〜 700円） × 2", true),
        ("1234 × 2", false),
    ] {
        assert_ne!(faults(formula, is_money), Vec::<String>::new(), "{formula}");
    }
    for formula in
        ["1,548,800円 × 3/4", "1,000円 × 12台 + 33.33…円 × 2台", "11人 → 11名以上20名以下の区分", "500円 ÷ 3", "0円"]
    {
        assert_eq!(faults(formula, true), Vec::<String>::new(), "{formula}");
    }
}

#[test]
fn every_figure_of_every_formula_is_written_as_what_it_is() {
    let mut wrong = BTreeSet::new();
    let mut programmes = BTreeSet::new();
    let all = every_case().into_iter().map(|(_, case)| case);
    for case in all {
        let assessment = assess_case(&case);
        programmes.extend(assessment["programme"].as_str().map(str::to_owned));
        wrong.extend(faults_of(&assessment));
    }
    assert_eq!(programmes.len(), kaigo_hojo_assess::overview::editions().len(), "every programme has cases");
    for programme in held_ids(Need::Oracle) {
        for seed in 0..seeds(300) {
            let options = Options { max_lines: 8, unknown_rate: if seed % 2 == 0 { 0.0 } else { 0.3 } };
            wrong.extend(faults_of(&assess_document(&random_application(seed, programme, options).to_string())));
        }
    }
    let shown: Vec<&String> = wrong.iter().take(30).collect();
    assert!(wrong.is_empty(), "{} wrong: {shown:#?}", wrong.len());
}

/// The programmes have figures only in some places of some operations; these packs have every operation.
#[test]
fn figures_of_every_operation_are_written_as_what_they_are() {
    let lines = json!([["thing", 1_234_567, 3], ["work", 654_321, 12]]);
    let mut wrong = BTreeSet::new();
    for entry in std::fs::read_dir(Path::new(FOLDER).join("packs/conformance")).expect("the folder") {
        let path = entry.expect("a file").path();
        let name = path.file_stem().and_then(OsStr::to_str).expect("a name");
        if name != "head" {
            let edition = edition(name);
            let assessment = Desk(Assessor::new(&edition)).assess(&application(&json!({}), Some(&lines)));
            assert!(assessment["steps"].as_array().is_some_and(|steps| !steps.is_empty()), "{name}: {assessment}");
            wrong.extend(faults_of(&assessment).into_iter().map(|wrong| format!("{name}: {wrong}")));
            // The same steps in words, without anybody's numbers.
            let steps = sheet(&edition).parts.into_iter().filter(|part| part.id == "steps");
            let cells = steps.flat_map(|part| part.tables).flat_map(|table| table.rows).flat_map(|row| row.cells);
            wrong.extend(cells.flatten().flat_map(|text| faults(&text, false)).map(|wrong| format!("{name}: {wrong}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
