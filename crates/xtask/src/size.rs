//! `cargo xtask size`: what a browser fetches before the page can be used, compressed.
//!
//! Counted: `index.html`, every file that it names, and one pack (the largest of `dist/packs/`, if
//! packs are files of their own). The browser tests hold the page to that list. What is fetched
//! later is printed beside it, uncounted. The page in a frame has the same limit.

use crate::{Outcome, embed, finish, options, page, process, workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The most that the first load may weigh, compressed.
const LIMIT: u64 = 150 * 1024;

/// How much the first load may grow, in percent, before somebody has to agree to it.
const TOLERANCE: u64 = 2;

/// The name of the sum in the snapshot.
const TOTAL: &str = "total";

/// Compresses as servers do that serve brotli from files; Node has the reference library built in.
const COMPRESS: &str = "
const { readFileSync } = require('node:fs');
const { brotliCompressSync, constants } = require('node:zlib');
const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
console.log(process.argv.slice(1).map((path) => {
  const bytes = readFileSync(path);
  return `${bytes.length} ${brotliCompressSync(bytes, { params }).length}`;
}).join(','));
";

/// Bytes of one file, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    raw: u64,
    brotli: u64,
}

/// Prints the table and holds it against the limit and the snapshot.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let update = !options(arguments, &[("--update", false)])?.is_empty();
    let html = page::read(&workspace::dist())?;
    let all: Vec<_> =
        page::files_below(&workspace::dist()).into_iter().filter(|path| !finish::is_beside(path)).collect();
    let length = |path: &Path| fs::metadata(workspace::dist().join(path)).map_or(0, |data| data.len());
    let framed = page::read(&workspace::dist().join(embed::FOLDER))?;
    let (in_frame, _) = split(&framed, embed::FOLDER, all.clone(), length);
    let (first, later) = split(&html, "", all, length);
    let snapshot_path = workspace::root().join("crates/xtask/size-snapshot.txt");
    let snapshot = parse(&fs::read_to_string(&snapshot_path).unwrap_or_default());

    let mut weights = BTreeMap::new();
    let mut total = Weight::default();
    for (path, weight) in first.iter().zip(weigh(&first)?) {
        total.raw += weight.raw;
        total.brotli += weight.brotli;
        let sum: &mut Weight = weights.entry(stable_name(path)).or_default();
        sum.raw += weight.raw;
        sum.brotli += weight.brotli;
    }
    print_table(&weights, total, &snapshot);
    for (path, weight) in later.iter().zip(weigh(&later)?) {
        let name = path.display();
        println!("  later, not counted: {name} ({} bytes brotli)", weight.brotli);
    }
    let frame: u64 = weigh(&in_frame)?.iter().map(|weight| weight.brotli).sum();
    println!("first load in a frame: {frame} bytes brotli of {LIMIT}");
    if update {
        fs::write(&snapshot_path, written(&weights, total))
            .map_err(|error| format!("The snapshot cannot be written ({error})."))?;
        println!("size: crates/xtask/size-snapshot.txt is up to date");
    }
    let earlier = if update { None } else { snapshot.get(TOTAL) };
    verdict(total.brotli, earlier.map(|weight| weight.brotli))?;
    verdict(frame, None)?;
    Ok(ExitCode::SUCCESS)
}

/// Divides the files of `dist/` into those of the first load of the page in a folder and the others.
fn split(html: &str, folder: &str, all: Vec<PathBuf>, length: impl Fn(&Path) -> u64) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let place = |address: &str| match address.strip_prefix("../") {
        Some(above) => PathBuf::from(above),
        None => Path::new(folder).join(address.trim_start_matches("./")),
    };
    let named = page::fetched(html).into_iter().chain(page::told(html, &["wasm"]));
    let named: Vec<PathBuf> = named.map(place).collect();
    let page = Path::new(folder).join("index.html");
    let largest_pack = all.iter().filter(|path| path.starts_with("packs")).max_by_key(|path| length(path)).cloned();
    all.into_iter().partition(|path| *path == page || named.contains(path) || Some(path) == largest_pack.as_ref())
}

/// The weights of files of `dist/`, in their order.
fn weigh(paths: &[PathBuf]) -> Result<Vec<Weight>, String> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let failed = || "The files could not be compressed; Node.js 20 or later is needed.".to_owned();
    let mut command = process::command("node");
    command.args(["--eval", COMPRESS, "--"]);
    command.args(paths.iter().map(|path| workspace::dist().join(path)));
    let output = command.output().map_err(|_| failed())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let weights: Vec<Weight> = text.trim().split(',').filter_map(weight).collect();
    if weights.len() == paths.len() { Ok(weights) } else { Err(failed()) }
}

