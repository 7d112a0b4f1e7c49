//! What must hold for every built page (no inline script, only relative addresses, every file that it names, no path of the
//! machine it was built on), and what comes last in a build: compressed copies of the files, for servers that send such, and
//! `manifest.json` with the digest of each file. Node makes these (crates/xtask/node/finish.mjs): it has both compressions.

use crate::{Outcome, files, html, process, workspace};
use anyhow::{bail, ensure};
use std::path::Path;

/// The file that says what there is in a built folder.
const MANIFEST: &str = "manifest.json";

/// Nothing that ships carries a path of the machine it was built on.
pub(crate) fn folder(folder: &Path) -> Outcome {
    let machine = [std::env::home_dir(), Some(workspace::root())].into_iter().flatten();
    // In a container the home folder may be `/`.
    let machine: Vec<_> = machine.map(|path| format!("{}/", path.display())).filter(|path| path.len() > 2).collect();
    for file in files::below(folder).iter().map(|file| folder.join(file)) {
        let bytes = fs_err::read(&file)?;
        let carries = |path: &&String| bytes.windows(path.len()).any(|window| window == path.as_bytes());
        if let Some(path) = machine.iter().find(carries) {
            bail!(
                "{} carries the path {path} of this machine; see `rust_flags` in crates/xtask/src/cargo.rs.",
                file.display()
            );
        }
    }
    Ok(())
}

/// Writes a page into a folder of `dist`; stops where it breaks its own policy, as far as that can be read off its text, or
/// names what is not there.
pub(crate) fn write(html: &str, dist: &Path, folder: &str) -> Outcome {
    files::write(&dist.join(folder).join("index.html"), html)?;
    for address in text(html, folder)? {
        let is_there = dist.join(folder).join(&address).is_file();
        ensure!(is_there, "The page names {address}, which the build did not write; correct its text.");
    }
    Ok(())
}

/// What a page in a folder fetches, if all of it may be.
fn text(html: &str, folder: &str) -> anyhow::Result<Vec<String>> {
    for tag in html::tags(html) {
        // Data are no script to a browser, nor to the policy.
        let is_inline = tag.name == "script" && tag.get("src").is_none() && !tag.is("type", "application/json");
        ensure!(
            !is_inline && tag.name != "style" && tag.get("style").is_none(),
            "The page has an inline script or style (`{}`), which its content security policy forbids; move it to a file.",
            &html[tag.place]
        );
    }
    let addresses = [html::fetched(html), html::fetched_later(html)].concat();
    for address in &addresses {
        let is_above = !folder.is_empty() && address.starts_with("../") && !address.contains("/../");
        ensure!(
            address.starts_with("./") || is_above,
            "The page fetches {address}, which is not relative to it; it would break in a sub-path."
        );
    }
    Ok(addresses)
}

/// Adds the compressed copies and the manifest to a built folder.
pub(crate) fn finish(dist: &Path) -> Outcome {
    let mut node = process::node("crates/xtask/node/finish.mjs");
    node.arg(dist).arg(env!("CARGO_PKG_VERSION"));
    process::run(&mut node, "The files of the page could not be compressed and listed; the messages above say why.")
}

/// Whether a file of a built folder is there for the server or for people who check, not for the page.
pub(crate) fn is_beside(path: &Path) -> bool {
    path == Path::new(MANIFEST) || path.extension().is_some_and(|end| end == "br" || end == "gz")
}

#[cfg(test)]
mod tests {
    use super::{finish, is_beside, text};
    use crate::files;
    use std::path::Path;

    #[test]
    fn a_page_in_order() {
        let page = r#"<script type="module" src="./boot.js"></script><p class="a">x</p>"#;
        assert_eq!(text(page, "").ok(), Some(vec!["./boot.js".to_owned()]));
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

    #[test]
    fn files_beside_the_page() {
        let beside = ["manifest.json", "a.js.br", "packs/a.pack.gz", "a.js", "packs/manifest.json"];
        assert_eq!(beside.map(|path| is_beside(Path::new(path))), [true, true, true, false, false]);
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_a_second_run_changes_nothing() {
        let folder = std::env::temp_dir().join(format!("kaigo-hojo-finish-{}", std::process::id()));
        let write = |name: &str, text: String| files::write(&folder.join(name), text).expect(name);
        write("a.js", "let a = 1;\n".repeat(40));
        write("short.txt", "a".to_owned());
        write("whole/one-0123456789abcdef.pack", format!("pack of sha256:{} ...", "0123456789abcdef".repeat(4)));
        let finished = || {
            finish(&folder).expect("a finished folder");
            ["manifest.json", "a.js.br", "a.js.gz"].map(|name| fs_err::read(folder.join(name)).expect(name))
        };
        let first = finished();
        assert_eq!(finished(), first);
        let [manifest, _, gzip] = first;
        // A gzip file's head: no name, no time, best compression, no system.
        assert_eq!(gzip[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
        assert!(!folder.join("short.txt.br").exists(), "a copy that is not smaller serves nobody");
        let text = String::from_utf8(manifest).expect("text");
        let places = ["a.js\"", "a.js.br\"", "a.js.gz\"", "short.txt\"", "whole/one"].map(|name| text.find(name));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
        assert!(text.contains("\"id\": \"one\"") && text.contains("\"hash\": \"sha256:0123456789abcdef"), "{text}");
        fs_err::remove_dir_all(&folder).expect("removed");
    }
}
