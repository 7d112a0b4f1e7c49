//! A row as a line, or as two: how many, of what, for which price, how often, and what that comes to.

use kaigo_hojo_rules::edition::Edition;

use super::answers::Given;
use super::asks::Asks;
use super::columns::Columns;
use super::counts::{Count, Trouble, Unit, count, unit};
use super::grid::Grid;
use super::heads::{Holds, charge_in};
use super::kinds::{Allows, Words};
use super::numbers::{Money, Price, price};
use super::period::Period;
use super::reading::{About, Charge, Class, Figure, Line, Months, Tax};
use super::tax;
use crate::decode::{MOST, MOST_UNITS};
use crate::fold::plain;

/// Makes lines of rows.
pub(super) struct Reader<'r> {
    grid: &'r Grid,
    columns: &'r Columns,
    words: Words,
    fiscal_year: u16,
    unit_column: Option<usize>,
    given: &'r Given,
}

// What a row says of how many.
#[derive(Clone, Debug, Default)]
struct Many {
    pieces: Option<i64>,
    unit: Option<String>,
    periods: Option<(i64, Charge)>,
    trouble: Option<Trouble>,
    // Whether a bare number stands there, with nothing that says what it counts.
    bare: bool,
}

impl Many {
    fn pieces(&self) -> i64 {
        self.pieces.unwrap_or(1)
    }

    fn periods(&self) -> i64 {
        self.periods.map_or(1, |(many, _)| many)
    }
}

// The figures of a line.
#[derive(Clone, Copy, Debug)]
struct Figures {
    quantity: Figure,
    price: Figure,
    amount: Figure,
    // Whether the price is for all pieces together.
    lump: bool,
}

impl Figures {
    const fn asked(quantity: Figure) -> Self {
        Self { quantity, price: Figure::ASKED, amount: Figure::ASKED, lump: false }
    }
}

// Words of charges that come again, as `plain` writes them: of these a bare 12 is perhaps a year.
const AGAIN: &[&str] = &[
    "保守",
    "利用料",
    "使用料",
    "通信料",
    "通信費",
    "回線料",
    "レンタル",
    "リス料",
    "サブスク",
    "プロバイダ",
    "サポト費",
    "サポト料",
    "月額",
];

impl<'r> Reader<'r> {
    pub(super) fn new(edition: &Edition, grid: &'r Grid, columns: &'r Columns, given: &'r Given) -> Self {
        let unit_column = grid.column(Holds::Unit);
        Self { grid, columns, words: Words::of(edition), fiscal_year: edition.about.fiscal_year, unit_column, given }
    }

    /// The lines of a row. Their tax is not known yet, but where the row itself says that there is none.
    pub(super) fn lines(&self, row: usize, asks: &mut Asks) -> Vec<Line> {
        let name = self.name(row);
        let Some(initial) = self.columns.initial else { return vec![self.line(row, name, asks)] };
        let both = [(initial, Charge::Once), (self.columns.price.unwrap_or(initial), Charge::Month)];
        let mut lines = Vec::new();
        for (column, charge) in both.into_iter().take(if self.columns.price.is_some() { 2 } else { 1 }) {
            let money = self.money(row, Some(column));
            if matches!(money.money, Money::Yen(0) | Money::Empty | Money::Free) {
                continue;
            }
            let head = &self.grid.heads[column];
            let charge = head.charge.unwrap_or(charge);
            let allows = self.words.allow_charge(&name, &head.words);
            let many = self.many(row);
            let figures = self.figures(row, &many, Some(column), None, asks);
            lines.push(self.put(
                row,
                [name.as_str(), " ", head.words.as_str()].concat(),
                &allows,
                &many,
                figures,
                charge,
                asks,
            ));
        }
        lines
    }

