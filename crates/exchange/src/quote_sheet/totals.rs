//! What will be added, beside the quote's own total.

use kaigo_hojo_contract::reading::{ByTax, Charge, Line, Printed, Role, Rounding, Row, Sum, SumOf, Tax, Totals};

use super::sums::{closure, known};

/// How deep sums can be of sums.
pub(super) const DEEP: usize = 8;

/// The totals of rows and their sums.
pub(super) fn totals(rows: &[Row], sums: &[Sum]) -> Totals {
    let found = added(rows);
    let quote = quote(rows, sums);
    let agrees = found.zip(quote).map(|((added, per_month), quote)| {
        let rest = quote.yen - added.all() - per_month.all();
        if quote.tax == Tax::Included { taxes(rows).contains(&rest) } else { rest == 0 }
    });
    let (added, per_month) = found.unzip();
    Totals { added, per_month: per_month.unwrap_or_default(), quote, agrees }
}

fn ordered(rows: &[Row]) -> impl Iterator<Item = &Row> + Clone {
    rows.iter().filter(|row| row.in_order.is_none() && !row.aside)
}

// The lines less discounts, and what is paid by the month for nobody knows how long.
fn added(rows: &[Row]) -> Option<(ByTax, ByTax)> {
    let (mut added, mut per_month) = (ByTax::default(), ByTax::default());
    for row in ordered(rows) {
        for line in &row.lines {
            let endless = line.charge == Charge::Month && line.months.is_some_and(|months| months.total.is_none());
            let place = if endless { &mut per_month } else { &mut added };
            place.add(line.tax, line.amount_yen.known()?);
        }
        if let (Some(yen), Some(first)) = (row.amount_yen, row.over.first()) {
            added.add(rows.get(first.checked_sub(1)?)?.lines.first()?.tax, yen);
        }
    }
    Some((added, per_month))
}

// The last word on what has to be paid: of the sums of all that is ordered the last, with tax if there is one.
fn quote(rows: &[Row], sums: &[Sum]) -> Option<Printed> {
    let has_figures =
        |row: &&Row| row.role == Role::Line && row.lines.iter().all(|line| line.amount_yen.known().is_some());
    let needed: Vec<usize> = ordered(rows).filter(has_figures).map(|row| row.row).collect();
    let whole = |sum: &&Sum| {
        let covered = closure(sums, &sum.of, DEEP);
        sum.what == SumOf::Sum && sum.charge.is_none() && needed.iter().all(|row| covered.contains(row))
    };
    let all = sums.iter().filter(whole);
    let with_tax = all.clone().rfind(|sum| sum.tax == Some(Tax::Included));
    let found = with_tax.or_else(|| all.clone().next_back())?;
    Some(Printed { row: found.row, yen: known(found)?, tax: found.tax? })
}

// The tax of the lines without it, rounded in the ways that vendors use: on each line, or on all of a rate.
fn taxes(rows: &[Row]) -> Vec<i64> {
    let lines = || ordered(rows).flat_map(|row| &row.lines).filter(|line| line.tax == Tax::Excluded);
    let yen = |line: &Line| line.amount_yen.known().unwrap_or(0);
    let less: i64 = ordered(rows).filter_map(|row| row.amount_yen).sum();
    let without = lines().next().is_some();
    let of_rate = |rate: i64| lines().filter(|line| line.tax_rate_percent == rate).map(yen).sum::<i64>();
    let on_all = [(10, of_rate(10) + if without { less } else { 0 }), (8, of_rate(8))];
    let on_each: Vec<(i64, i64)> = lines().map(|line| (line.tax_rate_percent, yen(line))).collect();
    let tax = |parts: &[(i64, i64)], rounding: Rounding| -> i64 {
        parts.iter().filter_map(|(rate, yen)| rounding.of(*yen, *rate, 100)).sum()
    };
    [Rounding::Down, Rounding::HalfUp, Rounding::Up]
        .into_iter()
        .flat_map(|rounding| [tax(&on_all, rounding), tax(&on_each, rounding)])
        .collect()
}
