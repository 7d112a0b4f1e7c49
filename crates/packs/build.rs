//! Checks every pack under `data/` and bakes it into bytes: `packs/<id>.pack` whole, `answers/<id>.pack` what the answers
//! are drawn from, `about/<id>` what the start page shows of it. A wrong pack stops the build, with file, line and caret.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::wire;

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-env-changed=KAIGO_HOJO_EXTRA_PACKS");
    println!("cargo::rerun-if-env-changed=KAIGO_HOJO_PROGRAMMES");
    let mut files = Vec::new();
    collect(&data, &mut files);
    // Tests build in a pack of their own through this variable: a path list as in PATH.
    if let Some(extra) = env::var_os("KAIGO_HOJO_EXTRA_PACKS") {
        for path in env::split_paths(&extra) {
            // Set, but empty: there is none.
            if path.as_os_str().is_empty() {
                continue;
            }
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, &mut files);
        }
    }
    files.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    // A site of one prefecture has only its own programmes: their ids, separated by commas.
    let wanted = env::var("KAIGO_HOJO_PROGRAMMES").unwrap_or_default();
    let wanted: Vec<&str> = wanted.split(',').filter(|id| !id.is_empty()).collect();
    let (mut failed, mut ids, mut others) = (0_usize, Vec::new(), Vec::new());
    // What an earlier run wrote of packs that are gone is not to be found by anybody.
    let mut written = clean(&out);
    for file in &files {
        match kaigo_hojo_pack::load(file) {
            Err(problems) => {
                failed += problems.len();
                problems.iter().for_each(|problem| eprintln!("{problem}"));
            }
            Ok(edition) if !wanted.is_empty() && !wanted.contains(&edition.about.id.as_str()) => {
                others.push(edition.about.id);
            }
            Ok(mut edition) => {
                kaigo_hojo_pack::lighten(&mut edition);
                written = written.and_then(|()| bake(&out, &edition));
                ids.push(edition.about.id);
            }
        }
    }
    if let Some(id) = wanted.iter().find(|id| !ids.iter().any(|known| known == *id)) {
        others.extend_from_slice(&ids);
        eprintln!("There is no programme `{id}`; there are {}.", others.join(", "));
        process::exit(1);
    }
    if failed > 0 {
        eprintln!("{failed} problem(s) in the packs: the build stops here.");
        process::exit(1);
    }
    if let Err(error) = written.and_then(|()| tables(&out, &ids)) {
        eprintln!("the packs could not be written to {} ({error})", out.display());
        process::exit(1);
    }
}

fn clean(out: &Path) -> io::Result<()> {
    for folder in ["packs", "answers", "about"] {
        let folder = out.join(folder);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    Ok(())
}

fn bake(out: &Path, edition: &Edition) -> io::Result<()> {
    let id = &edition.about.id;
    fs::write(out.join(format!("packs/{id}.pack")), kaigo_hojo_pack::to_bytes(edition))?;
    let light = kaigo_hojo_pack::for_answers(edition);
    fs::write(out.join(format!("answers/{id}.pack")), kaigo_hojo_pack::to_bytes(&light))?;
    fs::write(out.join("about").join(id), wire::to_bytes(&edition.about))
}

fn tables(out: &Path, ids: &[String]) -> io::Result<()> {
    let table = |name: &str, path: &str, end: &str| {
        let entry = |id: &String| {
            format!(
                "    {name} {{ id: {id:?}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{path}/{id}{end}\")) }},\n"
            )
        };
        format!("&[\n{}]", ids.iter().map(entry).collect::<String>())
    };
    fs::write(out.join("overview.rs"), table("Overview", "about", ""))?;
    fs::write(out.join("built_in.rs"), table("BuiltIn", "packs", ".pack"))
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
