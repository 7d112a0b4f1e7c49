//! `hojo pack page`: everything that a pack says is on the page, and the page is nothing but words and tables.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hojo::hojo;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use whole_system_tests::programmes::{Need, held, invented, programmes};

fn packs() -> Vec<PathBuf> {
    programmes().iter().map(|programme| programme.folder.clone()).chain([invented().folder]).collect()
}

fn page(arguments: &[&str]) -> String {
    let ran = hojo(&[&["pack", "page"], arguments].concat(), b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    String::from_utf8(ran.stdout).expect("UTF-8")
}

fn of(pack: &Path) -> String {
    page(&[&pack.to_string_lossy()])
}

/// Every text of a pack that people read, wherever it stands.
fn texts(value: &toml::Value, key: &str, found: &mut BTreeSet<String>) {
    const READ: &[&str] = &[
        "label",
        "help",
        "reason",
        "remedy",
        "cite",
        "advice",
        "moot",
        "message",
        "question",
        "proof",
        "caution",
        "title",
        "rate",
        "name",
        "examples",
        "ceilings",
        "not-covered",
        "none",
    ];
    match value {
        toml::Value::String(text) if READ.contains(&key) && !text.is_ascii() => drop(found.insert(text.clone())),
        toml::Value::Array(list) => list.iter().for_each(|one| texts(one, key, found)),
        toml::Value::Table(table) => table.iter().for_each(|(key, one)| texts(one, key, found)),
        _ => {}
    }
}

#[test]
fn everything_that_a_pack_says_is_on_its_page() {
    for pack in packs() {
        let page = of(&pack);
        let text = std::fs::read_to_string(pack.join("pack.toml")).expect("text");
        let mut found = BTreeSet::new();
        texts(&toml::from_str(&text).expect("TOML"), "", &mut found);
        assert!(found.len() > 100, "{}", found.len());
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        // What is said beside a cost that nothing carries is told at the line, not here; the steps of mistakes have no
        // words.
        let missing: Vec<&String> = found.iter().filter(|text| !page.contains(&escaped(text))).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", pack.display());
    }
}

#[test]
fn formulas_and_conditions_are_in_words() {
    let page = of(&invented().folder);
    for words in [
        // A rate by conditions, a cap, a table, a rounding, the best units, a drop, a deadline, a paper.
        "「夜間に職員を置いていますか」が「はい」、かつ 「開設から3年以内ですか」が「はい」: 3/4<br>そのほか: 2/3",
        "工事費の2分の1 と 200,000円 の少ない方",
        "表「利用定員による上限額」で、利用定員が当てはまる段の額",
        "<th scope=\"row\">20人以上49人以下</th><td>1,500,000円</td>",
        "法人の上限額までの額 の10,000円未満を切捨て",
        "1台あたりの補助額の大きい順に、台数の上限まで",
        "明細の「交付決定より前に契約しましたか」が「はい」",
        "事業完了日から20日、この制度の年度の2月末日 のうち最も早い日",
        "事業完了日の年度の5年度後の3月31日",
        "「職員の数」が20人以上",
        "「サービスの種類」が「老人福祉施設」でない",
        "1台あたりの基準額: 120,000円",
        "読み方が「機器がなければ対象としない」、かつ 「機器の明細の数」が1行未満: 0円",
        "契約日は、交付決定日と同じ日か、その後",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn a_page_has_no_script_and_fetches_nothing() {
    for pack in packs() {
        let page = of(&pack);
        let (_, rest) = page.split_once("<style>").expect("a style");
        let (style, _) = rest.split_once("</style>").expect("its end");
        let digest = base64(&Sha256::digest(style.as_bytes()));
        let policy = format!("content=\"default-src 'none'; style-src 'sha256-{digest}'\"");
        assert!(page.contains(&policy), "the policy must name {digest}");
        for barred in ["<script", "<link", "<img", "http:", "https:", "@import", "url(", " style=", " on"] {
            let tags: String = page.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| tag).collect();
            let places = if barred.starts_with(' ') { &tags } else { &page };
            // What a pack says of an address is a word, no link.
            assert!(!places.contains(barred) || (barred.starts_with("http") && !tags.contains(barred)), "{barred}");
        }
    }
}

#[test]
fn a_page_is_well_formed() {
    const EMPTY: &[&str] = &["meta", "br", "!doctype"];
    for pack in packs() {
        let page = of(&pack);
        let mut open = Vec::new();
        let mut ids = BTreeSet::new();
        for tag in page.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(tag, _)| tag) {
            let name = tag.split_whitespace().next().unwrap_or_default();
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed.to_owned()));
            } else if !EMPTY.contains(&name) {
                open.push(name.to_owned());
            }
            if let Some((_, id)) = tag.split_once(" id=\"") {
                assert!(ids.insert(id.split('"').next().unwrap_or_default().to_owned()), "{tag}");
            }
        }
        assert!(open.is_empty(), "{open:?}");
        let links = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        assert!(links.clone().count() > 10 && links.clone().all(|link| ids.contains(link)));
        // Every row has a cell for each column of its table.
        for table in page.split("<table>").skip(1) {
            let columns = table.matches("<th scope=\"col\">").count();
            let rows = table.split("<tbody>").nth(1).expect("a body").split("</table>").next().expect("its end");
            for row in rows.split("<tr>").skip(1) {
                assert_eq!(row.matches("<t").count(), columns, "{row}");
            }
        }
    }
}

