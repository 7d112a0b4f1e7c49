//! What each row is: by its words, and by where figures stand in it.

use kaigo_hojo_contract::reading::Role;

use super::counts::{Count, count};
use super::grid::Grid;
use super::heads::Holds;
use super::numbers::{Money, Price, names_money, price};
use crate::fold::plain;

// Words as `plain` writes them.
const SUMS: &[&str] = &[
    "小計",
    "中計",
    "合計",
    "総計",
    "累計",
    "総額",
    "見積金額",
    "見積額",
    "契約金額",
    "請求額",
    "請求金額",
    "支払額",
    "支払金額",
    "課税対象額",
    "工事価格",
    "税抜計",
    "税込計",
    "差引",
];
const CARRIED: &[&str] = &["繰越", "次頁", "前頁", "次ペジ", "前ペジ", "次葉", "前葉"];
const DISCOUNTS: &[&str] = &["値引", "割引", "出精"];
const TRADED: &[&str] = &["下取リ", "下取"];
// Endings of words with 割 that take nothing off, and of fees.
const NO_DISCOUNTS: &[&str] = &["分割", "役割", "時間割"];
const FEES: &[&str] = &["費", "料", "代", "プラン"];
// What numbers stand behind that are no money.
const NUMBERED: &[&str] = &["番号", "日", "日付", "期限", "コド", "no", "no.", "口座", "普通", "当座", "預金", "支店"];
const PHONES: &[&str] = &["電話", "tel", "tel.", "fax", "ファックス", "ファクス"];
// What a quote is bound to, after 御 and オ.
const TERMS: &[&str] =
    &["納期", "納入", "有効期限", "見積有効期限", "見積期限", "支払条件", "支払方法", "受渡", "摘要"];
// What says that money comes on top.
const ON_TOP: &[&str] = &["別途", "申シ受ケ", "加算", "カカリ", "発生"];
const NOTES: &[&str] = &["※", "*", "注", "備考", "但シ"];
const TITLES: &[&str] = &["【", "[", "■", "●", "◆", "□", "〔", "<", "〈", "《", "◎", "第"];

/// The money columns of a grid: those that headings name, and those without a known heading that hold figures.
pub(super) fn money_columns(grid: &Grid) -> Vec<usize> {
    let is_yen = |row: usize, at: usize| grid.cells[row].get(at).is_some_and(|cell| price(cell).money.yen().is_some());
    let rows = || (grid.begins..grid.cells.len()).filter(|row| !grid.is_heading[*row]);
    let is_money = |at: &usize| match grid.heads[*at].holds {
        Some(holds) => holds.is_money(),
        None => rows().any(|row| is_yen(row, *at)),
    };
    (0..grid.heads.len()).filter(is_money).collect()
}

/// What stands in a row.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) pieces: Count,
    /// The figures of the money columns; above the headings, wherever they stand.
    pub(super) yen: Vec<i64>,
    /// The words of its cells, and its name, as they are compared.
    words: Vec<String>,
    name: String,
    // Whether a sign says that something is taken off, and whether brackets do.
    below: bool,
    brackets: bool,
    // Whether words stand beside the name where money belongs, or words name money.
    unread: bool,
    // Whether a telephone or account has the only number.
    numbered: bool,
    // Whether the row is a term of the quote, without money.
    terms: bool,
}

impl Facts {
    fn of(grid: &Grid, money: &[usize], row: usize) -> Self {
        let cells = &grid.cells[row];
        let below = row >= grid.begins;
        let pieces = if below { count(grid.of(row, Holds::Quantity)) } else { Count::default() };
        let in_money = |at: &usize| !below || money.contains(at);
        let prices: Vec<Price> = cells.iter().map(|cell| price(cell)).collect();
        let figures = || prices.iter().enumerate().filter(|(at, _)| in_money(at)).map(|(_, price)| price);
        let yen = |price: &Price| match price.money {
            Money::Yen(yen) | Money::Either(yen) => Some(yen),
            _ => None,
        };
        let is_words = |price: &Price| matches!(price.money, Money::Unread | Money::Free);
        // A remark beside the name is about the row, not what the row is.
        let is_remark = |at: usize| below && grid.heads.get(at).is_some_and(|head| head.holds == Some(Holds::Aside));
        let has_name = !grid.of(row, Holds::Name).is_empty();
        let words = || {
            let all = cells.iter().zip(&prices).enumerate().filter(|(_, (_, price))| is_words(price));
            all.filter(|(at, _)| !has_name || !is_remark(*at))
        };
        let name = words().find(|(at, _)| !money.contains(at)).map(|(at, _)| at);
        let unread = |at: usize, cell: &str| {
            prices[at].money == Money::Unread && ((name.is_some() && money.contains(&at)) || names_money(cell))
        };
        let named = [Holds::Name, Holds::Group, Holds::Spec].map(|holds| grid.of(row, holds));
        Self {
            pieces,
            name: named.into_iter().find(|cell| !cell.is_empty()).map(plain).unwrap_or_default(),
            yen: figures().filter_map(yen).collect(),
            words: words().map(|(_, (cell, _))| plain(cell)).collect(),
            below: figures().any(|price| yen(price).is_some_and(|yen| yen < 0) && !price.brackets),
            brackets: figures().any(|price| price.brackets),
            unread: below && cells.iter().enumerate().any(|(at, cell)| unread(at, cell)),
            numbered: is_numbered(cells),
            terms: is_term(cells),
        }
    }

