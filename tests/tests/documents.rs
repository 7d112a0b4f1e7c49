//! Bad documents: each gives an error with a stable code and the path of the mistake, in its place, and nothing else
//! happens: no panic, no half an assessment, no effect on the documents before and after it.
//!
//! Everything goes through the command line, so that bytes, lines and the exit status are tested too. Documents changed at
//! random are in `changed_documents.rs`.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/documents.rs"]
mod documents;
#[path = "support/hojo.rs"]
mod hojo;
#[path = "documents/numbers.rs"]
mod numbers;
#[path = "support/schema.rs"]
mod schema;

use std::path::PathBuf;

use documents::{LINES, at, gunma, kumamoto, outputs, places, saitama};
use hojo::hojo;
use serde_json::{Value, json};
use whole_system_tests::cases;

fn put(mut document: Value, path: &Value, value: Value) -> String {
    *at(&mut document, path.as_array().expect("a path")) = value;
    document.to_string()
}

fn without(mut document: Value, path: &Value) -> String {
    let (last, parent) = path.as_array().expect("a path").split_last().expect("not the document itself");
    let parent = at(&mut document, parent).as_object_mut().expect("an object");
    assert!(parent.remove(last.as_str().expect("a key")).is_some(), "it was there");
    document.to_string()
}

/// Nine kinds of the programme, one more than may stand in a list.
const KINDS: [&str; 9] = [
    "care-software",
    "software-fee",
    "portable-terminal",
    "intercom",
    "maintenance",
    "lease",
    "consulting",
    "development",
    "other",
];

/// A document with a line that may be of these kinds.
fn among(kinds: &Value) -> String {
    let mut document = saitama();
    let item = document["items"][0].as_object_mut().expect("an item");
    item.remove("kind");
    item.insert("kindAmong".to_owned(), kinds.clone());
    document.to_string()
}

