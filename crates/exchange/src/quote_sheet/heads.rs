//! What headings of columns say.

use kaigo_hojo_contract::reading::{Charge, Tax};

use super::charges::charge_in;
use super::counts::{Unit, is_unit, unit};
use crate::csv::tax_in;
use crate::fold::plain;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Number,
    Code,
    Group,
    Name,
    /// More words about a thing, or a place that could be its name.
    Spec,
    Quantity,
    Unit,
    Months,
    /// From when to when.
    Period,
    /// A price that nobody pays.
    List,
    Price,
    Amount,
    /// 価格: of one, or of all.
    Either,
    /// What is paid once, beside what is paid every month.
    Initial,
    TaxYen,
    TaxClass,
    TaxRate,
    Discount,
    /// What belongs to no line: dates, remarks, rates of discount.
    Aside,
}

impl Holds {
    pub(super) const fn is_money(self) -> bool {
        matches!(self, Self::List | Self::Price | Self::Amount | Self::Either | Self::Initial)
    }
}

/// A heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) holds: Option<Holds>,
    pub(super) tax: Option<Tax>,
    pub(super) charge: Option<Charge>,
    /// As it stands, blanks aside.
    pub(super) words: String,
}

// Words of headings as `plain` writes them; the first that fits counts.
const EXACT: &[(Holds, &[&str])] = &[
    (Holds::Number, &["no", "no.", "№", "#", "行", "番号", "項番", "明細番号", "行番号", "id"]),
    (Holds::Spec, &["プラン", "詳細", "摘要"]),
    (Holds::Either, &["価格", "値段", "料金"]),
    (Holds::TaxYen, &["消費税", "消費税額", "税額", "内消費税", "消費税等"]),
    (Holds::TaxClass, &["課税"]),
    (Holds::Aside, &["行ノ種類"]),
    (Holds::Quantity, &["数"]),
];
const PARTS: &[(Holds, &[&str])] = &[
    (Holds::Unit, &["単位"]),
    (Holds::Months, &["月数", "年数", "期間(月"]),
    (Holds::Period, &["期間"]),
    (Holds::TaxRate, &["税率"]),
    (Holds::TaxClass, &["税区分", "課税区分"]),
    (Holds::Code, &["コド", "品番", "sku", "商品番号", "製品番号", "サビスid"]),
    (Holds::Aside, &["率", "備考", "コメント", "メモ", "補足", "注記", "納期", "納品", "日付", "予定日"]),
    (Holds::Discount, &["値引", "割引"]),
    (Holds::List, &["定価", "標準価格", "標準単価", "希望小売", "参考価格", "メカ価格", "通常価格"]),
    (Holds::Amount, &["総額", "合計", "小計"]),
    (Holds::Initial, &["初期費用", "初期費", "導入費用", "イニシャル"]),
    (Holds::Price, &["月額", "年額", "月々", "ランニング", "単価", "価格"]),
    (Holds::Amount, &["金額", "価額", "見積額"]),
    (Holds::Name, &["名称", "品名", "品目", "商品名", "製品名"]),
    (Holds::Spec, &["型番", "規格", "型式", "モデル", "型名", "仕様"]),
    (Holds::Quantity, &["数量", "個数", "台数", "員数", "契約数", "id数", "人数", "口数", "本数", "回数", "枚数"]),
    (Holds::Name, &["商品", "製品", "項目", "内容", "件名", "明細", "内訳", "サビス", "物件", "機器", "機種"]),
    (Holds::Group, &["区分", "分類", "種別", "種類", "費目", "工種"]),
];