    fn line(&self, row: usize, name: String, asks: &mut Asks) -> Line {
        let many = self.many(row);
        let heading = self.columns.price.map_or("", |column| self.grid.heads[column].words.as_str());
        let allows = self.words.allow_under(&name, heading);
        let figures = self.figures(row, &many, self.columns.price, self.columns.amount, asks);
        let charge = self.charge(row, &name, &many);
        self.put(row, name, &allows, &many, figures, charge, asks)
    }

    #[expect(clippy::too_many_arguments, reason = "all that a line is made of")]
    fn put(
        &self,
        row: usize,
        name: String,
        allows: &Allows,
        many: &Many,
        figures: Figures,
        charge: Charge,
        asks: &mut Asks,
    ) -> Line {
        let class = self.words.class(allows);
        let folded = plain(&name);
        let bare_periods = many.bare && many.pieces.is_some_and(|pieces| pieces > 0 && pieces % 6 == 0);
        let unclear = bare_periods && charge != Charge::Year && AGAIN.iter().any(|word| folded.contains(word));
        if unclear {
            asks.row(About::QuantityMeaning, row);
        }
        let charge = if unclear && charge == Charge::Once { Charge::Asked } else { charge };
        let months = self.months(row, many, charge);
        if class != Class::Excluded && months.is_some_and(|months| months.in_year.known().is_none()) {
            asks.row(About::MonthsInYear, row);
        }
        let class_of_tax = tax::class(self.grid.of(row, Holds::TaxClass));
        let exempt = ["非課税", "不課税"].iter().any(|word| folded.contains(word));
        let tax = if exempt || class_of_tax == Some(Tax::Exempt) { Tax::Exempt } else { Tax::Unknown };
        let rate =
            [Holds::TaxRate, Holds::TaxClass].iter().any(|holds| plain(self.grid.of(row, *holds)).contains("8%"));
        let discount = self.money(row, self.grid.column(Holds::Discount)).money.yen().unwrap_or(0).abs();
        Line {
            name,
            quantity: figures.quantity,
            unit: if figures.lump { Some("式".to_owned()) } else { many.unit.clone() },
            unit_price_yen: figures.price,
            amount_yen: figures.amount,
            tax,
            tax_rate_percent: if rate { 8 } else { 10 },
            amount_included_yen: self.money(row, self.columns.included).money.yen(),
            discount_yen: discount,
            charge,
            months,
            class,
            kinds: self.words.ids(allows),
            sure: Words::sure(allows),
        }
    }

    /// The words that say what a row is for.
    pub(super) fn name(&self, row: usize) -> String {
        let own = self.grid.of(row, Holds::Name);
        let own = if own.is_empty() { self.grid.of(row, Holds::Group) } else { own };
        let own = if own.is_empty() { self.grid.of(row, Holds::Spec) } else { own };
        let words: Vec<&str> = own.split_whitespace().collect();
        let name = words.join(" ");
        // 「３．」 is a number, no part of the name.
        let rest = name.trim_start_matches(|sign: char| sign.is_numeric());
        match rest.strip_prefix(['.', '．', '、', ')', '）']) {
            Some(bare) if rest.len() < name.len() && !bare.starts_with(char::is_numeric) => bare.trim().to_owned(),
            _ => name,
        }
    }

    fn money(&self, row: usize, column: Option<usize>) -> Price {
        let mut found = price(column.map_or("", |column| self.grid.cell(row, column)));
        if self.grid.thousands && !found.marked {
            found.money = match found.money {
                Money::Yen(yen) => Money::Yen(yen.saturating_mul(1_000)),
                other => other,
            };
        }
        found
    }

    fn many(&self, row: usize) -> Many {
        let Count { pieces, unit: counted, periods, trouble } = count(self.grid.of(row, Holds::Quantity));
        let mut many = Many { pieces, unit: counted, periods, trouble, bare: false };
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
        let months = count(self.grid.of(row, Holds::Months));
        let of_column = months.periods.map(|(number, _)| number).or(months.pieces).filter(|number| *number > 0);
        let of_dates = || self.period(row).map(|period| period.months);
        if many.periods.is_none() {
            many.periods = of_column.or_else(of_dates).map(|number| (number, Charge::Month));
            many.bare &= many.periods.is_none();
        }
        self.counted_by_heading(row, &mut many);
        match self.given.counts_months(row).filter(|_| many.bare) {
            Some(true) => {
                (many.periods, many.pieces) = (many.pieces.map(|number| (number, Charge::Month)), None);
                (many.unit, many.bare) = (Some("か月".to_owned()), false);
            }
            Some(false) => many.bare = false,
            None => {}
        }
        many
    }

