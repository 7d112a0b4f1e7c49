//! What comes last in a build: compressed copies of the files, for servers that send such, and `manifest.json` with the
//! digest of each file. Node does it (crates/xtask/node/finish.mjs): it has both compressions built in.

use crate::{Outcome, process};
use std::path::Path;

/// The file that says what there is in a built folder.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Adds the compressed copies and the manifest to a built folder.
pub(crate) fn add(dist: &Path) -> Outcome {
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
    use super::{add, is_beside};
    use crate::files::{bytes, remove, write};
    use std::path::Path;

    #[test]
    fn files_beside_the_page() {
        for path in ["manifest.json", "a.js.br", "packs/a.pack.gz"] {
            assert!(is_beside(Path::new(path)), "{path}");
        }
        assert!(!is_beside(Path::new("a.js")) && !is_beside(Path::new("packs/manifest.json")));
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_a_second_run_changes_nothing() {
        let folder = std::env::temp_dir().join(format!("kaigo-hojo-finish-{}", std::process::id()));
        let pack = format!("pack of sha256:{} ...", "0123456789abcdef".repeat(4));
        write(&folder.join("a.js"), "let a = 1;\n".repeat(40)).expect("a file");
        write(&folder.join("short.txt"), "a").expect("a file");
        write(&folder.join("whole/one-0123456789abcdef.pack"), pack).expect("a file");
        let finished = || {
            add(&folder).expect("a finished folder");
            ["manifest.json", "a.js.br", "a.js.gz"].map(|name| bytes(&folder.join(name)).expect(name))
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
        remove(&folder).expect("removed");
    }
}
