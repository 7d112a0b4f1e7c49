//! `cargo xtask build`: the page in `dist/`, a folder for any static web server and any sub-path.
//!
//! What index.html asks for under `data-trunk` is put there as trunk would put it, with the digest of each file in its
//! name; then comes what trunk knows nothing of: the program's parts, the packs, the page for a frame, the pages beside.
//!
//! With `--single-file` all of it goes into one HTML file, too, for hosts that refuse `.wasm`, and for opening from a disk.
//! Its loader is the page's, with another way to get at files. The page of licences lies beside it: whoever passes the file on
//! passes that on too.

use crate::files::{self, Put};
use crate::program::{self, Part, Program};
use crate::site::{self, Site};
use crate::workspace::{self, PACKS_PACKAGE, WEB_PACKAGE};
use crate::{Outcome, cargo, check, html, pages, process, setup};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// One HTML file with everything in it, too: dist-single/kaigo-hojo.html
    #[arg(long)]
    pub(crate) single_file: bool,
    /// Only this programme; may be given more than once
    #[arg(long, value_name = "ID")]
    pub(crate) programme: Vec<String>,
    /// Whose page it is: a file as docs/deploy/site.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) site: Option<PathBuf>,
    /// The page of an invented prefecture, for the tests
    #[arg(long)]
    pub(crate) invented: bool,
}

/// Builds the page.
pub(crate) fn command(options: Options) -> Outcome {
    let office = options.site.as_deref().map(site::office).transpose()?;
    setup::page()?;
    if options.invented {
        invented()?;
    } else {
        build(&Site { extra_packs: None, programmes: options.programme, office })?;
    }
    if options.single_file { single_file(&workspace::dist()) } else { Ok(()) }
}

/// Builds and checks; expects `setup` to have been done.
pub(crate) fn build(site: &Site) -> Outcome {
    whole(&workspace::dist(), site)?;
    process::say("build", "dist/ is ready");
    Ok(())
}

/// Builds a page for one prefecture with its office, for the browser tests: the prefecture is invented, its programme only
/// data.
fn invented() -> Outcome {
    let root = workspace::root();
    let site = Site {
        extra_packs: Some(root.join("tests/packs/invented")),
        programmes: vec!["kakuu-robot-r8".to_owned()],
        office: Some(site::office(&root.join("docs/deploy/site.toml"))?),
    };
    whole(&root.join("target/dist-invented"), &site)
}

/// The page with everything that belongs to it, in a folder; an earlier one stays there until the program is ready.
fn whole(dist: &Path, site: &Site) -> Outcome {
    process::say("build", "cargo compiles the page (2 to 3 minutes the first time)");
    let built = cargo::build(site.set(&mut program::to_be_split(WEB_PACKAGE)))?;
    let program = program::ready(built.program(WEB_PACKAGE)?, WEB_PACKAGE)?;
    process::say("build", "the pages are put together, checked and compressed");
    files::fresh(dist)?;
    let html = first(&program, dist, site)?;
    complete(&html, &program.parts, dist, site, built.out(PACKS_PACKAGE)?)?;
    pages::licences(dist)?;
    check::folder(dist)?;
    check::finish(dist)
}

/// index.html with the first module, as trunk would make it; its files are put into a folder.
fn first(program: &Program, folder: &Path, site: &Site) -> Result<String> {
    let root = workspace::root();
    let boot = files::put(folder, "boot", ".js", program::minified("static/boot.js")?)?;
    let style = files::put(folder, "page", ".css", site.styles()?)?;
    let script = files::put(folder, WEB_PACKAGE, ".js", &program.script)?;
    let wasm = files::put(folder, WEB_PACKAGE, "_bg.wasm", &program.wasm)?;
    let trunk: toml::Table = fs::read_to_string(root.join("Trunk.toml"))?.parse()?;
    let app = trunk["build"]["pattern_script"].as_str().context("Trunk.toml has no `pattern_script`.")?;
    let app = app.replace("{js}", &script.name).replace("{wasm}", &wasm.name);
    let html = html::edited(&fs::read_to_string(root.join("index.html"))?, |tag| {
        tag.get("data-trunk")?;
        Some(match tag.get("rel") {
            Some("css") => linked(&style, "rel=\"stylesheet\" crossorigin"),
            Some("rust") => app.clone(),
            _ => format!("<script type=\"module\" src=\"./{}\" integrity=\"{}\">", boot.name, boot.integrity),
        })
    });
    let preload = linked(&script, "rel=\"modulepreload\" crossorigin");
    html::with_head(&html, &(preload + &note_of_wasm(&format!("./{}", wasm.name), &wasm.integrity)))
}

