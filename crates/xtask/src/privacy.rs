//! The page 「入力した情報の取り扱い」: a page beside the app, with the app's style sheet and without a script.

use crate::{build, page, workspace};
use std::fs;
use std::path::Path;

/// Where the page goes, below `dist`.
const FOLDER: &str = "privacy";

/// What the page's text has where its style sheet belongs.
const STYLE: &str = "<link rel=\"stylesheet\">";

/// Writes it into `dist` and checks it. `html`: the app's own page.
pub(crate) fn add(html: &str, dist: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("The page on privacy cannot be read or written ({error}).");
    let text = fs::read_to_string(workspace::root().join("web/privacy/index.html")).map_err(failed)?;
    let style = page::tags(html).into_iter().find(|tag| page::attribute(tag, "rel") == Some("stylesheet"));
    let style = style.ok_or("The page has no style sheet; correct index.html.")?;
    if !text.contains(STYLE) {
        return Err(format!("web/privacy/index.html has no {STYLE}; put it back."));
    }
    let folder = dist.join(FOLDER);
    fs::create_dir_all(&folder).map_err(failed)?;
    let text = text.replace(STYLE, &format!("<{}>", style.replace("=\"./", "=\"../")));
    fs::write(folder.join("index.html"), &text).map_err(failed)?;
    build::check_page(&text, dist, FOLDER)
}
