//! `cargo xtask build`: the page in `dist/`, a folder for any static web server and any sub-path.
//!
//! trunk builds the first module, `later` what is loaded after it, both without the network; what must
//! hold for the result is checked here: no inline script, only relative addresses, every file that the
//! page names, no path of the machine it was built on.

use crate::setup::{self, Purpose};
use crate::site::{self, Site};
use crate::workspace::WEB_PACKAGE;
use crate::{
    Outcome, embed, finish, integrate, later, licences, loader, options, page, privacy, process, single, slim, tools,
    workspace,
};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

/// Builds the page.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let (mut invented, mut single_file, mut site) = (false, false, Site::default());
    let known = [("--invented", false), ("--single-file", false), ("--programme", true), ("--site", true)];
    for (name, value) in options(arguments, &known)? {
        match (name, value) {
            ("--programme", Some(id)) => site.programmes.push(id.to_owned()),
            ("--site", Some(file)) => site.office = Some(site::office(Path::new(file))?),
            ("--invented", _) => invented = true,
            _ => single_file = true,
        }
    }
    setup::install(Purpose::Page)?;
    if invented {
        build_invented()?;
    } else {
        build(&site)?;
    }
    if single_file {
        single::build(&workspace::dist())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds and checks; expects `setup` to have been done.
pub(crate) fn build(site: &Site) -> Result<(), String> {
    println!("build: trunk and cargo build the page (about 5 minutes the first time)");
    let start = Instant::now();
    whole(&workspace::dist(), site)?;
    println!("build: dist/ is ready ({})", process::spoken(start.elapsed()));
    Ok(())
}

/// Builds a page for one prefecture with its office, for the browser tests: the prefecture is invented, its programme only
/// data.
pub(crate) fn build_invented() -> Result<(), String> {
    let root = workspace::root();
    let site = Site {
        extra_packs: Some(root.join("tests/packs/invented")),
        programmes: vec!["kakuu-robot-r8".to_owned()],
        office: Some(site::office(&root.join("docs/deploy/site.toml"))?),
    };
    whole(&root.join("target/dist-invented"), &site)
}

/// The page with everything that belongs to it, in a folder.
fn whole(dist: &Path, site: &Site) -> Result<(), String> {
    trunk(dist, site)?;
    let html = wasm_after_paint(&slim_files(&page::read(dist)?, dist)?);
    // In a frame that is denied its own origin the sheet comes from another one, which a digest wants to have agreed.
    let html = html.replace("rel=\"stylesheet\"", "rel=\"stylesheet\" crossorigin");
    let (html, baked) = later::add(&html, dist, site)?;
    // trunk closes some tags as XML does.
    let html = html.replace("\"/>", "\">");
    embed::add(&html, dist)?;
    let html = site.add_office(&html);
    fs::write(dist.join("index.html"), &html).map_err(|error| format!("The page cannot be written ({error})."))?;
    check_page(&html, dist, "")?;
    privacy::add(&html, dist)?;
    integrate::add(dist, &baked, &loader::add(dist)?)?;
    licences::add(dist)?;
    check_folder(dist)?;
    finish::add(dist)
}

fn trunk(dist: &Path, site: &Site) -> Result<(), String> {
    let office: &[&str] = if site.office.is_some() { &["office"] } else { &[] };
    sheet(&[STYLES, office].concat(), "page")?;
    let mut trunk = process::command("trunk");
    trunk
        .args(["build", "--release", "--color", "never", "--dist"])
        .arg(dist)
        .env("PATH", tools::build_path()?)
        .env("TRUNK_OFFLINE", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("CARGO_ENCODED_RUSTFLAGS", rust_flags())
        // trunk 0.21 refuses the usual NO_COLOR=1 as "not a boolean".
        .env_remove("NO_COLOR");
    site.set(&mut trunk);
    if process::succeeds(&mut trunk) {
        Ok(())
    } else {
        Err("The page was not built; the messages above say why.".to_owned())
    }
}

/// The style sheets of the first load, in the order in which they build on each other.
const STYLES: &[&str] = &["main", "parts", "screens"];

/// One style sheet without comments and indentation: one request, and a kilobyte less. It is put into
/// `target/`.
pub(crate) fn sheet(names: &[&str], sheet: &str) -> Result<PathBuf, String> {
    let mut all = String::new();
    for name in names {
        let path = workspace::root().join("web/styles").join(format!("{name}.css"));
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{} cannot be read ({error}).", path.display()))?;
        let mut rest = text.as_str();
        while let Some((before, comment)) = rest.split_once("/*") {
            all.push_str(before);
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        }
        all.push_str(rest);
        all.push('\n');
    }
    let lines: Vec<&str> = all.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let folder = workspace::root().join("target");
    let path = folder.join(format!("{sheet}.css"));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, lines.join("\n")))
        .map_err(|error| format!("{} cannot be written ({error}).", path.display()))?;
    Ok(path)
}

