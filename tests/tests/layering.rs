//! What the workspace looks like: who may know whom, what ships under which licence, how files begin and how long they
//! are. That no programme's own word is in the program is held by `no_programme.rs`.
//!
//! The directions are those of the architecture: `web, js, cli → exchange → assess → contract, packs → rules`, `cli → pack`,
//! `packs` builds with `pack → rules`; tests and tools may know everything and nothing knows them. Within a crate no files
//! use each other in a circle; what is not held to it yet stands at the test.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/imports.rs"]
mod imports;
#[path = "support/tokens.rs"]
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use imports::{Graph, Modules, circles};
use serde_json::Value;
use whole_system_tests::sources::{sources, without_tests};

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
    ("kaigo-hojo-contract", &["kaigo-hojo-rules"], &[]),
    ("kaigo-hojo-assess", &["kaigo-hojo-contract", "kaigo-hojo-packs", "kaigo-hojo-rules"], &[]),
    ("kaigo-hojo-exchange", &["kaigo-hojo-assess", "kaigo-hojo-contract", "kaigo-hojo-rules"], &[]),
    ("kaigo-hojo-js", &["kaigo-hojo-assess", "kaigo-hojo-contract", "kaigo-hojo-exchange"], &[]),
    ("hojo", &["kaigo-hojo-assess", "kaigo-hojo-contract", "kaigo-hojo-exchange", "kaigo-hojo-pack"], &[]),
    ("kaigo-hojo-web", &["kaigo-hojo-assess", "kaigo-hojo-contract", "kaigo-hojo-exchange"], &[]),
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
            let shipped = list(package, "dependencies")
                .iter()
                .filter(|dependency| dependency["kind"].is_null() && dependency["optional"] == false);
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
    let page = shipped("kaigo-hojo-web", &metadata);
    assert!(page.contains_key("kaigo-hojo-rules") && page.contains_key("leptos"), "{page:?}");
    for barred in ["kaigo-hojo-pack", "kaigo-hojo-js", "chrono", "time", "icu_collator", "reqwest", "tokio"] {
        assert!(!page.contains_key(barred), "the page must not carry {barred}");
    }
    // The schemas are derived for a test alone.
    for (from, platform) in [("kaigo-hojo-web", BROWSER), ("kaigo-hojo-js", BROWSER), ("hojo", HOST)] {
        assert!(!shipped(from, &self::metadata(platform)).contains_key("schemars"), "{from} must not carry schemars");
    }
    // leptos itself names `toml` and `regex` for its server side; nothing of ours may.
    let ours = shipped("kaigo-hojo-exchange", &metadata);
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
    for (from, platform) in [("kaigo-hojo-web", BROWSER), ("kaigo-hojo-js", BROWSER), ("hojo", HOST)] {
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

// ---- circles ----

/// Not held to it: the page, where components and the one state know each other.
const EXEMPT: &str = "web/src";

#[test]
fn no_files_use_each_other_in_a_circle() {
    let mut graph = Graph::new();
    for package in list(&metadata(HOST), "packages").iter().filter(|package| package["source"].is_null()) {
        for target in list(package, "targets") {
            let root_file = Path::new(text(target, "src_path"));
            if !root_file.starts_with(root().join(EXEMPT)) {
                Modules::of(root_file).add_to(&mut graph);
            }
        }
    }
    // What the reader of imports must have seen: a `use` line, a path in the code, a name through a re-export.
    for (from, to) in [
        ("crates/assess/src/estimate.rs", "crates/assess/src/facts.rs"),
        ("crates/exchange/src/link.rs", "crates/exchange/src/link/read.rs"),
        ("crates/pack/src/figures.rs", "crates/pack/src/official.rs"),
    ] {
        let used = graph.get(&root().join(from)).unwrap_or_else(|| panic!("{from} was not read"));
        assert!(used.contains_key(&root().join(to)), "{from} uses {to}");
    }
    let circles: Vec<String> = circles(&graph).iter().map(|circle| told(circle, &graph)).collect();
    assert!(circles.is_empty(), "files that use each other:\n{}", circles.join("\n"));
}

// The arrows of a circle, each with a name that is used.
fn told(circle: &[&Path], graph: &Graph) -> String {
    let short = |path: &Path| path.strip_prefix(root()).unwrap_or(path).display().to_string();
    let within = |path: &PathBuf| circle.contains(&path.as_path());
    let arrows =
        circle.iter().flat_map(|from| graph[*from].iter().filter(|(to, _)| within(to)).map(move |to| (from, to)));
    arrows.map(|(from, (to, name))| format!("  {} → {} ({name})\n", short(from), short(to))).collect()
}

/// What the contract may know of the engine: what is written in a document.
const WRITTEN: &[&str] = &["date", "dates", "edition", "exact", "facts"];

#[test]
fn the_contract_knows_no_engine() {
    for (path, text) in sources(&root().join("crates/contract/src")) {
        for used in without_tests(&text).split("kaigo_hojo_rules::").skip(1) {
            let module = used.split("::").next().unwrap_or_default();
            assert!(WRITTEN.contains(&module), "{}: {module}", path.display());
        }
        let engine = ["Edition", "Facts", "Domain", "evaluate"];
        assert!(engine.iter().all(|word| !words(&text).contains(word)), "{} knows the engine", path.display());
    }
}

fn words(text: &str) -> BTreeSet<&str> {
    let code = without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split(|sign: char| !sign.is_alphanumeric() && sign != '_')).collect()
}

// ---- sources ----

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

#[test]
fn only_the_loader_fetches_and_only_one_module_stores() {
    for (path, text) in sources(&root().join("web")) {
        let text = without_tests(&text);
        for fetching in ["fetch_with", "XmlHttpRequest", "send_beacon", "WebSocket", "EventSource"] {
            assert!(!text.contains(fetching), "{}: {fetching}", path.display());
        }
        let stores = ["gloo_storage", "local_storage", "session_storage", "set_cookie", "indexed_db"];
        let is_the_one = path.ends_with("web/src/browser/storage.rs");
        assert!(is_the_one || stores.iter().all(|word| !text.contains(word)), "{} stores", path.display());
    }
    let loader = std::fs::read_to_string(root().join("web/static/boot.js")).expect("the loader");
    assert_eq!(loader.matches("fetch(").count(), 1, "one place that fetches");
}

/// What the page says stands in `web/src/words/` alone, so that it can be read and corrected without reading code.
#[test]
fn the_words_of_the_page_stand_in_one_place() {
    let is_japanese = |sign: char| matches!(sign, '\u{3001}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff5c}');
    let mut found = Vec::new();
    for (path, text) in sources(&root().join("web/src")) {
        if path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "words") {
            continue;
        }
        let lines = without_tests(&text).lines().enumerate();
        let texts = |line: &str| line.split('"').skip(1).step_by(2).any(|text| text.contains(is_japanese));
        let said = lines.filter(|(_, line)| !line.trim_start().starts_with("//") && texts(line));
        found.extend(said.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())));
    }
    assert!(found.is_empty(), "words outside web/src/words: {found:#?}");
}

/// Elements are made by `view!`; what else is done with the document is done in one room.
#[test]
fn elements_are_made_by_views() {
    for (path, text) in sources(&root().join("web/src")) {
        let in_room = path.components().any(|part| part.as_os_str() == "browser");
        for word in ["create_element", "insert_adjacent_html", "append_child", "set_inner_html"] {
            // What stood in the page before the program is cleared once.
            let is_start = path.ends_with("web/src/main.rs") && word == "set_inner_html";
            assert!(in_room || is_start || !text.contains(word), "{}: {word}", path.display());
        }
    }
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
