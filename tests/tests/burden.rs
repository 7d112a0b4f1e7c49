//! Packs that ask for endless work are not taken in, however they come; those of ordinances are.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

use kaigo_hojo_assess::overview::editions;
use kaigo_hojo_pack::{BuiltError, from_bytes, load, to_bytes};
use kaigo_hojo_rules::burden::is_bearable;
use kaigo_hojo_rules::edition::{Condition, Edition, Menu, Node, Op, Operand, Slot, Step, StepIx, Test, Turn};
use kaigo_hojo_rules::mistake::{Change, Sealed};
use whole_system_tests::FOLDER;

fn invented() -> Edition {
    load(&Path::new(FOLDER).join("packs/invented")).expect("a sound pack")
}

/// Adds a step for the office at the end of the order; gives its position.
fn add(edition: &mut Edition, op: Op) -> StepIx {
    let ix = StepIx::try_from(edition.steps.len()).expect("few steps");
    let amount = &edition.steps[usize::from(edition.plan.amount)];
    edition.steps.push(Step { op, column: None, ..amount.clone() });
    edition.order.push(Turn { node: Node::Step(ix), uses: Vec::new(), asks: 0 });
    ix
}

/// Adds a condition; gives its position.
fn add_condition(edition: &mut Edition, test: Test) -> u16 {
    let ix = u16::try_from(edition.conditions.len()).expect("few conditions");
    edition.conditions.push(Condition { test, slot: Slot::Inline, varies: 0 });
    ix
}

/// Computes `next` from the step before, so many times.
fn chain(edition: &mut Edition, length: usize, next: fn(&mut Edition, Operand) -> StepIx) {
    let mut last = edition.plan.amount;
    for _ in 0..length {
        last = next(edition, Operand::Step(last));
    }
    edition.plan.amount = last;
}

fn square(edition: &mut Edition, of: Operand) -> StepIx {
    add(edition, Op::Multiply(vec![of.clone(), of]))
}

#[test]
fn packs_of_ordinances_are_taken() {
    for edition in editions().iter().chain([&invented()]) {
        assert!(is_bearable(edition), "{}", edition.about.id);
    }
    let mut edition = invented();
    chain(&mut edition, 5, square);
    assert!(is_bearable(&edition), "a thirty-second power is large, not endless");
}

#[test]
fn numbers_that_grow_without_end_are_refused() {
    let forms: [fn(&mut Edition, Operand) -> StepIx; 3] = [
        square,
        // x + 1/x: the denominators grow as well as the numerators.
        |edition, of| {
            let one = Operand::Figure(kaigo_hojo_rules::range::Range::Point(kaigo_hojo_rules::exact::Exact::ONE));
            let inverse = add(edition, Op::Divide(one, of.clone()));
            add(edition, Op::Add(vec![of, Operand::Step(inverse)]))
        },
        // Through a sum over lines and a case, which change nothing of it.
        |edition, of| {
            let sum = add(edition, Op::Total(of.clone(), None));
            let case = add(edition, Op::Case(Vec::new(), Operand::Step(sum)));
            add(edition, Op::Multiply(vec![of, Operand::Step(case)]))
        },
    ];
    for (form, next) in forms.into_iter().enumerate() {
        let mut edition = invented();
        chain(&mut edition, 60, next);
        assert!(!is_bearable(&edition), "form {form}");
    }
}

#[test]
fn what_is_not_computed_before_is_refused() {
    let mut itself = invented();
    let ix = add(&mut itself, Op::Units);
    itself.steps[usize::from(ix)].op = Op::Multiply(vec![Operand::Step(ix), Operand::Step(ix)]);
    let mut twice = invented();
    let turn = twice.order.iter().find(|turn| matches!(turn.node, Node::Step(_))).expect("a step").clone();
    twice.order.push(turn);
    let mut backwards = invented();
    backwards.order.reverse();
    let mut nowhere = invented();
    add(&mut nowhere, Op::Add(vec![Operand::Step(StepIx::MAX)]));
    for (ix, edition) in [itself, twice, backwards, nowhere].iter().enumerate() {
        assert!(!is_bearable(edition), "{ix}");
    }
}

