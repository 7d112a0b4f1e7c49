//! `cargo xtask size`: what a browser fetches before the page can be used, compressed.
//!
//! Three loads have a limit each: the start (`index.html`, every file that it names, the first module), straight at a
//! programme's answers (the same with the parts that they need and the largest pack), and the answers in a frame. The
//! browser tests hold the page to that list. What is fetched later is printed beside it, and the sum of all.

use crate::{Outcome, check, files, html, pages, workspace};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The most that the start may weigh, compressed.
const START_LIMIT: u64 = 110_000;

/// The most that a programme's answers may weigh, compressed, opened straight or in a frame.
const LIMIT: u64 = 260_000;

/// How much the first load may grow, in percent, before somebody has to agree to it.
const TOLERANCE: u64 = 2;

/// The name of the sum in the snapshot.
const TOTAL: &str = "total";

/// The first line of the snapshot.
const HEAD: &str = "# The first load in bytes, raw and brotli. Written by `cargo xtask size --update`.\n";

/// Bytes of one file, or of all: as they are, and as servers send them that have the compressed copies.
type Weight = (u64, u64);

/// Prints the table and holds it against the limit and the snapshot.
pub(crate) fn command(update: bool) -> Outcome {
    let dist = workspace::dist();
    let page = |folder: &str| {
        fs::read_to_string(dist.join(folder).join("index.html")).context("run `cargo xtask build` first")
    };
    let names = files::below(&dist).into_iter().filter(|path| !check::is_beside(path));
    let all: BTreeMap<PathBuf, Weight> = names.map(|path| (path.clone(), weigh(&dist.join(path)))).collect();
    let first = first_load(&page("")?, "", &all);
    let frame = brotli(first_load(&page(pages::FRAME)?, pages::FRAME, &all).into_values());
    let later = || all.iter().filter(|(path, _)| !first.contains_key(*path));
    let weights = by_name(&first);
    let snapshot_path = workspace::root().join("crates/xtask/size-snapshot.toml");
    let snapshot = toml::from_str(&fs::read_to_string(&snapshot_path).unwrap_or_default())?;
    print_table(&weights, &snapshot);
    for (path, (_, brotli)) in later() {
        println!("  later, not counted: {} ({brotli} bytes brotli)", path.display());
    }
    let start = brotli(first.iter().filter(|(path, _)| !is_of_answers(path)).map(|(_, weight)| *weight));
    let of_page = later().filter(|(path, _)| is_of_answers(path)).map(|(_, weight)| *weight);
    println!("the start: {start} bytes brotli of {START_LIMIT}");
    println!("the answers in a frame: {frame} bytes brotli of {LIMIT}");
    println!("all that the page loads: {} bytes brotli", brotli(first.values().copied().chain(of_page)));
    let mut earlier = snapshot.get(TOTAL).map(|(_, brotli)| *brotli);
    if update {
        files::write(&snapshot_path, HEAD.to_owned() + &toml::to_string(&weights)?)?;
        println!("size: crates/xtask/size-snapshot.toml is up to date");
        earlier = None;
    }
    verdict(start, START_LIMIT, None)?;
    verdict(weights[TOTAL].1, LIMIT, earlier)?;
    verdict(frame, LIMIT, None)
}

fn brotli(weights: impl Iterator<Item = Weight>) -> u64 {
    weights.map(|(_, brotli)| brotli).sum()
}

/// Whether a file of the page is fetched because a programme is opened: a pack, or a part of the program.
fn is_of_answers(path: &Path) -> bool {
    ["packs", "parts", "whole"].iter().any(|folder| path.starts_with(folder))
}

/// Those of the files of `dist/` that are the first load of the page in a folder.
fn first_load(html: &str, folder: &str, all: &BTreeMap<PathBuf, Weight>) -> BTreeMap<PathBuf, Weight> {
    let place = |address: String| match address.strip_prefix("../") {
        Some(above) => PathBuf::from(above),
        None => Path::new(folder).join(address.trim_start_matches("./")),
    };
    let named = html::fetched(html).into_iter().chain(html::told(html, &["wasm"], None));
    let named = named.chain(html::told(html, &["part"], Some("answers"))).map(place);
    let packs = all.iter().filter(|(path, _)| path.starts_with("packs"));
    let largest_pack = packs.max_by_key(|(_, (raw, _))| raw).map(|(path, _)| path.clone());
    let paths = named.chain([Path::new(folder).join("index.html")]).chain(largest_pack);
    paths.filter_map(|path| all.get_key_value(&path)).map(|(path, weight)| (path.clone(), *weight)).collect()
}

