//! The arithmetic of a reading: each line, each sum, the totals.

use whole_system_tests::quotes::reading::{
    Charge, Figure, Line, Money, Reading, Role, Rounding, Row, Sum, SumOf, Tax, Totals,
};

/// All that does not hold of a reading's figures; what the sheet prints is looked for in its rows.
pub(crate) fn complaints(reading: &Reading, sheet: &[Vec<String>]) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in &reading.rows {
        let mut complain = |what: String| wrong.push(format!("row {}: {what}", row.row));
        row.lines.iter().for_each(|line| line_holds(line, &mut complain));
        let sums = reading.sums.iter().filter(|sum| sum.row == row.row);
        let expected = matches!(row.role, Role::Sum | Role::Tax | Role::Carry);
        let lines_are_lines = row.over.iter().all(|over| !lines(reading, *over).is_empty());
        if (sums.count() > 0) != expected || !lines_are_lines {
            complain("a sum that is not told, or of what is none".to_owned());
        }
    }
    for sum in &reading.sums {
        let mut complain = |what: String| wrong.push(format!("row {}: {what}", sum.row));
        sum_holds(reading, sum, &mut complain);
        let cells = sum.row.checked_sub(1).and_then(|row| sheet.get(row));
        if let (Some(yen), Some(cells)) = (sum.yen.known(), cells)
            && !prints(cells, yen)
        {
            complain(format!("{yen} is not printed"));
        }
    }
    match &reading.totals {
        Some(totals) => totals_hold(reading, totals, &mut |what| wrong.push(what)),
        None => wrong.push("no totals".to_owned()),
    }
    wrong
}

