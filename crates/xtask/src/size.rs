//! `cargo xtask size`: what a browser fetches before the page can be used, compressed.
//!
//! Three loads have a limit each: the start (`index.html`, every file that it names, the first module), straight at a
//! programme's answers (the same with the parts that they need and the largest pack), and the answers in a frame. The
//! browser tests hold the page to that list. What is fetched later is printed beside it, and the sum of all.

use crate::{Outcome, embed, files, finish, html, workspace};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The most that the start may weigh, compressed.
const START_LIMIT: u64 = 110_000;

/// The most that a programme's answers may weigh, compressed, opened straight or in a frame.
const LIMIT: u64 = 260_000;

/// How much the first load may grow, in percent, before somebody has to agree to it.
const TOLERANCE: u64 = 2;

/// The name of the sum in the snapshot.
const TOTAL: &str = "total";

#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// Write down what it weighs now
    #[arg(long)]
    update: bool,
}

/// Bytes of one file, or of all: as they are, and as servers send them that have the compressed copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    raw: u64,
    brotli: u64,
}

/// The parts of the first load, and their sum, by names without digests.
type Weights = BTreeMap<String, Weight>;

/// Prints the table and holds it against the limit and the snapshot.
pub(crate) fn command(options: &Options) -> Outcome {
    let dist = workspace::dist();
    let page =
        |folder: &str| files::read(&dist.join(folder).join("index.html")).context("run `cargo xtask build` first");
    let all: Vec<_> = files::below(&dist).into_iter().filter(|path| !finish::is_beside(path)).collect();
    let length = |path: &Path| weigh(&dist.join(path)).raw;
    let (in_frame, _) = split(&page(embed::FOLDER)?, embed::FOLDER, all.clone(), length);
    let (first, later) = split(&page("")?, "", all, length);
    let sum = |paths: &[PathBuf]| paths.iter().map(|path| weigh(&dist.join(path)).brotli).sum::<u64>();
    let snapshot_path = workspace::root().join("crates/xtask/size-snapshot.txt");
    let snapshot = parse(&files::read(&snapshot_path).unwrap_or_default());
    let mut weights = Weights::new();
    for path in &first {
        let weight = weigh(&dist.join(path));
        for name in [stable_name(path), TOTAL.to_owned()] {
            let sum = weights.entry(name).or_default();
            sum.raw += weight.raw;
            sum.brotli += weight.brotli;
        }
    }
    print_table(&weights, &snapshot);
    for path in &later {
        println!("  later, not counted: {} ({} bytes brotli)", path.display(), weigh(&dist.join(path)).brotli);
    }
    let at_start: Vec<PathBuf> = first.iter().filter(|path| !is_of_answers(path)).cloned().collect();
    let (start, frame) = (sum(&at_start), sum(&in_frame));
    let of_page: Vec<PathBuf> = later.iter().filter(|path| is_of_answers(path)).cloned().collect();
    println!("the start: {start} bytes brotli of {START_LIMIT}");
    println!("the answers in a frame: {frame} bytes brotli of {LIMIT}");
    println!("all that the page loads: {} bytes brotli", sum(&first) + sum(&of_page));
    let mut earlier = snapshot.get(TOTAL).map(|weight| weight.brotli);
    if options.update {
        files::write(&snapshot_path, written(&weights))?;
        println!("size: crates/xtask/size-snapshot.txt is up to date");
        earlier = None;
    }
    verdict(start, START_LIMIT, None)?;
    verdict(weights.get(TOTAL).map_or(0, |weight| weight.brotli), LIMIT, earlier)?;
    verdict(frame, LIMIT, None)
}

/// Whether a file of the page is fetched because a programme is opened: a pack, or a part of the program.
fn is_of_answers(path: &Path) -> bool {
    ["packs", "parts", "whole"].iter().any(|folder| path.starts_with(folder))
}

/// Divides the files of `dist/` into those of the first load of the page in a folder and the others.
fn split(html: &str, folder: &str, all: Vec<PathBuf>, length: impl Fn(&Path) -> u64) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let place = |address: String| match address.strip_prefix("../") {
        Some(above) => PathBuf::from(above),
        None => Path::new(folder).join(address.trim_start_matches("./")),
    };
    let named: Vec<PathBuf> = html::fetched(html)
        .into_iter()
        .chain(html::told(html, &["wasm"]))
        .chain(html::told_for(html, "part", "answers"))
        .map(place)
        .collect();
    let page = Path::new(folder).join("index.html");
    let largest_pack = all.iter().filter(|path| path.starts_with("packs")).max_by_key(|path| length(path)).cloned();
    all.into_iter().partition(|path| *path == page || named.contains(path) || Some(path) == largest_pack.as_ref())
}

