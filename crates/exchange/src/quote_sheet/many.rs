//! How many of what a row pays for, and for how many months or years: by its columns, and where they are silent by its name.

use kaigo_hojo_contract::reading::Charge;

use super::charges::charge_in;
use super::counts::{Count, Trouble, Unit, count, unit};
use super::heads::Holds;
use super::line_reader::LineReader;
use super::told::{Product, Told};
use crate::fold::plain;

/// What a row says of how many.
#[derive(Clone, Debug, Default)]
pub(super) struct Many {
    pub(super) pieces: Option<i64>,
    pub(super) unit: Option<String>,
    pub(super) periods: Option<(i64, Charge)>,
    pub(super) trouble: Option<Trouble>,
    /// Whether a bare number stands there, with nothing that says what it counts.
    pub(super) bare: bool,
    /// Whether the name alone says for how long: the price may be that of the whole time.
    pub(super) named: bool,
    /// What the name multiplies.
    pub(super) product: Option<Product>,
}

impl Many {
    pub(super) fn pieces(&self) -> i64 {
        self.pieces.unwrap_or(1)
    }

    pub(super) fn periods(&self) -> i64 {
        self.periods.map_or(1, |(many, _)| many)
    }

    /// Counted as the name's own product does.
    pub(super) fn by_product(self) -> Self {
        let Some(Product { times, .. }) = self.product else { return self };
        let Count { pieces, unit, periods, trouble } = times;
        Self { pieces, unit, periods, trouble, ..Self::default() }
    }

    // What the columns leave open, by the name.
    fn told(mut self, told: Told) -> Self {
        self.product = told.product;
        if self.pieces.is_none() && self.periods.is_none() && self.trouble.is_none() {
            (self.pieces, self.unit) =
                told.pieces.map(|(pieces, unit)| (Some(pieces), Some(unit))).unwrap_or((None, self.unit));
        }
        if self.periods.is_none() {
            (self.periods, self.named) = (told.periods, told.periods.is_some());
            // 12 of 12か月分 are the months.
            if self.bare && self.pieces == told.periods.map(|(many, _)| many) {
                (self.pieces, self.named) = (None, false);
            }
            self.bare &= self.periods.is_none();
        }
        self
    }
}

impl LineReader<'_> {
    pub(super) fn many(&self, row: usize) -> Many {
        let Count { pieces, unit: counted, periods, trouble } = count(self.grid.of(row, Holds::Quantity));
        let mut many = Many { pieces, unit: counted, periods, trouble, ..Many::default() };
        let column = self.unit_column.and_then(|column| unit(self.grid.cell(row, column)));
        match (many.pieces, column) {
            (Some(number), Some(Unit::Period(charge))) if many.unit.is_none() && many.periods.is_none() => {
                (many.pieces, many.periods) = (None, Some((number, charge)));
            }
            (_, Some(Unit::Thing(thing))) if many.unit.is_none() => many.unit = Some(thing),
            _ => {}
        }
        if many.pieces.is_none()
            && let Some((_, charge)) = many.periods
        {
            many.unit = Some(if charge == Charge::Year { "年" } else { "か月" }.to_owned());
        }
        many.bare = many.unit.is_none() && many.periods.is_none() && many.pieces.is_some();
        if many.periods.is_none() {
            many.periods = self.months_in_cells(row);
            many.bare &= many.periods.is_none();
        }
        if many.periods.is_none() {
            many.periods = self.time_in_cells(row);
            many.named = many.periods.is_some();
        }
        let mut many = many.told(Told::of(&self.name(row)));
        self.counted_by_heading(row, &mut many);
        match self.given.counts_months(row).filter(|_| many.bare) {
            Some(true) => {
                let yearly = charge_in(&plain(&self.name(row))) == Some(Charge::Year);
                let (unit, every) = if yearly { ("年", Charge::Year) } else { ("か月", Charge::Month) };
                (many.periods, many.pieces) = (many.pieces.map(|number| (number, every)), None);
                (many.unit, many.bare) = (Some(unit.to_owned()), false);
            }
            Some(false) => many.bare = false,
            None => {}
        }
        many
    }

    // By a column of months or years, or by dates.
    fn months_in_cells(&self, row: usize) -> Option<(i64, Charge)> {
        let column = self.grid.column(Holds::Months);
        let every = column.and_then(|column| self.grid.charge(column)).unwrap_or(Charge::Month);
        let months = count(self.grid.of(row, Holds::Months));
        let of_column = months.periods.or(months.pieces.map(|number| (number, every)));
        let of_dates = || self.period(row).map(|period| (period.months, Charge::Month));
        of_column.filter(|(number, _)| *number > 0).or_else(of_dates)
    }

    // By a column of times, 5年 or 60か月: whether the price is that of all of it, the amount tells.
    fn time_in_cells(&self, row: usize) -> Option<(i64, Charge)> {
        let column = self.grid.column(Holds::Period)?;
        let is_of_contract = !self.grid.heads[column].words.contains(['保', '納', '工', '有']);
        count(self.grid.cell(row, column)).periods.filter(|_| is_of_contract)
    }

    // 台数 counts things of which there are so many 台; but not fees.
    fn counted_by_heading(&self, row: usize, many: &mut Many) {
        let heading = self.grid.column(Holds::Quantity).map(|column| self.grid.heads[column].words.as_str());
        let is_fee = plain(&self.name(row)).ends_with(['費', '料', '代']);
        if many.unit.is_none() && many.pieces.is_some() && heading == Some("台数") && !is_fee {
            many.unit = Some("台".to_owned());
        }
    }
}