/// Whether a row prints a number of yen, in yen, thousands or millions, with whatever marks.
fn prints(cells: &[String], yen: i64) -> bool {
    let plain = |char: char| match char {
        '０'..='９' => char::from_digit(u32::from(char) - u32::from('０'), 10),
        ',' | '，' | '.' => None,
        other => Some(other),
    };
    let numbers = |text: &str| -> Vec<i64> {
        let text: String = text.chars().filter_map(plain).collect();
        text.split(|char: char| !char.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
    };
    // A sum whose commas parted it stands in several cells.
    let all = cells.iter().flat_map(|cell| numbers(cell)).chain(numbers(&cells.join(",")));
    all.into_iter().any(|number| [1, 1_000, 1_000_000].into_iter().any(|scale| number.checked_mul(scale) == Some(yen)))
}

/// Quantity × price × periods, less its discount, is the amount.
fn line_holds(line: &Line, complain: &mut impl FnMut(String)) {
    let months = line.months.filter(|_| matches!(line.charge, Charge::Month | Charge::Year));
    if months.is_some() != matches!(line.charge, Charge::Month | Charge::Year)
        || line.months.is_some() != months.is_some()
    {
        complain("months without a charge, or a charge without months".to_owned());
    }
    let total = months.and_then(|months| months.total);
    let in_year = months.map_or(0, |months| months.in_year.known().or(months.at_most).unwrap_or(0));
    if in_year > total.unwrap_or(12).min(12) || (line.charge == Charge::Year && total.is_none_or(|all| all % 12 != 0)) {
        complain("the months do not fit".to_owned());
    }
    let periods = if line.charge == Charge::Year { total.map(|all| all / 12) } else { total }.unwrap_or(1);
    let figures = [line.quantity, line.unit_price_yen, line.amount_yen].map(Figure::known);
    if let [Some(quantity), Some(price), Some(amount)] = figures {
        if quantity * price * periods - line.discount_yen != amount {
            let periods = if periods == 1 { String::new() } else { format!(" × {periods}") };
            complain(format!("{quantity} × {price}{periods} is not {amount}"));
        }
        let with_tax = |rounding: Rounding| rounding.of(amount, 100 + line.tax_rate_percent, 100);
        let included = line.amount_included_yen;
        if included.is_some() && !Rounding::ALL.into_iter().any(|rounding| with_tax(rounding) == included) {
            complain(format!("{amount} and its tax are not {included:?}"));
        }
    }
    if !matches!(line.tax_rate_percent, 8 | 10) || figures.into_iter().flatten().any(|figure| figure < 0) {
        complain("a figure that no line has".to_owned());
    }
}

/// The lines of a row that are ordered.
fn lines(reading: &Reading, row: usize) -> &[Line] {
    let row = row.checked_sub(1).and_then(|ix| reading.rows.get(ix));
    row.map_or(&[], |row| &row.lines)
}

/// What a row adds to a sum; `None` where it cannot be told. Lines are added with tax where the sum is with tax.
fn adds(reading: &Reading, row: usize, tax: Tax, charge: Option<Charge>) -> Option<i64> {
    let Row { role, lines, amount_yen, .. } = reading.rows.get(row.checked_sub(1)?)?;
    match role {
        Role::Line => lines
            .iter()
            .filter(|line| charge.is_none_or(|charge| line.charge == charge))
            .map(|line| {
                let with_tax = tax == Tax::Included && line.tax == Tax::Excluded;
                if with_tax { line.amount_included_yen } else { line.amount_yen.known() }
            })
            .sum(),
        Role::Discount => *amount_yen,
        _ => {
            let mut of_row = reading.sums.iter().filter(|sum| sum.row == row);
            let first = of_row.clone().next();
            of_row.find(|sum| sum.tax == Some(tax)).or(first)?.yen.known()
        }
    }
}

/// A sum is what its rows come to, or is said not to be.
fn sum_holds(reading: &Reading, sum: &Sum, complain: &mut impl FnMut(String)) {
    let is_tax = matches!(sum.what, SumOf::Tax | SumOf::TaxWithin);
    let whole = is_tax == sum.rate_percent.is_some() && is_tax == sum.rounding.is_some() && is_tax == sum.tax.is_none();
    if !whole || sum.of.is_empty() || sum.of.contains(&sum.row) {
        return complain("half a sum".to_owned());
    }
    let rows = sum.of.iter();
    let each: Option<Vec<i64>> =
        rows.map(|row| adds(reading, *row, sum.tax.unwrap_or(Tax::Unknown), sum.charge)).collect();
    let comes_to: Option<i64> = each.and_then(|each| match (sum.rate_percent, sum.rounding) {
        (Some(rate), Some(rounding)) => {
            let whole = if sum.what == SumOf::Tax { 100 } else { 100 + rate };
            let parts = if sum.per_line { each } else { vec![each.iter().sum()] };
            parts.into_iter().map(|part| rounding.of(part, rate, whole)).sum()
        }
        _ => Some(each.iter().sum()),
    });
    match (sum.agrees, comes_to, sum.yen.known()) {
        (Some(true), Some(comes_to), Some(yen)) if comes_to != yen => complain(format!("{comes_to}, not {yen}")),
        (Some(false), Some(comes_to), Some(yen)) if comes_to == yen => complain(format!("{yen} agrees")),
        (Some(_), None, _) | (Some(_), _, None) => complain("nobody can tell whether it agrees".to_owned()),
        (None, Some(_), Some(_)) => complain("it can be told whether it agrees".to_owned()),
        _ => {}
    }
}

/// What the lines come to, by tax, and those by the month; `None` while a figure of an ordered line is open.
fn added(reading: &Reading) -> Option<(Money, Money)> {
    let (mut added, mut per_month) = (Money::default(), Money::default());
    for row in reading.rows.iter().filter(|row| row.in_order.is_none()) {
        for line in &row.lines {
            let unlimited = line.charge == Charge::Month && line.months.is_some_and(|months| months.total.is_none());
            let place = if unlimited { &mut per_month } else { &mut added };
            place.add(line.tax, line.amount_yen.known()?);
        }
        if let (Some(yen), Some(first)) = (row.amount_yen, row.over.first()) {
            added.add(lines(reading, *first).first()?.tax, yen);
        }
    }
    Some((added, per_month))
}

/// The totals are those of the lines, and agree with the quote's own or are said not to.
fn totals_hold(reading: &Reading, totals: &Totals, complain: &mut impl FnMut(String)) {
    let found = added(reading);
    if found.map(|(added, _)| added) != totals.added
        || found.is_some_and(|(_, per_month)| per_month != totals.per_month)
    {
        complain(format!("added: {}", found.map_or("asked".to_owned(), |(added, month)| told(added, month))));
    }
    let printed = totals.quote.is_none_or(|quote| {
        let mut of_row = reading.sums.iter().filter(|sum| sum.row == quote.row);
        of_row.any(|sum| sum.yen == Figure::Known(quote.yen) && sum.tax == Some(quote.tax))
    });
    if !printed {
        complain("the quote's total is no sum of the sheet".to_owned());
    }
    let agrees = found.zip(totals.quote).map(|((mut all, month), quote)| {
        [(Tax::Excluded, month.excluded), (Tax::Included, month.included), (Tax::Exempt, month.exempt)]
            .into_iter()
            .for_each(|(tax, yen)| all.add(tax, yen));
        let rest = quote.yen - all.included - all.exempt - all.unknown - all.excluded;
        if quote.tax == Tax::Included { taxes(reading).contains(&rest) } else { rest == 0 }
    });
    if agrees != totals.agrees {
        complain(format!("the totals agree: {agrees:?}"));
    }
}

fn told(added: Money, per_month: Money) -> String {
    let Money { excluded, included, exempt, unknown } = added;
    format!("{excluded} excluded, {included} included, {exempt} exempt, {unknown} unknown, per month {per_month:?}")
}

/// The tax of the lines without it, rounded in the ways that vendors use: on each line, or on all of a rate.
fn taxes(reading: &Reading) -> Vec<i64> {
    let ordered = reading.rows.iter().filter(|row| row.in_order.is_none());
    let lines = ordered.clone().flat_map(|row| &row.lines).filter(|line| line.tax == Tax::Excluded);
    let parts: Vec<(i64, i64)> =
        lines.filter_map(|line| Some((line.tax_rate_percent, line.amount_yen.known()?))).collect();
    let less: i64 = ordered.filter_map(|row| row.amount_yen).sum();
    let of_rate = |rate: i64| -> i64 { parts.iter().filter(|part| part.0 == rate).map(|part| part.1).sum() };
    let on_sums = [(10, of_rate(10) + less), (8, of_rate(8))];
    let tax = |parts: &[(i64, i64)], rounding: Rounding| -> i64 {
        parts.iter().filter_map(|(rate, yen)| rounding.of(*yen, *rate, 100)).sum()
    };
    Rounding::ALL.into_iter().flat_map(|rounding| [tax(&on_sums, rounding), tax(&parts, rounding)]).collect()
}
