//! Beside answers in which nothing is entered yet: the drafts of the programme that could be gone on with.

use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::handover::NOTICE;
use kaigo_hojo_parts::{clock, page};

use crate::keep::{NAMELESS, Shelf};

/// More are in the list of drafts.
const MOST: usize = 3;

/// Draws them where the first module has a place for them; nothing where something is entered or there are none.
pub(crate) fn resume(shelf: &'static Shelf, programme: &str) {
    let Some(place) = page::by_id(NOTICE).map(|element| El(element.into())) else { return };
    let (mut others, mut is_entered) = (Vec::new(), false);
    shelf.each(|entry, on_desk| {
        if entry.draft.application.programme == programme {
            is_entered |= on_desk;
            others.push((entry.key, entry.draft.name.clone().unwrap_or_else(|| NAMELESS.to_owned())));
        }
    });
    place.clear();
    if is_entered || others.is_empty() {
        return;
    }
    let notice = place.add("div", "notice");
    notice.put("p", "", "この制度の下書きがあります。続きから入力できます。");
    let actions = notice.add("p", "entry-actions");
    for (key, name) in others.iter().take(MOST).cloned() {
        actions.button("plain", &format!("「{name}」を開く"), move |_| {
            if shelf.put(key) {
                clock::soon(|| page::focus_heading("[data-screen]:not([hidden]) h1"));
            }
        });
    }
    if others.len() > MOST {
        actions.link("", "#drafts", "下書きの一覧を見る");
    }
}
