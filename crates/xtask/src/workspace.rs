//! Where things are: the repository and its built page. Only paths and names; nothing is created or run here.

use std::env;
use std::path::{Path, PathBuf};

/// The package of the page, and the name of its program.
pub(crate) const WEB_PACKAGE: &str = "kaigo-hojo-web";

/// The package of the packs.
pub(crate) const PACKS_PACKAGE: &str = "kaigo-hojo-packs";

/// The target that browsers run.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    // cargo gives this to what it runs; the compiled-in value serves when the binary is run by hand
    // and must not come first: a target folder can be shared by several clones.
    let package =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A file or folder of the page's crate.
pub(crate) fn web(name: &str) -> PathBuf {
    root().join("web").join(name)
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}
