//! Checks every pack under `data/` and bakes it into bytes: `packs/<id>.pack` is the whole pack, `answers/<id>.pack` a
//! light one for the answers, `about/<id>` its entry on the start page. `programmes.json` has the names for a page without
//! wasm. A wrong pack stops the build, with file, line and caret.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use kaigo_hojo_rules::edition::{AnswerKind, Edition};
use kaigo_hojo_rules::wire;

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-env-changed=KAIGO_HOJO_EXTRA_PACKS");
    println!("cargo::rerun-if-env-changed=KAIGO_HOJO_PROGRAMMES");
    let mut files = Vec::new();
    collect(&data, &mut files);
    // Tests add a pack of their own with this variable, a path list as in PATH.
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
    let (mut failed, mut ids, mut names, mut others) = (0_usize, Vec::new(), Vec::new(), Vec::new());
    // Nobody must find packs of an earlier run that are gone.
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
            Ok(edition) => {
                written = written.and_then(|()| bake(&out, &edition));
                names.push(named(&edition));
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
    if let Err(error) = written.and_then(|()| tables(&out, &ids)).and_then(|()| list(&out, &names)) {
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

fn list(out: &Path, names: &[String]) -> io::Result<()> {
    fs::write(out.join("programmes.json"), format!("[{}]", names.join(",")))
}

/// A programme as JSON: its name, its kinds of cost by group, and its question which lines another line belongs to, with
/// the kinds that it is asked for.
fn named(edition: &Edition) -> String {
    let about = &edition.about;
    let listed = |texts: Vec<String>| format!("[{}]", texts.join(","));
    let kinds = |group: usize| {
        let of_group = edition.kinds.iter().filter(|kind| usize::from(kind.group) == group);
        listed(of_group.map(|kind| listed(vec![json(&kind.id), json(&kind.label)])).collect())
    };
    let groups = edition.kind_groups.iter().enumerate();
    let groups = groups.map(|(at, label)| format!("{{\"label\":{},\"kinds\":{}}}", json(label), kinds(at)));
    let attach = edition.item_questions.iter().find(|question| matches!(question.kind, AnswerKind::Lines));
    let attach = attach.map_or_else(
        || "null".to_owned(),
        |question| {
            let asked = edition.kinds.iter().enumerate().filter(|(at, _)| question.kinds >> at & 1 == 1);
            let asked = listed(asked.map(|(_, kind)| json(&kind.id)).collect());
            format!("{{\"id\":{},\"label\":{},\"kinds\":{asked}}}", json(&question.id), json(&question.label))
        },
    );
    format!(
        "{{\"id\":{},\"name\":{},\"fiscalYear\":{},\"groups\":{},\"attach\":{attach}}}",
        json(&about.id),
        json(&format!("{} {}", about.prefecture, about.name)),
        about.fiscal_year,
        listed(groups.collect())
    )
}

/// A text in JSON that may stand inside an HTML script element.
fn json(text: &str) -> String {
    let escaped = text.chars().map(|sign| match sign {
        '"' | '\\' => format!("\\{sign}"),
        '<' | '\0'..='\x1f' => format!("\\u{:04x}", u32::from(sign)),
        _ => sign.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
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
