//! The lines of a quote as CSV: what is written, and what is made of tables as they come from elsewhere.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::application::{Answer, Item, Months, Tax};
use kaigo_hojo_contract::draft::{OpenValue, Part};
use kaigo_hojo_exchange::csv::{CsvError, Taken, read, take, write};

fn edition(id: &str) -> Edition {
    overview::edition(id).expect("a built-in pack")
}

fn saitama() -> Edition {
    edition("saitama-ict-r5")
}

fn gunma() -> Edition {
    edition("gunma-caretech-r8")
}

fn item(id: &str, kind: &str, price: i64, quantity: i64) -> Item {
    Item {
        id: id.to_owned(),
        kinds: vec![kind.to_owned()],
        name: None,
        unit_price_yen: price,
        quantity,
        tax: Tax::Excluded,
        tax_rate_percent: 10,
        months: None,
        discount_yen: 0,
        answers: std::collections::BTreeMap::new(),
    }
}

/// The headings that every table of ours has.
const HEAD: &str = "種類,名称,単価（円）,数量,税,税率（％）,年度内の月数,契約全体の月数,値引き（円）";

fn taken(edition: &Edition, text: &str) -> Taken {
    take(edition, &read(text).expect("a table")).expect("the headings are ours")
}

/// The lines as kind, name, price, quantity.
fn lines(taken: &Taken) -> Vec<(&str, &str, i64, i64)> {
    let items = taken.lines.iter().map(|taken| &taken.item);
    items
        .map(|item| {
            (item.kinds[0].as_str(), item.name.as_deref().unwrap_or_default(), item.unit_price_yen, item.quantity)
        })
        .collect()
}

#[test]
fn what_is_written() {
    let mut first = item("i1", "monitoring", 231_000, 8);
    first.name = Some("=1+2, \"センサー\"".to_owned());
    first.answers.insert("listing".to_owned(), Answer::Text("equivalent".to_owned()));
    first.answers.insert("in-package".to_owned(), Answer::Truth(false));
    let mut second = item("i2", "incidental", 1_000, 1);
    second.tax = Tax::Included;
    second.tax_rate_percent = 8;
    second.months = Some(Months { in_year: 5, total: Some(60) });
    second.discount_yen = 300;
    second.answers.insert("attached-to".to_owned(), Answer::Lines(vec!["i1".to_owned()]));
    second.answers.insert("donation-yen".to_owned(), Answer::Unknown);
    let edition = gunma();
    let written = write(&edition, &[first, second], &[]);
    let rows: Vec<&str> = written.split("\r\n").collect();
    assert!(rows[0].starts_with(
        "\u{feff}種類,名称,単価（円）,数量,税,税率（％）,年度内の月数,契約全体の月数,値引き（円）,\
         TAISに介護テクノロジーとして載っていますか [listing],"
    ));
    let question = |id: &str| {
        let found = edition.item_questions.iter().position(|question| question.id == id);
        9 + found.expect("a question")
    };
    let cells = |row: &str| row.split(',').map(str::to_owned).collect::<Vec<_>>();
    assert!(
        rows[1].starts_with("見守り・コミュニケーション,\"'=1+2, \"\"センサー\"\"\",231000,8,税抜,10,,,,"),
        "{}",
        rows[1]
    );
    let second = cells(rows[2]);
    assert_eq!(second[2..9], ["1000", "1", "税込", "8", "5", "60", "300"]);
    assert_eq!(second[question("attached-to")], "1");
    assert_eq!(second[question("donation-yen")], "わからない");
    assert_eq!(second[question("listing")], "");
    assert!(cells(rows[0])[question("attached-to")].ends_with("（明細の番号） [attached-to]"));
    assert_eq!(rows[3..], [""], "the last row is ended");
}

#[test]
fn what_is_not_entered_is_no_number() {
    let edition = saitama();
    let mut monthly = item("i1", "lease", 0, 1);
    monthly.months = Some(Months { in_year: 0, total: None });
    for (part, reason) in [
        (Part::Price, "単価（円）「未入力」："),
        (Part::Quantity, "数量「未入力」："),
        (Part::Tax, "税「未入力」："),
        (Part::InYear, "年度内の月数「未入力」："),
    ] {
        let items = [item("i0", "lease", 1, 1), monthly.clone()];
        let text = write(&edition, &items, &[OpenValue { line: 1, part }]);
        let taken = taken(&edition, &text);
        assert_eq!(taken.lines.len(), 1);
        assert!(taken.rejected[0].reason.starts_with(reason), "{part:?}: {:?}", taken.rejected);
    }
}

