//! What makes an edition unfit to be evaluated: each by itself, in an edition that is sound otherwise.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::dates::{DateId, Due, DueDay, FiscalYear};
use kaigo_hojo_assess::rules::edition::{
    Absent, AnswerKind, Best, Condition, Edition, Menu, Node, Op, Operand, Row, Slot, Spread, Test, Turn,
};
use kaigo_hojo_assess::rules::exact::Exact;
use kaigo_hojo_assess::rules::mistake::{Change, Mistakes, Sealed, Supposed};
use kaigo_hojo_assess::rules::range::Range;
use kaigo_hojo_assess::rules::sound::is_sound;
use kaigo_hojo_pack::load;
use whole_system_tests::FOLDER;

fn invented() -> Edition {
    load(&Path::new(FOLDER).join("packs/invented")).expect("a sound pack")
}

fn step(edition: &Edition, id: &str) -> u16 {
    let at = edition.steps.iter().position(|step| step.id == id).expect("a step");
    u16::try_from(at).expect("few")
}

/// Puts in the place of a step of lines one that spreads a cost along this question about lines.
fn spread_along(edition: &mut Edition, along: u16) {
    let lines = u16::try_from(edition.conditions.len()).expect("few");
    edition.conditions.push(Condition { test: Test::Kind(1), slot: Slot::Inline, varies: 0 });
    let one = || Operand::Figure(Range::Point(Exact::ONE));
    let (nothing, cite) = (String::new(), String::new());
    let spread = Spread { cost: one(), from: lines, along, onto: lines, units: one(), nothing, cite };
    let donation = step(edition, "donation");
    edition.steps[usize::from(donation)].op = Op::Spread(spread);
}

/// Adds a step that only mistakes have, the amount again; gives its position.
fn mistake_step(edition: &mut Edition) -> u16 {
    let amount = edition.plan.amount;
    let again = edition.steps[usize::from(amount)].clone();
    let own = u16::try_from(edition.steps.len()).expect("few");
    spoil_mistakes(edition, |mistakes| {
        assert!(mistakes.steps.is_empty(), "it is the first one");
        let turn = mistakes.order.iter().find(|turn| turn.node == Node::Step(amount)).expect("its turn").clone();
        mistakes.order.push(Turn { node: Node::Step(own), ..turn });
        mistakes.steps.push(again);
    });
    own
}

