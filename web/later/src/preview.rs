//! 未公開の制度定義: a built pack that the person brings along to try it out. It is data from a stranger.
//!
//! Invariants: nothing of it is used before it was found whole, sound and bearable; it gets an id of our own, made of its
//! digest, so that it is never taken for a published programme, nor its drafts for drafts of one; it carries its mark in its
//! name, and [`draw`] says above every screen of it what it is; its words are cut and freed of signs that turn others round before
//! they come near the mark; it is never stored.

use kaigo_hojo_assess::in_words::sheet;
use kaigo_hojo_assess::packs::{OVERVIEW, Overview};
use kaigo_hojo_assess::rules::built::{self, BuiltError};
use kaigo_hojo_assess::rules::edition::{About, Edition};
use kaigo_hojo_assess::rules::wire;
use kaigo_hojo_assess::trial::try_out;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::{page, words};
use leptos::prelude::document;
#[cfg(target_arch = "wasm32")]
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use sha2::{Digest, Sha256};
#[cfg(target_arch = "wasm32")]
use web_sys::js_sys::Function;

/// A larger file is none, in bytes; packs of ordinances have not a fifth of it.
pub(crate) const MOST_BYTES: f64 = 524_288.0;
/// What stands before the digest in an id.
const PREFIX: &str = "preview-";
/// What stands before the name.
const MARK: &str = "【未公開の制度定義】";
/// The element that says on every screen what this is.
pub(crate) const NOTE: &str = "preview-note";

/// A pack that is tried out.
#[derive(Debug)]
pub(crate) struct Preview {
    /// Our own id for it.
    pub(crate) id: String,
    /// The id that it gives itself.
    pub(crate) claims: String,
    /// The name of the file.
    pub(crate) file: String,
    /// What it is, with the mark.
    pub(crate) about: About,
}

/// Whether a programme is one that was tried out, here or elsewhere.
pub(crate) fn is_previewed(programme: &str) -> bool {
    programme.starts_with(PREFIX)
}

/// A pack from anybody, and the bytes of it under our own id.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<(Preview, Vec<u8>), BuiltError> {
    let edition = built::from_anybody(bytes, |body| Sha256::digest(body).into())?;
    if !holds_together(edition.clone()) {
        return Err(BuiltError::Damaged);
    }
    let digest = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let about = &edition.about;
    let renamed = About {
        id: [PREFIX, digest.get(..12).unwrap_or_default()].concat(),
        prefecture: plain(&about.prefecture, 20),
        title: plain(&about.title, 200),
        name: [MARK, &plain(&about.name, 60)].concat(),
        domain: None,
        hash: ["sha256:", &digest].concat(),
        ..about.clone()
    };
    let preview =
        Preview { id: renamed.id.clone(), claims: about.id.clone(), file: plain(file, 60), about: renamed.clone() };
    let body = wire::to_bytes(&Edition { about: renamed, ..edition });
    Ok((preview, built::wrap(&Sha256::digest(&body).into(), &body)))
}

// Whether it can be used once.
fn is_usable(edition: &Edition) -> bool {
    try_out(edition).is_ok() && !sheet(edition).parts.is_empty()
}

#[cfg(not(target_arch = "wasm32"))]
fn holds_together(edition: Edition) -> bool {
    is_usable(&edition)
}

// By way of JavaScript, which gives back as an error what breaks off on the way.
#[cfg(target_arch = "wasm32")]
fn holds_together(edition: Edition) -> bool {
    let run: Box<dyn FnMut() -> bool> = Box::new(move || is_usable(&edition));
    let run = Closure::wrap(run).into_js_value();
    run.unchecked_ref::<Function>().call0(&JsValue::NULL).is_ok_and(|usable| usable.is_truthy())
}

