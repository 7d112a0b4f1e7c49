//! What has to be asked of a quote: each question with the rows that it is about, and open to be changed once answered.

use kaigo_hojo_contract::reading::{About, Candidate, Reading, Role, Row};
use kaigo_hojo_exchange::quote_sheet::Answer;
use leptos::prelude::WithUntracked;

use super::state::Import;
use crate::words::import as words;

/// Something that was asked.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) about: About,
    /// The row; `None` where it is about the whole sheet.
    pub(super) row: Option<usize>,
    pub(super) why: String,
    pub(super) candidates: Vec<Candidate>,
}

impl Ask {
    /// Keeps what a reading asks.
    pub(super) fn keep(asked: &mut Vec<Self>, reading: &Reading) {
        for question in &reading.questions {
            let rows = if is_of_sheet(question.about) {
                vec![None]
            } else {
                question.rows.iter().map(|row| Some(*row)).collect()
            };
            for row in rows {
                if !asked.iter().any(|ask| (ask.about, ask.row) == (question.about, row)) {
                    let candidates = if row.is_none() { reading.candidates.clone() } else { Vec::new() };
                    asked.push(Self { about: question.about, row, why: question.why.clone(), candidates });
                }
            }
        }
    }

    /// Whether it has no answer yet.
    pub(super) fn is_open(&self, reading: &Reading) -> bool {
        let about = |row: usize| self.row.is_none_or(|own| own == row);
        reading.questions.iter().any(|asked| asked.about == self.about && asked.rows.iter().any(|row| about(*row)))
    }

    /// Whether it is open, or can be changed.
    pub(super) fn is_shown(&self, import: Import, reading: &Reading) -> bool {
        self.is_open(reading) || self.is_answered(import)
    }

    fn is_answered(&self, import: Import) -> bool {
        let row = self.row.unwrap_or(0);
        let about = if self.about == About::PriceOrAmount { About::PriceColumn } else { self.about };
        let says = |answer: &Answer| {
            let (of, of_row) = subject(answer);
            of_row == row && of.is_none_or(|of| of == about)
        };
        import.given(
            |given| {
                if self.about == About::Tax { given.tax.is_some() } else { given.answers.iter().any(says) }
            },
        )
    }

    /// What can be answered, each in words; empty where only the sheet itself can be mended.
    pub(super) fn answers(&self, import: Import, reading: &Reading) -> Vec<(Answer, String)> {
        let row = self.row.unwrap_or(0);
        let first = self.candidates.first().map_or(0, |candidate| candidate.column);
        let either = |one: (Answer, &str), other: (Answer, &str)| {
            [one, other].map(|(answer, words)| (answer, words.to_owned())).to_vec()
        };
        match self.about {
            About::PriceColumn => {
                let price = |of: &Candidate| (Answer::Price { column: of.column }, column(of));
                self.candidates.iter().map(price).collect()
            }
            About::PriceOrAmount => either(
                (Answer::Price { column: first }, words::PRICE_OF_ONE),
                (Answer::Amount { column: first }, words::AMOUNT_OF_ALL),
            ),
            About::MonthsInYear => {
                let months = 0..=most_months(import, reading, row);
                months.map(|months| (Answer::MonthsInYear { row, months }, words::months(months))).collect()
            }
            About::QuantityMeaning => either(
                (Answer::CountsMonths { row, months: false }, words::PIECES),
                (Answer::CountsMonths { row, months: true }, words::MONTHS),
            ),
            About::YenOrThousandYen => {
                either((Answer::Thousands(false), words::YEN), (Answer::Thousands(true), words::THOUSANDS))
            }
            About::InOrOut => either(
                (Answer::Ordered { row, ordered: true }, words::ORDERED),
                (Answer::Ordered { row, ordered: false }, words::NOT_ORDERED),
            ),
            About::Tax
            | About::SumDiffers
            | About::AmountDiffers
            | About::UnreadableCell
            | About::CellsShifted
            | About::DecimalOrThousands => Vec::new(),
        }
    }

