//! Numbers, amounts and dates as they are written on the page and in an explanation.

use core::fmt::Write as _;

use kaigo_hojo_contract::application::Item;
use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::DateId;
use kaigo_hojo_rules::edition::{Edition, Group, Stage, Unit};
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};
use rust_decimal::Decimal;

/// `1,161,000円`
#[must_use]
pub fn yen(value: i64) -> String {
    let mut text = grouped(&value.unsigned_abs().to_string());
    if value < 0 {
        text.insert(0, '−');
    }
    text.push('円');
    text
}

/// What a line is, or may be: `機器`, `機器か工事`. Kinds that the edition does not have are left out.
#[must_use]
pub fn kinds(edition: &Edition, item: &Item) -> String {
    let label = |id: &String| edition.kinds.iter().find(|kind| kind.id == *id).map(|kind| kind.label.as_str());
    item.kinds.iter().filter_map(label).collect::<Vec<_>>().join("か")
}

/// Digits in threes: `1,234`. What follows a point is left as it is.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
    // Room for a unit as well.
    let mut text = String::with_capacity(number.len() + number.len() / 3 + "円".len());
    for (ix, digit) in whole.chars().enumerate() {
        if ix > 0 && (whole.len() - ix).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(part) = part {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// A quantity with its unit: `1,548,800円`, `3/4`, `11人`, `上限なし`. A quotient that does not end is written with its
/// whole part and `…`, so that nobody takes it for the exact value.
#[must_use]
pub fn quantity(value: &Exact, unit: &Unit) -> String {
    if value.is_infinite() {
        return "上限なし".to_owned();
    }
    match unit {
        Unit::Ratio => ratio(value),
        Unit::Yen => number(value) + "円",
        Unit::Count(suffix) => number(value) + suffix,
    }
}

fn ratio(value: &Exact) -> String {
    match value.to_parts() {
        Some((num, den)) if den != 1 => format!("{}/{}", grouped(&num.to_string()), grouped(&den.to_string())),
        _ => number(value),
    }
}

/// A quantity without its unit.
#[must_use]
pub fn number(value: &Exact) -> String {
    if let Some(whole) = value.to_whole() {
        return grouped(&whole.to_string());
    }
    match value.to_decimal().map(|decimal| decimal.normalize()) {
        Some(decimal) if decimal.scale() <= 9 => grouped(&decimal.to_string()),
        _ => approximate(value),
    }
}

// Two digits after the point, or none of what is very large, cut, and a mark that there are more.
fn approximate(value: &Exact) -> String {
    let cut = |value: &Exact| value.round_to(WHOLE, Direction::Down);
    if let Some(hundredths) = cut(&value.times(&Exact::whole(100))).to_whole() {
        return grouped(&Decimal::new(hundredths, 2).to_string()) + "…";
    }
    let whole = cut(value);
    let more = if whole == *value { "" } else { "…" };
    let whole = whole.to_string();
    grouped(whole.strip_suffix("/1").unwrap_or(&whole)) + more
}

/// `令和5年度`
#[must_use]
pub fn fiscal_year(year: u16) -> String {
    format!("{}年度", era_year(year, year >= 2019))
}

// `令和5`, `令和元` or `平成30`; the year of the common era before.
fn era_year(year: u16, is_reiwa: bool) -> String {
    let (era, first) = if is_reiwa { ("令和", 2019) } else { ("平成", 1989) };
    match year.checked_sub(first) {
        Some(0) => format!("{era}元"),
        Some(since) => format!("{era}{}", since + 1),
        None => year.to_string(),
    }
}

/// `令和6年3月11日（2024年）`
#[must_use]
pub fn date(day: Date) -> String {
    let mut text = era_year(day.year, (day.year, day.month) >= (2019, 5));
    let written = write!(text, "年{}月{}日（{}年）", day.month, day.day, day.year);
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
    text
}

/// What the requirements of a group are called.
#[must_use]
pub const fn group(group: Group) -> &'static str {
    match group {
        Group::Eligibility => "申請できる事業所",
        Group::Software => "介護ソフトなど",
        Group::Equipment => "機器と設備",
        Group::Promise => "約束すること",
        Group::AfterGrant => "交付を受けた後にすること",
    }
}

/// When a paper is handed in.
#[must_use]
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Application => "交付申請のとき",
        Stage::Report => "実績報告のとき",
        Stage::Change => "変更や中止のとき",
    }
}

/// What a date of the grant is called.
#[must_use]
pub const fn date_of(id: DateId) -> &'static str {
    match id {
        DateId::Decision => "交付決定日",
        DateId::Contract => "契約日",
        DateId::Delivery => "納品日",
        DateId::Payment => "支払日",
        DateId::Completion => "事業完了日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_in_threes() {
        for (value, expected) in [(0, "0円"), (999, "999円"), (1_161_000, "1,161,000円"), (-1000, "−1,000円")] {
            assert_eq!(yen(value), expected);
        }
        assert_eq!(quantity(&Exact::fraction(3_999_999, 4), &Unit::Yen), "999,999.75円");
        assert_eq!(quantity(&Exact::fraction(100, 3), &Unit::Yen), "33.33…円");
        assert_eq!(quantity(&Exact::fraction(3, 4), &Unit::Ratio), "3/4");
        assert_eq!(quantity(&Exact::fraction(3, 1000), &Unit::Ratio), "3/1,000");
        assert_eq!(quantity(&Exact::whole(1200), &Unit::Ratio), "1,200");
        let huge = Exact::whole(i64::MAX).plus(&Exact::ONE);
        assert_eq!(quantity(&huge, &Unit::Yen), "9,223,372,036,854,775,808円");
        assert_eq!(quantity(&huge.plus(&Exact::fraction(1, 3)), &Unit::Yen), "9,223,372,036,854,775,808…円");
    }

    #[test]
    fn dates_carry_both_calendars() {
        assert_eq!(fiscal_year(2023), "令和5年度");
        assert_eq!(fiscal_year(2019), "令和元年度");
        assert_eq!(fiscal_year(2018), "平成30年度");
        for (year, month, day, expected) in [
            (2026, 2, 15, "令和8年2月15日（2026年）"),
            (2019, 5, 1, "令和元年5月1日（2019年）"),
            (2019, 4, 30, "平成31年4月30日（2019年）"),
            (1989, 1, 8, "平成元年1月8日（1989年）"),
        ] {
            assert_eq!(Date::new(year, month, day).map(date).as_deref(), Some(expected));
        }
    }
}
