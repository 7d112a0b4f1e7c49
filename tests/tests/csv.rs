//! The lines of a quote as CSV: what is written, and what is made of tables as they come from elsewhere.

#![cfg(not(target_arch = "wasm32"))]

use kaigo_hojo_assess::application::{Answer, Item, Months, Tax};
use kaigo_hojo_assess::csv::{Column, CsvError, Mapping, Taken, propose, read, take, write};
use kaigo_hojo_assess::draft::{Part, Place};
use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;

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

/// A table taken as it is proposed.
fn taken(edition: &Edition, text: &str) -> Taken {
    let table = read(text).expect("a table");
    let mut mapping = propose(edition, &table);
    mapping.tax = mapping.tax.or(Some(Tax::Excluded));
    take(edition, &table, &mapping).expect("not too many rows")
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

fn reasons(taken: &Taken) -> Vec<(usize, &str, &str)> {
    taken.rejected.iter().map(|rejected| (rejected.row, rejected.text.as_str(), rejected.reason.as_str())).collect()
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
        let text = write(&edition, &items, &[Place { line: 1, part }]);
        let taken = taken(&edition, &text);
        assert_eq!(taken.lines.len(), 1);
        assert!(taken.rejected[0].reason.starts_with(reason), "{part:?}: {:?}", taken.rejected);
    }
}

#[test]
fn a_quote_as_offices_have_it() {
    let text = "御見積書\n株式会社サンプル,,,,\n\
        No,品名・規格,数量,単位,単価（税抜）,金額\n\
        1,介護記録ソフト　一式,1,式,\"600,000\",\"600,000\"\n\
        2,ﾀﾌﾞﾚｯﾄ 10ｲﾝﾁ,５台,台,￥40000,\"200,000円\"\n\
        3,設置費,一式,,30000,\n\
        ,値引き,,,,-30000\n\
        ,小計,,,,800000\n\
        ,消費税（10%）,,,,80000\n";
    let taken = taken(&saitama(), text);
    assert_eq!(
        lines(&taken),
        [
            ("care-software", "介護記録ソフト　一式", 600_000, 1),
            ("portable-terminal", "ﾀﾌﾞﾚｯﾄ 10ｲﾝﾁ", 40_000, 5),
            ("network-equipment", "設置費", 30_000, 1),
        ]
    );
    assert!(taken.lines.iter().all(|line| line.guessed && line.item.tax == Tax::Excluded));
    assert_eq!(taken.lines.iter().map(|line| line.item.id.as_str()).collect::<Vec<_>>(), ["i1", "i2", "i3"]);
    assert_eq!(
        reasons(&taken),
        [
            (1, "御見積書", "見出しより上の行です。"),
            (2, "株式会社サンプル", "見出しより上の行です。"),
            (7, "値引き　-30000", "値引きの行は、明細ではなく「値引き」の欄に入力してください。"),
            (8, "小計　800000", "合計や消費税の行は、明細として取り込みません。"),
            (9, "消費税（10%）　80000", "経費の種類が分かりません。種類を選ぶか、種類の列を加えてください。"),
        ]
    );
}

/// 月額費用 says how often, not what: a charge for communication stays one.
#[test]
fn what_is_paid_is_not_hidden_by_how_often() {
    for (programme, name) in [("saitama-ict-r5", "通信料 月額費用"), ("kumamoto-ict-r5", "通信費 月額費用")]
    {
        let text = ["品名\t数量\t単価\n", name, "\t12\t3,000\n"].concat();
        let taken = taken(&edition(programme), &text);
        assert_eq!(lines(&taken), [("communication-charge", name, 3_000, 12)], "{programme}");
    }
}

