//! The parts of a draft from bytes, each within its limits.
//!
//! After the first mistake there is nothing left to read, and reading goes on to the end all the same: a way out at every
//! part would make the reader twice as large.

use std::collections::BTreeMap;

use kaigo_hojo_contract::application::{Answer, Application, Cost, Item, Months, Tax};
use kaigo_hojo_contract::decimal::{decimal, rate};
use kaigo_hojo_contract::draft::{DateId, Draft, OpenValue, Part, Quote, StaffRow, StaffTable, Written, holds};
use kaigo_hojo_contract::limits::{
    MOST, MOST_KEYS, MOST_KINDS, MOST_LINES, MOST_MONTHS_IN_YEAR, MOST_NAME, MOST_PEOPLE, MOST_ROWS, MOST_TEXT,
    MOST_TICKS, MOST_UNITS, YEARS,
};
use kaigo_hojo_rules::date::Date;

use super::format::{AMONG, DISCOUNT, LinkError, MONTHS, NAME, REDUCED, TAXES, TOTAL};

const NO_MONTHS: Months = Months { in_year: 0, total: None };

/// What is left to be read, and the first mistake.
pub(super) struct ByteReader<'a> {
    pub(super) rest: &'a [u8],
    pub(super) mistake: Option<LinkError>,
}

