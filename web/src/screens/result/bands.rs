//! The bands of a figure, with "you are here".

use kaigo_hojo_assess::rules::edition::{Table as Edges, Unit};
use kaigo_hojo_assess::words::{grouped, quantity};
use kaigo_hojo_contract::assessment::Assessment;
use leptos::prelude::*;

use crate::components::parts::Mark;
use crate::components::table::{FIGURES, Table};
use crate::erased::view;
use crate::store::Desk;
use crate::trace;
use crate::words::result as words;

/// The table with the band that holds; nothing where none is used.
#[component]
pub(super) fn Bands<'r>(desk: &'static Desk, assessment: &'r Assessment<'static>) -> impl IntoView + use<> {
    used(desk, assessment).map(|(edges, here)| {
        let rows = (0..edges.bands.len()).map(|at| view! { <Band edges at here/> }).collect_view();
        let heads = vec![("", words::CATEGORY), (FIGURES, desk.whole().about.ceiling_term.as_str())];
        view! { <Table caption=edges.label.as_str() clause=edges.cite.as_str() heads>{rows}</Table> }
    })
}

// The bands, and the number that is looked up in them where it is known.
fn used(desk: &'static Desk, assessment: &Assessment<'static>) -> Option<(&'static Edges, Option<i64>)> {
    let (by, edges) = desk.whole().plan.band?;
    let step = trace::step(desk.whole(), &assessment.steps, by)?;
    let edges = desk.whole().tables.get(usize::from(edges))?;
    // A range is no place in the table.
    let value = step.value.as_deref().filter(|_| trace::is_narrow(step));
    Some((edges, value.and_then(number)))
}

#[component]
fn Band(edges: &'static Edges, at: usize, here: Option<i64>) -> impl IntoView {
    edges.bands.get(at).map(|(from, gives)| {
        let next = edges.bands.get(at + 1).map(|(from, _)| *from);
        let last = next.map(|next| grouped(&(next - 1).to_string()));
        let here = here.filter(|here| here >= from && next.is_none_or(|next| *here < next));
        view! {
            <tr>
                <th scope="row">
                    {words::band(&grouped(&from.to_string()), last.as_deref(), &edges.unit)}
                    {here.map(|here| view! { <Mark of=words::HERE/>{words::here(here, &edges.unit)} })}
                </th>
                <td class=FIGURES>{quantity(gives, &Unit::Yen)}</td>
            </tr>
        }
    })
}

// The digits that a value begins with: of eleven persons 11.
fn number(value: &str) -> Option<i64> {
    let digits = value.chars().take_while(|sign| sign.is_ascii_digit() || *sign == ',');
    digits.filter(|sign| *sign != ',').collect::<String>().parse().ok()
}