#[test]
fn cells_copied_out_of_a_spreadsheet() {
    // Without headings: words, then quantity, price and amount in any order.
    let text = "インカム\t3\t33,000\t99,000\t税込\r\n\"Wi-Fi\nルーター\"\t2\t15,000\t30,000\t税込\r\n";
    let table = read(text).expect("a table");
    let mapping = propose(&saitama(), &table);
    let expected = [Column::Name, Column::Quantity, Column::Price, Column::Amount, Column::Tax];
    assert_eq!(mapping.columns, expected.map(Some));
    assert_eq!((mapping.heading, mapping.tax, mapping.kind), (None, None, None));
    let taken = take(&saitama(), &table, &mapping).expect("taken");
    assert_eq!(
        lines(&taken),
        [("intercom", "インカム", 33_000, 3), ("network-equipment", "Wi-Fi\nルーター", 15_000, 2)]
    );
    assert_eq!((taken.lines[1].row, taken.lines[1].item.tax), (2, Tax::Included));
    // Two numbers: the higher ones are prices. The only words are names, even where they are kinds as well.
    let text = "タブレット\t40000\t5\nリース料\t2000\t12";
    let mapping = propose(&saitama(), &read(text).expect("a table"));
    assert_eq!(mapping.columns, [Column::Name, Column::Price, Column::Quantity].map(Some));
    let text = "タブレット\t製品A\t40000\nリース料\t製品B\t2000";
    let mapping = propose(&saitama(), &read(text).expect("a table"));
    assert_eq!(mapping.columns, [Column::Kind, Column::Name, Column::Price].map(Some));
}

#[test]
fn a_person_changes_the_mapping() {
    let table = read("品名,備考\nあれこれ,1000\n").expect("a table");
    let mut mapping = propose(&saitama(), &table);
    assert_eq!(mapping.columns, [Some(Column::Name), None], "only one heading is known: {mapping:?}");
    mapping = Mapping {
        heading: Some(0),
        columns: vec![Some(Column::Name), Some(Column::Price)],
        tax: Some(Tax::Exempt),
        kind: saitama().kinds.iter().position(|kind| kind.id == "lease"),
    };
    let taken = take(&saitama(), &table, &mapping).expect("taken");
    assert_eq!(lines(&taken), [("lease", "あれこれ", 1_000, 1)]);
    assert!(!taken.lines[0].guessed && taken.lines[0].item.tax == Tax::Exempt);
    // Columns and kinds that are not there, twice the same: no line, but no panic either.
    mapping.columns = vec![None, None, Some(Column::Name), Some(Column::Answer(999)), Some(Column::Name)];
    mapping.kind = Some(999);
    mapping.heading = Some(999);
    assert_eq!(take(&saitama(), &table, &mapping).expect("taken").lines, []);
}

#[test]
fn every_rejected_row_has_its_reason() {
    let head = "種類,名称,単価（円）,数量,税,税率（％）,年度内の月数,契約全体の月数,値引き（円）,金額（円）\n";
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
        ("リース料,x,1000,2,税抜,10,,,,1999", "単価×数量が金額と合いません。"),
        ("リース料,x,,3,税抜,10,,,,1000", "金額だけでは単価が決まりません。"),
        ("リース料,x,,0,税抜,10,,,,1000", "金額だけでは単価が決まりません。"),
    ] {
        let table = read(&[head, row].concat()).expect("a table");
        let edition = saitama();
        let taken = take(&edition, &table, &propose(&edition, &table)).expect("taken");
        let [rejected] = taken.rejected.as_slice() else { panic!("{row}: {taken:?}") };
        assert!(rejected.reason.starts_with(reason) && rejected.reason.ends_with('。'), "{row}: {}", rejected.reason);
        assert_eq!((rejected.row, taken.lines.len()), (2, 0), "{row}");
    }
    // What is as good as these, and is taken.
    for (row, expected) in [
        ("リース料,x,1000,2,税抜,10,,,,2000", ("lease", "x", 1_000, 2)),
        ("lease,x,1000,2,税抜,10,5,,,\"10,000\"", ("lease", "x", 1_000, 2)),
        ("リース料,x,1000,2,税抜,10,5,60,,\"120,000\"", ("lease", "x", 1_000, 2)),
        ("リース料,x,1000,2,税抜,10,,,▲500,1500", ("lease", "x", 1_000, 2)),
        ("リース料,x,,4,税込,8%,,,,\"１，０００円\"", ("lease", "x", 250, 4)),
        ("何か [lease],小計,1万円,0,不課税", ("lease", "小計", 10_000, 0)),
    ] {
        assert_eq!(lines(&taken(&saitama(), &[head, row].concat())), [expected], "{row}");
    }
    let long = ["リース料,", &"あ".repeat(1_001), ",1,1,税抜"].concat();
    assert_eq!(taken(&saitama(), &[head, &long].concat()).rejected.len(), 1);
}

