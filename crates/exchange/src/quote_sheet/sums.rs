//! The sums of a sheet: of which rows each is, found by adding up, and whether it agrees.

use kaigo_hojo_contract::reading::{Charge, Figure, Line, Role, Rounding, Sum, SumOf};
use kaigo_hojo_rules::order::{sort_and_dedup, sort_by_key};

use super::roles::is_within;

/// What a row adds.
#[derive(Debug)]
pub(super) struct Item<'i> {
    pub(super) role: Role,
    pub(super) lines: &'i [Line],
    /// Of a discount.
    pub(super) less: Option<i64>,
    /// What the row prints as its sum, in the terms of the lines.
    pub(super) printed: Option<i64>,
    /// The same with tax, where that has a column of its own.
    pub(super) with_tax: Option<i64>,
    /// The tax, where that has a column of its own.
    pub(super) tax_yen: Option<i64>,
    /// What is paid once, beside what is paid every month.
    pub(super) initial: Option<i64>,
    /// Its words, as they are compared.
    pub(super) words: String,
}

/// The sums, and the lines below the last of them that are in none.
#[derive(Debug, Default)]
pub(super) struct FoundSums {
    pub(super) sums: Vec<Sum>,
    pub(super) outside: Vec<usize>,
}

/// Finds the sums. Rows count from 0 here, and from 1 in what is given.
pub(super) fn find(items: &[Item<'_>], only_with_tax: bool) -> FoundSums {
    let mut walk = Walk { items, only_with_tax, state: State::default(), sums: Vec::new() };
    let mut above = Vec::new();
    for (row, item) in items.iter().enumerate() {
        match item.role {
            Role::Line | Role::Discount => walk.state.add(row),
            Role::Carry => walk.carry(row),
            Role::Tax => walk.tax(row),
            Role::Sum if walk.state.all.is_empty() => above.push(row),
            Role::Sum => walk.sum(row),
            _ => {}
        }
    }
    let ended = walk.sums.iter().any(|sum| sum.what == SumOf::Sum);
    let is_line = |row: &usize| items[*row].role == Role::Line;
    let outside: Vec<usize> =
        if ended { walk.state.open.iter().copied().filter(is_line).collect() } else { Vec::new() };
    walk.state.open.retain(|row| !outside.contains(row));
    walk.state.all.retain(|row| !outside.contains(row));
    // What stands above the lines is told last: it repeats what stands below.
    above.into_iter().for_each(|row| walk.sum(row));
    let mut sums = walk.sums;
    sort_by_key(&mut sums, |sum| sum.row);
    for sum in &mut sums {
        sum.row += 1;
        sum.of.iter_mut().for_each(|row| *row += 1);
    }
    FoundSums { sums, outside }
}

// How far the rows have come.
#[derive(Debug, Default)]
struct State {
    // Lines and discounts since the last sum; all of them.
    open: Vec<usize>,
    all: Vec<usize>,
    // Sums that no other has taken up.
    rolled: Vec<usize>,
    last: Option<(usize, Vec<usize>)>,
    // Taxes on top of the last sum, and the sum that has them within.
    taxes: Vec<usize>,
    taxed: Option<usize>,
}

impl State {
    fn add(&mut self, row: usize) {
        self.open.push(row);
        self.all.push(row);
        self.taxes.clear();
    }

    // What a sum could be of, the likeliest first.
    fn candidates(&self) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        let with = |one: &[usize], other: &[usize]| [one, other].concat();
        if let (Some((last, _)), false) = (&self.last, self.taxes.is_empty()) {
            all.push(with(&[*last], &self.taxes));
            all.push(with(&self.all, &self.taxes));
        }
        if !self.open.is_empty() {
            all.push(self.open.clone());
            all.push(with(&self.rolled, &self.open));
            all.extend(self.taxed.map(|taxed| with(&[taxed], &self.open)));
        } else if self.rolled.len() > 1 {
            all.push(self.rolled.clone());
        }
        all.extend(self.last.as_ref().map(|(_, of)| of.clone()));
        all.push(self.all.clone());
        all.retain(|of| !of.is_empty());
        all
    }
}

struct Walk<'w> {
    items: &'w [Item<'w>],
    // Whether sums stand in a column with tax alone, of lines without.
    only_with_tax: bool,
    state: State,
    sums: Vec<Sum>,
}

// Which figure of lines is added.
#[derive(Clone, Copy)]
enum Channel {
    Printed,
    WithTax,
    Of(Charge),
}

