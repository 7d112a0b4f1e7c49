//! A quote at random, before it is written down in one layout or another.

use super::reading::{Charge, Tax};
use super::words::{MODELS, PLACES, Things, VOCABULARIES};
use crate::random::Random;

/// What a vendor offers.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The programme for which it is read.
    pub programme: &'static str,
    /// Its lines, by group.
    pub groups: Vec<Vec<Line>>,
    /// Whether tax is in the prices.
    pub tax: Tax,
    /// What is taken off the whole.
    pub discount_yen: i64,
}

/// A line as it is meant.
#[derive(Clone, Debug)]
pub struct Line {
    /// What kind of cost it is.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// A model number, or nothing.
    pub model: &'static str,
    /// How many.
    pub quantity: i64,
    /// What they are counted in.
    pub unit: &'static str,
    /// For one, and for one period.
    pub price_yen: i64,
    /// How often it is paid.
    pub charge: Charge,
    /// The periods of the contract: months or years; 1 for what is paid once.
    pub periods: i64,
}

impl Line {
    /// What all periods come to.
    #[must_use]
    pub const fn amount_yen(&self) -> i64 {
        self.quantity * self.price_yen * self.periods
    }
}

impl Quote {
    /// The quote of a seed.
    #[must_use]
    pub fn random(seed: u64) -> Self {
        let random = &mut Random::new(seed);
        let vocabulary = random.pick(VOCABULARIES);
        let round = random.below(10) < 3;
        let groups = 1 + random.below(3);
        let mut group = |_| {
            let lines = 1 + random.below(5);
            (0..lines).map(|_| line(random, vocabulary.things, round)).collect()
        };
        let groups: Vec<Vec<Line>> = (0..groups).map(&mut group).collect();
        let tax = if random.below(3) == 0 { Tax::Included } else { Tax::Excluded };
        // Never as much as the cheapest quote comes to.
        let discount_yen = if random.below(5) == 0 { discount(&groups, random, round) } else { 0 };
        Self { programme: vocabulary.programme, groups, tax, discount_yen }
    }

    /// All lines.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.groups.iter().flatten()
    }
}

fn line(random: &mut Random, things: &[Things], round: bool) -> Line {
    let mut at = random.below(things.iter().map(|things| things.weight).sum());
    let of = |things: &&Things| {
        let found = at < things.weight;
        at = at.saturating_sub(things.weight);
        found
    };
    let things = things.iter().find(of).expect("the weights add up");
    let name = format!("{}{}", random.pick(PLACES), random.pick(things.names));
    let model = if random.below(4) == 0 { *random.pick(MODELS) } else { "" };
    let (low, high) = things.thousands;
    let thousands = low + below(random, high - low + 1);
    let price_yen = if round { ((thousands + 9) / 10) * 10_000 } else { thousands * 1_000 - 100 * below(random, 4) };
    let single = things.unit == "式" && (things.charge == Charge::Once || random.below(2) == 0);
    let quantity = if single { 1 } else { 1 + below(random, 12) };
    let periods = match things.charge {
        Charge::Month => *random.pick(&[6, 12, 24, 36, 60]),
        _ => 1,
    };
    Line { kind: things.kind, name, model, quantity, unit: things.unit, price_yen, charge: things.charge, periods }
}

fn below(random: &mut Random, end: i64) -> i64 {
    i64::try_from(random.below(usize::try_from(end).unwrap_or(0))).unwrap_or(0)
}

/// Some thousands, less than any line costs in a month.
fn discount(groups: &[Vec<Line>], random: &mut Random, round: bool) -> i64 {
    let least = groups.iter().flatten().map(|line| line.price_yen).min().unwrap_or(0);
    let step = if round { 10_000 } else { 100 };
    (least * (1 + below(random, 9)) / 10 / step) * step
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kaigo_hojo_assess::overview;

    use super::*;

    #[test]
    fn every_kind_is_one_of_its_programme() {
        let editions = overview::editions();
        for vocabulary in VOCABULARIES {
            let edition =
                editions.iter().find(|edition| edition.about.id == vocabulary.programme).expect("a programme");
            for things in vocabulary.things {
                assert!(edition.kinds.iter().any(|kind| kind.id == things.kind), "{}", things.kind);
            }
        }
    }

    #[test]
    fn quotes_differ_and_come_back() {
        let quotes: Vec<Quote> = (0..500).map(Quote::random).collect();
        let told: BTreeSet<String> = quotes.iter().map(|quote| format!("{quote:?}")).collect();
        assert_eq!(told.len(), 500);
        assert!((0..500).all(|seed| format!("{:?}", Quote::random(seed)) == format!("{:?}", quotes[seed as usize])));
        let discounts = quotes.iter().filter(|quote| quote.discount_yen > 0).count();
        assert!((50..150).contains(&discounts), "{discounts}");
        let lines: Vec<&Line> = quotes.iter().flat_map(Quote::lines).collect();
        let charged = lines.iter().filter(|line| line.charge != Charge::Once).count();
        assert!(lines.iter().all(|line| line.quantity > 0 && line.price_yen > 0) && charged * 25 > lines.len());
        assert!(charged * 10 < lines.len(), "{charged} of {}", lines.len());
    }
}
