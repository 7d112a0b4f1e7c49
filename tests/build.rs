//! Finds the case files, so that none has to be listed, counts their cases, and writes down both: wasm has no files to
//! look for, and must run as many as there are here.
//!
//! The cases of a programme are in `cases/` beside its pack; those of none are in `tests/cases/`, and those that somebody
//! added, such as the ones that the page saves, in `tests/cases/added/`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

/// A file, what it is called in messages, and what it holds.
struct File {
    path: PathBuf,
    name: String,
    content: Value,
}

impl File {
    /// How many cases are in it; `None` where it holds something else.
    fn cases(&self) -> Option<usize> {
        self.content.as_array().map(Vec::len)
    }
}

fn main() {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let (packs, own) = (tests.join("../crates/packs/data"), tests.join("cases"));
    [&packs, &own].into_iter().for_each(|folder| println!("cargo::rerun-if-changed={}", folder.display()));
    let mut files = Vec::new();
    beside_packs(&packs, &packs, &mut files);
    files.extend(json_files(&own, &own));
    let (by_hand, mistakes): (Vec<File>, Vec<File>) = files.into_iter().partition(|file| file.cases().is_some());
    let added = json_files(&own, &own.join("added"));
    let count: usize = by_hand.iter().chain(&added).filter_map(File::cases).sum();
    let source = format!(
        "/// The case files that were worked by hand: name and text.\npub const CASES: &[(&str, &str)] = {};\n\
         /// Those that were added, such as the ones that the page saves.\nconst ADDED: &[(&str, &str)] = {};\n\
         /// The files of usual mistakes.\npub const MISTAKES: &[(&str, &str)] = {};\n\
         /// How many cases there are in all of them.\npub const CASE_COUNT: usize = {count};\n",
        table(&by_hand),
        table(&added),
        table(&mistakes),
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("cases.rs");
    fs::write(&out, source).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}

/// The files in the folders `cases` below a folder.
fn beside_packs(root: &Path, folder: &Path, found: &mut Vec<File>) {
    for path in entries(folder).into_iter().filter(|path| path.is_dir()) {
        if path.ends_with("cases") {
            found.extend(json_files(root, &path));
        } else {
            beside_packs(root, &path, found);
        }
    }
}

/// The files of a folder, called by their paths from a root.
fn json_files(root: &Path, folder: &Path) -> Vec<File> {
    let paths = entries(folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "json"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let content = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.strip_prefix(root).unwrap_or(&path).with_extension("").to_string_lossy().replace('\\', "/");
        File { path, name, content }
    };
    paths.map(read).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry of the folder").path()).collect();
    paths.sort();
    paths
}

fn table(files: &[File]) -> String {
    let entry = |file: &File| format!("({:?}, include_str!({:?})), ", file.name, file.path.display().to_string());
    format!("&[{}]", files.iter().map(entry).collect::<String>())
}
