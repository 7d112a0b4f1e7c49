//! Rows as lines of a quote: each as it stands there, or told with the reason.

use std::collections::BTreeMap;

use kaigo_hojo_rules::edition::Edition;

use super::cells::{Said, answer_of, kind_in, kind_of, kinds_in, tax_in};
use super::columns::Mapping;
use super::table::{Row, Table};
use super::{Column, CsvError};
use crate::application::{Answer, Item, Months, Tax};
use crate::decode::{MOST, MOST_LINES, MOST_UNITS};
use crate::draft::MOST_TEXT;
use crate::fold::plain;
use crate::input::{InputError, parse_whole, parse_yen};

/// What became of the rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The lines, in their order. Their ids are `i1`, `i2` …, and they name each other by these.
    pub lines: Vec<TakenLine>,
    /// The rows that are no lines, in their order.
    pub rejected: Vec<Rejected>,
}

/// A row that became a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenLine {
    /// The number of the row.
    pub row: usize,
    /// The line.
    pub item: Item,
    /// Whether its kind is open, or was found in the words of its name: a person should look at it.
    pub guessed: bool,
}

/// A row that did not become a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The number of the row.
    pub row: usize,
    /// What stands in it.
    pub text: String,
    /// Why, in one sentence.
    pub reason: String,
    /// Whether it is only that nobody knows what kind of cost it is.
    pub lacks_kind: bool,
}

/// Makes lines of the rows of a table.
///
/// # Errors
/// Where the table has more rows than an application may have lines: nothing is taken.
pub fn take(edition: &Edition, table: &Table, mapping: &Mapping) -> Result<Taken, CsvError> {
    let heading = mapping.heading.filter(|heading| *heading < table.rows.len());
    let (above, rows) = match heading {
        None => (&[][..], table.rows.as_slice()),
        Some(heading) => (&table.rows[..heading], &table.rows[heading + 1..]),
    };
    if rows.len() > MOST_LINES {
        return Err(CsvError::TooManyRows);
    }
    let mut taken = Taken::default();
    let is_above = || Wrong::from("見出しより上の行です。".to_owned());
    taken.rejected.extend(above.iter().map(|row| Rejected::new(row, is_above())));
    let reader = Reader { edition, mapping };
    let mut read: Vec<Result<Found, Wrong>> = rows.iter().map(|row| reader.line(row)).collect();
    // A line that names one that is not taken is not taken either, and so on.
    while let Some((at, number)) = dangling(&read) {
        let reason = ["付帯先の明細（番号", &number.to_string(), "）を取り込めないため、取り込めません。"].concat();
        read[at] = Err(reason.into());
    }
    let mut ids: Vec<Option<String>> = Vec::with_capacity(read.len());
    let mut count = 0;
    for found in &read {
        count += usize::from(found.is_ok());
        ids.push(found.is_ok().then(|| ["i", &count.to_string()].concat()));
    }
    for (at, (row, found)) in rows.iter().zip(read).enumerate() {
        match found {
            Err(wrong) => taken.rejected.push(Rejected::new(row, wrong)),
            Ok(Found { mut item, guessed, named }) => {
                item.id = ids[at].clone().unwrap_or_default();
                for (question, numbers) in named {
                    let named = numbers.iter().filter_map(|number| ids.get(number.wrapping_sub(1)).cloned().flatten());
                    item.answers.insert(question, Answer::Lines(named.collect()));
                }
                taken.lines.push(TakenLine { row: row.number, item, guessed });
            }
        }
    }
    Ok(taken)
}

impl Rejected {
    fn new(row: &Row, Wrong { reason, lacks_kind }: Wrong) -> Self {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        Self { row: row.number, text: cells.join("　"), reason, lacks_kind }
    }
}

// Why a row is no line.
struct Wrong {
    reason: String,
    lacks_kind: bool,
}

impl From<String> for Wrong {
    fn from(reason: String) -> Self {
        Self { reason, lacks_kind: false }
    }
}

// A line, with the lines that it names by their numbers.
struct Found {
    item: Item,
    guessed: bool,
    named: Vec<(String, Vec<usize>)>,
}

// The position of a line that names one that is not there, and the number of that.
fn dangling(read: &[Result<Found, Wrong>]) -> Option<(usize, usize)> {
    let is_there = |number: usize| read.get(number.wrapping_sub(1)).is_some_and(Result::is_ok);
    read.iter().enumerate().find_map(|(at, found)| {
        let mut numbers = found.iter().flat_map(|found| &found.named).flat_map(|(_, numbers)| numbers);
        numbers.find(|number| !is_there(**number) || **number == at + 1).map(|number| (at, *number))
    })
}

