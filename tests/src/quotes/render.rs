//! A quote in a layout: the bytes, and the truth beside them.

use super::layout::{Column, Layout, Models, Periods, Units};
use super::money::Money;
use super::reading::{About, Charge, Role, Tax};
use super::rows::{Entry, Told, bare_months, in_terms_of, printed_amount, tell};
use super::sheet::Form;
use super::truth::{Line, Quote};

/// A quote that is written down.
#[derive(Debug)]
pub struct Rendered {
    /// What a file of it holds.
    pub bytes: Vec<u8>,
    /// The same as characters, as they are pasted.
    pub text: String,
    /// What each row is.
    pub rows: Vec<RowTruth>,
    /// What each line of the quote comes to, as it is printed.
    pub amounts: Vec<i64>,
    /// What all lines come to, less the discount, in the tax terms of the quote.
    pub total_yen: i64,
    /// The last total that is printed, and whether it is with tax.
    pub printed: Option<(i64, Tax)>,
}

impl Rendered {
    /// Whether something is hidden that a person would have to ask for.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.rows.iter().any(|row| !row.asks.is_empty())
    }
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowTruth {
    /// Its role.
    pub role: Role,
    /// Which line of the quote, from 0.
    pub line: Option<usize>,
    /// What a person would have to ask here.
    pub asks: Vec<About>,
}

/// Writes a quote down.
///
/// # Panics
/// Where a word cannot be written in the encoding, which none of the vocabulary is.
#[must_use]
pub fn render(quote: &Quote, layout: &Layout) -> Rendered {
    let told = tell(quote, layout);
    let money = Money::of(layout, layout.thousands && in_thousands(quote, layout, &told));
    let cells: Vec<Vec<String>> = told.entries.iter().map(|entry| row(entry, quote.tax, layout, &money)).collect();
    let text = match layout.form {
        Form::Spaces => spaced(&cells, layout),
        form => delimited(&cells, form, layout.quote_all),
    };
    let text = if layout.crlf { text.replace('\n', "\r\n") } else { text };
    let bytes = layout.encoding.encode(&text).expect("the words are those of the encoding");
    let truth =
        |entry: Entry<'_>| RowTruth { role: entry.role, line: entry.line.map(|(number, _)| number), asks: entry.asks };
    Rendered {
        bytes,
        text,
        rows: told.entries.into_iter().map(truth).collect(),
        amounts: quote.lines().map(|line| printed_amount(layout, line)).collect(),
        total_yen: told.total,
        printed: told.printed,
    }
}

/// Whether every figure is whole thousands. Without headings nothing would say that they are.
fn in_thousands(quote: &Quote, layout: &Layout, told: &Told<'_>) -> bool {
    let lines = quote.lines().map(|line| line.price_yen);
    let sums = told.entries.iter().filter_map(|entry| entry.yen);
    layout.heading && lines.chain(sums).all(|yen| yen % 1_000 == 0)
}

/// A list price above the price, in whole thousands where the price is.
fn list_price(line: &Line) -> i64 {
    line.price_yen + (line.price_yen / 5 / 1_000) * 1_000
}

/// The cells of a row.
fn row(entry: &Entry<'_>, tax: Tax, layout: &Layout, money: &Money) -> Vec<String> {
    let at = |column: Column| layout.columns.iter().position(|other| *other == column).unwrap_or(0);
    let mut cells = vec![String::new(); layout.columns.len()];
    match entry.role {
        Role::Heading => {
            for (cell, column) in cells.iter_mut().zip(&layout.columns) {
                *cell = heading(*column, tax, layout, money);
            }
        }
        Role::Line => {
            if let Some((number, line)) = entry.line {
                for (cell, column) in cells.iter_mut().zip(&layout.columns) {
                    *cell = line_cell(*column, number, line, layout, money);
                }
            }
        }
        Role::Sum | Role::Tax | Role::Carry | Role::Discount => {
            let sums = at(layout.sums());
            let beside = layout.word_beside && sums > 0;
            let words = if beside { sums - 1 } else { at(Column::Name) };
            cells[words].clone_from(&entry.words);
            cells[sums] = entry.yen.map_or_else(String::new, |yen| money.written(yen));
        }
        Role::Detail => cells[at(Column::Name)].clone_from(&entry.words),
        Role::Title | Role::Note | Role::Blank => cells[0].clone_from(&entry.words),
    }
    cells
}

