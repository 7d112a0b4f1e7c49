//! How many, how long and for how much, where only a name says it: `名札（5枚）`, `利用料（12か月分）`, `40,000円×5台＝200,000円`.

use kaigo_hojo_contract::reading::Charge;

use super::counts::{Count, THINGS, count};
use super::numbers::{Money, half, price};

/// What a name says of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// How many of what.
    pub(super) pieces: Option<(i64, String)>,
    /// For how many months or years the money is: `12か月分`.
    pub(super) periods: Option<(i64, Charge)>,
    /// What is multiplied.
    pub(super) product: Option<Product>,
}

/// Money × how many × how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Product {
    pub(super) price: i64,
    pub(super) times: Count,
    pub(super) all: i64,
    /// Whether the name says what it comes to, and that is right.
    pub(super) proven: bool,
}

impl Told {
    /// Reads a name.
    pub(super) fn of(name: &str) -> Self {
        let mut told = Self::default();
        for word in
            name.split(|sign: char| sign.is_whitespace() || matches!(sign, '（' | '）' | '(' | ')' | '、' | '：'))
        {
            let word = half(word);
            told.product = told.product.or_else(|| product(&word));
            let tail = last_number(&word);
            match counted(tail) {
                _ if word.contains('×') => {}
                Some(Count { periods: Some(periods), .. }) => told.periods = Some(periods),
                Some(Count { pieces: Some(pieces), unit: Some(unit), .. }) => told.pieces = Some((pieces, unit)),
                _ => {}
            }
        }
        told
    }
}

/// A name without the figures at the end of its words.
pub(super) fn without_figures(name: &str) -> String {
    let bare = name.split_whitespace().map(|word| {
        let tail = last_number(word);
        if product(&half(word)).is_some() { "" } else { &word[..word.len() - counted(tail).map_or(0, |_| tail.len())] }
    });
    let bare: Vec<&str> = bare.filter(|word| !word.is_empty()).collect();
    if bare.is_empty() { name.to_owned() } else { bare.join(" ") }
}

// What a number counts, where it is things, or the months or years for which money is.
fn counted(tail: &str) -> Option<Count> {
    let counted = count(tail);
    let things = counted.unit.as_deref().is_some_and(|unit| THINGS.contains(&unit));
    let periods = counted.periods.is_some() && tail.ends_with('分');
    (counted.trouble.is_none() && (things || periods)).then_some(counted)
}

// The last number of a word, with what stands behind it.
fn last_number(word: &str) -> &str {
    let is_digit = |sign: char| sign.is_ascii_digit() || matches!(sign, '０'..='９');
    let last = word.rfind(is_digit).unwrap_or(word.len());
    let before = word[..last].trim_end_matches(|sign: char| is_digit(sign) || sign == ',');
    &word[before.len()..]
}

fn product(word: &str) -> Option<Product> {
    let (left, right) = word.split_once('=').unwrap_or((word, ""));
    let (first, times) = left.split_once('×')?;
    let first = &first[first.find(|sign: char| sign.is_ascii_digit() || sign == '¥')?..];
    let is_money = first.contains(['円', '¥', ',']);
    let (one, times) = (price(first).money.yen().filter(|yen| is_money && *yen > 0)?, count(times));
    let is_thing = times.unit.as_deref().is_none_or(|unit| THINGS.contains(&unit));
    if times.trouble.is_some() || times.is_empty() || !is_thing {
        return None;
    }
    let all = one.saturating_mul(times.pieces.unwrap_or(1)).saturating_mul(times.periods.map_or(1, |(many, _)| many));
    let proven = price(right).money == Money::Yen(all);
    Some(Product { price: one, times, all, proven })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_count() {
        let pieces = |name: &str| Told::of(name).pieces;
        for (name, many, unit) in
            [("名札（5枚）", 5, "枚"), ("名札 ５台", 5, "台"), ("名札10ライセンス", 10, "ライセンス")]
        {
            assert_eq!(pieces(name), Some((many, unit.to_owned())), "{name}");
        }
        for name in ["10型名札", "名札 AX-3", "名札（20人用）", "1台目の名札", "名札（3年保証）"]
        {
            assert_eq!(pieces(name), None, "{name}");
        }
        assert_eq!(Told::of("利用料（12か月分）").periods, Some((12, Charge::Month)));
        assert_eq!(Told::of("保守料（年額）5年分").periods, Some((5, Charge::Year)));
        assert_eq!(Told::of("保守（3年契約）").periods, None);
        assert_eq!(without_figures("名札 大５枚 10型"), "名札 大 10型");
        assert_eq!(without_figures("利用料5年分 月額20,000円×12ヶ月"), "利用料");
    }

    #[test]
    fn what_names_multiply() {
        let product = |name: &str| Told::of(name).product.map(|of| (of.price, of.all, of.proven));
        assert_eq!(product("名札 40,000円×5台＝200,000円"), Some((40_000, 200_000, true)));
        assert_eq!(product("名札 40,000円×5台＝20,000円"), Some((40_000, 200_000, false)));
        assert_eq!(product("利用料 月額20,000円×12ヶ月"), Some((20_000, 240_000, false)));
        assert_eq!(product("板 2×4"), None);
        assert_eq!(product("名札（10,000円×5台を含む）"), None);
    }
}
