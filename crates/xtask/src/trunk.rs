//! What trunk calls (Trunk.toml, `hooks`), for those who work with `trunk serve`: it builds the program as one module, which
//! it does not split, and we add the rest.

use crate::workspace::PACKS_PACKAGE;
use crate::{Outcome, build, cargo, files, html, program, site::Site, workspace};
use anyhow::Context;
use fs_err as fs;
use std::path::PathBuf;

#[derive(Clone, clap::ValueEnum)]
pub(crate) enum Stage {
    Before,
    After,
}

/// Does what belongs to a stage of trunk's build.
pub(crate) fn command(stage: &Stage) -> Outcome {
    let site = Site::default();
    if matches!(stage, Stage::Before) {
        return files::write(&workspace::root().join("target/page.css"), site.styles()?);
    }
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context("trunk alone calls this.")?;
    let html = as_ours(&fs::read_to_string(folder.join("index.html"))?);
    let built = cargo::build(&mut program::command(PACKS_PACKAGE))?;
    build::complete(&html, &[], &folder, &site, built.out(PACKS_PACKAGE)?)
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

    #[test]
    fn only_the_preload_of_the_wasm_changes() {
        let page = r#"<link rel="modulepreload" integrity="a"><link rel="preload" href="./a.wasm" integrity="b" as="fetch"/><p>"#;
        assert_eq!(
            as_ours(page),
            r#"<link rel="modulepreload" integrity="a"><meta name="wasm" content="" data-href="./a.wasm" data-integrity="b"><p>"#
        );
    }
}
