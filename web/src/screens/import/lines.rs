//! A row of a vendor's quote: a line with its kind and its figures, or what else it is.

use kaigo_hojo_assess::words::{self as said, grouped, yen};
use kaigo_hojo_contract::application;
use kaigo_hojo_contract::reading::{Charge, Figure, Line, Reading, Role, Row, SumOf, Sure, Tax};
use leptos::prelude::*;

use super::ask::{self, cells};
use super::asks::Aside;
use super::rows::Figures;
use super::state::{Import, Spot};
use crate::components::choice::{Choice, List};
use crate::components::parts::Mark;
use crate::erased::view;
use crate::words::{self, import};

/// A line.
#[component]
pub(super) fn LineRow<'r>(
    import: Import,
    reading: &'r Reading,
    row: &'r Row,
    spot: Spot,
    line: &'r Line,
    /// The kinds that it may be of.
    among: Vec<String>,
) -> impl IntoView + use<> {
    let guessed = import.kind_of(spot).is_none() && line.sure == Sure::Guess;
    let mark = match (row.is_added(), guessed) {
        (false, _) => Some(import::LEFT_OUT),
        (true, true) => Some(words::GUESS),
        (true, false) => None,
    };
    let can_go = !ask::is_asked(import, reading, row.row) && spot.1 == 0;
    view! {
        <tr>
            <th scope="row">{import::row(row.row, &line.name)}</th>
            <td>
                {mark.map(|mark| view! { <Mark of=mark/> })}
                <KindList import spot line among/>
                {can_go.then(|| view! { <Aside import row=row.row is_sum=false/> })}
            </td>
            <Figures figures=figures(line)/>
        </tr>
    }
}

fn figures(line: &Line) -> [String; 5] {
    let months = line.months.map_or_else(String::new, |months| {
        let in_year = months.in_year.known().map_or(import::UNKNOWN.to_owned(), |months| months.to_string());
        import::months_of(&in_year, months.total)
    });
    let per = match line.charge {
        Charge::Month => import::PER_MONTH,
        Charge::Year => import::PER_YEAR,
        Charge::Once | Charge::Asked => "",
    };
    let tax = match line.tax {
        Tax::Excluded => words::tax(application::Tax::Excluded),
        Tax::Included => words::tax(application::Tax::Included),
        Tax::Exempt => words::tax(application::Tax::Exempt),
        Tax::Unknown => import::UNKNOWN_TAX,
    };
    let quantity = line.quantity.known().map_or(import::UNKNOWN.to_owned(), |many| grouped(&many.to_string()));
    let price = import::price(&figure(line.unit_price_yen), per, tax);
    [quantity, line.unit.clone().unwrap_or_default(), months, price, figure(line.amount_yen)]
}

fn figure(yen: Figure) -> String {
    yen.known().map_or(import::UNKNOWN_YEN.to_owned(), said::yen)
}

// The kinds as a choice; a guess may stay one.
#[component]
fn KindList<'r>(import: Import, spot: Spot, line: &'r Line, among: Vec<String>) -> impl IntoView + use<> {
    let edition = import.edition();
    let id = if spot.1 == 0 { format!("kind-{}", spot.0) } else { format!("kind-{}-{}", spot.0, spot.1) };
    let is_guess = line.sure == Sure::Guess;
    let mut answers = Vec::new();
    if is_guess {
        let label = |id: &String| edition.kinds.iter().find(|kind| kind.id == *id).map(|kind| kind.label.as_str());
        answers.push(Choice::new("", import::guess(&among.iter().filter_map(label).collect::<Vec<_>>())));
    }
    answers.extend(edition.kinds.iter().map(|kind| {
        let group = edition.kind_groups.get(usize::from(kind.group)).map_or("", |group| group.as_str());
        Choice { value: kind.id.as_str().into(), words: kind.label.as_str().into(), group }
    }));
    let first = usize::from(is_guess);
    let own = || if is_guess { Some(0) } else { edition.kinds.iter().position(|kind| among == [kind.id.as_str()]) };
    let chosen = import.kind_of(spot).map_or_else(own, |kind| Some(kind + first));
    let choose = move |at: usize| import.choose_kind(spot, at.checked_sub(first));
    view! {
        <label class="unseen" for=id.clone()>{import::kind_of(spot.0, &line.name)}</label>
        <List id=id.clone() name=id answers chosen on_choose=choose/>
    }
}

/// A row that is no line: what it is, and for sums whether they fit.
#[component]
pub(super) fn Other<'r>(import: Import, reading: &'r Reading, row: &'r Row) -> impl IntoView + use<> {
    let is_discount = row.role == Role::Discount;
    let what = if is_discount && !row.aside {
        import::discount(import::role(row.role), &row.over)
    } else {
        import::not_added(import::role(row.role))
    };
    let can_go = is_discount && !ask::is_asked(import, reading, row.row);
    let sum = reading.sums.iter().find(|sum| sum.row == row.row);
    let fits = sum.map(|sum| {
        let name = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
        let of = match sum.what {
            SumOf::Tax | SumOf::TaxWithin => import::tax_of_lines(sum.rounding, sum.per_line),
            _ => import::SUM_OF_LINES.to_owned(),
        };
        let class = if sum.agrees == Some(false) { "lacks" } else { "hint" };
        view! { <p class=class>{import::fits(name, &of, sum.agrees)}</p> }
    });
    let printed = sum.map(|sum| figure(sum.yen)).or(row.amount_yen.map(yen));
    view! {
        <tr>
            <th scope="row">{import::row(row.row, &cells(row))}</th>
            <td colspan="5">
                {what}
                {can_go.then(|| view! { <Aside import row=row.row is_sum=false/> })}
                {fits}
            </td>
            <td class="figures">{printed.unwrap_or_default()}</td>
        </tr>
    }
}
