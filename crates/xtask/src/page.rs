//! What the built page names: the files that a browser fetches because `index.html` says so, and those
//! that the loader fetches later.
//!
//! A reader for the HTML that our own build writes, not for HTML at large.

use std::fs;
use std::path::{Path, PathBuf};

/// The text of the page built into a folder, or what to do when it is not there.
pub(crate) fn read(dist: &Path) -> Result<String, String> {
    let path = dist.join("index.html");
    fs::read_to_string(&path)
        .map_err(|error| format!("{} cannot be read ({error}); run `cargo xtask build` first.", path.display()))
}

/// Every opening tag, without its angle brackets; comments and text are left out.
pub(crate) fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        // Anything else is a closing tag, the doctype, or a mere sign in the text.
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = rest.split_at(end_of_tag(rest));
            tags.push(tag);
            rest = after;
        }
    }
    tags
}

/// Where the `>` is that closes the tag: not the ones inside quotes.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, character) in rest.char_indices() {
        match (quote, character) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// The value of an attribute, quoted or not.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut from = 0;
    while let Some(found) = tag[from..].find(name) {
        let start = from + found;
        from = start + name.len();
        let is_whole = tag[..start].ends_with(|c: char| c.is_ascii_whitespace());
        let Some(value) = tag[from..].strip_prefix('=').filter(|_| is_whole) else {
            continue;
        };
        return match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(|c: char| c.is_ascii_whitespace()).next(),
        };
    }
    None
}

/// The addresses that the page makes a browser fetch: scripts, styles, images, preloads.
pub(crate) fn fetched(html: &str) -> Vec<&str> {
    let mut addresses: Vec<&str> = Vec::new();
    for tag in tags(html) {
        let address = match tag.split(|c: char| c.is_ascii_whitespace()).next() {
            Some("link") => attribute(tag, "href"),
            Some("a") | None => None,
            Some(_) => attribute(tag, "src"),
        };
        if let Some(address) = address.filter(|a| !a.starts_with("data:"))
            && !addresses.contains(&address)
        {
            addresses.push(address);
        }
    }
    addresses
}

/// The addresses that the loader finds in the page's head: the wasm, packs, and the files of the later module.
pub(crate) fn fetched_later(html: &str) -> Vec<&str> {
    told(html, &["wasm", "pack", "later"])
}

/// The addresses that the loader finds in the page's head under some of its names.
pub(crate) fn told<'h>(html: &'h str, names: &[&str]) -> Vec<&'h str> {
    const WHERE: [&str; 4] = ["data-href", "data-script", "data-style", "data-wasm"];
    let is_named = |tag: &&str| attribute(tag, "name").is_some_and(|name| names.contains(&name));
    let metas = tags(html).into_iter().filter(|tag| tag.starts_with("meta ")).filter(is_named);
    metas.flat_map(|tag| WHERE.into_iter().filter_map(|name| attribute(tag, name))).collect()
}

/// The page's text where a file has another name and digest.
pub(crate) fn renamed(html: &str, old: &str, new: &str, integrity: &str) -> String {
    let mut text = html.to_owned();
    for tag in tags(html).into_iter().filter(|tag| tag.contains(old)) {
        let digest = attribute(tag, "integrity").unwrap_or_default();
        let now = if digest.is_empty() { tag.to_owned() } else { tag.replace(digest, integrity) };
        text = text.replace(tag, &now.replace(old, new));
    }
    text
}

/// All files below a folder, as paths relative to it, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                files.push(relative.to_path_buf());
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::{attribute, fetched, fetched_later, renamed, tags, told};

    const PAGE: &str = r##"<!DOCTYPE html><html lang="ja"><head>
        <!-- <script src="./no.js"></script> -->
        <link rel=stylesheet href=./main.css integrity="a>b">
        <link rel="icon" href="data:image/svg+xml,x">
        <script type="module" data-src="./no.js" src="./boot.js"></script>
        <link rel="modulepreload" href="./boot.js">
        </head><body><a href="./elsewhere.html">x</a> 1 < 2 <img src='./a.svg' alt=""></body>"##;

    #[test]
    fn what_is_fetched_and_what_is_not() {
        assert_eq!(fetched(PAGE), ["./main.css", "./boot.js", "./a.svg"]);
    }

    #[test]
    fn what_the_loader_fetches() {
        let page = r#"<meta name="app" data-script="a.js" data-wasm="a.wasm">
            <meta name="wasm" data-href="./a.wasm" data-integrity="i"><meta name="pack" content="x" data-href="./x.pack" data-integrity="i">
            <meta name="later" data-script="./b.js" data-script-integrity="i" data-style="./b.css" data-wasm="./b.wasm">"#;
        assert_eq!(told(page, &["wasm"]), ["./a.wasm"]);
        assert_eq!(fetched_later(page), ["./a.wasm", "./x.pack", "./b.js", "./b.css", "./b.wasm"]);
    }

    #[test]
    fn a_file_gets_another_name_and_digest() {
        let page = r#"<meta name="app" data-script="a-1.js"><link href="./a-1.js" integrity="x"><link href="./b.js" integrity="x">"#;
        assert_eq!(
            renamed(page, "a-1.js", "a-2.js", "y"),
            r#"<meta name="app" data-script="a-2.js"><link href="./a-2.js" integrity="y"><link href="./b.js" integrity="x">"#
        );
    }

    #[test]
    fn attributes_with_and_without_quotes() {
        let tag = r#"link data-x="1" x=2 y='3'"#;
        assert_eq!(attribute(tag, "x"), Some("2"));
        assert_eq!(attribute(tag, "data-x"), Some("1"));
        assert_eq!(attribute(tag, "y"), Some("3"));
        assert_eq!(attribute(tag, "z"), None);
    }

    #[test]
    fn a_bracket_in_quotes_closes_nothing() {
        assert_eq!(tags(r#"<a b="1>2" c>x</a>"#), [r#"a b="1>2" c"#]);
    }
}
