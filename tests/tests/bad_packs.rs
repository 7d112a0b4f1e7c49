//! Wrong packs: each mistake is told once, with its code, its place and a sentence, and stops what was asked for.
//!
//! `tests/packs/bad/` has one small pack for each mistake. A comment on the wrong line says what must be told of it:
//! `#~ P005 ｢"costs"｣ 「cost」ではありませんか` is the code, the text above the carets (`@2` after it: where it stands
//! the second time on the line) and a part of the message or of the hint. Nothing else may be told.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use hojo::hojo;
use kaigo_hojo_pack::{Diagnostic, check as check_pack, from_bytes, load, to_bytes};
use random::Random;
use sha2::{Digest, Sha256};
use whole_system_tests::sources::pack_source;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The bad packs: name and text.
fn bad_packs() -> Vec<(String, String)> {
    let folder = root().join("packs/bad");
    let mut all: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the folder of bad packs")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect();
    all.sort();
    all
}

/// What a comment expects: code, line, column, width, and a part of the words.
type Expected = (String, usize, usize, usize, String);

fn expected(text: &str) -> Vec<Expected> {
    let mut expected = Vec::new();
    for (ix, line) in text.lines().enumerate() {
        let mut parts = line.split("#~ ");
        let source = parts.next().unwrap_or_default();
        for part in parts {
            let (code, rest) = part.split_once(" ｢").expect("a code and a text in ｢｣");
            let (marked, rest) = rest.split_once('｣').expect("a text in ｢｣");
            let (nth, words) = match rest.strip_prefix("@2") {
                Some(words) => (1, words),
                None => (0, rest),
            };
            let (at, _) = source.match_indices(marked).nth(nth).expect("the marked text stands on the line");
            let column = source[..at].chars().count() + 1;
            expected.push((code.to_owned(), ix + 1, column, marked.chars().count(), words.trim().to_owned()));
        }
    }
    expected
}

/// Holds what is told of a pack against what its comments expect.
fn check(name: &str, text: &str) -> Vec<String> {
    let Err(told) = check_pack(name, text) else { return vec![format!("{name}: nothing is told")] };
    let expected = expected(text);
    let mut wrong = Vec::new();
    if told.len() != expected.len() {
        wrong.push(format!("{name}: {} mistakes are told, {} expected", told.len(), expected.len()));
    }
    for (told, (code, line, column, width, words)) in told.iter().zip(&expected) {
        let place = (told.code, told.line, told.column, told.width);
        if place != (code, *line, *column, *width) {
            wrong.push(format!("{name}: told {place:?}, expected {:?}", (code, line, column, width)));
        }
        if !told.message.contains(words.as_str()) && !told.hint.contains(words.as_str()) {
            wrong.push(format!("{name}: neither `{}` nor `{}` says `{words}`", told.message, told.hint));
        }
        if told.file != name || text.lines().nth(told.line - 1).map(str::trim_end) != Some(&told.excerpt) {
            wrong.push(format!("{name}: the file or the line is not quoted: {told:?}"));
        }
    }
    wrong
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let all = bad_packs();
    assert!(all.len() >= 155, "bad packs are missing: {}", all.len());
    let wrong: Vec<String> = all.iter().flat_map(|(name, text)| check(name, text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_mistake_of_a_file_is_told_at_once() {
    let (_, text) = bad_packs().into_iter().find(|(name, _)| name == "several.toml").expect("several.toml");
    let told = check_pack("several.toml", &text).expect_err("it is wrong in several places");
    assert!(told.len() >= 7, "{}", told.len());
    assert!(told.is_sorted_by_key(|told| (told.line, told.column)), "in the order of the file");
    let codes: BTreeSet<&str> = told.iter().map(|told| told.code).collect();
    assert_eq!(codes, ["P003", "P004", "P005", "P006"].into());
}

/// The codes that occur in the sources of the pack crate.
fn codes_in_use() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let source = pack_source();
    for (at, _) in source.match_indices("\"P0") {
        let code = &source[at + 1..at + 5];
        if source[at + 5..].starts_with('"') {
            codes.insert(code.to_owned());
        }
    }
    codes
}

#[test]
fn every_code_has_a_bad_pack() {
    let mut shown: BTreeSet<String> =
        bad_packs().iter().flat_map(|(_, text)| expected(text)).map(|(code, ..)| code).collect();
    // What cannot be read at all has no file here; see the tests below. What several packs, or a pack beside its text,
    // show is in `pack_check.rs`.
    shown.extend(["P001", "P060", "P061", "P062", "P063"].map(str::to_owned));
    let used = codes_in_use();
    assert!(used.len() >= 25, "codes are missing: {used:?}");
    assert_eq!(used, shown);
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ' | '一'..='龠'))
}

/// Codes whose every mistake comes with what to do.
const WITH_HINT: &[&str] = &[
    "P001", "P002", "P004", "P005", "P007", "P008", "P010", "P011", "P013", "P014", "P015", "P016", "P018", "P019",
    "P020", "P022", "P023", "P026", "P027", "P028", "P029", "P030", "P031", "P032", "P033", "P034", "P035", "P036",
    "P040", "P041", "P042", "P043", "P044", "P050",
];

fn check_words(told: &Diagnostic) -> Option<String> {
    let ends = told.message.ends_with('。') && told.message.matches('。').count() == 1;
    let hint = is_japanese(&told.hint) || (told.hint.is_empty() && !WITH_HINT.contains(&told.code));
    // A hint of its own form: the line as it should be.
    let form = told.code == "P013" && told.hint.starts_with("format = ");
    let sound = ends && is_japanese(&told.message) && (hint || form);
    (!sound).then(|| format!("{}: {} / {}", told.code, told.message, told.hint))
}

#[test]
fn messages_are_japanese_sentences_with_hints() {
    let wrong: Vec<String> = bad_packs()
        .iter()
        .flat_map(|(name, text)| check_pack(name, text).err().unwrap_or_default())
        .filter_map(|told| check_words(&told))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A folder of this test's own, empty.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bad_packs").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for this test");
    folder
}

#[test]
fn what_cannot_be_read_is_told_without_a_place() {
    let folder = scratch("unreadable");
    std::fs::write(folder.join("latin.toml"), b"format = \"\xe9\"").expect("written");
    for (path, words) in [
        (folder.join("latin.toml"), "UTF-8"),
        (folder.join("missing.toml"), "ファイルを読めません"),
        (folder.clone(), "ファイルを読めません"),
    ] {
        let told = load(&path).expect_err("it cannot be read");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].code, told[0].line), ("P001", 0));
        assert!(told[0].message.contains(words), "{}", told[0].message);
        assert_eq!(check_words(&told[0]), None);
        assert!(!told[0].to_string().contains(":0"), "{}", told[0]);
    }
}

