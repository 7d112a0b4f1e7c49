//! The share link: everything in the fragment of the address, which browsers do not send; and what a draft holds, in
//! words, so that nobody shares more than they know.

use kaigo_hojo_contract::{DateId, Draft};
use kaigo_hojo_exchange::link::{self, LinkError, MOST_INFLATED, Packing};

use crate::browser::compress::{Failed, deflate, inflate};
use crate::browser::page;
use crate::words::shared as words;

/// What comes before the text of a link in the fragment.
const PREFIX: &str = "s=";

/// So many marks behind a link may be signs of its own.
const MARKS: usize = 3;

/// The address that opens a draft; `None` where it holds more than a link is read of. `names`: with what people wrote
/// freely.
pub(crate) async fn address(draft: &Draft, names: bool) -> Option<String> {
    let bytes = link::to_bytes(draft, names);
    if bytes.len() > MOST_INFLATED {
        return None;
    }
    let text = match deflate(&bytes).await {
        Some(small) if small.len() < bytes.len() => link::to_text(&small, Packing::Deflated),
        _ => link::to_text(&bytes, Packing::Plain),
    };
    Some([&page::address(), "#", PREFIX, &text].concat())
}

/// The text of the link that the address holds now; empty where it holds none. Some programs write `=` as `%3D`.
pub(crate) fn text_here() -> String {
    let hash = page::hash();
    let changed = hash.strip_prefix("s%");
    let text = hash.strip_prefix(PREFIX).or(changed.map(|text| text.trim_start_matches(['3', 'D', 'd'])));
    // Nothing of it can be read; it is a link all the same.
    text.map_or_else(String::new, |text| if text.is_empty() { hash.clone() } else { text.to_owned() })
}

/// The draft of such a text, or why there is none, in one sentence. What somebody has written behind the link is left out;
/// signs that could be its own are taken off one by one, as the marks around a word are.
pub(crate) async fn read(text: &str) -> Result<Draft, String> {
    let mut text = link::without_rest(text);
    let found = read_whole(text).await;
    for _ in 0..MARKS {
        let Some(shorter) = text.strip_suffix(['-', '_']).filter(|_| found.is_err()) else { break };
        text = shorter;
        if let Ok(draft) = read_whole(text).await {
            return Ok(draft);
        }
    }
    found
}

async fn read_whole(text: &str) -> Result<Draft, String> {
    let (bytes, packing) = link::from_text(text).map_err(|error| error.to_string())?;
    let bytes = match packing {
        Packing::Plain => bytes,
        Packing::Deflated => inflate(&bytes, MOST_INFLATED).await.map_err(|failed| match failed {
            Failed::Missing => words::NO_INFLATE.to_owned(),
            Failed::Damaged => LinkError::Damaged.to_string(),
            Failed::TooLarge => LinkError::TooLarge.to_string(),
        })?,
    };
    link::from_bytes(&bytes).map_err(|error| error.to_string())
}

/// Whether a draft holds a text that a person wrote freely.
pub(crate) fn has_names(draft: &Draft) -> bool {
    draft.name.is_some() || draft.application.items.iter().flatten().any(|item| item.name.is_some())
}

/// What a draft holds beside its programme, part by part.
pub(crate) fn parts(draft: &Draft) -> Vec<String> {
    let items = draft.application.items.as_deref().unwrap_or_default();
    let written = &draft.written;
    let figures = [written.eligible_cost_yen, written.amount_yen, written.staff_number];
    let quote = [draft.quote.printed_total_yen, draft.quote.discount_yen];
    let counts = [
        (words::ANSWERS, draft.application.answers.len()),
        (words::LINES, items.len()),
        (words::LINE_NAMES, items.iter().filter(|item| item.name.is_some()).count()),
        (words::DATES, DateId::ALL.into_iter().filter(|id| draft.dates.get(*id).is_some()).count()),
        (words::WRITTEN, figures.iter().flatten().count() + usize::from(written.rate.is_some())),
        (words::TICKS, draft.ticks.len()),
        (words::QUOTE, quote.iter().flatten().count()),
        (words::STAFF, draft.staff.as_ref().map_or(0, |staff| staff.rows.len())),
    ];
    let there = counts.into_iter().filter(|(_, count)| *count > 0);
    let parts = there.map(|((before, after), count)| format!("{before}{count}{after}"));
    parts.chain(draft.name.as_deref().map(words::draft_name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_there_goes_unsaid() {
        assert_eq!(parts(&Draft::default()), [] as [&str; 0]);
        let mut draft = Draft { name: Some("本町".to_owned()), ..Draft::default() };
        draft.ticks = vec!["a".to_owned(), "b".to_owned()];
        draft.written.rate = Some("3/4".to_owned());
        draft.quote.discount_yen = Some(0);
        let expected = [
            "申請書に書いた金額など 1件",
            "用意した書類のチェック 2件",
            "見積書の合計と値引き 1件",
            "下書きの名前「本町」",
        ];
        assert_eq!(parts(&draft), expected);
        assert!(has_names(&draft) && !has_names(&Draft::default()));
    }
}
