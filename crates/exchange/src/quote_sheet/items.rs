//! The lines of a reading as they enter a draft: with the kinds that they may be of, the months in the year, and their
//! shares of discounts.
//!
//! Invariants: nothing is rounded away; what cannot be written exactly, or was not asked, is left open in the draft; a
//! guess stays open between kinds.

use kaigo_hojo_contract::application::{self, Beyond, Cost, Item, Months};
use kaigo_hojo_contract::draft::Part;
use kaigo_hojo_contract::limits::MOST_TEXT;
use kaigo_hojo_contract::reading::{Charge, Line, Reading, Role, Sure, Tax};
use kaigo_hojo_rules::edition::{Edition, Outcome};

use crate::quote::{amount, spread};

/// A line as it enters a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row that it comes from.
    pub row: usize,
    /// Which of the row's lines it is, from 0.
    pub at: usize,
    /// The line; its id is `i1`, `i2` …
    pub item: Item,
    /// What has to be entered by hand.
    pub open: Vec<Part>,
}

/// Why no lines can be made of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEntries {
    /// A discount is more than the lines that share it.
    TooMuchOff {
        /// Its row.
        row: usize,
    },
    /// A line has a number beyond the limits of the contract.
    Beyond {
        /// Its row.
        row: usize,
    },
}

/// The lines of a reading of which nothing is asked any more.
///
/// # Errors
/// Why there are none.
pub fn entries(edition: &Edition, reading: &Reading) -> Result<Vec<Entry>, NoEntries> {
    let mut drafts: Vec<Share> = Vec::new();
    for row in reading.rows.iter().filter(|row| row.is_added()) {
        for (at, line) in row.lines.iter().enumerate() {
            let id = ["i", &(drafts.len() + 1).to_string()].concat();
            let entry = entry(edition, line, id).map_err(|_| NoEntries::Beyond { row: row.row })?;
            drafts.push(Share::of(Entry { row: row.row, at, ..entry }, line));
        }
    }
    for row in reading.rows.iter().filter(|row| row.role == Role::Discount && !row.aside) {
        let off = row.amount_yen.unwrap_or(0).saturating_abs();
        let mut over: Vec<&mut Share> = drafts.iter_mut().filter(|share| row.over.contains(&share.entry.row)).collect();
        let left: Vec<i64> = over.iter().map(|share| share.whole.saturating_sub(share.off)).collect();
        let shares = spread(off, &left).ok_or(NoEntries::TooMuchOff { row: row.row })?;
        over.iter_mut().zip(shares).for_each(|(share, yen)| share.off += yen);
    }
    let settled = |share: Share| {
        let row = share.entry.row;
        share.settled().map_err(|_| NoEntries::Beyond { row })
    };
    drafts.into_iter().map(settled).collect()
}

// A line and its discounts, both for the whole contract.
struct Share {
    entry: Entry,
    whole: i64,
    off: i64,
}

impl Share {
    fn of(entry: Entry, line: &Line) -> Self {
        // Of a charge without an end, what is read is one month of it.
        let endless = line.charge == Charge::Month && line.months.is_none_or(|months| months.total.is_none());
        if endless {
            let months = entry.item.months.map_or(0, |months| i64::from(months.in_year));
            return Self { whole: amount(&entry.item), off: line.discount_yen.saturating_mul(months), entry };
        }
        let whole = line.amount_yen.known().unwrap_or(0).saturating_add(line.discount_yen);
        Self { entry, whole, off: line.discount_yen }
    }

    // With what falls on the year.
    fn settled(self) -> Result<Entry, Beyond> {
        let Self { entry, whole, off } = self;
        let in_year = amount(&entry.item);
        let later = whole.saturating_sub(in_year).max(0);
        let discount_yen = spread(off, &[in_year, later]).map_or(0, |shares| shares[0]);
        Ok(Entry { item: entry.item.with_discount(discount_yen)?, ..entry })
    }
}

fn entry(edition: &Edition, line: &Line, id: String) -> Result<Entry, Beyond> {
    let (price, months) = price(line);
    let quantity = line.quantity.known();
    let is_open = |part: &Part| match part {
        Part::Price => price.is_none(),
        Part::Quantity => quantity.is_none(),
        Part::Tax => line.tax == Tax::Unknown,
        Part::InYear => months.is_some_and(|(in_year, _)| in_year.is_none()),
    };
    let cost = Cost {
        unit_price_yen: price.unwrap_or(0),
        quantity: quantity.unwrap_or(1),
        tax: match line.tax {
            Tax::Included => application::Tax::Included,
            Tax::Exempt => application::Tax::Exempt,
            Tax::Excluded | Tax::Unknown => application::Tax::Excluded,
        },
        tax_rate_percent: if line.tax_rate_percent == 8 { 8 } else { 10 },
        discount_yen: 0,
    };
    let in_time = months.map(|(in_year, total)| Months::new(i64::from(in_year.unwrap_or(0)), total)).transpose()?;
    let item = Item::new(id, kinds(edition, line), cost, in_time)?;
    let name = Some(line.name.chars().take(MOST_TEXT).collect());
    let open = Part::ALL.into_iter().filter(is_open).collect();
    Ok(Entry { row: 0, at: 0, item: Item { name, ..item }, open })
}

// The months in the year and in all.
type Time = (Option<u8>, Option<i64>);

// The price of one for each month; a price for a year whose month is no whole yen is that of the months in the year.
fn price(line: &Line) -> (Option<i64>, Option<Time>) {
    let price = line.unit_price_yen.known();
    let Some(months) = line.months else { return (price, None) };
    // Months that do not fit the whole are left open.
    let fits = |in_year: i64| Months::new(in_year, months.total).ok();
    let in_year = months.in_year.known().and_then(fits).map(|months| months.in_year);
    let time = Some((in_year, months.total));
    match (line.charge, price) {
        (Charge::Year, Some(price)) if price % 12 == 0 => (Some(price / 12), time),
        (Charge::Year, Some(price)) => {
            let part = in_year.map(|months| price.saturating_mul(i64::from(months)));
            (part.filter(|part| part % 12 == 0).map(|part| part / 12), None)
        }
        _ => (price, time),
    }
}

/// The kinds that a line may be of. A guess is never a fact: beside its only kind stands one with another outcome, first
/// the one to be confirmed.
#[must_use]
pub fn kinds(edition: &Edition, line: &Line) -> Vec<String> {
    let mut kinds = line.kinds.clone();
    let outcome = |id: &String| edition.kinds.iter().find(|kind| kind.id == *id).map(|kind| kind.outcome);
    let is_open = |of: Option<Outcome>| of == Some(Outcome::NeedsConfirmation);
    if let [only] = kinds.as_slice()
        && line.sure == Sure::Guess
        && !is_open(outcome(only))
    {
        let others = || edition.kinds.iter().filter(|kind| Some(kind.outcome) != outcome(only));
        let other = others().rfind(|kind| is_open(Some(kind.outcome))).or_else(|| others().next());
        kinds.extend(other.map(|kind| kind.id.clone()));
    }
    kinds
}