#[test]
fn a_mistake_is_shown_with_line_caret_and_hint() {
    let (name, text) = bad_packs().into_iter().find(|(name, _)| name == "P004-group.toml").expect("P004-group.toml");
    let told = check_pack(&name, &text).expect_err("a group twice").remove(0).to_string();
    let shown = "\
エラー[P004]: 種類の組「機器」が二度定義されています。
  --> P004-group.toml:16:22
   |
16 | kind-groups = [\"機器\", \"機器\"] #~ P004 ｢\"機器\"｣@2
   |                 　　   ^^^^
  = どちらかの名前を変えてください。
";
    let flat = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(flat(&told), flat(shown));
}

#[test]
fn the_command_line_prints_every_mistake_and_ends_with_1() {
    let folder = root().join("packs/bad");
    let names: Vec<String> =
        bad_packs().iter().map(|(name, _)| folder.join(name).to_string_lossy().into_owned()).collect();
    let mut arguments = vec!["pack", "check"];
    arguments.extend(names.iter().map(String::as_str));
    let ran = hojo(&arguments, b"");
    assert_eq!((ran.status, ran.stdout.as_slice()), (1, b"".as_slice()));
    for name in &names {
        let text = std::fs::read_to_string(name).expect("text");
        for told in check_pack(name, &text).expect_err("wrong") {
            assert!(ran.stderr.contains(told.to_string().trim_end()), "{told} is not printed");
        }
    }
}

#[test]
fn good_packs_are_named_beside_bad_ones() {
    let good = root().join("../crates/packs/data/11-saitama/ict/fy2023").to_string_lossy().into_owned();
    let ran = hojo(&["pack", "check", &good], b"");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("誤りはありません"));
    let bad = root().join("packs/bad/P005-step.toml").to_string_lossy().into_owned();
    let ran = hojo(&["pack", "check", &bad, &good], b"");
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("エラー[P005]"));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("誤りはありません"), "the next one is checked all the same");
}

#[test]
fn a_bad_pack_is_neither_built_nor_used() {
    let folder = scratch("unused");
    let bad = root().join("packs/bad/P020-gap.toml").to_string_lossy().into_owned();
    let built = folder.join("bad.pack");
    let ran = hojo(&["pack", "build", &bad, "-o", &built.to_string_lossy()], b"");
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("エラー[P020]"), "{}", ran.stderr);
    assert!(!built.exists(), "nothing is written");

    let application = br#"{"schema": "kaigo-hojo/application/1", "programme": "saitama-ict-r5"}"#;
    let ran = hojo(&["assess", "--lines", "--pack", &bad], application);
    assert_eq!((ran.status, ran.stdout.as_slice()), (1, b"".as_slice()), "nothing half-shown");
    assert!(ran.stderr.contains("エラー[P020]"), "{}", ran.stderr);
}

