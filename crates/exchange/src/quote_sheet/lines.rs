//! A row as a line, or as two: how many, of what, for which price, how often, and what that comes to.

use kaigo_hojo_contract::reading::{About, Charge, Class, Line, Months, Tax};

use super::asks::Asks;
use super::charges::charge_in;
use super::figures::Figures;
use super::heads::Holds;
use super::kinds::{Allows, Words};
use super::line_reader::LineReader;
use super::many::Many;
use super::numbers::{Money, price};
use super::tax;
use crate::fold::plain;

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

// Of what is paid by the year, what has no pieces: a bare 5 is perhaps five years.
const YEARLY: &[&str] = &["保守", "サポト", "メンテナンス", "更新"];
const MOST_YEARS: i64 = 10;

impl LineReader<'_> {
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
        let allows = self.words.beside(allows, self.grid.of(row, Holds::Aside));
        let figures = self.figures(row, &many, self.columns.price, self.columns.amount, asks);
        let many = many.by_product();
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
        let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
        let unclear = many.bare
            && match charge {
                Charge::Year => (2..=MOST_YEARS).contains(&many.pieces()) && has(YEARLY),
                _ => many.pieces() > 0 && many.pieces() % 6 == 0 && has(AGAIN),
            };
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

    fn charge(&self, row: usize, name: &str, many: &Many) -> Charge {
        let of_cell = |column: Option<usize>| column.and_then(|column| price(self.grid.cell(row, column)).per);
        let of_head = |column: Option<usize>| column.and_then(|column| self.grid.charge(column));
        let printed = many.periods.map(|(_, charge)| charge);
        printed
            .or_else(|| of_cell(self.columns.price))
            .or_else(|| of_cell(self.columns.amount))
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
}
