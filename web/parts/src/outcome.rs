//! What is said of a programme and of an assessment in more than one place.
//!
//! Invariants: the status stands before the figure; what cannot be computed is never 0; a figure that leaves lines out
//! says so.

use kaigo_hojo_assess::assessment::{Amount, NotComputable};
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::About;
use kaigo_hojo_assess::words::date;

use crate::dom::El;
use crate::words;

/// The status of a programme and what it means, and that the rules may have changed since.
pub fn put_status(about: &About, today: Date, place: &El) {
    let (word, meaning) = words::status(about.status_on(today));
    let line = place.add("p", "card-status");
    line.put("span", "status", word);
    line.put("span", "", meaning);
    if today > about.valid_until {
        let until = date(about.valid_until);
        let line = place.add("p", "hint");
        line.mark(("未確認", "mark waiting"));
        line.write(&format!(" この内容は{until}までのものです。その後の変更は確かめていません。"));
    }
}

/// How old the text of a programme is, and when and by whom it was last checked.
pub fn put_sources(about: &About, rows: &El) {
    rows.fact("", "条文の日付").say(&date(about.as_of));
    rows.fact("", "最後の確認").say(&words::checked(about));
}

/// The figure, or that there is none.
#[must_use]
pub fn figure(amount: Option<Amount>) -> String {
    amount.map_or_else(|| words::NO_FIGURE.to_owned(), words::amount)
}

/// What the figure alone does not say.
pub fn warnings(amount: Option<Amount>, reason: Option<NotComputable<'_>>, place: &El) {
    if let Some(reason) = reason {
        place.cited("wrong", reason.reason, reason.cite);
    }
    if amount.is_some_and(|amount| !amount.tight) {
        place.put("p", "hint", "未回答が多いため、実際の幅はこれより狭いことがあります。");
    }
}

/// What would bring a line in; nothing where nothing would.
pub fn put_remedy(remedy: &str, place: &El) {
    if !remedy.is_empty() {
        let line = place.add("p", "remedy");
        line.put("span", "lead", "対象にするには");
        line.write(remedy);
    }
}
