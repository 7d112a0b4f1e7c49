//! The pages beside the app: the app in an iframe on somebody else's page, 「入力した情報の取り扱い」, the one that makes snippets
//! for other people's pages, and the page of licences. None has a wasm of its own.

use crate::files::{self, Put};
use crate::html::{self, Tag};
use crate::workspace::{self, WEB_PACKAGE};
use crate::{Outcome, cargo, check, loader, process, program, site};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::path::Path;

/// The folder of the page for a frame, below that of the page.
pub(crate) const FRAME: &str = "embed";

/// The text of a file of the page's crate.
fn source(name: &str) -> Result<String> {
    Ok(fs::read_to_string(workspace::web(name))?)
}

/// A text with another in a place that must be there.
fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.contains(old), "A page has no {old}; put it back, or correct crates/xtask/src/pages.rs.");
    Ok(text.replace(old, new))
}

/// Puts the script and the style sheet of a page into its folder.
fn own(dist: &Path, name: &str, script: &str, styles: &[&str]) -> Result<(Put, Put)> {
    let folder = dist.join(name);
    let script = files::put(&folder, name, ".js", program::minified(script)?)?;
    Ok((script, files::put(&folder, name, ".css", site::styles(styles)?)?))
}

/// Writes the page for a frame beside the page with this text: the built page once more, in a folder of its own, with a style
/// sheet and a script that only a frame needs, and without the part of the later screens. All other files are those of the
/// page; their addresses lead up.
pub(crate) fn frame(html: &str, dist: &Path) -> Outcome {
    let (script, style) = own(dist, FRAME, "embed/frame.js", &[FRAME])?;
    // Without an icon a browser asks for one wherever the frame is opened by itself.
    let own = format!(
        "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" crossorigin href=\"./{}\" integrity=\"{}\">\
         <script type=\"module\" src=\"./{}\" integrity=\"{}\"></script>",
        style.name, style.integrity, script.name, script.integrity
    );
    check::write(&framed(html, &own, &source("embed/foot.html")?)?, dist, FRAME)
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
        text = replaced(&text, before, after)?;
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<!--"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Writes the page on privacy, with the style sheet of the app's own page, which is `html`.
pub(crate) fn privacy(html: &str, dist: &Path) -> Outcome {
    let tags = html::tags(html);
    let style = tags.iter().find(|tag| tag.is("rel", "stylesheet"));
    let style = style.context("The page has no style sheet; correct index.html.")?;
    let style = html[style.place.clone()].replace("=\"./", "=\"../");
    let text = replaced(&source("privacy/index.html")?, "<link rel=\"stylesheet\">", &style)?;
    check::write(&text, dist, "privacy")
}

/// Writes the page of snippets. What it knows of the programmes are their names and kinds of cost, which the build of the
/// packs has written down; it stands in the page as data.
pub(crate) fn integrate(dist: &Path, baked: &Path) -> Outcome {
    const FOLDER: &str = "integrate";
    let (loader, digest) = loader::add(dist)?;
    let programmes = fs::read_to_string(baked.join("programmes.json"))?;
    let text = replaced(&source("embed/integrate/index.html")?, "[\"programmes\"]", &programmes)?;
    // The ground that all pages stand on, and its own.
    let (script, style) = own(dist, FOLDER, "embed/integrate/integrate.js", &["main", "parts", FOLDER])?;
    let parts = [
        ("./integrate.js", format!("./{}", script.name), &script.integrity),
        ("./integrate.css", format!("./{}", style.name), &style.integrity),
        ("loader.js", format!("../{loader}"), &digest),
    ];
    let html = html::edited(&text, |tag| {
        let address = tag.get("src").or(tag.get("href"))?;
        let (old, new, integrity) = parts.iter().find(|(old, ..)| *old == address)?;
        Some(text[tag.place.clone()].replace(old, new).replace("=\"digest\"", &format!("=\"{integrity}\"")))
    });
    check::write(&html, dist, FOLDER)
}

/// Writes the page of licences: all that is built into the page, with the texts. Node does it from what cargo knows of the
/// page's package.
pub(crate) fn licences(dist: &Path) -> Outcome {
    let mut node = process::node("crates/xtask/node/licences.mjs");
    node.arg(cargo::program()).arg(dist).arg(WEB_PACKAGE);
    process::run(&mut node, "The page of licences was not written; the messages above say why.")
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
