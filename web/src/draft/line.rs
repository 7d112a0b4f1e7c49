//! One line of the quote, as it was entered, and the item that it comes to.

use std::collections::BTreeMap;

use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Edition, KindSet, Question};
use kaigo_hojo_assess::words::grouped;
use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_contract::draft::Part;
use kaigo_hojo_contract::limits::{MOST, MOST_UNITS};
use kaigo_hojo_contract::{Item, Months};
use kaigo_hojo_exchange::input::InputError;

use super::entry::{Entry, Format, Read, Reply};
use crate::ids::item_id;

/// One line of the quote, as entered.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Never used twice, not even after the line is gone.
    pub(crate) key: u32,
    /// Position in [`Edition::kinds`]: what it is, or looks most like.
    pub(crate) kind: usize,
    /// All that it may be.
    pub(crate) kinds: KindSet,
    /// How often the kind was changed: what is asked about the line depends on it.
    pub(crate) turn: u32,
    /// What the quote calls it.
    pub(crate) name: String,
    /// Yen per unit (and month).
    pub(crate) price: Entry,
    /// Units.
    pub(crate) quantity: Entry,
    /// Where it differs from the quote.
    pub(crate) tax: Option<Tax>,
    /// 8 instead of 10 percent.
    pub(crate) reduced_rate: bool,
    /// Whether it is charged by the month.
    pub(crate) monthly: bool,
    /// Months in the fiscal year.
    pub(crate) in_year: Entry,
    /// Months in all.
    pub(crate) total: Entry,
    /// Its share of the quote's discount.
    pub(crate) discount: Entry,
    /// Answers about the line, in the order of the edition.
    pub(crate) replies: Vec<Reply>,
}

/// A number of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// 単価
    Price,
    /// 数量
    Quantity,
    /// 年度内の月数
    InYear,
    /// 契約全体の月数
    Total,
    /// 値引き
    Discount,
}

impl Slot {
    /// Whether it may be left empty.
    const fn is_optional(self) -> bool {
        matches!(self, Self::Total | Self::Discount)
    }

    /// The part of an item of a document that is open while the number is missing; a number that may be left empty has
    /// none of its own, and one in it that cannot be read stands with the number that it goes with.
    const fn part(self) -> Part {
        match self {
            Self::Price | Self::Discount => Part::Price,
            Self::Quantity => Part::Quantity,
            Self::InYear | Self::Total => Part::InYear,
        }
    }

    // How its texts are read, whatever stands in the other fields.
    const fn format(self) -> Format {
        match self {
            Self::Price | Self::Discount => Format::Yen,
            Self::Quantity => Format::Whole(0, MOST_UNITS),
            Self::InYear => Format::Whole(0, 12),
            Self::Total => Format::Whole(0, MOST),
        }
    }

    /// The part of the field's id.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quantity => "quantity",
            Self::InYear => "in-year",
            Self::Total => "total",
            Self::Discount => "discount",
        }
    }
}

/// What a line still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// A number that must be there.
    Number(Slot),
    /// A number that cannot be read.
    Wrong(Slot),
    /// Whether the price includes tax.
    Tax,
}

impl Gap {
    /// Whether something is missing, not wrong.
    pub(crate) const fn is_missing(self) -> bool {
        !matches!(self, Self::Wrong(_))
    }
}

impl Line {
    pub(super) fn new(edition: &Edition, key: u32, kind: usize) -> Self {
        Self {
            key,
            kind,
            kinds: 1 << kind,
            turn: 0,
            name: String::new(),
            price: Entry::default(),
            quantity: Entry::typed("1"),
            tax: None,
            reduced_rate: false,
            monthly: false,
            in_year: Entry::default(),
            total: Entry::default(),
            discount: Entry::default(),
            replies: vec![Reply::default(); edition.item_questions.len()],
        }
    }

    /// Whether nobody has said what it is.
    pub(crate) fn has_open_kind(&self) -> bool {
        self.kinds.count_ones() > 1
    }

    /// Says what it is.
    pub(super) fn set_kind(&mut self, kind: usize) {
        (self.kind, self.kinds) = (kind, 1 << kind);
        self.turn += 1;
    }

    /// One of its numbers.
    pub(crate) fn entry(&self, slot: Slot) -> &Entry {
        match slot {
            Slot::Price => &self.price,
            Slot::Quantity => &self.quantity,
            Slot::InYear => &self.in_year,
            Slot::Total => &self.total,
            Slot::Discount => &self.discount,
        }
    }

    /// One of its numbers, to be changed.
    pub(crate) fn entry_mut(&mut self, slot: Slot) -> &mut Entry {
        match slot {
            Slot::Price => &mut self.price,
            Slot::Quantity => &mut self.quantity,
            Slot::InYear => &mut self.in_year,
            Slot::Total => &mut self.total,
            Slot::Discount => &mut self.discount,
        }
    }