    // 台数 counts things of which there are so many 台; but not fees.
    fn counted_by_heading(&self, row: usize, many: &mut Many) {
        let heading = self.grid.column(Holds::Quantity).map(|column| self.grid.heads[column].words.as_str());
        let is_fee = plain(&self.name(row)).ends_with(['費', '料', '代']);
        if many.unit.is_none() && many.pieces.is_some() && heading == Some("台数") && !is_fee {
            many.unit = Some("台".to_owned());
        }
    }

    fn period(&self, row: usize) -> Option<Period> {
        Period::read(self.grid.of(row, Holds::Period), self.fiscal_year)
    }

    fn charge(&self, row: usize, name: &str, many: &Many) -> Charge {
        let of_cell = |column: Option<usize>| column.and_then(|column| price(self.grid.cell(row, column)).per);
        let of_head = |column: Option<usize>| column.and_then(|column| self.grid.charge(column));
        let printed = many.periods.map(|(_, charge)| charge);
        printed
            .or_else(|| of_cell(self.columns.price))
            .or_else(|| of_head(self.columns.price))
            .or_else(|| charge_in(&plain(name)))
            .unwrap_or_default()
    }

    fn months(&self, row: usize, many: &Many, charge: Charge) -> Option<Months> {
        let period = self.period(row);
        let total = match charge {
            Charge::Once | Charge::Asked => return None,
            Charge::Month => many.periods.map(|(number, _)| number),
            Charge::Year => Some(many.periods().saturating_mul(12)),
        };
        let most = total.unwrap_or(12).min(12);
        let said = self.given.months_in_year(row).filter(|months| (0..=most).contains(months));
        let within = period.filter(|period| period.in_year == period.months).map(|period| period.in_year);
        let at_most = period.map(|period| period.in_year).filter(|_| within.is_none());
        Some(Months { total, in_year: said.or(within).into(), at_most })
    }

    fn figures(
        &self,
        row: usize,
        many: &Many,
        price_column: Option<usize>,
        amount_column: Option<usize>,
        asks: &mut Asks,
    ) -> Figures {
        let quantity = Figure::Known(many.pieces());
        if self.grid.shifted.contains(&row) {
            asks.row(About::CellsShifted, row);
            return Figures::asked(quantity);
        }
        if let Some(asked) = self.open(row, many, asks) {
            return asked;
        }
        let (one, all) = (self.money(row, price_column).money, self.money(row, amount_column).money);
        let included = self.money(row, self.columns.included).money;
        if let Some(trouble) = many.trouble {
            return self.troubled(row, trouble, one.yen(), asks);
        }
        if many.pieces() > MOST_UNITS {
            asks.cell(About::UnreadableCell, row, self.grid.column(Holds::Quantity));
            return Figures::asked(Figure::ASKED);
        }
        let known =
            |price: i64, amount: i64| Figures { quantity, price: price.into(), amount: amount.into(), lump: false };
        let times = many.pieces().saturating_mul(many.periods());
        let off = self.money(row, self.grid.column(Holds::Discount)).money.yen().unwrap_or(0).abs();
        let comes_to = |price: i64| price.saturating_mul(times).saturating_sub(off);
        match (one, all) {
            (Money::Unread, _) => self.unreadable(row, price_column, quantity, asks),
            (Money::Yen(price), Money::Yen(amount)) => {
                if comes_to(price) == amount {
                    known(price, amount)
                } else if many.pieces() > 1
                    && many.periods() > 1
                    && price.saturating_mul(many.periods()) == amount + off
                {
                    Figures { quantity: Figure::Known(1), lump: true, ..known(price, amount) }
                } else {
                    asks.row(About::AmountDiffers, row);
                    Figures::asked(quantity)
                }
            }
            (Money::Either(price), Money::Yen(amount)) if comes_to(price) == amount => known(price, amount),
            (Money::Yen(price), Money::Either(amount)) if comes_to(price) == amount => known(price, amount),
            (Money::Either(_), _) => self.either(row, price_column, quantity, asks),
            (_, Money::Either(_)) => self.either(row, amount_column, quantity, asks),
            (Money::Free | Money::Empty, Money::Free) | (Money::Free, Money::Empty | Money::Yen(0)) => known(0, 0),
            (Money::Yen(0), Money::Free) => known(0, 0),
            (Money::Empty, Money::Yen(amount)) => self.by_amount(row, amount, off, times, quantity, asks),
            (Money::Yen(price), Money::Empty) if comes_to(price) <= MOST => {
                self.with_included(row, known(price, comes_to(price)), included, asks)
            }
            _ => self.unreadable(row, amount_column.or(self.columns.included).or(price_column), quantity, asks),
        }
    }

