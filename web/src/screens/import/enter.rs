//! The buttons that take the lines, once.

use kaigo_hojo_contract::draft::{OpenValue, Part};
use kaigo_hojo_contract::limits::MOST_LINES;
use kaigo_hojo_contract::{Answer, Draft, Item};
use leptos::prelude::*;

use super::state::Import;
use crate::browser::page;
use crate::erased::view;
use crate::ids::item_id;
use crate::words::import as words;

/// A line, and what of it has to be entered by hand.
pub(super) type Line = (Item, Vec<Part>);

const REASON: &str = "import-reason";

/// The buttons. `reason`: why they cannot be used yet; they can be reached all the same, and say it.
#[component]
pub(super) fn Buttons(
    import: Import,
    /// How many lines there are, made or not.
    count: usize,
    lines: Vec<Line>,
    reason: Option<String>,
) -> impl IntoView {
    if lines.is_empty() && reason.is_none() {
        return None;
    }
    let there = import.desk.document().application.items.map_or(0, |items| items.len());
    let blocked = StoredValue::new(reason.clone());
    let lines = StoredValue::new(lines);
    let said = RwSignal::new(String::new());
    let press = move |replace: bool| match blocked.get_value() {
        Some(reason) => said.set(reason),
        // A second press, of whichever button, does nothing.
        None if import.entered.get_value() => {}
        None if import.desk.enter(|draft| enter(draft, lines.get_value(), replace)) => {
            import.entered.set_value(true);
            page::go(&import.desk.address());
        }
        None => said.set(words::FAILED.to_owned()),
    };
    let is_blocked = reason.is_some();
    let button = move |class: &'static str, words: String, replace: bool| {
        view! {
            <button
                type="button"
                class=class
                aria-disabled=is_blocked.then_some("true")
                aria-describedby=is_blocked.then_some(REASON)
                on:click=move |_| press(replace)
            >
                {words}
            </button>
        }
    };
    let has_room = there + count <= MOST_LINES;
    Some(view! {
        {reason.map(|reason| view! { <p class="notice" id=REASON>{reason}</p> })}
        <div class="buttons">
            {has_room.then(|| button("main", words::add(count), false))}
            {(there > 0).then(|| button("plain", words::replace(there), true))}
        </div>
        <div role="status">
            {move || Some(said.get()).filter(|said| !said.is_empty()).map(|said| view! { <p class="wrong">{said}</p> })}
        </div>
        {(!has_room).then(|| view! { <p class="notice">{words::too_many(there, MOST_LINES)}</p> })}
    })
}

/// Puts lines into a draft, after those that are there or in their place.
fn enter(draft: &mut Draft, lines: Vec<Line>, replace: bool) {
    if replace {
        draft.application.items = None;
        draft.open.clear();
    }
    let there = draft.application.items.get_or_insert_default();
    let key = |id: &str| id.strip_prefix('i')?.parse::<u32>().ok();
    let last = there.iter().filter_map(|item| key(&item.id)).max().unwrap_or(0);
    let moved = |id: &mut String| *id = item_id(last.saturating_add(key(id).unwrap_or(0)));
    for (mut item, open) in lines {
        moved(&mut item.id);
        for answer in item.answers.values_mut() {
            if let Answer::Lines(ids) = answer {
                ids.iter_mut().for_each(moved);
            }
        }
        let line = u16::try_from(there.len()).unwrap_or(u16::MAX);
        draft.open.extend(open.into_iter().map(|part| OpenValue { line, part }));
        there.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaigo_hojo_contract::application::Tax;
    use std::collections::BTreeMap;

    fn item(id: &str, named: &[&str]) -> Item {
        let lines = Answer::Lines(named.iter().map(|id| (*id).to_owned()).collect());
        let answers = (!named.is_empty()).then(|| ("to".to_owned(), lines));
        Item {
            id: id.to_owned(),
            kinds: Vec::new(),
            name: None,
            unit_price_yen: 1,
            quantity: 1,
            tax: Tax::Excluded,
            tax_rate_percent: 10,
            months: None,
            discount_yen: 0,
            answers: answers.into_iter().collect::<BTreeMap<_, _>>(),
        }
    }

    fn line(id: &str, named: &[&str]) -> Line {
        (item(id, named), Vec::new())
    }

    #[test]
    fn lines_come_behind_others_under_ids_of_their_own() {
        let mut draft = Draft::default();
        enter(&mut draft, vec![line("i1", &[]), line("i2", &["i1"])], false);
        assert_eq!(draft.application.items, Some(vec![item("i1", &[]), item("i2", &["i1"])]));
        draft.application.items = Some(vec![item("i7", &["i3"]), item("i3", &[])]);
        draft.open = vec![OpenValue { line: 1, part: Part::Price }];
        enter(&mut draft, vec![line("i1", &[]), line("i2", &["i1"])], false);
        let all = vec![item("i7", &["i3"]), item("i3", &[]), item("i8", &[]), item("i9", &["i8"])];
        assert_eq!((draft.application.items.as_ref(), draft.open.len()), (Some(&all), 1));
        enter(&mut draft, vec![line("i1", &[])], true);
        assert_eq!((draft.application.items, draft.open.len()), (Some(vec![item("i1", &[])]), 0));
    }

    #[test]
    fn what_has_to_be_entered_by_hand_stays_open_at_its_line() {
        let mut draft = Draft::default();
        draft.application.items = Some(vec![item("i1", &[]), item("i2", &[])]);
        enter(&mut draft, vec![line("i1", &[]), (item("i2", &[]), vec![Part::InYear])], false);
        assert_eq!(draft.open, [OpenValue { line: 3, part: Part::InYear }]);
    }
}
