//! What the page's loader fetches after the first module: the later module with its style sheet, and the
//! packs.
//!
//! cargo builds the module with the profile and the tools of the first one; the packs are those that the
//! same build has baked. Each file gets its digest into its name and into the page's head, where
//! web/static/boot.js finds it.

use crate::site::Site;
use crate::workspace::{self, LATER_PACKAGE, PACKS_PACKAGE, WASM_TARGET};
use crate::{build, page, process, slim, tools};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Where the build has baked packs, where they go, and what the page calls them after their programme: what the answers
/// are drawn from, and the whole for the later module.
const PACKS: &[(&str, &str, &str)] = &[("answers", "packs", ""), ("packs", "whole", "/whole")];

/// The style sheets of the later screens.
const STYLES: &[&str] = &["later", "exchange", "paper"];

/// SHA-256 of a file, in hexadecimal digits and as a page states it; Node has it built in.
const DIGEST: &str = "
const { readFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const digest = createHash('sha256').update(readFileSync(process.argv[1])).digest();
console.log(`${digest.toString('hex')} sha256-${digest.toString('base64')}`);
";

/// Adds the later parts to the page in `dist`; the page's text with their addresses, and where the packs are baked.
pub(crate) fn add(html: &str, dist: &Path, site: &Site) -> Result<(String, PathBuf), String> {
    let (module, baked) = cargo(site)?;
    let (script, wasm) = bindgen(&module)?;
    let style = build::sheet(STYLES, "later")?;
    let mut metas = String::new();
    for (from, to, what) in PACKS {
        let folder = baked.join(from);
        for file in page::files_below(&folder) {
            let id = file.with_extension("").display().to_string();
            let (address, integrity) = put(&folder.join(&file), dist, &format!("{to}/{id}"), ".pack")?;
            metas.push_str(&format!(
                "<meta name=\"pack\" content=\"{id}{what}\" data-href=\"{address}\" data-integrity=\"{integrity}\">\n    "
            ));
        }
    }
    metas.push_str("<meta name=\"later\" content=\"\"");
    for (part, file, end) in [("script", &script, ".js"), ("style", &style, ".css"), ("wasm", &wasm, "_bg.wasm")] {
        let (address, integrity) = put(file, dist, "later/later", end)?;
        metas.push_str(&format!(" data-{part}=\"{address}\" data-{part}-integrity=\"{integrity}\""));
    }
    let (head, rest) = html.split_once("</head>").ok_or("The page has no head; correct index.html.")?;
    Ok((format!("{head}  {metas}>\n  </head>{rest}"), baked))
}

/// Builds the module and finds in what cargo says where it and the packs are.
fn cargo(site: &Site) -> Result<(PathBuf, PathBuf), String> {
    let mut command = process::command(workspace::cargo());
    command
        .args(["build", "--package", LATER_PACKAGE, "--profile", "web", "--target", WASM_TARGET])
        .args(["--message-format", "json-render-diagnostics"])
        .env("CARGO_ENCODED_RUSTFLAGS", build::rust_flags())
        .stderr(Stdio::inherit());
    site.set(&mut command);
    let output = command.output().map_err(|error| format!("cargo cannot be run ({error})."))?;
    if !output.status.success() {
        return Err("The later module was not built; the messages above say why.".to_owned());
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let found = |package: &str, key: &str| said.lines().find_map(|line| told(line, package, key)).map(PathBuf::from);
    match (found(LATER_PACKAGE, "executable"), found(PACKS_PACKAGE, "out_dir")) {
        (Some(module), Some(out)) => Ok((module, out)),
        _ => Err("cargo did not say where the later module and the packs are; see `told` in \
                  crates/xtask/src/later.rs."
            .to_owned()),
    }
}

/// What one of cargo's messages says of a package under a key.
fn told(message: &str, package: &str, key: &str) -> Option<String> {
    if !message.contains(&format!("#{package}@")) {
        return None;
    }
    let (_, rest) = message.split_once(&format!("\"{key}\":\""))?;
    Some(rest.split('"').next()?.replace("\\\\", "\\"))
}

/// Makes the JavaScript around the module and makes it small, as trunk does for the first one; both files.
fn bindgen(module: &Path) -> Result<(PathBuf, PathBuf), String> {
    let out = workspace::root().join("target/later");
    let small = out.join("later.wasm");
    let mut bindgen = process::command(tools::WASM_BINDGEN.program);
    bindgen.args(["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-name", "later"]);
    bindgen.arg("--out-dir").arg(&out).arg(module);
    if !process::succeeds(bindgen.env("PATH", tools::build_path()?)) {
        return Err("The later module was built, but could not be made ready; the messages above say why.".to_owned());
    }
    let script = out.join("later.js");
    let failed = |error: std::io::Error| format!("The later module cannot be read or written ({error}).");
    let wasm = fs::read(out.join("later_bg.wasm")).map_err(failed)?;
    let (text, wasm) = slim::slim(&fs::read_to_string(&script).map_err(failed)?, &wasm, optimised)?;
    let text = slim::minified(&text)?;
    fs::write(&script, text).and_then(|()| fs::write(&small, wasm)).map_err(failed)?;
    Ok((script, small))
}

/// A module without what it does not need, as trunk makes the first one.
pub(crate) fn optimised(wasm: Vec<u8>) -> Result<Vec<u8>, String> {
    let [whole, small] = ["whole.wasm", "small.wasm"].map(|name| workspace::root().join("target").join(name));
    let failed = |error: std::io::Error| format!("A module cannot be read or written ({error}).");
    fs::write(&whole, wasm).map_err(failed)?;
    let mut opt = process::command("wasm-opt");
    // The control flow made anew from scratch is smaller than what the compiler leaves.
    opt.args(["--flatten", "--rereloop", "-Oz", "-Oz"]).args(opt_flags()?).arg("--output").arg(&small).arg(&whole);
    if !process::succeeds(opt.env("PATH", tools::build_path()?)) {
        return Err("A module could not be made small; the messages above say why.".to_owned());
    }
    fs::read(&small).map_err(failed)
}

/// The flags that index.html gives to wasm-opt for the first module.
pub(crate) fn opt_flags() -> Result<Vec<String>, String> {
    let path = workspace::root().join("index.html");
    let html = fs::read_to_string(&path).map_err(|error| format!("index.html cannot be read ({error})."))?;
    let tags = page::tags(&html);
    let flags = tags.iter().find_map(|tag| page::attribute(tag, "data-wasm-opt-params"));
    let flags = flags.ok_or("index.html does not say `data-wasm-opt-params`.")?;
    Ok(flags.split_whitespace().map(str::to_owned).collect())
}

/// Puts a file into `dist` with its digest in its name; its address and the digest as a page states it.
fn put(file: &Path, dist: &Path, name: &str, end: &str) -> Result<(String, String), String> {
    let (name, integrity) = named_by_digest(file, dist, name, end)?;
    Ok((format!("./{name}"), integrity))
}

/// Copies a file into `dist` with its digest in its name; that name, and the digest as a page states it.
pub(crate) fn named_by_digest(file: &Path, dist: &Path, name: &str, end: &str) -> Result<(String, String), String> {
    let failed = || format!("{} cannot be put into the page's folder.", file.display());
    let answer = process::answer("node", &["--eval", DIGEST, "--", &file.display().to_string()]).ok_or_else(failed)?;
    let (hash, integrity) = answer.split_once(' ').ok_or_else(failed)?;
    let name = format!("{name}-{}{end}", hash.get(..16).ok_or_else(failed)?);
    let target = dist.join(&name);
    fs::create_dir_all(target.parent().unwrap_or(dist)).map_err(|_| failed())?;
    fs::copy(file, &target).map_err(|_| failed())?;
    Ok((name, integrity.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{opt_flags, told};

    #[test]
    fn what_cargo_says_is_found() {
        let message = r#"{"reason":"compiler-artifact","package_id":"path+file:///a/web/later#kaigo-hojo-later@0.1.0","executable":"C:\\a\\later.wasm","fresh":true}"#;
        assert_eq!(told(message, "kaigo-hojo-later", "executable").as_deref(), Some("C:\\a\\later.wasm"));
        assert_eq!(told(message, "kaigo-hojo-web", "executable"), None);
        assert_eq!(told(message, "kaigo-hojo-later", "out_dir"), None);
        assert_eq!(told(&message.replace(r#""C:\\a\\later.wasm""#, "null"), "kaigo-hojo-later", "executable"), None);
    }

    #[test]
    fn the_flags_of_the_first_module_are_found() {
        let flags = opt_flags().expect("index.html names them");
        assert!(flags.len() > 3 && flags.iter().all(|flag| flag.starts_with("--")), "{flags:?}");
    }
}
