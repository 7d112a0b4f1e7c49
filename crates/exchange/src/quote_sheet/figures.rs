//! The quantity, the price and the amount of a line: those that fit each other, or what has to be asked.

use kaigo_hojo_contract::limits::{MOST, MOST_UNITS};
use kaigo_hojo_contract::reading::{About, Figure, Rounding};

use super::asks::Asks;
use super::counts::Trouble;
use super::heads::Holds;
use super::line_reader::LineReader;
use super::many::Many;
use super::numbers::{Money, names_money};

/// The figures of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    pub(super) quantity: Figure,
    pub(super) price: Figure,
    pub(super) amount: Figure,
    /// Whether the price is for all pieces together.
    pub(super) lump: bool,
}

impl Figures {
    pub(super) const fn asked(quantity: Figure) -> Self {
        Self { quantity, price: Figure::ASKED, amount: Figure::ASKED, lump: false }
    }

    const fn known(quantity: Figure, price: i64, amount: i64) -> Self {
        Self { quantity, price: Figure::Known(price), amount: Figure::Known(amount), lump: false }
    }
}

impl LineReader<'_> {
    pub(super) fn figures(
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
        // A name of a text may have swallowed more money.
        if self.grid.spaced && many.product.is_none() && names_money(self.grid.of(row, Holds::Name)) {
            return self.unreadable(row, self.grid.column(Holds::Name), quantity, asks);
        }
        if many.product.is_some() {
            return self.by_product(row, many, one, all, asks);
        }
        let known = |price: i64, amount: i64| Figures::known(quantity, price, amount);
        let once = many.pieces();
        let times = once.saturating_mul(many.periods());
        let off = self.money(row, self.grid.column(Holds::Discount)).money.yen().unwrap_or(0).abs();
        let comes_to = |price: i64, times: i64| price.saturating_mul(times).saturating_sub(off);
        match (one, all) {
            (Money::Unread, _) => self.unreadable(row, price_column, quantity, asks),
            // Only brackets: of what is not called a discount nobody can tell.
            (Money::Yen(..0), _) => self.unreadable(row, price_column, quantity, asks),
            (_, Money::Yen(..0)) => self.unreadable(row, amount_column, quantity, asks),
            (Money::Yen(price), Money::Yen(amount)) if comes_to(price, times) == amount => known(price, amount),
            // The price is that of the whole time.
            (Money::Yen(price), Money::Yen(amount)) if many.named && comes_to(price, once) == amount => {
                self.by_amount(row, amount, off, times, quantity, asks)
            }
            (Money::Yen(price), Money::Yen(amount)) if self.is_lump(many, price_column, price, amount + off) => {
                Figures { lump: true, ..Figures::known(Figure::Known(1), price, amount) }
            }
            (Money::Yen(_), Money::Yen(_)) => {
                asks.row(About::AmountDiffers, row);
                Figures::asked(quantity)
            }
            (Money::Either(price), Money::Yen(amount)) if comes_to(price, times) == amount => known(price, amount),
            (Money::Yen(price), Money::Either(amount)) if comes_to(price, times) == amount => known(price, amount),
            (Money::Either(_), _) => self.either(row, price_column, quantity, asks),
            (_, Money::Either(_)) => self.either(row, amount_column, quantity, asks),
            (Money::Free | Money::Empty, Money::Free) | (Money::Free, Money::Empty | Money::Yen(0)) => known(0, 0),
            (Money::Yen(0), Money::Free) => known(0, 0),
            (Money::Empty, Money::Yen(amount)) => self.by_amount(row, amount, off, times, quantity, asks),
            (Money::Yen(_), Money::Empty) if many.named && !self.says_per(row, price_column) => {
                asks.cell(About::PriceOrAmount, row, price_column);
                Figures::asked(quantity)
            }
            (Money::Yen(price), Money::Empty) if comes_to(price, times) <= MOST => {
                self.with_included(row, known(price, comes_to(price, times)), included, asks)
            }
            _ => self.unreadable(row, amount_column.or(self.columns.included).or(price_column), quantity, asks),
        }
    }

    // Whether a price is for a month or year, as its column or cell says, or a person.
    fn says_per(&self, row: usize, column: Option<usize>) -> bool {
        let of_column = column.and_then(|column| self.grid.charge(column));
        of_column.is_some() || self.money(row, column).per.is_some() || self.given.column().is_some()
    }

    // Whether a price is that of a month for all pieces together. 単価 is that of one.
    fn is_lump(&self, many: &Many, column: Option<usize>, price: i64, amount: i64) -> bool {
        let of_one = column.is_some_and(|column| self.grid.heads[column].words.contains("単価"));
        !of_one && many.pieces() > 1 && many.periods() > 1 && price.saturating_mul(many.periods()) == amount
    }

    // What the name multiplies must be what the row comes to, or the name says itself what that is.
    fn by_product(&self, row: usize, many: &Many, one: Money, all: Money, asks: &mut Asks) -> Figures {
        let quantity = Figure::Known(many.pieces());
        let printed = all.yen().or_else(|| one.yen().map(|one| one.saturating_mul(many.pieces())));
        match &many.product {
            Some(product) if printed.map_or(product.proven, |printed| printed == product.all) => {
                let quantity = Figure::Known(product.times.pieces.unwrap_or(1));
                Figures::known(quantity, product.price, product.all)
            }
            _ => {
                asks.row(About::AmountDiffers, row);
                Figures::asked(quantity)
            }
        }
    }

    // Where the columns themselves have to be asked for.
    fn open(&self, row: usize, many: &Many, asks: &mut Asks) -> Option<Figures> {
        let (about, columns) = self.columns.open.as_ref()?;
        let times = many.pieces().saturating_mul(many.periods());
        if *about == About::PriceOrAmount && times == 1 {
            let yen = columns.first().and_then(|column| self.money(row, Some(*column)).money.yen());
            return yen.map(|yen| Figures::known(Figure::Known(1), yen, yen));
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
            return Figures::known(quantity, all / times, amount);
        }
        asks.row(About::AmountDiffers, row);
        Figures { amount: amount.into(), ..Figures::asked(quantity) }
    }

    // The amount with tax has to be that of the price without.
    fn with_included(&self, row: usize, found: Figures, included: Money, asks: &mut Asks) -> Figures {
        let Some((included, amount)) = included.yen().zip(found.amount.known()) else { return found };
        let fits = |rate: i64| {
            Rounding::ALL.into_iter().any(|rounding| rounding.of(amount, 100 + rate, 100) == Some(included))
        };
        if fits(10) || fits(8) {
            return found;
        }
        asks.row(About::AmountDiffers, row);
        Figures::asked(found.quantity)
    }
}
