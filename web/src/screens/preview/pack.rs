//! 未公開の制度定義: a built pack that the person brings along to try it out. It is data from a stranger.
//!
//! Invariants: nothing of it is used before it was found whole, sound and bearable; it gets an id of our own, made of its
//! digest, so that it is never taken for a published programme, nor its drafts for drafts of one; it carries its mark in
//! its name; its words are cut and freed of signs that turn others round before they come near the mark; it is never
//! stored.

use kaigo_hojo_assess::in_words::sheet;
use kaigo_hojo_assess::packs::{OVERVIEW, Overview};
use kaigo_hojo_assess::rules::built::{self, BuiltError};
use kaigo_hojo_assess::rules::edition::{About, Edition};
use kaigo_hojo_assess::rules::wire;
use kaigo_hojo_assess::trial::try_out;
use sha2::{Digest, Sha256};

use crate::browser::guard;
use crate::store::{PREVIEW_PREFIX, Preview};
use crate::words::{self, preview};

/// A larger file is none, in bytes; packs of ordinances have not a fifth of it.
pub(super) const MOST_BYTES: f64 = 524_288.0;

/// A pack that can be used.
#[derive(Debug)]
pub(super) struct Tried {
    /// What it is, with our own id and the mark.
    pub(super) about: About,
    /// What it says of itself.
    pub(super) preview: Preview,
    /// The pack under our own id.
    pub(super) bytes: Vec<u8>,
}

/// A pack from anybody.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Tried, BuiltError> {
    let edition = built::from_anybody(bytes, |body| Sha256::digest(body).into())?;
    let tried = edition.clone();
    if !guard::holds(move || is_usable(&tried)) {
        return Err(BuiltError::Damaged);
    }
    let digest = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let renamed = renamed(&edition.about, &digest);
    let preview = Preview { claims: edition.about.id.clone(), file: plain(file, 60) };
    let body = wire::to_bytes(&Edition { about: renamed.clone(), ..edition });
    Ok(Tried { about: renamed, preview, bytes: built::wrap(&Sha256::digest(&body).into(), &body) })
}

// Whether it can be used once.
fn is_usable(edition: &Edition) -> bool {
    try_out(edition).is_ok() && !sheet(edition).parts.is_empty()
}

fn renamed(about: &About, digest: &str) -> About {
    About {
        id: [PREVIEW_PREFIX, digest.get(..12).unwrap_or_default()].concat(),
        prefecture: plain(&about.prefecture, 20),
        title: plain(&about.title, 200),
        name: [preview::MARK, &plain(&about.name, 60)].concat(),
        domain: None,
        hash: ["sha256:", digest].concat(),
        ..about.clone()
    }
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

/// Which programme it says that it is, and whether that one is published.
pub(super) fn claim(preview: &Preview) -> String {
    let claims = plain(&preview.claims, 60);
    let published = OVERVIEW.iter().find(|known| known.id == preview.claims).and_then(Overview::about);
    published
        .map_or_else(|| preview::claims(&claims), |about| preview::claims_published(&claims, &words::programme(&about)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::is_previewed;

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
            let Tried { about, preview, bytes } = read("a.pack", &file).expect("a good pack");
            let again = built::edition(&bytes).expect("what was written");
            assert!(is_previewed(&about.id) && about.id.len() == 20 && !is_previewed(id));
            assert_eq!((&preview.claims, &again.about.id), (id, &about.id));
            assert!(again.about.name.starts_with(preview::MARK) && claim(&preview).contains("別のもの"));
            assert_eq!(read("b.pack", &file).map(|tried| tried.about.id), Ok(about.id), "the same pack, the same id");
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