/// Panic messages carry source paths: name the crates, not the folders of this machine.
pub(crate) fn rust_flags() -> String {
    let sources = workspace::cargo_home().map(|home| home.join("registry").join("src"));
    let index = sources.as_deref().and_then(only_folder);
    let sysroot = process::answer("rustc", &["--print", "sysroot"]).map(PathBuf::from);
    // The later of two prefixes that match wins: the general ones come first.
    let prefixes = [
        (workspace::home().map(PathBuf::from), "~"),
        (sysroot, "rust"),
        (sources, "crates"),
        (index, "crates"),
        (Some(workspace::root()), "."),
    ];
    let mut flags: Vec<String> = prefixes
        .iter()
        .filter_map(|(from, to)| Some((from.as_deref()?, to)))
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect();
    // The variable replaces what the caller may have set in the plain one: keep that.
    if let Some(theirs) = env::var_os("RUSTFLAGS") {
        let theirs = theirs.to_string_lossy().into_owned();
        flags.extend(theirs.split_whitespace().map(str::to_owned));
    }
    flags.join("\u{1f}")
}

/// The folder's one sub-folder; nothing if there are more.
fn only_folder(folder: &Path) -> Option<PathBuf> {
    let mut entries = fs::read_dir(folder).ok()?.flatten().map(|e| e.path());
    let first = entries.next()?;
    entries.next().is_none().then_some(first)
}

/// Makes what trunk put into `dist` smaller; the page's text with the names and digests that it then has.
fn slim_files(html: &str, dist: &Path) -> Result<String, String> {
    let names = page::fetched(html).into_iter().filter_map(|address| address.strip_prefix("./")).collect::<Vec<_>>();
    let find = |start: &str, end: &str| {
        let found = names.iter().find(|name| name.starts_with(start) && name.ends_with(end)).copied();
        found.ok_or_else(|| format!("The page does not name {start}*{end}; correct index.html."))
    };
    let (boot, script, wasm) = (find("boot-", ".js")?, find(WEB_PACKAGE, ".js")?, find(WEB_PACKAGE, "_bg.wasm")?);
    let style = find("page-", ".css")?;
    let failed = |error: std::io::Error| format!("The page cannot be read or written ({error}).");
    let text = |name: &str| fs::read_to_string(dist.join(name)).map_err(failed);
    let loader = slim::minified(&text(boot)?)?;
    let module = fs::read(dist.join(wasm)).map_err(failed)?;
    let (glue, module) = slim::slim(&text(script)?, &module, later::optimised)?;
    let glue = slim::minified(&glue)?;
    let mut html = html.to_owned();
    // The style sheet as it is: its digest becomes as short as the others.
    let sheet = text(style)?;
    for (name, end, bytes) in [
        (boot, ".js", loader.into_bytes()),
        (script, ".js", glue.into_bytes()),
        (wasm, "_bg.wasm", module),
        (style, ".css", sheet.into_bytes()),
    ] {
        let old = dist.join(name);
        fs::write(&old, bytes).map_err(failed)?;
        let start = name.rsplit_once('-').map_or(name, |(start, _)| start);
        let (new, integrity) = later::named_by_digest(&old, dist, start, end)?;
        fs::remove_file(&old).map_err(failed)?;
        html = page::renamed(&html, name, &new, &integrity);
    }
    Ok(html)
}

