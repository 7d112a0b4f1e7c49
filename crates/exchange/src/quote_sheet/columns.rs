//! Which columns of money hold the price and the amount: by their headings where these say it, by quantity × price and
//! the printed total where they do not. Where neither decides, it is asked.

use kaigo_hojo_contract::reading::{About, Role, Tax};

use super::counts::count;
use super::grid::Grid;
use super::heads::Holds;
use super::numbers::price;
use super::roles::Facts;
use super::told::Told;

/// Where the figures of lines stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) price: Option<usize>,
    pub(super) amount: Option<usize>,
    /// The amount once more, with tax.
    pub(super) included: Option<usize>,
    /// What is paid once, where the price is paid every month.
    pub(super) initial: Option<usize>,
    /// What has to be asked first, and of which columns.
    pub(super) open: Option<(About, Vec<usize>)>,
}

impl Columns {
    /// A column that a person has chosen, and whether it is the price of one.
    pub(super) fn take(&mut self, (column, is_price): (usize, bool)) {
        self.open = None;
        let (own, other) =
            if is_price { (&mut self.price, &mut self.amount) } else { (&mut self.amount, &mut self.price) };
        *own = Some(column);
        other.take_if(|other| *other == column);
    }
}

/// Chooses the columns.
pub(super) fn choose(grid: &Grid, money: &[usize], facts: &[Facts], roles: &[Role]) -> Columns {
    let chooser = Chooser { grid, facts, roles };
    let of = |holds: Option<Holds>| -> Vec<usize> {
        money.iter().copied().filter(|at| grid.heads[*at].holds == holds).collect()
    };
    let (amount, included) = chooser.amounts(&of(Some(Holds::Amount)));
    let mut found =
        Columns { amount, included, initial: of(Some(Holds::Initial)).first().copied(), ..Columns::default() };
    let prices = chooser.without_tax(&of(Some(Holds::Price)));
    let eithers = of(Some(Holds::Either));
    if found.initial.is_some() {
        found.price = prices.first().copied();
        return found;
    }
    let holds = |at: usize| grid.heads[at].holds;
    let has_amount = found.amount.is_some() || found.included.is_some();
    let mut all = prices.clone();
    all.extend(of(Some(Holds::List)));
    all.extend(&eithers);
    if prices.is_empty() && !has_amount {
        all.extend(of(None));
    }
    match (all.as_slice(), found.amount) {
        ([], Some(amount)) if chooser.is_price(amount) => (found.price, found.amount) = (Some(amount), None),
        ([], _) => {}
        // What nobody pays, or a price that may be that of all.
        ([one], None)
            if holds(*one) == Some(Holds::List) && !chooser.totals(*one, true) && !chooser.totals(*one, false) =>
        {
            found.open = Some((About::PriceColumn, vec![*one]));
        }
        ([one], None) if found.included.is_none() && !chooser.is_of_one(*one) => match chooser.price_or_amount(*one) {
            Some(true) => found.price = Some(*one),
            Some(false) => found.amount = Some(*one),
            None => found.open = Some((About::PriceOrAmount, vec![*one])),
        },
        ([one], _) => found.price = Some(*one),
        (all, amount) => chooser.among(all, &prices, amount, &mut found),
    }
    found
}

struct Chooser<'c> {
    grid: &'c Grid,
    facts: &'c [Facts],
    roles: &'c [Role],
}

