//! What a site is made of: which programmes, and whose page it is.
//!
//! The office that publishes the page is told in a small file (docs/deploy/site.toml): lines of `key = "value"`.
//! It becomes HTML after the app's element, where the app leaves it alone: a page without it carries nothing of it.

use std::ffi::OsString;
use std::fs;
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
    pub(crate) fn set(&self, command: &mut Command) {
        command.env("KAIGO_HOJO_EXTRA_PACKS", self.extra_packs.as_ref().map_or_else(OsString::new, OsString::from));
        command.env("KAIGO_HOJO_PROGRAMMES", self.programmes.join(","));
    }

    /// The page's text with the office in it.
    pub(crate) fn add_office(&self, html: &str) -> String {
        self.office
            .as_ref()
            .map_or_else(|| html.to_owned(), |office| html.replace("</body>", &format!("{office}</body>")))
    }
}

/// The keys of the file, in the order in which they are shown.
const KEYS: [&str; 4] = ["office", "contact", "link", "link-text"];

/// Reads the office from a file.
pub(crate) fn office(path: &Path) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))?;
    html(&text).map_err(|error| format!("{}, {error}", path.display()))
}

fn html(text: &str) -> Result<String, String> {
    let mut values: [Option<String>; KEYS.len()] = Default::default();
    // Editors on Windows begin a file with a mark that nobody sees.
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| format!("line {}: {what}", at + 1);
        let (key, value) = line.split_once('=').ok_or_else(|| wrong("write it as key = \"value\"."))?;
        let key = key.trim();
        let slot = KEYS.iter().position(|known| *known == key);
        let slot = slot.ok_or_else(|| wrong(&format!("`{key}` is not known; there are {}.", KEYS.join(", "))))?;
        let value = value.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let value = value.filter(|value| !value.contains(['"', '\\']) && !value.trim().is_empty());
        let value = value.ok_or_else(|| {
            wrong(&format!(
                "write {key} = \"text\": some text between two \" signs, no other \" or \\, nothing after it."
            ))
        })?;
        if key == "link" && !value.starts_with("https://") {
            return Err(wrong("`link` is an address that begins with https://."));
        }
        if values[slot].replace(escaped(value)).is_some() {
            return Err(wrong(&format!("`{key}` is there already; keep one of the two lines.")));
        }
    }
    let [Some(office), contact, link, link_text] = values else {
        return Err("`office` is missing; write whose page it is: office = \"name\".".to_owned());
    };
    let mut inner = format!("<p class=\"lead\">このページの担当：{office}</p>");
    if let Some(contact) = contact {
        inner.push_str(&format!("<p>お問い合わせ：{contact}</p>"));
    }
    match (link, link_text) {
        (Some(link), words) => {
            inner.push_str(&format!("<p><a href=\"{link}\">{}</a></p>", words.as_ref().unwrap_or(&link)))
        }
        (None, Some(_)) => return Err("`link-text` stands without `link`; add the address, or remove it.".to_owned()),
        (None, None) => {}
    }
    Ok(format!("<aside class=\"office\" aria-label=\"このページの担当\">{inner}</aside>\n  "))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{Site, html};

    #[test]
    fn an_office_stands_after_the_app() {
        let office =
            html("\u{feff}# x\n\noffice = \"県 <課>\"\ncontact = \"000\"\nlink = \"https://a.example/?b&c\"\n");
        let site = Site { office: office.ok(), ..Site::default() };
        let page = site.add_office("<body><div id=app></div></body>");
        assert!(page.starts_with("<body><div id=app></div><aside"), "{page}");
        assert!(page.contains("県 &lt;課&gt;") && page.contains("href=\"https://a.example/?b&amp;c\""), "{page}");
        assert_eq!(Site::default().add_office("<body></body>"), "<body></body>");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, says) in [
            ("office", "line 1: write it as"),
            ("office = \"a\"\nofice = \"b\"", "line 2: `ofice` is not known"),
            ("# a\n\noffice = a", "line 3: write office = \"text\""),
            ("office = \"a\" # b", "nothing after it"),
            ("office = \" \"", "some text"),
            ("office = \"a\"\noffice = \"b\"", "line 2: `office` is there already"),
            ("contact = \"a\"", "`office` is missing"),
            ("office = \"a\"\nlink = \"javascript:x\"", "line 2: `link` is an address that begins with https://"),
            ("office = \"a\"\nlink-text = \"b\"", "`link-text` stands without `link`"),
        ] {
            let error = html(text).expect_err(text);
            assert!(error.contains(says), "{error}");
        }
    }
}
