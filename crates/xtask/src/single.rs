//! `cargo xtask build --single-file`: everything of the page in one HTML file, `dist-single/kaigo-hojo.html`.
//!
//! For hosts that refuse `.wasm`, and for opening from a disk. It is made of what `dist/` holds, by Node
//! (crates/xtask/node/single.mjs); its loader is the page's, with another way to get at files. The page of licences lies
//! beside it: whoever passes the file on passes that on too.

use crate::{Outcome, files, finish, html, process, progress, workspace};
use anyhow::bail;
use std::path::Path;

/// The file.
const FILE: &str = "dist-single/kaigo-hojo.html";

/// The page of licences, in the built folder and beside the single file.
const LICENCES: &str = "licences";

/// Makes the single file of a built page.
pub(crate) fn build(dist: &Path) -> Outcome {
    progress::say("build", "the single file is put together");
    let out = workspace::root().join(FILE);
    let folder = out.parent().unwrap_or(&out);
    std::fs::create_dir_all(folder)?;
    let mut node = process::node("crates/xtask/node/single.mjs");
    node.arg(dist).args(["boot", "inside"].map(|name| workspace::web(&format!("static/{name}.js")))).arg(FILE);
    process::run(&mut node, "The single file was not made; the messages above say why.")?;
    if let Some(address) = html::fetched(&files::read(&out)?).first() {
        bail!("The single file would fetch {address}; correct crates/xtask/node/single.mjs.");
    }
    let (from, to) = (dist.join(LICENCES), folder.join(LICENCES));
    let mut licences = files::below(&from).into_iter().filter(|file| !finish::is_beside(file));
    licences.try_for_each(|file| files::copy(&from.join(&file), &to.join(&file)))
}