/// Sends documents in one go and holds what comes out against code and path; `""` as the code: it is a good document.
fn check(documents: &[(Vec<u8>, &str, &str)]) {
    let mut input = Vec::new();
    for (document, ..) in documents {
        assert!(!document.contains(&b'\n'), "one line each");
        input.extend_from_slice(document);
        input.push(b'\n');
    }
    let ran = hojo(LINES, &input);
    let told = outputs(&ran.stdout);
    assert_eq!(told.len(), documents.len(), "one line out for each line in");
    assert_eq!(ran.stderr, "");
    let mut wrong = Vec::new();
    for ((document, code, path), got) in documents.iter().zip(&told) {
        let error = &got["error"];
        let sound = if code.is_empty() { error.is_null() } else { error["code"] == *code && error["path"] == *path };
        if !sound {
            let document = String::from_utf8_lossy(document).chars().take(300).collect::<String>();
            wrong.push(format!("expected {code} at `{path}`, got {error}\n  {document}"));
        }
        let message = error["message"].as_str().unwrap_or("良い文書。");
        if !message.ends_with('。') || message.is_ascii() {
            wrong.push(format!("no Japanese sentence: {message}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let bad = documents.iter().any(|(_, code, _)| !code.is_empty());
    assert_eq!(ran.status, i32::from(bad));
}

fn rows(rows: Vec<(String, &'static str, &'static str)>) -> Vec<(Vec<u8>, &'static str, &'static str)> {
    rows.into_iter().map(|(text, code, path)| (text.into_bytes(), code, path)).collect()
}

#[test]
fn good_documents_are_good() {
    check(&rows(vec![
        (saitama().to_string(), "", ""),
        (gunma().to_string(), "", ""),
        (kumamoto().to_string(), "", ""),
        (r#"{"schema":"kaigo-hojo/application/1","programme":"saitama-ict-r5"}"#.to_owned(), "", ""),
        (put(saitama(), &json!(["answers", "in-prefecture"]), Value::Null), "", ""),
        (put(saitama(), &json!(["items"]), json!([])), "", ""),
        (among(&json!(["other", "lease"])), "", ""),
        (among(&json!(KINDS[..8])), "", ""),
        (put(saitama(), &json!(["items", 0, "unitPriceYen"]), json!(1_000_000_000)), "", ""),
        (put(saitama(), &json!(["items", 0, "discountYen"]), json!(1_000_000_000)), "", ""),
        (put(saitama(), &json!(["items", 0, "discountYen"]), json!(0)), "", ""),
        (put(saitama(), &json!(["items", 0, "quantity"]), json!(100_000)), "", ""),
        (put(saitama(), &json!(["items", 0, "quantity"]), json!(0)), "", ""),
        (put(saitama(), &json!(["items", 0, "months"]), json!({ "inYear": 0 })), "", ""),
        (put(saitama(), &json!(["items", 0, "months"]), json!({ "inYear": 12, "total": 12 })), "", ""),
        (put(saitama(), &json!(["items", 0, "taxRatePercent"]), json!(8)), "", ""),
        (put(saitama(), &json!(["answers", "staff-fte"]), json!("999999999.999999999")), "", ""),
        (put(saitama(), &json!(["answers", "staff-fte"]), json!("00012.30")), "", ""),
        (put(gunma(), &json!(["answers", "capacity"]), json!("none")), "", ""),
        (put(gunma(), &json!(["answers", "route"]), Value::Null), "", ""),
        (put(gunma(), &json!(["items", 1, "answers", "attached-to"]), Value::Null), "", ""),
        (put(kumamoto(), &json!(["answers", "rate-cut-percent"]), Value::Null), "", ""),
    ]));
}

#[test]
fn what_is_missing() {
    let item = |key: &str| json!(["items", 0, key]);
    check(&rows(vec![
        (without(saitama(), &json!(["schema"])), "missing-field", "schema"),
        (without(saitama(), &json!(["programme"])), "missing-field", "programme"),
        (without(saitama(), &item("id")), "missing-field", "items[0].id"),
        (without(saitama(), &item("kind")), "missing-field", "items[0].kind"),
        (without(saitama(), &item("unitPriceYen")), "missing-field", "items[0].unitPriceYen"),
        (without(saitama(), &item("quantity")), "missing-field", "items[0].quantity"),
        (without(saitama(), &item("tax")), "missing-field", "items[0].tax"),
        (without(saitama(), &json!(["items", 0, "months", "inYear"])), "missing-field", "items[0].months.inYear"),
        ("{}".to_owned(), "missing-field", "schema"),
    ]));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_is_not_known() {
    check(&rows(vec![
        (put(saitama(), &json!(["schema"]), json!("kaigo-hojo/application/2")), "unsupported-schema", "schema"),
        (put(saitama(), &json!(["schema"]), json!("kaigo-hojo/assessment/1")), "unsupported-schema", "schema"),
        (put(saitama(), &json!(["programme"]), json!("tokyo-ict-r5")), "unknown-programme", "programme"),
        (put(saitama(), &json!(["programme"]), json!("")), "unknown-programme", "programme"),
        // Keys, at each level.
        (put(saitama(), &json!(["item"]), json!([])), "unknown-field", "item"),
        (put(saitama(), &json!(["answers", "staff-ftes"]), json!("1")), "unknown-question", "answers.staff-ftes"),
        (put(saitama(), &json!(["answers", "capacity"]), json!(1)), "unknown-question", "answers.capacity"),
        (put(saitama(), &json!(["items", 0, "quantitty"]), json!(1)), "unknown-field", "items[0].quantitty"),
        (put(saitama(), &json!(["items", 0, "months", "inyear"]), json!(1)), "unknown-field", "items[0].months.inyear"),
        (
            put(saitama(), &json!(["items", 0, "answers", "donation"]), json!(1)),
            "unknown-question",
            "items[0].answers.donation",
        ),
        (
            put(saitama(), &json!(["items", 0, "answers", "listing"]), json!("tais")),
            "unknown-question",
            "items[0].answers.listing",
        ),
        // Options, kinds, lines.
        (
            put(saitama(), &json!(["answers", "careplan-exchange"]), json!("yes")),
            "unknown-option",
            "answers.careplan-exchange",
        ),
        (put(saitama(), &json!(["answers", "service"]), json!("99")), "unknown-option", "answers.service"),
        (put(saitama(), &json!(["items", 0, "kind"]), json!("robot")), "unknown-kind", "items[0].kind"),
        (put(saitama(), &json!(["items", 0, "kind"]), json!("monitoring")), "unknown-kind", "items[0].kind"),
        (among(&json!(["portable-terminal", "robot"])), "unknown-kind", "items[0].kindAmong[1]"),
        (among(&json!(["monitoring", "lease"])), "unknown-kind", "items[0].kindAmong[0]"),
        (among(&json!([])), "out-of-range", "items[0].kindAmong"),
        (among(&json!(["lease"])), "out-of-range", "items[0].kindAmong"),
        (among(&json!(KINDS)), "out-of-range", "items[0].kindAmong"),
        (among(&json!(["lease", "other", "lease"])), "duplicate", "items[0].kindAmong[2]"),
        (among(&json!(["lease", 1])), "wrong-type", "items[0].kindAmong[1]"),
        (among(&json!(["lease", null])), "wrong-type", "items[0].kindAmong[1]"),
        (among(&json!("lease")), "wrong-type", "items[0].kindAmong"),
        (among(&json!(null)), "wrong-type", "items[0].kindAmong"),
        (
            put(saitama(), &json!(["items", 0, "kindAmong"]), json!(["lease", "other"])),
            "duplicate",
            "items[0].kindAmong",
        ),
        (put(saitama(), &json!(["items", 0, "tax"]), json!("included ")), "unknown-option", "items[0].tax"),
        (put(gunma(), &json!(["answers", "route"]), json!("both")), "unknown-option", "answers.route"),
        (
            put(gunma(), &json!(["items", 1, "answers", "attached-to"]), json!(["i1", "i3"])),
            "unknown-item",
            "items[1].answers.attached-to[1]",
        ),
        (
            put(gunma(), &json!(["items", 1, "answers", "attached-to"]), json!(["i2"])),
            "unknown-item",
            "items[1].answers.attached-to[0]",
        ),
        (
            put(gunma(), &json!(["items", 0, "answers", "attached-to"]), json!(["i0"])),
            "unknown-item",
            "items[0].answers.attached-to[0]",
        ),
    ]));
}

#[test]
fn what_is_there_twice() {
    let text = |json: &str| json.to_owned();
    let head = r#"{"schema":"kaigo-hojo/application/1","programme":"saitama-ict-r5","#;
    let item = r#""id":"i1","kind":"lease","unitPriceYen":1,"quantity":1,"tax":"exempt""#;
    check(&rows(vec![
        (format!(r#"{head}"programme":"saitama-ict-r5"}}"#), "duplicate", "programme"),
        (format!(r#"{head}"answers":{{}},"answers":{{}}}}"#), "duplicate", "answers"),
        (format!(r#"{head}"items":[],"items":[]}}"#), "duplicate", "items"),
        // Written in another way, it is the same key.
        (format!(r#"{head}"items":[],"\u0069tems":[]}}"#), "duplicate", "items"),
        (format!(r#"{head}"answers":{{"life-data":true,"life-data":true}}}}"#), "duplicate", "answers.life-data"),
        (format!(r#"{head}"items":[{{{item},"quantity":2}}]}}"#), "duplicate", "items[0].quantity"),
        (
            format!(r#"{head}"items":[{{{item},"months":{{"inYear":1,"inYear":1}}}}]}}"#),
            "duplicate",
            "items[0].months.inYear",
        ),
        (
            format!(r#"{head}"items":[{{{item},"answers":{{"donation-yen":1,"donation-yen":1}}}}]}}"#),
            "duplicate",
            "items[0].answers.donation-yen",
        ),
        (format!(r#"{head}"items":[{{{item}}},{{{item}}}]}}"#), "duplicate", "items[1].id"),
        (
            put(gunma(), &json!(["items", 1, "answers", "attached-to"]), json!(["i1", "i1"])),
            "duplicate",
            "items[1].answers.attached-to[1]",
        ),
        (
            text(
                r#"{"schema":"kaigo-hojo/application/1","schema":"kaigo-hojo/application/1","programme":"saitama-ict-r5"}"#,
            ),
            "duplicate",
            "schema",
        ),
    ]));
}

/// Not numbers as an answer writes them.
const NO_DECIMALS: [&str; 19] = [
    "",
    ".",
    "5.",
    ".5",
    "-1",
    "+1",
    "1e3",
    "1,000",
    "１０",
    "10 ",
    " 10",
    "1_000",
    "0x10",
    "NaN",
    "Infinity",
    "1.1.1",
    "1234567890",
    "1.1234567891",
    "十",
];

#[test]
fn what_is_beyond_its_limits() {
    let many = |count: usize| {
        let item = |ix: usize| json!({ "id": format!("i{ix}"), "kind": "lease", "unitPriceYen": 1, "quantity": 1, "tax": "exempt" });
        put(saitama(), &json!(["items"]), (0..count).map(item).collect())
    };
    let mut documents =
        vec![(many(1_000), "", ""), (many(1_001), "out-of-range", "items"), (many(10_000), "out-of-range", "items")];
    let mut beyond = |document: &Value, path: Value, values: &[Value], told: &'static str| {
        for value in values {
            documents.push((put(document.clone(), &path, value.clone()), "out-of-range", told));
        }
    };
    let (saitama, gunma, kumamoto) = (saitama(), gunma(), kumamoto());
    let yen = [json!(-1), json!(1_000_000_001), json!(i64::MAX), json!(i64::MIN)];
    beyond(&saitama, json!(["items", 0, "unitPriceYen"]), &yen, "items[0].unitPriceYen");
    beyond(&saitama, json!(["items", 0, "discountYen"]), &yen, "items[0].discountYen");
    beyond(&saitama, json!(["items", 0, "quantity"]), &[json!(-1), json!(100_001)], "items[0].quantity");
    beyond(
        &saitama,
        json!(["items", 0, "taxRatePercent"]),
        &[json!(0), json!(9), json!(100)],
        "items[0].taxRatePercent",
    );
    beyond(&saitama, json!(["items", 0, "months", "inYear"]), &[json!(-1), json!(13)], "items[0].months.inYear");
    beyond(&saitama, json!(["items", 0, "months", "inYear"]), &[json!(12)], "items[0].months.total");
    beyond(
        &saitama,
        json!(["items", 0, "months", "total"]),
        &[json!(-1), json!(1_000_000_001)],
        "items[0].months.total",
    );
    beyond(&saitama, json!(["items", 0, "answers", "donation-yen"]), &yen, "items[0].answers.donation-yen");
    beyond(&saitama, json!(["answers", "staff-heads"]), &yen, "answers.staff-heads");
    beyond(&saitama, json!(["answers", "past-grant-staff"]), &[json!(0), json!(-1)], "answers.past-grant-staff");
    beyond(&gunma, json!(["answers", "capacity"]), &[json!(0), json!(1_000_000_001)], "answers.capacity");
    beyond(&gunma, json!(["answers", "linked-offices"]), &[json!(-1)], "answers.linked-offices");
    beyond(&kumamoto, json!(["answers", "rate-cut-percent"]), &[json!(-1), json!(101)], "answers.rate-cut-percent");
    beyond(&saitama, json!(["answers", "staff-fte"]), &NO_DECIMALS.map(|text| json!(text)), "answers.staff-fte");
    // 12 months of a total of 60 are within their limits; 12 of 5 are not.
    documents.retain(|(text, _, told)| !(*told == "items[0].months.total" && text.contains(r#""inYear":12"#)));
    documents.push((
        put(saitama, &json!(["items", 0, "months"]), json!({ "inYear": 12, "total": 5 })),
        "out-of-range",
        "items[0].months.inYear",
    ));
    check(&rows(documents));
}

fn allowed(told: &str, value: &Value) -> bool {
    let field = told.rsplit(['.', ']']).next().unwrap_or_default();
    let is_answer = told.starts_with("answers.") || told.contains("].answers.");
    if value.is_null() {
        return is_answer && !told.ends_with(']');
    }
    match field {
        "items" => value.as_array().is_some_and(Vec::is_empty),
        "answers" => value.as_object().is_some_and(serde_json::Map::is_empty),
        "id" | "name" => value.is_string(),
        "unitPriceYen" | "quantity" | "total" | "discountYen" | "staff-heads" | "donation-yen" | "linked-offices" => {
            value == 0 || value == 3
        }
        "inYear" | "past-grant-staff" | "capacity" | "rate-cut-percent" => {
            value == 3 || (value == 0 && field != "past-grant-staff" && field != "capacity")
        }
        "in-prefecture" | "contracted-before-decision" => value.is_boolean(),
        "attached-to" => value.as_array().is_some_and(Vec::is_empty),
        _ => false,
    }
}

#[test]
fn wrong_types_at_every_place() {
    let values = [
        Value::Null,
        json!(true),
        json!(0),
        json!(3),
        json!(-3),
        json!(1.5),
        json!("x"),
        json!(""),
        json!([]),
        json!(["x"]),
        json!([[]]),
        json!({}),
        json!({ "x": 1 }),
    ];
    let mut count = 0;
    for document in [saitama(), gunma(), kumamoto()] {
        let mut all = Vec::new();
        places(&document, &[], "", &mut all);
        let mut input = String::new();
        let mut expected = Vec::new();
        for (steps, told) in &all {
            for value in &values {
                // Another id of the line that is attached to, or fewer months in all than in the year: mistakes elsewhere.
                let elsewhere = (told == "items[0].id" && document["items"][1].is_object())
                    || (told == "items[0].months.total" && allowed(told, value));
                if !elsewhere {
                    let mut changed = document.clone();
                    *at(&mut changed, steps) = value.clone();
                    input += &format!("{changed}\n");
                    expected.push((told, value));
                }
            }
        }
        let told_lines = outputs(&hojo(LINES, input.as_bytes()).stdout);
        assert_eq!(told_lines.len(), expected.len());
        for ((told, value), got) in expected.into_iter().zip(&told_lines) {
            if allowed(told, value) {
                assert!(got["error"].is_null(), "{told} = {value}: {}", got["error"]);
                continue;
            }
            // Inside a list or an object, the mistake is the part that is wrong.
            let path = got["error"]["path"].as_str().unwrap_or_else(|| panic!("{told} = {value} is taken"));
            let inside =
                path.strip_prefix(told.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
            assert!(inside, "{told} = {value}: {}", got["error"]);
            count += 1;
        }
    }
    assert!(count > 500, "only {count} mistakes");
}

#[test]
fn null_is_an_answer_and_nothing_else() {
    let mut rows_of_null = Vec::new();
    for (path, told) in [
        (json!(["schema"]), "schema"),
        (json!(["programme"]), "programme"),
        (json!(["answers"]), "answers"),
        (json!(["items"]), "items"),
        (json!(["items", 0]), "items[0]"),
        (json!(["items", 0, "id"]), "items[0].id"),
        (json!(["items", 0, "kind"]), "items[0].kind"),
        (json!(["items", 0, "name"]), "items[0].name"),
        (json!(["items", 0, "unitPriceYen"]), "items[0].unitPriceYen"),
        (json!(["items", 0, "quantity"]), "items[0].quantity"),
        (json!(["items", 0, "tax"]), "items[0].tax"),
        (json!(["items", 0, "discountYen"]), "items[0].discountYen"),
        (json!(["items", 0, "taxRatePercent"]), "items[0].taxRatePercent"),
        (json!(["items", 0, "months"]), "items[0].months"),
        (json!(["items", 0, "months", "inYear"]), "items[0].months.inYear"),
        (json!(["items", 0, "months", "total"]), "items[0].months.total"),
        (json!(["items", 0, "answers"]), "items[0].answers"),
    ] {
        rows_of_null.push((put(saitama(), &path, Value::Null), "wrong-type", told));
    }
    let attached = put(gunma(), &json!(["items", 1, "answers", "attached-to"]), json!([null]));
    rows_of_null.push((attached, "wrong-type", "items[1].answers.attached-to[0]"));
    check(&rows(rows_of_null));
}

#[test]
fn what_is_no_document() {
    let good = saitama().to_string();
    let cut = good.as_bytes()[..good.len() - 1].to_vec();
    let mut nonsense = good.clone().into_bytes();
    nonsense[60] = 0xff;
    let half_a_sign = {
        // 介 without its last byte.
        let at = good.find('介').expect("the name") + 2;
        [&good.as_bytes()[..at], &good.as_bytes()[at + 1..]].concat()
    };
    let deep = |open: &str, count: usize| open.repeat(count).into_bytes();
    let nested = good.replace("\"none\"", &("[".repeat(2000) + &"]".repeat(2000)));
    check(&[
        (b"".to_vec(), "malformed", ""),
        (b"   ".to_vec(), "malformed", ""),
        (b"null".to_vec(), "malformed", ""),
        (b"[]".to_vec(), "malformed", ""),
        (b"3".to_vec(), "malformed", ""),
        (b"\"text\"".to_vec(), "malformed", ""),
        (cut, "malformed", ""),
        ([good.as_bytes(), b"x"].concat(), "malformed", ""),
        ([good.as_bytes(), good.as_bytes()].concat(), "malformed", ""),
        (nonsense, "malformed", ""),
        (half_a_sign, "malformed", ""),
        (b"\xff\xfe{\0}\0".to_vec(), "malformed", ""),
        (b"\xed\xa0\x80".to_vec(), "malformed", ""),
        (br#"{"schema":"\ud800"}"#.to_vec(), "malformed", ""),
        (b"{\"a\":\"\x01\"}".to_vec(), "malformed", ""),
        (b"\0".to_vec(), "malformed", ""),
        (b"// a comment".to_vec(), "malformed", ""),
        (b"{schema:1}".to_vec(), "malformed", ""),
        (b"{'schema':1}".to_vec(), "malformed", ""),
        (good.replace("\"quantity\":1,", "\"quantity\":1,,").into_bytes(), "malformed", ""),
        (deep("[", 100_000), "malformed", ""),
        (deep("{\"a\":", 100_000), "malformed", ""),
        (nested.into_bytes(), "malformed", ""),
        // A mark at the beginning, and spaces around, are no mistake.
        ([b"\xef\xbb\xbf", good.as_bytes()].concat(), "", ""),
        (format!(" \t{good}\t ").into_bytes(), "", ""),
        ([good.as_bytes(), b"\r"].concat(), "", ""),
    ]);
}

#[test]
fn every_line_stands_for_itself() {
    let good: Vec<String> = cases().iter().map(|(_, case)| case["application"].to_string()).collect();
    let good: Vec<&String> = good.iter().filter(|text| !text.contains("quantitty")).take(40).collect();
    let alone: Vec<String> =
        good.iter().map(|text| String::from_utf8(hojo(LINES, text.as_bytes()).stdout).expect("UTF-8")).collect();
    let bad = "{\"schema\":1}\n";
    let mixed: String = good.iter().map(|text| format!("{bad}{text}\r\n{bad}")).collect();
    let ran = hojo(LINES, mixed.as_bytes());
    assert_eq!(ran.status, 1);
    let told = String::from_utf8(ran.stdout).expect("UTF-8");
    let told: Vec<&str> = told.split_inclusive('\n').collect();
    assert_eq!(told.len(), 3 * good.len());
    for (told, alone) in told.chunks(3).zip(&alone) {
        assert!(told[0].starts_with("{\"error\"") && told[2].starts_with("{\"error\""));
        assert_eq!(told[1], alone, "neither the line before nor the order matters");
    }
}

#[test]
fn the_end_of_the_input_is_no_line() {
    let good = saitama().to_string();
    for (input, lines, status) in [
        (String::new(), 0, 0),
        (good.clone(), 1, 0),
        (format!("{good}\n"), 1, 0),
        (format!("{good}\r\n"), 1, 0),
        (format!("{good}\n\n"), 2, 1),
        (format!("\n{good}\n"), 2, 1),
        ("\n".to_owned(), 1, 1),
    ] {
        let ran = hojo(LINES, input.as_bytes());
        assert_eq!((outputs(&ran.stdout).len(), ran.status), (lines, status), "{input:?}");
    }
}

#[test]
fn files_give_one_assessment_each() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("documents");
    std::fs::create_dir_all(&folder).expect("a folder for this test");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let pretty = serde_json::to_string_pretty(&saitama()).expect("JSON").replace('\n', "\r\n");
    let good = file("good.json", format!("\u{feff}{pretty}\r\n").as_bytes());
    let bad = file("bad.json", b"{\r\n  \"schema\": 1\r\n}");
    let empty = file("empty.json", b"");
    let missing = folder.join("missing.json").to_str().expect("UTF-8").to_owned();
    let ran = hojo(
        &["assess", "--date", "2026-11-21", &good, &bad, &empty, &missing, &good, "-"],
        gunma().to_string().as_bytes(),
    );
    let told = outputs(&ran.stdout);
    let codes: Vec<&str> = told.iter().map(|got| got["error"]["code"].as_str().unwrap_or("good")).collect();
    assert_eq!(codes, ["good", "wrong-type", "malformed", "malformed", "good", "good"]);
    assert_eq!(ran.status, 1);
    assert_eq!(told[0], told[4]);
    assert!(told[3]["error"]["message"].as_str().is_some_and(|message| message.contains("missing.json")));
    assert_eq!(told[5]["programme"], "gunma-caretech-r8");
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [
        &["assess"][..],
        &["assess", "--lines", "file.json"],
        &["assess", "--date"],
        &["assess", "--lines", "--date", "2026-02-30"],
        &["assess", "--lines", "--date", "21.11.2026"],
        &["assess", "--lines", "--colour"],
        &["assess", "--lines", "--pack"],
        &["pack"],
        &["pack", "check"],
        &["pack", "build", "x"],
        &["asses", "--lines"],
        &["application"],
    ] {
        let ran = hojo(arguments, b"");
        assert_eq!((ran.status, ran.stdout.as_slice()), (2, b"".as_slice()), "{arguments:?}");
        assert!(!ran.stderr.trim().is_empty(), "{arguments:?}: a sentence says why");
    }
}
