//! What the workspace looks like: who may know whom, what ships under which licence, how files begin and how long they
//! are, and that no programme's own word is in the program.
//!
//! The directions are those of the architecture: `web, web/later → web/parts → assess → packs → rules`, `js → assess`,
//! `cli → assess, pack`, `packs` builds with `pack → rules`; tests and tools may know everything and nothing knows them.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition};
use kaigo_hojo_pack::{SERVICES, load};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

fn metadata(platform: &str) -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--filter-platform", platform])
        .current_dir(root())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

const HOST: &str = "x86_64-unknown-linux-gnu";
const BROWSER: &str = "wasm32-unknown-unknown";

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

// ---- directions ----

/// What each crate of ours may use of ours, and what it may build with.
const DIRECTIONS: &[(&str, &[&str], &[&str])] = &[
    ("kaigo-hojo-rules", &[], &[]),
    ("kaigo-hojo-pack", &["kaigo-hojo-rules"], &[]),
    ("kaigo-hojo-packs", &["kaigo-hojo-rules"], &["kaigo-hojo-pack", "kaigo-hojo-rules"]),
    ("kaigo-hojo-assess", &["kaigo-hojo-packs", "kaigo-hojo-rules"], &[]),
    ("kaigo-hojo-js", &["kaigo-hojo-assess"], &[]),
    ("hojo", &["kaigo-hojo-assess", "kaigo-hojo-pack"], &[]),
    ("kaigo-hojo-parts", &["kaigo-hojo-assess"], &[]),
    ("kaigo-hojo-web", &["kaigo-hojo-assess", "kaigo-hojo-parts"], &[]),
    ("kaigo-hojo-later", &["kaigo-hojo-assess", "kaigo-hojo-parts"], &[]),
    // Written blind to the engine.
    ("oracle", &[], &[]),
];

/// Nothing that ships knows these; they may know everything.
const TOOLS: &[&str] = &["whole-system-tests", "oracle", "xtask", "coverage", "bench", "fast-tests"];

#[test]
fn crates_know_only_whom_they_may() {
    let metadata = metadata(HOST);
    let ours: BTreeSet<&str> = list(&metadata, "packages")
        .iter()
        .filter(|package| package["source"].is_null())
        .map(|package| text(package, "name"))
        .collect();
    let mut checked = 0;
    for package in list(&metadata, "packages").iter().filter(|package| package["source"].is_null()) {
        let name = text(package, "name");
        let rule = DIRECTIONS.iter().find(|(of, ..)| *of == name);
        assert!(rule.is_some() || TOOLS.contains(&name), "{name}: say in this test whom it may know");
        for dependency in
            list(package, "dependencies").iter().filter(|dependency| ours.contains(text(dependency, "name")))
        {
            let (to, kind) = (text(dependency, "name"), text(dependency, "kind"));
            if let Some((_, uses, builds_with)) = rule {
                let allowed = match kind {
                    "dev" => !TOOLS.contains(&to),
                    "build" => builds_with.contains(&to),
                    _ => uses.contains(&to),
                };
                assert!(allowed, "{name} must not know {to} ({kind})");
            }
            assert!(!TOOLS.contains(&to) || TOOLS.contains(&name), "{name} knows the tool {to}");
            checked += 1;
        }
    }
    assert!(checked >= 8, "only {checked} dependencies among our crates");
}

#[test]
fn only_pack_reads_toml_and_the_engine_knows_no_format() {
    let metadata = metadata(HOST);
    for package in list(&metadata, "packages").iter().filter(|package| package["source"].is_null()) {
        let name = text(package, "name");
        let uses: Vec<&str> = list(package, "dependencies").iter().map(|dependency| text(dependency, "name")).collect();
        if !TOOLS.contains(&name) {
            assert_eq!(uses.contains(&"toml"), name == "kaigo-hojo-pack", "{name}: {uses:?}");
        }
        if name == "kaigo-hojo-rules" {
            let shipped = list(package, "dependencies").iter().filter(|dependency| dependency["kind"].is_null());
            let arithmetic = ["num-bigint", "num-rational", "num-traits", "rust_decimal", "serde"];
            let others: Vec<_> =
                shipped.map(|used| text(used, "name")).filter(|used| !arithmetic.contains(used)).collect();
            assert!(others.is_empty(), "arithmetic and serde alone, not {others:?}");
        }
    }
    for barred in
        ["toml", "serde_json", "wasm-bindgen", "js-sys", "web-sys", "leptos", "regex", "chrono", "getrandom", "rand"]
    {
        let closure = shipped("kaigo-hojo-rules", &metadata);
        assert!(closure.contains_key("serde") && !closure.contains_key(barred), "rules must not know {barred}");
    }
}

