//! No programme's own word is in the program: no id that a pack declares, and no words that only one programme has.
//!
//! All crates are looked through, without their tests, and so are the scripts. What is exempt stands here with its reason.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kaigo_hojo_assess::rules::edition::AnswerKind;
use kaigo_hojo_pack::SERVICES;
use kaigo_hojo_pack::official::plain;
use whole_system_tests::FOLDER;
use whole_system_tests::programmes::{Programme, invented, programmes};
use whole_system_tests::sources::{sources, without_tests};

/// The sources that ship or build what ships, each without its tests.
fn program() -> Vec<(PathBuf, String)> {
    let root = Path::new(FOLDER).parent().expect("the workspace");
    let mut found = sources(&root.join("crates"));
    found.extend(sources(&root.join("web")));
    found.iter_mut().for_each(|(_, text)| *text = without_tests(text).to_owned());
    found
}

fn all_programmes() -> Vec<Programme> {
    programmes().iter().cloned().chain([invented()]).collect()
}

/// The string literals of a Rust source.
fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |at| &rest[at..]);
        } else if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |at| &rest[at + 2..]);
        } else if rest.starts_with("r#\"") || rest.starts_with("r\"") {
            let (open, close) = if rest.starts_with("r#") { (3, "\"#") } else { (2, "\"") };
            let end = rest[open..].find(close).map_or(rest.len(), |at| at + open);
            found.push(rest[open..end].to_owned());
            rest = rest.get(end + close.len()..).unwrap_or_default();
        } else if sign == '"' {
            let mut literal = String::new();
            let mut signs = rest[1..].char_indices();
            let mut end = rest.len();
            while let Some((at, sign)) = signs.next() {
                match sign {
                    '\\' => {
                        signs.next();
                        literal.push('\\');
                    }
                    '"' => {
                        end = at + 2;
                        break;
                    }
                    other => literal.push(other),
                }
            }
            found.push(literal);
            rest = &rest[end..];
        } else if let Some(quoted) = rest.strip_prefix("'\"'").or_else(|| rest.strip_prefix("'\\''")) {
            rest = quoted;
        } else {
            rest = &rest[sign.len_utf8()..];
        }
    }
    found
}

#[test]
fn literals_are_found() {
    let source = r##"let a = "one"; // "no"
        let b = ('"', "t\"wo", r"three", r#"f"our"#, '\'', "five"); /* "no" */"##;
    assert_eq!(literals(source), ["one", "t\\wo", "three", "f\"our", "five"]);
}

// ---- ids ----

/// What the contract fixes for all programmes, and its words that some programme also uses as an id of its own.
const COMMON: &[&str] = &[
    // Item questions known to all packs, and the question that every programme accepts.
    "contracted-before-decision",
    "other-subsidy",
    "donation-yen",
    "service",
    // Values of the contract: "there is no such number", how tax stands in a price, a month's field, a status.
    "none",
    "excluded",
    "included",
    "total",
    "separate",
];

/// Ids that stand for a programme's own matter: its questions, kinds, services; then those that are only looked for when
/// they have several words, because a single English word (`amount`, `rate`) is nobody's own.
fn declared() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut own, mut several_words) = (BTreeSet::new(), BTreeSet::new());
    for programme in all_programmes() {
        let edition = &programme.edition;
        for question in edition.questions.iter().chain(&edition.item_questions) {
            own.insert(question.id.clone());
            if let AnswerKind::Choice(choices) = &question.kind
                && choices.len() < 20
            {
                several_words.extend(choices.iter().map(|choice| choice.id.clone()));
            }
        }
        own.extend(edition.kinds.iter().map(|kind| kind.id.clone()));
        several_words.extend(edition.categories.iter().map(|category| category.id.clone()));
        several_words.extend(edition.tables.iter().map(|table| table.id.clone()));
        several_words.extend(edition.steps.iter().map(|step| step.id.clone()));
        several_words.extend(edition.requirements.iter().map(|requirement| requirement.id.clone()));
        several_words.extend(edition.notes.iter().map(|note| note.id.clone()));
        for reading in &edition.readings {
            several_words.insert(reading.id.clone());
            several_words.extend(reading.options.iter().map(|option| option.id.clone()));
        }
        // An edition has no names of conditions any more.
        let text = programme.toml();
        let named = text.split("[[condition]]\nid = \"").skip(1).filter_map(|rest| rest.split_once('"'));
        several_words.extend(named.map(|(id, _)| id.to_owned()));
    }
    let codes = SERVICES.lines().skip(1).filter_map(|line| line.split(',').next());
    own.extend(codes.filter(|code| code.len() > 2).map(str::to_owned));
    several_words.retain(|id| id.contains(['-', '_']));
    own.retain(|id| !COMMON.contains(&id.as_str()));
    (own, several_words)
}

