//! Files: written with the folders that they lie in, and with their digest in their names.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fs_err as fs;
use sha2::{Digest, Sha256, Sha384};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file that has its digest in its name.
#[derive(Debug)]
pub(crate) struct Put {
    /// Its path below the folder that it was put into.
    pub(crate) name: String,
    /// Its digest, as a page states it.
    pub(crate) integrity: String,
}

/// Writes a file, with the folders that it lies in.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    Ok(fs::write(path, content)?)
}

/// Copies a file, with the folders that it lies in.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    write(to, fs::read(from)?)
}

/// An empty folder: nothing of an earlier build may slip in.
pub(crate) fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// All files below a folder, as paths relative to it, in order.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let found = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.path().is_file());
    let mut files: Vec<_> =
        found.filter_map(|file| file.path().strip_prefix(folder).ok().map(Path::to_path_buf)).collect();
    files.sort();
    files
}

/// Writes bytes into a folder as `stem`, the digest and `end`.
pub(crate) fn put(folder: &Path, stem: &str, end: &str, content: impl AsRef<[u8]>) -> Result<Put> {
    let digest = Sha256::digest(content.as_ref());
    let digits: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{stem}-{digits}{end}");
    write(&folder.join(&name), content)?;
    Ok(Put { name, integrity: format!("sha256-{}", BASE64_STANDARD.encode(digest)) })
}

/// SHA-384, as pages state it.
pub(crate) fn sha384(text: &str) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::{below, put, sha384};
    use std::path::PathBuf;

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-2, the one-block example "abc".
        let folder = std::env::temp_dir().join(format!("kaigo-hojo-files-{}", std::process::id()));
        let put = put(&folder, "a/b", ".txt", "abc").expect("a file");
        assert_eq!(put.name, "a/b-ba7816bf8f01cfea.txt");
        assert_eq!(put.integrity, "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(below(&folder), [PathBuf::from(&put.name)]);
        fs_err::remove_dir_all(&folder).expect("removed");
        assert_eq!(sha384("abc"), "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
    }
}
