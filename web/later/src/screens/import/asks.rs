//! What has to be asked of a quote, as controls: each with the rows that it is about, and open to be changed once answered.

use std::rc::Rc;

use kaigo_hojo_assess::application::{self, tax_id};
use kaigo_hojo_assess::quote_sheet::Answer;
use kaigo_hojo_assess::quote_sheet::reading::{About, Candidate, Reading, Role, Row};
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_parts::choice::{self, Choices, list, radios};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::words;

use super::{Import, Sheet};

/// Something that was asked.
#[derive(Debug)]
pub(super) struct Ask {
    about: About,
    /// The row; `None` where it is about the whole sheet.
    row: Option<usize>,
    why: String,
    candidates: Vec<Candidate>,
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

    fn is_open(&self, reading: &Reading) -> bool {
        let about = |row: usize| self.row.is_none_or(|own| own == row);
        reading.questions.iter().any(|asked| asked.about == self.about && asked.rows.iter().any(|row| about(*row)))
    }

    // What can be answered, each in words; empty where only the sheet itself can be mended.
    fn answers(&self, import: &Import, reading: &Reading) -> Vec<(Answer, String)> {
        let row = self.row.unwrap_or(0);
        let first = self.candidates.first().map_or(0, |candidate| candidate.column);
        match self.about {
            About::PriceColumn => {
                let price = |of: &Candidate| (Answer::Price { column: of.column }, column(of));
                self.candidates.iter().map(price).collect()
            }
            About::PriceOrAmount => vec![
                (Answer::Price { column: first }, "1つ分の単価".to_owned()),
                (Answer::Amount { column: first }, "全部の金額".to_owned()),
            ],
            About::MonthsInYear => {
                let months = 0..=most_months(import, reading, row);
                months.map(|months| (Answer::MonthsInYear { row, months }, format!("{months}か月"))).collect()
            }
            About::QuantityMeaning => vec![
                (Answer::CountsMonths { row, months: false }, "個数".to_owned()),
                (Answer::CountsMonths { row, months: true }, "月数".to_owned()),
            ],
            About::YenOrThousandYen => {
                vec![(Answer::Thousands(false), "円".to_owned()), (Answer::Thousands(true), "千円".to_owned())]
            }
            About::InOrOut => vec![
                (Answer::Ordered { row, ordered: true }, "注文する".to_owned()),
                (Answer::Ordered { row, ordered: false }, "注文しない（追加しない）".to_owned()),
            ],
            About::Tax
            | About::SumDiffers
            | About::AmountDiffers
            | About::UnreadableCell
            | About::CellsShifted
            | About::DecimalOrThousands => Vec::new(),
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

const fn is_of_sheet(about: About) -> bool {
    matches!(about, About::Tax | About::PriceColumn | About::PriceOrAmount | About::YenOrThousandYen)
}

// A column by its heading and its first cells.
fn column(of: &Candidate) -> String {
    let heading = if of.heading.is_empty() { format!("{}列目", of.column) } else { format!("「{}」", of.heading) };
    format!("{heading}（{}）", of.cells.join("、"))
}

fn row_of(reading: &Reading, row: usize) -> Option<&Row> {
    row.checked_sub(1).and_then(|at| reading.rows.get(at))
}

// No more than the contract, the printed dates, the entered date of the contract and a year have.
fn most_months(import: &Import, reading: &Reading, row: usize) -> i64 {
    let lines = row_of(reading, row).into_iter().flat_map(|row| &row.lines);
    let of_line = lines.filter_map(|line| line.months).map(|months| months.at_most.or(months.total).unwrap_or(12));
    let year = import.edition().about.fiscal_year;
    let left = import.desk.dates.peek().months_left(year).map_or(12, i64::from);
    of_line.max().unwrap_or(12).min(left)
}

/// What stands in a row.
pub(super) fn cells(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join("　")
}

/// How many questions are open.
pub(super) fn open(import: &Import, reading: &Reading) -> usize {
    import.asked.borrow().iter().filter(|ask| ask.is_open(reading)).count()
}

/// Whether a row stands among the questions, so that it can be left out there.
pub(super) fn is_asked(import: &Import, reading: &Reading, row: usize) -> bool {
    import.asked.borrow().iter().any(|ask| ask.row == Some(row) && is_shown(import, reading, ask))
}

fn is_shown(import: &Import, reading: &Reading, ask: &Ask) -> bool {
    ask.is_open(reading) || is_answered(import, ask)
}

/// The questions; whether there are any.
pub(super) fn asks(import: &Rc<Import>, place: &El) -> bool {
    let sheet = import.sheet.get();
    let Sheet::Quote(reading) = &**sheet else { return false };
    let asked = import.asked.borrow();
    let shown: Vec<&Ask> = asked.iter().filter(|ask| is_shown(import, reading, ask)).collect();
    for (at, first) in shown.iter().enumerate() {
        if shown[..at].iter().any(|before| before.about == first.about) {
            continue;
        }
        let same: Vec<&Ask> = shown[at..].iter().filter(|ask| ask.about == first.about).copied().collect();
        let group = place.fieldset(&first.why);
        match first.about {
            About::Tax => tax(import, &group),
            about if is_of_sheet(about) => of_sheet(import, reading, first, &group),
            about => {
                if about == About::MonthsInYear && same.len() > 1 {
                    all_months(import, reading, &same, &group);
                }
                same.iter().for_each(|ask| of_row(import, reading, ask, &group));
            }
        }
    }
    !shown.is_empty()
}

fn is_answered(import: &Import, ask: &Ask) -> bool {
    let given = import.given.borrow();
    let row = ask.row.unwrap_or(0);
    let about = if ask.about == About::PriceOrAmount { About::PriceColumn } else { ask.about };
    let says = |answer: &Answer| {
        let (of, of_row) = subject(answer);
        of_row == row && of.is_none_or(|of| of == about)
    };
    if ask.about == About::Tax { given.tax.is_some() } else { given.answers.iter().any(says) }
}

fn tax(import: &Rc<Import>, group: &El) {
    const ALL: [application::Tax; 2] = [application::Tax::Excluded, application::Tax::Included];
    let told = Rc::clone(import);
    let chosen = ALL.iter().position(|tax| Some(*tax) == import.given.borrow().tax);
    let change = Box::new(move |at: usize| {
        told.say(|import| import.given.borrow_mut().tax = ALL.get(at).copied());
    });
    let answers = ALL.map(|tax| choice::Answer::new(tax_id(tax), words::tax(tax)));
    radios(group, Choices { id: "import-tax", name: "import-tax", answers: &answers, chosen, change });
}

fn of_sheet(import: &Rc<Import>, reading: &Reading, ask: &Ask, group: &El) {
    if let [only] = ask.candidates.as_slice() {
        group.put("p", "hint", &column(only));
    }
    choose(import, &format!("ask-{}", key(ask.about)), &ask.answers(import, reading), group);
}

// A question about one row: the row, its control if there is one, and the box by which the row is left out.
fn of_row(import: &Rc<Import>, reading: &Reading, ask: &Ask, group: &El) {
    let Some((number, row)) = ask.row.and_then(|number| Some((number, row_of(reading, number)?))) else { return };
    let label = format!("{number}行目　{}", cells(row));
    let id = format!("ask-{}-{number}", key(ask.about));
    let answers = ask.answers(import, reading);
    if row.aside || answers.is_empty() {
        group.put("p", "item-head", &label);
    } else if ask.about == About::MonthsInYear {
        let field = group.add("div", "field");
        field.add("label", "label").set("for", &id).say(&label);
        months(import, &id, answers, &field);
    } else {
        choose(import, &id, &answers, &group.fieldset(&label));
    }
    if ask.about == About::SumDiffers
        && let Some(sum) = added_up(reading, number)
    {
        group.put("p", "hint", &format!("明細を足すと、{}です。", yen(sum)));
    }
    if ask.about != About::InOrOut {
        import.aside(number, row.role != Role::Line, group);
    }
}

// What the lines of a sum come to, where it adds nothing but lines.
fn added_up(reading: &Reading, row: usize) -> Option<i64> {
    let sum = reading.sums.iter().find(|sum| sum.row == row)?;
    let of_row = |row: &Row| match row.role {
        Role::Line => row.lines.iter().map(|line| line.amount_yen.known()).sum(),
        Role::Discount => row.amount_yen,
        _ => None,
    };
    sum.of.iter().map(|row| row_of(reading, *row).and_then(of_row)).sum()
}

fn choose(import: &Rc<Import>, id: &str, answers: &[(Answer, String)], place: &El) {
    let chosen = answers.iter().position(|(answer, _)| import.given.borrow().answers.contains(answer));
    let values: Vec<String> = (0..answers.len()).map(|at| at.to_string()).collect();
    let all: Vec<choice::Answer<'_>> =
        answers.iter().zip(&values).map(|((_, words), value)| choice::Answer::new(value, words)).collect();
    let (told, answers) = (Rc::clone(import), answers.iter().map(|(answer, _)| *answer).collect::<Vec<_>>());
    let change = Box::new(move |at: usize| told.answer(answers.get(at..=at).unwrap_or_default()));
    radios(place, Choices { id, name: id, answers: &all, chosen, change });
}

fn months(import: &Rc<Import>, id: &str, answers: Vec<(Answer, String)>, place: &El) {
    let chosen = answers.iter().position(|(answer, _)| import.given.borrow().answers.contains(answer));
    let labels: Vec<String> = answers.iter().map(|(_, words)| words.clone()).collect();
    let told = Rc::clone(import);
    let answers: Vec<Answer> = answers.into_iter().map(|(answer, _)| answer).collect();
    month_list(id, &labels, chosen, place, move |at| told.answer(answers.get(at..=at).unwrap_or_default()));
}

// One choice for all rows, as far as their contracts have so many months.
fn all_months(import: &Rc<Import>, reading: &Reading, asked: &[&Ask], group: &El) {
    let rows: Vec<(usize, i64)> =
        asked.iter().filter_map(|ask| ask.row).map(|row| (row, most_months(import, reading, row))).collect();
    let most = rows.iter().map(|(_, most)| *most).max().unwrap_or(0);
    let labels: Vec<String> = (0..=most).map(|months| format!("{months}か月")).collect();
    let field = group.add("div", "field");
    let id = "ask-months-all";
    field.add("label", "label").set("for", id).say("すべての行の、年度内の月数");
    let told = Rc::clone(import);
    month_list(id, &labels, None, &field, move |at| {
        let months = i64::try_from(at).unwrap_or(0);
        let fitting = rows.iter().filter(|(_, most)| months <= *most);
        let answers: Vec<Answer> = fitting.map(|(row, _)| Answer::MonthsInYear { row: *row, months }).collect();
        told.answer(&answers);
    });
}

fn month_list(id: &str, labels: &[String], chosen: Option<usize>, place: &El, change: impl Fn(usize) + 'static) {
    let answers: Vec<choice::Answer<'_>> = labels.iter().map(|label| choice::Answer::new(label, label)).collect();
    list(place, Choices { id, name: id, answers: &answers, chosen, change: Box::new(change) });
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
