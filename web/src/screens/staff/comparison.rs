//! Both ways of counting beside each other, and the way of each into the answers.

use core::cmp::Ordering;

use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition, Staffing, Unit};
use kaigo_hojo_assess::staff::{Count, StaffError, Way, bands, count};
use kaigo_hojo_assess::words::{grouped, quantity};
use kaigo_hojo_contract::Answer;
use kaigo_hojo_contract::draft::{StaffRow, StaffTable};
use leptos::prelude::*;

use crate::components::head::go_to_question;
use crate::components::parts::{Mark, Text};
use crate::erased::view;
use crate::store::Desk;
use crate::words::staff as words;

/// Both ways, or what the table still lacks.
#[component]
pub(super) fn Comparison(desk: &'static Desk, staffing: &'static Staffing) -> impl IntoView {
    let found = move || {
        let table = desk.staff.get().unwrap_or_default();
        match count(&table, &staffing.roles, bands(desk.whole())) {
            Ok(found) => view! { <Ways desk staffing found/> },
            Err(errors) => view! { <Lacking errors/> },
        }
    };
    view! { <div class="found" role="status">{move || found()}</div> }
}

#[component]
fn Lacking(errors: Vec<StaffError>) -> impl IntoView {
    let error = |error: StaffError| {
        let row = error.row.map_or_else(String::new, words::in_row);
        view! { <li>{[row, error.to_string()].concat()}</li> }
    };
    view! { <p>{words::LACKS}</p><ul class="plain-list">{errors.into_iter().map(error).collect_view()}</ul> }
}

#[component]
fn Ways(desk: &'static Desk, staffing: &'static Staffing, found: Count) -> impl IntoView {
    let mark = if found.by_head_is == Ordering::Equal { words::EQUAL } else { words::BETTER };
    let better = better(desk.whole(), &found);
    let heads_are_better = found.by_head_is == Ordering::Greater;
    view! {
        <Beside edition=desk.whole() found=&found/>
        <p class="verdict"><Mark of=mark/><span>{better}</span></p>
        <Take desk staffing way=found.all_fte label=words::WAYS[0] is_better=!heads_are_better/>
        <Take desk staffing way=found.by_head label=words::WAYS[1] is_better=heads_are_better/>
    }
}

// The table of both ways.
#[component]
fn Beside<'f>(edition: &'static Edition, found: &'f Count) -> impl IntoView + use<> {
    let row = |words: &'static str, value: &dyn Fn(&Way) -> Text| {
        let cell = |way: &Way| view! { <td class="figures">{value(way)}</td> };
        view! { <tr><th scope="row">{words}</th>{cell(&found.all_fte)}{cell(&found.by_head)}</tr> }
    };
    let people = |number: i64| words::people(&grouped(&number.to_string())).into();
    let of_band = bands(edition).map(|_| {
        view! {
            {row(words::BAND, &|way| band(edition, way))}
            {row(&edition.about.ceiling_term, &|way| ceiling(edition, way))}
        }
    });
    view! {
        <table>
            <caption>{words::BOTH_WAYS}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::WAY}</th>
                    {words::WAYS.map(|way| view! { <th scope="col" class="figures">{way}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody>
                {row(words::FTE, &|way| words::people(&way.fte).into())}
                {row(words::HEADS, &|way| people(way.heads))}
                {row(words::STAFF_ROUNDED, &|way| people(way.staff))}
                {of_band}
            </tbody>
        </table>
    }
}

fn better(edition: &'static Edition, found: &Count) -> String {
    let has_bands = bands(edition).is_some();
    let what = if has_bands { &edition.about.ceiling_term } else { words::STAFF };
    let of = |way: &Way| if has_bands { ceiling(edition, way) } else { words::people(&way.staff.to_string()).into() };
    let (fte, heads) = (of(&found.all_fte), of(&found.by_head));
    match found.by_head_is {
        Ordering::Equal => words::equal(what, &fte),
        Ordering::Greater => words::heads_are_better(what, &fte, &heads),
        Ordering::Less => words::fte_is_better(what, &heads, &fte),
    }
}

fn band(edition: &Edition, way: &Way) -> Text {
    let (Some(table), Some(at)) = (bands(edition), way.band) else { return words::NONE.into() };
    let first = |at: usize| table.bands.get(at).map(|(from, _)| *from);
    words::band(first(at).unwrap_or(0), first(at + 1).map(|next| next - 1), &table.unit).into()
}

fn ceiling(edition: &Edition, way: &Way) -> Text {
    let figure = bands(edition).and_then(|table| table.bands.get(way.band?));
    figure.map_or_else(|| words::NONE.into(), |(_, figure)| quantity(figure, &Unit::Yen).into())
}

// The button that puts a way of counting into the answers.
#[component]
fn Take(
    desk: &'static Desk,
    staffing: &'static Staffing,
    way: Way,
    label: &'static str,
    is_better: bool,
) -> impl IntoView {
    let class = if is_better { "main" } else { "plain" };
    let take = move |_| {
        if take(desk, staffing, &way) {
            go_to_question(desk, usize::from(staffing.fte));
        }
    };
    view! { <p class="use"><button type="button" class=class on:click=take>{words::take(label)}</button></p> }
}

// Whether the answers took it.
fn take(desk: &'static Desk, staffing: &Staffing, way: &Way) -> bool {
    let heads = way.heads.to_string();
    let taken = desk.enter(|draft| {
        for (question, number) in [(staffing.fte, &way.fte), (staffing.heads, &heads)] {
            let Some(question) = desk.whole().questions.get(usize::from(question)) else { continue };
            let answer = match (&question.kind, number.parse()) {
                (AnswerKind::Number { decimal: false, .. }, Ok(whole)) => Answer::Whole(whole),
                _ => Answer::Text(number.clone()),
            };
            draft.application.answers.insert(question.id.clone(), answer);
        }
    });
    if taken {
        let by_head = |row: &StaffRow| staffing.roles.iter().any(|role| role.id == row.role && role.by_head);
        let mark = |row: &mut StaffRow| row.by_head = way.heads > 0 && by_head(row);
        desk.set(desk.staff, |staff| {
            staff.iter_mut().flat_map(|table: &mut StaffTable| &mut table.rows).for_each(mark);
        });
    }
    taken
}