    pub(super) fn counts(&self) -> bool {
        !self.pieces.is_empty() && self.pieces.trouble.is_none()
    }

    fn any(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.words.iter().any(|words| fits(words))
    }

    fn has(&self, words: &[&str]) -> bool {
        self.any(|cell| words.iter().any(|word| cell.contains(word)))
    }

    /// Whether the words name a sum.
    fn sums(&self) -> bool {
        // 値引後, 割引適用後
        let after = |cell: &str| DISCOUNTS.iter().any(|word| cell.contains(word)) && cell.ends_with('後');
        self.any(|cell| {
            let bare = outside_brackets(cell);
            SUMS.iter().any(|word| cell.contains(word)) || bare.ends_with('計') || after(&bare)
        })
    }

    // Whether the words are those of a sum and no others.
    fn is_bare_sum(&self) -> bool {
        self.any(|cell| SUMS.contains(&outside_brackets(cell).as_str()))
    }

    fn taxes(&self) -> bool {
        self.any(|cell| {
            let own =
                ["消費税込", "消費税抜", "消費税別"].iter().fold(cell.to_owned(), |cell, word| cell.replace(word, ""));
            let within = is_within(&own);
            let named = own.contains("消費税") || own.contains("税額");
            named && (within || !["小計", "合計", "総"].iter().any(|word| own.starts_with(word)))
        })
    }

    // Whether the last noun of the name is a discount.
    fn takes_off(&self) -> bool {
        let bare = outside_brackets(&self.name);
        let bare = bare.trim_end_matches(['キ', '額', '分']);
        let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
        ends(DISCOUNTS) || ends(TRADED) || (bare.ends_with('割') && !ends(NO_DISCOUNTS))
    }

    // Whether something is taken off: a sign says it, or the words do.
    fn is_discount(&self) -> bool {
        let named = self.takes_off() || self.has(DISCOUNTS);
        let is_fee = || self.any(|cell| FEES.iter().any(|fee| outside_brackets(cell).ends_with(fee)));
        self.below
            || (self.brackets && named)
            || (self.takes_off() && !self.sums())
            || (self.has(DISCOUNTS) && self.yen.len() == 1 && !self.counts() && !self.sums() && !is_fee())
    }

    fn is_silent(&self) -> bool {
        !self.any(|cell| cell.chars().any(|sign| !sign.is_numeric() && !matches!(sign, '/' | ':' | '年' | '月' | '日')))
    }
}

/// Whether words of tax say that it is within the sum.
pub(super) fn is_within(folded: &str) -> bool {
    ["ウチ", "内", "含"].iter().any(|word| folded.contains(word))
}

// Whether all that a row has is the number of a telephone, an account, a paper.
fn is_numbered(cells: &[String]) -> bool {
    let mut there = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let (Some(name), Some(number), None) = (there.next(), there.next(), there.next()) else { return false };
    let name = plain(name);
    let ends = |words: &[&str]| words.iter().any(|word| name.trim_end_matches(':').ends_with(word));
    number.chars().all(|sign| sign.is_numeric()) && (ends(NUMBERED) || (ends(PHONES) && plain(number).starts_with('0')))
}

fn is_term(cells: &[String]) -> bool {
    let words = plain(&cells.concat());
    let words = words.trim_start_matches(['御', 'オ', 'ゴ']);
    TERMS.iter().any(|word| words.starts_with(word)) && !cells.iter().any(|cell| names_money(cell))
}

fn outside_brackets(cell: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for sign in cell.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(sign),
            _ => {}
        }
    }
    out
}

/// The facts of every row, and what each is.
pub(super) fn roles(grid: &Grid, money: &[usize]) -> (Vec<Facts>, Vec<Role>) {
    let facts: Vec<Facts> = (0..grid.cells.len()).map(|row| Facts::of(grid, money, row)).collect();
    let mut roles: Vec<Option<Role>> = facts.iter().enumerate().map(|(row, facts)| figured(grid, facts, row)).collect();
    for row in 0..roles.len() {
        if roles[row].is_none() {
            roles[row] = Some(of_words(grid, &facts[row], &roles, row));
        }
    }
    (facts, roles.into_iter().map(|role| role.unwrap_or(Role::Note)).collect())
}