/// Reads a cell as a heading.
pub(super) fn head(cell: &str) -> Head {
    let words: String = cell.split_whitespace().collect();
    let folded = plain(cell);
    let tax = tax_in(&words).map(Tax::from);
    let charge = if folded.contains("年数") { Some(Charge::Year) } else { charge_in(&folded) };
    // What a heading says of tax and yen is not what it holds.
    let mut bare = folded.clone();
    for aside in ["(税抜)", "(税込)", "(税別)", "税抜", "税込", "(円)", "(千円)"] {
        bare = bare.replace(aside, "");
    }
    let is_long = folded.chars().count() > 16 || folded.contains("単位:");
    let exact = EXACT.iter().find(|(_, words)| words.contains(&bare.as_str()));
    let part = || PARTS.iter().find(|(_, words)| words.iter().any(|word| bare.contains(word)));
    let holds = exact.or_else(part).filter(|_| !is_long).map(|(holds, _)| *holds);
    let counts =
        || !is_long && (is_unit(&bare) || bare.ends_with('数')) && unit(&bare) != Some(Unit::Thing("円".to_owned()));
    let holds = holds.or_else(|| counts().then_some(Holds::Quantity));
    Head { holds, tax, charge, words }
}

/// Of how many yen figures are, by what a cell says: `（単位：千円）`, `千円単位で表示`. In what steps something is rounded or
/// taken off is something else.
pub(super) fn scale_in(cell: &str) -> Option<i64> {
    let folded = plain(cell);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let says = |unit: &str| {
        let of_cells = [["(", unit, ")"], ["単位:", unit, ""], ["単位", unit, ""], ["単位ハ", unit, ""]];
        let in_steps = [unit, "単位"].concat();
        of_cells.iter().any(|words| folded.contains(&words.concat()))
            || folded.ends_with(&in_steps)
            || (folded.contains(&in_steps) && has(&["表示", "表記", "記載"]))
    };
    let units = [("百万円", 1_000_000), ("千円", 1_000), ("万円", 10_000)];
    units.into_iter().find(|(unit, _)| says(unit)).map(|(_, scale)| scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_compared() {
        for word in EXACT.iter().chain(PARTS).flat_map(|(_, words)| *words) {
            assert_eq!(plain(word), *word);
        }
    }

    #[test]
    fn headings_of_vendors() {
        for (cell, holds) in [
            ("No.", Some(Holds::Number)),
            ("商品コード", Some(Holds::Code)),
            ("名称・仕様", Some(Holds::Name)),
            ("型番・規格", Some(Holds::Spec)),
            ("数量単位", Some(Holds::Unit)),
            ("課金単位", Some(Holds::Unit)),
            ("ご利用月数", Some(Holds::Months)),
            ("契約期間(月)", Some(Holds::Months)),
            ("ご利用期間", Some(Holds::Period)),
            ("標準単価", Some(Holds::List)),
            ("希望小売価格", Some(Holds::List)),
            ("提供価格", Some(Holds::Price)),
            ("税抜単価", Some(Holds::Price)),
            ("月額費用", Some(Holds::Price)),
            ("年額合計（税抜）", Some(Holds::Amount)),
            ("リース料総額", Some(Holds::Amount)),
            ("御見積額", Some(Holds::Amount)),
            ("合計(円)", Some(Holds::Amount)),
            ("金　額", Some(Holds::Amount)),
            ("価格", Some(Holds::Either)),
            ("値引率", Some(Holds::Aside)),
            ("値引額", Some(Holds::Discount)),
            ("行の種類", Some(Holds::Aside)),
            ("備　考", Some(Holds::Aside)),
            ("ライトプラン", None),
            ("（単位：千円）", None),
        ] {
            assert_eq!(head(cell).holds, holds, "{cell}");
        }
        assert_eq!(scale_in("※金額は千円単位で表示しています"), Some(1_000));
        assert_eq!(scale_in("（単位：百万円）"), Some(1_000_000));
        assert_eq!(scale_in("金額（万円）"), Some(10_000));
        assert_eq!(scale_in("※千円単位で切り捨て"), None);
        assert_eq!(scale_in("※千円単位で値引しております"), None);
        assert_eq!(scale_in("3千円"), None);
        assert_eq!(head("税込金額").tax, Some(Tax::Included));
        assert_eq!(head("月額単価").charge, Some(Charge::Month));
    }
}
