//! The page that makes snippets for other people's pages: `dist/integrate/`.
//!
//! Plain HTML, CSS and JavaScript from `web/embed/integrate/`, no wasm. What it knows of the programmes are their names and
//! kinds of cost, which the build of the packs has written down; it stands in the page as data.

use crate::loader::Release;
use crate::{build, later, page, slim, workspace};
use std::fs;
use std::path::Path;

/// Where the page goes, below `dist`.
const FOLDER: &str = "integrate";

/// The style sheets of the page: the ground that all pages stand on, and its own.
const STYLES: &[&str] = &["main", "parts", "integrate"];

/// What the page's text has in the place of the programmes.
const PROGRAMMES: &str = "[\"programmes\"]";

/// What it has in the place of the loader's newest version.
const LOADER: &str = "loader.js";

/// Writes the page into `dist` and checks it.
pub(crate) fn add(dist: &Path, baked: &Path, loader: &Release) -> Result<(), String> {
    let source = workspace::root().join("web/embed/integrate");
    let text = read(&source.join("index.html"))?;
    if !text.contains(PROGRAMMES) {
        return Err("web/embed/integrate/index.html has no place for the programmes.".to_owned());
    }
    let folder = dist.join(FOLDER);
    let script = workspace::root().join("target/integrate.js");
    let script_text = slim::without_comments(&read(&source.join("integrate.js"))?);
    fs::write(&script, script_text).map_err(|error| format!("{} cannot be written ({error}).", script.display()))?;
    let mut html = text.replace(PROGRAMMES, &read(&baked.join("programmes.json"))?);
    for (file, end) in [(script, ".js"), (build::sheet(STYLES, "integrate")?, ".css")] {
        let (name, integrity) = later::named_by_digest(&file, &folder, "integrate", end)?;
        html = page::renamed(&html, &format!("integrate{end}"), &name, &integrity);
    }
    html = page::renamed(&html, LOADER, &format!("../{}", loader.path), &loader.integrity);
    fs::write(folder.join("index.html"), &html).map_err(|error| format!("The page cannot be written ({error})."))?;
    build::check_page(&html, dist, FOLDER)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))
}
