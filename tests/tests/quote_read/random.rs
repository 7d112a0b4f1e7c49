//! Quotes at random, each in one of 200 layouts, read back.

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::reading::{About, Reading, Sure};
use kaigo_hojo_exchange::quote_sheet::{self, Given};
use whole_system_tests::quotes::layout::{LAYOUTS, Layout};
use whole_system_tests::quotes::render::{Rendered, render};
use whole_system_tests::quotes::truth::Quote;
use whole_system_tests::seeds;

/// What was counted.
#[derive(Debug, Default)]
struct Tally {
    quotes: usize,
    rows: usize,
    lines: usize,
    /// Rows, and among them lines, with a question or a guess.
    doubtful: usize,
    doubtful_lines: usize,
    /// Another sum than the truth, and no question but how many months lie in the year.
    wrong: Vec<String>,
    /// Another kind than the truth, and no guess.
    wrong_kinds: Vec<String>,
}

impl Tally {
    fn take(&mut self, seed: u64, number: usize, quote: &Quote, rendered: &Rendered, read: &Reading) {
        let place = || format!("seed {seed}, layout {number}:\n{}\n{:?}\n", rendered.text, read.questions);
        self.quotes += 1;
        self.rows += rendered.rows.len();
        let asks = read.questions.iter().any(|question| question.about != About::MonthsInYear);
        let totals = read.totals.as_ref();
        let sum = totals.and_then(|totals| Some((totals.added?, totals.per_month)));
        let all =
            |money: kaigo_hojo_contract::reading::ByTax| money.excluded + money.included + money.exempt + money.unknown;
        let found = sum.map(|(added, per_month)| all(added) + all(per_month));
        if !asks && found != Some(rendered.total_yen) {
            self.wrong.push(format!("{found:?} instead of {} in {}", rendered.total_yen, place()));
        }
        let lines: Vec<_> = quote.lines().collect();
        for (row, truth) in read.rows.iter().zip(&rendered.rows) {
            let asked = read.questions.iter().any(|question| question.rows.contains(&row.row));
            let guess = row.lines.iter().any(|line| line.sure == Sure::Guess);
            self.doubtful += usize::from(asked || guess);
            let Some(line) = truth.line.and_then(|line| lines.get(line)) else { continue };
            self.lines += 1;
            self.doubtful_lines += usize::from(asked || guess);
            let certain = row.lines.iter().filter(|line| line.sure == Sure::Yes);
            for found in certain.filter(|found| found.kinds != [line.kind]) {
                self.wrong_kinds.push(format!(
                    "{:?} instead of {} for {} in {}",
                    found.kinds,
                    line.kind,
                    line.name,
                    place()
                ));
            }
        }
    }
}

fn tally(count: u64) -> Tally {
    let editions = overview::editions();
    let mut tally = Tally::default();
    for seed in 0..count {
        let number = usize::try_from(seed).expect("a number") % LAYOUTS;
        let (quote, layout) = (Quote::random(seed), Layout::numbered(number));
        let edition: &Edition = editions.iter().find(|one| one.about.id == quote.programme).expect("a programme");
        let rendered = render(&quote, &layout);
        let text = layout.encoding.decode(&rendered.bytes).expect("the encoding");
        let given = Given { tax: super::tax(quote.tax), answers: Vec::new() };
        let read = quote_sheet::read(edition, &text, &given).expect("a table");
        assert_eq!(read.rows.len(), rendered.rows.len(), "seed {seed}, layout {number}:\n{}", rendered.text);
        tally.take(seed, number, &quote, &rendered, &read);
    }
    tally
}

fn holds(count: u64) {
    let found = tally(count);
    let Tally { quotes, rows, lines, doubtful, doubtful_lines, wrong, wrong_kinds } = &found;
    println!(
        "{quotes} quotes, {rows} rows: {doubtful} doubtful; {lines} lines: {doubtful_lines} doubtful; {} wrong, {} kinds",
        wrong.len(),
        wrong_kinds.len()
    );
    let some = |list: &[String]| list.iter().take(3).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), some(wrong));
    assert!(wrong_kinds.is_empty(), "{} wrong:\n{}", wrong_kinds.len(), some(wrong_kinds));
    assert!(doubtful * 10 <= *rows, "{doubtful} of {rows} rows are doubtful");
}

#[test]
fn random_quotes_read_back() {
    holds(seeds(1_000));
}

/// Ten thousand, as the reader was held to it; `cargo nextest run --run-ignored all` runs it.
#[test]
#[ignore = "it takes its time; the thousand above are of the same kind"]
fn ten_thousand_random_quotes_read_back() {
    holds(10_000);
}
