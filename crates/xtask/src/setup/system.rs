//! The system's part of the set-up: Chromium, Japanese fonts, two web servers and Java, for the browser tests.
//!
//! Debian's packages are used where apt is there and we may use it; elsewhere a sentence says what
//! to install.

use super::step;
use crate::{process, tools};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The names under which systems install Chromium or Chrome.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Where macOS keeps them, outside PATH.
const MAC_BROWSERS: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Debian's packages of the web servers that the samples in docs/deploy are tried in, and a file of each. Their
/// programs are not in everybody's PATH.
const SERVERS: &[(&str, &str)] = &[
    ("nginx", "/usr/sbin/nginx"),
    ("libnginx-mod-http-brotli-static", "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
    ("apache2-bin", "/usr/sbin/apache2"),
];

/// The browser for the tests: `CHROMIUM` if set, otherwise the first one found.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(chosen) = env::var_os("CHROMIUM").filter(|value| !value.is_empty()) {
        return Some(PathBuf::from(chosen)).filter(|path| path.is_file());
    }
    let installed = BROWSERS.iter().find_map(|name| tools::on_path(name));
    installed.or_else(|| {
        let mut paths = MAC_BROWSERS.iter().map(PathBuf::from);
        paths.find(|path| path.is_file())
    })
}

/// Chromium, a Japanese font, the web servers and Java.
pub(super) fn packages() -> Result<(), String> {
    if let Some(chosen) = env::var_os("CHROMIUM").filter(|value| !value.is_empty())
        && chromium().is_none()
    {
        return Err(format!(
            "CHROMIUM names {}, which is not a file; correct or unset it.",
            Path::new(&chosen).display()
        ));
    }
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "The browser tests need {}; install {} (or set CHROMIUM to a browser's path) and run the \
         command again, or run `cargo xtask test --fast`, which does without.",
        missing.join(" and "),
        if missing.len() == 1 { "it" } else { "them" },
    );
    let (Some(_), Some(mut update), Some(mut install)) = (tools::on_path("apt-get"), apt(), apt()) else {
        return Err(by_hand);
    };
    step(
        &format!("installing {} with apt-get", missing.join(" and ")),
        "1 to 3 minutes",
        || {
            // A list that cannot be refreshed may still do.
            process::succeeds(update.args(["update", "--quiet"]));
            install.args(["install", "--yes", "--quiet", "--no-install-recommends"]);
            process::succeeds(install.args(&missing)) && self::missing().is_empty()
        },
        &by_hand,
    )
}

/// The Debian packages that are not there.
fn missing() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if !has_japanese_font() {
        missing.push("fonts-noto-cjk");
    }
    // Elsewhere the tests that need these fail, and say what to install.
    if tools::on_path("apt-get").is_some() {
        missing.extend(SERVERS.iter().filter(|(_, file)| !Path::new(file).exists()).map(|(package, _)| *package));
        // One of the two validators of HTML runs in it.
        if tools::on_path("java").is_none() {
            missing.push("default-jre-headless");
        }
    }
    missing
}

/// macOS and Windows have Japanese fonts of their own.
fn has_japanese_font() -> bool {
    !cfg!(target_os = "linux")
        || process::answer("fc-list", &[":lang=ja", "family"]).is_some_and(|family| !family.is_empty())
}

/// `apt-get` as root, or through a sudo that asks for no password; nothing if neither is to be had.
fn apt() -> Option<Command> {
    // `env` on the inside, because sudo drops variables that are set on the outside.
    let quiet = ["DEBIAN_FRONTEND=noninteractive", "apt-get"];
    if process::answer("id", &["-u"]).as_deref() == Some("0") {
        let mut command = process::command("env");
        command.args(quiet);
        return Some(command);
    }
    process::answer("sudo", &["-n", "true"])?;
    let mut command = process::command("sudo");
    command.args(["-n", "env"]).args(quiet);
    Some(command)
}