/// What a file of `dist/` weighs: the build has put a compressed copy beside it where that is smaller.
fn weigh(path: &Path) -> Weight {
    let length = |path: &Path| fs::metadata(path).ok().map(|found| found.len());
    let raw = length(path).unwrap_or_default();
    (raw, length(Path::new(&format!("{}.br", path.display()))).unwrap_or(raw))
}

/// The parts of the first load by names without digests (`web-0f3c….js` is `web-*.js`), and their sum.
fn by_name(first: &BTreeMap<PathBuf, Weight>) -> BTreeMap<String, Weight> {
    let digest = regex::Regex::new("-[0-9a-f]{10,}").ok();
    let mut weights = BTreeMap::new();
    for (path, (raw, brotli)) in first {
        let name = path.to_string_lossy().replace('\\', "/");
        let stable = digest.as_ref().map(|digest| digest.replace(&name, "-*").into_owned());
        for name in [stable.unwrap_or(name), TOTAL.to_owned()] {
            let sum: &mut Weight = weights.entry(name).or_default();
            *sum = (sum.0 + raw, sum.1 + brotli);
        }
    }
    weights
}

fn print_table(weights: &BTreeMap<String, Weight>, snapshot: &BTreeMap<String, Weight>) {
    let width = weights.keys().map(String::len).max().unwrap_or(0).max(10);
    println!("{:width$} {:>9} {:>9}   since the snapshot", "first load", "raw", "brotli");
    for (name, (raw, brotli)) in weights {
        let change =
            snapshot.get(name).map(|(_, earlier)| format!("{:+}", brotli.wrapping_sub(*earlier).cast_signed()));
        println!("{name:width$} {raw:>9} {brotli:>9}   {}", change.as_deref().unwrap_or("new"));
    }
    println!("{:width$} {:>9} {LIMIT:>9}", "limit", "");
}

/// Within the limit, and not much more than before.
fn verdict(now: u64, limit: u64, earlier: Option<u64>) -> Result<()> {
    ensure!(
        now <= limit,
        "The load weighs {now} bytes, {} more than the limit of {limit}; make it smaller or load part of it later.",
        now - limit
    );
    let earlier = earlier.unwrap_or(now);
    ensure!(
        now * 100 <= earlier * (100 + TOLERANCE),
        "The first load grew from {earlier} to {now} bytes, by more than {TOLERANCE} %; find out why, and if it is worth it \
         run `cargo xtask size --update` and commit the snapshot."
    );
    if now * (100 + TOLERANCE) < earlier * 100 {
        println!("size: smaller than the snapshot; `cargo xtask size --update` records it");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, Weight, by_name, first_load, verdict};
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    fn dist(names: &[&str]) -> BTreeMap<PathBuf, Weight> {
        names.iter().map(|name| (PathBuf::from(name), (name.len() as u64, 1))).collect()
    }

    #[test]
    fn the_limit_and_the_snapshot() {
        let holds = |now, earlier| verdict(now, LIMIT, earlier).is_ok();
        assert!(holds(LIMIT, None) && !holds(LIMIT + 1, None));
        assert!(holds(102_000, Some(100_000)) && !holds(102_001, Some(100_000)) && holds(50_000, Some(100_000)));
    }

    #[test]
    fn names_have_no_digests_and_the_snapshot_reads_as_it_was_written() {
        let files = ["web-0123456789abcdef.js", "web-0123456789abcdef_bg.wasm", "packs/43-kumamoto.bin", "index.html"];
        let weights = by_name(&dist(&files));
        let names: Vec<&str> = weights.keys().map(String::as_str).collect();
        assert_eq!(names, ["index.html", "packs/43-kumamoto.bin", "total", "web-*.js", "web-*_bg.wasm"]);
        assert_eq!(weights["total"], (23 + 28 + 21 + 10, 4));
        assert_eq!(toml::from_str(&toml::to_string(&weights).expect("TOML")), Ok(weights));
    }

    #[test]
    fn one_pack_and_what_the_page_names() {
        let all = dist(&["a.js", "a.wasm", "index.html", "packs/1", "packs/22", "parts/both", "parts/later"]);
        let html = r#"<script src="./a.js"></script><meta name="wasm" data-href="./a.wasm">
            <meta name="part" content="answers later" data-href="./parts/both">
            <meta name="part" content="later" data-href="./parts/later">"#;
        let expected = dist(&["a.js", "a.wasm", "index.html", "packs/22", "parts/both"]);
        assert_eq!(first_load(html, "", &all), expected);
    }

    #[test]
    fn the_page_of_a_folder_names_what_is_in_it_and_above() {
        let all = dist(&["a.js", "b/c.js", "b/index.html", "index.html"]);
        let html = r#"<script src="../a.js"></script><script src="./c.js"></script>"#;
        assert_eq!(first_load(html, "b", &all), dist(&["a.js", "b/c.js", "b/index.html"]));
    }
}
