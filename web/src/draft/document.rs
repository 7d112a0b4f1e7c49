//! What is entered, as a document, and back.
//!
//! The engine's application leaves out the cost of lines that are not complete; a document keeps what can be read of them
//! and names the places whose value only holds the place. Invariants: what a document says comes back as it was, lines
//! under new ids where theirs are not ours; a document that the engine would refuse is refused.

use kaigo_hojo_assess::facts::facts;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_contract::draft::{Draft as Document, OpenValue, Part};
use kaigo_hojo_contract::{DocumentError, Item};

use super::{Costs, Draft, Line};
use crate::draft::entry::Reply;
use crate::ids::key_of;

impl Draft {
    /// What is entered, without what the first module knows nothing of.
    pub(crate) fn document(&self) -> Document {
        let mut document = Document { application: self.application.clone(), ..Document::default() };
        if let Some(items) = document.application.items.as_mut().filter(|_| self.costs == Costs::Lines) {
            for ((at, item), line) in (0..).zip(items).zip(&self.lines) {
                document.open.extend(line.open(self.tax).into_iter().map(|part| OpenValue { line: at, part }));
                line.write_numbers(item);
            }
        }
        document
    }

    /// What a document says, as if it had been entered.
    ///
    /// # Errors
    /// The first mistake of the document.
    pub(crate) fn from_document(edition: &'static Edition, document: &Document) -> Result<Self, DocumentError> {
        let application = &document.application;
        facts(edition, application)?;
        let mut draft = Self::new(edition);
        draft.touched = true;
        for (at, question) in edition.questions.iter().enumerate() {
            if let Some(answer) = application.answers.get(&question.id) {
                draft.set_reply(at, |reply| *reply = Reply::given(question, answer, &[]));
            }
        }
        let Some(items) = &application.items else { return Ok(draft) };
        draft.costs = if items.is_empty() { Costs::None } else { Costs::Lines };
        let keys = keys(items);
        let is_open = |line: u16, part: Part| document.open.contains(&OpenValue { line, part });
        let taxes = (0..).zip(items).map(|(at, item)| (!is_open(at, Part::Tax)).then_some(item.tax));
        draft.tax = quote_tax(&taxes.collect::<Vec<_>>());
        for ((at, item), key) in (0..).zip(items).zip(&keys) {
            let mut kinds = item.kinds.iter().filter_map(|id| edition.kinds.iter().position(|kind| kind.id == *id));
            let mut line = Line::new(edition, *key, kinds.next().unwrap_or(0));
            kinds.for_each(|kind| line.kinds |= 1 << kind);
            line.read_numbers(item, draft.tax, &|part| is_open(at, part));
            for (reply, question) in line.replies.iter_mut().zip(&edition.item_questions) {
                if let Some(answer) = item.answers.get(&question.id) {
                    let named = items.iter().map(|item| item.id.as_str()).zip(keys.iter().copied());
                    *reply = Reply::given(question, answer, &named.collect::<Vec<_>>());
                }
            }
            draft.next_key = draft.next_key.max(key.saturating_add(1));
            draft.lines.push(line);
        }
        draft.renew();
        Ok(draft)
    }

    /// What is entered, but for what a document says otherwise. Whatever comes to the same stays as it was typed, be it
    /// right or wrong.
    ///
    /// # Errors
    /// The first mistake of the document.
    pub(crate) fn changed_by(&self, document: &Document) -> Result<Self, DocumentError> {
        let mut draft = Self::from_document(self.edition, document)?;
        let (before, now) = (self.document().application, &document.application);
        for ((question, reply), own) in self.edition.questions.iter().zip(&mut draft.replies).zip(&self.replies) {
            if before.answers.get(&question.id) == now.answers.get(&question.id) {
                reply.clone_from(own);
            }
        }
        if before.items == now.items {
            (draft.costs, draft.tax) = (self.costs, self.tax);
            draft.lines.clone_from(&self.lines);
        } else {
            let tax = draft.tax;
            let item =
                |items: &'_ Option<Vec<Item>>, at: usize| items.as_ref().and_then(|items| items.get(at).cloned());
            for (at, line) in draft.lines.iter_mut().enumerate() {
                let Some(own) = self.position(line.key) else { continue };
                if item(&before.items, own) == item(&now.items, at) {
                    line.clone_from(&self.lines[own]);
                    line.tax = line.tax.or(self.tax).filter(|own| Some(*own) != tax);
                }
            }
        }
        draft.next_key = draft.next_key.max(self.next_key);
        draft.renew();
        Ok(draft)
    }
}

