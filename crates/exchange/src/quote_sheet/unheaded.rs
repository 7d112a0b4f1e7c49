//! What the columns of a sheet without headings hold: by how their figures belong together.

use kaigo_hojo_contract::reading::Form;
use kaigo_hojo_rules::order::sort_by_key;

use super::counts::{Count, Unit, count, unit};
use super::heads::{Head, Holds};
use super::numbers::price;
use super::spaced;

// Columns of figures beyond these are not looked at.
const MOST_COLUMNS: usize = 10;

/// Headings for rows that have none. Between blanks there is one usual order, with a price
/// and an amount or one of them; else what multiplies to the amount.
pub(super) fn heads(form: Form, rows: &[Vec<String>]) -> Vec<Head> {
    let of = |holds: Option<Holds>| Head { holds, ..Head::default() };
    if form == Form::Spaces {
        use Holds::{Amount, Either, Name, Price, Quantity, Unit};
        let whole = [Name, Quantity, Unit, Price, Amount].map(|holds| of(Some(holds))).to_vec();
        let short = [Name, Quantity, Unit, Either].map(|holds| of(Some(holds))).to_vec();
        let fits = |heads: &[Head]| rows.iter().any(|row| spaced::is_dealt(&row.concat(), heads));
        return if fits(&whole) || !fits(&short) { whole } else { short };
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut held = vec![None; width];
    let holds_figures = |at: &usize| rows.iter().any(|row| is_figure(cell(row, *at)));
    let figures: Vec<usize> = (0..width).filter(holds_figures).take(MOST_COLUMNS).collect();
    if let Some([quantity, one, all]) = product(rows, &figures) {
        (held[quantity], held[one], held[all]) = (Some(Holds::Quantity), Some(Holds::Price), Some(Holds::Amount));
        let rest = figures.iter().find(|at| held[**at].is_none() && counts_months(rows, [quantity, one, all], **at));
        if let Some(months) = rest {
            held[*months] = Some(Holds::Months);
        }
    } else {
        by_size(rows, &figures, &mut held);
    }
    words(rows, &mut held);
    held.into_iter().map(of).collect()
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", |cell| cell.trim())
}

fn pieces(text: &str) -> Count {
    count(text)
}

fn is_figure(text: &str) -> bool {
    let count = pieces(text);
    price(text).money.yen().is_some() || (count.trouble.is_none() && !count.is_empty())
}

// How many a cell counts, pieces and periods together.
fn times(text: &str) -> Option<i64> {
    let count = pieces(text);
    if count.trouble.is_some() || count.is_empty() {
        return None;
    }
    Some(count.pieces.unwrap_or(1).saturating_mul(count.periods.map_or(1, |(many, _)| many)))
}

fn values(row: &[String], [quantity, one, all]: [usize; 3]) -> Option<(i64, i64, i64)> {
    let yen = |at: usize| price(cell(row, at)).money.yen();
    Some((times(cell(row, quantity))?, yen(one)?, yen(all)?))
}

// The quantity, the price and the amount, where most rows that have all three multiply. Of equal ones that in which the
// amount is furthest to the right, and the quantity is the smaller.
fn product(rows: &[Vec<String>], figures: &[usize]) -> Option<[usize; 3]> {
    let mut best: Option<(usize, [usize; 3])> = None;
    for &all in figures.iter().rev() {
        for &quantity in figures {
            for &one in figures.iter().rev() {
                let columns = [quantity, one, all];
                if quantity == one || one == all || quantity == all {
                    continue;
                }
                let found = rows.iter().filter_map(|row| values(row, columns));
                let fits =
                    found.filter(|(quantity, one, all)| quantity.saturating_mul(*one) == *all && quantity <= one);
                let many = fits.count();
                if many > 0 && best.is_none_or(|(most, _)| many > most) {
                    best = Some((many, columns));
                }
            }
        }
    }
    best.map(|(_, columns)| columns)
}

// Whether a column has the missing factor wherever it is filled.
fn counts_months(rows: &[Vec<String>], columns: [usize; 3], months: usize) -> bool {
    let mut filled =
        rows.iter().filter(|row| times(cell(row, months)).is_some() && values(row, columns).is_some()).peekable();
    filled.peek().is_some()
        && filled.all(|row| {
            let (quantity, one, all) = values(row, columns).unwrap_or_default();
            quantity.saturating_mul(one).saturating_mul(times(cell(row, months)).unwrap_or(1)) == all
        })
}

// One column of figures is the amount; of two the larger is a price or an amount.
fn by_size(rows: &[Vec<String>], figures: &[usize], held: &mut [Option<Holds>]) {
    let sum = |at: usize| rows.iter().filter_map(|row| price(cell(row, at)).money.yen()).fold(0, i64::saturating_add);
    let mut by_size = figures.to_vec();
    sort_by_key(&mut by_size, |at| core::cmp::Reverse(sum(*at)));
    match by_size.as_slice() {
        [] => {}
        [amount] => held[*amount] = Some(Holds::Amount),
        [either, quantity] => (held[*either], held[*quantity]) = (Some(Holds::Either), Some(Holds::Quantity)),
        [prices @ .., quantity] => {
            held[*quantity] = Some(Holds::Quantity);
            prices.iter().for_each(|at| held[*at] = Some(Holds::Either));
        }
    }
}

// Of the columns of words: the units, the name, and what says more.
fn words(rows: &[Vec<String>], held: &mut [Option<Holds>]) {
    let quantity = held.iter().position(|held| *held == Some(Holds::Quantity));
    let open: Vec<usize> = (0..held.len()).filter(|at| held[*at].is_none()).collect();
    let length = |at: usize| rows.iter().map(|row| cell(row, at).chars().count()).sum::<usize>();
    let Some(name) = open.iter().copied().max_by_key(|at| (length(*at), core::cmp::Reverse(*at))) else { return };
    held[name] = Some(Holds::Name);
    for at in open.into_iter().filter(|at| *at != name) {
        let counted = |row: &&Vec<String>| quantity.is_some_and(|quantity| times(cell(row, quantity)).is_some());
        let units = rows.iter().filter(counted).all(|row| {
            let text = cell(row, at);
            text.chars().count() <= 5
                && !matches!(unit(text), Some(Unit::Thing(thing)) if thing.is_ascii() && thing.len() > 2)
        });
        let taken = held.contains(&Some(Holds::Unit));
        held[at] = Some(if units && !taken && length(at) > 0 { Holds::Unit } else { Holds::Spec });
    }
}
