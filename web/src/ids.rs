//! The ids of elements of the answers, by which every screen leads to them.

/// The element that asks whether the costs are known.
pub(crate) const COSTS: &str = "costs";

/// A question.
pub(crate) fn question_id(question: usize) -> String {
    format!("q{question}")
}

/// A question about a line, by the line's key.
pub(crate) fn line_question_id(key: u32, question: usize) -> String {
    format!("l{key}-q{question}")
}

/// A part of something, by the id of that.
#[inline(never)]
pub(crate) fn part_of(whole: &str, part: &str) -> String {
    [whole, "-", part].concat()
}

/// A part of a line, by the line's key.
#[inline(never)]
pub(crate) fn line_part(key: u32, part: &str) -> String {
    format!("l{key}-{part}")
}

/// The details of a line, by its key.
pub(crate) fn details_id(key: u32) -> String {
    line_part(key, "more")
}

/// The id of a line in the application.
pub(crate) fn item_id(key: u32) -> String {
    format!("i{key}")
}

/// The key of a line, by its id in the application, where that is one of ours.
pub(crate) fn key_of(item: &str) -> Option<u32> {
    let key = item.strip_prefix('i')?.parse().ok()?;
    // Another spelling of the number would come back as another id; the last number leaves no room for a next line.
    (item_id(key) == item && key > 0 && key < u32::MAX).then_some(key)
}

/// The button that changes the kind of a line.
pub(crate) fn kind_id(key: u32) -> String {
    line_part(key, "kind")
}