/// In a frame that is denied its own origin, files come from another one, which a digest wants to have agreed: all links
/// say `crossorigin`.
fn linked(file: &Put, kind: &str) -> String {
    format!("<link {kind} href=\"./{}\" integrity=\"{}\">", file.name, file.integrity)
}

/// What the loader finds the wasm by. It fetches it once something has been painted: preloaded, the greatest file of all
/// would compete with the style sheet that the first picture waits for.
pub(crate) fn note_of_wasm(address: &str, integrity: &str) -> String {
    format!("<meta name=\"wasm\" content=\"\" data-href=\"{address}\" data-integrity=\"{integrity}\">")
}

/// Adds to a page with the first module what belongs to it, and writes and checks all of it.
pub(crate) fn complete(html: &str, parts: &[Part], dist: &Path, site: &Site, baked: &Path) -> Outcome {
    let html = html::with_head(html, &notes(dist, parts, baked)?)?;
    pages::frame(&html, dist)?;
    let html = site.add_office(&html);
    check::write(&html, dist, "")?;
    pages::privacy(&html, dist)?;
    pages::integrate(dist, baked)
}

/// Where the build has baked packs, where they go, and what the page calls them after their programme: what the answers
/// are drawn from, and the whole for the later screens.
const PACKS: [(&str, &str, &str); 2] = [("answers", "packs", ""), ("packs", "whole", "/whole")];

/// What the loader finds packs and the files of the program's parts by; they are put into a folder.
fn notes(dist: &Path, parts: &[Part], baked: &Path) -> Result<String> {
    let note = |name: &str, content: &str, Put { name: file, integrity }: Put| {
        format!("<meta name=\"{name}\" content=\"{content}\" data-href=\"./{file}\" data-integrity=\"{integrity}\">")
    };
    let mut notes = Vec::new();
    for (from, to, what) in PACKS {
        let folder = baked.join(from);
        for file in files::below(&folder) {
            let id = file.with_extension("").display().to_string();
            let put = files::put(dist, &format!("{to}/{id}"), ".pack", fs::read(folder.join(&file))?)?;
            notes.push(note("pack", &format!("{id}{what}"), put));
        }
    }
    for Part { needed_by, wasm } in parts {
        let put = files::put(dist, &format!("parts/{}", needed_by.join("-")), ".wasm", wasm)?;
        notes.push(note("part", &needed_by.join(" "), put));
    }
    let later = site::styles(&["later", "exchange", "paper"])?;
    notes.push(note("style", "later", files::put(dist, "parts/later", ".css", later)?));
    Ok(notes.join("\n    "))
}

/// Makes the single file of a built page: Node does (crates/xtask/node/single.mjs).
fn single_file(dist: &Path) -> Outcome {
    process::say("build", "the single file is put together");
    let folder = workspace::root().join("dist-single");
    fs::create_dir_all(&folder)?;
    let mut node = process::node("crates/xtask/node/single.mjs");
    node.arg(dist).args(["boot", "inside"].map(|name| workspace::web(&format!("static/{name}.js"))));
    process::run(node.arg("dist-single/kaigo-hojo.html"), "The single file was not made; the messages above say why.")?;
    let fetched = html::fetched(&fs::read_to_string(folder.join("kaigo-hojo.html"))?);
    ensure!(fetched.is_empty(), "The single file would fetch {fetched:?}; correct crates/xtask/node/single.mjs.");
    let licences = |folder: &Path| folder.join("licences");
    let mut files = files::below(&licences(dist)).into_iter().filter(|file| !check::is_beside(file));
    files.try_for_each(|file| files::copy(&licences(dist).join(&file), &licences(&folder).join(&file)))
}
