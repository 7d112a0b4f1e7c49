//! What must hold for every built page: no inline script, only relative addresses, every file that it names, no path of the
//! machine it was built on.

use crate::{Outcome, files, html, workspace};
use anyhow::ensure;
use std::path::{Path, PathBuf};

/// Nothing that ships carries a path of the machine it was built on.
pub(crate) fn folder(folder: &Path) -> Outcome {
    let machine = [workspace::home().map(PathBuf::from), Some(workspace::root())];
    let machine: Vec<String> = machine
        .iter()
        .flatten()
        .map(|path| format!("{}/", path.display()))
        // In a container the home folder may be `/`.
        .filter(|path| path.len() > 2)
        .collect();
    for file in files::below(folder).iter().map(|file| folder.join(file)) {
        let bytes = files::bytes(&file)?;
        let carries = |path: &&String| bytes.windows(path.len()).any(|window| window == path.as_bytes());
        if let Some(path) = machine.iter().find(carries) {
            anyhow::bail!(
                "{} carries the path {path} of this machine; see `rust_flags` in crates/xtask/src/cargo.rs.",
                file.display()
            );
        }
    }
    Ok(())
}

/// What must hold for a page in a folder of `dist`: its own policy, as far as it can be read off its text, and that what
/// it fetches is there.
pub(crate) fn page(html: &str, dist: &Path, folder: &str) -> Outcome {
    text(html, folder)?;
    for address in html::fetched(html).into_iter().chain(html::fetched_later(html)) {
        let is_there = dist.join(folder).join(&address).is_file();
        ensure!(is_there, "The page names {address}, which the build did not write; correct its text.");
    }
    Ok(())
}

fn text(html: &str, folder: &str) -> Outcome {
    for tag in html::tags(html) {
        // Data are no script to a browser, nor to the policy.
        let is_inline = tag.name == "script" && tag.get("src").is_none() && !tag.is("type", "application/json");
        ensure!(
            !is_inline,
            "The page has an inline script, which its content security policy forbids; see `pattern_script` in Trunk.toml."
        );
        ensure!(
            tag.name != "style" && tag.get("style").is_none(),
            "The page has an inline style (`{}`), which its content security policy forbids; move it to a file.",
            &html[tag.place]
        );
    }
    for address in html::fetched(html).into_iter().chain(html::fetched_later(html)) {
        let is_above = !folder.is_empty() && address.starts_with("../") && !address.contains("/../");
        ensure!(
            address.starts_with("./") || is_above,
            "The page fetches {address}, which is not relative to it; it would break in a sub-path."
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_page_in_order() {
        let page = r#"<script type="module" src="./boot.js"></script><p class="a">x</p>"#;
        assert!(text(page, "").is_ok());
        assert!(text(r#"<script src="../boot.js"></script>"#, "embed").is_ok());
    }

    #[test]
    fn what_the_policy_forbids_is_found() {
        for page in [
            r#"<script type="module">start()</script>"#,
            "<script>start()</script>",
            "<style>p {}</style>",
            r#"<p style="color: red">x</p>"#,
            r#"<link rel="stylesheet" href="/main.css">"#,
            r#"<script src="https://example.org/a.js"></script>"#,
            r#"<script src="../boot.js"></script>"#,
            r#"<meta name="pack" content="a" data-href="/a.pack">"#,
        ] {
            assert!(text(page, "").is_err(), "{page}");
        }
    }
}
