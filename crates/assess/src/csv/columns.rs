//! What the columns of a table seem to hold: by their headings, or by what stands in them.

use kaigo_hojo_rules::edition::Edition;

use super::Column;
use super::cells::{id_in, kind_of, tax_in};
use super::table::{MOST_ABOVE, Row, Table};
use crate::application::Tax;
use crate::fold::plain;
use crate::input::parse_yen;

/// How a table is to be read. [`propose`] makes one; a person may change all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The position of the row with the headings in [`Table::rows`]; the lines stand below it.
    pub heading: Option<usize>,
    /// For each column what it holds; `None` where it is not read. Of two columns with the same, the first counts.
    pub columns: Vec<Option<Column>>,
    /// How tax stands in the prices of rows that do not say it.
    pub tax: Option<Tax>,
    /// The position of the kind of rows that do not say it.
    pub kind: Option<usize>,
}

impl Mapping {
    /// The position of the column that holds something.
    pub(super) fn find(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|held| *held == Some(column))
    }
}

// What headings of other tables have in them, as `plain` writes it. The first that fits counts; a heading with one of
// `NEITHER`, unless it is a name as well, says nothing.
const NEITHER: &[&str] = &["コド", "番号", "型番", "品番", "単位", "備考", "消費税額"];
const WORDS: &[(Column, &[&str])] = &[
    (Column::Discount, &["値引", "割引"]),
    (Column::TaxRate, &["税率"]),
    (Column::Tax, &["税区分", "課税", "税込税抜", "税抜税込", "税込/税抜", "税抜/税込"]),
    (Column::Total, &["契約全体", "契約月数", "契約期間", "総月数"]),
    (Column::InYear, &["年度内", "月数"]),
    (Column::Price, &["単価", "価格"]),
    (Column::Quantity, &["数量", "個数", "台数", "員数"]),
    (Column::Amount, &["金額", "合計", "小計", "価額"]),
    (Column::Name, &["品名", "品目", "摘要", "名称", "商品", "製品", "項目", "内容", "件名", "明細"]),
    (Column::Kind, &["種類", "種別", "区分", "費目", "経費"]),
];

/// What the columns seem to hold.
#[must_use]
pub fn propose(edition: &Edition, table: &Table) -> Mapping {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let own = Column::OWN.into_iter().chain([Column::Amount]);
    let own: Vec<(Column, String)> = own.map(|column| (column, plain(&column.heading(edition)))).collect();
    let mut best: (usize, usize) = (0, 1);
    for (at, row) in table.rows.iter().enumerate().take(MOST_ABOVE) {
        let found = headings(edition, &own, row, width).iter().flatten().count();
        let has_number = row.cells.iter().any(|cell| matches!(parse_yen(cell), Ok(Some(_))));
        if found > best.1 && !has_number {
            best = (at, found);
        }
    }
    if best.1 > 1 {
        let row = &table.rows[best.0];
        let columns = headings(edition, &own, row, width);
        let of = |column| columns.iter().position(|held| *held == Some(column)).and_then(|at| tax_in(row.cell(at)));
        let tax = of(Column::Price).or_else(|| of(Column::Amount));
        return Mapping { heading: Some(best.0), columns, tax, kind: None };
    }
    Mapping { heading: None, columns: by_content(edition, table, width), tax: None, kind: None }
}

fn headings(edition: &Edition, own: &[(Column, String)], row: &Row, width: usize) -> Vec<Option<Column>> {
    let cells: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
    let mut columns = vec![None; width];
    // Our own words first: they are sure.
    for is_own in [true, false] {
        for (at, cell) in cells.iter().enumerate() {
            let found = match id_in(&row.cells[at]) {
                Some(id) => question(edition, id),
                None if is_own => own.iter().find(|(_, heading)| heading == cell).map(|(column, _)| *column),
                None => foreign(cell),
            };
            if columns[at].is_none() && found.is_some() && !columns.contains(&found) {
                columns[at] = found;
            }
        }
    }
    columns
}

fn question(edition: &Edition, id: &str) -> Option<Column> {
    let question = edition.item_questions.iter().position(|question| question.id == id)?;
    u16::try_from(question).ok().map(Column::Answer)
}

fn foreign(folded: &str) -> Option<Column> {
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(NEITHER) && !has(&["品名", "品目", "名称"]) {
        return None;
    }
    WORDS.iter().find(|(_, words)| has(words)).map(|(column, _)| *column)
}

// Without headings: words by what they say, numbers by how they belong together.
fn by_content(edition: &Edition, table: &Table, width: usize) -> Vec<Option<Column>> {
    let rows: Vec<&Row> = table.rows.iter().take(30).collect();
    let most = |at: usize, fits: &dyn Fn(&str) -> bool| {
        rows.iter().filter(|row| fits(row.cell(at).trim())).count() * 2 > rows.len()
    };
    let number = |cell: &str| parse_yen(cell).ok().flatten();
    let mut columns = vec![None; width];
    let mut numbers: Vec<(usize, i64)> = Vec::new();
    for at in 0..width {
        let found = if most(at, &|cell| number(cell).is_some()) {
            let sum = rows.iter().filter_map(|row| number(row.cell(at))).fold(0, i64::saturating_add);
            numbers.push((at, sum));
            None
        } else if most(at, &|cell| tax_in(cell).is_some() && cell.chars().count() <= 4) {
            Some(Column::Tax)
        } else if most(at, &|cell| !cell.is_empty() && kind_of(edition, cell).is_some()) {
            Some(Column::Kind)
        } else if most(at, &|cell| !cell.is_empty()) {
            Some(Column::Name)
        } else {
            None
        };
        if found.is_some() && !columns.contains(&found) {
            columns[at] = found;
        }
    }
    // The only words are what the quote calls its lines; their kinds are found in them.
    if !columns.contains(&Some(Column::Name))
        && let Some(kind) = columns.iter_mut().find(|held| **held == Some(Column::Kind))
    {
        *kind = Some(Column::Name);
    }
    // The amount is the product of the other two.
    let product = |a: usize, b: usize, c: usize| {
        let fits = |row: &&&Row| {
            let values = (number(row.cell(a)), number(row.cell(b)), number(row.cell(c)));
            matches!(values, (Some(a), Some(b), Some(c)) if a.checked_mul(b) == Some(c))
        };
        rows.iter().filter(fits).count() * 2 > rows.len()
    };
    for (ix, (c, _)) in numbers.iter().enumerate().skip(2) {
        let pair = (0..ix).flat_map(|a| (a + 1..ix).map(move |b| (a, b)));
        let factors = pair.map(|(a, b)| (numbers[a], numbers[b])).find(|(a, b)| product(a.0, b.0, *c));
        if let Some((a, b)) = factors {
            columns[*c] = Some(Column::Amount);
            numbers = vec![a, b];
            break;
        }
    }
    // What is higher is the price; of equal ones the first.
    if let Some((price, _)) = numbers.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best }) {
        columns[price] = Some(Column::Price);
        if let Some((quantity, _)) = numbers.iter().find(|(at, _)| *at != price) {
            columns[*quantity] = Some(Column::Quantity);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_compared() {
        for word in WORDS.iter().flat_map(|(_, words)| *words).chain(NEITHER) {
            assert_eq!(plain(word), *word);
        }
    }
}
