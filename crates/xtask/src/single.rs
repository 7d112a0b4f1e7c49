//! `cargo xtask build --single-file`: everything of the page in one HTML file, `dist-single/kaigo-hojo.html`.
//!
//! For hosts that refuse `.wasm`, and for opening from a disk. It is made of what `dist/` holds, by Node
//! (crates/xtask/node/single.mjs); its loader is the page's, with another way to get at files.

use crate::{page, process, workspace};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the file.
const NAME: &str = "kaigo-hojo.html";

/// Where the single file is put.
pub(crate) fn folder() -> PathBuf {
    workspace::root().join("dist-single")
}

/// Makes the single file of a built page.
pub(crate) fn build(dist: &Path) -> Result<(), String> {
    let folder = folder();
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made ({error}).", folder.display()))?;
    let out = folder.join(NAME);
    let mut command = process::command("node");
    command.arg("crates/xtask/node/single.mjs").arg(dist);
    command.args(["web/static/boot.js", "web/static/inside.js"]).arg(Path::new("dist-single").join(NAME));
    if !process::succeeds(&mut command) {
        return Err("The single file was not made; the messages above say why.".to_owned());
    }
    let html = fs::read_to_string(&out).map_err(|error| format!("{} cannot be read ({error}).", out.display()))?;
    match page::fetched(&html).first() {
        Some(address) => Err(format!("The single file would fetch {address}; correct crates/xtask/node/single.mjs.")),
        None => Ok(()),
    }
}
