//! The buttons that take the lines, once.

use std::rc::Rc;

use kaigo_hojo_assess::decode::MOST_LINES;
use kaigo_hojo_assess::draft::{Part, Place};
use kaigo_hojo_assess::{Answer, Draft, Item};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::ids::item_id;
use leptos::prelude::window;

use super::Import;

/// A line, and what of it has to be entered by hand.
pub(super) type Line = (Item, Vec<Part>);

/// The buttons. `count`: how many lines there are, made or not; `reason`: why the buttons cannot be used yet; they can be
/// reached all the same, and say it.
pub(super) fn buttons(import: &Rc<Import>, (count, lines): (usize, Vec<Line>), reason: Option<String>, place: &El) {
    const REASON: &str = "import-reason";
    let there = import.desk.draft().application.items.map_or(0, |items| items.len());
    if lines.is_empty() && reason.is_none() {
        return;
    }
    if let Some(reason) = &reason {
        place.add("p", "notice").id(REASON).say(reason);
    }
    let buttons = place.add("div", "buttons");
    let failed = place.add("div", "");
    failed.set("role", "status");
    let (lines, reason) = (Rc::new(lines), Rc::new(reason));
    let put = |class: &str, words: &str, replace: bool| {
        let (import, lines, failed, blocked) =
            (Rc::clone(import), Rc::clone(&lines), failed.clone(), Rc::clone(&reason));
        let button = buttons.button(class, words, move |_| {
            failed.clear();
            match &*blocked {
                Some(reason) => failed.put("p", "wrong", reason),
                None => press(&import, &lines, replace, &failed),
            }
        });
        if reason.is_some() {
            button.set("aria-disabled", "true").set("aria-describedby", REASON);
        }
    };
    if there + count <= MOST_LINES {
        put("main", &format!("{count}行を追加する"), false);
    } else {
        let most = format!("いまの{there}行と合わせると{MOST_LINES}行を超えるため、追加できません。");
        place.put("p", "notice", &most);
    }
    if there > 0 {
        put("plain", &format!("いまの{there}行と入れ替える"), true);
    }
}

// A second press, of whichever button, does nothing.
fn press(import: &Import, lines: &[Line], replace: bool, failed: &El) {
    if import.entered.get() {
        return;
    }
    if import.desk.enter(|draft| enter(draft, lines.to_vec(), replace)) {
        import.entered.set(true);
        // It fails only for an address that is none.
        let _ = window().location().set_hash(&import.desk.address());
    } else {
        failed.put("p", "wrong", "読み込めませんでした。いまの入力はそのままです。");
    }
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
        draft.open.extend(open.into_iter().map(|part| Place { line, part }));
        there.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn item(id: &str, named: &[&str]) -> Item {
        let lines = Answer::Lines(named.iter().map(|id| (*id).to_owned()).collect());
        testing::item(id, (!named.is_empty()).then(|| ("to".to_owned(), lines)))
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
        draft.open = vec![Place { line: 1, part: Part::Price }];
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
        assert_eq!(draft.open, [Place { line: 3, part: Part::InYear }]);
    }
}