// A stranger's words beside words of ours: without signs that are not seen or change the direction, and not endless.
fn plain(text: &str, most: usize) -> String {
    let unseen = |sign: char| {
        let ranges =
            ['\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202e}', '\u{2060}'..='\u{206f}', '\u{e0000}'..='\u{e0fff}'];
        sign.is_control() || "\u{ad}\u{61c}\u{feff}".contains(sign) || ranges.iter().any(|range| range.contains(&sign))
    };
    let mut signs = text.chars().filter(|sign| !unseen(*sign));
    let mut plain: String = signs.by_ref().take(most).collect();
    if signs.next().is_some() {
        plain.push('…');
    }
    plain
}

impl Preview {
    /// Which programme it says that it is, and whether that one is published.
    pub(crate) fn claim(&self) -> String {
        let claims = plain(&self.claims, 60);
        let published = OVERVIEW.iter().find(|known| known.id == self.claims).and_then(Overview::about);
        published.map_or_else(
            || format!("この定義の番号は「{claims}」です。"),
            |about| {
                let name = words::programme(&about);
                format!("この定義の番号は、公開されている「{name}」と同じ「{claims}」ですが、別のものとして扱います。")
            },
        )
    }
}

/// Says above every screen of a previewed programme what it is; nothing above the others.
pub(crate) fn draw(preview: Option<&Preview>) {
    if let Some(before) = page::by_id(NOTE) {
        before.remove();
    }
    let Some(root) = document().document_element().map(El) else { return };
    root.flag("data-preview", preview.is_some());
    let (Some(preview), Some(main)) = (preview, page::by_id("main")) else { return };
    let note = El(main.clone().into()).add("div", "preview-note");
    // Above the answers too, which the first module draws.
    let _ = main.insert_before(&note.0, main.first_child().as_ref());
    note.id(NOTE).set("role", "note").set("aria-label", "未公開の制度定義");
    note.put("p", "lead", "これは、公開されていない制度定義による試算です。申請には使わないでください。");
    let words = format!(
        "ファイル「{}」の内容です。制度の名前、条文、金額、確認した日と人は、このファイルに書いてあるとおりに示しています。",
        preview.file
    );
    note.put("p", "", &[&words, preview.claim().as_str()].concat());
    let line = note.add("p", "act");
    line.write("ページを閉じるか再読み込みすると、この定義も入力した内容も消えます。");
    line.link("", "#preview", "開いている定義の一覧");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_words_stay_in_their_place() {
        assert_eq!(plain("見守り機器（A-1）", 60), "見守り機器（A-1）");
        assert_eq!(plain("\u{202e}県\u{2066}\u{200b}の\n\u{7}制度\u{feff}\u{e0041}", 60), "県の制度");
        assert_eq!(plain("あいうえお", 5), "あいうえお");
        assert_eq!(plain("あいうえおか", 5), "あいうえお…");
        assert_eq!(plain(&"長".repeat(100_000), 60).chars().count(), 61);
    }

    #[test]
    fn a_pack_gets_an_id_of_its_own_and_its_mark() {
        let editions = kaigo_hojo_assess::overview::editions();
        for edition in &editions {
            let (body, id) = (wire::to_bytes(edition), &edition.about.id);
            let file = built::wrap(&Sha256::digest(&body).into(), &body);
            let (preview, bytes) = read("a.pack", &file).expect("a good pack");
            let again = built::edition(&bytes).expect("what was written");
            assert!(is_previewed(&preview.id) && preview.id.len() == 20 && !is_previewed(id));
            assert_eq!((&preview.claims, &again.about.id), (id, &preview.id));
            assert!(again.about.name.starts_with(MARK) && preview.claim().contains("別のもの"));
            assert_eq!(
                read("b.pack", &file).map(|(preview, _)| preview.id),
                Ok(preview.id),
                "the same pack, the same id"
            );
            assert_eq!(
                wire::to_bytes(&Edition { about: edition.about.clone(), ..again }),
                body,
                "nothing else is changed"
            );
            let mut damaged = file.clone();
            damaged[100] ^= 1;
            assert_eq!(read("a.pack", &damaged).err(), Some(BuiltError::Damaged));
        }
        assert!(!editions.is_empty());
        assert_eq!(read("a.pack", b"[pack]").err(), Some(BuiltError::Foreign));
    }
}
