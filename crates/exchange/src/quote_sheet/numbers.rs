//! Money as quotes write it: `¥600,000-`, `▲18,000`, `金80,000円也`, `月額5,000円（税込）`.

use kaigo_hojo_contract::limits::MOST;
use kaigo_hojo_contract::reading::Charge;

use super::charges::charge_in;
use crate::csv::tax_in;
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
    /// For how long, where the cell says it: `1,500円/月`, `月額1,500円`.
    pub(super) per: Option<Charge>,
    /// Whether a sign of yen stands with it.
    pub(super) marked: bool,
    /// Whether only brackets say that it is below zero.
    pub(super) brackets: bool,
}

const FREE: &[&str] = &["無償", "無料", "サビス", "0円"];

/// Half-width, without blanks, one sign for minus and one for yen.
pub(super) fn half(text: &str) -> String {
    let one = |sign: char| match sign {
        '￥' | '\\' | '＼' => '¥',
        '▲' | '△' | '−' | '－' | '‐' | '―' | '–' => '-',
        '！'..='～' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        other => other,
    };
    let half: String = text.chars().filter(|sign| !sign.is_whitespace()).map(one).collect();
    half.replace("マイナス", "-")
}

/// Reads a cell with money.
pub(super) fn price(text: &str) -> Price {
    let half = half(text);
    let (own, of_words) = without_words(&half);
    let (own, per) = match own.split_once('/') {
        Some((own, per)) if per.starts_with(|sign: char| !sign.is_ascii_digit()) => (own, period_in(per)),
        _ => (own, None),
    };
    let marked = own.contains(['¥', '円']);
    let money = if own.is_empty() && !half.is_empty() {
        Money::Unread
    } else if own.chars().all(|sign| matches!(sign, '-' | 'ー')) {
        Money::Empty
    } else if FREE.contains(&plain(text).as_str()) {
        Money::Free
    } else {
        signed(own)
    };
    let brackets = own.contains('(') && !own.contains('-') && matches!(money, Money::Yen(_));
    Price { money, per: per.or(of_words), marked, brackets }
}

// Money without the words beside it that leave it as it is, 月額 before and （税込） behind, and what they say of how often.
fn without_words(half: &str) -> (&str, Option<Charge>) {
    let (mut own, mut per) = (half, None);
    if let Some((money, aside)) = own.strip_suffix(')').and_then(|own| own.rsplit_once('('))
        && !money.is_empty()
        && tax_in(aside).is_some()
        && !names_money(aside)
    {
        own = money;
    }
    for word in ["月額", "月々", "毎月", "年額", "年間", "税込", "税抜", "税別"] {
        if let Some(money) = own.strip_prefix(word) {
            (own, per) = (money.trim_start_matches(':'), charge_in(word));
        }
    }
    (own, per)
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
    let off = ["引き", "引"].iter().find_map(|off| text.strip_suffix(off));
    let (below, text) = match (text.strip_prefix('-'), in_brackets, off) {
        (Some(text), ..) | (None, None, Some(text)) => (true, bare(text)),
        (None, Some(text), _) => (true, bare(text.trim_start_matches('-'))),
        (None, None, None) => (false, text.clone()),
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

/// Whether words have a sum of money in them: `約3万円`, `1,000円×2`, `四拾萬円`, `12,000`.
pub(super) fn names_money(text: &str) -> bool {
    let half = half(text);
    let is_digit = |sign: char| sign.is_ascii_digit() || "〇一二三四五六七八九壱弐参".contains(sign);
    // 千円 alone is a unit.
    let before = |at: usize| {
        half[..at].trim_end_matches(['十', '拾', '百', '千', '万', '萬', ',']).chars().next_back().is_some_and(is_digit)
    };
    let after = |at: usize| half[at..].chars().next().is_some_and(is_digit);
    let marked = half.match_indices(['円', '圓', '¥']).any(|(at, sign)| before(at) || after(at + sign.len()));
    let grouped = || {
        half.split(|sign: char| !sign.is_ascii_digit() && sign != ',')
            .any(|run| run.contains(',') && matches!(parts(run), Parts::Whole))
    };
    marked || grouped()
}

pub(super) fn unsigned(text: &str) -> Money {
    let only_numbers = text.starts_with(|sign: char| sign.is_ascii_digit());
    if !only_numbers {
        return Money::Unread;
    }
    if text.contains(['百', '千', '万', '億']) {
        return parse_yen(text).ok().flatten().map_or(Money::Unread, Money::Yen);
    }
    let text = text.strip_suffix(".00").or_else(|| text.strip_suffix(".0")).unwrap_or(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // 000 is what a comma has parted from its number.
    let is_rest = digits.len() > 1 && text.starts_with('0');
    let number = digits.parse::<i64>().ok().filter(|yen| *yen <= MOST && !is_rest);
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
            ("マイナス20,000", Money::Yen(-20_000)),
            ("20,000円引き", Money::Yen(-20_000)),
            ("▲20,000円（税込）", Money::Yen(-20_000)),
            ("月額5,000円", Money::Yen(5_000)),
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
            ("３万円程度", Money::Unread),
            ("1,000円×2", Money::Unread),
            ("税込", Money::Unread),
            ("300,000円（税込330,000円）", Money::Unread),
            ("000", Money::Unread),
            ("0", Money::Yen(0)),
        ] {
            assert_eq!(price(text).money, expected, "{text}");
        }
        assert_eq!(price("1,500円/台・月").per, Some(Charge::Month));
        assert_eq!(price("4,000円/月").money, Money::Yen(4_000));
        assert_eq!(price("年額60,000円").per, Some(Charge::Year));
        assert!(price("(30,000)").brackets && !price("▲30,000").brackets && !price("30,000（税込）").brackets);
        assert!(price("800,000円").marked && !price("800,000").marked);
    }

    #[test]
    fn money_among_words() {
        for text in ["約3万円", "1,000円×2", "四拾萬円", "設定費 ３０，０００", "¥5000より", "1台40,000円"]
        {
            assert!(names_money(text), "{text}");
        }
        for text in ["048-123-4567", "10型", "（円）", "単価（千円）", "2023/12/15", "1,5", "A,B", "16%", "第2,3号"]
        {
            assert!(!names_money(text), "{text}");
        }
    }
}