#[test]
fn what_vendors_write_is_not_taken_for_ours() {
    let edition = saitama();
    for text in [
        "品名,数量,単価,金額\nタブレット,5,40000,200000\n",
        "種類,名称,単価（円）,数量,税\nリース料,x,1000,1,税抜\n",
        "リース料,x,1000,1,税抜,10,,,\n",
        "",
    ] {
        assert_eq!(take(&edition, &read(text).expect("a table")), None, "{text}");
    }
    // In another order, saved between tabs, with a column beside them: still ours.
    let text = "備考\t値引き（円）\t契約全体の月数\t年度内の月数\t税率（％）\t税\t数量\t単価（円）\t名称\t種類\n\
        a\t\t\t\t10\t税抜\t2\t1000\tx\tリース料\n";
    assert_eq!(lines(&taken(&edition, text)), [("lease", "x", 1_000, 2)]);
}

#[test]
fn every_rejected_row_has_its_reason() {
    let head = [HEAD, "\n"].concat();
    for (row, reason) in [
        ("何か,x,1,1,税抜", "経費の種類「何か」が、この制度の一覧にありません。"),
        (",x,1,1,税抜", "経費の種類が分かりません。"),
        ("リース料,x,abc,1,税抜", "単価（円）「abc」：数字として読めません。"),
        ("リース料,x,-5,1,税抜", "単価（円）「-5」：マイナスの数は入力できません。"),
        ("リース料,x,,1,税抜", "単価がありません。"),
        ("リース料,x,1000,,税抜", "数量がありません。"),
        ("リース料,x,1000,1.5,税抜", "数量「1.5」：小数は入力できません。"),
        ("リース料,x,1000,100001,税抜", "数量「100001」："),
        ("リース料,x,1000,1,", "単価が税抜か税込か分かりません。"),
        ("リース料,x,1000,1,税", "税「税」："),
        ("リース料,x,1000,1,税抜,5", "税率は10％か8％で入力してください。"),
        ("リース料,x,1000,1,税抜,10,13", "年度内の月数「13」："),
        ("リース料,x,1000,1,税抜,10,5,3", "契約全体の月数「3」："),
        ("リース料,x,1000,1,税抜,10,,60", "契約全体の月数だけでは計算できません。"),
        ("リース料,x,1000,1,税抜,10,,,x", "値引き（円）「x」："),
    ] {
        let taken = taken(&saitama(), &[&*head, row].concat());
        let [rejected] = taken.rejected.as_slice() else { panic!("{row}: {taken:?}") };
        assert!(rejected.reason.starts_with(reason) && rejected.reason.ends_with('。'), "{row}: {}", rejected.reason);
        assert_eq!((rejected.row, taken.lines.len()), (2, 0), "{row}");
    }
    // What is as good as these, and is taken.
    for (row, expected) in [
        ("リース料,x,1000,2,税抜,10,,,", ("lease", "x", 1_000, 2)),
        ("lease,x,1000,一式,税抜,10,5,,", ("lease", "x", 1_000, 1)),
        ("リース料,x,1000,2,税抜,10,5,60,", ("lease", "x", 1_000, 2)),
        ("リース料,x,1000,2,税抜,10,,,▲500", ("lease", "x", 1_000, 2)),
        ("リース料,x,\"１，０００円\",4,税込,8%,,,", ("lease", "x", 1_000, 4)),
        ("何か [lease],小計,1万円,0,不課税", ("lease", "小計", 10_000, 0)),
    ] {
        assert_eq!(lines(&taken(&saitama(), &[&*head, row].concat())), [expected], "{row}");
    }
    let long = ["リース料,", &"あ".repeat(1_001), ",1,1,税抜"].concat();
    assert_eq!(taken(&saitama(), &[&*head, &long].concat()).rejected.len(), 1);
}