// Words of rows that add up others.
const SUMS: &[&str] =
    &["小計", "合計", "総計", "総合計", "税込合計", "税抜合計", "合計金額", "計", "消費税", "消費税等", "消費税額"];

struct Reader<'r> {
    edition: &'r Edition,
    mapping: &'r Mapping,
}

impl Reader<'_> {
    // What stands in a column, if anything does.
    fn cell<'t>(&self, row: &'t Row, column: Column) -> Option<&'t str> {
        let cell = row.cell(self.mapping.find(column)?);
        (!cell.trim().is_empty()).then_some(cell)
    }

    fn whole(&self, row: &Row, column: Column, min: i64, max: i64) -> Result<Option<i64>, String> {
        self.number(row, column, |cell| parse_whole(cell, min, max))
    }

    fn yen(&self, row: &Row, column: Column) -> Result<Option<i64>, String> {
        self.number(row, column, parse_yen)
    }

    fn number(
        &self,
        row: &Row,
        column: Column,
        parse: impl Fn(&str) -> Result<Option<i64>, InputError>,
    ) -> Result<Option<i64>, String> {
        let Some(cell) = self.cell(row, column) else { return Ok(None) };
        parse(cell)
            .map_err(|error| [&column.heading(self.edition), "「", cell.trim(), "」：", &error.to_string()].concat())
    }

    fn line(&self, row: &Row) -> Result<Found, Wrong> {
        self.no_sum(row)?;
        let (kinds, guessed) = self.kinds(row).map_err(|reason| Wrong { reason, lacks_kind: true })?;
        let name = self.mapping.find(Column::Name).map_or("", |column| row.cell(column));
        if row.cells.iter().any(|cell| cell.chars().count() > MOST_TEXT) {
            let most = MOST_TEXT.to_string();
            return Err(["文字が多すぎます。一つの欄に", &most, "文字まで入力できます。"].concat().into());
        }
        let months = self.months(row)?;
        let discount_yen = self.discount(row)?;
        let (unit_price_yen, quantity) = self.price(row, months, discount_yen)?;
        let mut found = Found {
            item: Item {
                id: String::new(),
                kinds: kinds.into_iter().map(|kind| self.edition.kinds[kind].id.clone()).collect(),
                name: (!name.is_empty()).then(|| name.to_owned()),
                unit_price_yen,
                quantity,
                tax: self.tax(row)?,
                tax_rate_percent: self.tax_rate(row)?,
                months,
                discount_yen,
                answers: BTreeMap::new(),
            },
            guessed,
            named: Vec::new(),
        };
        for (at, question) in self.edition.item_questions.iter().enumerate() {
            let column = Column::Answer(u16::try_from(at).unwrap_or(u16::MAX));
            let Some(cell) = self.cell(row, column) else { continue };
            match answer_of(question, cell) {
                Ok(Said::Answer(answer)) => {
                    found.item.answers.insert(question.id.clone(), answer);
                }
                Ok(Said::Lines(numbers)) => {
                    if (1..numbers.len()).any(|ix| numbers[..ix].contains(&numbers[ix])) {
                        return Err([&question.label, "「", cell, "」：同じ番号が二度書かれています。"]
                            .concat()
                            .into());
                    }
                    found.named.push((question.id.clone(), numbers));
                }
                Err(reason) => return Err([&question.label, "「", cell.trim(), "」：", &reason].concat().into()),
            }
        }
        Ok(found)
    }

    // Rows that add up others or take something off are lines only where somebody says their kind.
    fn no_sum(&self, row: &Row) -> Result<(), String> {
        if self.cell(row, Column::Kind).is_some() {
            return Ok(());
        }
        if row.cells.iter().any(|cell| SUMS.contains(&plain(cell).as_str())) {
            return Err("合計や消費税の行は、明細として取り込みません。".to_owned());
        }
        let name = self.cell(row, Column::Name).unwrap_or_default();
        if ["値引", "割引"].iter().any(|word| name.contains(word)) {
            return Err("値引きの行は、明細ではなく「値引き」の欄に入力してください。".to_owned());
        }
        Ok(())
    }

    // The kinds that it may be of, and whether a person should look at it.
    fn kinds(&self, row: &Row) -> Result<(Vec<usize>, bool), String> {
        match self.cell(row, Column::Kind).and_then(|cell| kinds_in(self.edition, cell)) {
            Some(kinds) => Ok((kinds, true)),
            None => self.kind(row).map(|(kind, guessed)| (vec![kind], guessed)),
        }
    }

    // The kind, and whether it was found in the words of the name.
    fn kind(&self, row: &Row) -> Result<(usize, bool), String> {
        if let Some(cell) = self.cell(row, Column::Kind) {
            return self
                .kind_in(cell)
                .ok_or_else(|| ["経費の種類「", cell.trim(), "」が、この制度の一覧にありません。"].concat());
        }
        let named = self.kind_in(self.cell(row, Column::Name).unwrap_or_default()).map(|(kind, _)| (kind, true));
        let kind = named.or(self.mapping.kind.map(|kind| (kind, false)));
        kind.filter(|(kind, _)| *kind < self.edition.kinds.len())
            .ok_or_else(|| "経費の種類が分かりません。種類を選ぶか、種類の列を加えてください。".to_owned())
    }

    fn kind_in(&self, words: &str) -> Option<(usize, bool)> {
        let named = kind_of(self.edition, words).map(|kind| (kind, false));
        named.or_else(|| kind_in(self.edition, words).map(|kind| (kind, true)))
    }

    fn months(&self, row: &Row) -> Result<Option<Months>, String> {
        let in_year = self.whole(row, Column::InYear, 0, 12)?;
        let total = self.whole(row, Column::Total, in_year.unwrap_or(0), MOST)?;
        match (in_year, total) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err("契約全体の月数だけでは計算できません。年度内の月数も入力してください。".to_owned()),
            (Some(in_year), total) => Ok(Some(Months { in_year: u8::try_from(in_year).unwrap_or(12), total })),
        }
    }

    // On quotes a discount is often written below zero.
    fn discount(&self, row: &Row) -> Result<i64, String> {
        let parse = |cell: &str| {
            let cell = cell.trim();
            parse_yen(cell.strip_prefix(['-', '－', '−', '▲', '△']).unwrap_or(cell))
        };
        Ok(self.number(row, Column::Discount, parse)?.unwrap_or(0))
    }

    // The price and the quantity, held against the amount where there is one.
    fn price(&self, row: &Row, months: Option<Months>, discount: i64) -> Result<(i64, i64), String> {
        let price = self.yen(row, Column::Price)?;
        let amount = self.yen(row, Column::Amount)?;
        let quantity = match self.cell(row, Column::Quantity) {
            Some(cell) if ["一式", "1式"].contains(&plain(cell).as_str()) => Some(1),
            _ => self.whole(row, Column::Quantity, 0, MOST_UNITS)?,
        };
        let has_quantities = self.mapping.find(Column::Quantity).is_some();
        let quantity = match quantity {
            Some(quantity) => quantity,
            None if !has_quantities || price.is_none() || price == amount => 1,
            None => return Err("数量がありません。".to_owned()),
        };
        let Some(price) = price else {
            // Only the amount is there: it must come out even.
            let amount = amount.ok_or("単価がありません。")?;
            return if months.is_some() || discount > 0 || quantity == 0 || amount % quantity != 0 {
                Err("金額だけでは単価が決まりません。単価を入力してください。".to_owned())
            } else {
                Ok((amount / quantity, quantity))
            };
        };
        if let Some(amount) = amount {
            let once = price.saturating_mul(quantity);
            let months = months.map_or((1, None), |months| (i64::from(months.in_year), months.total));
            let times = [Some(1), Some(months.0), months.1];
            let written = times.into_iter().flatten().map(|times| once.saturating_mul(times));
            if !written.into_iter().any(|written| amount == written || amount == written.saturating_sub(discount)) {
                return Err("単価×数量が金額と合いません。単価、数量、金額を確かめてください。".to_owned());
            }
        }
        Ok((price, quantity))
    }

    fn tax(&self, row: &Row) -> Result<Tax, String> {
        let Some(cell) = self.cell(row, Column::Tax) else {
            return self.mapping.tax.ok_or_else(|| "単価が税抜か税込か分かりません。".to_owned());
        };
        tax_in(cell).ok_or_else(|| ["税「", cell.trim(), "」：税抜、税込、非課税のどれかで入力してください。"].concat())
    }

    fn tax_rate(&self, row: &Row) -> Result<u8, String> {
        match self.whole(row, Column::TaxRate, 0, MOST)? {
            None | Some(10) => Ok(10),
            Some(8) => Ok(8),
            Some(_) => Err("税率は10％か8％で入力してください。".to_owned()),
        }
    }
}
