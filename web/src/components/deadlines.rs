//! What is due by when, as a table: the same for the self-check and for paper.

use kaigo_hojo_assess::due::{Due, PAST, due, reception};
use kaigo_hojo_contract::assessment::{DeadlineState, Needed};
use leptos::prelude::*;

use super::parts::{Cite, Mark};
use crate::erased::view;
use crate::store::{Desk, Report};
use crate::words::check as words;

/// Whether anything is due.
pub(crate) fn is_due(desk: &Desk, report: &Report) -> bool {
    report
        .assessment
        .as_ref()
        .is_some_and(|assessment| !assessment.deadlines.is_empty() || desk.whole().about.reception.is_some())
}

/// The table; nothing where nothing is due.
#[component]
pub(crate) fn Deadlines<'r>(
    desk: &'static Desk,
    report: &'r Report,
    /// The class of its caption.
    #[prop(optional)]
    caption: &'static str,
) -> impl IntoView + use<> {
    is_due(desk, report).then(|| {
        let reception = desk.whole().about.reception.map(|days| {
            let due = reception(days, desk.today);
            view! { <tr><th scope="row">{words::RECEPTION}</th><Days due/></tr> }
        });
        let deadlines = report.assessment.iter().flat_map(|assessment| &assessment.deadlines);
        let rows = deadlines.map(|deadline| view! { <Row desk report deadline/> }).collect_view();
        view! {
            <table>
                <caption class=caption>{words::DEADLINES}</caption>
                <thead>
                    <tr><th scope="col">{words::TO_DO}</th><th scope="col" class="figures">{words::DUE}</th></tr>
                </thead>
                <tbody>{reception}{rows}</tbody>
            </table>
        }
    })
}

#[component]
fn Row<'r>(desk: &'static Desk, report: &'r Report, deadline: &'r DeadlineState<'static>) -> impl IntoView + use<> {
    let mark = (deadline.needed == Needed::Unknown).then(|| view! { <Mark of=words::IF_CONCERNED/> });
    let hint = |words: String| (!words.is_empty()).then(|| view! { <p class="hint">{words}</p> });
    let names: Vec<String> = deadline.item_ids.iter().map(|id| desk.name_in(report, id)).collect();
    let lines = if names.is_empty() { String::new() } else { words::of_lines(&names) };
    view! {
        <tr>
            <th scope="row">
                {mark}
                {deadline.label}
                <Cite clause=deadline.cite/>
                {hint(deadline.help.to_owned())}
                {hint(lines)}
            </th>
            <Days due=due(deadline, desk.today)/>
        </tr>
    }
}

// When it is due.
#[component]
fn Days(due: Due) -> impl IntoView {
    let day = |day: String| {
        // It breaks only before the brackets.
        let (day, brackets) = day.split_at(day.find('（').unwrap_or(day.len()));
        view! { <span class="day"><span>{day.to_owned()}</span><span>{brackets.to_owned()}</span></span> }
    };
    let said =
        |class: &'static str, words: String| (!words.is_empty()).then(|| view! { <span class=class>{words}</span> });
    view! {
        <td class="figures">
            {due.days.into_iter().map(day).collect_view()}
            {said("hint", due.hint)}
            {said("wrong", due.contradiction)}
            {due.is_past.then(|| view! { <span class="wrong">{PAST}</span> })}
        </td>
    }
}
