//! The quote as it is printed: its 値引き spread over the lines, and its total held against the lines.

use kaigo_hojo_contract::application::{Item, Tax};
use kaigo_hojo_rules::order::sort_by_key;

/// What a line comes to in the fiscal year, in the tax terms of its price, before its share of a discount.
#[must_use]
pub fn amount(item: &Item) -> i64 {
    let months = item.months.map_or(1, |months| i64::from(months.in_year));
    item.unit_price_yen.saturating_mul(item.quantity).saturating_mul(months)
}

/// Spreads a discount over amounts in proportion: exact, whole yen, together the discount, never more than an amount.
/// What is left after the whole shares goes yen by yen to the largest remainders, the earlier of equal ones first.
/// `None` where the discount is more than all the amounts.
#[must_use]
pub fn spread(discount: i64, amounts: &[i64]) -> Option<Vec<i64>> {
    let total: i128 = amounts.iter().map(|amount| i128::from(*amount)).sum();
    let discount = i128::from(discount);
    if discount > total {
        return None;
    }
    if total == 0 {
        return Some(vec![0; amounts.len()]);
    }
    let (mut shares, mut remainders) = (Vec::with_capacity(amounts.len()), Vec::with_capacity(amounts.len()));
    let mut left = discount;
    for (at, amount) in amounts.iter().enumerate() {
        let product = discount * i128::from(*amount);
        left -= product / total;
        shares.push(i64::try_from(product / total).unwrap_or(*amount));
        remainders.push((product % total, at));
    }
    // Fewer yen are left than there are remainders, so no share passes its amount.
    sort_by_key(&mut remainders, |(remainder, _)| core::cmp::Reverse(*remainder));
    for (_, at) in remainders.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    Some(shares)
}

/// What becomes of less than a yen of tax. Sellers differ; the contract cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// 切捨て
    Down,
    /// 四捨五入
    HalfUp,
    /// 切上げ
    Up,
}

impl Rounding {
    const ALL: [Self; 3] = [Self::Down, Self::HalfUp, Self::Up];

    const fn word(self) -> &'static str {
        match self {
            Self::Down => "切捨て",
            Self::HalfUp => "四捨五入",
            Self::Up => "切上げ",
        }
    }

    // A quotient of what is not negative, in whole yen.
    const fn quotient(self, part: i128, of: i128) -> i128 {
        match self {
            Self::Down => part / of,
            Self::HalfUp => (2 * part + of) / (2 * of),
            Self::Up => (part + of - 1) / of,
        }
    }
}

/// One way in which the total of a quote can be made of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// With tax or without; never [`Tax::Exempt`].
    pub tax: Tax,
    /// Whether tax is computed on the sum of each rate instead of on each line.
    pub on_sum: bool,
    /// Whether monthly charges count for the whole contract instead of the fiscal year.
    pub whole_contract: bool,
    /// What becomes of less than a yen.
    pub rounding: Rounding,
    /// What it comes to.
    pub yen: i64,
}

impl Total {
    /// What it is.
    #[must_use]
    pub fn label(self) -> String {
        let tax = match (self.tax, self.on_sum) {
            (Tax::Included, false) => "税込の合計（消費税を明細ごとに計算）",
            (Tax::Included, true) => "税込の合計（消費税を合計額に計算）",
            (_, false) => "税抜の合計（消費税を明細ごとに計算）",
            (_, true) => "税抜の合計（消費税を合計額に計算）",
        };
        // What the calculation does itself goes without saying.
        let tax = if self.rounding == Rounding::Down {
            tax.to_owned()
        } else {
            tax.replace("計算）", &["計算、1円未満は", self.rounding.word(), "）"].concat())
        };
        if self.whole_contract { tax + "、契約期間の全体" } else { tax }
    }
}

/// A printed total held against the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The way that fits, or comes nearest.
    pub nearest: Total,
    /// The printed total less that; 0 where it fits.
    pub difference: i64,
}

