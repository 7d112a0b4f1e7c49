//! The papers lead somewhere: every link to a file or a heading, and every file that a recipe names.

#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The papers below a folder.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            found.push(path);
        }
    }
}

fn papers() -> Vec<PathBuf> {
    let mut found = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name)).to_vec();
    ["docs", "tests", "crates/js/npm"].iter().for_each(|folder| collect(&root().join(folder), &mut found));
    found
}

/// A text without its blocks of code.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The anchors of a paper's headings, as they are made on the web: small letters, signs left out, `-` for a space.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let kept = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|sign| sign.is_alphanumeric() || [' ', '-', '_'].contains(sign));
        kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for paper in papers() {
        let text = prose(&read(&paper));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
            let target = if file.is_empty() { paper.clone() } else { paper.parent().expect("a folder").join(file) };
            let leads = target.exists()
                && anchor.is_none_or(|anchor| anchors(&prose(&read(&target))).contains(&anchor.to_owned()));
            if !leads {
                wrong.push(format!("{}: {link}", paper.display()));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 80, "{count} links");
}

/// What is still to be written has a place holder in its name; files beside a pack are named without their folder.
#[test]
fn every_file_of_a_recipe_is_there() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (paper, folder) in [("CONTRIBUTING.md", ""), ("tests/README.md", "tests")] {
        let text = prose(&read(&root().join(paper)));
        for name in text.split('`').skip(1).step_by(2) {
            let is_path = name.contains('/') && !name.contains([' ', '<', '*', '…', '{']);
            let planned = ["cases/", "crates/packs/data/NN"].iter().any(|start| name.starts_with(start));
            if !is_path || planned {
                continue;
            }
            let places = ["", folder, "crates/rules/src", "tests/tests"].map(|place| root().join(place).join(name));
            if !places.iter().any(|path| path.exists()) {
                wrong.push(format!("{paper}: {name}"));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 80, "{count} files");
}
