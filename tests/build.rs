//! Finds the case files under `cases/`, so that none has to be listed, counts their cases, and writes down both: wasm
//! has no files to look for, and must run as many as there are here.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    println!("cargo::rerun-if-changed={}", folder.display());
    let (by_hand, added) = (case_files(&folder), case_files(&folder.join("added")));
    let count: usize = by_hand.iter().chain(&added).map(|(_, cases)| cases).sum();
    let source = format!(
        "/// The case files that were worked by hand: name and text.\npub const CASES: &[(&str, &str)] = {};\n\
         /// Those that were added, such as the ones that the page saves.\nconst ADDED: &[(&str, &str)] = {};\n\
         /// How many cases there are in all of them.\npub const CASE_COUNT: usize = {count};\n",
        table(&by_hand),
        table(&added),
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("cases.rs");
    fs::write(&out, source).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}

/// The files of a folder that are lists, each with how long it is. The others hold something else than cases.
fn case_files(folder: &Path) -> Vec<(PathBuf, usize)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry of the folder").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        match serde_json::from_str(&text) {
            Ok(Value::Array(cases)) => Some((path, cases.len())),
            Ok(_) => None,
            Err(error) => panic!("{}: {error}", path.display()),
        }
    };
    paths.into_iter().filter_map(read).collect()
}

fn table(files: &[(PathBuf, usize)]) -> String {
    let entry = |(path, _): &(PathBuf, usize)| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        format!("({name:?}, include_str!({:?})), ", path.display().to_string())
    };
    format!("&[{}]", files.iter().map(entry).collect::<String>())
}
