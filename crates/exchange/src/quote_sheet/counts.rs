//! How many, as quotes write it: `5台`, `36ヶ月`, `5台×12か月`.

use kaigo_hojo_contract::reading::Charge;

use super::numbers::{Money, half, unsigned};
use crate::fold::plain;

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

/// What things are counted in. A name may end in another number with a word.
pub(super) const THINGS: &[&str] = &[
    "台",
    "個",
    "本",
    "枚",
    "式",
    "人",
    "セット",
    "ライセンス",
    "ユーザー",
    "アカウント",
    "ID",
    "箇所",
    "か所",
    "ヶ所",
    "カ所",
    "口",
    "回",
    "冊",
    "組",
    "基",
    "室",
    "床",
    "拠点",
];

/// Whether a cell holds a unit and nothing else.
pub(super) fn is_unit(text: &str) -> bool {
    match unit(text) {
        Some(Unit::Period(_)) => true,
        Some(Unit::Thing(thing)) => thing == "円" || THINGS.contains(&thing.as_str()),
        None => false,
    }
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
