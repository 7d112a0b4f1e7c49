//! How parts of an edition name each other: by their position.

use crate::range::Range;

/// A set of at most 128 options of a question, option `n` as bit `n`. For a yes/no question: bit 0 no, bit 1 yes.
pub type OptionSet = u128;
/// A set of at most 64 kinds of cost.
pub type KindSet = u64;
/// The position of a condition in [`Edition::conditions`].
pub type ConditionIx = u16;
/// The position of a step in [`Edition::steps`].
pub type StepIx = u16;
/// The readings and the menu that a value depends on: bit `n` for reading `n`, [`VARIES_WITH_MENU`] for the menu.
pub type Varies = u32;
/// The bit of [`Varies`] for the menu of routes.
pub const VARIES_WITH_MENU: Varies = 1 << 31;

/// An input of a step.
#[derive(Clone, Debug)]
pub enum Operand {
    /// An earlier step.
    Step(StepIx),
    /// A figure of the text.
    Figure(Range),
}

/// The kinds of a set, each as a set of its own, in the order of the edition.
pub fn each_kind(mut set: KindSet) -> impl Iterator<Item = KindSet> {
    core::iter::from_fn(move || {
        let first = set & set.wrapping_neg();
        set ^= first;
        (first != 0).then_some(first)
    })
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