#[test]
fn conditions_without_end_are_refused() {
    let mut circle = invented();
    let here = u16::try_from(circle.conditions.len()).expect("few conditions");
    add_condition(&mut circle, Test::Not(here));
    let nested = |length: usize, times: usize| {
        let mut edition = invented();
        let mut last = 0;
        for _ in 0..length {
            last = add_condition(&mut edition, Test::All(vec![last; times]));
        }
        edition
    };
    assert!(is_bearable(&nested(5, 2)));
    for (ix, edition) in [circle, nested(12, 2), nested(100, 1), nested(1, 400_000)].iter().enumerate() {
        assert!(!is_bearable(edition), "{ix}");
    }
}

#[test]
fn more_room_than_there_are_values_is_refused() {
    let mut columns = invented();
    columns.columns = u16::MAX;
    let mut truths = invented();
    truths.truth_columns = u16::MAX;
    let mut bands = invented();
    let band = bands.tables[0].bands[0].clone();
    bands.tables[0].bands = vec![band; 1_000_000];
    let mut turns = invented();
    turns.order.extend(vec![Turn { node: Node::Counted, uses: Vec::new(), asks: 0 }; 1_000_000]);
    for (ix, edition) in [columns, truths, bands, turns].iter().enumerate() {
        assert!(!is_bearable(edition), "{ix}");
    }
}

#[test]
fn so_many_routes_and_turns_and_no_more() {
    let with_routes = |routes: usize| {
        let mut edition = invented();
        edition.menu = Some(Menu { question: 0, exists: vec![None; routes] });
        edition
    };
    assert!(is_bearable(&with_routes(8)));
    assert!(!is_bearable(&with_routes(9)));
    // A turn takes its time although it has nothing to look at.
    let mut idle = invented();
    idle.drops.clear();
    idle.kinds.iter_mut().for_each(|kind| kind.needs.clear());
    assert!(is_bearable(&idle));
    idle.order.extend(vec![Turn { node: Node::Counted, uses: Vec::new(), asks: 0 }; 1_000_000]);
    assert!(!is_bearable(&idle));
}

#[test]
fn mistakes_that_ask_for_endless_work_are_refused() {
    let sealed = invented().mistakes.open().expect("mistakes");
    // Steps of their own.
    let mut own = sealed.clone();
    let mut wide = sealed.widen(&invented());
    let before = wide.steps.len();
    chain(&mut wide, 60, square);
    own.steps.extend(wide.steps.drain(before..));
    own.order = wide.order;
    // A small ratio in whose place a large one is put, again and again: alone neither is much.
    let mut swapped = invented();
    let start = Operand::Step(swapped.plan.amount);
    let large = (0..3).fold(start.clone(), |of, _| Operand::Step(square(&mut swapped, of)));
    let small = add(&mut swapped, Op::Round(start, 1, kaigo_hojo_rules::exact::Direction::Down));
    let power = add(&mut swapped, Op::Multiply(vec![Operand::Step(small); 6]));
    swapped.plan.amount = power;
    assert!(is_bearable(&swapped));
    let mut list = sealed;
    list.order.clone_from(&swapped.order);
    list.columns = swapped.columns;
    let Operand::Step(large) = large else { unreachable!("a step") };
    list.steps = Vec::new();
    list.list.truncate(1);
    list.list[0].change = Change::Swap(vec![(small, large)]);
    for (ix, (edition, mistakes)) in [(invented(), own), (swapped, list)].into_iter().enumerate() {
        let edition = Edition { mistakes: Sealed::of(&mistakes), ..edition };
        assert!(!is_bearable(&edition), "{ix}");
    }
}

#[test]
fn a_file_of_such_a_pack_is_not_taken_in() {
    let mut edition = invented();
    chain(&mut edition, 60, square);
    assert_eq!(from_bytes(&to_bytes(&edition)).err(), Some(BuiltError::TooMuch));
}
