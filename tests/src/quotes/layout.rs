//! How a quote is written down: two hundred layouts, each drawn from its number.

use super::reading::Rounding;
use super::sheet::{Encoding, Form};
use super::vendors::{VENDORS, Words};
use crate::random::Random;

/// How many layouts there are.
pub const LAYOUTS: usize = 200;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Column {
    Number,
    Code,
    Name,
    Model,
    Quantity,
    Unit,
    Months,
    ListPrice,
    Price,
    Amount,
    Note,
}

/// Which columns hold money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prices {
    /// The price and the amount.
    Both,
    /// A list price beside them.
    WithList,
    /// The price alone.
    PriceAlone,
    /// The price and a list price: which is which has to be asked.
    ListAlone,
    /// The amount alone.
    AmountAlone,
}

/// Where units stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Units {
    Column,
    InQuantity,
    Unsaid,
}

/// How the months of a contract are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Periods {
    /// In a column.
    Column,
    /// As the unit of the quantity.
    InQuantity,
    /// As a bare quantity: what it counts has to be asked.
    Bare,
    /// Not at all: the name says that the price is for a month.
    Unsaid,
}

/// Where the model number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Models {
    /// Behind the name.
    InName,
    /// In the name's cell, on a line of its own.
    BelowName,
    /// In a column.
    Column,
    /// In a row of its own.
    Row,
}

/// How money is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `600000`
    Digits,
    /// `600,000`
    Commas,
    /// `¥600,000`
    Mark,
    /// `600,000円`
    Word,
    /// `¥600,000-`
    Dash,
    /// `600,000.-`
    PointDash,
    /// `６００，０００`
    FullWidth,
}

/// What stands below the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foot {
    /// Nothing.
    Nothing,
    /// The total as the lines stand.
    Total,
    /// The total, its tax and the total with tax; or the total with tax, and the tax within.
    Tax,
}

/// The orders of the columns; those that a layout does not have are left out.
const ORDERS: [&[Column]; 6] = {
    use Column::{Amount, Code, ListPrice, Model, Months, Name, Note, Number, Price, Quantity, Unit};
    [
        &[Number, Code, Name, Model, Quantity, Unit, Months, ListPrice, Price, Amount, Note],
        &[Number, Name, Model, Code, Unit, Quantity, Months, ListPrice, Price, Amount, Note],
        &[Number, Code, Name, Model, ListPrice, Price, Quantity, Unit, Months, Amount, Note],
        &[Number, Name, Model, Note, Months, Price, Quantity, Unit, Amount, ListPrice, Code],
        &[Code, Number, Name, Quantity, Unit, Model, ListPrice, Months, Price, Amount, Note],
        &[Number, Quantity, Unit, Name, Model, Code, Months, Price, ListPrice, Amount, Note],
    ]
};

/// One way to write a quote down.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Which of the two hundred.
    pub number: usize,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The vendor's words.
    pub words: &'static Words,
    /// Which columns hold money.
    pub prices: Prices,
    /// Where units stand.
    pub units: Units,
    /// How months are told.
    pub periods: Periods,
    /// Where model numbers stand.
    pub models: Models,
    /// How money is written.
    pub notation: Notation,
    /// Whether money is in thousands of yen, where the quote allows it.
    pub thousands: bool,
    /// What stands below the lines.
    pub foot: Foot,
    /// How tax is rounded, on the total.
    pub rounding: Rounding,
    /// How cells are parted.
    pub form: Form,
    /// How characters become bytes.
    pub encoding: Encoding,
    /// Whether lines end as on Windows.
    pub crlf: bool,
    /// Whether every cell of a CSV file is in quotes.
    pub quote_all: bool,
    /// Whether the columns of a PDF's text are aligned, or parted by one blank.
    pub aligned: bool,
    /// Whether headings of money say if tax is in it.
    pub tax_in_headings: bool,
    /// Whether there is a heading at all.
    pub heading: bool,
    /// Whether a title stands above.
    pub title: bool,
    /// Whether the total stands above the lines, too.
    pub total_on_top: bool,
    /// Whether groups have titles.
    pub group_titles: bool,
    /// Whether groups have sums.
    pub subtotals: bool,
    /// Whether a group's sum is named after it.
    pub named_subtotals: bool,
    /// Whether the word of a sum stands beside its money instead of under the names.
    pub word_beside: bool,
    /// Whether a blank row parts the groups.
    pub blank_rows: bool,
    /// After how many lines a page ends.
    pub page: Option<usize>,
    /// Whether words follow at the end.
    pub note: bool,
}