fn heading(column: Column, tax: Tax, layout: &Layout, money: &Money) -> String {
    let words = in_terms_of(tax, layout.words.headings[column as usize]);
    if !matches!(column, Column::ListPrice | Column::Price | Column::Amount) {
        return words;
    }
    let said = words.contains("税抜") || words.contains("税込");
    let tax = match tax {
        _ if said || !layout.tax_in_headings => "",
        Tax::Included => "（税込）",
        _ => "（税抜）",
    };
    let thousands = if money.thousands { "（千円）" } else { "" };
    format!("{words}{tax}{thousands}")
}

fn line_cell(column: Column, number: usize, line: &Line, layout: &Layout, money: &Money) -> String {
    let in_year = line.charge == Charge::Year;
    match column {
        Column::Number => (number + 1).to_string(),
        Column::Code => {
            format!("{}-{:04}", char::from(b'A' + u8::try_from(number % 4).unwrap_or(0)), 1_203 + 7 * number)
        }
        Column::Name => name(line, layout),
        Column::Model => line.model.to_owned(),
        Column::Quantity => quantity(line, layout, money),
        Column::Unit if in_quantity(line, layout) && line.quantity > 1 => String::new(),
        Column::Unit if in_quantity(line, layout) => layout.words.month.to_owned(),
        Column::Unit if bare_months(layout, line) => String::new(),
        Column::Unit => line.unit.to_owned(),
        Column::Months if line.charge == Charge::Month => money.count(line.periods),
        Column::Months => String::new(),
        Column::ListPrice => money.written(list_price(line)),
        Column::Price => money.written(line.price_yen),
        Column::Amount => money.written(printed_amount(layout, line)),
        Column::Note if in_year => "1年分".to_owned(),
        Column::Note => ["", "", "納期2週間", "お客様ご要望品"][number % 4].to_owned(),
    }
}

fn name(line: &Line, layout: &Layout) -> String {
    let charge = match (line.charge, layout.periods) {
        (Charge::Year, _) => "（年額）",
        (Charge::Month, Periods::Unsaid) => "（月額）",
        _ => "",
    };
    let model = match layout.models {
        Models::InName if !line.model.is_empty() => format!(" {}", line.model),
        Models::BelowName if !line.model.is_empty() => format!("\n（{}）", line.model),
        _ => String::new(),
    };
    format!("{}{charge}{model}", line.name)
}

/// Whether the months of a charge stand with its quantity, as a unit. Of several, a bare number would be no number.
fn in_quantity(line: &Line, layout: &Layout) -> bool {
    line.charge == Charge::Month
        && match layout.periods {
            Periods::InQuantity => true,
            Periods::Bare => line.quantity > 1,
            Periods::Column | Periods::Unsaid => false,
        }
}

fn quantity(line: &Line, layout: &Layout, money: &Money) -> String {
    let pieces = money.count(line.quantity);
    if bare_months(layout, line) {
        money.count(line.periods)
    } else if !in_quantity(line, layout) {
        if layout.units == Units::InQuantity { format!("{pieces}{}", line.unit) } else { pieces }
    } else if line.quantity > 1 {
        format!("{pieces}{}×{}{}", line.unit, money.count(line.periods), layout.words.month)
    } else if layout.units == Units::Column {
        money.count(line.periods)
    } else {
        format!("{}{}", money.count(line.periods), layout.words.month)
    }
}

