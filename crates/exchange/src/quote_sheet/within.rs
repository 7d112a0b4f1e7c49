//! Rows that are no more than a part of the line above, and rows of which nobody can tell whether they are ordered.
//!
//! A part says so itself, or looks like one and comes with its neighbours to the line's amount. What looks like a part and
//! does not come to it, and what calls itself an option, is left to the printed sums; where these are silent, it is asked.

use kaigo_hojo_contract::reading::{Role, SumOf};
use kaigo_hojo_rules::order::sort_and_dedup;

use super::asks::Asks;
use super::heads::Holds;
use super::line_reader::LineReader;
use super::numbers::half;
use super::sheet::Sheet;
use super::sums::{self, FoundSums, closure};
use super::totals::DEEP;
use crate::fold::plain;

// What makes a row a part of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartBy {
    /// Its words.
    Said,
    /// A row above it: 内訳.
    Announced,
    /// Its number: 1-1 below 1.
    Numbered,
    /// How it is set.
    Set,
    /// Only that it stands below a set.
    Below,
}

// Words as `plain` writes them.
const PARTS: &[&str] = &["└", "├", "ウチ"];
const NO_PARTS: &[&str] = &["ウチワ"];
const SETS: &[&str] = &["一式", "セット", "パック"];
const OPTIONS: &[&str] = &[
    "オプション",
    "追加オプション",
    "以下オプション",
    "参考",
    "ゴ参考",
    "御参考",
    "別途",
    "任意",
    "代替",
    "a案",
    "b案",
    "c案",
    "含ム",
];
const LATER: &[&str] = &["次年度", "翌年", "来年", "2年目"];
const OPENING: &[char] = &['(', '[', '【', '〔', '<', '《', '「', '※', '*', '●', '■', '◆', '○', '◇', '□'];
const BULLETS: &[char] = &['・', '→', '⇒', '－', '-', '‐', '○', '•', '＊', '*'];

