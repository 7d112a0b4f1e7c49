//! Short lists in order.
//!
//! The sorts of the standard library are made for millions and weigh five kilobytes for each kind of list: on the page that
//! is a tenth of what is loaded. Lists here have as many entries as a sheet has rows or a programme has rules.

/// Sorts the list by keys. What has the same key stays in its order.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    for item in core::mem::take(list) {
        let own = key(&item);
        list.insert(list.partition_point(|before| key(before) <= own), item);
    }
}

/// Sorts the list, and keeps one of those that are the same.
pub fn sort_and_dedup<T: Ord>(list: &mut Vec<T>) {
    for item in core::mem::take(list) {
        if let Err(place) = list.binary_search(&item) {
            list.insert(place, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sort_and_dedup, sort_by_key};

    #[test]
    fn what_has_the_same_key_stays_in_its_order() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by_key(&mut list, |(key, _)| *key);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn one_of_the_same_is_kept() {
        let mut list = vec![3, 1, 3, 2, 1];
        sort_and_dedup(&mut list);
        assert_eq!(list, [1, 2, 3]);
    }
}
