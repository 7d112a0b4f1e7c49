//! The system's part of the set-up: three browsers, Japanese fonts, two web servers and Java, for the browser tests.
//!
//! Debian's packages are used where apt is there and we may use it; elsewhere a sentence says what to install.

use crate::Outcome;
use crate::process::{self, step};
use anyhow::{bail, ensure};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use which::which;

/// A browser for the tests.
struct Browser {
    /// The variable that names its program.
    variable: &'static str,
    /// The names under which systems install it; the first is Debian's package. With their folder where macOS keeps them
    /// outside PATH.
    names: &'static [&'static str],
}

const CHROMIUM: Browser = Browser {
    variable: "CHROMIUM",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
};

/// Chromium built without windows: the same engine in half the time, as it draws no toolbar beside each page. What hangs on
/// where a frame lies on the screen it cannot say.
const CHROMIUM_SHELL: Browser = Browser { variable: "CHROMIUM_SHELL", names: &["chromium-headless-shell"] };

const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
};

/// Debian's packages of what no variable names, and a program or file of each: the third browser and its display, the web
/// servers that the samples in docs/deploy are tried in, whose programs are not in everybody's PATH, and what one of the
/// two validators of HTML runs in. Elsewhere the tests that need these fail, and say what to install.
const ON_DEBIAN: &[(&str, &str)] = &[
    ("webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
    ("xvfb", "/usr/bin/Xvfb"),
    ("nginx", "/usr/sbin/nginx"),
    ("libnginx-mod-http-brotli-static", "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
    ("apache2-bin", "/usr/sbin/apache2"),
    ("default-jre-headless", "java"),
];

/// How apt-get is asked, before the packages.
const INSTALL: &[&str] = &["install", "--yes", "--quiet", "--no-install-recommends"];

impl Browser {
    /// What the variable says, if it says something.
    fn chosen(&self) -> Option<PathBuf> {
        env::var_os(self.variable).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// The chosen program, otherwise the first one found.
    fn program(&self) -> Option<PathBuf> {
        let found = || self.names.iter().find_map(|name| which(name).ok());
        self.chosen().map_or_else(found, |chosen| Some(chosen).filter(|path| path.is_file()))
    }
}

/// The browsers that are there, by the variables that tell the tests of them.
pub(crate) fn browsers() -> impl Iterator<Item = (&'static str, PathBuf)> {
    // Who chose a Chromium wants that one.
    let shell = CHROMIUM.chosen().is_none().then_some(CHROMIUM_SHELL);
    [CHROMIUM, FIREFOX].into_iter().chain(shell).filter_map(|browser| Some((browser.variable, browser.program()?)))
}

/// Chromium, for what is done in no other browser.
pub(crate) fn chromium() -> Option<PathBuf> {
    CHROMIUM.program()
}

/// The browsers, a Japanese font, the web servers and Java.
pub(super) fn packages() -> Outcome {
    // A choice that leads nowhere is a mistake, not a browser to install.
    for browser in [CHROMIUM, CHROMIUM_SHELL, FIREFOX] {
        let (variable, chosen) = (browser.variable, browser.chosen().unwrap_or_default());
        let is_sound = chosen.as_os_str().is_empty() || chosen.is_file();
        ensure!(is_sound, "{variable} names {}, which is not a file; correct or unset it.", chosen.display());
    }
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let all = missing.join(" and ");
    let by_hand = format!(
        "The browser tests need {all}; install what is missing (or set CHROMIUM or FIREFOX to a browser's path) and run the \
         command again, or run `cargo xtask test --fast`, which does without."
    );
    let (Some(mut update), Some(mut install)) = (apt(), apt()) else { bail!(by_hand) };
    let act = || {
        // A list that cannot be refreshed may still do.
        process::succeeds(update.args(["update", "--quiet"]));
        process::succeeds(install.args(INSTALL).args(&missing)) && self::missing().is_empty()
    };
    step(&format!("installing {all} with apt-get"), "1 to 3 minutes", act, &by_hand)
}

/// Chromium without windows, where apt offers it; not every distribution does, and the tests can do without.
pub(super) fn shell() {
    let package = CHROMIUM_SHELL.names[0];
    let is_offered = || process::answer("apt-cache", &["show", "--no-all-versions", package]).is_some();
    if CHROMIUM_SHELL.program().is_none()
        && is_offered()
        && let Some(mut install) = apt()
    {
        process::say("setup", &format!("installing {package} with apt-get (takes about 1 minute)"));
        process::succeeds(install.args(INSTALL).arg(package));
    }
}

/// The Debian packages that are not there.
fn missing() -> Vec<&'static str> {
    let browsers = [CHROMIUM, FIREFOX].into_iter().filter(|browser| browser.program().is_none());
    let mut missing: Vec<&str> = browsers.map(|browser| browser.names[0]).collect();
    // macOS and Windows have Japanese fonts of their own.
    let fonts = process::answer("fc-list", &[":lang=ja", "family"]);
    if cfg!(target_os = "linux") && fonts.is_none_or(|family| family.is_empty()) {
        missing.push("fonts-noto-cjk");
    }
    if which("apt-get").is_ok() {
        let absent = ON_DEBIAN.iter().filter(|(_, file)| !Path::new(file).exists() && which(file).is_err());
        missing.extend(absent.map(|(package, _)| *package));
    }
    missing
}

/// `apt-get` as root, or through a sudo that asks for no password; nothing if it or both are not to be had.
fn apt() -> Option<Command> {
    which("apt-get").ok()?;
    let is_root = process::answer("id", &["-u"]).as_deref() == Some("0");
    if !is_root {
        process::answer("sudo", &["-n", "true"])?;
    }
    let mut command = process::command(if is_root { "env" } else { "sudo" });
    // `env` on the inside, because sudo drops variables that are set on the outside.
    command.args(if is_root { &[][..] } else { &["-n", "env"] }).args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Some(command)
}
