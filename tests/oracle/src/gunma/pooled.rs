//! The reading `pooled`: a base counts for all units of a row of 表1 or 表3 together, so it is the choice of units that
//! decides how much a row gives. Every way to divide the limit among the rows is tried.

use super::lines::{Place, Priced};
use super::pieces::{Group, Piece, device_base, grant, sum_of};
use crate::money::{Exact, whole, zero};

/// Whether a line is in a row.
type InRow = fn(&Place) -> bool;

/// The rows of 表1 and 表3 with /台, and (OPEN 9) B② by itself.
const ROWS: [InRow; 3] = [
    |place| matches!(place, Place::Device(1_000_000)),
    |place| matches!(place, Place::Device(300_000)),
    |place| matches!(place, Place::RecognisedDevice),
];

/// The devices of a row, the dearest unit first, and what its first 0, 1, 2 … units give.
struct Row<'r, 'l, 'a> {
    dearest_first: Vec<&'r Priced<'l, 'a>>,
    gives: Vec<Exact>,
}

impl<'r, 'l, 'a> Row<'r, 'l, 'a> {
    fn of(lines: &[&'r Priced<'l, 'a>], is_in_row: InRow, limit: u64, slip: &str) -> Self {
        let mut dearest_first: Vec<_> = lines.iter().copied().filter(|line| is_in_row(&line.place)).collect();
        dearest_first.sort_by_key(|line| std::cmp::Reverse(line.unit_cost())); // stable
        let (mut cost, mut base, mut gives) = (zero(), zero(), vec![zero()]);
        for line in &dearest_first {
            for _ in 0..line.units().min(limit) {
                cost += line.unit_cost();
                base += device_base(line);
                gives.push(grant(&cost, base.clone(), Group::Unit, slip));
            }
        }
        gives.truncate(limit as usize + 1);
        Self { dearest_first, gives }
    }

    /// The most units of it that can count.
    fn most(&self) -> u64 {
        self.gives.len() as u64 - 1
    }

    fn gives(&self, units: u64) -> &Exact {
        &self.gives[units as usize]
    }
}

/// What the rows give: of all ways to have `limit` units count, the best. `limit` is at most the number of units.
///
/// Whatever the number of units of a row, its dearest count: they give as much as any others or more. Among equally good
/// ways (OPEN 14) the one that has most units in the first row, then in the second.
pub(super) fn pieces(lines: &[&Priced<'_, '_>], limit: u64, slip: &str, counted_units: &mut [u64]) -> Vec<Piece> {
    if limit == lines.iter().map(|line| line.units()).sum::<u64>() {
        return all_units(lines, slip, counted_units);
    }
    let rows = ROWS.map(|is_in_row| Row::of(lines, is_in_row, limit, slip));
    let [first, second, third] = &rows;
    let mut best: Option<(Exact, [u64; 3])> = None;
    for a in (0..=first.most()).rev() {
        for b in (0..=second.most().min(limit - a)).rev() {
            let c = limit - a - b;
            if c > third.most() {
                break; // Fewer of the second row would leave even more.
            }
            let sum = first.gives(a) + second.gives(b) + third.gives(c);
            if best.as_ref().is_none_or(|(most, _)| sum > *most) {
                best = Some((sum, [a, b, c]));
            }
        }
    }
    let (_, units) = best.expect("there are at least as many units as count");
    for (row, units) in rows.iter().zip(units) {
        let mut left = units;
        for line in &row.dearest_first {
            let counted = line.units().min(left);
            counted_units[line.index()] = counted;
            left -= counted;
        }
    }
    rows.iter().zip(units).map(|(row, units)| Piece { amount: row.gives(units).clone(), times: 1 }).collect()
}

/// Every unit counts: there is nothing to choose, and there may be very many.
fn all_units(lines: &[&Priced<'_, '_>], slip: &str, counted_units: &mut [u64]) -> Vec<Piece> {
    for line in lines {
        counted_units[line.index()] = line.units();
    }
    let of_row = |is_in_row: InRow| {
        let row: Vec<_> = lines.iter().copied().filter(|line| is_in_row(&line.place) && line.units() > 0).collect();
        let base = row.iter().fold(zero(), |sum, line| sum + device_base(line) * whole(line.units()));
        Piece::of(&sum_of(&row), base, Group::Unit, slip)
    };
    ROWS.map(of_row).into()
}
