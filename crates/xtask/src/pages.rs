//! The pages beside the app: 「入力した情報の取り扱い」, the one that makes snippets for other people's pages, and the page of
//! licences. No wasm.

use crate::workspace::{self, WEB_PACKAGE};
use crate::{Outcome, check, files, html, loader, modules, process, styles};
use anyhow::{Context, ensure};
use std::path::Path;

/// What the page on privacy has where its style sheet belongs.
const STYLE: &str = "<link rel=\"stylesheet\">";

/// Writes the page on privacy, with the app's style sheet, and checks it. `html`: the app's own page.
pub(crate) fn privacy(html: &str, dist: &Path) -> Outcome {
    const FOLDER: &str = "privacy";
    let text = files::read(&workspace::web("privacy/index.html"))?;
    let tags = html::tags(html);
    let style = tags.iter().find(|tag| tag.is("rel", "stylesheet"));
    let style = style.context("The page has no style sheet; correct index.html.")?;
    ensure!(text.contains(STYLE), "web/privacy/index.html has no {STYLE}; put it back.");
    let text = text.replace(STYLE, &html[style.place.clone()].replace("=\"./", "=\"../"));
    files::write(&dist.join(FOLDER).join("index.html"), &text)?;
    check::page(&text, dist, FOLDER)
}

/// What the page of snippets has in the place of the programmes.
const PROGRAMMES: &str = "[\"programmes\"]";

/// Writes the page of snippets and checks it. What it knows of the programmes are their names and kinds of cost, which the
/// build of the packs has written down; it stands in the page as data.
pub(crate) fn integrate(dist: &Path, baked: &Path) -> Outcome {
    const FOLDER: &str = "integrate";
    let loader = loader::add(dist)?;
    let source = |name: &str| files::read(&workspace::web("embed/integrate").join(name));
    let text = source("index.html")?;
    ensure!(text.contains(PROGRAMMES), "web/embed/integrate/index.html has no place for the programmes.");
    let text = text.replace(PROGRAMMES, &files::read(&baked.join("programmes.json"))?);
    let folder = dist.join(FOLDER);
    let script = files::put(&folder, FOLDER, ".js", modules::minified(&source("integrate.js")?)?)?;
    // The ground that all pages stand on, and its own.
    let style = files::put(&folder, FOLDER, ".css", styles::named(&["main", "parts", "integrate"])?)?;
    let (own, digest) = (format!("../{}", loader.path), &loader.integrity);
    let parts = [
        ("./integrate.js", format!("./{}", script.name), &script.integrity),
        ("./integrate.css", format!("./{}", style.name), &style.integrity),
        ("loader.js", own, digest),
    ];
    let html = html::edited(&text, |tag| {
        let address = tag.get("src").or(tag.get("href"))?;
        let (old, new, integrity) = parts.iter().find(|(old, ..)| *old == address)?;
        Some(text[tag.place.clone()].replace(old, new).replace("=\"digest\"", &format!("=\"{integrity}\"")))
    });
    files::write(&folder.join("index.html"), &html)?;
    check::page(&html, dist, FOLDER)
}

/// Writes the page of licences: all that is built into the page, with the texts. Node does it from what cargo knows of the
/// page's package.
pub(crate) fn licences(dist: &Path) -> Outcome {
    let mut node = process::node("crates/xtask/node/licences.mjs");
    node.arg(workspace::cargo()).arg(dist).arg(WEB_PACKAGE);
    process::run(&mut node, "The page of licences was not written; the messages above say why.")
}