/// Puts a note for the loader in place of the preload of the wasm: boot.js fetches it once something has been painted,
/// and checks the digest.
///
/// Preloaded, the greatest file of all would compete with the style sheet that the first picture waits for.
fn wasm_after_paint(html: &str) -> String {
    let preload = page::tags(html).into_iter().find(|tag| page::attribute(tag, "as") == Some("fetch"));
    let note = preload.and_then(|tag| {
        let (href, integrity) = (page::attribute(tag, "href")?, page::attribute(tag, "integrity")?);
        let note = format!("<meta name=\"wasm\" content=\"\" data-href=\"{href}\" data-integrity=\"{integrity}\">");
        Some(html.replace(&format!("<{tag}>"), &note))
    });
    note.unwrap_or_else(|| html.to_owned())
}

/// Nothing that ships carries a path of the machine it was built on.
pub(crate) fn check_folder(folder: &Path) -> Result<(), String> {
    let machine = [workspace::home().map(PathBuf::from), Some(workspace::root())];
    let machine: Vec<String> = machine
        .iter()
        .flatten()
        .map(|path| format!("{}/", path.display()))
        // In a container the home folder may be `/`.
        .filter(|path| path.len() > 2)
        .collect();
    for file in page::files_below(folder) {
        let bytes = fs::read(folder.join(&file)).unwrap_or_default();
        if let Some(path) = machine.iter().find(|path| contains(&bytes, path.as_bytes())) {
            return Err(format!(
                "{} carries the path {path} of this machine; see `rust_flags` in crates/xtask/src/build.rs.",
                folder.join(&file).display()
            ));
        }
    }
    Ok(())
}

/// What must hold for a page in a folder of `dist`: its own policy, as far as it can be read off its text, and that what
/// it fetches is there.
pub(crate) fn check_page(html: &str, dist: &Path, folder: &str) -> Result<(), String> {
    check_text(html, folder)?;
    for address in page::fetched(html).into_iter().chain(page::fetched_later(html)) {
        if !dist.join(folder).join(address).is_file() {
            return Err(format!("The page names {address}, which the build did not write; correct its text."));
        }
    }
    Ok(())
}

fn check_text(html: &str, folder: &str) -> Result<(), String> {
    for tag in page::tags(html) {
        let is_script = tag == "script" || tag.starts_with("script ");
        // Data are no script to a browser, nor to the policy.
        let is_data = page::attribute(tag, "type") == Some("application/json");
        if is_script && !is_data && page::attribute(tag, "src").is_none() {
            return Err("The page has an inline script, which its content security policy forbids; see \
                 `pattern_script` in Trunk.toml."
                .to_owned());
        }
        if tag == "style" || tag.starts_with("style ") || page::attribute(tag, "style").is_some() {
            return Err(format!(
                "The page has an inline style (`<{tag}>`), which its content security policy \
                 forbids; move it to a file."
            ));
        }
    }
    for address in page::fetched(html).into_iter().chain(page::fetched_later(html)) {
        let is_inside = !folder.is_empty() && address.starts_with("../") && !address.contains("/../");
        if !address.starts_with("./") && !is_inside {
            return Err(format!(
                "The page fetches {address}, which is not relative to it; it would break in a \
                 sub-path."
            ));
        }
    }
    Ok(())
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::{check_text, wasm_after_paint};

    #[test]
    fn only_the_preload_of_the_wasm_changes() {
        let page = r#"<link rel="modulepreload" integrity="a"><link rel="preload" href="./a.wasm" integrity="b" as="fetch"/><p>"#;
        assert_eq!(
            wasm_after_paint(page),
            r#"<link rel="modulepreload" integrity="a"><meta name="wasm" content="" data-href="./a.wasm" data-integrity="b"><p>"#
        );
    }

    #[test]
    fn a_page_in_order() {
        let page = r#"<script type="module" src="./boot.js"></script><p class="a">x</p>"#;
        assert_eq!(check_text(page, ""), Ok(()));
    }

    #[test]
    fn what_the_policy_forbids_is_found() {
        for page in [
            r#"<script type="module">start()</script>"#,
            "<script>start()</script>",
            "<style>p {}</style>",
            r#"<p style="color: red">x</p>"#,
            r#"<link rel="stylesheet" href="/main.css">"#,
            r#"<script src="https://example.org/a.js"></script>"#,
            r#"<meta name="pack" content="a" data-href="/a.pack">"#,
        ] {
            assert!(check_text(page, "").is_err(), "{page}");
        }
    }
}
