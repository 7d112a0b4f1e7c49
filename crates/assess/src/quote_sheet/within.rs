//! Rows that are no more than a part of the line above, and rows of which nobody can tell whether they are ordered.
//!
//! A part says so itself, or looks like one and comes with its neighbours to the line's amount. What looks like a part and
//! does not come to it, and what calls itself an option, is left to the printed sums; where these are silent, it is asked.

use super::Sheet;
use super::asks::Asks;
use super::heads::Holds;
use super::lines::Reader;
use super::numbers::half;
use super::reading::{Role, SumOf};
use super::sums::{self, Found, closure};
use super::totals::DEEP;
use crate::fold::plain;

// What makes a row a part of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Its words.
    Said,
    /// Its number: 1-1 below 1.
    Numbered,
    /// How it is set.
    Set,
}

// Words as `plain` writes them, what opens a bracket aside.
const PARTS: &[&str] = &["└", "├", "ウチ"];
const NO_PARTS: &[&str] = &["ウチワ"];
const OPTIONS: &[&str] = &["オプション", "参考", "ゴ参考", "御参考", "別途", "任意"];
const OPENING: &[char] = &['(', '[', '【', '〔', '<', '《', '「', '※', '*', '●', '■', '◆', '○', '◇', '□'];

impl Sheet<'_> {
    /// Makes details of the rows that break down the line above, which ask nothing, and gathers those that perhaps do.
    pub(super) fn fold_details(&mut self, reader: &Reader<'_>, asks: &mut Asks) {
        let mut row = 0;
        while row < self.roles.len() {
            let parent = row;
            row += 1;
            let Some(whole) = self.amount(parent).filter(|_| self.roles[parent] == Role::Line) else { continue };
            let parts: Vec<(usize, Part)> = (row..self.roles.len())
                .take_while(|part| self.roles[*part] == Role::Line)
                .map_while(|part| Some((part, self.part(reader, part, parent)?)))
                .collect();
            row += parts.len();
            let is = |kind: Part| !parts.is_empty() && parts.iter().all(|(_, part)| *part == kind);
            let known: i64 = parts.iter().filter_map(|(part, _)| self.amount(*part)).sum();
            let equal = known == whole && parts.iter().all(|(part, _)| self.amount(*part).is_some());
            if is(Part::Said) && known <= whole || equal && parts.len() > 1 {
                for (part, _) in parts {
                    self.roles[part] = Role::Detail;
                    self.lines[part].clear();
                    asks.forget(part);
                }
            } else if is(Part::Said) || is(Part::Numbered) || equal {
                self.perhaps.extend(parts.iter().map(|(part, _)| *part));
            }
        }
    }

    fn part(&self, reader: &Reader<'_>, row: usize, parent: usize) -> Option<Part> {
        let name = reader.name(row);
        let folded = plain(&name);
        let begins = |words: &[&str]| words.iter().any(|word| folded.trim_start_matches('(').starts_with(word));
        let number = |row: usize| {
            let mut cells = [Holds::Number, Holds::Code].map(|holds| self.grid.of(row, holds)).into_iter();
            cells.find_map(number).or_else(|| number(self.named(row)))
        };
        if folded.contains("内訳") || folded.starts_with("(内") || (begins(PARTS) && !begins(NO_PARTS)) {
            return Some(Part::Said);
        }
        let (own, of_parent) = (number(row).unwrap_or_default(), number(parent).unwrap_or_default());
        if own.strip_prefix(&of_parent).is_some_and(|rest| !of_parent.is_empty() && rest.starts_with(['-', '.'])) {
            return Some(Part::Numbered);
        }
        let indent = |row: usize| self.named(row).chars().take_while(|sign| sign.is_whitespace()).count();
        (name.starts_with('・') || indent(row) > indent(parent)).then_some(Part::Set)
    }

    // The cell of a name with what stands before it.
    fn named(&self, row: usize) -> &str {
        let column = self.grid.column(Holds::Name).unwrap_or(0);
        self.grid.raw[row].get(column).map_or("", String::as_str)
    }

    /// Gathers the rows that call themselves options, or stand below a title that does.
    pub(super) fn gather_options(&mut self, reader: &Reader<'_>) {
        let mut under = false;
        for row in self.grid.begins..self.roles.len() {
            match self.roles[row] {
                Role::Title => under = is_option(&plain(&self.grid.cells[row].concat())),
                Role::Sum | Role::Heading => under = false,
                Role::Line if under || self.calls_itself_option(reader, row) => self.perhaps.push(row),
                _ => {}
            }
        }
        self.perhaps.retain(|row| !self.given.is_ordered(*row));
    }

    // By its name, its group or the remark beside it.
    fn calls_itself_option(&self, reader: &Reader<'_>, row: usize) -> bool {
        let beside = [Holds::Group, Holds::Aside].map(|holds| plain(self.grid.of(row, holds)));
        is_option(&plain(&reader.name(row))) || beside.iter().any(|words| is_option(words))
    }

    /// Finds the sums. Of what is perhaps not ordered they tell whether it is; where they do not, it is outside.
    pub(super) fn find_sums(&self) -> Found {
        let mut items = self.items();
        let all = sums::find(&items, self.only_with_tax());
        let agree = |found: &Found| found.sums.iter().all(|sum| sum.agrees != Some(false));
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
        without.outside.sort_unstable();
        without.outside.dedup();
        without
    }
}

// The number that stands before a name, or alone: `1-1`.
fn number(text: &str) -> Option<String> {
    let number: String =
        half(text).chars().take_while(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '.')).collect();
    let number = number.trim_end_matches(['-', '.']);
    (!number.is_empty()).then(|| number.to_owned())
}

// Whether a name, as `plain` writes it, calls itself an option, before all else or in brackets.
fn is_option(folded: &str) -> bool {
    let begins = |text: &str| OPTIONS.iter().any(|word| text.starts_with(word));
    begins(folded.trim_start_matches(OPENING)) || folded.split('(').skip(1).any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_compared() {
        for word in [PARTS, NO_PARTS, OPTIONS].concat() {
            assert_eq!(plain(word), word);
        }
    }

    #[test]
    fn numbers_and_options() {
        assert_eq!(number("１－１ 名札").as_deref(), Some("1-1"));
        assert_eq!(number("1. 名札").as_deref(), Some("1"));
        assert_eq!(number("名札"), None);
        for name in ["【オプション】名札", "名札（参考）", "（ご参考）名札", "別途：名札"] {
            assert!(is_option(&plain(name)), "{name}");
        }
        assert!(!is_option(&plain("名札（大）")));
    }
}
