//! The page for an iframe on somebody else's page: the built page once more, in a folder of its own, with a style sheet
//! and a script that only a frame needs, and without the part of the later screens.
//!
//! All other files are those of the page; their addresses lead up.

use crate::html::{self, Tag};
use crate::{Outcome, check, files, modules, styles, workspace};
use anyhow::{Result, ensure};
use std::path::Path;

/// The folder of the page for a frame, below that of the page.
pub(crate) const FOLDER: &str = "embed";

/// Writes the page for a frame beside the page with this text, and checks it.
pub(crate) fn add(html: &str, dist: &Path) -> Outcome {
    let folder = dist.join(FOLDER);
    let source = |name: &str| files::read(&workspace::web("embed").join(name));
    let script = files::put(&folder, FOLDER, ".js", modules::minified(&source("frame.js")?)?)?;
    let style = files::put(&folder, FOLDER, ".css", styles::named(&["embed"])?)?;
    // Without an icon a browser asks for one wherever the frame is opened by itself.
    let own = format!(
        "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" crossorigin href=\"./{}\" integrity=\"{}\">\
         <script type=\"module\" src=\"./{}\" integrity=\"{}\"></script>",
        style.name, style.integrity, script.name, script.integrity
    );
    let html = framed(html, &own, &source("foot.html")?)?;
    files::write(&folder.join("index.html"), &html)?;
    check::page(&html, dist, FOLDER)
}

/// The page's text as it stands in the frame: `own` are the frame's style sheet and script, `foot` what it ends with.
fn framed(html: &str, own: &str, foot: &str) -> Result<String> {
    let is_later = |tag: &Tag| {
        let is_whole = || tag.get("content").is_some_and(|name| name.contains('/'));
        tag.is("content", "later") || (tag.is("name", "pack") && is_whole())
    };
    // In a frame nobody sees an icon or a description.
    let is_useless = |tag: &Tag| tag.is("name", "description") || tag.is("rel", "icon");
    let mut text = html::edited(html, |tag| (is_later(tag) || is_useless(tag)).then(String::new));
    // The scripts of modules run in their order: the frame's own before the loader.
    for (before, after) in [
        ("<html ", "<html data-embed "),
        ("\"./", "\"../"),
        ("<meta name=\"app\"", &format!("{own}\n    <meta name=\"app\"")),
        ("</body>", &format!("{}</body>", foot.trim_start())),
    ] {
        ensure!(text.contains(before), "The page has no {before}; correct crates/xtask/src/embed.rs.");
        text = text.replace(before, after);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<!--"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::framed;

    #[test]
    fn addresses_lead_up_and_the_later_part_stays_out() {
        let page = "<html lang=\"ja\"><head>\n<link href=\"./a.css\">\n<meta name=\"app\" data-script=\"a.js\">\n\
            <script src=\"./boot.js\"></script>\n<meta name=\"pack\" content=\"x\" data-href=\"./packs/x\">\n\
            <meta name=\"pack\" content=\"x/whole\" data-href=\"./whole/x\">\n\
            <meta name=\"part\" content=\"later\" data-href=\"./later.wasm\">\n</head><body><!-- a -->\n</body></html>";
        let own = "<link href=\"./own.css\"><script src=\"./own.js\"></script>";
        let expected = "<html data-embed lang=\"ja\"><head>\n<link href=\"../a.css\">\n\
            <link href=\"./own.css\"><script src=\"./own.js\"></script>\n<meta name=\"app\" data-script=\"a.js\">\n\
            <script src=\"../boot.js\"></script>\n<meta name=\"pack\" content=\"x\" data-href=\"../packs/x\">\n\
            </head><body><!-- a -->\n<footer></footer></body></html>";
        assert_eq!(framed(page, own, "\n<footer></footer>").ok().as_deref(), Some(expected));
        assert!(framed("<html lang=\"ja\"></html>", own, "").is_err(), "another form stops the build");
    }
}