#[test]
fn no_id_of_a_pack_is_in_the_program() {
    let (own, several_words) = declared();
    assert!(own.len() > 60 && several_words.len() > 200, "{} {}", own.len(), several_words.len());
    let codes: BTreeSet<&str> = SERVICES.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let mut wrong = Vec::new();
    for (path, text) in program() {
        let literals = literals(&text);
        let told: Vec<&String> =
            literals.iter().filter(|literal| own.contains(*literal) || several_words.contains(*literal)).collect();
        if !told.is_empty() {
            wrong.push(format!("{}: {told:?}", path.display()));
        }
        // A single "12" is a number; several codes are a table of services.
        let of_services: BTreeSet<&String> =
            literals.iter().filter(|literal| codes.contains(literal.as_str())).collect();
        if of_services.len() > 2 {
            wrong.push(format!("{}: services {of_services:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Scripts beside the Rust sources: of the page, the frame, the JavaScript package and the tools.
fn scripts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            found.extend(scripts(&path));
        } else if path.extension().is_some_and(|end| end == "js" || end == "mjs" || end == "html") {
            let text = std::fs::read_to_string(&path).expect("text");
            found.push((path, text));
        }
    }
    found
}

/// Where a programme may be named, and why.
const NAMED: &[(&str, &str, &str)] =
    &[("xtask/src/build.rs", "kakuu-robot-r8", "builds the page of the invented programme for the browser tests")];

/// Comments and scripts too: an example can be made of any other name.
#[test]
fn no_programme_is_named_anywhere() {
    let root = Path::new(FOLDER).parent().expect("the workspace");
    let scripts = [scripts(&root.join("crates")), scripts(&root.join("web"))].concat();
    assert!(scripts.len() > 5, "{}", scripts.len());
    let mut wrong = Vec::new();
    for (path, text) in program().into_iter().chain(scripts) {
        for programme in all_programmes() {
            let exempt = NAMED.iter().any(|(file, id, _)| path.ends_with(file) && *id == programme.id());
            if text.contains(programme.id()) != exempt {
                let named = if exempt { "is exempt and does not name" } else { "names" };
                wrong.push(format!("{} {named} {}", path.display(), programme.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ---- words ----

/// Words of the program that only one programme has too, by chance: each is anybody's.
const EVERYBODYS: &[(&str, &str)] = &[
    ("介護事業所が", "whom the page is for"),
    ("ユーザー", "who uses a software, as the unit of its price on anybody's quote"),
    ("この補助金では", "how a sentence about any grant begins"),
    ("オプション", "what can be ordered on top, on anybody's quote"),
    ("ファイルの", "a file that is opened"),
    ("可能性", "a possibility, in sentences of the program's own"),
    ("実績報告のとき", "a stage of the contract, in words"),
    ("小数点以下を", "how a rounding is told, in words"),
    ("年度内", "the months of the contract, as a column"),
    ("年度内の月数", "the months of the contract, as a field"),
    ("日以内です", "how long ago something was compared"),
    ("明細の台数", "the quantity of a line, in words"),
    ("月の末日", "a day of the calendar"),
    ("留意事項", "a heading that ordinances have, as 別表 and 附則"),
    ("第5条(1)", "an example of how clauses are written"),
    ("職員の数え方", "the heading of the table of staff"),
    ("使用料", "a charge for using something, on anybody's quote"),
    ("受付期間", "a field of every pack"),
    ("必要な場合", "when a paper is needed"),
    ("満たす場合", "when a condition holds"),
    ("経費の種類", "the kinds of the contract"),
    ("補助額と", "two words of every programme, side by side"),
];

/// What a programme says: the words of its folder, and of its text where that is at hand.
fn words_of(programme: &Programme) -> String {
    let mut words = String::new();
    for file in ["pack.toml", "text.toml"] {
        let text = std::fs::read_to_string(programme.folder.join(file)).unwrap_or_default();
        let said = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        said.for_each(|line| words.push_str(&(plain(line) + "\n")));
    }
    let text = programme.text().and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    words + &plain(&text)
}

/// The pieces of a literal that say something: at least three signs of which two are no kana.
fn pieces(literal: &str) -> Vec<String> {
    let is_word = |sign: char| ('一'..='龥').contains(&sign) || ('ァ'..='ー').contains(&sign);
    let ends = |sign: char| sign.is_whitespace() || "{}。、（）「」\\".contains(sign);
    let counts = |piece: &&str| {
        let words = piece.chars().filter(|sign| is_word(*sign)).count();
        words >= 2 && words + piece.chars().filter(char::is_ascii_digit).count() >= 3
    };
    let all: Vec<String> = literal.split(ends).map(plain).collect();
    all.iter().map(String::as_str).filter(counts).map(str::to_owned).collect()
}

#[test]
fn no_words_of_one_programme_are_in_the_program() {
    let all: BTreeMap<String, String> =
        all_programmes().iter().map(|programme| (programme.id().to_owned(), words_of(programme))).collect();
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for (path, text) in program() {
        for piece in literals(&text).iter().flat_map(|literal| pieces(literal)) {
            let of: Vec<&String> = all.iter().filter(|(_, words)| words.contains(&piece)).map(|(id, _)| id).collect();
            let exempt = EVERYBODYS.iter().any(|(word, _)| *word == piece);
            if let ([id], false) = (of.as_slice(), exempt) {
                wrong.push(format!("{}: 「{piece}」 is of {id} alone", path.display()));
            }
            seen.insert(piece);
        }
    }
    assert!(seen.len() > 1_000, "{}", seen.len());
    let needless = EVERYBODYS.iter().filter(|(word, _)| !seen.contains(*word));
    wrong.extend(needless.map(|(word, _)| format!("「{word}」 is exempt and nowhere in the program")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_of_one_programme_would_be_found() {
    for (literal, piece) in
        [("3補助", "3補助"), ("前の{}、補助上限台数です", "補助上限台数です"), ("（補助上限台数）", "補助上限台数")]
    {
        assert_eq!(pieces(literal), [piece]);
    }
    let having = |word: &str| all_programmes().iter().filter(|programme| words_of(programme).contains(word)).count();
    for word in ["3補助", "補助上限台数", "ケアプラン標準仕様"] {
        assert_eq!(having(word), 1, "{word}");
    }
    assert!(having("補助額") > 1);
}
