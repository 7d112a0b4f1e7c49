//! The ids of elements of the answers, by which every screen leads to them.

/// The element that asks whether the costs are known.
pub const COSTS: &str = "costs";

/// A question.
#[must_use]
pub fn question_id(question: usize) -> String {
    format!("q{question}")
}

/// A question about a line, by the line's key.
#[must_use]
pub fn line_question_id(key: u32, question: usize) -> String {
    format!("l{key}-q{question}")
}

/// A part of something, by the id of that.
#[must_use]
#[inline(never)]
pub fn part_of(whole: &str, part: &str) -> String {
    [whole, "-", part].concat()
}

/// A part of a line, by the line's key.
#[must_use]
#[inline(never)]
pub fn line_part(key: u32, part: &str) -> String {
    format!("l{key}-{part}")
}

/// The details of a line, by its key.
#[must_use]
pub fn details_id(key: u32) -> String {
    line_part(key, "more")
}

/// The id of a line in the application.
#[must_use]
pub fn item_id(key: u32) -> String {
    format!("i{key}")
}

/// The key of a line, by its id in the application, where that is one of ours.
#[must_use]
pub fn key_of(item: &str) -> Option<u32> {
    let key = item.strip_prefix('i')?.parse().ok()?;
    // Another spelling of the number would come back as another id; the last number leaves no room for a next line.
    (item_id(key) == item && key > 0 && key < u32::MAX).then_some(key)
}

/// The button that changes the kind of a line.
#[must_use]
pub fn kind_id(key: u32) -> String {
    line_part(key, "kind")
}