// ---- what ships ----

/// The packages that end up in what a crate is built to: without build scripts, tests and procedural macros. Name and
/// licence.
fn shipped<'m>(from: &str, metadata: &'m Value) -> BTreeMap<&'m str, &'m str> {
    let packages: BTreeMap<&str, &Value> =
        list(metadata, "packages").iter().map(|package| (text(package, "id"), package)).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"], "nodes").iter().map(|node| (text(node, "id"), node)).collect();
    let is_macro = |id: &str| {
        list(packages[id], "targets").iter().any(|target| list(target, "kind").iter().any(|kind| kind == "proc-macro"))
    };
    let start = packages.iter().find(|(_, package)| text(package, "name") == from);
    let mut open: Vec<&str> = vec![start.unwrap_or_else(|| panic!("no package {from}")).0];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in list(nodes[id], "deps") {
            let ships = list(dependency, "dep_kinds").iter().any(|kind| kind["kind"].is_null());
            if ships && !is_macro(text(dependency, "pkg")) {
                open.push(text(dependency, "pkg"));
            }
        }
    }
    seen.into_iter().map(|id| (text(packages[id], "name"), text(packages[id], "license"))).collect()
}

#[test]
fn the_page_carries_nothing_of_the_host() {
    let metadata = metadata(BROWSER);
    for module in ["kaigo-hojo-web", "kaigo-hojo-later"] {
        let page = shipped(module, &metadata);
        assert!(page.contains_key("kaigo-hojo-rules") && page.contains_key("leptos"), "{page:?}");
        for barred in ["kaigo-hojo-pack", "kaigo-hojo-js", "chrono", "time", "icu_collator", "reqwest", "tokio"] {
            assert!(!page.contains_key(barred), "{module} must not carry {barred}");
        }
    }
    // leptos itself names `toml` and `regex` for its server side; nothing of ours may.
    let ours = shipped("kaigo-hojo-assess", &metadata);
    for barred in ["toml", "toml_edit", "regex", "kaigo-hojo-pack"] {
        assert!(!ours.contains_key(barred), "the engine in the page must not carry {barred}");
    }
}

/// Licences that ask for no more than a notice.
const PERMISSIVE: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
];

/// Whether an SPDX expression leaves a permissive choice.
fn is_permissive(licence: &str) -> bool {
    let plain = licence.replace('/', " OR ").replace(['(', ')'], " ");
    // AND binds closer than OR; brackets only ever group ORs within an AND, where every word must then be permissive.
    if licence.contains('(') {
        return plain.split(" AND ").all(|part| part.split(" OR ").any(|word| PERMISSIVE.contains(&word.trim())));
    }
    plain.split(" OR ").any(|choice| choice.split(" AND ").all(|word| PERMISSIVE.contains(&word.trim())))
}

#[test]
fn what_ships_is_under_permissive_licences() {
    for (from, platform) in
        [("kaigo-hojo-web", BROWSER), ("kaigo-hojo-later", BROWSER), ("kaigo-hojo-js", BROWSER), ("hojo", HOST)]
    {
        let metadata = metadata(platform);
        let all = shipped(from, &metadata);
        assert!(all.len() > 10, "{from}: {all:?}");
        let strict: Vec<_> = all.iter().filter(|(_, licence)| !is_permissive(licence)).collect();
        assert!(strict.is_empty(), "{from} would ship {strict:?}");
    }
    assert!(is_permissive("MIT/Apache-2.0") && is_permissive("(MIT OR Apache-2.0) AND Unicode-3.0"));
    for strict in
        ["GPL-3.0-only", "MPL-2.0", "LGPL-2.1-or-later", "MIT AND MPL-2.0", "(MIT OR Apache-2.0) AND GPL-3.0", ""]
    {
        assert!(!is_permissive(strict), "{strict}");
    }
}

// ---- sources ----

/// Every Rust file below a folder.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return files };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target" && name != "node_modules") {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source is text");
            files.push((path, text));
        }
    }
    files.sort();
    files
}

#[test]
fn every_module_says_what_it_is() {
    let mut files = sources(&root().join("crates"));
    files.extend(sources(&root().join("web")));
    files.extend(sources(&root().join("tests")));
    assert!(files.len() > 50, "{}", files.len());
    let silent: Vec<_> = files.iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "these begin without `//!`: {silent:?}");
}

