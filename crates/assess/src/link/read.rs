//! The parts of a draft from bytes, each within its limits.

use std::collections::BTreeMap;

use kaigo_hojo_rules::date::Date;

use super::{DISCOUNT, LinkError, MONTHS, NAME, REDUCED, Result, TAXES, TOTAL};
use crate::application::{Answer, Application, Item, Months, Tax};
use crate::decode::{MOST, MOST_KEYS, MOST_LINES, MOST_UNITS, decimal};
use crate::draft::{
    DateId, Draft, MOST_NAME, MOST_PEOPLE, MOST_ROWS, MOST_TEXT, MOST_TICKS, Part, Place, Quote, StaffRow, StaffTable,
    Written, YEARS, holds, rate,
};

/// What is left to be read.
pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
}

impl Reader<'_> {
    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<u64> {
        let (mut value, mut shift) = (0_u64, 0_u32);
        loop {
            let (first, rest) = self.rest.split_first().ok_or(LinkError::Damaged)?;
            self.rest = rest;
            let part = u64::from(first & 0x7f);
            // One way to write each number: within 64 bits, without empty bits at its end.
            if (part << shift) >> shift != part || (*first == 0 && shift > 0) {
                return Err(LinkError::Damaged);
            }
            value |= part << shift;
            if first & 0x80 == 0 {
                return Ok(value);
            }
            shift += 7;
            if shift > 63 {
                return Err(LinkError::Damaged);
            }
        }
    }

    fn up_to(&mut self, most: i64) -> Result<i64> {
        i64::try_from(self.number()?).ok().filter(|value| *value <= most).ok_or(LinkError::TooLarge)
    }

    // Whatever is counted takes a byte at least: more than there are bytes is no count.
    fn count(&mut self, most: usize) -> Result<usize> {
        let count = usize::try_from(self.number()?).map_err(|_| LinkError::TooLarge)?;
        match count {
            _ if count > most => Err(LinkError::TooLarge),
            _ if count > self.rest.len() => Err(LinkError::Damaged),
            _ => Ok(count),
        }
    }

    fn flag(&mut self) -> Result<bool> {
        match self.number()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(LinkError::Damaged),
        }
    }

    #[inline(never)]
    fn text(&mut self, most: usize) -> Result<String> {
        let length = self.count(most * 4)?;
        let (text, rest) = self.rest.split_at_checked(length).ok_or(LinkError::Damaged)?;
        self.rest = rest;
        let text = core::str::from_utf8(text).map_err(|_| LinkError::Damaged)?;
        if length > most && text.chars().count() > most {
            return Err(LinkError::TooLarge);
        }
        Ok(text.to_owned())
    }

    fn maybe(&mut self, most: i64) -> Result<Option<i64>> {
        Ok(self.up_to(most + 1)?.checked_sub(1).filter(|value| *value >= 0))
    }

    fn maybe_text(&mut self, most: usize) -> Result<Option<String>> {
        if self.flag()? { self.text(most).map(Some) } else { Ok(None) }
    }

    fn maybe_hours(&mut self) -> Result<Option<String>> {
        let hours = self.maybe_text(MOST_TEXT)?;
        if hours.as_ref().is_some_and(|hours| decimal(hours).is_none()) { Err(LinkError::Damaged) } else { Ok(hours) }
    }

    pub(super) fn draft(&mut self) -> Result<Draft> {
        let name = self.maybe_text(MOST_NAME)?;
        let application = self.application()?;
        let open = self.open(application.items.as_deref().unwrap_or_default())?;
        let mut draft = Draft { name, application, open, ..Draft::default() };
        for id in DateId::ALL {
            let date = self.date()?;
            draft.dates.set(id, date);
        }
        draft.written = Written {
            eligible_cost_yen: self.maybe(MOST)?,
            amount_yen: self.maybe(MOST)?,
            staff_number: self.maybe(MOST)?,
            rate: self.maybe_text(MOST_TEXT)?,
        };
        if draft.written.rate.as_ref().is_some_and(|text| rate(text).is_none()) {
            return Err(LinkError::Damaged);
        }
        for _ in 0..self.count(MOST_TICKS)? {
            let tick = self.text(MOST_TEXT)?;
            if draft.ticks.contains(&tick) {
                return Err(LinkError::Damaged);
            }
            draft.ticks.push(tick);
        }
        draft.quote = Quote {
            printed_total_yen: self.maybe(MOST)?,
            printed_total_tax: self.maybe(1)?.map(|included| if included == 1 { Tax::Included } else { Tax::Excluded }),
            discount_yen: self.maybe(MOST)?,
        };
        if let Some(rows) = self.count(MOST_ROWS + 1)?.checked_sub(1) {
            let mut staff = StaffTable { full_time_hours: self.maybe_hours()?, rows: Vec::with_capacity(rows) };
            for _ in 0..rows {
                staff.rows.push(StaffRow {
                    role: self.text(MOST_TEXT)?,
                    people: self.maybe(MOST_PEOPLE)?,
                    weekly_hours: self.maybe_hours()?,
                    by_head: self.flag()?,
                });
            }
            draft.staff = Some(staff);
        }
        Ok(draft)
    }

    fn application(&mut self) -> Result<Application> {
        let programme = self.text(MOST_TEXT)?;
        let answers = self.answers()?;
        let items = match self.count(MOST_LINES + 1)?.checked_sub(1) {
            None => None,
            Some(count) => {
                let mut items = Vec::with_capacity(count);
                for _ in 0..count {
                    items.push(self.item()?);
                }
                Some(items)
            }
        };
        Ok(Application { programme, answers, items })
    }

    fn item(&mut self) -> Result<Item> {
        let flags = self.number()?;
        if flags >= 2 * DISCOUNT || (flags & TOTAL != 0 && flags & MONTHS == 0) {
            return Err(LinkError::Damaged);
        }
        let has = |flag: u64| flags & flag != 0;
        let tax = *TAXES.get((flags & 3) as usize).ok_or(LinkError::Damaged)?;
        let id = self.text(MOST_TEXT)?;
        let kind = self.text(MOST_TEXT)?;
        let name = if has(NAME) { Some(self.text(MOST_TEXT)?) } else { None };
        let unit_price_yen = self.up_to(MOST)?;
        let quantity = self.up_to(MOST_UNITS)?;
        let mut months = None;
        if has(MONTHS) {
            let in_year = u8::try_from(self.up_to(12)?).unwrap_or(12);
            let total = if has(TOTAL) { Some(self.up_to(MOST)?) } else { None };
            if total.is_some_and(|total| total < i64::from(in_year)) {
                return Err(LinkError::Damaged);
            }
            months = Some(Months { in_year, total });
        }
        let discount_yen = if has(DISCOUNT) { self.up_to(MOST)? } else { 0 };
        if has(DISCOUNT) && discount_yen == 0 {
            return Err(LinkError::Damaged);
        }
        let tax_rate_percent = if has(REDUCED) { 8 } else { 10 };
        let answers = self.answers()?;
        Ok(Item { id, kind, name, unit_price_yen, quantity, tax, tax_rate_percent, months, discount_yen, answers })
    }

    fn answers(&mut self) -> Result<BTreeMap<String, Answer>> {
        let mut answers = BTreeMap::new();
        for _ in 0..self.count(MOST_KEYS)? {
            let question = self.text(MOST_TEXT)?;
            // Each question once, in the order of the map.
            if answers.last_key_value().is_some_and(|(last, _)| *last >= question) {
                return Err(LinkError::Damaged);
            }
            let answer = match self.number()? {
                0 => Answer::Unknown,
                1 => Answer::Truth(false),
                2 => Answer::Truth(true),
                3 => Answer::Text(self.text(MOST_TEXT)?),
                4 => Answer::Whole(self.up_to(i64::MAX)?),
                5 => match 0_i64.checked_sub_unsigned(self.number()?) {
                    Some(value) if value < 0 => Answer::Whole(value),
                    _ => return Err(LinkError::Damaged),
                },
                6 => {
                    let count = self.count(MOST_LINES)?;
                    let mut ids = Vec::with_capacity(count);
                    for _ in 0..count {
                        ids.push(self.text(MOST_TEXT)?);
                    }
                    Answer::Lines(ids)
                }
                _ => return Err(LinkError::Damaged),
            };
            answers.insert(question, answer);
        }
        Ok(answers)
    }

    fn open(&mut self, items: &[Item]) -> Result<Vec<Place>> {
        let mut places = Vec::new();
        for _ in 0..self.count(items.len() * Part::ALL.len())? {
            let number = self.number()?;
            let line = u16::try_from(number / 4).map_err(|_| LinkError::Damaged)?;
            let place = Place { line, part: Part::ALL[(number % 4) as usize] };
            if !place.is_in(items) || places.contains(&place) {
                return Err(LinkError::Damaged);
            }
            places.push(place);
        }
        Ok(places)
    }

    fn date(&mut self) -> Result<Option<Date>> {
        let Some(number) = self.maybe(i64::from(u16::MAX) * 31)? else { return Ok(None) };
        let (months, day) = (number / 31, number % 31 + 1);
        let narrow = |value: i64| u8::try_from(value).unwrap_or(0);
        let year = u16::try_from(months / 12).unwrap_or(u16::MAX).saturating_add(*YEARS.start());
        let date = Date::new(year, narrow(months % 12 + 1), narrow(day));
        date.filter(|date| holds(*date)).map(Some).ok_or(LinkError::Damaged)
    }
}
