//! The lines of a quote as they enter a draft: their kinds, months and shares of discounts, computed by hand.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::{Edition, Outcome};
use kaigo_hojo_contract::application::{Item, Months, Tax};
use kaigo_hojo_contract::draft::Part;
use kaigo_hojo_contract::reading::Figure;
use kaigo_hojo_exchange::quote_sheet::items::{Entry, NoEntries, entries};
use kaigo_hojo_exchange::quote_sheet::{Answer, Given, read};

fn saitama() -> Edition {
    overview::edition("saitama-ict-r5").expect("a built-in pack")
}

/// The lines after the months in the year were said of each row.
fn lines(text: &str, months: &[(usize, i64)]) -> Result<Vec<Entry>, NoEntries> {
    let answers = months.iter().map(|(row, months)| Answer::MonthsInYear { row: *row, months: *months }).collect();
    let given = Given { tax: Some(Tax::Excluded), answers };
    let edition = saitama();
    let reading = read(&edition, text, &given).expect("a table");
    assert_eq!(reading.questions, [], "{text}");
    entries(&edition, &reading)
}

/// Price, quantity, months in the year, discount.
fn figures(text: &str, months: &[(usize, i64)]) -> Vec<(i64, i64, Option<u8>, i64)> {
    let lines = lines(text, months).expect("discounts fit");
    let of = |Item { unit_price_yen, quantity, months, discount_yen, .. }: &Item| {
        (*unit_price_yen, *quantity, months.map(|months| months.in_year), *discount_yen)
    };
    lines.iter().map(|line| of(&line.item)).collect()
}

#[test]
fn a_sure_kind_is_a_fact_and_a_guess_stays_open() {
    let edition = saitama();
    let outcome = |id: &String| edition.kinds.iter().find(|kind| kind.id == *id).map(|kind| kind.outcome);
    let text =
        "品名\t数量\t単価\nタブレット\t5\t40,000\n介護ソフト操作研修\t1\t50,000\n旧タブレット廃棄処分費\t5\t2,000\n";
    let lines = lines(text, &[]).expect("no discount");
    let kinds: Vec<&[String]> = lines.iter().map(|line| line.item.kinds.as_slice()).collect();
    assert_eq!(kinds[0], ["portable-terminal"]);
    assert!(kinds[1].len() >= 2 && kinds[1].contains(&"care-software".to_owned()), "{:?}", kinds[1]);
    // What the programme itself wants confirmed is no fact either.
    assert!(kinds[2].iter().any(|kind| outcome(kind) == Some(Outcome::NeedsConfirmation)), "{:?}", kinds[2]);
    assert_eq!(lines.iter().map(|line| line.item.id.as_str()).collect::<Vec<_>>(), ["i1", "i2", "i3"]);
    assert!(lines.iter().all(|line| line.open.is_empty()));
}

#[test]
fn charges_by_the_month_and_by_the_year() {
    let text = "品名\t数量\t単位\t単価\t金額\n保守費\t60\t月\t3,000\t180,000\n";
    let lines = lines(text, &[(2, 5)]).expect("no discount");
    assert_eq!(lines[0].item.months, Some(Months { in_year: 5, total: Some(60) }));
    assert_eq!(figures(text, &[(2, 5)]), [(3_000, 1, Some(5), 0)]);
    // 48,000 a year are 4,000 a month.
    let text = "品名\t数量\t単位\t単価\t金額\n介護ソフト保守\t5\t年\t48,000\t240,000\n";
    assert_eq!(figures(text, &[(2, 7)]), [(4_000, 1, Some(7), 0)]);
    // 50,000 a year have no month in whole yen: six of them are 25,000, twelve 50,000.
    let text = "品名\t数量\t単位\t単価\t金額\n介護ソフト保守\t2\t年\t50,000\t100,000\n";
    assert_eq!(figures(text, &[(2, 6)]), [(25_000, 1, None, 0)]);
    assert_eq!(figures(text, &[(2, 12)]), [(50_000, 1, None, 0)]);
}

