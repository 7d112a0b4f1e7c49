//! Rows as lines of a quote: each as it stands there, or told with the reason.

use kaigo_hojo_contract::application::{Answer, Cost, Item, Months, Tax};
use kaigo_hojo_contract::limits::{MOST, MOST_MONTHS_IN_YEAR, MOST_TEXT, MOST_UNITS};
use kaigo_hojo_rules::edition::Edition;

use super::cells::{Said, answer_of, kind_of, kinds_in, tax_in};
use super::column::Column;
use super::columns::Columns;
use super::table::{Row, Table};
use crate::fold::plain;
use crate::input::{InputError, parse_whole, parse_yen};

/// What is said of a value beyond its limits of which nothing else was said.
const BEYOND: &str = "明細の範囲を超える数があります。";

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
}

/// Makes lines of the rows of a table that we wrote; `None` where its headings are not ours.
#[must_use]
pub fn take(edition: &Edition, table: &Table) -> Option<Taken> {
    let (heading, rows) = table.rows.split_first()?;
    let reader = RowReader { edition, columns: Columns::of(edition, heading)? };
    let mut taken = Taken::default();
    let mut read: Vec<Result<ReadLine, String>> = rows.iter().map(|row| reader.line(row)).collect();
    // A line that names one that is not taken is not taken either, and so on.
    while let Some((at, number)) = dangling(&read) {
        let reason = ["付帯先の明細（番号", &number.to_string(), "）を取り込めないため、取り込めません。"].concat();
        read[at] = Err(reason);
    }
    let mut ids: Vec<Option<String>> = Vec::with_capacity(read.len());
    let mut count = 0;
    for found in &read {
        count += usize::from(found.is_ok());
        ids.push(found.is_ok().then(|| ["i", &count.to_string()].concat()));
    }
    for (at, (row, found)) in rows.iter().zip(read).enumerate() {
        match found {
            Err(reason) => taken.rejected.push(Rejected::new(row, reason)),
            Ok(ReadLine { mut item, named }) => {
                item.id = ids[at].clone().unwrap_or_default();
                for (question, numbers) in named {
                    let named = numbers.iter().filter_map(|number| ids.get(number.wrapping_sub(1)).cloned().flatten());
                    item.answers.insert(question, Answer::Lines(named.collect()));
                }
                taken.lines.push(TakenLine { row: row.number, item });
            }
        }
    }
    Some(taken)
}

impl Rejected {
    fn new(row: &Row, reason: String) -> Self {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        Self { row: row.number, text: cells.join("　"), reason }
    }
}

// A line, with the lines that it names by their numbers.
struct ReadLine {
    item: Item,
    named: Vec<(String, Vec<usize>)>,
}

// The position of a line that names one that is not there, and the number of that.
fn dangling(read: &[Result<ReadLine, String>]) -> Option<(usize, usize)> {
    let is_there = |number: usize| read.get(number.wrapping_sub(1)).is_some_and(Result::is_ok);
    read.iter().enumerate().find_map(|(at, found)| {
        let mut numbers = found.iter().flat_map(|found| &found.named).flat_map(|(_, numbers)| numbers);
        numbers.find(|number| !is_there(**number) || **number == at + 1).map(|number| (at, *number))
    })
}

struct RowReader<'r> {
    edition: &'r Edition,
    columns: Columns,
}

impl RowReader<'_> {
    // What stands in a column, if anything does.
    fn cell<'t>(&self, row: &'t Row, column: Column) -> Option<&'t str> {
        let cell = row.cell(self.columns.find(column)?);
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

    fn line(&self, row: &Row) -> Result<ReadLine, String> {
        let kinds = self.kinds(row)?;
        let name = self.columns.find(Column::Name).map_or("", |column| row.cell(column));
        if row.cells.iter().any(|cell| cell.chars().count() > MOST_TEXT) {
            let most = MOST_TEXT.to_string();
            return Err(["文字が多すぎます。一つの欄に", &most, "文字まで入力できます。"].concat());
        }
        let mut found = ReadLine {
            item: Item { name: (!name.is_empty()).then(|| name.to_owned()), ..self.item(row, kinds)? },
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
                        return Err([&question.label, "「", cell, "」：同じ番号が二度書かれています。"].concat());
                    }
                    found.named.push((question.id.clone(), numbers));
                }
                Err(reason) => return Err([&question.label, "「", cell.trim(), "」：", &reason].concat()),
            }
        }
        Ok(found)
    }

    fn item(&self, row: &Row, kinds: Vec<usize>) -> Result<Item, String> {
        let kinds = kinds.into_iter().map(|kind| self.edition.kinds[kind].id.clone()).collect();
        let (unit_price_yen, quantity) =
            (self.yen(row, Column::Price)?.ok_or("単価がありません。")?, self.quantity(row)?);
        let (tax, tax_rate_percent) = (self.tax(row)?, self.tax_rate(row)?);
        let (months, discount_yen) = (self.months(row)?, self.discount(row)?);
        let cost = Cost { unit_price_yen, quantity, tax, tax_rate_percent, discount_yen };
        Item::new(String::new(), kinds, cost, months).map_err(|_| BEYOND.to_owned())
    }

    // The kinds that it may be of.
    fn kinds(&self, row: &Row) -> Result<Vec<usize>, String> {
        let cell = self.cell(row, Column::Kind).ok_or("経費の種類が分かりません。")?;
        let kinds = kinds_in(self.edition, cell).or_else(|| kind_of(self.edition, cell).map(|kind| vec![kind]));
        kinds.ok_or_else(|| ["経費の種類「", cell.trim(), "」が、この制度の一覧にありません。"].concat())
    }

    fn months(&self, row: &Row) -> Result<Option<Months>, String> {
        let in_year = self.whole(row, Column::InYear, 0, i64::from(MOST_MONTHS_IN_YEAR))?;
        let total = self.whole(row, Column::Total, in_year.unwrap_or(0), MOST)?;
        match (in_year, total) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err("契約全体の月数だけでは計算できません。年度内の月数も入力してください。".to_owned()),
            (Some(in_year), total) => Months::new(in_year, total).map(Some).map_err(|_| BEYOND.to_owned()),
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

    fn quantity(&self, row: &Row) -> Result<i64, String> {
        let is_lump = |cell: &str| ["一式", "1式"].contains(&plain(cell).as_str());
        if self.cell(row, Column::Quantity).is_some_and(is_lump) {
            return Ok(1);
        }
        Ok(self.whole(row, Column::Quantity, 0, MOST_UNITS)?.ok_or("数量がありません。")?)
    }

    fn tax(&self, row: &Row) -> Result<Tax, String> {
        let cell = self.cell(row, Column::Tax).ok_or("単価が税抜か税込か分かりません。")?;
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
