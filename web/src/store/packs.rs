//! The programmes and what there is of their packs.

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::packs::{OVERVIEW, Overview};
use kaigo_hojo_assess::rules::edition::About;

use super::Desk;
use crate::words;

/// A programme.
#[derive(Debug)]
pub(crate) struct Programme {
    /// Its id.
    pub(crate) id: &'static str,
    /// What it is.
    pub(crate) about: &'static About,
    /// Where it is not published: the pack that is tried out.
    pub(crate) preview: Option<&'static Preview>,
    /// What there is of its pack: what the answers are drawn from.
    pub(crate) pack: Pack,
    /// The bytes of its whole pack, with all words. They come with the part of the later screens.
    pub(crate) whole: Option<Vec<u8>>,
}

impl Programme {
    /// What it is called.
    pub(crate) fn name(&self) -> String {
        words::programme(self.about)
    }

    /// Whether its pack is here.
    pub(crate) const fn is_here(&self) -> bool {
        matches!(self.pack, Pack::Here(_) | Pack::Open(_))
    }

    /// Whether its pack could not be loaded.
    pub(crate) fn has_failed(&self) -> bool {
        matches!(self.pack, Pack::Failed)
    }
}

/// What there is of a pack.
#[derive(Debug)]
pub(crate) enum Pack {
    /// Nothing; nobody has asked for it yet.
    Away,
    /// It is on its way.
    Coming,
    /// It could not be loaded.
    Failed,
    /// Its bytes. It is decoded when its programme is opened, once.
    Here(Vec<u8>),
    /// Its programme is open, and stays so as long as the page lives.
    Open(&'static Desk),
}

/// How the id of a programme that is tried out begins, on this page and in its files.
pub(crate) const PREVIEW_PREFIX: &str = "preview-";

/// Whether a programme is one that was tried out, here or elsewhere, by its id.
pub(crate) fn is_previewed(programme: &str) -> bool {
    programme.starts_with(PREVIEW_PREFIX)
}

/// A pack that is tried out: data from a stranger.
#[derive(Debug)]
pub(crate) struct Preview {
    /// The id that it gives itself.
    pub(crate) claims: String,
    /// The name of the file.
    pub(crate) file: String,
}

/// The programmes of this build, none of their packs loaded.
pub(crate) fn programmes() -> Vec<Programme> {
    let programme = |(overview, about): (&Overview, About)| Programme {
        id: overview.id,
        about: Box::leak(Box::new(about)),
        preview: None,
        pack: Pack::Away,
        whole: None,
    };
    OVERVIEW.iter().zip(overview::programmes()).map(programme).collect()
}