#[test]
fn what_cannot_be_written_exactly_stays_open() {
    // Seven twelfths of 50,000 are 29,166.66…
    let text = "品名\t数量\t単位\t単価\t金額\n介護ソフト保守\t2\t年\t50,000\t100,000\n";
    let lines = lines(text, &[(2, 7)]).expect("no discount");
    assert_eq!((lines[0].open.as_slice(), lines[0].item.unit_price_yen), ([Part::Price].as_slice(), 0));
}

#[test]
fn a_discount_of_the_quote_is_shared_in_proportion() {
    // 50,000 over 600,000 and 200,000: three quarters and one.
    let text = "品名,数量,単価,金額\n介護ソフト,1,\"600,000\",\"600,000\"\nタブレット,5,\"40,000\",\"200,000\"\n\
        小計,,,\"800,000\"\n出精値引き,,,\"-50,000\"\n合計,,,\"750,000\"\n";
    assert_eq!(figures(text, &[]), [(600_000, 1, None, 37_500), (40_000, 5, None, 12_500)]);
    // Of a contract of 60 months only what falls on the year: 18,000 off 180,000 is a tenth, of 12 × 3,000 it is 3,600.
    let text =
        "品名,数量,単位,単価,金額\n保守費,60,月,\"3,000\",\"180,000\"\n値引き,,,,\"-18,000\"\n合計,,,,\"162,000\"\n";
    assert_eq!(figures(text, &[(2, 12)]), [(3_000, 1, Some(12), 3_600)]);
}

#[test]
fn a_discount_put_aside_takes_nothing_off() {
    let text = "品名,数量,単価,金額\n介護ソフト,1,\"600,000\",\"600,000\"\n出精値引き,,,\"-50,000\"\n";
    let given = Given { tax: Some(Tax::Excluded), answers: vec![Answer::Aside { row: 3 }] };
    let edition = saitama();
    let reading = read(&edition, text, &given).expect("a table");
    let lines = entries(&edition, &reading).expect("nothing is off");
    assert_eq!(lines.iter().map(|line| line.item.discount_yen).collect::<Vec<_>>(), [0]);
}

#[test]
fn a_discount_over_more_than_there_is_is_told() {
    let text = "品名,数量,単価,金額\n介護ソフト,1,\"40,000\",\"40,000\"\n出精値引き,,,\"-50,000\"\n";
    assert_eq!(lines(text, &[]), Err(NoEntries::TooMuchOff { row: 3 }));
}

#[test]
fn what_no_line_can_hold_is_told_by_its_row() {
    let text = "品名,数量,単価,金額\n介護ソフト,1,\"40,000\",\"40,000\"\n";
    let given = Given { tax: Some(Tax::Excluded), answers: Vec::new() };
    let edition = saitama();
    let mut reading = read(&edition, text, &given).expect("a table");
    reading.rows[1].lines[0].unit_price_yen = Figure::Known(1_000_000_001);
    assert_eq!(entries(&edition, &reading), Err(NoEntries::Beyond { row: 2 }));
}

#[test]
fn months_that_do_not_fit_the_contract_are_left_open() {
    let text = "品名,数量,単位,単価,金額\n保守費,60,月,\"3,000\",\"180,000\"\n";
    let answers = vec![Answer::MonthsInYear { row: 2, months: 12 }];
    let edition = saitama();
    let mut reading = read(&edition, text, &Given { tax: Some(Tax::Excluded), answers }).expect("a table");
    let months = reading.rows[1].lines[0].months.as_mut().expect("by the month");
    months.total = Some(6);
    let lines = entries(&edition, &reading).expect("a line");
    assert_eq!(lines[0].open, [Part::InYear]);
    assert_eq!(lines[0].item.months, Some(Months { in_year: 0, total: Some(6) }));
}
