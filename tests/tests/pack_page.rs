//! `hojo pack page`: everything that a pack says is on the page, and the page is nothing but words and tables.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hojo::hojo;
use sha2::{Digest, Sha256};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn packs() -> Vec<PathBuf> {
    let data = root().join("../crates/packs/data");
    let folders = ["11-saitama/ict/fy2023", "43-kumamoto/ict/fy2023", "10-gunma/care-tech/fy2026"];
    folders.iter().map(|folder| data.join(folder)).chain([root().join("packs/invented")]).collect()
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
    let page = of(&root().join("packs/invented"));
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

#[test]
fn the_cases_of_a_programme_can_be_shown() {
    let cases = root().join("cases/saitama-ict-r5.json");
    let data = root().join("../crates/packs/data");
    let [pack, cases] = [data.join("11-saitama/ict/fy2023"), cases].map(|path| path.to_string_lossy().into_owned());
    let with = page(&[&pack, "--cases", &cases]);
    assert!(with.contains("検証用の事例") && with.contains("補助額 "));
    let other = data.join("43-kumamoto/ict/fy2023").to_string_lossy().into_owned();
    assert!(!page(&[&other, "--cases", &cases]).contains("検証用の事例"), "they are another programme's");
    let ran = hojo(&["pack", "page", &pack, "--cases", "missing.json"], b"");
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("missing.json: 読めません"), "{}", ran.stderr);
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
