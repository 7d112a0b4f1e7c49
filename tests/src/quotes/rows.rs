//! The rows of a quote in a layout, before they become cells: what stands where, and what it comes to.

use super::layout::{Foot, Layout, Models, Periods, Prices};
use super::reading::{About, Charge, Role, Tax};
use super::truth::{Line, Quote};

/// A row before it is cells.
#[derive(Clone, Debug)]
pub(super) struct Entry<'q> {
    pub(super) role: Role,
    pub(super) words: String,
    /// Of a sum, tax or discount.
    pub(super) yen: Option<i64>,
    /// Of a line: its number, and what it is.
    pub(super) line: Option<(usize, &'q Line)>,
    /// What a person would have to ask here.
    pub(super) asks: Vec<About>,
}

impl Entry<'_> {
    fn of(role: Role, words: impl Into<String>) -> Self {
        Self { role, words: words.into(), yen: None, line: None, asks: Vec::new() }
    }

    fn sum(role: Role, words: impl Into<String>, yen: i64) -> Self {
        Self { yen: Some(yen), ..Self::of(role, words) }
    }
}

/// A quote as a layout tells it.
#[derive(Debug)]
pub(super) struct Told<'q> {
    pub(super) entries: Vec<Entry<'q>>,
    /// What the lines come to, less the discount.
    pub(super) total: i64,
    /// The last total that is printed.
    pub(super) printed: Option<(i64, Tax)>,
}

const GROUPS: [&str; 3] = ["導入費用", "端末・機器費", "その他の費用"];

/// What a line comes to as it is printed: a charge whose months are not told, for one month.
pub(super) const fn printed_amount(layout: &Layout, line: &Line) -> i64 {
    match (layout.periods, line.charge) {
        (Periods::Unsaid, Charge::Month) => line.quantity * line.price_yen,
        _ => line.amount_yen(),
    }
}

/// Tells a quote.
pub(super) fn tell<'q>(quote: &'q Quote, layout: &Layout) -> Told<'q> {
    let lines: i64 = quote.lines().map(|line| printed_amount(layout, line)).sum();
    let total = lines - quote.discount_yen;
    let (feet, printed) = foot(quote.tax, layout, total);
    let mut entries = Vec::new();
    if layout.title {
        entries.push(Entry::of(Role::Title, "御見積書"));
    }
    if let (true, Some((yen, tax))) = (layout.total_on_top, printed) {
        let words = if tax == Tax::Included { "御見積金額（税込）" } else { "御見積金額（税抜）" };
        entries.push(Entry::sum(Role::Sum, words, yen));
    }
    if layout.heading {
        entries.push(Entry::of(Role::Heading, ""));
    }
    let mut page = Page { on_page: 0, so_far: 0, number: 0 };
    for (ix, group) in quote.groups.iter().enumerate() {
        if layout.blank_rows && ix > 0 {
            entries.push(Entry::of(Role::Blank, ""));
        }
        if layout.group_titles {
            entries.push(Entry::of(Role::Title, format!("【{}】", GROUPS[ix % GROUPS.len()])));
        }
        for line in group {
            page.turn(layout, &mut entries);
            page.add(layout, line, &mut entries);
        }
        if layout.subtotals {
            let yen = group.iter().map(|line| printed_amount(layout, line)).sum();
            let named = format!("{}計", GROUPS[ix % GROUPS.len()]);
            let words = if layout.named_subtotals { named } else { in_terms_of(quote.tax, layout.words.subtotal) };
            entries.push(Entry::sum(Role::Sum, words, yen));
        }
    }
    if quote.discount_yen > 0 {
        entries.push(Entry::sum(Role::Discount, layout.words.discount, -quote.discount_yen));
    }
    entries.extend(feet);
    if layout.note {
        entries.push(Entry::of(Role::Note, "※お見積りの有効期限は発行日より30日です。"));
    }
    Told { entries, total, printed }
}

/// Words that say 税抜, of figures with tax.
pub(super) fn in_terms_of(tax: Tax, words: &str) -> String {
    if tax == Tax::Included { words.replace("税抜", "税込") } else { words.to_owned() }
}

/// What stands below the lines, and the last total of it.
fn foot(tax: Tax, layout: &Layout, total: i64) -> (Vec<Entry<'static>>, Option<(i64, Tax)>) {
    let words = layout.words;
    let part = |whole: i64| layout.rounding.of(total, 10, whole).unwrap_or(0);
    match (layout.foot, tax) {
        (Foot::Nothing, _) => (Vec::new(), None),
        (Foot::Total, Tax::Included) => {
            (vec![Entry::sum(Role::Sum, words.with_tax, total)], Some((total, Tax::Included)))
        }
        (Foot::Total, _) => (vec![Entry::sum(Role::Sum, words.total, total)], Some((total, Tax::Excluded))),
        (Foot::Tax, Tax::Included) => {
            let rows = [(Role::Sum, words.with_tax, total), (Role::Tax, words.within, part(110))];
            (rows.map(|(role, words, yen)| Entry::sum(role, words, yen)).to_vec(), Some((total, Tax::Included)))
        }
        (Foot::Tax, _) => {
            let with_tax = total + part(100);
            let rows = [
                (Role::Sum, words.total, total),
                (Role::Tax, words.tax, part(100)),
                (Role::Sum, words.with_tax, with_tax),
            ];
            (rows.map(|(role, words, yen)| Entry::sum(role, words, yen)).to_vec(), Some((with_tax, Tax::Included)))
        }
    }
}

/// How far the lines have come.
struct Page {
    on_page: usize,
    so_far: i64,
    number: usize,
}

impl Page {
    /// Where the page is full: what is carried, twice, and the heading again.
    fn turn(&mut self, layout: &Layout, entries: &mut Vec<Entry<'_>>) {
        if layout.page.is_none_or(|page| self.on_page < page) {
            return;
        }
        self.on_page = 0;
        let (next, last) = layout.words.carried;
        entries.push(Entry::sum(Role::Carry, next, self.so_far));
        if layout.heading {
            entries.push(Entry::of(Role::Heading, ""));
        }
        entries.push(Entry::sum(Role::Carry, last, self.so_far));
    }

    fn add<'q>(&mut self, layout: &Layout, line: &'q Line, entries: &mut Vec<Entry<'q>>) {
        let entry = Entry { line: Some((self.number, line)), asks: asks(layout, line), ..Entry::of(Role::Line, "") };
        entries.push(entry);
        if layout.models == Models::Row && !line.model.is_empty() {
            entries.push(Entry::of(Role::Detail, format!("　型番　{}", line.model)));
        }
        self.number += 1;
        self.on_page += 1;
        self.so_far += printed_amount(layout, line);
    }
}

/// Whether the quantity is a bare number of months.
pub(super) fn bare_months(layout: &Layout, line: &Line) -> bool {
    line.charge == Charge::Month && layout.periods == Periods::Bare && line.quantity == 1
}

/// What a person would have to ask of a line.
fn asks(layout: &Layout, line: &Line) -> Vec<About> {
    let months = (line.charge != Charge::Once).then_some(About::MonthsInYear);
    let counts = bare_months(layout, line).then_some(About::QuantityMeaning);
    let prices = match layout.prices {
        Prices::ListAlone => Some(About::PriceColumn),
        Prices::AmountAlone => Some(About::PriceOrAmount),
        Prices::Both | Prices::WithList | Prices::PriceAlone => None,
    };
    months.into_iter().chain(counts).chain(prices).collect()
}