impl Sheet<'_> {
    /// Makes details of the rows that break down the line above, which ask nothing, and gathers those that perhaps do.
    pub(super) fn fold_details(&mut self, reader: &LineReader<'_>, asks: &mut Asks) {
        let mut row = 0;
        while row < self.roles.len() {
            let parent = row;
            row += 1;
            let Some(whole) = self.amount(parent).filter(|_| self.roles[parent] == Role::Line) else { continue };
            let (kind, parts) = self.parts(reader, parent, whole);
            let known: i64 = parts.iter().filter_map(|part| self.amount(*part)).sum();
            let equal = known == whole && parts.iter().all(|part| self.amount(*part).is_some());
            let is_part =
                (kind == PartBy::Said && known <= whole) || (equal && parts.len() > 1 && kind != PartBy::Below);
            if is_part {
                row += parts.len();
                for part in parts {
                    self.roles[part] = Role::Detail;
                    self.lines[part].clear();
                    asks.forget(part);
                }
            } else if equal || matches!(kind, PartBy::Said | PartBy::Announced | PartBy::Numbered) {
                row += parts.len();
                self.perhaps.extend(parts);
            }
        }
    }

    // The rows below a line that are perhaps parts of it, all for the same reason.
    fn parts(&self, reader: &LineReader<'_>, parent: usize, whole: i64) -> (PartBy, Vec<usize>) {
        let is_line = |row: &usize| self.roles[*row] == Role::Line;
        let next = parent + 1;
        let Some(kind) = (next..self.roles.len()).next().filter(is_line).map(|row| self.part(reader, row, parent))
        else {
            let announced = self.roles.get(next).is_some_and(|role| matches!(role, Role::Detail | Role::Title))
                && plain(&self.grid.cells[next].concat()).contains("内訳");
            let rows = (next + 1..self.roles.len()).take_while(is_line).filter(|_| announced).collect();
            return (PartBy::Announced, self.first_that_come_to(rows, whole));
        };
        let all = (next..self.roles.len()).take_while(is_line);
        match kind {
            Some(kind) => (kind, all.take_while(|row| self.part(reader, *row, parent) == Some(kind)).collect()),
            None if SETS.iter().any(|word| plain(&reader.name(parent)).contains(word)) => {
                (PartBy::Below, self.first_that_come_to(all.collect(), whole))
            }
            None => (PartBy::Below, Vec::new()),
        }
    }

    // The first rows that come to a sum; where none do, all of them.
    fn first_that_come_to(&self, rows: Vec<usize>, whole: i64) -> Vec<usize> {
        let mut sum = 0;
        let come_to = rows.iter().position(|row| {
            sum += self.amount(*row).unwrap_or(0);
            sum == whole
        });
        match come_to {
            Some(last) => rows[..=last].to_vec(),
            None => rows,
        }
    }

    fn part(&self, reader: &LineReader<'_>, row: usize, parent: usize) -> Option<PartBy> {
        let folded = plain(&reader.name(row));
        let begins = |words: &[&str]| words.iter().any(|word| folded.trim_start_matches('(').starts_with(word));
        let within = folded.contains("内訳") || folded.starts_with("(内") || folded.contains("上記ニ含");
        if within || (begins(PARTS) && !begins(NO_PARTS)) {
            return Some(PartBy::Said);
        }
        let number = |row: usize| {
            let mut cells = [Holds::Number, Holds::Code].map(|holds| self.grid.of(row, holds)).into_iter();
            cells.find_map(number).or_else(|| number(self.named(row)))
        };
        let (own, of_parent) = (number(row).unwrap_or_default(), number(parent).unwrap_or_default());
        if own.strip_prefix(&of_parent).is_some_and(|rest| !of_parent.is_empty() && rest.starts_with(['-', '.'])) {
            return Some(PartBy::Numbered);
        }
        let indent = |row: usize| self.named(row).chars().take_while(|sign| sign.is_whitespace()).count();
        let marked = |row: usize| {
            let name = half(self.named(row));
            let inner = name.trim_start_matches(|sign: char| sign == '(' || sign.is_numeric());
            name.starts_with(BULLETS) || (name.starts_with('(') && inner.starts_with(')'))
        };
        ((marked(row) && !marked(parent)) || indent(row) > indent(parent)).then_some(PartBy::Set)
    }

    // The cell of a name with what stands before it.
    fn named(&self, row: usize) -> &str {
        let column = self.grid.column(Holds::Name).unwrap_or(0);
        self.grid.raw[row].get(column).map_or("", String::as_str)
    }

    /// Gathers the rows that call themselves options, or stand below a row of words that does.
    pub(super) fn gather_options(&mut self, reader: &LineReader<'_>) {
        let mut under = false;
        for row in self.grid.begins..self.roles.len() {
            let words = || plain(&self.grid.cells[row].concat());
            match self.roles[row] {
                Role::Title => under = is_option(&words()),
                // A short one is no specification of the line above.
                Role::Detail => under |= words().chars().count() <= 8 && is_option(&words()),
                Role::Sum | Role::Heading => under = false,
                Role::Line if under || self.calls_itself_option(reader, row) => self.perhaps.push(row),
                _ => {}
            }
        }
        self.perhaps.retain(|row| !self.given.is_ordered(*row));
    }

    // By its name, its group or the remark beside it.
    fn calls_itself_option(&self, reader: &LineReader<'_>, row: usize) -> bool {
        let beside = [Holds::Group, Holds::Aside].map(|holds| plain(self.grid.of(row, holds)));
        is_option(&plain(&reader.name(row))) || beside.iter().any(|words| is_option(words))
    }

    /// Finds the sums. Of what is perhaps not ordered they tell whether it is; where they do not, it is outside.
    pub(super) fn find_sums(&self) -> FoundSums {
        let mut items = self.items();
        let all = sums::find(&items, self.only_with_tax());
        let agree = |found: &FoundSums| found.sums.iter().all(|sum| sum.agrees != Some(false));
        let is_covered = |row: &usize| {
            let mut sums = all.sums.iter().filter(|sum| sum.what == SumOf::Sum && sum.agrees == Some(true));
            sums.any(|sum| closure(&all.sums, &sum.of, DEEP).contains(&(row + 1)))
        };
        if agree(&all) && self.perhaps.iter().all(is_covered) {
            return all;
        }
        self.perhaps.iter().for_each(|row| items[*row].role = Role::Note);
        let mut without = sums::find(&items, self.only_with_tax());
        without.outside.extend(&self.perhaps);
        sort_and_dedup(&mut without.outside);
        without
    }
}

// The number that stands before a name, or alone: `1-1`.
fn number(text: &str) -> Option<String> {
    let number: String = half(text).chars().take_while(|sign| sign.is_numeric() || matches!(sign, '-' | '.')).collect();
    let number = number.trim_end_matches(['-', '.']);
    (!number.is_empty()).then(|| number.to_owned())
}

// Whether a name, as `plain` writes it, calls itself an option, before all else or in brackets, or is for another year.
fn is_option(folded: &str) -> bool {
    let begins = |text: &str| OPTIONS.iter().any(|word| text.starts_with(word));
    let later = LATER.iter().any(|word| folded.contains(word));
    later || begins(folded.trim_start_matches(OPENING)) || folded.split('(').skip(1).any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_compared() {
        for word in [PARTS, NO_PARTS, SETS, OPTIONS, LATER].concat() {
            assert_eq!(plain(word), word);
        }
    }

    #[test]
    fn numbers_and_options() {
        assert_eq!(number("１－１ 名札").as_deref(), Some("1-1"));
        assert_eq!(number("1. 名札").as_deref(), Some("1"));
        assert_eq!(number("名札"), None);
        for name in ["【オプション】名札", "名札（参考）", "（ご参考）名札", "別途：名札", "2年目以降の名札"]
        {
            assert!(is_option(&plain(name)), "{name}");
        }
        assert!(!is_option(&plain("名札（大）")));
    }
}
