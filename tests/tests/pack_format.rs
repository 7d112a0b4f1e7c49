//! The page on the pack format says all of the format, and its examples are those that are tested.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/told.rs"]
mod told;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use told::{is_told, words};
use whole_system_tests::sources::{pack_source, sources};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn page() -> String {
    read("docs/pack-format.md")
}

#[test]
fn every_key_is_told() {
    let schema: Value = serde_json::from_str(&read("crates/pack/data/pack.schema.json")).expect("JSON");
    let mut found = BTreeSet::new();
    words(&schema, &mut found);
    assert!(found.len() > 110, "{}", found.len());
    let page = page();
    // The tables of TOML are told by their own names.
    let missing: Vec<&String> = found.iter().filter(|word| !is_told(&page, word)).collect();
    assert!(missing.is_empty(), "docs/pack-format.md does not tell {missing:?}");
}

/// The keys that the format's own sources read, in the spelling of a pack.
fn keys_of_source() -> BTreeSet<String> {
    let folder = sources(&root().join("crates/pack/src/source"));
    let source = read("crates/pack/src/source.rs") + &folder.into_iter().map(|(_, text)| text).collect::<String>();
    let mut keys = BTreeSet::new();
    let (mut renamed, mut skipped) = (None, false);
    for line in source.lines().map(str::trim) {
        skipped |= line == "#[serde(skip)]";
        if let Some((_, rest)) = line.split_once("rename = \"") {
            renamed = rest.split_once('"').map(|(name, _)| name.to_owned());
        }
        let Some(field) = line.strip_prefix("pub(crate) ").filter(|rest| rest.contains(": ") && rest.ends_with(','))
        else {
            continue;
        };
        let name = field.split(':').next().unwrap_or_default().trim_start_matches("r#").replace('_', "-");
        if !core::mem::take(&mut skipped) {
            keys.insert(renamed.take().unwrap_or(name));
        }
    }
    keys
}

#[test]
fn the_schema_has_every_key_of_the_source() {
    let schema: Value = serde_json::from_str(&read("crates/pack/data/pack.schema.json")).expect("JSON");
    let mut found = BTreeSet::new();
    words(&schema, &mut found);
    let keys = keys_of_source();
    assert!(keys.len() > 70, "{}: {keys:?}", keys.len());
    let missing: Vec<&String> = keys.difference(&found).collect();
    assert!(missing.is_empty(), "pack.schema.json does not know {missing:?}");
}

/// The operations, in the spelling of a pack.
fn operations() -> BTreeSet<String> {
    let source = pack_source();
    let (_, variants) = source.split_once("pub(crate) enum Do {").expect("the operations");
    let (variants, _) = variants.split_once('}').expect("their end");
    let names =
        variants.lines().filter_map(|line| line.trim().split(['(', ',']).next()).filter(|name| !name.is_empty());
    names
        .map(|name| {
            let dashed = |(ix, sign): (usize, char)| {
                (ix > 0 && sign.is_uppercase()).then_some('-').into_iter().chain(sign.to_lowercase())
            };
            name.char_indices().flat_map(dashed).collect()
        })
        .collect()
}

/// The blocks of TOML, each with the packs that it is a part of.
fn examples(page: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, block)) = rest.split_once("```toml\n") {
        let (code, after) = block.split_once("```\n").expect("the end of a block");
        let source = after.strip_prefix("<!-- ").and_then(|source| source.split_once(" -->"));
        let (source, after) = source.unwrap_or_else(|| panic!("say which pack this is from:\n{code}"));
        found.push((code.to_owned(), source.split(", ").map(str::to_owned).collect()));
        rest = after;
    }
    found
}

#[test]
fn every_example_is_part_of_a_tested_pack() {
    for (code, sources) in examples(&page()) {
        let packs: Vec<String> =
            sources.iter().map(|name| read(&format!("tests/packs/conformance/{name}.toml"))).collect();
        if packs.iter().any(|pack| pack.contains(&code)) {
            continue;
        }
        // Several short ones may share a block.
        for line in code.lines() {
            assert!(
                packs.iter().any(|pack| pack.lines().any(|other| other == line)),
                "`{line}` is in none of {sources:?}"
            );
        }
    }
}

#[test]
fn every_operation_has_an_example() {
    let page = page();
    let examples: String = examples(&page).into_iter().map(|(code, _)| code).collect();
    let operations = operations();
    assert!(operations.len() >= 21, "{operations:?}");
    for operation in operations {
        let written = [format!("do.{operation} ="), format!("do = \"{operation}\"")];
        assert!(written.iter().any(|form| examples.contains(form)), "`{operation}` has no example");
        assert!(page.contains(&format!("`{operation}`")), "`{operation}` is not told");
    }
}

#[test]
fn every_form_of_a_deadline_has_an_example() {
    let page = page();
    let examples: String = examples(&page).into_iter().map(|(code, _)| code).collect();
    let source = pack_source();
    let (_, fields) = source.split_once("pub(crate) struct Due {").expect("the forms");
    let (fields, _) = fields.split_once('}').expect("their end");
    let names = fields.lines().filter_map(|line| line.trim().strip_prefix("pub(crate) ")?.split(':').next());
    let mut count = 0;
    for name in names.map(|name| name.replace('_', "-")) {
        assert!(examples.contains(&format!(" {name} = ")), "`{name}` has no example");
        count += 1;
    }
    assert_eq!(count, 8);
}

#[test]
fn every_code_is_told_with_cause_and_remedy() {
    let mut used = BTreeSet::new();
    let source = pack_source();
    for (at, _) in source.match_indices("\"P0") {
        used.insert(source[at + 1..at + 5].to_owned());
    }
    let page = page();
    let told: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| P0"))
        .map(|rest| {
            let cells: Vec<&str> = rest.split(" | ").collect();
            assert!(
                cells.len() == 3 && cells.iter().all(|cell| cell.len() > 1),
                "a code, a cause and a remedy: {rest}"
            );
            format!("P0{}", cells[0])
        })
        .collect();
    assert_eq!(told, used);
}

#[test]
fn every_pack_that_is_named_is_there() {
    let page = page();
    let (_, table) = page.split_once("### How to say").expect("the table of texts");
    let (table, _) = table.split_once("\n## ").expect("its end");
    let mut count = 0;
    for line in table.lines().filter(|line| line.ends_with("` |")) {
        let name = line.trim_end_matches("` |").rsplit('`').next().expect("a pack");
        let path = root().join("tests/packs/conformance").join(name).with_extension("toml");
        assert!(path.is_file(), "{name}");
        count += 1;
    }
    assert!(count > 10, "{count}");
}
