//! Sets of kinds, one kind after another.

use super::{Edition, Kind, KindSet};

/// The kinds of a set, each as a set of its own, in the order of the edition.
pub fn each_kind(mut set: KindSet) -> impl Iterator<Item = KindSet> {
    core::iter::from_fn(move || {
        let first = set & set.wrapping_neg();
        set ^= first;
        (first != 0).then_some(first)
    })
}

impl Edition {
    /// The kinds of a set, in the order of the edition.
    pub fn kinds_in(&self, set: KindSet) -> impl Iterator<Item = &Kind> {
        each_kind(set).filter_map(move |one| self.kinds.get(one.trailing_zeros() as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::each_kind;

    #[test]
    fn a_set_is_its_kinds() {
        for set in [0, 1, 0b1011_0000, 1 << 63, u64::MAX] {
            let each: Vec<u64> = each_kind(set).collect();
            assert!(each.is_sorted() && each.iter().all(|one| one.count_ones() == 1), "{each:?}");
            assert_eq!(each.iter().fold(0, |all, one| all | one), set);
        }
    }
}