#[test]
fn answers_in_words() {
    let edition = gunma();
    let head = [HEAD, ",x [listing],x [staff-priced],x [attached-to],x [donation-yen]\n"].concat();
    // Each row: the kind, and the answers behind the line's own cells.
    let row = |(kind, answers): (&str, &str)| format!("{kind},x,1,1,税込,10,,,,{answers}\n");
    let take =
        |rows: &[(&str, &str)]| taken(&edition, &[head.clone(), rows.iter().copied().map(row).collect()].concat());
    let answer = |rows: &[(&str, &str)], id: &str| {
        let taken = take(rows);
        taken.lines.last().and_then(|line| line.item.answers.get(id).cloned())
    };
    let text = |text: &str| Some(Answer::Text(text.to_owned()));
    assert_eq!(answer(&[("見守り・コミュニケーション", "equivalent,,,")], "listing"), text("equivalent"));
    for (cell, expected) in [
        ("はい", Answer::Truth(true)),
        ("○", Answer::Truth(true)),
        ("TRUE", Answer::Truth(true)),
        ("いいえ", Answer::Truth(false)),
        ("×", Answer::Truth(false)),
        ("わからない", Answer::Unknown),
    ] {
        let found = answer(&[("介護ソフト", &format!(",{cell},,"))], "staff-priced");
        assert_eq!(found, Some(expected), "{cell}");
    }
    assert_eq!(answer(&[("介護ソフト", ",,,３０万円")], "donation-yen"), Some(Answer::Whole(300_000)));
    let lines = |ids: &[&str]| Some(Answer::Lines(ids.iter().map(|id| (*id).to_owned()).collect()));
    let incidental = |cell: &str| {
        let attached = format!(",,{cell},");
        let rows = [("介護ソフト", ",,,"), ("インカム", ",,,"), ("付帯して必要となる経費 [incidental]", &attached)];
        take(&rows)
    };
    let attached =
        |cell: &str| incidental(cell).lines.last().and_then(|line| line.item.answers.get("attached-to").cloned());
    assert_eq!(attached("２、１"), lines(&["i2", "i1"]));
    assert_eq!(attached("なし"), lines(&[]));
    for (cell, reason) in [
        ("3", "付帯先の明細（番号3）"),
        ("9", "付帯先の明細（番号9）"),
        ("1、1", "どの機器・ソフトに付帯する費用ですか「1、1」：同じ番号"),
        ("0", "どの機器・ソフトに付帯する費用ですか「0」："),
        ("介護ソフト", "どの機器・ソフトに付帯する費用ですか「介護ソフト」：明細の番号を"),
    ] {
        let taken = incidental(cell);
        assert!(taken.rejected.len() == 1 && taken.rejected[0].reason.starts_with(reason), "{cell}: {taken:?}");
    }
    // What names a row that is not taken is not taken, and what names that neither; ids are given to the others in turn.
    let bad = ("何か", ",,,");
    let chain = [
        bad,
        ("付帯 [incidental]", ",,1,"),
        ("付帯 [incidental]", ",,2,"),
        ("インカム", ",,,"),
        ("付帯 [incidental]", ",,4,"),
    ];
    let taken = take(&chain);
    assert_eq!(taken.rejected.iter().map(|rejected| rejected.row).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(taken.lines[1].item.answers.get("attached-to").cloned(), lines(&["i1"]));
    assert_eq!((taken.lines[0].row, taken.lines[1].item.id.as_str()), (5, "i2"));
}

#[test]
fn more_rows_than_lines_are_refused_at_once() {
    let head = [HEAD, "\n"].concat();
    let edition = saitama();
    for (count, expected) in
        [(1_000, Ok(1_000)), (1_001, Err(CsvError::TooManyRows)), (50_000, Err(CsvError::TooManyRows))]
    {
        let text = [&*head, &"リース料,,1,1,税抜,,,,\n".repeat(count)].concat();
        let got = read(&text).map(|table| take(&edition, &table).expect("ours").lines.len());
        assert_eq!(got, expected, "{count}");
    }
    assert_eq!(
        CsvError::TooManyRows.to_string(),
        "取り込める明細は1000行までです。行を減らすか、分けて取り込んでください。"
    );
}

#[test]
fn a_cell_may_name_several_kinds() {
    let edition = saitama();
    let read_kinds = |cell: &str| {
        let taken = taken(&edition, &format!("{HEAD}\n{cell},箱,1000,2,税抜,,,,\n"));
        taken.lines.iter().map(|line| line.item.kinds.join("+")).collect::<Vec<_>>()
    };
    let label = |id: &str| edition.kinds.iter().find(|kind| kind.id == id).expect("a kind").label.clone();
    let both = [label("portable-terminal"), label("communication-charge")].join(" または ");
    assert_eq!(read_kinds(&both), ["portable-terminal+communication-charge"]);
    assert_eq!(read_kinds("[lease] または [other] または [intercom]"), ["lease+other+intercom"]);
    // Twice the same is no choice, and what no kind is called does not make one.
    assert_eq!(read_kinds("[lease] または [lease]"), ["lease"]);
    assert_eq!(read_kinds("[lease] または 机"), [] as [String; 0]);
}
