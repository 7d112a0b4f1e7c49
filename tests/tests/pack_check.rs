//! `hojo pack check` as an official uses it: each of the mistakes that are made most is named with file, line, cause and
//! remedy; several packs are held against each other, and a pack against its official text.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::path::{Path, PathBuf};

use hojo::{Ran, hojo};

fn invented() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/invented")
}

/// A folder of this test's own, empty.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pack_check").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for this test");
    folder
}

/// What stands in the invented pack, and what takes its place.
type Changes = &'static [(&'static str, &'static str)];

/// The invented pack with changes, each of something that stands there once, in a folder.
fn pack(folder: &Path, changes: &[(&str, &str)]) -> String {
    let mut text = std::fs::read_to_string(invented().join("pack.toml")).expect("text");
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(folder.join("pack.toml"), text).expect("written");
    folder.to_string_lossy().into_owned()
}

/// The line of the text on which this stands.
fn line_of(folder: &str, text: &str) -> usize {
    let all = std::fs::read_to_string(Path::new(folder).join("pack.toml")).expect("text");
    let at = all.find(text).unwrap_or_else(|| panic!("{text} is not there"));
    all[..at].matches('\n').count() + 1
}

fn text(ran: &Ran) -> String {
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn the_usual_mistakes_are_named_with_line_cause_and_remedy() {
    // What is changed, the line that is told, the cause, the remedy.
    let cases: [(&str, Changes, &str, &str, &str); 7] = [
        (
            "circle",
            &[("do.add = [\"cap_of_office\", \"area_addition\"]", "do.add = [\"cap_left\", \"area_addition\"]")],
            "id = \"cap_left\"",
            "計算の段階「cap_left」が、自分自身を必要としています（cap_left → cap_with_addition → cap_left）。",
            "循環している参照を一つ外してください。",
        ),
        (
            "question",
            &[("when = { answer = \"training\", is = true }", "when = { answer = \"trainning\", is = true }")],
            "answer = \"trainning\"",
            "質問「trainning」は定義されていません。",
            "「training」ではありませんか。",
        ),
        (
            "gap",
            &[("{ from = 20, to = 49, figure = 1500000 }", "{ from = 25, to = 49, figure = 1500000 }")],
            "{ from = 25, to = 49",
            "前の段との間に、どの段にも入らない数があります（20から24まで）。",
            "前の段の to の次の数を from に書き、",
        ),
        (
            "no-clause",
            &[("label = \"特別の地域の加算\"\ncite = \"第4条2\"", "label = \"特別の地域の加算\"\ncite = \"\"")],
            "cite = \"\"",
            "条項がありません。",
            "根拠となる条・項・号を書いてください。",
        ),
        (
            "no-clause-at-all",
            &[("label = \"特別の地域の加算\"\ncite = \"第4条2\"\n", "label = \"特別の地域の加算\"\n")],
            "[[step]]\nid = \"area_addition\"",
            "「cite」（根拠となる条項）がありません。",
            "この位置に「cite = …」を書き足してください。",
        ),
        (
            "unused",
            &[("do.lowest = [\"within_office\", \"corporation_left\"]", "do.lowest = [\"within_office\", 5000000]")],
            "id = \"corporation_left\"",
            "計算の段階「corporation_left」は、どこにも使われていません。",
            "使うか、消してください。",
        ),
        (
            "unwritten",
            &[("as-of = 2026-04-01", "as-of = 0000-01-01")],
            "as-of",
            "日付がまだ書き込まれていません。",
            "新しい年度の要綱で日付を確かめて、書き込んでください。",
        ),
    ];
    for (name, changes, at, cause, remedy) in cases {
        let folder = pack(&scratch(name), changes);
        let ran = hojo(&["pack", "check", &folder], b"");
        assert_eq!((ran.status, text(&ran).as_str()), (1, ""), "{name}");
        let place = format!("pack.toml:{}:", line_of(&folder, at));
        assert!(ran.stderr.contains(&place) && ran.stderr.contains(&folder), "{name}: {place} in {}", ran.stderr);
        for words in [cause, remedy] {
            assert!(ran.stderr.contains(words), "{name}: {words} in {}", ran.stderr);
        }
    }
}

#[test]
fn two_editions_open_on_the_same_day_are_named() {
    let all = scratch("editions");
    let next: &[(&str, &str)] = &[
        ("id = \"kakuu-robot-r8\"", "id = \"kakuu-robot-r9\""),
        ("fiscal-year = 2026", "fiscal-year = 2027"),
        ("valid-until = 2027-03-31", "valid-until = 2028-03-31"),
    ];
    let window = "reception = { from = 2026-06-01, until = 2027-01-29 }";
    let old = pack(&all.join("robot/fy2026"), &[]);
    let new = pack(
        &all.join("robot/fy2027"),
        &[next, &[(window, "reception = { from = 2027-01-10, until = 2027-06-30 }")]].concat(),
    );
    let folder = all.to_string_lossy().into_owned();
    let ran = hojo(&["pack", "check", &folder], b"");
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let place = format!("{new}/pack.toml:{}:1", line_of(&new, "reception"));
    for words in [
        "エラー[P061]",
        "二つの版（kakuu-robot-r8 と kakuu-robot-r9）が、2027-01-10 から 2027-01-29 まで同時に受付中になります",
        &format!("もう一つは {old}/pack.toml"),
        &place,
        "古い版の status を \"closed\" か \"superseded\" にするか、reception の日付を直してください。",
    ] {
        assert!(ran.stderr.contains(words), "{words} in {}", ran.stderr);
    }
    // One after the other is well, and so is an old one that is closed.
    pack(
        &all.join("robot/fy2027"),
        &[next, &[(window, "reception = { from = 2027-01-30, until = 2027-06-30 }")]].concat(),
    );
    let ran = hojo(&["pack", "check", &folder], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    pack(&all.join("robot/fy2027"), next);
    pack(&all.join("robot/fy2026"), &[("status = \"announced\"", "status = \"closed\"")]);
    assert_eq!(hojo(&["pack", "check", &folder], b"").status, 0);
    // Two of one name are none of them told apart.
    pack(&all.join("robot/fy2026"), &[]);
    pack(&all.join("robot/fy2027"), &[]);
    let ran = hojo(&["pack", "check", &folder], b"");
    assert!(
        ran.status == 1 && ran.stderr.contains("エラー[P060]") && ran.stderr.contains("kakuu-robot-r8"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_folder_without_packs_is_told() {
    let folder = scratch("empty").to_string_lossy().into_owned();
    let ran = hojo(&["pack", "check", &folder], b"");
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("エラー[P001]"), "{}", ran.stderr);
    assert_eq!(hojo(&["pack", "check"], b"").status, 2);
}

#[test]
fn a_pack_is_held_against_its_text() {
    let sources = invented().to_string_lossy().into_owned();
    let good = pack(&scratch("text"), &[]);
    for source in [sources.clone(), format!("{sources}/kakuu-robot-r8.txt")] {
        let ran = hojo(&["pack", "check", &good, "--source", &source], b"");
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        assert!(text(&ran).contains("kakuu-robot-r8: 条項と数字は、すべて要綱の文書にあります"), "{}", text(&ran));
    }
    // Without a text, and with one that is not there, this is said.
    assert!(text(&hojo(&["pack", "check", &good], b"")).contains("条文との照合はしていません"));
    let ran = hojo(&["pack", "check", &good, "--source", &good], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(text(&ran).contains("条文との照合を省きました"), "{}", text(&ran));
}

#[test]
fn what_the_text_does_not_say_is_named() {
    let sources = invented().to_string_lossy().into_owned();
    let cases: [(&str, Changes, &str, &[&str]); 6] = [
        (
            "figure",
            &[("do.lowest = [\"works_half\", 200000]", "do.lowest = [\"works_half\", 250000]")],
            "do.lowest = [\"works_half\", 250000]",
            &[
                "注意[P063]",
                "「works_limited」の「250,000円」が、根拠の条項（第3条(2)）に見つかりません。",
                "要綱で確かめてください。",
            ],
        ),
        (
            "rate",
            &[("do.multiply = [\"works_cost\", \"1/2\"]", "do.multiply = [\"works_cost\", \"2/5\"]")],
            "do.multiply = [\"works_cost\"",
            &["注意[P063]", "「5分の2」"],
        ),
        (
            "band",
            &[("figure = 1500000 }", "figure = 1600000 }")],
            "figure = 1600000",
            &["注意[P063]", "「office-cap」の「1,600,000円」が、根拠の条項（第4条）に見つかりません。"],
        ),
        (
            "clause",
            &[("cite = \"第7条(1)\"", "cite = \"第17条(1)\"")],
            "cite = \"第17条(1)\"",
            &["注意[P062]", "条項「第17条(1)」が、要綱の文書に見つかりません", "条・項・号の番号を確かめてください。"],
        ),
        (
            "bound",
            &[("when = { step = \"floored\", at-least = 50000 }", "when = { step = \"floored\", at-least = 40000 }")],
            "when = { step = \"floored\"",
            &["注意[P063]", "「40,000円」"],
        ),
        (
            "day",
            &[("due = { after = \"decision\", days = 60 }", "due = { after = \"decision\", days = 45 }")],
            "due = { after = \"decision\"",
            &["注意[P063]", "「invoice」の「45日」が、根拠の条項（第8条2）に見つかりません。"],
        ),
    ];
    for (name, changes, at, words) in cases {
        let folder = pack(&scratch(name), changes);
        let ran = hojo(&["pack", "check", &folder, "--source", &sources], b"");
        // A figure may be one of a reading: it is told, and the pack is used all the same.
        assert_eq!(ran.status, 0, "{name}: {}", ran.stderr);
        let place = format!("pack.toml:{}:", line_of(&folder, at));
        assert!(ran.stderr.contains(&place), "{name}: {place} in {}", ran.stderr);
        for words in words {
            assert!(ran.stderr.contains(words), "{name}: {words} in {}", ran.stderr);
        }
        assert!(text(&ran).contains("見つからないものが1件あります"), "{name}: {}", text(&ran));
    }
}

#[test]
fn what_has_to_be_looked_at_is_told() {
    let all = scratch("fresh");
    let folder = all.to_string_lossy().into_owned();
    pack(&all.join("fy2026"), &[]);
    let on = |day: &str| {
        let ran = hojo(&["pack", "freshness", &folder, "--date", day], b"");
        assert_eq!(ran.stderr, "");
        (ran.status, text(&ran))
    };
    // Compared on 2026-11-21, open until 2027-01-29, in force until 2027-03-31.
    let (status, told) = on("2027-01-29");
    assert!(status == 0 && told.contains("することはありません") && told.contains("受付中"), "{told}");
    let (status, told) = on("2027-01-30");
    assert!(
        status == 1 && told.contains("受付は 令和9年1月29日（2027年） に終わりました") && told.contains("60日以内"),
        "{told}"
    );
    let (_, told) = on("2027-02-19");
    assert!(!told.contains("90日"), "90 days are not more than 90: {told}");
    let (_, told) = on("2027-02-20");
    assert!(told.contains("90日を超えました（前回は 令和8年11月21日（2026年））"), "{told}");
    let (_, told) = on("2027-04-01");
    assert!(
        told.contains("令和9年3月31日（2027年）") && told.contains("過ぎています。次の年度の版を作ってください。"),
        "{told}"
    );
    // Where there is a next one, the old one may rest once it is closed.
    pack(&all.join("fy2026"), &[("status = \"announced\"", "status = \"closed\"")]);
    pack(
        &all.join("fy2027"),
        &[
            ("id = \"kakuu-robot-r8\"", "id = \"kakuu-robot-r9\""),
            ("fiscal-year = 2026", "fiscal-year = 2027"),
            ("valid-until = 2027-03-31", "valid-until = 2028-03-31"),
            ("reception = { from = 2026-06-01, until = 2027-01-29 }\n", ""),
            (
                "checked = { date = 2026-11-21, by = \"project\" }",
                "checked = { date = 2027-04-10, by = \"prefecture\" }",
            ),
        ],
    );
    let (status, told) = on("2027-05-01");
    assert!(status == 0 && told.matches("することはありません").count() == 2, "{told}");
    assert_eq!(hojo(&["pack", "freshness", &folder, "--date", "2027-13-01"], b"").status, 2);
}

#[test]
fn the_table_of_programmes_is_that_of_the_packs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let page = std::fs::read_to_string(root.join("docs/packs/coverage.md")).expect("the page");
    let ran = hojo(&["pack", "coverage", &root.join("crates/packs/data").to_string_lossy()], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(page.contains(&text(&ran)), "docs/packs/coverage.md should have\n{}", text(&ran));
    assert_eq!(text(&ran).lines().count(), 2 + 3, "a row for each pack");
}
