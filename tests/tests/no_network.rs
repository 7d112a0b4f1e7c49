//! Our own code has no way to the network: the browser's interfaces that it is built with are listed here one by one, and
//! of the scripts only the loader fetches. What is delivered is searched in `tests/browser/privacy.test.mjs`, which also
//! watches the browser.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

/// Every file below a folder whose name ends so.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
            found.extend(files(&path, end));
        } else if path.to_string_lossy().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What our code may use of the browser. None of these sends, fetches or opens a connection. Before a name is added here:
/// does it? Then it does not belong into the page.
const INTERFACES: &[&str] = &[
    // Elements and what happens to them.
    "BeforeUnloadEvent",
    "CustomEvent",
    "CustomEventInit",
    "DomTokenList",
    "FocusOptions",
    "HtmlAnchorElement",
    "HtmlBodyElement",
    "HtmlDetailsElement",
    "HtmlDialogElement",
    "HtmlInputElement",
    "HtmlSelectElement",
    "HtmlTextAreaElement",
    "KeyboardEvent",
    "MediaQueryList",
    "NodeList",
    "Performance",
    "ScrollIntoViewOptions",
    "ScrollLogicalPosition",
    "ScrollRestoration",
    // The address, of which the page changes only what stands behind #, and the clipboard.
    "History",
    "Location",
    "Navigator",
    // Files that the person chooses or saves.
    "Blob",
    "BlobPropertyBag",
    "DataTransfer",
    "DragEvent",
    "File",
    "FileList",
    "TextDecoder",
    "TextDecoderOptions",
    "Url",
    // What the person asks to be kept.
    "Storage",
    "StorageEvent",
];

/// The features of `web-sys` that a manifest asks for.
fn features(manifest: &toml::Table) -> BTreeSet<String> {
    let tables = ["dependencies", "dev-dependencies", "workspace"];
    let mut found = BTreeSet::new();
    for table in tables.iter().filter_map(|name| manifest.get(*name)?.as_table()) {
        let table = table.get("dependencies").and_then(toml::Value::as_table).unwrap_or(table);
        let Some(web_sys) = table.get("web-sys") else { continue };
        let listed = web_sys.get("features").and_then(toml::Value::as_array).into_iter().flatten();
        found.extend(listed.filter_map(toml::Value::as_str).map(str::to_owned));
    }
    found
}

#[test]
fn the_browser_s_interfaces_are_those_that_are_listed() {
    let mut used = BTreeSet::new();
    for manifest in ["Cargo.toml", "web", "crates"].iter().flat_map(|place| {
        let path = root().join(place);
        if path.is_file() { vec![path] } else { files(&path, "Cargo.toml") }
    }) {
        let text = std::fs::read_to_string(&manifest).expect("a manifest is text");
        used.extend(features(&text.parse().expect("a manifest is TOML")));
    }
    assert!(used.len() > 20, "{used:?}");
    let listed: BTreeSet<String> = INTERFACES.iter().map(|name| (*name).to_owned()).collect();
    let others: Vec<_> = used.difference(&listed).collect();
    assert!(others.is_empty(), "not listed: {others:?}");
    let left: Vec<_> = listed.difference(&used).collect();
    assert!(left.is_empty(), "listed, but used no more: {left:?}");
}

#[test]
fn a_manifest_with_a_way_to_the_network_is_noticed() {
    let manifest = "[dependencies]\nweb-sys = { version = \"0.3\", features = [\"Url\", \"WebSocket\"] }";
    let found = features(&manifest.parse().expect("TOML"));
    assert!(found.contains("WebSocket") && !INTERFACES.contains(&"WebSocket"));
}

/// Words with which a script would send or fetch something.
const SENDING: &[&str] = &[
    "fetch(",
    "XMLHttpRequest",
    "sendBeacon",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "RTCPeerConnection",
    "importScripts",
    "serviceWorker",
    "document.cookie",
    "cookieStore",
    "window.open",
    ".submit(",
];

#[test]
fn of_the_page_s_scripts_only_the_loader_fetches() {
    let scripts = files(&root().join("web/static"), ".js");
    assert!(!scripts.is_empty());
    for script in scripts {
        let text = std::fs::read_to_string(&script).expect("a script is text");
        let words: Vec<_> = SENDING.iter().filter(|word| text.contains(*word)).collect();
        let may: &[&&str] = if script.ends_with("boot.js") { &[&"fetch("] } else { &[] };
        assert_eq!(words, may, "{}", script.display());
    }
}

#[test]
fn nothing_is_called_by_a_name_that_is_put_together() {
    // `eval` and functions made of text are refused by the page's policy as well.
    for source in files(&root().join("web"), ".rs") {
        let text = std::fs::read_to_string(&source).expect("a source is text");
        for word in ["eval(", "new_no_args", "new_with_args", "inline_js", "#[wasm_bindgen(module"] {
            assert!(!text.contains(word), "{}: {word}", source.display());
        }
    }
}