impl Walk<'_> {
    fn adds(&self, row: usize, channel: Channel) -> Option<i64> {
        let item = &self.items[row];
        let of_line = |line: &Line| match channel {
            Channel::Printed => line.amount_yen.known(),
            Channel::WithTax => line.amount_included_yen,
            Channel::Of(charge) if line.charge == charge => line.amount_yen.known(),
            Channel::Of(_) => Some(0),
        };
        match item.role {
            Role::Line => item.lines.iter().map(of_line).sum(),
            Role::Discount => item.less,
            _ if matches!(channel, Channel::WithTax) => item.with_tax.or(item.printed),
            _ => item.printed,
        }
    }

    // Which rows come to a figure, and whether they do; those of which nobody can tell may be left out.
    fn matching(&self, yen: i64, candidates: &[Vec<usize>], channel: Channel) -> (Vec<usize>, Option<bool>) {
        let of = |rows: &[usize]| rows.iter().map(|row| self.adds(*row, channel)).sum::<Option<i64>>();
        if let Some(rows) = candidates.iter().find(|rows| of(rows) == Some(yen)) {
            return (rows.clone(), Some(true));
        }
        for rows in candidates {
            let known: Vec<usize> = rows.iter().copied().filter(|row| self.adds(*row, channel).is_some()).collect();
            if !known.is_empty() && of(&known) == Some(yen) {
                return (known, Some(true));
            }
        }
        let first = candidates.first().cloned().unwrap_or_default();
        let told = of(&first).map(|_| false);
        (first, told)
    }

    fn put(&mut self, row: usize, what: SumOf, of: Vec<usize>, yen: Option<i64>, agrees: Option<bool>) -> &mut Sum {
        self.sums.push(Sum {
            row,
            what,
            of,
            yen: yen.into(),
            tax: None,
            charge: None,
            rate_percent: None,
            rounding: None,
            per_line: false,
            agrees,
        });
        let last = self.sums.len() - 1;
        &mut self.sums[last]
    }

    fn carry(&mut self, row: usize) {
        let Some(yen) = self.items[row].printed else { return };
        let (of, agrees) = self.matching(yen, &[self.state.all.clone(), self.state.open.clone()], Channel::Printed);
        self.put(row, SumOf::Carry, of, Some(yen), agrees);
    }

    fn sum(&mut self, row: usize) {
        let item = &self.items[row];
        let candidates = self.state.candidates();
        if let (Some(once), Some(every)) = (item.initial, item.printed) {
            for (yen, charge) in [(once, Charge::Once), (every, Charge::Month)] {
                let (of, agrees) = self.matching(yen, &candidates, Channel::Of(charge));
                self.put(row, SumOf::Sum, of, Some(yen), agrees).charge = Some(charge);
            }
            return self.roll(row, candidates.first().cloned().unwrap_or_default());
        }
        let (yen, with_tax, tax_yen) = (item.printed, item.with_tax, item.tax_yen);
        let channel = if self.only_with_tax { Channel::WithTax } else { Channel::Printed };
        let (of, agrees) = match yen {
            Some(yen) => self.matching(yen, &candidates, channel),
            None => (candidates.first().cloned().unwrap_or_default(), None),
        };
        self.put(row, SumOf::Sum, of.clone(), yen, agrees);
        if let Some(tax) = tax_yen {
            self.put_tax(row, SumOf::Tax, tax, core::slice::from_ref(&of), None);
        }
        if let Some(with_tax) = with_tax {
            let (all, agrees) = self.matching(with_tax, core::slice::from_ref(&of), Channel::WithTax);
            self.put(row, SumOf::Sum, all, Some(with_tax), agrees).tax =
                Some(kaigo_hojo_contract::reading::Tax::Included);
        }
        self.roll(row, of);
    }

    // What a sum has taken up is no longer open.
    fn roll(&mut self, row: usize, of: Vec<usize>) {
        let state = &mut self.state;
        if of.iter().any(|of| state.taxes.contains(of)) {
            state.taxed = Some(row);
            return;
        }
        let covers = |rows: &[usize]| !rows.is_empty() && rows.iter().all(|row| of.contains(row));
        if covers(&state.all) || (covers(&state.rolled) && state.open.iter().all(|row| of.contains(row))) {
            state.rolled = vec![row];
            state.open.clear();
        } else if state.open.iter().any(|row| of.contains(row)) {
            state.rolled.push(row);
            state.open.clear();
        }
        state.last = Some((row, of));
        state.taxes.clear();
    }

    fn tax(&mut self, row: usize) {
        let item = &self.items[row];
        let Some(yen) = item.printed else { return };
        let what = if is_within(&item.words) { SumOf::TaxWithin } else { SumOf::Tax };
        let rate = [8, 10].into_iter().find(|rate| item.words.contains(&format!("{rate}%")));
        let bases = self.bases(rate);
        self.put_tax(row, what, yen, &bases, rate);
        if what == SumOf::Tax {
            self.state.taxes.push(row);
        }
    }

    // Of what a row could be the tax.
    fn bases(&self, rate: Option<i64>) -> Vec<Vec<usize>> {
        let lines = |row: &&usize| self.items[**row].role == Role::Line;
        let taxed = |row: &&usize| {
            let of_rate = |line: &Line| {
                line.tax_rate_percent == rate.unwrap_or(10) && line.tax != kaigo_hojo_contract::reading::Tax::Exempt
            };
            self.items[**row].lines.iter().all(of_rate)
        };
        let all = self.state.all.iter();
        let of_rate: Vec<usize> = all.clone().filter(lines).filter(taxed).copied().collect();
        if of_rate.len() < all.filter(lines).count() {
            return vec![of_rate];
        }
        let mut bases: Vec<Vec<usize>> = self.state.last.iter().map(|(row, _)| vec![*row]).collect();
        bases.push([self.state.rolled.as_slice(), &self.state.open].concat());
        bases.push(self.state.all.clone());
        bases.retain(|of| !of.is_empty());
        bases
    }

    fn put_tax(&mut self, row: usize, what: SumOf, yen: i64, bases: &[Vec<usize>], rate: Option<i64>) {
        let rates = rate.map_or(vec![10, 8], |rate| vec![rate]);
        for of in bases {
            let Some(each) = of.iter().map(|row| self.adds(*row, Channel::Printed)).collect::<Option<Vec<i64>>>()
            else {
                continue;
            };
            for (rate, per_line) in rates.iter().flat_map(|rate| [(*rate, false), (*rate, true)]) {
                let whole = if what == SumOf::Tax { 100 } else { 100 + rate };
                let parts = if per_line { each.clone() } else { vec![each.iter().sum()] };
                let of_all =
                    |rounding: Rounding| parts.iter().map(|part| rounding.of(*part, rate, whole)).sum::<Option<i64>>();
                if let Some(rounding) = Rounding::ALL.into_iter().find(|rounding| of_all(*rounding) == Some(yen)) {
                    let sum = self.put(row, what, of.clone(), Some(yen), Some(true));
                    (sum.rate_percent, sum.rounding, sum.per_line) = (Some(rate), Some(rounding), per_line);
                    return;
                }
            }
        }
        let of = bases.first().cloned().unwrap_or_default();
        let known = of.iter().all(|row| self.adds(*row, Channel::Printed).is_some());
        let sum = self.put(row, what, of, Some(yen), known.then_some(false));
        (sum.rate_percent, sum.rounding) = (Some(rate.unwrap_or(10)), Some(Rounding::Down));
    }
}

/// The rows of lines that a sum adds in the end, through other sums, from 1.
pub(super) fn closure(sums: &[Sum], of: &[usize], deep: usize) -> Vec<usize> {
    let mut rows = Vec::new();
    for row in of {
        match sums.iter().find(|sum| sum.row == *row) {
            Some(sum) if deep > 0 => rows.extend(closure(sums, &sum.of, deep - 1)),
            Some(_) => {}
            None => rows.push(*row),
        }
    }
    sort_and_dedup(&mut rows);
    rows
}

/// Whether tax is among what a sum adds, through other sums.
pub(super) fn has_tax(sums: &[Sum], of: &[usize], deep: usize) -> bool {
    of.iter().any(|row| {
        sums.iter().find(|sum| sum.row == *row).is_some_and(|sum| {
            sum.what == SumOf::Tax || (deep > 0 && sum.what == SumOf::Sum && has_tax(sums, &sum.of, deep - 1))
        })
    })
}

/// A sum's figure.
pub(super) const fn known(sum: &Sum) -> Option<i64> {
    match sum.yen {
        Figure::Known(yen) => Some(yen),
        Figure::Asked(_) => None,
    }
}
