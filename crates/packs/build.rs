//! Checks every pack under `data/` and bakes it into bytes. A wrong pack stops the build, with file, line and caret.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use kaigo_hojo_rules::wire;

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-env-changed=KAIGO_HOJO_EXTRA_PACKS");
    let mut files = Vec::new();
    collect(&data, &mut files);
    // Tests build in a pack of their own through this variable: a path list as in PATH.
    if let Some(extra) = env::var_os("KAIGO_HOJO_EXTRA_PACKS") {
        for path in env::split_paths(&extra) {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, &mut files);
        }
    }
    files.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let (mut failed, mut table) = (0_usize, String::new());
    for file in &files {
        match kaigo_hojo_pack::load(file) {
            Err(problems) => {
                failed += problems.len();
                problems.iter().for_each(|problem| eprintln!("{problem}"));
            }
            Ok(mut edition) => {
                kaigo_hojo_pack::lighten(&mut edition);
                let name = format!("{}.pack", edition.about.id);
                if fs::write(out.join(&name), wire::to_bytes(&edition)).is_err() {
                    eprintln!("{}: could not be written", file.display());
                    failed += 1;
                }
                let entry = writeln!(
                    table,
                    "    BuiltIn {{ id: {:?}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")) }},",
                    edition.about.id
                );
                failed += usize::from(entry.is_err());
            }
        }
    }
    if failed > 0 {
        eprintln!("{failed} problem(s) in the packs: the build stops here.");
        process::exit(1);
    }
    if fs::write(out.join("built_in.rs"), format!("&[\n{table}]")).is_err() {
        eprintln!("the table of packs could not be written to {}", out.display());
        process::exit(1);
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.file_name().is_some_and(|name| name == "pack.toml") {
            files.push(path);
        }
    }
}
