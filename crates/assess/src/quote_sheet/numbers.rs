//! Money and counts as quotes write them: `¥600,000-`, `▲18,000`, `金80,000円也`, `5台×12か月`.

use super::reading::Charge;
use crate::decode::MOST;
use crate::fold::plain;
use crate::input::parse_yen;

/// What a cell says of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Money {
    /// Nothing.
    Empty,
    /// Yen; below zero for what is taken off.
    Yen(i64),
    /// A point or comma parts thousands, or decimals: the number with thousands.
    Either(i64),
    /// It costs nothing.
    Free,
    /// Words that are no figure.
    Unread,
}

impl Money {
    pub(super) const fn yen(self) -> Option<i64> {
        match self {
            Self::Yen(yen) => Some(yen),
            _ => None,
        }
    }
}

/// A cell with money in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) money: Money,
    /// For how long, where the cell says it: `1,500円/月`.
    pub(super) per: Option<Charge>,
    /// Whether a sign of yen stands with it.
    pub(super) marked: bool,
}

const FREE: &[&str] = &["無償", "無料", "サビス", "0円"];

// Half-width, without blanks, one sign for minus and one for yen.
fn half(text: &str) -> String {
    let one = |sign: char| match sign {
        '￥' | '\\' | '＼' => '¥',
        '▲' | '△' | '−' | '－' | '‐' | '―' | '–' => '-',
        '！'..='～' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        other => other,
    };
    text.chars().filter(|sign| !sign.is_whitespace()).map(one).collect()
}

/// Reads a cell with money.
pub(super) fn price(text: &str) -> Price {
    let half = half(text);
    let (own, per) = match half.split_once('/') {
        Some((own, per)) if per.starts_with(|sign: char| !sign.is_ascii_digit()) => (own, period_in(per)),
        _ => (half.as_str(), None),
    };
    let marked = own.contains(['¥', '円']);
    let money = if own.chars().all(|sign| matches!(sign, '-' | 'ー')) {
        Money::Empty
    } else if FREE.contains(&plain(text).as_str()) {
        Money::Free
    } else {
        signed(own)
    };
    Price { money, per, marked }
}

fn period_in(text: &str) -> Option<Charge> {
    if text.contains('月') {
        Some(Charge::Month)
    } else if text.contains('年') {
        Some(Charge::Year)
    } else {
        None
    }
}

fn signed(own: &str) -> Money {
    let bare = |text: &str| text.trim_start_matches(['金', '¥']).to_owned();
    let text = bare(own);
    let in_brackets = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let (below, text) = match (text.strip_prefix('-'), in_brackets) {
        (Some(text), _) | (None, Some(text)) => (true, bare(text.trim_start_matches('-'))),
        (None, None) => (false, text.clone()),
    };
    let text = text.strip_suffix(".-").or_else(|| text.strip_suffix('-')).unwrap_or(&text);
    let text = text.strip_suffix('也').unwrap_or(text);
    let text = text.strip_suffix('円').unwrap_or(text);
    match unsigned(text) {
        Money::Yen(yen) if below => Money::Yen(-yen),
        Money::Either(_) if below => Money::Unread,
        money => money,
    }
}

fn unsigned(text: &str) -> Money {
    let only_numbers = text.starts_with(|sign: char| sign.is_ascii_digit());
    if !only_numbers {
        return Money::Unread;
    }
    if text.contains(['百', '千', '万', '億']) {
        return parse_yen(text).ok().flatten().map_or(Money::Unread, Money::Yen);
    }
    let text = text.strip_suffix(".00").or_else(|| text.strip_suffix(".0")).unwrap_or(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = digits.parse::<i64>().ok().filter(|yen| *yen <= MOST);
    match (number, parts(text)) {
        (None, _) | (_, Parts::Other) => Money::Unread,
        (Some(yen), Parts::Whole) => Money::Yen(yen),
        (Some(yen), Parts::Either) => Money::Either(yen),
    }
}

// How a number is parted.
enum Parts {
    Whole,
    Either,
    Other,
}

fn parts(text: &str) -> Parts {
    let in_groups = |by: char| {
        let mut groups = text.split(by);
        let is_digits = |group: &str| group.bytes().all(|sign| sign.is_ascii_digit());
        groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first))
            && groups.all(|group| group.len() == 3 && is_digits(group))
    };
    if text.bytes().all(|sign| sign.is_ascii_digit()) || in_groups(',') {
        Parts::Whole
    } else if in_groups('.') || text.bytes().all(|sign| sign.is_ascii_digit() || sign == b',') {
        Parts::Either
    } else {
        Parts::Other
    }
}

/// What a quantity counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Months or years.
    Period(Charge),
    /// Things, in plain words.
    Thing(String),
}

/// What a cell says of a quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// How many; `None` where the cell is empty or counts periods alone.
    pub(super) pieces: Option<i64>,
    /// Of what.
    pub(super) unit: Option<String>,
    /// For how many months or years.
    pub(super) periods: Option<(i64, Charge)>,
    /// Why it cannot be taken.
    pub(super) trouble: Option<Trouble>,
}

/// Why a count cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A point or comma could part thousands or decimals.
    Either,
    /// It is no number.
    Unread,
}

const MONTHS: &[&str] = &["月", "カ月", "ヶ月", "ヵ月", "ケ月", "箇月"];
const YEARS: &[&str] = &["年", "カ年", "ヶ年", "ヵ年", "ケ年", "箇年"];