/// `raw brotli`.
fn weight(text: &str) -> Option<Weight> {
    let (raw, brotli) = text.trim().split_once(' ')?;
    Some(Weight { raw: raw.trim().parse().ok()?, brotli: brotli.trim().parse().ok()? })
}

/// The file's name without the hash that trunk puts into it: `web-0f3c….js` is `web-*.js`.
fn stable_name(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let Some((before, after)) = name.rsplit_once('-') else {
        return name;
    };
    let digits = after.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(after.len());
    if digits < 10 {
        return name;
    }
    format!("{before}-*{}", &after[digits..])
}

fn print_table(weights: &BTreeMap<String, Weight>, total: Weight, snapshot: &BTreeMap<String, Weight>) {
    let width = weights.keys().map(String::len).max().unwrap_or(0).max(10);
    println!("{:width$} {:>9} {:>9}   since the snapshot", "first load", "raw", "brotli");
    let rows = weights.iter().map(|(name, weight)| (name.as_str(), *weight));
    for (name, weight) in rows.chain([(TOTAL, total)]) {
        let change = snapshot.get(name).map_or_else(
            || "new".to_owned(),
            |earlier| format!("{:+}", i128::from(weight.brotli) - i128::from(earlier.brotli)),
        );
        println!("{name:width$} {:>9} {:>9}   {change}", weight.raw, weight.brotli);
    }
    println!("{:width$} {:>9} {LIMIT:>9}", "limit", "");
}

/// The snapshot's text: `name raw brotli`, one a line.
fn written(weights: &BTreeMap<String, Weight>, total: Weight) -> String {
    let mut text = String::from("# The first load in bytes, raw and brotli. Written by `cargo xtask size --update`.\n");
    let rows = weights.iter().map(|(name, weight)| (name.as_str(), *weight));
    for (name, weight) in rows.chain([(TOTAL, total)]) {
        text.push_str(&format!("{name} {} {}\n", weight.raw, weight.brotli));
    }
    text
}

fn parse(text: &str) -> BTreeMap<String, Weight> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (name, numbers) = line.split_once(' ')?;
            Some((name.to_owned(), weight(numbers)?))
        })
        .collect()
}

/// Within the limit, and not much more than before.
fn verdict(now: u64, earlier: Option<u64>) -> Result<(), String> {
    if now > LIMIT {
        return Err(format!(
            "The first load weighs {now} bytes, {} more than the limit of {LIMIT}; make it smaller \
             or load part of it later.",
            now - LIMIT
        ));
    }
    match earlier {
        Some(earlier) if now * 100 > earlier * (100 + TOLERANCE) => Err(format!(
            "The first load grew from {earlier} to {now} bytes, by more than {TOLERANCE} %; find \
             out why, and if it is worth it run `cargo xtask size --update` and commit the snapshot."
        )),
        Some(earlier) if now * (100 + TOLERANCE) < earlier * 100 => {
            println!("size: smaller than the snapshot; `cargo xtask size --update` records it");
            Ok(())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, Weight, parse, split, stable_name, verdict, written};
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    #[test]
    fn the_limit_and_the_snapshot() {
        assert_eq!(verdict(LIMIT, None), Ok(()));
        assert!(verdict(LIMIT + 1, None).is_err());
        assert_eq!(verdict(102_000, Some(100_000)), Ok(()));
        assert!(verdict(102_001, Some(100_000)).is_err());
        assert_eq!(verdict(50_000, Some(100_000)), Ok(()));
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
        let all = ["a.js", "a.wasm", "index.html", "lazy.wasm", "packs/1", "packs/22"];
        let html = r#"<script src="./a.js"></script><meta name="wasm" data-href="./a.wasm">"#;
        let (first, later) =
            split(html, "", all.iter().map(PathBuf::from).collect(), |path| path.as_os_str().len() as u64);
        let expected: Vec<_> = ["a.js", "a.wasm", "index.html", "packs/22"].map(PathBuf::from).into();
        assert_eq!(first, expected);
        assert_eq!(later, ["lazy.wasm", "packs/1"].map(PathBuf::from));
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
        let weights = BTreeMap::from([("a-*.js".to_owned(), part)]);
        let read = parse(&written(&weights, part));
        assert_eq!(read.get("a-*.js"), Some(&part));
        assert_eq!(read.get("total"), Some(&part));
    }
}