    /// The numbers that count for it.
    pub(super) fn slots(&self) -> &'static [Slot] {
        if self.monthly {
            &[Slot::Price, Slot::Quantity, Slot::InYear, Slot::Total, Slot::Discount]
        } else {
            &[Slot::Price, Slot::Quantity, Slot::Discount]
        }
    }

    /// What it lacks first.
    pub(super) fn gap(&self, tax: Option<Tax>) -> Option<Gap> {
        for slot in self.slots() {
            match self.read(*slot) {
                Read::Wrong(_) => return Some(Gap::Wrong(*slot)),
                Read::Empty if !slot.is_optional() => return Some(Gap::Number(*slot)),
                _ => {}
            }
        }
        self.tax.or(tax).is_none().then_some(Gap::Tax)
    }

    /// How a text in one of its fields is read.
    pub(crate) fn format(&self, slot: Slot) -> Format {
        match slot {
            Slot::Total => Format::Whole(self.least_total(), MOST),
            _ => slot.format(),
        }
    }

    // All months are not fewer than those of the year.
    fn least_total(&self) -> i64 {
        self.number(Slot::InYear).unwrap_or(0)
    }

    pub(super) fn read(&self, slot: Slot) -> Read {
        match self.entry(slot).read(&slot.format()) {
            Read::Whole(value) if slot == Slot::Total && *value < self.least_total() => {
                Read::Wrong(InputError::OutOfRange { min: self.least_total(), max: MOST, unit: "" })
            }
            read => read.clone(),
        }
    }

    /// A number that can be read.
    pub(crate) fn number(&self, slot: Slot) -> Option<i64> {
        match self.read(slot) {
            Read::Whole(value) => Some(value),
            _ => None,
        }
    }

    /// Its name for people: what the quote calls it, else its kind.
    pub(crate) fn title(&self, edition: &Edition) -> String {
        let kind = edition.kinds.get(self.kind).map_or("", |kind| kind.label.as_str());
        let name = self.name.trim();
        if name.is_empty() { kind.to_owned() } else { format!("{name}（{kind}）") }
    }

    pub(super) fn item(&self, edition: &Edition, tax: Option<Tax>, known: &dyn Fn(u32) -> bool) -> Item {
        let complete = self.gap(tax).is_none();
        let mut answers = BTreeMap::new();
        for (question, reply) in edition.item_questions.iter().zip(&self.replies) {
            if is_asked(question, self.kinds)
                && let Some(answer) = reply.answer(question, known)
            {
                answers.insert(question.id.clone(), answer);
            }
        }
        Item {
            id: item_id(self.key),
            kinds: [1 << self.kind, self.kinds & !(1 << self.kind)]
                .into_iter()
                .flat_map(|set| edition.kinds_in(set))
                .map(|kind| kind.id.clone())
                .collect(),
            name: Some(self.name.trim()).filter(|name| !name.is_empty()).map(str::to_owned),
            unit_price_yen: if complete { self.number(Slot::Price).unwrap_or(0) } else { 0 },
            quantity: self.number(Slot::Quantity).unwrap_or(0),
            tax: self.tax.or(tax).unwrap_or(Tax::Excluded),
            tax_rate_percent: if self.reduced_rate { 8 } else { 10 },
            months: self.months().filter(|_| complete),
            discount_yen: if complete { self.number(Slot::Discount).unwrap_or(0) } else { 0 },
            answers,
        }
    }

    fn months(&self) -> Option<Months> {
        let in_year = u8::try_from(self.number(Slot::InYear).unwrap_or(0)).unwrap_or(12);
        self.monthly.then(|| Months { in_year, total: self.number(Slot::Total) })
    }

    /// The parts of its item that hold nothing that was entered.
    pub(super) fn open(&self, tax: Option<Tax>) -> Vec<Part> {
        let is_open = |part: Part| {
            let missing = |slot: &Slot| match self.read(*slot) {
                Read::Whole(_) => false,
                Read::Empty => !slot.is_optional(),
                Read::Decimal(_) | Read::Wrong(_) => true,
            };
            let slots = self.slots().iter().filter(|slot| slot.part() == part);
            slots.into_iter().any(missing) || (part == Part::Tax && self.tax.or(tax).is_none())
        };
        Part::ALL.into_iter().filter(|part| is_open(*part)).collect()
    }

    /// Writes what can be read of its numbers into its item, complete or not.
    pub(super) fn write_numbers(&self, item: &mut Item) {
        item.unit_price_yen = self.number(Slot::Price).unwrap_or(0);
        item.months = self.months();
        item.discount_yen = self.number(Slot::Discount).unwrap_or(0);
    }

    /// Takes over what a document says of its numbers and of tax.
    pub(super) fn read_numbers(&mut self, item: &Item, tax: Option<Tax>, is_open: &dyn Fn(Part) -> bool) {
        self.name = item.name.clone().unwrap_or_default();
        let known = |slot: Slot, value: i64| if is_open(slot.part()) { Entry::default() } else { number(value) };
        self.price = known(Slot::Price, item.unit_price_yen);
        self.quantity = known(Slot::Quantity, item.quantity);
        self.tax = Some(item.tax).filter(|own| !is_open(Part::Tax) && Some(*own) != tax);
        self.reduced_rate = item.tax_rate_percent == 8;
        if item.discount_yen > 0 {
            self.discount = number(item.discount_yen);
        }
        if let Some(months) = item.months {
            self.monthly = true;
            self.in_year = known(Slot::InYear, i64::from(months.in_year));
            self.total = months.total.map(number).unwrap_or_default();
        }
    }
}

/// A number of a document, in a field.
fn number(value: i64) -> Entry {
    Entry::typed(&grouped(&value.to_string()))
}

/// Whether a question is asked about lines of one of these kinds.
pub(crate) fn is_asked(question: &Question, kinds: KindSet) -> bool {
    question.kinds == 0 || question.kinds & kinds != 0
}

/// Whether a question about a line stands in the row itself, not among the details.
pub(crate) fn stands_in_row(question: &Question) -> bool {
    question.absent == Absent::Unknown || matches!(question.kind, AnswerKind::Lines)
}
