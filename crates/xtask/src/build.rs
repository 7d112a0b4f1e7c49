//! `cargo xtask build`: the page in `dist/`, a folder for any static web server and any sub-path.
//!
//! What index.html asks for under `data-trunk` is put there as trunk would put it, with the digest of each file in its
//! name; then comes what trunk knows nothing of: the later module, the packs, the page for a frame, the pages beside.

use crate::modules::{self, Module};
use crate::setup::{self, Purpose};
use crate::site::{self, Site};
use crate::workspace::{self, LATER_PACKAGE, PACKS_PACKAGE, WEB_PACKAGE};
use crate::{Outcome, cargo, check, embed, files, finish, html, pages, progress, single};
use anyhow::{Context, Result};
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
    setup::install(Purpose::Page)?;
    if options.invented {
        invented()?;
    } else {
        build(&Site { extra_packs: None, programmes: options.programme, office })?;
    }
    if options.single_file {
        single::build(&workspace::dist())?;
    }
    Ok(())
}

/// Builds and checks; expects `setup` to have been done.
pub(crate) fn build(site: &Site) -> Outcome {
    whole(&workspace::dist(), site)?;
    progress::say("build", "dist/ is ready");
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

/// The page with everything that belongs to it, in a folder; an earlier one stays there until both modules are ready.
fn whole(dist: &Path, site: &Site) -> Outcome {
    progress::say("build", "cargo compiles both modules of the page (2 to 3 minutes the first time)");
    let mut command = modules::command(&[WEB_PACKAGE, LATER_PACKAGE]);
    command.env("CARGO_ENCODED_RUSTFLAGS", cargo::rust_flags());
    let built = cargo::build(site.set(&mut command))?;
    let web = modules::ready(built.program(WEB_PACKAGE)?, WEB_PACKAGE)?;
    let later = modules::ready(built.program(LATER_PACKAGE)?, LATER_PACKAGE)?;
    progress::say("build", "the pages are put together, checked and compressed");
    files::fresh(dist)?;
    complete(&first(&web, dist, site)?, dist, site, &later, built.out(PACKS_PACKAGE)?)?;
    pages::licences(dist)?;
    check::folder(dist)?;
    finish::add(dist)
}

/// index.html with the first module, as trunk would make it; its files are put into a folder.
fn first(web: &Module, folder: &Path, site: &Site) -> Result<String> {
    let root = workspace::root();
    let boot = modules::minified(&files::read(&root.join("web/static/boot.js"))?)?;
    let boot = files::put(folder, "boot", ".js", boot)?;
    let style = files::put(folder, "page", ".css", page_sheet(site)?)?;
    let script = files::put(folder, WEB_PACKAGE, ".js", &web.script)?;
    let wasm = files::put(folder, WEB_PACKAGE, "_bg.wasm", &web.wasm)?;
    let trunk: toml::Table = files::read(&root.join("Trunk.toml"))?.parse()?;
    let app = trunk["build"]["pattern_script"].as_str().context("Trunk.toml has no `pattern_script`.")?;
    let app = app.replace("{js}", &script.name).replace("{wasm}", &wasm.name);
    let html = html::edited(&files::read(&root.join("index.html"))?, |tag| {
        tag.get("data-trunk")?;
        Some(match tag.get("rel") {
            Some("css") => linked(&style, "rel=\"stylesheet\" crossorigin"),
            Some("rust") => app.clone(),
            _ => format!("<script type=\"module\" src=\"./{}\" integrity=\"{}\">", boot.name, boot.integrity),
        })
    });
    html::with_head(
        &html,
        &(linked(&script, "rel=\"modulepreload\" crossorigin")
            + &note_of_wasm(&format!("./{}", wasm.name), &wasm.integrity)),
    )
}

/// In a frame that is denied its own origin, files come from another one, which a digest wants to have agreed: all links
/// say `crossorigin`.
fn linked(file: &files::Put, kind: &str) -> String {
    format!("<link {kind} href=\"./{}\" integrity=\"{}\">", file.name, file.integrity)
}

/// What the loader finds the wasm by. It fetches it once something has been painted: preloaded, the greatest file of all
/// would compete with the style sheet that the first picture waits for.
pub(crate) fn note_of_wasm(address: &str, integrity: &str) -> String {
    format!("<meta name=\"wasm\" content=\"\" data-href=\"{address}\" data-integrity=\"{integrity}\">")
}

/// Adds to a page with the first module what belongs to it, and checks both.
pub(crate) fn complete(html: &str, dist: &Path, site: &Site, later: &Module, baked: &Path) -> Outcome {
    let html = html::with_head(html, &notes_for_later(dist, later, baked)?)?;
    embed::add(&html, dist)?;
    let html = site.add_office(&html);
    files::write(&dist.join("index.html"), &html)?;
    check::page(&html, dist, "")?;
    pages::privacy(&html, dist)?;
    pages::integrate(dist, baked)
}

/// Where the build has baked packs, where they go, and what the page calls them after their programme: what the answers
/// are drawn from, and the whole for the later module.
const PACKS: &[(&str, &str, &str)] = &[("answers", "packs", ""), ("packs", "whole", "/whole")];

/// What the loader finds packs and the later module by; their files are put into a folder.
fn notes_for_later(dist: &Path, later: &Module, baked: &Path) -> Result<String> {
    let mut metas = String::new();
    for (from, to, what) in PACKS {
        let folder = baked.join(from);
        for file in files::below(&folder) {
            let id = file.with_extension("").display().to_string();
            let put = files::put(dist, &format!("{to}/{id}"), ".pack", files::bytes(&folder.join(&file))?)?;
            metas.push_str(&format!(
                "<meta name=\"pack\" content=\"{id}{what}\" data-href=\"./{}\" data-integrity=\"{}\">\n    ",
                put.name, put.integrity
            ));
        }
    }
    metas.push_str("<meta name=\"later\" content=\"\"");
    let style = sheet(&["later", "exchange", "paper"])?;
    for (part, end, bytes) in [
        ("script", ".js", later.script.as_bytes()),
        ("style", ".css", style.as_bytes()),
        ("wasm", "_bg.wasm", &later.wasm),
    ] {
        let put = files::put(dist, "later/later", end, bytes)?;
        metas.push_str(&format!(" data-{part}=\"./{}\" data-{part}-integrity=\"{}\"", put.name, put.integrity));
    }
    Ok(metas + ">")
}

/// The style sheet of the first load.
pub(crate) fn page_sheet(site: &Site) -> Result<String> {
    let office: &[&str] = if site.office.is_some() { &["office"] } else { &[] };
    sheet(&[&["main", "parts", "screens"], office].concat())
}

/// Style sheets as one, in the order in which they build on each other, without comments and indentation: one request, and
/// a kilobyte less.
pub(crate) fn sheet(names: &[&str]) -> Result<String> {
    let mut all = String::new();
    for name in names {
        let text = files::read(&workspace::root().join("web/styles").join(format!("{name}.css")))?;
        let mut rest = text.as_str();
        while let Some((before, comment)) = rest.split_once("/*") {
            all.push_str(before);
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        }
        all.push_str(rest);
        all.push('\n');
    }
    let lines: Vec<&str> = all.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n"))
}