fn delimited(rows: &[Vec<String>], form: Form, quote_all: bool) -> String {
    let mark = if form == Form::Csv { ',' } else { '\t' };
    let cell = |cell: &String| {
        let needs = cell.contains([mark, '"', '\n']) || (quote_all && form == Form::Csv);
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let row = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(&mark.to_string()) + "\n";
    rows.iter().map(row).collect()
}

/// As a PDF gives it: columns of one width, or no more than a blank between what is there.
fn spaced(rows: &[Vec<String>], layout: &Layout) -> String {
    let width = |cell: &str| cell.chars().map(|char| if char.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let widest = |ix: usize| rows.iter().filter_map(|row| row.get(ix)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..layout.columns.len()).map(widest).collect();
    let row = |cells: &Vec<String>| {
        let text = if layout.aligned {
            let padded =
                cells.iter().zip(&widths).map(|(cell, all)| format!("{cell}{}", " ".repeat(all - width(cell) + 2)));
            padded.collect::<String>()
        } else {
            let there: Vec<_> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            there.join(" ")
        };
        text.trim_end().to_owned() + "\n"
    };
    rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::layout::{Foot, LAYOUTS};
    use super::super::reading::Rounding;
    use super::*;

    fn each(mut held: impl FnMut(&Quote, &Layout, &Rendered)) {
        for number in 0..LAYOUTS {
            let layout = Layout::numbered(number);
            for seed in 0..25 {
                let quote = Quote::random(u64::try_from(25 * number + seed).expect("a seed"));
                held(&quote, &layout, &render(&quote, &layout));
            }
        }
    }

    /// The number that a cell shows, whatever its marks; in yen where the sheet is in thousands.
    fn number(cell: &str, thousands: bool) -> i64 {
        let ascii = |char: char| if ('０'..='９').contains(&char) { u32::from(char) - u32::from('０') } else { 99 };
        let digits =
            cell.chars().filter_map(|char| char.to_digit(10).or_else(|| Some(ascii(char)).filter(|d| *d < 10)));
        digits.fold(0, |sum, digit| 10 * sum + i64::from(digit)) * if thousands { 1_000 } else { 1 }
    }

    #[test]
    fn the_rows_are_those_of_the_text_and_the_bytes_are_its_own() {
        each(|_, layout, rendered| {
            let rows = layout.form.rows(&rendered.text);
            assert_eq!(rows.len(), rendered.rows.len(), "{layout:?}");
            // A backslash or a yen sign of the encoding comes back as it went out.
            assert_eq!(layout.encoding.decode(&rendered.bytes).as_deref(), Some(&*rendered.text), "{layout:?}");
            if layout.form != Form::Spaces {
                assert!(rows.iter().all(|row| row.len() == layout.columns.len()), "{}", rendered.text);
            }
        });
    }

    #[test]
    fn what_is_printed_is_the_truth() {
        each(|quote, layout, rendered| {
            let sums: i64 = rendered.amounts.iter().sum();
            assert_eq!(rendered.total_yen, sums - quote.discount_yen);
            assert!(rendered.total_yen > 0 && rendered.amounts.len() == quote.lines().count());
            if layout.form == Form::Spaces {
                return;
            }
            let rows = layout.form.rows(&rendered.text);
            let thousands = rendered.text.contains("（千円）");
            let column = layout.columns.iter().position(|column| *column == layout.sums()).expect("a column of sums");
            let (mut lines, mut so_far) = (rendered.amounts.iter(), 0);
            for (cells, truth) in rows.iter().zip(&rendered.rows) {
                let yen = number(&cells[column], thousands);
                match truth.role {
                    Role::Line => {
                        let amount = *lines.next().expect("a line");
                        so_far += amount;
                        if layout.sums() == Column::Amount {
                            assert_eq!(yen, amount, "{}", rendered.text);
                        }
                    }
                    Role::Carry => assert_eq!(yen, so_far, "{}", rendered.text),
                    Role::Discount => assert_eq!(yen, quote.discount_yen, "{}", rendered.text),
                    _ => {}
                }
            }
            assert!(lines.next().is_none());
        });
    }

    #[test]
    fn the_last_total_is_the_lines_and_their_tax() {
        each(|quote, layout, rendered| {
            let Some((yen, tax)) = rendered.printed else { return assert_eq!(layout.foot, Foot::Nothing) };
            let whole = rendered.total_yen;
            let with_tax = Rounding::ALL.map(|rounding| whole + rounding.of(whole, 10, 100).unwrap_or(0));
            let added = tax == Tax::Included && quote.tax == Tax::Excluded;
            assert!(if added { with_tax.contains(&yen) } else { yen == whole }, "{yen} of {whole}");
            let rows = layout.form.rows(&rendered.text);
            let sums = rows.iter().zip(&rendered.rows).filter(|(_, truth)| truth.role == Role::Sum);
            let thousands = rendered.text.contains("（千円）");
            let prints = |(cells, _): (&Vec<String>, _)| {
                cells.iter().any(|cell| {
                    let words = cell.split_whitespace().next_back().unwrap_or_default();
                    number(words, thousands) == yen
                })
            };
            assert!(sums.into_iter().any(prints), "{yen} in {}", rendered.text);
        });
    }

    #[test]
    fn layouts_differ_and_few_of_them_hide() {
        let told: BTreeSet<String> =
            (0..LAYOUTS).map(|number| format!("{:?}", Layout::numbered(number).columns)).collect();
        assert!(told.len() > 60, "{}", told.len());
        let (mut rows, mut hidden, mut forms) = (0, 0, BTreeSet::new());
        each(|_, layout, rendered| {
            rows += rendered.rows.len();
            hidden += rendered.rows.iter().filter(|row| !row.asks.is_empty()).count();
            forms.insert(format!("{:?} {:?}", layout.form, layout.encoding));
        });
        assert!(hidden > 0 && hidden * 12 < rows, "{hidden} of {rows}");
        assert_eq!(forms.len(), 9, "{forms:?}");
    }
}