/// Changes that must each be noticed.
type Spoil = (&'static str, fn(&mut Edition));

fn spoil_mistakes(edition: &mut Edition, spoil: impl FnOnce(&mut Mistakes)) {
    let mut mistakes = edition.mistakes.open().expect("it has mistakes");
    spoil(&mut mistakes);
    edition.mistakes = Sealed::of(&mistakes);
}

const SPOILS: &[Spoil] = &[
    ("a fiscal year of no century", |e| e.about.fiscal_year = 9),
    ("a day that is none", |e| e.about.as_of = Date { year: 2026, month: 2, day: 30 }),
    ("a window that ends before it begins", |e| {
        e.about.reception = e.about.reception.map(|(from, until)| (until, from));
    }),
    ("a section that is not there", |e| e.questions[0].section = 40),
    ("a choice of nothing", |e| e.questions[2].kind = AnswerKind::Choice(Vec::new())),
    ("a number from 5 to 3", |e| {
        e.questions[3].kind = AnswerKind::Number { decimal: false, min: 5, max: 3, unit: String::new(), none: None };
    }),
    ("a default that is no option", |e| e.questions[0].absent = Absent::Option(2)),
    ("a default beyond the number", |e| e.questions[5].absent = Absent::Number(Exact::INFINITE)),
    ("the section after the last", |e| {
        e.questions[0].section = u8::try_from(e.sections.len()).expect("few");
    }),
    ("the group after the last", |e| {
        e.kinds[0].group = u8::try_from(e.kind_groups.len()).expect("few");
    }),
    ("the need after the last", |e| {
        e.drops[0].when = u16::try_from(e.conditions.len()).expect("few");
    }),
    ("an answer about a line that is no number", |e| {
        let donation = step(e, "donation");
        e.steps[usize::from(donation)].op = Op::ItemAnswer(0);
    }),
    ("a cost spread along a yes or no", |e| spread_along(e, 0)),
    ("what is counted, before that is known", |e| {
        let counted = e.order.iter().position(|turn| turn.node == Node::Counted).expect("it has its turn");
        e.order.iter_mut().for_each(|turn| turn.uses.retain(|used| usize::from(*used) != counted));
    }),
    ("a swap of what only mistakes have", |e| {
        let own = mistake_step(e);
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Swap(vec![(own, own)]));
    }),
    ("more than a thousand notes", |e| e.notes = vec![e.notes[0].clone(); 1_001]),
    ("more readings than a set holds", |e| e.readings = vec![e.readings[0].clone(); 32]),
    ("a fiscal year after the century", |e| e.about.fiscal_year = 2101),
    ("a due day after more than ten years", |e| {
        e.deadlines[0].due = Due::On(vec![DueDay::After(DateId::Payment, 3_651)]);
    }),
    ("a due day after a generation", |e| {
        e.deadlines[0].due = Due::Within(FiscalYear { of: None, years: 31 });
    }),
    ("a group that is not there", |e| e.kinds[0].group = 9),
    ("a kind without its figures", |e| e.kinds[0].figures.clear()),
    ("more kinds than a set holds", |e| e.kinds = vec![e.kinds[0].clone(); 65]),
    ("a need that is not there", |e| e.drops[0].when = 9_999),
    ("bands out of order", |e| e.tables[0].bands.reverse()),
    ("a table without bands", |e| e.tables[0].bands.clear()),
    ("a reading with one option", |e| e.readings[0].options.truncate(1)),
    ("routes that the question does not have", |e| {
        let question = 0;
        e.menu = Some(Menu { question, exists: vec![None, None] });
    }),
    ("a staff number that is no number", |e| e.staffing.as_mut().expect("staffing").fte = 0),
    ("a due day of the 13th month", |e| {
        e.deadlines[0].due = Due::On(vec![DueDay::InYear(13, 1, FiscalYear { of: None, years: 0 })]);
    }),
    ("a due day after ages", |e| e.deadlines[0].due = Due::On(vec![DueDay::After(DateId::Payment, 60_000)])),
    ("an amount that is not there", |e| e.plan.amount = 9_999),
    ("an amount for each line", |e| e.plan.amount = step(e, "counted_cost")),
    ("an amount with parts of a yen", |e| e.plan.amount = step(e, "by_rate")),
    ("a counted cost of the office", |e| e.plan.counted = step(e, "eligible_cost")),
    ("no category", |e| e.categories.clear()),
    ("a short step that is not there", |e| e.plan.short.push(9_999)),
    ("a band of no table", |e| e.plan.band = Some((0, 9))),
    ("a requirement about a line", |e| e.requirements[0].met = e.drops[0].when),
    ("a paper about a line", |e| e.documents[0].when = Some(e.drops[0].when)),
    ("a column that another step has", |e| {
        let (one, other) = (step(e, "net"), step(e, "counted_cost"));
        e.steps[usize::from(one)].column = e.steps[usize::from(other)].column;
    }),
    ("a column beyond the end", |e| e.columns -= 1),
    ("truth beyond the end", |e| e.truth_columns -= 1),
    ("a value of the office from lines", |e| {
        let (eligible, counted) = (step(e, "eligible_cost"), step(e, "counted_cost"));
        e.steps[usize::from(eligible)].op = Op::Add(vec![Operand::Step(counted)]);
    }),
    ("a case of the office about a line", |e| {
        let (amount, condition) = (step(e, "amount"), e.drops[0].when);
        let Op::Case(arms, _) = &mut e.steps[usize::from(amount)].op else { panic!("a case") };
        arms[0].0 = condition;
    }),
    ("the best units up to a limit for each line", |e| {
        let among = u16::try_from(e.conditions.len()).expect("few");
        e.conditions.push(Condition { test: Test::Kind(1), slot: Slot::Inline, varies: 0 });
        let (eligible, counted) = (step(e, "eligible_cost"), step(e, "counted_cost"));
        let of = || Operand::Step(counted);
        let best = Best { value: of(), by: of(), units: of(), limit: of(), among, rows: Vec::new() };
        e.steps[usize::from(eligible)].op = Op::Best(best);
    }),
    ("a row of units with a cap for each line", |e| {
        let among = u16::try_from(e.conditions.len()).expect("few");
        e.conditions.push(Condition { test: Test::Kind(1), slot: Slot::Inline, varies: 0 });
        let (eligible, counted) = (step(e, "eligible_cost"), step(e, "counted_cost"));
        let (of, limit) = (|| Operand::Step(counted), Operand::Figure(Range::Point(Exact::ONE)));
        let rows = vec![Row { among, cap: of() }];
        e.steps[usize::from(eligible)].op = Op::Best(Best { value: of(), by: of(), units: of(), limit, among, rows });
    }),
    ("a figure that is a range", |e| {
        let works = step(e, "works_limited");
        let Op::Lowest(parts) = &mut e.steps[usize::from(works)].op else { panic!("a minimum") };
        parts[1] = Operand::Figure(Range::Span(Exact::ZERO, Exact::ONE));
    }),
    ("a sum of nothing", |e| {
        let by_rate = step(e, "by_rate");
        e.steps[usize::from(by_rate)].op = Op::Add(Vec::new());
    }),
    ("a rounding to nothing", |e| {
        let floored = step(e, "floored");
        let Op::Round(_, unit, _) = &mut e.steps[usize::from(floored)].op else { panic!("a rounding") };
        *unit = 0;
    }),
    ("a number of a yes or no", |e| {
        let capacity = step(e, "capacity");
        e.steps[usize::from(capacity)].op = Op::Answer(0);
    }),
    ("a figure that kinds do not have", |e| {
        let base = step(e, "unit_base");
        e.steps[usize::from(base)].op = Op::KindFigure(1);
    }),
    ("a table that is not there", |e| {
        let cap = step(e, "cap_by_capacity");
        let Op::Lookup(_, table) = &mut e.steps[usize::from(cap)].op else { panic!("a lookup") };
        *table = 1;
    }),
    ("units taken of no best", |e| {
        let units = step(e, "units");
        e.steps[usize::from(units)].op = Op::Taken(0);
    }),
    ("an option that a reading does not have", |e| {
        let test = Test::Reading(0, 2);
        e.conditions.push(Condition { test, slot: Slot::Inline, varies: 0 });
    }),
    ("a route without routes", |e| {
        e.conditions.push(Condition { test: Test::Route(1), slot: Slot::Inline, varies: 0 });
    }),
    ("a condition that names itself", |e| {
        let own = u16::try_from(e.conditions.len()).expect("few");
        e.conditions.push(Condition { test: Test::Not(own), slot: Slot::Inline, varies: 0 });
    }),
    ("conditions that double and double", |e| {
        for _ in 0..20 {
            let last = u16::try_from(e.conditions.len() - 1).expect("few");
            e.conditions.push(Condition { test: Test::All(vec![last, last]), slot: Slot::Inline, varies: 0 });
        }
    }),
    ("a turn that is missing", |e| drop(e.order.pop())),
    ("a turn that stands twice", |e| e.order.push(e.order[0].clone())),
    ("a turn before what it uses", |e| e.order.reverse()),
    ("a turn that does not say what it uses", |e| {
        let amount = e.plan.amount;
        e.order.iter_mut().filter(|turn| turn.node == Node::Step(amount)).for_each(|turn| turn.uses.clear());
    }),
    ("a turn that uses a later one", |e| e.order[0].uses.push(5)),
    ("a turn of no node", |e| {
        e.order.pop();
        e.order.push(Turn { node: Node::Step(9_999), uses: Vec::new(), asks: 0 });
    }),
    ("a turn of the step after the last", |e| {
        let next = u16::try_from(e.steps.len()).expect("few");
        e.order.pop();
        e.order.push(Turn { node: Node::Step(next), uses: Vec::new(), asks: 0 });
    }),
    ("mistakes that cannot be read", |e| {
        spoil_mistakes(e, |mistakes| drop(mistakes.order.pop()));
    }),
    ("more mistakes than anybody makes", |e| {
        spoil_mistakes(e, |mistakes| mistakes.list = vec![mistakes.list[0].clone(); 1_001]);
    }),
    ("a swap that is not there", |e| {
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Swap(vec![(9_999, 0)]));
    }),
    ("a swap of the office for a line", |e| {
        let (of, by) = (step(e, "eligible_cost"), step(e, "counted_cost"));
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Swap(vec![(of, by)]));
    }),
    ("a swap of yen for people", |e| {
        let (of, by) = (step(e, "by_rate"), step(e, "capacity"));
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Swap(vec![(of, by)]));
    }),
    ("an answer that is none", |e| {
        let supposed = Supposed::Answer(0, Absent::Number(Exact::ONE));
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Suppose(vec![supposed]));
    }),
    ("a kind that is not there", |e| {
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Suppose(vec![Supposed::Kind(0, 99)]));
    }),
    ("a band of a table that is not there", |e| {
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Band(vec![1]));
    }),
];