/// Compares a printed total with the sum of the lines less their discounts, in every way that it may be meant: with or
/// without tax (unless `tax` says which), tax by line or on the sum, and with the whole of monthly contracts. Only what fits
/// says something of how tax was rounded: what does not is compared with totals that are cut.
#[must_use]
pub fn compare(items: &[Item], printed: i64, tax: Option<Tax>) -> Comparison {
    let ways = move |rounding: Rounding| {
        let all = [false, true].into_iter().flat_map(move |whole_contract| {
            [false, true].into_iter().flat_map(move |on_sum| {
                [Tax::Excluded, Tax::Included].map(move |tax| Total { tax, on_sum, whole_contract, rounding, yen: 0 })
            })
        });
        all.filter(move |way| tax.is_none_or(|tax| tax == way.tax)).map(move |way| {
            let nearest = Total { yen: sum(items, way), ..way };
            Comparison { nearest, difference: printed.saturating_sub(nearest.yen) }
        })
    };
    let fits = Rounding::ALL.into_iter().flat_map(ways).find(|way| way.difference == 0);
    let nearest = || ways(Rounding::Down).min_by_key(|way| way.difference.unsigned_abs());
    let nothing = Total { tax: Tax::Included, on_sum: false, whole_contract: false, rounding: Rounding::Down, yen: 0 };
    fits.or_else(nearest).unwrap_or(Comparison { nearest: nothing, difference: printed })
}

/// The sum of the lines less their discounts.
#[must_use]
pub fn total(items: &[Item], tax: Tax, on_sum: bool, whole_contract: bool) -> i64 {
    sum(items, Total { tax, on_sum, whole_contract, rounding: Rounding::Down, yen: 0 })
}

// The sum of the lines, in one way.
fn sum(items: &[Item], way: Total) -> i64 {
    let Total { tax, on_sum, whole_contract, rounding, .. } = way;
    // One sum for each way in which tax stands in a price, at each rate.
    let mut sums: [(Tax, u8, i64); 5] = [
        (Tax::Excluded, 10, 0),
        (Tax::Excluded, 8, 0),
        (Tax::Included, 10, 0),
        (Tax::Included, 8, 0),
        (Tax::Exempt, 0, 0),
    ];
    let mut yen = 0_i64;
    for item in items {
        let months = item.months.filter(|_| whole_contract).and_then(|months| months.total);
        let gross = match months {
            Some(months) => item.unit_price_yen.saturating_mul(item.quantity).saturating_mul(months),
            None => amount(item),
        };
        let net = gross.saturating_sub(item.discount_yen).max(0);
        if !on_sum {
            yen = yen.saturating_add(converted(net, item.tax, item.tax_rate_percent, tax, rounding));
            continue;
        }
        let of = |sum: &&mut (Tax, u8, i64)| sum.0 == item.tax && (sum.1 == 0 || sum.1 == item.tax_rate_percent);
        if let Some(sum) = sums.iter_mut().find(of) {
            sum.2 = sum.2.saturating_add(net);
        }
    }
    sums.iter().fold(yen, |yen, (from, rate, sum)| yen.saturating_add(converted(*sum, *from, *rate, tax, rounding)))
}