impl Chooser<'_> {
    // The amount, and the amount with tax where there is another.
    fn amounts(&self, all: &[usize]) -> (Option<usize>, Option<usize>) {
        let tax = |at: &usize| self.grid.heads[*at].tax;
        let with_tax = all.iter().copied().find(|at| tax(at) == Some(Tax::Included));
        let without = all.iter().copied().find(|at| tax(at) != Some(Tax::Included));
        let excluded =
            self.grid.heads.iter().any(|head| head.holds == Some(Holds::Price) && head.tax == Some(Tax::Excluded));
        match (without, with_tax) {
            (None, Some(amount)) if !excluded => (Some(amount), None),
            (without, with_tax) => (without, with_tax),
        }
    }

    // Of prices with and without tax those without.
    fn without_tax(&self, prices: &[usize]) -> Vec<usize> {
        let is_with = |at: &usize| self.grid.heads[*at].tax == Some(Tax::Included);
        let without: Vec<usize> = prices.iter().copied().filter(|at| !is_with(at)).collect();
        if without.is_empty() { prices.to_vec() } else { without }
    }

    // Whether a heading says that a price is that of one, or of one month. 提供価格 does not.
    fn is_of_one(&self, column: usize) -> bool {
        let head = &self.grid.heads[column];
        head.holds == Some(Holds::Price) && (head.charge.is_some() || !head.words.contains("価格"))
    }

    fn lines(&self) -> impl Iterator<Item = usize> {
        (0..self.roles.len()).filter(|row| self.roles[*row] == Role::Line)
    }

    // How often a price is paid in a row, by its quantity and months, or by the count in its name.
    fn times(&self, row: usize) -> Option<i64> {
        let pieces = &self.facts[row].pieces;
        let months = count(self.grid.of(row, Holds::Months));
        let months = months.pieces.or(months.periods.map(|(many, _)| many)).unwrap_or(1);
        let periods = pieces.periods.map_or(1, |(many, _)| many);
        let told = || Told::of(self.grid.of(row, Holds::Name)).pieces.map(|(pieces, _)| pieces);
        let many = if pieces.is_empty() { told() } else { pieces.pieces };
        (pieces.trouble.is_none()).then(|| many.unwrap_or(1).saturating_mul(periods).saturating_mul(months))
    }

    fn yen(&self, row: usize, column: usize) -> Option<i64> {
        price(self.grid.cell(row, column)).money.yen()
    }

    // Whether quantity × one column is the other wherever all three stand.
    fn multiplies(&self, one: usize, all: usize) -> bool {
        let off = |row: usize| price(self.grid.of(row, Holds::Discount)).money.yen().unwrap_or(0).abs();
        let rows = self
            .lines()
            .filter_map(|row| Some((self.times(row)?, self.yen(row, one)?, self.yen(row, all)? + off(row))));
        let rows: Vec<(i64, i64, i64)> = rows.collect();
        !rows.is_empty() && rows.iter().all(|(times, one, all)| times.saturating_mul(*one) == *all)
    }

    // Whether what lines come to is a total that is printed, less discounts or not.
    fn totals(&self, column: usize, times: bool) -> bool {
        let each = self.lines().map(|row| {
            let yen = self.yen(row, column)?;
            if times { Some(self.times(row)?.saturating_mul(yen)) } else { Some(yen) }
        });
        let Some(sum) = each.sum::<Option<i64>>() else { return false };
        let of_role = |role: Role| (0..self.roles.len()).filter(move |row| self.roles[*row] == role);
        let less: i64 = of_role(Role::Discount).filter_map(|row| self.facts[row].yen.last()).map(|yen| yen.abs()).sum();
        let mut printed = of_role(Role::Sum).flat_map(|row| &self.facts[row].yen);
        sum > 0 && printed.any(|yen| *yen == sum || *yen == sum - less)
    }

    // Whether a column that calls itself an amount is the price of one, as only the total says.
    fn is_price(&self, amount: usize) -> bool {
        self.totals(amount, true) && !self.totals(amount, false)
    }

    // Whether a column is the price, by the total; `None` where nothing says it and it matters.
    fn price_or_amount(&self, column: usize) -> Option<bool> {
        if self.lines().all(|row| self.times(row).is_none_or(|times| times == 1)) {
            return Some(false);
        }
        match (self.totals(column, true), self.totals(column, false)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    // Several columns could be the price; one of them perhaps the amount.
    fn among(&self, all: &[usize], prices: &[usize], amount: Option<usize>, found: &mut Columns) {
        let holds = |at: usize| self.grid.heads[at].holds;
        let firm = |at: &usize| prices.contains(at);
        if let Some(amount) = amount {
            let fits = |at: &&usize| self.multiplies(**at, amount);
            let best = all.iter().find(|at| firm(at) && fits(at)).or_else(|| all.iter().find(fits));
            found.price = best.or_else(|| all.iter().find(|at| firm(at))).copied();
            if found.price.is_none() {
                found.open = Some((About::PriceColumn, all.to_vec()));
            }
            return;
        }
        // 価格 beside 単価 is the amount, where it multiplies.
        for either in all.iter().filter(|at| holds(**at) == Some(Holds::Either)) {
            if let Some(one) = all.iter().find(|one| *one != either && self.multiplies(**one, *either)) {
                (found.price, found.amount) = (Some(*one), Some(*either));
                return;
            }
        }
        if found.included.is_some() && prices.len() == 1 {
            found.price = prices.first().copied();
            return;
        }
        let by_total: Vec<usize> = all.iter().copied().filter(|at| self.totals(*at, true)).collect();
        match by_total.as_slice() {
            // Each column with a total of its own: two offers.
            [one] => found.price = Some(*one),
            _ => found.open = Some((About::PriceColumn, all.to_vec())),
        }
    }
}
