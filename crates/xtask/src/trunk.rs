//! What trunk calls (Trunk.toml, `hooks`), for those who work with `trunk serve`: it builds the program as one module, which
//! it does not split, and we add the rest.

use crate::workspace::PACKS_PACKAGE;
use crate::{Outcome, build, cargo, files, html, modules, site::Site, styles, workspace};
use anyhow::Context;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Options {
    stage: Stage,
}

#[derive(Clone, clap::ValueEnum)]
enum Stage {
    Before,
    After,
}

/// Does what belongs to a stage of trunk's build.
pub(crate) fn command(options: &Options) -> Outcome {
    let site = Site::default();
    if matches!(options.stage, Stage::Before) {
        return files::write(&workspace::root().join("target/page.css"), styles::page(&site)?);
    }
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context("trunk alone calls this.")?;
    let html = as_ours(&files::read(&folder.join("index.html"))?);
    let built = cargo::build(&mut modules::command(&[PACKS_PACKAGE]))?;
    build::complete(&html, &folder, &site, built.out(PACKS_PACKAGE)?)
}

/// The page that trunk wrote, as our own build writes it: the loader fetches the wasm.
fn as_ours(html: &str) -> String {
    let html = html::edited(html, |tag| {
        let preload = tag.is("as", "fetch").then_some(tag)?;
        Some(build::note_of_wasm(preload.get("href")?, preload.get("integrity")?))
    });
    html.replace("rel=\"stylesheet\"", "rel=\"stylesheet\" crossorigin")
}

#[cfg(test)]
mod tests {
    use super::as_ours;
    use crate::{files, workspace};

    #[test]
    fn only_the_preload_of_the_wasm_changes() {
        let page = r#"<link rel="modulepreload" integrity="a"><link rel="preload" href="./a.wasm" integrity="b" as="fetch"/><p>"#;
        assert_eq!(
            as_ours(page),
            r#"<link rel="modulepreload" integrity="a"><meta name="wasm" content="" data-href="./a.wasm" data-integrity="b"><p>"#
        );
    }

    #[test]
    fn trunk_asks_for_the_tools_that_we_have() {
        let read = |name: &str| files::read(&workspace::root().join(name)).expect(name);
        let package: serde_json::Value = serde_json::from_str(&read("package.json")).expect("JSON");
        let binaryen = package["devDependencies"]["binaryen"].as_str().and_then(|version| version.split('.').next());
        let trunk: toml::Table = read("Trunk.toml").parse().expect("TOML");
        let asked = trunk["tools"]["wasm_opt"].as_str().and_then(|version| version.strip_prefix("version_"));
        assert!(asked.is_some() && asked == binaryen, "{asked:?}, {binaryen:?}");
        let manifest: toml::Table = read("Cargo.toml").parse().expect("TOML");
        let bindgen = manifest["workspace"]["dependencies"]["wasm-bindgen"].as_str();
        assert_eq!(bindgen.map(|version| version.trim_start_matches('=')), trunk["tools"]["wasm_bindgen"].as_str());
    }
}
