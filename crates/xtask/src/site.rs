//! What a site is made of: which programmes, whose page it is, and its style sheets.
//!
//! The office that publishes the page is told in a small file (docs/deploy/site.toml). It becomes HTML after the app's
//! element, where the app leaves it alone: a page without it carries nothing of it.

use crate::{files, workspace};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use regex::Regex;
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a page is built of.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// A folder with packs beside those of the repository.
    pub(crate) extra_packs: Option<PathBuf>,
    /// The programmes that the page has; all if none is named.
    pub(crate) programmes: Vec<String>,
    /// The office, as HTML.
    pub(crate) office: Option<String>,
}

impl Site {
    /// Tells the build of the packs what is wanted.
    pub(crate) fn set<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("KAIGO_HOJO_EXTRA_PACKS", self.extra_packs.as_ref().map_or_else(OsString::new, OsString::from));
        command.env("KAIGO_HOJO_PROGRAMMES", self.programmes.join(","))
    }

    /// The style sheet of the page: the ground, what screens and components bring with them, and the office's.
    pub(crate) fn styles(&self) -> Result<String> {
        let own = files::below(&workspace::web("src")).into_iter().map(|path| Path::new("src").join(path));
        let own = own.filter(|path| path.extension().is_some_and(|end| end == "css"));
        let ground = ["main", "parts", "screens"].map(style).into_iter().chain(own);
        joined(ground.chain(self.office.as_ref().map(|_| style("office"))))
    }

    /// The page's text with the office in it.
    pub(crate) fn add_office(&self, html: &str) -> String {
        let add = |office: &String| html.replace("</body>", &format!("{office}</body>"));
        self.office.as_ref().map_or_else(|| html.to_owned(), add)
    }
}

/// What the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Office {
    office: String,
    contact: Option<String>,
    link: Option<String>,
    link_text: Option<String>,
}

/// Reads the office from a file.
pub(crate) fn office(path: &Path) -> Result<String> {
    html(&fs::read_to_string(path)?).with_context(|| path.display().to_string())
}

fn html(text: &str) -> Result<String> {
    // Editors on Windows begin a file with a mark that nobody sees.
    let Office { office, contact, link, link_text } = toml::from_str(text.trim_start_matches('\u{feff}'))?;
    for (key, value) in [("office", Some(&office)), ("contact", contact.as_ref()), ("link-text", link_text.as_ref())] {
        let is_text = value.is_none_or(|text| !text.trim().is_empty());
        ensure!(is_text, "`{key}` is empty; write some text, or remove the line.");
    }
    let is_address = link.as_ref().is_none_or(|link| link.starts_with("https://"));
    ensure!(is_address, "`link` is an address that begins with https://.");
    ensure!(link.is_some() || link_text.is_none(), "`link-text` stands without `link`; add the address, or remove it.");
    let mut inner = format!("<p class=\"lead\">このページの担当：{}</p>", escaped(&office));
    if let Some(contact) = contact {
        inner.push_str(&format!("<p>お問い合わせ：{}</p>", escaped(&contact)));
    }
    if let Some(link) = link {
        let words = link_text.as_ref().unwrap_or(&link);
        inner.push_str(&format!("<p><a href=\"{}\">{}</a></p>", escaped(&link), escaped(words)));
    }
    Ok(format!("<aside class=\"office\" aria-label=\"このページの担当\">{inner}</aside>\n  "))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Sheets of `styles/` as one.
pub(crate) fn styles(names: &[&str]) -> Result<String> {
    joined(names.iter().copied().map(style))
}

fn style(name: &str) -> PathBuf {
    PathBuf::from(format!("styles/{name}.css"))
}

/// Sheets as one, in the order in which they build on each other, without comments and indentation: one request, and a
/// kilobyte less.
fn joined(paths: impl Iterator<Item = PathBuf>) -> Result<String> {
    let texts = paths.map(|path| Ok(fs::read_to_string(workspace::web("").join(path))?)).collect::<Result<Vec<_>>>()?;
    let all = texts.join("\n");
    let all = Regex::new(r"(?s)/\*.*?\*/")?.replace_all(&all, "");
    let lines: Vec<&str> = all.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{Site, html};

    #[test]
    fn an_office_stands_after_the_app() {
        let office =
            html("\u{feff}# x\n\noffice = \"県 <課>\"\ncontact = \"000\"\nlink = 'https://a.example/?b&c\"'\n");
        let site = Site { office: office.ok(), ..Site::default() };
        let page = site.add_office("<body><div id=app></div></body>");
        assert!(page.starts_with("<body><div id=app></div><aside"), "{page}");
        assert!(page.contains("県 &lt;課&gt;") && page.contains("href=\"https://a.example/?b&amp;c&quot;\""), "{page}");
        assert_eq!(Site::default().add_office("<body></body>"), "<body></body>");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, says) in [
            ("office", "line 1"),
            ("office = \"a\"\nofice = \"b\"", "line 2"),
            ("office = \"a\"\nofice = \"b\"", "unknown field `ofice`"),
            ("# a\n\noffice = a", "line 3"),
            ("office = 1", "expected a string"),
            ("office = \" \"", "some text"),
            ("office = \"a\"\noffice = \"b\"", "line 2"),
            ("office = \"a\"\noffice = \"b\"", "duplicate key"),
            ("contact = \"a\"", "missing field `office`"),
            ("office = \"a\"\nlink = \"javascript:x\"", "`link` is an address that begins with https://"),
            ("office = \"a\"\nlink-text = \"b\"", "`link-text` stands without `link`"),
        ] {
            let error = html(text).expect_err(text).to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