    /// The id of its control.
    pub(super) fn id(&self) -> String {
        match self.row {
            None => format!("ask-{}", key(self.about)),
            Some(row) => format!("ask-{}-{row}", key(self.about)),
        }
    }
}

/// What an answer is about: of two about the same, the later counts.
pub(super) const fn subject(answer: &Answer) -> (Option<About>, usize) {
    match answer {
        Answer::Price { .. } | Answer::Amount { .. } => (Some(About::PriceColumn), 0),
        Answer::MonthsInYear { row, .. } => (Some(About::MonthsInYear), *row),
        Answer::CountsMonths { row, .. } => (Some(About::QuantityMeaning), *row),
        Answer::Thousands(_) => (Some(About::YenOrThousandYen), 0),
        Answer::Ordered { row, .. } => (Some(About::InOrOut), *row),
        Answer::Aside { row } => (None, *row),
    }
}

/// Whether a question is about the whole sheet.
pub(super) const fn is_of_sheet(about: About) -> bool {
    matches!(about, About::Tax | About::PriceColumn | About::PriceOrAmount | About::YenOrThousandYen)
}

/// A column by its heading and its first cells.
pub(super) fn column(of: &Candidate) -> String {
    let heading = if of.heading.is_empty() { words::column(of.column) } else { words::heading(&of.heading) };
    words::column_with(&heading, &of.cells.join(words::COMMA))
}

/// A row of a reading, by its number.
pub(super) fn row_of(reading: &Reading, row: usize) -> Option<&Row> {
    row.checked_sub(1).and_then(|at| reading.rows.get(at))
}

/// No more than the contract, the printed dates, the entered date of the contract and a year have.
pub(super) fn most_months(import: Import, reading: &Reading, row: usize) -> i64 {
    let lines = row_of(reading, row).into_iter().flat_map(|row| &row.lines);
    let of_line = lines.filter_map(|line| line.months).map(|months| months.at_most.or(months.total).unwrap_or(12));
    let year = import.edition().about.fiscal_year;
    let left = import.desk.dates.with_untracked(|dates| dates.months_left(year)).map_or(12, i64::from);
    of_line.max().unwrap_or(12).min(left)
}

/// What stands in a row.
pub(super) fn cells(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join("　")
}

/// How many questions are open.
pub(super) fn open(import: Import, reading: &Reading) -> usize {
    import.asked(|asked| asked.iter().filter(|ask| ask.is_open(reading)).count())
}

/// Whether a row stands among the questions, so that it can be left out there.
pub(super) fn is_asked(import: Import, reading: &Reading, row: usize) -> bool {
    import.asked(|asked| asked.iter().any(|ask| ask.row == Some(row) && ask.is_shown(import, reading)))
}

/// What the lines of a sum come to, where it adds nothing but lines.
pub(super) fn added_up(reading: &Reading, row: usize) -> Option<i64> {
    let sum = reading.sums.iter().find(|sum| sum.row == row)?;
    let of_row = |row: &Row| match row.role {
        Role::Line => row.lines.iter().map(|line| line.amount_yen.known()).sum(),
        Role::Discount => row.amount_yen,
        _ => None,
    };
    sum.of.iter().map(|row| row_of(reading, *row).and_then(of_row)).sum()
}

// For ids of elements.
const fn key(about: About) -> &'static str {
    match about {
        About::Tax => "tax",
        About::PriceColumn => "price",
        About::PriceOrAmount => "amount",
        About::MonthsInYear => "months",
        About::QuantityMeaning => "quantity",
        About::SumDiffers => "sum",
        About::AmountDiffers => "product",
        About::UnreadableCell => "cell",
        About::CellsShifted => "shifted",
        About::DecimalOrThousands => "point",
        About::YenOrThousandYen => "thousands",
        About::InOrOut => "ordered",
    }
}