// The columns of money, drawn from 100.
const fn prices(drawn: usize, text: bool) -> Prices {
    match drawn {
        0..72 => Prices::Both,
        72..86 => Prices::WithList,
        // Without both columns nobody can tell the cells of a PDF's text apart.
        _ if text => Prices::Both,
        86..92 => Prices::PriceAlone,
        92..94 => Prices::ListAlone,
        _ => Prices::AmountAlone,
    }
}

impl Layout {
    /// The layout of a number.
    #[must_use]
    pub fn numbered(number: usize) -> Self {
        let random = &mut Random::new(0x000A_71E5 + u64::try_from(number).unwrap_or(0));
        let form = *random.pick(&[Form::Csv, Form::Csv, Form::Csv, Form::Tsv, Form::Tsv, Form::Spaces]);
        let text = form == Form::Spaces;
        let prices = prices(random.below(100), text);
        let units = *random.pick(&[Units::Column, Units::Column, Units::InQuantity, Units::Unsaid]);
        let periods = match random.below(10) {
            0..4 => Periods::InQuantity,
            4..7 => Periods::Column,
            7..9 => Periods::Unsaid,
            _ => Periods::Bare,
        };
        let in_row = if text { [Models::InName, Models::Row] } else { [Models::Column, Models::BelowName] };
        let models = if random.below(2) == 0 { Models::InName } else { *random.pick(&in_row) };
        let heading = text || prices != Prices::Both || random.below(20) != 0;
        let mut one_in = |count: usize| random.below(count) == 0;
        let layout = Self {
            number,
            columns: Vec::new(),
            prices,
            units,
            periods,
            models,
            form,
            heading,
            crlf: one_in(2),
            quote_all: one_in(4),
            aligned: one_in(2),
            tax_in_headings: one_in(3),
            title: one_in(2),
            total_on_top: one_in(4),
            group_titles: one_in(3),
            subtotals: one_in(2),
            named_subtotals: one_in(3),
            word_beside: one_in(3),
            blank_rows: one_in(4),
            note: one_in(4),
            thousands: one_in(12),
            page: one_in(5).then_some(4),
            words: random.pick(&VENDORS),
            notation: *random.pick(&[
                Notation::Digits,
                Notation::Commas,
                Notation::Commas,
                Notation::Mark,
                Notation::Word,
                Notation::Dash,
                Notation::PointDash,
                Notation::FullWidth,
            ]),
            foot: *random.pick(&[Foot::Tax, Foot::Tax, Foot::Tax, Foot::Total, Foot::Total, Foot::Nothing]),
            rounding: *random.pick(&Rounding::ALL),
            encoding: *random.pick(&[Encoding::Utf8, Encoding::Utf8Bom, Encoding::Cp932]),
        };
        let order = random.pick(&ORDERS);
        let extras = [Column::Number, Column::Code, Column::Note].map(|column| (column, random.below(3) == 0));
        Self { columns: order.iter().copied().filter(|column| layout.has(*column, &extras)).collect(), ..layout }
    }

    fn has(&self, column: Column, extras: &[(Column, bool)]) -> bool {
        match column {
            Column::Name | Column::Quantity => true,
            Column::Model => self.models == Models::Column,
            Column::Unit => self.units == Units::Column,
            Column::Months => self.periods == Periods::Column,
            Column::ListPrice => matches!(self.prices, Prices::WithList | Prices::ListAlone),
            Column::Price => self.prices != Prices::AmountAlone,
            Column::Amount => !matches!(self.prices, Prices::PriceAlone | Prices::ListAlone),
            // Without headings, and between blanks, they would be told apart from nothing.
            Column::Code | Column::Note if self.form == Form::Spaces => false,
            extra => self.heading && extras.contains(&(extra, true)),
        }
    }

    /// The column in which sums stand.
    #[must_use]
    pub fn sums(&self) -> Column {
        if self.columns.contains(&Column::Amount) { Column::Amount } else { Column::Price }
    }
}