// Of rows with figures, of headings and of blank ones; `None` where there are words alone.
fn figured(grid: &Grid, facts: &Facts, row: usize) -> Option<Role> {
    if grid.cells[row].iter().all(|cell| cell.trim().is_empty()) {
        return Some(Role::Blank);
    }
    if grid.is_heading[row] {
        return Some(Role::Heading);
    }
    if row < grid.begins {
        let is_sum = !facts.yen.is_empty() && facts.sums();
        return Some(if is_sum { Role::Sum } else { Role::Title });
    }
    if facts.numbered {
        return Some(Role::Note);
    }
    if facts.yen.is_empty() {
        return (facts.counts() && !facts.terms).then_some(Role::Line);
    }
    Some(match facts.counts() {
        _ if facts.has(CARRIED) => Role::Carry,
        true if facts.is_discount() => Role::Discount,
        true if facts.is_bare_sum() => Role::Sum,
        true => Role::Line,
        false if facts.taxes() => Role::Tax,
        false if facts.is_discount() => Role::Discount,
        false if facts.sums() || facts.is_silent() => Role::Sum,
        false => Role::Line,
    })
}

fn of_words(grid: &Grid, facts: &Facts, roles: &[Option<Role>], row: usize) -> Role {
    let words = facts.words.concat();
    let begins = |with: &[&str]| with.iter().any(|word| words.starts_with(word));
    let names_money = grid.cells[row].iter().any(|cell| names_money(cell)) && !facts.taxes();
    let is_sentence = ["。", "デス", "マス"].iter().any(|end| words.ends_with(end));
    let is_note = begins(NOTES) || is_sentence || facts.terms;
    // A remark that names money which comes on top, or the whole text of a mail, has to be asked.
    if is_note && row >= grid.begins && names_money && (facts.has(ON_TOP) || !grid.headed) {
        return Role::Line;
    }
    if is_note {
        return Role::Note;
    }
    let before = nearest(roles, (0..row).rev());
    let after = nearest(roles, row + 1..roles.len());
    let numbered = words.starts_with(|sign: char| sign.is_numeric())
        && words.chars().find(|sign| !sign.is_numeric()).is_some_and(|sign| matches!(sign, '.' | '．' | ')' | '、'));
    let follows = (row + 1..roles.len()).any(|row| matches!(roles[row], Some(Role::Line)));
    match before {
        _ if words.contains("見積書") || after == Some(Role::Heading) => Role::Title,
        // Nobody may lose money that is not understood.
        _ if facts.unread => {
            if facts.sums() {
                Role::Sum
            } else if facts.taxes() {
                Role::Note
            } else {
                Role::Line
            }
        }
        _ if begins(TITLES) || numbered => Role::Title,
        Some(Role::Line | Role::Detail) if row > grid.begins => Role::Detail,
        _ if follows => Role::Title,
        _ => Role::Note,
    }
}

// What the first of some rows is that is not blank.
fn nearest(roles: &[Option<Role>], mut rows: impl Iterator<Item = usize>) -> Option<Role> {
    rows.find(|row| roles[*row] != Some(Role::Blank)).and_then(|row| roles[row])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_compared() {
        for word in
            [SUMS, CARRIED, DISCOUNTS, TRADED, NO_DISCOUNTS, FEES, NUMBERED, PHONES, TERMS, ON_TOP, NOTES, TITLES]
                .concat()
        {
            assert_eq!(plain(word), word);
        }
    }

    #[test]
    fn sums_and_taxes_by_their_words() {
        let facts =
            |cell: &str| Facts { yen: vec![1], words: vec![plain(cell)], name: plain(cell), ..Facts::default() };
        for words in
            ["小　計", "名札小計", "税抜計", "計（税抜）", "御見積金額（税込）", "工事費計", "お支払総額（税込）"]
        {
            assert!(facts(words).sums() && !facts(words).taxes(), "{words}");
        }
        for words in [
            "消費税（10%）",
            "消費税及び地方消費税",
            "（うち消費税10%）",
            "税込計のうち消費税",
            "税額",
            "（消費税10%を含む）",
        ] {
            assert!(facts(words).taxes(), "{words}");
        }
        assert!(!facts("合計（消費税込）").taxes() && !facts("計画書作成").sums());
        for words in ["値引き", "お値引額", "セット割", "タブレット値引（5台）", "出精"] {
            assert!(facts(words).takes_off() && facts(words).is_discount(), "{words}");
        }
        for words in ["早期割引プラン月額利用料", "分割", "値引き後合計"] {
            assert!(!facts(words).takes_off() && !facts(words).is_discount(), "{words}");
        }
    }
}