    // Where the columns themselves have to be asked for.
    fn open(&self, row: usize, many: &Many, asks: &mut Asks) -> Option<Figures> {
        let (about, columns) = self.columns.open.as_ref()?;
        let times = many.pieces().saturating_mul(many.periods());
        if *about == About::PriceOrAmount && times == 1 {
            let yen = columns.first().and_then(|column| self.money(row, Some(*column)).money.yen());
            return yen.map(|yen| Figures {
                quantity: Figure::Known(1),
                price: yen.into(),
                amount: yen.into(),
                lump: false,
            });
        }
        asks.row(*about, row);
        Some(Figures::asked(Figure::Known(many.pieces())))
    }

    fn troubled(&self, row: usize, trouble: Trouble, price: Option<i64>, asks: &mut Asks) -> Figures {
        let about = if trouble == Trouble::Either { About::DecimalOrThousands } else { About::UnreadableCell };
        asks.cell(about, row, self.grid.column(Holds::Quantity));
        Figures { price: price.into(), ..Figures::asked(Figure::ASKED) }
    }

    fn unreadable(&self, row: usize, column: Option<usize>, quantity: Figure, asks: &mut Asks) -> Figures {
        asks.cell(About::UnreadableCell, row, column);
        Figures::asked(quantity)
    }

    fn either(&self, row: usize, column: Option<usize>, quantity: Figure, asks: &mut Asks) -> Figures {
        asks.cell(About::DecimalOrThousands, row, column);
        Figures::asked(quantity)
    }

    // Only the amount is there: it must come out even.
    fn by_amount(&self, row: usize, amount: i64, off: i64, times: i64, quantity: Figure, asks: &mut Asks) -> Figures {
        let all = amount.saturating_add(off);
        if times > 0 && all % times == 0 {
            return Figures { quantity, price: (all / times).into(), amount: amount.into(), lump: false };
        }
        asks.row(About::AmountDiffers, row);
        Figures { amount: amount.into(), ..Figures::asked(quantity) }
    }

    // The amount with tax has to be that of the price without.
    fn with_included(&self, row: usize, found: Figures, included: Money, asks: &mut Asks) -> Figures {
        let Some((included, amount)) = included.yen().zip(found.amount.known()) else { return found };
        let fits = |rate: i64| {
            super::reading::Rounding::ALL
                .into_iter()
                .any(|rounding| rounding.of(amount, 100 + rate, 100) == Some(included))
        };
        if fits(10) || fits(8) {
            return found;
        }
        asks.row(About::AmountDiffers, row);
        Figures::asked(found.quantity)
    }
}

impl From<i64> for Figure {
    fn from(number: i64) -> Self {
        Self::Known(number)
    }
}