#[test]
fn a_foreign_or_damaged_built_pack_is_refused() {
    let folder = scratch("built");
    let good = root().join("../crates/packs/data/11-saitama/ict/fy2023").to_string_lossy().into_owned();
    let built = folder.join("good.pack").to_string_lossy().into_owned();
    assert_eq!(hojo(&["pack", "build", &good, "-o", &built], b"").status, 0);
    assert_eq!(hojo(&["pack", "check", &built], b"").status, 0);
    let bytes = std::fs::read(&built).expect("a built pack");
    let mut changed = bytes.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let mut other_version = bytes.clone();
    other_version[7] = b'2';
    for (name, bytes, words) in [
        ("changed", changed.as_slice(), "壊れています"),
        ("cut", &bytes[..bytes.len() - 1], "壊れています"),
        ("version", &other_version, "読めない形式"),
        ("short", b"kh-pack1", "読めない形式"),
        ("empty", b"", "読めない形式"),
        ("foreign", b"%PDF-1.7 and a good deal more than the forty bytes of the head", "読めない形式"),
    ] {
        let path = folder.join(name).to_string_lossy().into_owned();
        std::fs::write(&path, bytes).expect("written");
        let ran = hojo(&["pack", "check", &path], b"");
        assert_eq!((ran.status, ran.stdout.as_slice()), (1, b"".as_slice()), "{name}");
        assert!(ran.stderr.contains(words) && ran.stderr.contains(name), "{name}: {}", ran.stderr);
        let ran = hojo(&["assess", "--lines", "--pack", &path], b"{}");
        assert_eq!((ran.status, ran.stdout.as_slice()), (1, b"".as_slice()), "{name}");
    }
}

/// A file whose digest is right although its body is nonsense, as somebody could make: refused or read, never a crash.
#[test]
fn a_forged_built_pack_does_not_break_the_reader() {
    let bytes = to_bytes(&load(&root().join("packs/invented")).expect("a sound pack"));
    let (head, body) = bytes.split_at(8 + 32);
    let forge = |body: &[u8]| [&head[..8], Sha256::digest(body).as_slice(), body].concat();
    assert!(from_bytes(&forge(body)).is_ok(), "the digest is of the body");
    let mut random = Random::new(8);
    let mut refused = 0;
    for _ in 0..3_000 {
        let mut body = body.to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(body.len());
            match random.below(4) {
                0 => body.truncate(at.max(1)),
                1 => body[at] = *random.pick(&[0, 1, 0x7f, 0x80, 0xff]),
                2 => body[at] ^= 1 << random.below(8),
                _ => body.insert(at, 0xff),
            }
        }
        refused += usize::from(from_bytes(&forge(&body)).is_err());
    }
    assert!(refused > 1_000, "{refused}");
    assert!(from_bytes(&forge(b"")).is_err() && from_bytes(&forge(&[0xff; 64])).is_err());
}

/// The build script of `crates/packs` as cargo compiled it for this build.
fn build_script() -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    let folder = test.ancestors().nth(2).expect("the folder of the profile").join("build");
    let scripts = std::fs::read_dir(folder).expect("the folder of build scripts").flatten();
    scripts
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("kaigo-hojo-packs-"))
        .map(|entry| entry.path().join("build-script-build"))
        .filter(|path| path.is_file())
        .max_by_key(|path| path.metadata().and_then(|meta| meta.modified()).ok())
        .expect("the build script of the packs")
}

#[test]
fn a_wrong_pack_stops_the_build() {
    let script = build_script();
    let run = |extra: &Path, out: &Path| {
        Command::new(&script)
            .env("KAIGO_HOJO_EXTRA_PACKS", extra)
            .env("OUT_DIR", out)
            .output()
            .expect("the build script starts")
    };
    let (bad, out) = (scratch("extra/wrong/fy2026"), scratch("out"));
    let text = std::fs::read_to_string(root().join("packs/bad/P005-step.toml")).expect("text");
    std::fs::write(bad.join("pack.toml"), text).expect("written");
    let ran = run(&bad, &out);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("エラー[P005]") && said.contains("pack.toml:36:19"), "{said}");
    assert!(!out.join("built_in.rs").exists(), "nothing to build with is left");

    let ran = run(&root().join("packs/invented"), &out);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let table = std::fs::read_to_string(out.join("built_in.rs")).expect("the table of packs");
    assert_eq!(table.matches("BuiltIn {").count(), 4, "the three programmes and the invented one: {table}");
    let files = std::fs::read_dir(out.join("packs")).expect("the packs").count();
    assert_eq!(files, 4, "each as a file of its own");
}
