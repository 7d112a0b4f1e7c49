//! What is said of a programme and of an assessment in more than one place.
//!
//! Invariants: the status stands before the figure; what cannot be computed is never 0; a figure that leaves lines out
//! says so.

use kaigo_hojo_assess::rules::edition::About;
use kaigo_hojo_assess::words::date;
use kaigo_hojo_contract::assessment::{Amount, NotComputable};
use leptos::prelude::*;

use super::parts::{Cited, Fact, Mark};
use crate::browser::clock::today;
use crate::erased::view;
use crate::words;

/// The status of a programme and what it means, and that the rules may have changed since.
#[component]
pub(crate) fn Status(about: &'static About) -> impl IntoView {
    let today = today();
    let (word, meaning) = words::status(about.status_on(today));
    let outdated = (today > about.valid_until).then(|| {
        view! {
            <p class="hint"><Mark of=words::UNCONFIRMED/>{words::valid_until(&date(about.valid_until))}</p>
        }
    });
    view! {
        <p class="card-status"><span class="status">{word}</span><span>{meaning}</span></p>
        {outdated}
    }
}

/// How old the text of a programme is, and when and by whom it was last checked.
#[component]
pub(crate) fn Sources(about: &'static About) -> impl IntoView {
    view! {
        <Fact label=words::AS_OF>{date(about.as_of)}</Fact>
        <Fact label=words::CHECKED>{words::checked(about)}</Fact>
    }
}

/// The figure, or that there is none.
pub(crate) fn figure(amount: Option<Amount>) -> String {
    amount.map_or_else(|| words::NO_FIGURE.to_owned(), words::amount)
}

/// What the figure alone does not say.
#[component]
pub(crate) fn Warnings(amount: Option<Amount>, reason: Option<NotComputable<'static>>) -> impl IntoView {
    let reason = reason.map(|reason| view! { <Cited class="wrong" words=reason.reason clause=reason.cite/> });
    let loose = amount.is_some_and(|amount| !amount.tight);
    view! {
        {reason}
        {loose.then(|| view! { <p class="hint">{words::LOOSE}</p> })}
    }
}

/// What would bring a line in; nothing where nothing would.
#[component]
pub(crate) fn Remedy(words: &'static str) -> impl IntoView {
    (!words.is_empty()).then(|| view! { <p class="remedy"><span class="lead">{words::TO_COUNT}</span>{words}</p> })
}