impl ByteReader<'_> {
    #[inline(never)]
    fn fail(&mut self, mistake: LinkError) {
        self.mistake = self.mistake.or(Some(mistake));
        self.rest = &[];
    }

    fn demand(&mut self, holds: bool) {
        if !holds {
            self.fail(LinkError::Damaged);
        }
    }

    /// A number. There is one way to write each: within 64 bits, without empty bits at its end.
    #[inline(never)]
    pub(super) fn number(&mut self) -> u64 {
        let (mut value, mut shift) = (0_u64, 0_u32);
        while let Some((first, rest)) = self.rest.split_first().filter(|_| shift <= 63) {
            self.rest = rest;
            let part = u64::from(first & 0x7f);
            if (part << shift) >> shift != part || (*first == 0 && shift > 0) {
                break;
            }
            value |= part << shift;
            if first & 0x80 == 0 {
                return value;
            }
            shift += 7;
        }
        self.fail(LinkError::Damaged);
        0
    }

    #[inline(never)]
    fn up_to(&mut self, most: i64) -> i64 {
        i64::try_from(self.number()).ok().filter(|value| *value <= most).unwrap_or_else(|| {
            self.fail(LinkError::TooLarge);
            0
        })
    }

    // Whatever is counted takes a byte at least: more than there are bytes is no count.
    #[inline(never)]
    fn count(&mut self, most: usize) -> usize {
        let count = usize::try_from(self.number()).unwrap_or(usize::MAX);
        match count {
            _ if count > most => self.fail(LinkError::TooLarge),
            _ if count > self.rest.len() => self.fail(LinkError::Damaged),
            _ => return count,
        }
        0
    }

    fn flag(&mut self) -> bool {
        let flag = self.number();
        self.demand(flag <= 1);
        flag == 1
    }

    #[inline(never)]
    fn text(&mut self, most: usize) -> String {
        let length = self.count(most * 4);
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        match core::str::from_utf8(text) {
            Err(_) => self.fail(LinkError::Damaged),
            Ok(text) if length > most && text.chars().count() > most => self.fail(LinkError::TooLarge),
            Ok(text) => return text.to_owned(),
        }
        String::new()
    }

    fn maybe(&mut self, most: i64) -> Option<i64> {
        self.up_to(most + 1).checked_sub(1).filter(|value| *value >= 0)
    }

    fn maybe_text(&mut self, most: usize) -> Option<String> {
        self.flag().then(|| self.text(most))
    }

    fn maybe_hours(&mut self) -> Option<String> {
        let hours = self.maybe_text(MOST_TEXT);
        self.demand(hours.as_ref().is_none_or(|hours| decimal(hours).is_some()));
        hours
    }

    fn list<T>(&mut self, count: usize, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..count).map(|_| read(self)).collect()
    }

    pub(super) fn draft(&mut self) -> Draft {
        let name = self.maybe_text(MOST_NAME);
        let application = self.application();
        let open = self.open(application.items.as_deref().unwrap_or_default());
        let mut draft = Draft { name, application, open, ..Draft::default() };
        for id in DateId::ALL {
            draft.dates.set(id, self.date());
        }
        draft.written = Written {
            eligible_cost_yen: self.maybe(MOST),
            amount_yen: self.maybe(MOST),
            staff_number: self.maybe(MOST),
            rate: self.maybe_text(MOST_TEXT),
        };
        self.demand(draft.written.rate.as_ref().is_none_or(|text| rate(text).is_some()));
        for _ in 0..self.count(MOST_TICKS) {
            let tick = self.text(MOST_TEXT);
            self.demand(!draft.ticks.contains(&tick));
            draft.ticks.push(tick);
        }
        draft.quote = Quote {
            printed_total_yen: self.maybe(MOST),
            printed_total_tax: self.maybe(1).map(|included| if included == 1 { Tax::Included } else { Tax::Excluded }),
            discount_yen: self.maybe(MOST),
        };
        draft.staff = self.count(MOST_ROWS + 1).checked_sub(1).map(|rows| StaffTable {
            full_time_hours: self.maybe_hours(),
            rows: self.list(rows, |input| StaffRow {
                role: input.text(MOST_TEXT),
                people: input.maybe(MOST_PEOPLE),
                weekly_hours: input.maybe_hours(),
                by_head: input.flag(),
            }),
        });
        draft
    }

    fn application(&mut self) -> Application {
        let programme = self.text(MOST_TEXT);
        let answers = self.answers();
        let items = self.count(MOST_LINES + 1).checked_sub(1);
        let items = items.map(|count| self.list(count, Self::item).into_iter().flatten().collect());
        Application { programme, answers, items }
    }

    fn item(&mut self) -> Option<Item> {
        let flags = self.number();
        let has = |flag: u64| flags & flag != 0;
        self.demand(flags < 2 * AMONG && (!has(TOTAL) || has(MONTHS)));
        let tax = TAXES.get((flags & 3) as usize);
        self.demand(tax.is_some());
        let id = self.text(MOST_TEXT);
        let count = if has(AMONG) { self.count(MOST_KINDS) } else { 1 };
        let kinds = self.list(count, |input| input.text(MOST_TEXT));
        self.demand(has(AMONG) == (count > 1));
        let name = has(NAME).then(|| self.text(MOST_TEXT));
        let unit_price_yen = self.up_to(MOST);
        let quantity = self.up_to(MOST_UNITS);
        let months = has(MONTHS).then(|| {
            let in_year = self.up_to(i64::from(MOST_MONTHS_IN_YEAR));
            let total = has(TOTAL).then(|| self.up_to(MOST));
            Months::new(in_year, total).unwrap_or_else(|_| {
                self.fail(LinkError::Damaged);
                NO_MONTHS
            })
        });
        let discount_yen = if has(DISCOUNT) { self.up_to(MOST) } else { 0 };
        self.demand(has(DISCOUNT) == (discount_yen > 0));
        let cost = Cost {
            unit_price_yen,
            quantity,
            tax: tax.copied().unwrap_or(Tax::Excluded),
            tax_rate_percent: if has(REDUCED) { 8 } else { 10 },
            discount_yen,
        };
        let item = Item::new(id, kinds, cost, months);
        self.demand(item.is_ok());
        let answers = self.answers();
        item.map(|item| Item { name, answers, ..item }).ok()
    }

    fn answers(&mut self) -> BTreeMap<String, Answer> {
        let mut answers = BTreeMap::new();
        for _ in 0..self.count(MOST_KEYS) {
            let question = self.text(MOST_TEXT);
            // Each question once, in the order of the map.
            self.demand(answers.last_key_value().is_none_or(|(last, _)| *last < question));
            let answer = self.answer();
            answers.insert(question, answer);
        }
        answers
    }

    fn answer(&mut self) -> Answer {
        match self.number() {
            1 => Answer::Truth(false),
            2 => Answer::Truth(true),
            3 => Answer::Text(self.text(MOST_TEXT)),
            4 => Answer::Whole(self.up_to(i64::MAX)),
            5 => {
                let value = 0_i64.checked_sub_unsigned(self.number()).unwrap_or_default();
                self.demand(value < 0);
                Answer::Whole(value)
            }
            6 => {
                let count = self.count(MOST_LINES);
                Answer::Lines(self.list(count, |input| input.text(MOST_TEXT)))
            }
            other => {
                self.demand(other == 0);
                Answer::Unknown
            }
        }
    }

    fn open(&mut self, items: &[Item]) -> Vec<OpenValue> {
        let mut places = Vec::new();
        for _ in 0..self.count(items.len() * Part::ALL.len()) {
            let number = self.number();
            let line = u16::try_from(number / 4);
            let place = OpenValue { line: line.unwrap_or_default(), part: Part::ALL[(number % 4) as usize] };
            self.demand(line.is_ok() && place.is_in(items) && !places.contains(&place));
            places.push(place);
        }
        places
    }

    fn date(&mut self) -> Option<Date> {
        let number = self.maybe(i64::from(u16::MAX) * 31)?;
        let (months, day) = (number / 31, number % 31 + 1);
        let narrow = |value: i64| u8::try_from(value).unwrap_or(0);
        let year = u16::try_from(months / 12).unwrap_or(u16::MAX).saturating_add(*YEARS.start());
        let date = Date::new(year, narrow(months % 12 + 1), narrow(day)).filter(|date| holds(*date));
        self.demand(date.is_some());
        date
    }
}
