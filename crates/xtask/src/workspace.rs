//! Where things are: the repository, its built page, the folder for installed tools.
//!
//! Only paths and names; nothing is created or run here.

use std::env;
use std::ffi::OsString;
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

/// The cargo that runs us, so that every step uses one toolchain.
pub(crate) fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Where this project keeps the tools it installs: `kaigo-hojo/tools` in the user's cache folder.
pub(crate) fn tools_root() -> anyhow::Result<PathBuf> {
    cache_folder(env::var_os("XDG_CACHE_HOME"), home())
        .map(|cache| cache.join("kaigo-hojo").join("tools"))
        .ok_or_else(|| anyhow::anyhow!("There is no home folder to keep tools in; set HOME or XDG_CACHE_HOME."))
}

/// The user's home folder, if the system names one.
pub(crate) fn home() -> Option<OsString> {
    env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"))
}

/// Where cargo keeps the sources of dependencies.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| home().map(|home| Path::new(&home).join(".cargo")))
}

/// The XDG rule: a relative or empty `XDG_CACHE_HOME` counts as unset.
fn cache_folder(xdg: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    xdg.map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| home.filter(|home| !home.is_empty()).map(|home| Path::new(&home).join(".cache")))
}

#[cfg(test)]
mod tests {
    use super::{cache_folder, root};
    use std::ffi::OsString;
    use std::path::PathBuf;

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Trunk.toml").is_file() && root().join("Cargo.lock").is_file());
    }

    #[test]
    fn the_cache_folder_follows_xdg() {
        let home = || Some(OsString::from("/home/a"));
        assert_eq!(cache_folder(Some(OsString::from("/c")), home()), Some(PathBuf::from("/c")));
        for unset in [None, Some(OsString::new()), Some(OsString::from("c"))] {
            assert_eq!(cache_folder(unset, home()), Some(PathBuf::from("/home/a/.cache")));
        }
        assert_eq!(cache_folder(None, None), None);
    }
}
