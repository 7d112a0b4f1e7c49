//! What two tabs have made of the same drafts, put together.
//!
//! A draft is known by what the storage had of it when this tab last looked. Invariant: nothing that either tab has
//! changed is lost; what both have changed stays twice.

use kaigo_hojo_contract::Draft;
use kaigo_hojo_exchange::storage;

use super::keep::named;
use crate::store::Kept;
use crate::words::drafts::TWICE;

/// The drafts of this tab and those that another one has stored, of which `kept` makes entries of the list; and the keys of
/// those of this tab that went, because they were changed or taken out there and not changed here.
pub(super) fn merge(
    ours: Vec<Kept>,
    theirs: storage::Kept,
    kept: &dyn Fn(Draft, String) -> Kept,
) -> (Vec<Kept>, Vec<u32>) {
    let mut changed = theirs.changed.into_iter();
    let theirs = theirs.drafts.into_iter().map(|draft| (draft, changed.next().unwrap_or_default()));
    let mut left: Vec<(Draft, String)> = theirs.collect();
    let (mut merged, mut lost) = (Vec::new(), Vec::new());
    for mut own in ours {
        let Some(stored) = &own.stored else {
            merged.push(own);
            continue;
        };
        if let Some(at) = left.iter().position(|(draft, _)| draft == stored) {
            left.remove(at);
            merged.push(own);
        } else if own.draft == *stored {
            lost.push(own.key);
        } else {
            own.draft.name = Some(named(&own.draft, TWICE));
            own.stored = None;
            merged.push(own);
        }
    }
    merged.extend(left.into_iter().map(|(draft, changed)| kept(draft, changed)));
    (merged, lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str) -> Draft {
        Draft { name: Some(name.to_owned()), ..Draft::default() }
    }

    fn own(key: u32, name: &str, stored: Option<&str>) -> Kept {
        Kept { key, draft: draft(name), changed: String::new(), stored: stored.map(draft) }
    }

    fn names(ours: Vec<Kept>, theirs: &[&str]) -> (Vec<String>, Vec<u32>) {
        let kept =
            storage::Kept { drafts: theirs.iter().map(|name| draft(name)).collect(), ..storage::Kept::default() };
        let (merged, lost) =
            merge(ours, kept, &|draft, _| Kept { key: 99, draft, changed: String::new(), stored: None });
        (merged.into_iter().filter_map(|entry| entry.draft.name).collect(), lost)
    }

    #[test]
    fn what_only_one_tab_has_changed_stands_as_it_changed_it() {
        let ours = vec![own(1, "a", Some("a")), own(2, "b2", Some("b")), own(3, "c", Some("c")), own(4, "new", None)];
        let (merged, lost) = names(ours, &["a", "b", "c2", "theirs"]);
        assert_eq!(merged, ["a", "b2", "new", "c2", "theirs"]);
        assert_eq!(lost, [3]);
    }

    #[test]
    fn what_both_have_changed_stays_twice() {
        let (merged, lost) = names(vec![own(1, "a2", Some("a"))], &["a3"]);
        assert_eq!(merged, ["a2（別のタブでも変更）", "a3"]);
        assert_eq!(lost, [0; 0]);
    }

    #[test]
    fn what_one_takes_out_and_the_other_changes_stays() {
        assert_eq!(names(vec![own(1, "a2", Some("a"))], &[]).0, ["a2（別のタブでも変更）"]);
        assert_eq!(names(vec![own(1, "a", Some("a"))], &[]), (vec![], vec![1]));
    }

    #[test]
    fn equal_drafts_are_told_apart_by_their_number() {
        let (merged, lost) = names(vec![own(1, "a", Some("a")), own(2, "a", Some("a"))], &["a"]);
        assert_eq!((merged, lost), (vec!["a".to_owned()], vec![2]));
    }
}