/// What a file of `dist/` weighs: the build has put a compressed copy beside it where that is smaller.
fn weigh(path: &Path) -> Weight {
    let length = |path: &Path| fs::metadata(path).ok().map(|found| found.len());
    let raw = length(path).unwrap_or_default();
    Weight { raw, brotli: length(Path::new(&format!("{}.br", path.display()))).unwrap_or(raw) }
}

/// The file's name without its digest: `web-0f3c….js` is `web-*.js`.
fn stable_name(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let Some((before, after)) = name.rsplit_once('-') else { return name };
    match after.find(|sign: char| !sign.is_ascii_hexdigit()).unwrap_or(after.len()) {
        10.. => format!("{before}-*{}", after.trim_start_matches(|sign: char| sign.is_ascii_hexdigit())),
        _ => name,
    }
}

fn print_table(weights: &Weights, snapshot: &Weights) {
    let width = weights.keys().map(String::len).max().unwrap_or(0).max(10);
    println!("{:width$} {:>9} {:>9}   since the snapshot", "first load", "raw", "brotli");
    for (name, Weight { raw, brotli }) in weights {
        let change = snapshot.get(name).map_or_else(
            || "new".to_owned(),
            |earlier| format!("{:+}", i128::from(*brotli) - i128::from(earlier.brotli)),
        );
        println!("{name:width$} {raw:>9} {brotli:>9}   {change}");
    }
    println!("{:width$} {:>9} {LIMIT:>9}", "limit", "");
}

/// The snapshot's text: `name raw brotli`, one a line.
fn written(weights: &Weights) -> String {
    let lines = weights.iter().map(|(name, Weight { raw, brotli })| format!("{name} {raw} {brotli}\n"));
    let head = "# The first load in bytes, raw and brotli. Written by `cargo xtask size --update`.\n".to_owned();
    lines.fold(head, |text, line| text + &line)
}

fn parse(text: &str) -> Weights {
    let weight = |line: &str| -> Option<(String, Weight)> {
        let mut words = line.split(' ');
        let name = words.next()?.to_owned();
        Some((name, Weight { raw: words.next()?.parse().ok()?, brotli: words.next()?.parse().ok()? }))
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(weight).collect()
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
    use super::{LIMIT, Weight, Weights, parse, split, stable_name, verdict, written};
    use std::path::{Path, PathBuf};

    #[test]
    fn the_limit_and_the_snapshot() {
        let holds = |now, earlier| verdict(now, LIMIT, earlier).is_ok();
        assert!(holds(LIMIT, None) && !holds(LIMIT + 1, None));
        assert!(holds(102_000, Some(100_000)) && !holds(102_001, Some(100_000)) && holds(50_000, Some(100_000)));
    }

    #[test]
    fn names_without_hashes() {
        let name = |path| stable_name(Path::new(path));
        assert_eq!(name("web-0123456789abcdef.js"), "web-*.js");
        assert_eq!(name("web-0123456789abcdef_bg.wasm"), "web-*_bg.wasm");
        assert_eq!(name("packs/43-kumamoto.bin"), "packs/43-kumamoto.bin");
        assert_eq!(name("index.html"), "index.html");
    }

    #[test]
    fn one_pack_and_what_the_page_names() {
        let all = ["a.js", "a.wasm", "index.html", "packs/1", "packs/22", "parts/both", "parts/later"];
        let html = r#"<script src="./a.js"></script><meta name="wasm" data-href="./a.wasm">
            <meta name="part" content="answers later" data-href="./parts/both">
            <meta name="part" content="later" data-href="./parts/later">"#;
        let (first, later) =
            split(html, "", all.iter().map(PathBuf::from).collect(), |path| path.as_os_str().len() as u64);
        let expected: Vec<_> = ["a.js", "a.wasm", "index.html", "packs/22", "parts/both"].map(PathBuf::from).into();
        assert_eq!(first, expected);
        assert_eq!(later, ["packs/1", "parts/later"].map(PathBuf::from));
    }

    #[test]
    fn the_page_of_a_folder_names_what_is_in_it_and_above() {
        let all = ["a.js", "b/c.js", "b/index.html", "index.html"];
        let html = r#"<script src="../a.js"></script><script src="./c.js"></script>"#;
        let (first, later) = split(html, "b", all.iter().map(PathBuf::from).collect(), |_| 0);
        assert_eq!(first, ["a.js", "b/c.js", "b/index.html"].map(PathBuf::from));
        assert_eq!(later, [PathBuf::from("index.html")]);
    }

    #[test]
    fn the_snapshot_reads_as_it_was_written() {
        let part = Weight { raw: 5, brotli: 3 };
        let weights = Weights::from([("a-*.js".to_owned(), part), ("total".to_owned(), part)]);
        assert_eq!(parse(&written(&weights)), weights);
    }
}
