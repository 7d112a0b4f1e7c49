//! Drafts at random: valid applications with every other part of a draft, and names that give files a hard time.

use std::sync::LazyLock;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_contract::application::{Item, Months, Tax};
use kaigo_hojo_contract::decode;
use kaigo_hojo_contract::draft::{DateId, Draft, OpenValue, Part, Quote, StaffRow, StaffTable, Written};
use kaigo_hojo_contract::tree::Tree;
use oracle::completions::{Options, random_application};
use whole_system_tests::programmes::{Need, held_ids};

use crate::random::Random;

/// Names as people give them, and as nobody should.
const NAMES: &[&str] = &[
    "介護ソフト",
    "見守りセンサー（ベッド用）　8台",
    "=SUM(A1:A9)",
    "＝合計",
    "+81-3",
    "-1",
    "@here",
    "'quoted",
    "''=1",
    "\tindented",
    "\rreturned",
    "\nfed",
    "two\nlines",
    "two\r\nlines",
    "a,b;c\td",
    "the \"best\"",
    "\"",
    "\"\"",
    " spaces ",
    "👩‍👩‍👧 𠮷野家 ヷ",
    "\u{feff}bom",
    "\u{0}\u{1b}[0m",
    "小計",
    "品名",
    "、",
    "0",
];

/// A draft that depends on the seed alone.
pub(crate) fn random_draft(seed: u64) -> Draft {
    static PROGRAMMES: LazyLock<Vec<&str>> = LazyLock::new(|| held_ids(Need::Oracle));
    let mut random = Random::new(seed);
    let programme = *random.pick(&PROGRAMMES);
    let unknown_rate = if random.below(2) == 0 { 0.0 } else { 0.3 };
    let written = random_application(seed, programme, Options { max_lines: 7, unknown_rate }).to_string();
    let tree: Tree<'_> = serde_json::from_str(&written).expect("JSON");
    let mut application = decode::application(&tree).expect("a valid application");
    application.items.iter_mut().flatten().for_each(|item| dress(item, &mut random));
    let mut draft = Draft { application, ..Draft::default() };
    if random.below(2) == 0 {
        draft.name = Some(name(&mut random));
    }
    for (line, item) in draft.application.items.iter().flatten().enumerate() {
        for part in Part::ALL {
            if random.below(8) == 0 && (part != Part::InYear || item.months.is_some()) {
                draft.open.push(OpenValue { line: u16::try_from(line).expect("few lines"), part });
            }
        }
    }
    for id in DateId::ALL {
        if random.below(2) == 0 {
            draft.dates.set(id, Some(date(&mut random)));
        }
    }
    draft.written = Written {
        eligible_cost_yen: some(&mut random, yen),
        amount_yen: some(&mut random, yen),
        staff_number: some(&mut random, |random| random.below(100).try_into().expect("small")),
        rate: some(&mut random, |random| (*random.pick(&["3/4", "1/2", "0.75", "1", "0/1"])).to_owned()),
    };
    draft.ticks = ["plan", "cost-statement", "quotes", "x"].map(str::to_owned).to_vec();
    draft.ticks.truncate(random.below(5));
    draft.quote = Quote {
        printed_total_yen: some(&mut random, yen),
        printed_total_tax: some(&mut random, |random| *random.pick(&[Tax::Excluded, Tax::Included])),
        discount_yen: some(&mut random, yen),
    };
    draft.staff = some(&mut random, |random| StaffTable {
        full_time_hours: some(random, |_| "40".to_owned()),
        rows: (0..random.below(4)).map(|_| staff_row(random)).collect(),
    });
    draft
}

/// A name of at most 100 characters.
pub(crate) fn name(random: &mut Random) -> String {
    let mut name = (*random.pick(NAMES)).to_owned();
    if random.below(3) == 0 {
        name += *random.pick(NAMES);
    }
    name
}

fn some<T>(random: &mut Random, make: impl FnOnce(&mut Random) -> T) -> Option<T> {
    (random.below(2) == 0).then(|| make(random))
}

fn yen(random: &mut Random) -> i64 {
    let most = *random.pick(&[1, 1_000, 1_000_000, 1_000_000_001]);
    i64::try_from(random.below(most)).expect("small")
}

fn date(random: &mut Random) -> Date {
    let mut part = |from: usize, count: usize| from + random.below(count);
    let narrow = |value: usize| u8::try_from(value).expect("small");
    let (year, month, day) = (part(2000, 200), part(1, 12), part(1, 28));
    Date { year: u16::try_from(year).expect("small"), month: narrow(month), day: narrow(day) }
}

fn dress(item: &mut Item, random: &mut Random) {
    item.name = some(random, name);
    if random.below(3) == 0 {
        item.discount_yen = yen(random);
    }
    if random.below(4) == 0 {
        let in_year = random.below(13);
        let total = some(random, |random| i64::try_from(in_year + random.below(60)).expect("small"));
        item.months = Some(Months { in_year: u8::try_from(in_year).expect("small"), total });
    }
    if random.below(5) == 0 {
        item.tax_rate_percent = 8;
    }
}

fn staff_row(random: &mut Random) -> StaffRow {
    StaffRow {
        role: (*random.pick(&["carer", "manager"])).to_owned(),
        people: some(random, |random| random.below(10_001).try_into().expect("small")),
        weekly_hours: some(random, |random| (*random.pick(&["12.5", "40", "0", "999999999.999999999"])).to_owned()),
        by_head: random.below(2) == 0,
    }
}
