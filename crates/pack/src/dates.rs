//! A date as a pack writes it.

use kaigo_hojo_rules::date::Date;

use crate::diagnostic::Problems;
use crate::source::Day;

/// Reads a date.
pub(crate) fn day(at: &Day, problems: &mut Problems<'_>) -> Option<Date> {
    let date = at.get_ref().date.filter(|_| at.get_ref().time.is_none());
    if date.is_some_and(|date| date.year == 0) {
        let hint = "新しい年度の要綱で日付を確かめて、書き込んでください。";
        problems.add("P035", at.span(), "日付がまだ書き込まれていません。", hint);
        return None;
    }
    let found = date.and_then(|date| Date::new(date.year, date.month, date.day));
    if found.is_none() {
        problems.add("P016", at.span(), "日付ではありません。", "例: 2026-04-01");
    }
    found
}
