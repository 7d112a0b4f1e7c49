//! `cargo xtask build --single-file`: everything of the page in one HTML file, `dist-single/kaigo-hojo.html`.
//!
//! For hosts that refuse `.wasm`, and for opening from a disk. It is made of what `dist/` holds, by Node
//! (crates/xtask/node/single.mjs); its loader is the page's, with another way to get at files. The page of licences lies
//! beside it: whoever passes the file on passes that on too.

use crate::{finish, page, process, workspace};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the file.
const NAME: &str = "kaigo-hojo.html";

/// The page of licences, in the built folder and beside the single file.
const LICENCES: &str = "licences";

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
    if let Some(address) = page::fetched(&html).first() {
        return Err(format!("The single file would fetch {address}; correct crates/xtask/node/single.mjs."));
    }
    let (from, to) = (dist.join(LICENCES), folder.join(LICENCES));
    let copied = fs::create_dir_all(&to).and_then(|()| {
        let files = page::files_below(&from).into_iter().filter(|file| !finish::is_beside(file));
        files.map(|file| fs::copy(from.join(&file), to.join(&file))).try_for_each(|copied| copied.map(drop))
    });
    copied.map_err(|error| format!("The page of licences cannot be copied ({error})."))
}