/// What a word after a number, or in a column of units, counts.
pub(super) fn unit(text: &str) -> Option<Unit> {
    let text = text.trim();
    let folded = plain(text);
    if folded.is_empty() {
        return None;
    }
    let bare = folded.strip_suffix('分').unwrap_or(&folded);
    let bare = bare.strip_suffix('間').unwrap_or(bare);
    Some(if MONTHS.contains(&bare) {
        Unit::Period(Charge::Month)
    } else if YEARS.contains(&bare) {
        Unit::Period(Charge::Year)
    } else if matches!(bare, "名" | "人") {
        Unit::Thing("人".to_owned())
    } else {
        Unit::Thing(text.strip_suffix('分').unwrap_or(text).to_owned())
    })
}

/// Reads a cell with a quantity.
pub(super) fn count(text: &str) -> Count {
    let half = half(text);
    let mut count = Count::default();
    if half.is_empty() || half.chars().all(|sign| sign == '-') {
        return count;
    }
    let is_times = |sign: char| matches!(sign, '×' | '✕' | '*' | 'x' | 'X');
    let begins = |part: &str| part.starts_with(|sign: char| sign.is_ascii_digit() || sign == '一');
    let parts: Vec<&str> = half.split(is_times).collect();
    let parts = if parts.iter().all(|part| begins(part)) { parts } else { vec![half.as_str()] };
    for part in parts {
        if let Err(trouble) = count.take(part) {
            count.trouble = Some(trouble);
        }
    }
    count
}

impl Count {
    fn take(&mut self, part: &str) -> Result<(), Trouble> {
        let (number, unit_text) = match part.strip_prefix('一') {
            Some(rest) => (1, rest),
            None => {
                let end = part.find(|sign: char| !matches!(sign, '0'..='9' | ',' | '.')).unwrap_or(part.len());
                match unsigned(&part[..end]) {
                    Money::Yen(number) => (number, &part[end..]),
                    Money::Either(_) => return Err(Trouble::Either),
                    _ => return Err(Trouble::Unread),
                }
            }
        };
        match unit(unit_text) {
            Some(Unit::Period(charge)) if self.periods.is_none() => self.periods = Some((number, charge)),
            Some(Unit::Thing(thing)) if self.pieces.is_none() => {
                // A name is no unit.
                if thing.contains(|sign: char| sign.is_ascii_digit()) || thing.chars().count() > 5 {
                    return Err(Trouble::Unread);
                }
                (self.pieces, self.unit) = (Some(number), Some(thing));
            }
            None if self.pieces.is_none() => self.pieces = Some(number),
            _ => return Err(Trouble::Unread),
        }
        Ok(())
    }

    /// Whether nothing stands there.
    pub(super) const fn is_empty(&self) -> bool {
        self.pieces.is_none() && self.periods.is_none() && self.trouble.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_in_every_dress() {
        for (text, expected) in [
            ("600,000", Money::Yen(600_000)),
            ("¥600,000-", Money::Yen(600_000)),
            ("\\600,000-", Money::Yen(600_000)),
            ("40,000.-", Money::Yen(40_000)),
            ("￥２５，０００", Money::Yen(25_000)),
            ("金80,000円", Money::Yen(80_000)),
            ("80,000円也", Money::Yen(80_000)),
            ("600000.0", Money::Yen(600_000)),
            ("▲18,000", Money::Yen(-18_000)),
            ("(￥23,000)", Money::Yen(-23_000)),
            ("-50,000", Money::Yen(-50_000)),
            ("60万円", Money::Yen(600_000)),
            ("600.000", Money::Either(600_000)),
            ("1,5", Money::Either(15)),
            ("無償", Money::Free),
            ("サービス", Money::Free),
            ("－", Money::Empty),
            ("", Money::Empty),
            ("別途", Money::Unread),
            ("10型", Money::Unread),
            ("AX-3", Money::Unread),
            ("2023/12/15", Money::Unread),
            ("16%", Money::Unread),
        ] {
            assert_eq!(price(text).money, expected, "{text}");
        }
        assert_eq!(price("1,500円/台・月").per, Some(Charge::Month));
        assert_eq!(price("4,000円/月").money, Money::Yen(4_000));
        assert!(price("800,000円").marked && !price("800,000").marked);
    }

    #[test]
    fn counts_with_what_they_count() {
        let thing =
            |pieces, unit: &str| Count { pieces: Some(pieces), unit: Some(unit.to_owned()), ..Count::default() };
        let months = |months| Count { periods: Some((months, Charge::Month)), ..Count::default() };
        for (text, expected) in [
            ("5", Count { pieces: Some(5), ..Count::default() }),
            ("５台", thing(5, "台")),
            ("1式", thing(1, "式")),
            ("一式", thing(1, "式")),
            ("8名分", thing(8, "人")),
            ("1セット", thing(1, "セット")),
            ("36ヶ月", months(36)),
            ("12ｶ月", months(12)),
            ("24月分", months(24)),
            ("5台×12か月", Count { periods: Some((12, Charge::Month)), ..thing(5, "台") }),
            ("5年", Count { periods: Some((5, Charge::Year)), ..Count::default() }),
            ("1,5", Count { trouble: Some(Trouble::Either), ..Count::default() }),
            ("1.5", Count { trouble: Some(Trouble::Unread), ..Count::default() }),
            ("要相談", Count { trouble: Some(Trouble::Unread), ..Count::default() }),
            ("", Count::default()),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}
