//! The bytes of a draft, one part after another.

use std::collections::BTreeMap;

use kaigo_hojo_contract::application::{Answer, Item, Tax};
use kaigo_hojo_contract::draft::{DateId, Draft, holds};
use kaigo_hojo_contract::limits::YEARS;

use super::format::{AMONG, DISCOUNT, MONTHS, NAME, REDUCED, TAXES, TOTAL};

/// What was written so far.
pub(super) struct ByteWriter {
    pub(super) bytes: Vec<u8>,
    pub(super) names: bool,
}

impl ByteWriter {
    #[inline(never)]
    pub(super) fn number(&mut self, mut value: u64) {
        while value > 0x7f {
            self.bytes.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.bytes.push(value.to_le_bytes()[0]);
    }

    fn count(&mut self, count: usize) {
        self.number(u64::try_from(count).unwrap_or(0));
    }

    // Nothing that is written is negative but an answer, which brings its own sign.
    fn whole(&mut self, value: i64) {
        self.number(u64::try_from(value).unwrap_or(0));
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend(text.as_bytes());
    }

    // Nothing, or one more than the number.
    fn maybe(&mut self, value: Option<i64>) {
        self.whole(value.map_or(0, |value| value.saturating_add(1)));
    }

    fn maybe_text(&mut self, text: Option<&String>) {
        self.number(u64::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    pub(super) fn draft(&mut self, draft: &Draft) {
        self.maybe_text(draft.name.as_ref().filter(|_| self.names));
        self.text(&draft.application.programme);
        self.answers(&draft.application.answers);
        match &draft.application.items {
            None => self.number(0),
            Some(items) => {
                self.count(items.len() + 1);
                items.iter().for_each(|item| self.item(item));
            }
        }
        self.count(draft.open.len());
        for place in &draft.open {
            self.number(u64::from(place.line) * 4 + place.part as u64);
        }
        for id in DateId::ALL {
            let day = draft.dates.get(id).filter(|date| holds(*date)).map(|date| {
                let months = i64::from(date.year - YEARS.start()) * 12 + i64::from(date.month - 1);
                months * 31 + i64::from(date.day - 1)
            });
            self.maybe(day);
        }
        self.maybe(draft.written.eligible_cost_yen);
        self.maybe(draft.written.amount_yen);
        self.maybe(draft.written.staff_number);
        self.maybe_text(draft.written.rate.as_ref());
        self.count(draft.ticks.len());
        draft.ticks.iter().for_each(|tick| self.text(tick));
        self.maybe(draft.quote.printed_total_yen);
        self.maybe(draft.quote.printed_total_tax.map(|tax| i64::from(tax == Tax::Included)));
        self.maybe(draft.quote.discount_yen);
        match &draft.staff {
            None => self.number(0),
            Some(staff) => {
                self.count(staff.rows.len() + 1);
                self.maybe_text(staff.full_time_hours.as_ref());
                for row in &staff.rows {
                    self.text(&row.role);
                    self.maybe(row.people);
                    self.maybe_text(row.weekly_hours.as_ref());
                    self.number(u64::from(row.by_head));
                }
            }
        }
    }

    fn item(&mut self, item: &Item) {
        let name = item.name.as_ref().filter(|_| self.names);
        let total = item.months.and_then(|months| months.total);
        let mut flags = TAXES.iter().position(|tax| *tax == item.tax).map_or(0, |at| at as u64);
        for (flag, is_there) in [
            (REDUCED, item.tax_rate_percent != 10),
            (NAME, name.is_some()),
            (MONTHS, item.months.is_some()),
            (TOTAL, total.is_some()),
            (DISCOUNT, item.discount_yen > 0),
            (AMONG, item.has_open_kind()),
        ] {
            flags |= if is_there { flag } else { 0 };
        }
        self.number(flags);
        self.text(&item.id);
        if item.has_open_kind() {
            self.count(item.kinds.len());
        }
        item.kinds.iter().for_each(|kind| self.text(kind));
        if let Some(name) = name {
            self.text(name);
        }
        self.whole(item.unit_price_yen);
        self.whole(item.quantity);
        if let Some(months) = &item.months {
            self.number(u64::from(months.in_year));
        }
        if let Some(total) = total {
            self.whole(total);
        }
        if item.discount_yen > 0 {
            self.whole(item.discount_yen);
        }
        self.answers(&item.answers);
    }

    fn answers(&mut self, answers: &BTreeMap<String, Answer>) {
        self.count(answers.len());
        for (question, answer) in answers {
            self.text(question);
            match answer {
                Answer::Unknown => self.number(0),
                Answer::Truth(value) => self.number(1 + u64::from(*value)),
                Answer::Text(text) => {
                    self.number(3);
                    self.text(text);
                }
                Answer::Whole(value) => {
                    self.number(4 + u64::from(*value < 0));
                    self.number(value.unsigned_abs());
                }
                Answer::Lines(ids) => {
                    self.number(6);
                    self.count(ids.len());
                    ids.iter().for_each(|id| self.text(id));
                }
            }
        }
    }
}