#[test]
fn answers_in_words() {
    let edition = gunma();
    let head = "種類,単価（円）,税,x [listing],x [staff-priced],x [attached-to],x [donation-yen]\n";
    let take = |rows: &str| taken(&edition, &[head, rows].concat());
    let answer = |rows: &str, id: &str| {
        let taken = take(rows);
        taken.lines.last().and_then(|line| line.item.answers.get(id).cloned())
    };
    let text = |text: &str| Some(Answer::Text(text.to_owned()));
    assert_eq!(answer("見守り・コミュニケーション,1,税込,equivalent,,,", "listing"), text("equivalent"));
    let label = edition.item_questions[0].label.clone();
    assert_eq!(label, "TAISに介護テクノロジーとして載っていますか");
    for (cell, expected) in [
        ("はい", Answer::Truth(true)),
        ("○", Answer::Truth(true)),
        ("TRUE", Answer::Truth(true)),
        ("いいえ", Answer::Truth(false)),
        ("×", Answer::Truth(false)),
        ("わからない", Answer::Unknown),
    ] {
        assert_eq!(answer(&format!("介護ソフト,1,税込,,{cell},,"), "staff-priced"), Some(expected), "{cell}");
    }
    assert_eq!(answer("介護ソフト,1,税込,,,,３０万円", "donation-yen"), Some(Answer::Whole(300_000)));
    let lines = |ids: &[&str]| Some(Answer::Lines(ids.iter().map(|id| (*id).to_owned()).collect()));
    let devices = "介護ソフト,1,税込,,,,\nインカム,1,税込,,,,\n";
    let incidental = |cell: &str| format!("{devices}付帯して必要となる経費 [incidental],1,税込,,,{cell},");
    assert_eq!(answer(&incidental("２、１"), "attached-to"), lines(&["i2", "i1"]));
    assert_eq!(answer(&incidental("なし"), "attached-to"), lines(&[]));
    for (cell, reason) in [
        ("3", "付帯先の明細（番号3）"),
        ("9", "付帯先の明細（番号9）"),
        ("1、1", "どの機器・ソフトに付帯する費用ですか「1、1」：同じ番号"),
        ("0", "どの機器・ソフトに付帯する費用ですか「0」："),
        ("介護ソフト", "どの機器・ソフトに付帯する費用ですか「介護ソフト」：明細の番号を"),
    ] {
        let taken = take(&incidental(cell));
        assert!(taken.rejected.len() == 1 && taken.rejected[0].reason.starts_with(reason), "{cell}: {taken:?}");
    }
    // What names a row that is not taken is not taken, and what names that neither; ids are given to the others in turn.
    let chain = "介護ソフト,x,税込,,,,\n\
        付帯 [incidental],1,税込,,,1,\n\
        付帯 [incidental],1,税込,,,2,\n\
        インカム,1,税込,,,,\n\
        付帯 [incidental],1,税込,,,4,\n";
    let taken = take(chain);
    assert_eq!(taken.rejected.iter().map(|rejected| rejected.row).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(taken.lines[1].item.answers.get("attached-to").cloned(), lines(&["i1"]));
    assert_eq!((taken.lines[0].row, taken.lines[1].item.id.as_str()), (5, "i2"));
}

#[test]
fn more_rows_than_lines_are_refused_at_once() {
    let head = "種類,単価（円）,数量,税\n";
    let edition = saitama();
    for (count, expected) in
        [(1_000, Ok(1_000)), (1_001, Err(CsvError::TooManyRows)), (50_000, Err(CsvError::TooManyRows))]
    {
        let text = [head, &"リース料,1,1,税抜\n".repeat(count)].concat();
        let table = read(&text);
        let got = table.and_then(|table| take(&edition, &table, &propose(&edition, &table)));
        assert_eq!(got.map(|taken| taken.lines.len()), expected, "{count}");
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
        let taken = taken(&edition, &format!("種類,名称,単価,数量\n{cell},箱,1000,2\n"));
        taken.lines.iter().map(|line| (line.item.kinds.join("+"), line.guessed)).collect::<Vec<_>>()
    };
    let label = |id: &str| edition.kinds.iter().find(|kind| kind.id == id).expect("a kind").label.clone();
    let both = [label("portable-terminal"), label("communication-charge")].join(" または ");
    assert_eq!(read_kinds(&both), [("portable-terminal+communication-charge".to_owned(), true)]);
    assert_eq!(read_kinds("[lease] または [other] または [intercom]"), [("lease+other+intercom".to_owned(), true)]);
    // Twice the same is no choice, and what no kind is called does not make one.
    assert_eq!(read_kinds("[lease] または [lease]"), [("lease".to_owned(), false)]);
    assert_eq!(read_kinds("[lease] または 机"), [] as [(String, bool); 0]);
}
