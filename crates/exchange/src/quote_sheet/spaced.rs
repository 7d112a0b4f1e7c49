//! Rows whose cells only blanks part, as text copied from a PDF: the words of a row are dealt out to the columns so that
//! every figure has its place and quantity × price is the amount.

use super::counts::{Count, Unit, count, unit};
use super::heads::{Head, Holds, head};
use super::numbers::{Money, price};

/// The words of a row. A colon before money parts them, and ¥ belongs to the number behind it.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        let yen = words.last_mut().filter(|last| matches!(last.as_str(), "¥" | "￥"));
        match (yen, word.split_once(['：', ':'])) {
            (Some(yen), _) => yen.push_str(word),
            (None, Some((before, money))) if is_money(money) && !before.ends_with(char::is_numeric) => {
                words.extend([before, money].into_iter().filter(|part| !part.is_empty()).map(str::to_owned));
            }
            (None, Some((before, ""))) if !before.is_empty() => words.push(before.to_owned()),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn is_money(word: &str) -> bool {
    matches!(price(word).money, Money::Yen(_) | Money::Either(_))
}

/// The cells of a row that could be headings. Blanks within one (`数 量`) are undone where single signs stand alone.
pub(super) fn headings(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut cells = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let alone = words[at..].iter().take_while(|word| word.chars().count() == 1).count();
        let joined = (2..=alone.min(3)).map(|many| (many, words[at..at + many].concat()));
        let (many, cell) = joined
            .into_iter()
            .find(|(_, cell)| head(cell).holds.is_some())
            .unwrap_or_else(|| (1, words[at].to_owned()));
        cells.push(cell);
        at += many;
    }
    cells
}

/// Whether a row has a place for each of its words below headings.
pub(super) fn is_dealt(line: &str, heads: &[Head]) -> bool {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Deal::of(&words, heads).is_some()
}

/// Deals the words of a row out to the columns of the headings.
pub(super) fn row(line: &str, heads: &[Head]) -> Vec<String> {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut cells = vec![String::new(); heads.len()];
    let Some((last, before)) = words.split_last() else { return cells };
    let name = heads.iter().position(|head| head.holds == Some(Holds::Name)).unwrap_or(0);
    if let Some(dealt) = Deal::of(&words, heads) {
        return dealt;
    }
    let sums = [Holds::Amount, Holds::Either, Holds::Price];
    let sums = sums.iter().find_map(|holds| heads.iter().rposition(|head| head.holds == Some(*holds)));
    let is_figure = !before.is_empty() && matches!(price(last).money, Money::Yen(_) | Money::Either(_) | Money::Free);
    match sums.filter(|sums| is_figure && *sums != name) {
        Some(sums) => {
            cells[name] = before.join(" ");
            (*last).clone_into(&mut cells[sums]);
        }
        None => cells[name] = words.join(" "),
    }
    cells
}

// A search for the way to deal words out that fits.
struct Deal<'d> {
    words: &'d [&'d str],
    heads: &'d [Head],
    // For each column the words that it has: where they begin and end.
    spans: Vec<(usize, usize)>,
    proven: Option<Vec<(usize, usize)>>,
    likely: Option<Vec<(usize, usize)>>,
    steps: usize,
}

// A search ends after so many steps.
const MOST_STEPS: usize = 5_000;
// More words than this are no row of a table.
const MOST_WORDS: usize = 40;

impl Deal<'_> {
    fn of(words: &[&str], heads: &[Head]) -> Option<Vec<String>> {
        let quantity = heads.iter().any(|head| head.holds == Some(Holds::Quantity));
        let name = heads.iter().any(|head| head.holds == Some(Holds::Name));
        if !quantity || !name || words.len() > MOST_WORDS {
            return None;
        }
        let mut deal = Deal { words, heads, spans: Vec::new(), proven: None, likely: None, steps: 0 };
        deal.next(0);
        let spans = deal.proven.or(deal.likely)?;
        Some(spans.iter().map(|(from, to)| words[*from..*to].join(" ")).collect())
    }

    fn next(&mut self, at: usize) {
        self.steps += 1;
        if self.proven.is_some() || self.steps > MOST_STEPS {
            return;
        }
        let Some(head) = self.heads.get(self.spans.len()) else {
            if at == self.words.len() {
                self.finish();
            }
            return;
        };
        let left = self.words.len() - at;
        let lengths = match head.holds {
            Some(Holds::Name) => 1..=left,
            Some(Holds::Quantity | Holds::Price | Holds::Amount | Holds::List | Holds::Either) => 1..=left.min(1),
            _ => 0..=left.min(1),
        };
        // What may be missing is there, if it can be.
        let mut lengths: Vec<usize> = lengths.collect();
        if head.holds != Some(Holds::Name) {
            lengths.reverse();
        }
        for many in lengths {
            if fits(head, &self.words[at..at + many]) {
                self.spans.push((at, at + many));
                self.next(at + many);
                self.spans.pop();
            }
        }
    }

    fn finish(&mut self) {
        let cell = |holds: Holds| {
            let column = self.heads.iter().position(|head| head.holds == Some(holds))?;
            let (from, to) = self.spans[column];
            (from < to).then(|| self.words[from])
        };
        let money = |holds| cell(holds).and_then(|cell| price(cell).money.yen());
        let pieces = cell(Holds::Quantity).map(count).unwrap_or_default();
        let months = cell(Holds::Months).map(count).and_then(|months| months.pieces);
        if let (Some(price), Some(amount)) = (money(Holds::Price), money(Holds::Amount)) {
            let times = |number: Option<i64>| number.unwrap_or(1);
            let once = times(pieces.pieces).saturating_mul(times(pieces.periods.map(|(many, _)| many)));
            if price.saturating_mul(once).saturating_mul(times(months)) == amount {
                self.proven = Some(self.spans.clone());
                return;
            }
        }
        self.likely.get_or_insert_with(|| self.spans.clone());
    }
}

fn fits(head: &Head, words: &[&str]) -> bool {
    let Some(first) = words.first() else { return true };
    let is_number = || first.chars().all(|sign| sign.is_numeric() || matches!(sign, '.' | '．'));
    let is_count = |count: &Count| count.trouble.is_none() && !count.is_empty();
    match head.holds {
        Some(Holds::Name) => words.iter().any(|word| word.chars().any(|sign| !sign.is_numeric() && !sign.is_ascii())),
        Some(Holds::Quantity) => is_count(&count(first)),
        Some(holds) if holds.is_money() || matches!(holds, Holds::TaxYen | Holds::Discount) => {
            matches!(price(first).money, Money::Yen(_) | Money::Either(_) | Money::Free)
        }
        Some(Holds::Number) => is_number(),
        Some(Holds::Months) => is_count(&count(first)),
        Some(Holds::Unit) => {
            let short = first.chars().count() <= 6 && !first.chars().any(char::is_numeric);
            short && matches!(unit(first), Some(Unit::Thing(_) | Unit::Period(_)))
        }
        _ => true,
    }
}
