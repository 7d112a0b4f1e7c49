//! Files: reading and writing with a sentence where it fails, and names by digest.

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

/// A file that has its digest in its name.
#[derive(Debug)]
pub(crate) struct Put {
    /// Its path below the folder that it was put into.
    pub(crate) name: String,
    /// Its digest, as a page states it.
    pub(crate) integrity: String,
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The bytes of a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Writes a file, with the folders that it lies in.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    make(path.parent().unwrap_or(path))?;
    fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}

/// Copies a file, with the folders that it lies in.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    make(to.parent().unwrap_or(to))?;
    fs::copy(from, to).map(drop).with_context(|| format!("{} cannot be copied", from.display()))
}

fn make(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

/// An empty folder: nothing of an earlier build may slip in.
pub(crate) fn fresh(folder: &Path) -> Result<()> {
    remove(folder)?;
    make(folder)
}

/// Removes a folder, if it is there.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

/// All files below a folder, as paths relative to it, in order.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
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
        super::remove(&folder).expect("removed");
        assert_eq!(sha384("abc"), "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
    }
}
