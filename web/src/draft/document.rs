//! What is entered, as a document, and back.
//!
//! The engine's application leaves out the cost of lines that are not complete; a document keeps what can be read of them
//! and names the places whose value only holds the place. Invariants: what a document says comes back as it was, lines
//! under new ids where theirs are not ours; a document that the engine would refuse is refused.

use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::decode::facts;
use kaigo_hojo_assess::draft::{Draft as Document, Part, Place};
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::{DocumentError, Item};
use kaigo_hojo_parts::entry::Reply;
use kaigo_hojo_parts::ids::key_of;

use super::{Costs, Draft, Line};

impl Draft {
    /// What is entered, without what the first module knows nothing of.
    pub(crate) fn document(&self) -> Document {
        let mut document = Document { application: self.application.clone(), ..Document::default() };
        if let Some(items) = document.application.items.as_mut().filter(|_| self.costs == Costs::Lines) {
            for ((at, item), line) in (0..).zip(items).zip(&self.lines) {
                document.open.extend(line.open(self.tax).into_iter().map(|part| Place { line: at, part }));
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
        let is_open = |line: u16, part: Part| document.open.contains(&Place { line, part });
        let taxes = (0..).zip(items).map(|(at, item)| (!is_open(at, Part::Tax)).then_some(item.tax));
        draft.tax = quote_tax(&taxes.collect::<Vec<_>>());
        for ((at, item), key) in (0..).zip(items).zip(&keys) {
            let kind = edition.kinds.iter().position(|kind| kind.id == item.kind).unwrap_or(0);
            let mut line = Line::new(edition, *key, kind);
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