/// `hojo pack page` of the invented programme with cases: how it ended, what it said, and the page.
fn with_cases(name: &str, cases: &Value) -> (i32, String, String) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-cases-{name}.json"));
    std::fs::write(&file, cases.to_string()).expect("written");
    let [pack, file] = [invented().folder, file].map(|path| path.to_string_lossy().into_owned());
    let ran = hojo(&["pack", "page", &pack, "--cases", &file], b"");
    (ran.status, ran.stderr, String::from_utf8(ran.stdout).expect("UTF-8"))
}

/// The application of tests/packs/invented-application.json, worked by hand: 550,000 yen.
fn case(id: &str, expect: &Value) -> Value {
    let text = include_str!("../packs/invented-application.json");
    let application: Value = serde_json::from_str(text).expect("JSON");
    json!({ "id": id, "title": "夜間", "why": "手計算", "source": "第3条", "application": application, "expect": expect })
}

#[test]
fn cases_are_computed_and_both_figures_shown() {
    let mut refused = case("refused", &json!({ "errorPath": "items[0].quantity" }));
    refused["application"]["items"][0]["quantity"] = json!(-1);
    refused["why"] = json!(["台数が", "負です"]);
    let open = json!({ "id": "open", "expect": { "verdict": "undetermined" },
        "application": { "schema": "kaigo-hojo/application/1", "programme": "kakuu-robot-r8" } });
    let cases = json!([case("good", &json!({ "amountYen": 550_000 })), refused, open]);
    let (status, said, page) = with_cases("good", &cases);
    assert_eq!((status, said.as_str()), (0, ""));
    for words in [
        "3件を計算しました。すべて同じです。",
        "<th scope=\"row\">good 夜間</th><td>補助額 550,000円</td><td>補助額 550,000円</td><td>手計算</td><td>第3条</td>",
        "<td>誤りのある申請として受け付けない（items[0].quantity）</td><td>誤りのある申請として受け付けない（items[0].quantity）</td><td>台数が<br>負です</td>",
        "<td>答えが足りず、申請できるかどうかは決まらない</td><td>答えが足りず、申請できるかどうかは決まらない</td>",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("示していない事例") && !page.contains("違います"));
}

#[test]
fn a_case_that_is_false_fails() {
    for (name, expect, theirs, ours) in [
        ("amount", json!({ "amountYen": 550_001 }), "補助額 550,001円", "補助額 550,000円"),
        ("range", json!({ "lowYen": 0, "highYen": 550_000 }), "補助額 0円 〜 550,000円", "補助額 550,000円"),
        ("not-computable", json!({ "notComputable": true }), "補助額を計算できない", "補助額 550,000円"),
        ("refused", json!({ "errorPath": "items" }), "誤りのある申請として受け付けない（items）", "補助額 550,000円"),
    ] {
        let cases = json!([case("good", &json!({ "amountYen": 550_000 })), case(name, &expect)]);
        let (status, said, page) = with_cases(name, &cases);
        assert_eq!(status, 1, "{name}");
        assert!(said.contains("検証用の事例のうち1件で、計算した結果が違います。"), "{said}");
        let difference = format!("{name}: 手で確かめた結果は「{theirs}」、計算した結果は「{ours}」です。");
        assert!(said.contains(&difference) && !said.contains("good"), "{said}");
        assert!(page.contains(&format!("<td>{theirs}</td><td>{ours}<br>【違います】</td>")), "{name}");
        assert!(page.contains("2件を計算しました。1件が違います。"), "{name}");
    }
}

#[test]
fn cases_that_are_not_shown_say_why() {
    let mut other = case("other", &json!({ "amountYen": 1 }));
    other["application"]["programme"] = json!("kakuu-robot-r7");
    let papers = case("papers", &json!({ "documents": { "plan": "yes" } }));
    let (status, said, page) = with_cases("others", &json!([other, papers, { "id": "none" }]));
    assert_eq!((status, said.as_str()), (0, ""));
    for words in [
        "<caption>示していない事例</caption>",
        "<th scope=\"row\">other 夜間</th><td>別の制度または別の版（kakuu-robot-r7）の事例です。</td>",
        "<th scope=\"row\">papers 夜間</th><td>補助額と、申請できるかどうかのほかを確かめる事例です。</td>",
        "<th scope=\"row\">none</th><td>どの制度の事例か、書かれていません。</td>",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("件を計算しました"));
    let ran = hojo(&["pack", "page", &invented().folder.to_string_lossy(), "--cases", "missing.json"], b"");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("missing.json: 読めません"), "{}", ran.stderr);
}

/// The worked examples beside each pack: none is false, and none vanishes.
#[test]
fn the_cases_of_every_programme_are_as_they_say() {
    for programme in held(Need::Cases) {
        let file = programme.folder.join("cases/worked-examples.json");
        let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&file).expect("text")).expect("a list");
        let page = page(&[&programme.folder.to_string_lossy(), "--cases", &file.to_string_lossy()]);
        assert!(page.contains("すべて同じです"), "{}", programme.id());
        for case in cases {
            let row = format!("<th scope=\"row\">{} ", case["id"].as_str().expect("an id"));
            assert!(page.contains(&row), "{}: {row}", programme.id());
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let sign = char::from(SIGNS[bits >> (18 - 6 * at) & 63]);
            text.push(if at <= three.len() { sign } else { '=' });
        }
    }
    text
}