#[test]
fn no_file_is_long() {
    let files = ["crates", "web", "tests"].iter().flat_map(|folder| sources(&root().join(folder)));
    let long: Vec<_> =
        files.map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > 600).collect();
    assert!(long.is_empty(), "longer than 600 lines: {long:?}");
}

/// A source without its tests: they stand at the end, in a module of their own.
fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod ").map_or(text, |at| &text[..at])
}

#[test]
fn only_the_loader_fetches_and_only_one_module_stores() {
    for (path, text) in sources(&root().join("web")) {
        let text = without_tests(&text);
        for fetching in ["fetch_with", "XmlHttpRequest", "send_beacon", "WebSocket", "EventSource"] {
            assert!(!text.contains(fetching), "{}: {fetching}", path.display());
        }
        let stores = ["gloo_storage", "local_storage", "session_storage", "set_cookie", "indexed_db"];
        let is_the_one = path.ends_with("web/later/src/storage.rs");
        assert!(is_the_one || stores.iter().all(|word| !text.contains(word)), "{} stores", path.display());
    }
    let loader = std::fs::read_to_string(root().join("web/static/boot.js")).expect("the loader");
    assert_eq!(loader.matches("fetch(").count(), 1, "one place that fetches");
}

#[test]
fn the_script_of_the_frame_only_talks_to_the_page_around() {
    let script = std::fs::read_to_string(root().join("web/embed/frame.js")).expect("the script of the frame");
    let code: Vec<&str> = script.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    for word in [
        "fetch(",
        "XMLHttpRequest",
        "sendBeacon",
        "WebSocket",
        "EventSource",
        "import",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "cookie",
        "'*'",
        "innerHTML",
        "eval",
    ] {
        assert!(!code.contains(word), "{word}");
    }
    let told: Vec<&str> = code.lines().filter(|line| line.contains("postMessage")).map(str::trim).collect();
    assert_eq!(told, ["parent.postMessage({ kaigoHojo: 1, type, ...more }, host);"]);
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    let mut files = sources(&root().join("crates"));
    files.extend(sources(&root().join("web")));
    let unwraps: Vec<_> =
        files.iter().filter(|(_, text)| without_tests(text).contains(".unwrap()")).map(|(path, _)| path).collect();
    assert!(unwraps.is_empty(), "{unwraps:?}");
}

// ---- no programme's own word in the program ----

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

/// Ids that stand for a programme's own matter: of the programme, its questions, kinds, categories and so on; then those
/// that are only checked when they have several words, because a single English word (`amount`, `rate`) is nobody's own.
fn declared() -> (BTreeSet<String>, BTreeSet<String>) {
    let folders = ["10-gunma/care-tech/fy2026", "11-saitama/ict/fy2023", "43-kumamoto/ict/fy2023"];
    let mut packs: Vec<PathBuf> = folders.iter().map(|folder| root().join("crates/packs/data").join(folder)).collect();
    packs.push(root().join("tests/packs/invented"));
    let (mut own, mut several_words) = (BTreeSet::new(), BTreeSet::new());
    for pack in packs {
        let edition: Edition = load(&pack).expect("a sound pack");
        own.insert(edition.about.id.clone());
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
        let text = std::fs::read_to_string(pack.join("pack.toml")).expect("text");
        let named = text.split("[[condition]]\nid = \"").skip(1).filter_map(|rest| rest.split_once('"'));
        several_words.extend(named.map(|(id, _)| id.to_owned()));
    }
    own.extend(
        SERVICES
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next())
            .filter(|code| code.len() > 2)
            .map(str::to_owned),
    );
    several_words.retain(|id| id.contains(['-', '_']));
    own.retain(|id| !COMMON.contains(&id.as_str()));
    (own, several_words)
}

#[test]
fn no_word_of_a_programme_is_in_the_program() {
    let (own, several_words) = declared();
    assert!(own.len() > 60 && several_words.len() > 200, "{} {}", own.len(), several_words.len());
    let codes: BTreeSet<&str> = SERVICES.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let mut wrong = Vec::new();
    for folder in ["crates/rules/src", "crates/assess/src", "crates/cli/src", "crates/js/src", "web"] {
        for (path, text) in sources(&root().join(folder)) {
            let literals = literals(without_tests(&text));
            let own_words =
                literals.iter().filter(|literal| own.contains(*literal) || several_words.contains(*literal));
            let told: Vec<&String> = own_words.collect();
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
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