// What an amount is in other tax terms, in whole yen.
fn converted(yen: i64, from: Tax, rate: u8, to: Tax, rounding: Rounding) -> i64 {
    let (yen, with) = (i128::from(yen), 100 + i128::from(rate));
    let converted = match (from, to) {
        (Tax::Excluded, Tax::Included) => rounding.quotient(yen * with, 100),
        (Tax::Included, Tax::Excluded) => rounding.quotient(yen * 100, with),
        _ => yen,
    };
    i64::try_from(converted).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaigo_hojo_contract::application::Months;

    fn item(price: i64, quantity: i64, tax: Tax, rate: u8) -> Item {
        Item {
            id: String::new(),
            kinds: Vec::new(),
            name: None,
            unit_price_yen: price,
            quantity,
            tax,
            tax_rate_percent: rate,
            months: None,
            discount_yen: 0,
            answers: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn a_discount_is_spread_in_proportion() {
        for (discount, amounts, expected) in [
            (100, vec![300, 700], vec![30, 70]),
            // 33.3 each: the first gets what is left.
            (100, vec![1, 1, 1, 997], vec![0, 0, 0, 100]),
            (100, vec![500, 500, 500], vec![34, 33, 33]),
            // 100 × 600,000 ÷ 1,100,000 = 54.54…, 36.36…, 9.09…: 99, and one yen to the largest remainder.
            (100, vec![600_000, 400_000, 100_000], vec![55, 36, 9]),
            (2, vec![0, 1, 0, 1, 0], vec![0, 1, 0, 1, 0]),
            (1, vec![0, 2, 2], vec![0, 1, 0]),
            (0, vec![5, 5], vec![0, 0]),
            (0, vec![], vec![]),
            (0, vec![0, 0], vec![0, 0]),
            (1_000_000_000, vec![1_200_000_000_000_000, 1], vec![1_000_000_000, 0]),
        ] {
            assert_eq!(spread(discount, &amounts), Some(expected), "{discount} over {amounts:?}");
        }
        assert_eq!(spread(11, &[5, 5]), None);
        assert_eq!(spread(1, &[]), None);
    }

    #[test]
    fn shares_are_whole_and_within_their_amounts() {
        let mut state = 88_172_645_463_325_252_u64;
        let mut next = |most: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            i64::try_from(state % most).expect("small")
        };
        for _ in 0..20_000 {
            let count = next(8);
            let amounts: Vec<i64> = (0..count).map(|_| if next(4) == 0 { next(3) } else { next(1_000_000) }).collect();
            let total: i64 = amounts.iter().sum();
            let discount = if next(5) == 0 { total } else { next(u64::try_from(total).expect("positive") + 1) };
            let shares = spread(discount, &amounts).expect("not more than all");
            assert_eq!(shares.iter().sum::<i64>(), discount, "{discount} over {amounts:?}");
            for (share, amount) in shares.iter().zip(&amounts) {
                assert!((0..=*amount).contains(share));
                // No more than a yen from the exact share.
                let exact = i128::from(discount) * i128::from(*amount);
                assert!((i128::from(*share) * i128::from(total) - exact).abs() < i128::from(total.max(1)));
            }
        }
    }

    #[test]
    fn the_way_in_which_a_total_fits() {
        // 333 × 3 = 999, with tax 1,098.9; 1,555, with tax 1,710.5; 100 at 8%, 108; 50 exempt. Without tax 2,704; by line
        // 1,098 + 1,710 + 108 + 50 = 2,966; on the sum 2,554 × 1.1 = 2,809.4, 2,809 + 108 + 50 = 2,967.
        let items = [
            item(333, 3, Tax::Excluded, 10),
            item(1_555, 1, Tax::Excluded, 10),
            item(100, 1, Tax::Excluded, 8),
            item(50, 1, Tax::Exempt, 10),
        ];
        for (printed, tax, expected, difference) in [
            (2_704, None, (Tax::Excluded, false), 0),
            (2_966, None, (Tax::Included, false), 0),
            (2_967, None, (Tax::Included, true), 0),
            (2_970, None, (Tax::Included, true), 3),
            (2_700, None, (Tax::Excluded, false), -4),
            (2_704, Some(Tax::Included), (Tax::Included, false), -262),
            (2_966, Some(Tax::Excluded), (Tax::Excluded, false), 262),
        ] {
            let got = compare(&items, printed, tax);
            assert_eq!(((got.nearest.tax, got.nearest.on_sum), got.difference), (expected, difference), "{printed}");
            assert!(!got.nearest.whole_contract && got.nearest.rounding == Rounding::Down);
        }
        // Prices with tax: 1,000 and 1,000 are 909 each, together 1,818; on the sum 2,000 ÷ 1.1 = 1,818.18…
        let items =
            [item(1_000, 1, Tax::Included, 10), item(1_000, 1, Tax::Included, 10), item(1_005, 1, Tax::Included, 10)];
        // 909 + 909 + 913 = 2,731; 3,005 ÷ 1.1 = 2,731.8…
        assert_eq!(total(&items, Tax::Excluded, false, false), 2_731);
        assert_eq!(total(&items, Tax::Excluded, true, false), 2_731);
        assert_eq!(total(&items, Tax::Included, false, false), 3_005);
        assert_eq!(compare(&[], 5, None).difference, 5);
    }

    #[test]
    fn the_rounding_of_a_seller_is_found() {
        // With tax 1,098.9, 1,710.5 and 331.1. By line: cut 1,098 + 1,710 + 331 = 3,139; half up 1,099 + 1,711 + 331 = 3,141;
        // up 1,099 + 1,711 + 332 = 3,142. On the sum 2,855 × 1.1 = 3,140.5: cut 3,140, half up and up 3,141.
        let items = [999, 1_555, 301].map(|price| item(price, 1, Tax::Excluded, 10));
        for (printed, on_sum, rounding) in [
            (3_139, false, Rounding::Down),
            (3_140, true, Rounding::Down),
            (3_141, false, Rounding::HalfUp),
            (3_142, false, Rounding::Up),
        ] {
            let got = compare(&items, printed, None);
            let found = (got.difference, got.nearest.tax, got.nearest.on_sum, got.nearest.rounding);
            assert_eq!(found, (0, Tax::Included, on_sum, rounding), "{printed}");
        }
        let items = [item(105, 1, Tax::Excluded, 10), item(105, 1, Tax::Excluded, 10), item(104, 1, Tax::Excluded, 10)];
        // 115.5, 115.5 and 114.4. By line: cut 344, half up 346, up 347. On the sum 345.4: cut 345, half up 345, up 346.
        for (printed, on_sum, rounding) in
            [(344, false, Rounding::Down), (345, true, Rounding::Down), (346, false, Rounding::HalfUp)]
        {
            let got = compare(&items, printed, Some(Tax::Included)).nearest;
            assert_eq!((got.on_sum, got.rounding), (on_sum, rounding), "{printed}");
        }
        let label = compare(&items, 346, Some(Tax::Included)).nearest.label();
        assert_eq!(label, "税込の合計（消費税を明細ごとに計算、1円未満は四捨五入）");
        // Taken off: 1,000 ÷ 1.1 = 909.09…, 1,005 ÷ 1.1 = 913.63…; up 910 + 914, on the sum 2,005 ÷ 1.1 = 1,822.7….
        let items = [item(1_000, 1, Tax::Included, 10), item(1_005, 1, Tax::Included, 10)];
        let got = compare(&items, 910 + 914, Some(Tax::Excluded)).nearest;
        assert_eq!((got.on_sum, got.rounding), (false, Rounding::Up));
    }

    #[test]
    fn months_and_discounts_count() {
        let mut lease = item(1_000, 2, Tax::Included, 10);
        lease.months = Some(Months { in_year: 5, total: Some(60) });
        lease.discount_yen = 300;
        assert_eq!(amount(&lease), 10_000);
        let items = [lease, item(100, 1, Tax::Included, 10)];
        for (printed, whole_contract) in [(9_800, false), (119_800, true)] {
            let got = compare(&items, printed, Some(Tax::Included));
            assert_eq!((got.difference, got.nearest.whole_contract), (0, whole_contract), "{printed}");
            assert_eq!(got.nearest.label().contains("契約期間"), whole_contract);
        }
        // More discount than the line is worth takes all of it.
        let mut cheap = item(100, 1, Tax::Included, 10);
        cheap.discount_yen = 500;
        assert_eq!(total(&[cheap], Tax::Included, true, false), 0);
    }
}