#[test]
fn whatever_is_not_sound_is_found() {
    assert!(is_sound(&invented()));
    let missed: Vec<&str> = SPOILS
        .iter()
        .filter(|(_, spoil)| {
            let mut edition = invented();
            spoil(&mut edition);
            is_sound(&edition)
        })
        .map(|(what, _)| *what)
        .collect();
    assert!(missed.is_empty(), "taken for sound: {missed:?}");
}

/// What is at a bound, or looks like one of the above, and may be.
const SOUND: &[Spoil] = &[
    ("a thousand notes", |e| e.notes = vec![e.notes[0].clone(); 1_000]),
    ("as many readings as a set holds", |e| {
        let more = 31 - e.readings.len();
        e.readings.extend(vec![e.readings[0].clone(); more]);
    }),
    ("as many kinds as a set holds", |e| {
        let more = 64 - e.kinds.len();
        e.kinds.extend(vec![e.kinds[0].clone(); more]);
    }),
    ("the first year and the last", |e| {
        e.about.fiscal_year = if e.about.fiscal_year % 2 == 0 { 2000 } else { 2100 };
    }),
    ("a window of one day", |e| {
        e.about.reception = e.about.reception.map(|(from, _)| (from, from));
    }),
    ("ten years", |e| {
        e.deadlines[0].due = Due::On(vec![DueDay::After(DateId::Payment, 3_650)]);
    }),
    ("a generation", |e| {
        e.deadlines[0].due = Due::Within(FiscalYear { of: None, years: 30 });
    }),
    ("the day of a leap year", |e| {
        e.deadlines[0].due = Due::On(vec![DueDay::InYear(2, 29, FiscalYear { of: None, years: 0 })]);
    }),
    ("a cost spread along lines", |e| {
        e.item_questions[0].kind = AnswerKind::Lines;
        e.item_questions[0].absent = Absent::NoLines;
        spread_along(e, 0);
    }),
    ("the last section and the last group", |e| {
        e.questions[0].section = u8::try_from(e.sections.len() - 1).expect("few");
        e.kinds[0].group = u8::try_from(e.kind_groups.len() - 1).expect("few");
    }),
    ("a swap for what only mistakes have", |e| {
        let (amount, own) = (e.plan.amount, mistake_step(e));
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Swap(vec![(amount, own)]));
    }),
    ("everything that can be supposed", |e| {
        let answer = |option: u8| Absent::Option(option);
        let supposed = vec![
            Supposed::Answer(0, answer(1)),
            Supposed::Item(0, answer(1)),
            Supposed::Reading(0, 1),
            Supposed::Kind(0, u16::try_from(e.kinds.len() - 1).expect("few")),
        ];
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Suppose(supposed));
    }),
    ("the bands of the last table", |e| {
        let last = u16::try_from(e.tables.len() - 1).expect("few");
        spoil_mistakes(e, |mistakes| mistakes.list[0].change = Change::Band(vec![last]));
    }),
    ("a number of one value", |e| {
        e.questions[3].kind = AnswerKind::Number { decimal: false, min: 5, max: 5, unit: String::new(), none: None };
        e.questions[3].absent = Absent::Number(Exact::whole(5));
    }),
];

#[test]
fn what_is_just_within_bounds_is_sound() {
    let refused: Vec<&str> = SOUND
        .iter()
        .filter(|(_, change)| {
            let mut edition = invented();
            change(&mut edition);
            !is_sound(&edition)
        })
        .map(|(what, _)| *what)
        .collect();
    assert!(refused.is_empty(), "taken for unsound: {refused:?}");
}
