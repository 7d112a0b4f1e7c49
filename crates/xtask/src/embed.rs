//! The page for an iframe on somebody else's page: the built page once more, in a folder of its own, with a style sheet
//! and a script that only a frame needs, and without the later module.
//!
//! All other files are those of the page; their addresses lead up.

use crate::{build, later, page, slim, workspace};
use std::fs;
use std::path::Path;

/// The folder of the page for a frame, below that of the page.
pub(crate) const FOLDER: &str = "embed";

/// The style sheets of the frame.
const STYLES: &[&str] = &["embed"];

/// Writes the page for a frame beside the page with this text, and checks it.
pub(crate) fn add(html: &str, dist: &Path) -> Result<(), String> {
    let folder = dist.join(FOLDER);
    let source = |name: &str| {
        let path = workspace::root().join("web/embed").join(name);
        fs::read_to_string(&path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))
    };
    let failed = |error: std::io::Error| format!("The page for a frame cannot be written ({error}).");
    let script = workspace::root().join("target/frame.js");
    fs::write(&script, slim::minified(&source("frame.js")?)?).map_err(failed)?;
    let (script, script_digest) = later::named_by_digest(&script, &folder, "embed", ".js")?;
    let style = build::sheet(STYLES, "embed")?;
    let (style, style_digest) = later::named_by_digest(&style, &folder, "embed", ".css")?;
    let own = [
        // Without one a browser asks for one wherever the frame is opened by itself.
        format!(
            "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" crossorigin href=\"./{style}\" integrity=\"{style_digest}\">"
        ),
        format!("<script type=\"module\" src=\"./{script}\" integrity=\"{script_digest}\"></script>"),
    ];
    let html = framed(html, &own, &source("foot.html")?)?;
    fs::write(folder.join("index.html"), &html).map_err(failed)?;
    build::check_page(&html, dist, FOLDER)
}

/// The page's text as it stands in the frame: `own` are the frame's style sheet and script, `foot` what it ends with.
fn framed(html: &str, own: &[String; 2], foot: &str) -> Result<String, String> {
    let is_later = |tag: &str| {
        let is = |name: &str| page::attribute(tag, "name") == Some(name);
        is("later") || (is("pack") && page::attribute(tag, "content").is_some_and(|name| name.contains('/')))
    };
    // In a frame nobody sees an icon or a description.
    let is_useless = |tag: &str| {
        let is = |name: &str, value: &str| page::attribute(tag, name) == Some(value);
        is("name", "description") || is("rel", "icon")
    };
    let mut text = html.to_owned();
    for tag in page::tags(html).into_iter().filter(|tag| is_later(tag) || is_useless(tag)) {
        text = text.replacen(&format!("<{tag}>"), "", 1);
    }
    // The scripts of modules run in their order: the frame's own before the loader.
    for (before, after) in [
        ("<html ", "<html data-embed ".to_owned()),
        ("\"./", "\"../".to_owned()),
        ("<meta name=\"app\"", format!("{}\n    <meta name=\"app\"", own.concat())),
        ("</body>", format!("{}</body>", foot.trim_start())),
    ] {
        if !text.contains(before) {
            return Err(format!("The page has no {before}; correct crates/xtask/src/embed.rs."));
        }
        text = text.replace(before, &after);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<!--"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::framed;

    #[test]
    fn addresses_lead_up_and_the_later_module_stays_out() {
        let page = "<html lang=\"ja\"><head>\n<link href=\"./a.css\">\n<meta name=\"app\" data-script=\"a.js\">\n\
            <script src=\"./boot.js\"></script>\n<meta name=\"pack\" content=\"x\" data-href=\"./packs/x\">\n\
            <meta name=\"pack\" content=\"x/whole\" data-href=\"./whole/x\">\n\
            <meta name=\"later\" data-wasm=\"./later.wasm\">\n</head><body><!-- a -->\n</body></html>";
        let own = ["<link href=\"./own.css\">".to_owned(), "<script src=\"./own.js\"></script>".to_owned()];
        let expected = "<html data-embed lang=\"ja\"><head>\n<link href=\"../a.css\">\n\
            <link href=\"./own.css\"><script src=\"./own.js\"></script>\n<meta name=\"app\" data-script=\"a.js\">\n\
            <script src=\"../boot.js\"></script>\n<meta name=\"pack\" content=\"x\" data-href=\"../packs/x\">\n\
            </head><body><!-- a -->\n<footer></footer></body></html>";
        assert_eq!(framed(page, &own, "\n<footer></footer>").as_deref(), Ok(expected));
        assert!(framed("<html lang=\"ja\"></html>", &own, "").is_err(), "another form stops the build");
    }
}
