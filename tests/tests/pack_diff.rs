//! `hojo pack diff`: two editions of the invented programme, one changed by hand, and what is said of it.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::path::{Path, PathBuf};

use hojo::hojo;

fn invented() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/invented/pack.toml")
}

/// What is said after these changes of the text; each must be of something that stands there once.
fn diff(name: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = std::fs::read_to_string(invented()).expect("text");
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pack_diff").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("pack.toml"), text).expect("written");
    let ran = hojo(&["pack", "diff", &invented().to_string_lossy(), &folder.to_string_lossy()], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let told = String::from_utf8(ran.stdout).expect("UTF-8");
    told.lines().skip(1).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_same_edition_has_no_difference() {
    assert_eq!(diff("same", &[]), ["変わったところはありません。"]);
    assert_eq!(diff("comment", &[("# ---- 質問 ----", "# ----")]), ["変わったところはありません。"]);
}

#[test]
fn a_rate_and_a_ceiling_are_told_first() {
    let told = diff(
        "figures",
        &[
            ("then = \"3/4\" }], else", "then = \"4/5\" }], else"),
            ("{ from = 20, to = 49, figure = 1500000 }", "{ from = 20, to = 49, figure = 1800000 }"),
            ("do.lowest = [\"works_half\", 200000]", "do.lowest = [\"works_half\", 250000]"),
            ("figures = [[\"base\", 120000]]", "figures = [[\"base\", 150000]]"),
            ("reception = { from = 2026-06-01,", "reception = { from = 2026-05-11,"),
            ("due = { after = \"decision\", days = 60 }", "due = { after = \"decision\", days = 30 }"),
            ("help = \"補助額は変わりません。\"", "help = \"金額は変わりません。\""),
        ],
    );
    assert_eq!(
        told,
        [
            "■ 補助額にかかわること（4件）",
            "- 【計算のしかた】「機器の補助率」の計算のしかた: 3/4 → 4/5（いまは「「夜間に職員を置いていますか」が「はい」、かつ \
             「開設から3年以内ですか」が「はい」: 4/5」）",
            "- 【計算のしかた】「工事費の補助額」の計算のしかた: 200,000円 → 250,000円（いまは「工事費の2分の1 と 250,000円 \
             の少ない方」）",
            "- 【表】「利用定員による上限額（20人以上49人以下）」の額・率: 1,500,000円 → 1,800,000円",
            "- 【経費の種類】「見守り機器」の定めた額: 120,000円 → 150,000円（いまは「1台あたりの基準額: 150,000円」）",
            "■ 書類・期限・約束にかかわること（2件）",
            "- 【制度のあらまし】「申請の受付」の内容: 6月1日 → 5月11日（いまは「令和8年5月11日（2026年）から令和9年1月29日（2027年）まで」）",
            "- 【期限】「請求書の提出」の期限: 60日 → 30日（いまは「交付決定日から30日」）",
            "■ 名前と説明（1件）",
            "- 【質問】「申請にあたって約束すること」の説明: 補助額は変わりません。 → 金額は変わりません。",
        ]
    );
}

#[test]
fn what_is_added_and_what_is_gone_is_told() {
    let told = diff(
        "added",
        &[
            (
                "[[question]]\nid = \"area\"",
                "[[question]]\nid = \"wage-rise\"\nsection = \"size\"\nlabel = \"賃上げをしますか\"\ncite = \"第3条3\"\nanswer = \"truth\"\n\n[[question]]\nid = \"area\"",
            ),
            (
                "[[condition]]\nid = \"higher_rate\"\nwhen = { all = [",
                "[[condition]]\nid = \"higher_rate\"\nwhen = { all = [{ answer = \"wage-rise\", is = true }, ",
            ),
            (
                "[[document]]\nid = \"photographs\"\nlabel = \"工事の写真\"\nstage = \"report\"\ncite = \"第9条2\"\nwhen = \"has_works\"\n",
                "",
            ),
        ],
    );
    assert_eq!(told[0], "■ 補助額にかかわること（2件）");
    assert!(
        told[1].starts_with("- 【計算のしかた】「機器の補助率」の計算のしかた: ")
            && told[1].contains("賃上げをしますか"),
        "{}",
        told[1]
    );
    assert_eq!(told[2], "- 【質問】「賃上げをしますか」が加わりました。答え方: はい・いいえ。");
    assert_eq!(told[3], "■ 書類・期限・約束にかかわること（1件）");
    assert_eq!(told[4], "- 【書類】「工事の写真」がなくなりました。必要な場合: 「工事の明細の数」が1行以上。");
    assert_eq!(told.len(), 5);
}

#[test]
fn a_reading_a_condition_and_a_clause_are_told() {
    let told = diff(
        "reading",
        &[
            (
                "options = [\n  { id = \"allowed\", label = \"工事だけでも対象とする\" },\n  { id = \"needs-device\", label = \"機器がなければ対象としない\" },\n]",
                "options = [\n  { id = \"needs-device\", label = \"機器がなければ対象としない\" },\n  { id = \"allowed\", label = \"工事だけでも対象とする\" },\n]",
            ),
            ("when = { step = \"staff\", at-least = 20 }", "when = { step = \"staff\", at-least = 30 }"),
            ("met = \"care_service\"", "decides = true\nmet = \"care_service\""),
            ("cite = \"第7条(1)\"", "cite = \"第7条1(1)\""),
        ],
    );
    assert_eq!(
        told,
        [
            "■ 補助額にかかわること（2件）",
            "- 【条文に書かれていないことの読み方】「機器を入れずに工事だけをする場合は書かれていないため、対象になると読んでいます。」の\
             この試算の読み方: 工事だけでも対象とする → 機器がなければ対象としない",
            "- 【条文に書かれていないことの読み方】「機器を入れずに工事だけをする場合は書かれていないため、対象になると読んでいます。」の\
             ほかの読み方: 機器がなければ対象としない → 工事だけでも対象とする",
            "■ 申請できるかどうかにかかわること（1件）",
            "- 【要件】「介護サービスの事業所であること」の満たさないとき: 確かめるよう伝える → 申請できない",
            "■ 書類・期限・約束にかかわること（1件）",
            "- 【書類】「研修計画書（別紙2）」の必要な場合: 20人 → 30人（いまは「「職員の数」が30人以上」）",
            "■ 条項（1件）",
            "- 【書類】「機器導入計画書（別紙1）」の条項: 第7条(1) → 第7条1(1)",
        ]
    );
}

#[test]
fn a_new_name_is_told_once() {
    let told = diff("name", &[("label = \"事業所のある地域\"", "label = \"事業所の所在地\"")]);
    assert_eq!(told, ["■ 名前と説明（1件）", "- 【質問】名前: 事業所のある地域 → 事業所の所在地"]);
}

#[test]
fn a_wrong_pack_is_not_compared() {
    let bad = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/bad/P005-step.toml");
    let ran = hojo(&["pack", "diff", &invented().to_string_lossy(), &bad.to_string_lossy()], b"");
    assert_eq!((ran.status, ran.stdout.as_slice()), (1, b"".as_slice()));
    assert!(ran.stderr.contains("エラー[P005]"), "{}", ran.stderr);
    assert_eq!(hojo(&["pack", "diff", "one"], b"").status, 2);
}