/// How tax stands in the quote: as in most of its lines; not said while a line does not say it.
fn quote_tax(taxes: &[Option<Tax>]) -> Option<Tax> {
    if taxes.contains(&None) {
        return None;
    }
    let count = |tax: Tax| taxes.iter().filter(|other| **other == Some(tax)).count();
    let (excluded, included) = (count(Tax::Excluded), count(Tax::Included));
    match excluded + included {
        0 => None,
        _ if excluded >= included => Some(Tax::Excluded),
        _ => Some(Tax::Included),
    }
}

/// The keys of the lines: those of their ids where all ids are ours, else in order.
fn keys(items: &[Item]) -> Vec<u32> {
    let keys: Option<Vec<u32>> = items.iter().map(|item| key_of(&item.id)).collect();
    keys.unwrap_or_else(|| (1..).take(items.len()).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use crate::draft::entry::{Entry, Format};
    use crate::ids::item_id;
    use kaigo_hojo_assess::assess;
    use kaigo_hojo_assess::overview::editions;
    use kaigo_hojo_assess::rules::date::Date;
    use kaigo_hojo_assess::rules::edition::AnswerKind;
    use kaigo_hojo_contract::tree::Tree;
    use kaigo_hojo_contract::{Answer, decode};
    use kaigo_hojo_contract::{Application, Months};
    use kaigo_hojo_exchange::input::parse_decimal;
    use serde_json::Value;

    use super::super::{Gap, Slot, is_asked};
    use super::*;

    const DAY: Date = Date { year: 2026, month: 11, day: 21 };

    fn typed(text: &str) -> Entry {
        Entry::new(text.to_owned(), true)
    }

    /// The applications of all cases that an edition takes.
    fn each_case(mut look: impl FnMut(&'static Edition, Application)) -> usize {
        let editions: &'static [Edition] = Box::leak(editions().into_boxed_slice());
        let mut paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/packs/data")];
        let mut count = 0;
        while let Some(path) = paths.pop() {
            if let Ok(folder) = std::fs::read_dir(&path) {
                paths.extend(folder.flatten().map(|entry| entry.path()));
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let Ok(Value::Array(cases)) = serde_json::from_str(&text) else { continue };
            for case in cases {
                let written = case["application"].to_string();
                let tree: Tree<'_> = serde_json::from_str(&written).expect("JSON");
                let Ok(application) = decode::application(&tree) else { continue };
                let edition = editions.iter().find(|edition| edition.about.id == application.programme);
                if let Some(edition) = edition.filter(|edition| facts(edition, &application).is_ok()) {
                    look(edition, application);
                    count += 1;
                }
            }
        }
        count
    }

    /// With the ids that lines get here, without answers that nobody asks about their kind.
    fn as_here(edition: &Edition, mut application: Application) -> Application {
        // A number is read as a number: 12.0 is 12.
        for (id, answer) in &mut application.answers {
            let question = edition.questions.iter().find(|question| question.id == *id).expect("a question");
            if let (AnswerKind::Number { decimal: true, .. }, Answer::Text(text)) = (&question.kind, answer) {
                *text = parse_decimal(text.as_str()).ok().flatten().expect("a number");
            }
        }
        let mut ids = BTreeMap::new();
        for ((item, key), at) in application.items.iter().flatten().zip(keys_of(&application)).zip(0_usize..) {
            ids.insert(item.id.clone(), (item_id(key), at));
        }
        for item in application.items.iter_mut().flatten() {
            item.id.clone_from(&ids[&item.id].0);
            item.name = item.name.take().filter(|name| !name.trim().is_empty());
            let at = |id: &String| edition.kinds.iter().position(|kind| kind.id == *id).expect("a kind");
            // First what it looks most like, then the others in the order of the edition.
            item.kinds[1..].sort_by_key(at);
            let kinds = item.kinds.iter().fold(0, |kinds, id| kinds | 1 << at(id));
            for question in &edition.item_questions {
                if !is_asked(question, kinds) {
                    item.answers.remove(&question.id);
                }
                if let Some(Answer::Lines(lines)) = item.answers.get_mut(&question.id) {
                    lines.iter_mut().for_each(|id| id.clone_from(&ids[id].0));
                }
            }
        }
        application
    }

    fn keys_of(application: &Application) -> Vec<u32> {
        keys(application.items.as_deref().unwrap_or_default())
    }

    #[test]
    fn every_case_comes_back_as_it_was_and_gives_the_same() {
        let count = each_case(|edition, application| {
            let document = Document { application, ..Document::default() };
            let draft = Draft::from_document(edition, &document).expect("the engine takes it");
            let expected = as_here(edition, document.application.clone());
            assert_eq!(draft.document().application, expected);
            assert_eq!(draft.document().open, []);
            // Nothing of it is waiting: what is assessed is what is written.
            assert_eq!(draft.application(), &expected);
            assert!(draft.gaps().iter().all(Option::is_none) && draft.mistakes().is_empty());
            let amount = |application: &Application| assess(edition, application, DAY).map(|whole| whole.amount);
            assert_eq!(amount(draft.application()), amount(&document.application));
        });
        assert!(count > 500, "{count} cases");
    }

    #[test]
    fn what_is_open_is_empty_again_and_the_rest_of_the_line_is_there() {
        let mut seen = 0;
        each_case(|edition, application| {
            let count = application.items.as_ref().map_or(0, Vec::len);
            for line in 0..count.min(3) {
                for part in Part::ALL {
                    let place = OpenValue { line: u16::try_from(line).expect("few"), part };
                    if !place.is_in(application.items.as_deref().unwrap_or_default()) {
                        continue;
                    }
                    seen += 1;
                    let document =
                        Document { application: application.clone(), open: vec![place], ..Document::default() };
                    let draft = Draft::from_document(edition, &document).expect("the engine takes it");
                    let gap = match part {
                        Part::Price => Gap::Number(Slot::Price),
                        Part::Quantity => Gap::Number(Slot::Quantity),
                        Part::InYear => Gap::Number(Slot::InYear),
                        Part::Tax => Gap::Tax,
                    };
                    let gaps = draft.gaps();
                    assert_eq!(gaps[line], Some(gap), "{part:?}");
                    assert_eq!(gaps.iter().flatten().count(), 1);
                    let (mut back, mut expected) = (draft.document(), as_here(edition, application.clone()));
                    assert_eq!(back.open, document.open);
                    // The value at the place only holds it.
                    for items in [&mut back.application.items, &mut expected.items] {
                        let item = &mut items.as_mut().expect("lines")[line];
                        match part {
                            Part::Price => item.unit_price_yen = 0,
                            Part::Quantity => item.quantity = 0,
                            Part::Tax => item.tax = Tax::Excluded,
                            Part::InYear => item.months = None,
                        }
                    }
                    assert_eq!(back.application, expected, "{part:?}");
                }
            }
        });
        assert!(seen > 1_000, "{seen} places");
    }

    #[test]
    fn what_is_typed_comes_back_as_it_is_read() {
        for edition in editions() {
            let edition: &'static Edition = Box::leak(Box::new(edition));
            let mut draft = Draft::new(edition);
            for (at, question) in edition.questions.iter().enumerate() {
                if Format::of(&question.kind).is_some() {
                    draft.set_reply(at, |reply| reply.entry = typed("１２"));
                }
            }
            let key = draft.add(0).expect("room");
            draft.set_line(key, |line| {
                (line.price, line.quantity) = (typed("12万3千円"), typed("1,000"));
                (line.monthly, line.in_year, line.total) = (true, typed("５か月"), typed("60"));
                (line.discount, line.reduced_rate) = (typed("1万"), true);
            });
            let back = Draft::from_document(edition, &draft.document()).expect("the engine takes it");
            assert_eq!(back.document(), draft.document());
            let line = back.line(key).expect("the line");
            let texts = [Slot::Price, Slot::Quantity, Slot::InYear, Slot::Total, Slot::Discount]
                .map(|slot| line.entry(slot).text().to_owned());
            assert_eq!(texts, ["123,000", "1,000", "5", "60", "10,000"]);
            assert_eq!(back.gaps(), [Some(Gap::Tax)]);
            // A copy or a new line gets a number of its own.
            let mut back = back;
            assert_eq!(back.add(0), Some(key + 1));
        }
    }

    #[test]
    fn a_number_that_cannot_be_read_leaves_its_line_out() {
        for edition in editions() {
            let edition: &'static Edition = Box::leak(Box::new(edition));
            let mut draft = Draft::new(edition);
            draft.set_tax(Tax::Included);
            let key = draft.add(0).expect("room");
            for (slot, part) in [
                (Slot::Price, Part::Price),
                (Slot::Discount, Part::Price),
                (Slot::Quantity, Part::Quantity),
                (Slot::Total, Part::InYear),
            ] {
                draft.set_line(key, |line| {
                    (line.price, line.quantity, line.discount) = (typed("100"), typed("1"), Entry::default());
                    (line.monthly, line.in_year, line.total) = (true, typed("6"), Entry::default());
                    *line.entry_mut(slot) = typed("六");
                });
                let document = draft.document();
                assert_eq!(document.open, [OpenValue { line: 0, part }], "{slot:?}");
                assert_eq!(document.counted().1, 1);
                assert_eq!(draft.gaps(), [Some(Gap::Wrong(slot))]);
            }
        }
    }

    #[test]
    fn an_open_kind_stays_open_until_somebody_says_it() {
        for edition in editions() {
            let edition: &'static Edition = Box::leak(Box::new(edition));
            let id = |kind: usize| edition.kinds[kind].id.clone();
            let mut draft = Draft::new(edition);
            let keys = [1, 0].map(|kind| draft.add(kind).expect("room"));
            let mut document = draft.document();
            let items = document.application.items.as_mut().expect("lines");
            items[0].kinds = vec![id(1), id(0)];
            let draft = Draft::from_document(edition, &document).expect("the engine takes it");
            assert_eq!(draft.document(), document);
            let open = |draft: &Draft| keys.map(|key| draft.line(key).is_some_and(Line::has_open_kind));
            let kinds = |draft: &Draft| -> Vec<Vec<String>> {
                draft.application().items.iter().flatten().map(|item| item.kinds.clone()).collect()
            };
            assert_eq!((open(&draft), kinds(&draft)), ([true, false], vec![vec![id(1), id(0)], vec![id(0)]]));
            // By all at once, or by choosing one.
            let (mut all, mut one) = (draft, Draft::from_document(edition, &document).expect("the engine takes it"));
            assert_eq!(all.confirm_kinds(), Some(keys[0]));
            assert_eq!((open(&all), kinds(&all)), ([false, false], vec![vec![id(1)], vec![id(0)]]));
            assert_eq!(all.keys(), [(keys[0], 1), (keys[1], 0)], "the row is drawn anew");
            assert_eq!(all.confirm_kinds(), None);
            one.set_kind(keys[0], 0);
            assert_eq!((open(&one), kinds(&one)), ([false, false], vec![vec![id(0)], vec![id(0)]]));
        }
    }

    #[test]
    fn ids_that_are_ours_stay_and_others_are_counted() {
        let item = |id: &str| Item {
            id: id.to_owned(),
            kinds: Vec::new(),
            name: None,
            unit_price_yen: 0,
            quantity: 0,
            tax: Tax::Exempt,
            tax_rate_percent: 10,
            months: Some(Months { in_year: 1, total: None }),
            discount_yen: 0,
            answers: BTreeMap::new(),
        };
        let keys = |ids: &[&str]| keys(&ids.iter().map(|id| item(id)).collect::<Vec<_>>());
        assert_eq!(keys(&["i7", "i2"]), [7, 2]);
        for ids in [["i7", "x"], ["i07", "i2"], ["i0", "i1"], ["i4294967295", "i1"], ["7", "i1"], ["i", "i1"]] {
            assert_eq!(keys(&ids), [1, 2], "{ids:?}");
        }
    }

    #[test]
    fn what_the_engine_refuses_is_refused() {
        let edition: &'static Edition = Box::leak(Box::new(editions().remove(0)));
        let answers = BTreeMap::from([("no-such-question".to_owned(), Answer::Truth(true))]);
        let application = Application { programme: edition.about.id.clone(), answers, items: None };
        assert!(Draft::from_document(edition, &Document { application, ..Document::default() }).is_err());
    }
}
