//! The command line as a user has it: the built `hojo`, run as a process.
//!
//! A test of another package is not told where the binary is, and `cargo test` does not always build it. So it is built
//! here, once for each process, in the profile and the folder that the test itself was built in. As part of the whole
//! workspace: alone it would have other features of its dependencies, and all of them would be compiled once more.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What a run of `hojo` left behind.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

/// Runs `hojo` with these arguments and this standard input.
pub(crate) fn hojo(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(binary())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hojo starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // In a thread of its own: hojo writes while it reads.
    let writer = std::thread::spawn(move || {
        // A process that ends early, as on wrong usage, closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("hojo ends");
    writer.join().expect("the input is written");
    Ran {
        status: output.status.code().expect("hojo is not killed"),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

pub(crate) fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // target/<profile>/deps/<this test>
        let test = std::env::current_exe().expect("the path of this test");
        let folder = test.ancestors().nth(2).expect("the folder of the profile");
        let target = folder.parent().expect("the target folder");
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(profile) => profile,
        };
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(["build", "--quiet", "--workspace", "--bin", "hojo", "--profile", profile])
            .arg("--target-dir")
            .arg(target)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("cargo starts");
        assert!(status.success(), "hojo can be built");
        folder.join(format!("hojo{}", std::env::consts::EXE_SUFFIX))
    })
}
