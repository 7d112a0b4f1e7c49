//! What a person has entered so far for one programme, as it was typed, and the application that it comes to.
//!
//! No DOM, no signals, no arithmetic: numbers are read by `assess::input`, money is the engine's. The application is kept
//! current line by line, so that a key press costs one line, not all of them. Invariants: an entry is never changed
//! because it is wrong; what cannot be read counts as not answered; a line that is not complete yet is carried with a
//! price of 0, which fulfils no condition (contract, point 2), so that its outcome is known and its cost counts for
//! nothing.

mod document;
mod line;

use kaigo_hojo_assess::Application;
use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::rules::edition::Edition;

use kaigo_hojo_parts::entry::{Entry, Read, Reply};

pub(crate) use self::line::{Gap, Line, Slot, is_asked, stands_in_row};

/// The largest number of lines (contract).
pub(crate) const MOST_LINES: usize = 1_000;
/// What is said of the costs as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Costs {
    /// Nothing yet.
    #[default]
    Open,
    /// まだ分からない
    Unknown,
    /// The lines are entered here.
    Lines,
    /// There are none.
    None,
}

/// A mistake that is shown at its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// In the answer to a question.
    Question(usize),
    /// In a number of the line with this key.
    Line(u32, Slot),
    /// In the answer to a question about the line with this key.
    Item(u32, usize),
}

/// Everything that was entered for one programme.
#[derive(Debug)]
pub(crate) struct Draft {
    edition: &'static Edition,
    replies: Vec<Reply>,
    costs: Costs,
    tax: Option<Tax>,
    lines: Vec<Line>,
    next_key: u32,
    application: Application,
    /// Whether anything was entered that leaving the page would lose.
    pub(crate) touched: bool,
}

impl Draft {
    /// Nothing entered.
    pub(crate) fn new(edition: &'static Edition) -> Self {
        Self {
            edition,
            replies: vec![Reply::default(); edition.questions.len()],
            costs: Costs::Open,
            tax: None,
            lines: Vec::new(),
            next_key: 1,
            application: Application { programme: edition.about.id.clone(), ..Application::default() },
            touched: false,
        }
    }

    /// What it comes to.
    pub(crate) fn application(&self) -> &Application {
        &self.application
    }

    /// The reply to a question.
    pub(crate) fn reply(&self, question: usize) -> Reply {
        self.replies.get(question).cloned().unwrap_or_default()
    }

    /// Changes the reply to a question.
    pub(crate) fn set_reply(&mut self, at: usize, change: impl FnOnce(&mut Reply)) {
        let (Some(reply), Some(question)) = (self.replies.get_mut(at), self.edition.questions.get(at)) else { return };
        change(reply);
        self.touched = true;
        match reply.answer(question, &|_| false) {
            Some(answer) => self.application.answers.insert(question.id.clone(), answer),
            None => self.application.answers.remove(&question.id),
        };
    }

    /// What is said of the costs as a whole.
    pub(crate) fn costs(&self) -> Costs {
        self.costs
    }

    /// Says something of the costs as a whole.
    pub(crate) fn set_costs(&mut self, costs: Costs) {
        self.costs = costs;
        self.touched = true;
        self.renew();
    }

    /// Says how tax stands in the quote.
    pub(crate) fn set_tax(&mut self, tax: Tax) {
        self.tax = Some(tax);
        self.touched = true;
        self.renew();
    }

    /// How tax stands in the quote.
    pub(crate) fn tax(&self) -> Option<Tax> {
        self.tax
    }

    /// The lines in order.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines in order, each by its key and the turn of its kind.
    pub(crate) fn keys(&self) -> Vec<(u32, u32)> {
        self.lines.iter().map(|line| (line.key, line.turn)).collect()
    }

    /// Where a line stands.
    pub(crate) fn position(&self, key: u32) -> Option<usize> {
        self.lines.iter().position(|line| line.key == key)
    }

    /// One line.
    pub(crate) fn line(&self, key: u32) -> Option<&Line> {
        self.lines.iter().find(|line| line.key == key)
    }

    /// Changes one line.
    pub(crate) fn set_line(&mut self, key: u32, change: impl FnOnce(&mut Line)) {
        let Some(at) = self.position(key) else { return };
        change(&mut self.lines[at]);
        self.touched = true;
        let item = self.lines[at].item(self.edition, self.tax, &|key| self.position(key).is_some());
        if let Some(kept) = self.application.items.as_mut().and_then(|items| items.get_mut(at)) {
            *kept = item;
        }
    }

    /// Changes the kind of a line.
    pub(crate) fn set_kind(&mut self, key: u32, kind: usize) {
        self.set_line(key, |line| line.set_kind(kind));
    }

    /// Says of every line that it is what it looks most like; the first of which nobody had said it.
    pub(crate) fn confirm_kinds(&mut self) -> Option<u32> {
        let mut first = None;
        for line in self.lines.iter_mut().filter(|line| line.has_open_kind()) {
            line.set_kind(line.kind);
            first = first.or(Some(line.key));
        }
        self.touched = true;
        self.renew();
        first
    }

    /// A new line at the end; its key, or `None` where there are as many as there may be.
    pub(crate) fn add(&mut self, kind: usize) -> Option<u32> {
        let key = self.next_key;
        self.insert(self.lines.len(), Line::new(self.edition, key, kind))
    }

    /// A copy of a line behind it.
    pub(crate) fn duplicate(&mut self, key: u32) -> Option<u32> {
        let at = self.position(key)?;
        let copy = Line { key: self.next_key, discount: Entry::default(), ..self.lines[at].clone() };
        self.insert(at + 1, copy)
    }

    /// Puts a line that was taken out back to where it stood.
    pub(crate) fn restore(&mut self, at: usize, line: Line) -> Option<u32> {
        self.insert(at.min(self.lines.len()), line)
    }

    fn insert(&mut self, at: usize, line: Line) -> Option<u32> {
        if self.lines.len() >= MOST_LINES {
            return None;
        }
        let key = line.key;
        self.next_key = self.next_key.max(key + 1);
        self.lines.insert(at, line);
        self.costs = Costs::Lines;
        self.touched = true;
        self.renew();
        Some(key)
    }

    /// Takes a line out; where it stood, and the line.
    pub(crate) fn remove(&mut self, key: u32) -> Option<(usize, Line)> {
        let at = self.position(key)?;
        let line = self.lines.remove(at);
        self.renew();
        Some((at, line))
    }

    /// Moves a line up or down by one; whether it could be moved.
    pub(crate) fn shift(&mut self, key: u32, down: bool) -> bool {
        let Some(at) = self.position(key) else { return false };
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        if other >= self.lines.len() {
            return false;
        }
        self.lines.swap(at, other);
        self.renew();
        true
    }

    /// Every item anew: after anything that more than one line depends on.
    fn renew(&mut self) {
        self.application.items = match self.costs {
            Costs::Open | Costs::Unknown => None,
            Costs::None => Some(Vec::new()),
            Costs::Lines if self.lines.is_empty() => None,
            Costs::Lines => {
                let known = |key| self.position(key).is_some();
                Some(self.lines.iter().map(|line| line.item(self.edition, self.tax, &known)).collect())
            }
        };
    }

    /// What each line lacks, in order; empty where the lines do not count.
    pub(crate) fn gaps(&self) -> Vec<Option<Gap>> {
        if self.application.items.is_none() || self.costs != Costs::Lines {
            return Vec::new();
        }
        self.lines.iter().map(|line| line.gap(self.tax)).collect()
    }

    /// The mistakes that are shown at their fields, in the order of the page.
    pub(crate) fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        for (at, (reply, question)) in self.replies.iter().zip(&self.edition.questions).enumerate() {
            if reply.entry.settled && reply.mistake(question).is_some() {
                mistakes.push(Mistake::Question(at));
            }
        }
        if self.costs != Costs::Lines {
            return mistakes;
        }
        for line in &self.lines {
            for slot in line.slots() {
                if line.entry(*slot).settled && matches!(line.read(*slot), Read::Wrong(_)) {
                    mistakes.push(Mistake::Line(line.key, *slot));
                }
            }
            for (at, (reply, question)) in line.replies.iter().zip(&self.edition.item_questions).enumerate() {
                if reply.entry.settled && is_asked(question, line.kinds) && reply.mistake(question).is_some() {
                    mistakes.push(Mistake::Item(line.key, at));
                }
            }
        }
        mistakes
    }
}

#[cfg(test)]
mod tests {
    use kaigo_hojo_assess::overview::editions;
    use kaigo_hojo_assess::rules::date::Date;
    use kaigo_hojo_assess::rules::edition::AnswerKind;
    use kaigo_hojo_assess::{Answer, assess};
    use kaigo_hojo_parts::entry::{Format, Pick};
    use kaigo_hojo_parts::ids::item_id;

    use super::*;

    const DAY: Date = Date { year: 2026, month: 11, day: 21 };

    fn drafts() -> impl Iterator<Item = (&'static Edition, Draft)> {
        editions().into_iter().map(|edition| {
            let edition: &'static Edition = Box::leak(Box::new(edition));
            (edition, Draft::new(edition))
        })
    }

    fn typed(text: &str) -> Entry {
        Entry { text: text.to_owned(), settled: true }
    }

    #[test]
    fn nothing_entered_is_nothing_said() {
        for (edition, draft) in drafts() {
            assert!(draft.application().answers.is_empty());
            assert_eq!(draft.application().items, None);
            assert!(!draft.touched);
            assert!(assess(edition, draft.application(), DAY).is_ok());
        }
    }

    #[test]
    fn every_answer_of_every_question_is_one_that_the_engine_takes() {
        for (edition, mut draft) in drafts() {
            for (at, question) in edition.questions.iter().enumerate() {
                let picks: Vec<Pick> = match &question.kind {
                    AnswerKind::Truth => vec![Pick::Option(0), Pick::Option(1), Pick::Unknown],
                    AnswerKind::Choice(choices) => {
                        (0..=u8::MAX).zip(choices).map(|(at, _)| Pick::Option(at)).chain([Pick::Unknown]).collect()
                    }
                    AnswerKind::Number { none, .. } => {
                        none.iter().map(|_| Pick::None).chain([Pick::Unknown, Pick::Open]).collect()
                    }
                    AnswerKind::Lines => Vec::new(),
                };
                for pick in picks {
                    draft.set_reply(at, |reply| (reply.pick, reply.entry) = (pick, typed("１２")));
                    let assessed = assess(edition, draft.application(), DAY);
                    assert!(assessed.is_ok(), "{} {pick:?}: {assessed:?}", question.id);
                }
                draft.set_reply(at, |reply| *reply = Reply::default());
                assert!(draft.application().answers.is_empty(), "{}", question.id);
            }
        }
    }

    #[test]
    fn a_number_that_cannot_be_read_is_no_answer_and_a_mistake_once_typing_is_over() {
        for (edition, mut draft) in drafts() {
            let Some(at) = edition.questions.iter().position(|question| Format::of(&question.kind).is_some()) else {
                continue;
            };
            draft.set_reply(at, |reply| reply.entry = Entry { text: "十".to_owned(), settled: false });
            assert!(draft.application().answers.is_empty());
            assert_eq!(draft.mistakes(), []);
            draft.set_reply(at, |reply| reply.entry.settled = true);
            assert_eq!(draft.mistakes(), [Mistake::Question(at)]);
            draft.set_reply(at, |reply| reply.pick = Pick::Unknown);
            assert_eq!(draft.mistakes(), []);
        }
    }

    #[test]
    fn a_line_counts_for_nothing_until_it_is_complete() {
        for (edition, mut draft) in drafts() {
            for kind in 0..edition.kinds.len() {
                let Some(key) = draft.add(kind) else { panic!("there is room for every kind") };
                let total = |draft: &Draft| assess(edition, draft.application(), DAY).map(|a| a.total_cost_yen);
                let before = total(&draft);
                assert_eq!(draft.gaps().last(), Some(&Some(Gap::Number(Slot::Price))));
                draft.set_line(key, |line| line.price = typed("12万"));
                assert_eq!(draft.gaps().last(), Some(&Some(Gap::Tax)));
                draft.set_line(key, |line| (line.tax, line.monthly) = (Some(Tax::Exempt), true));
                assert_eq!(draft.gaps().last(), Some(&Some(Gap::Number(Slot::InYear))));
                draft.set_line(key, |line| (line.in_year, line.total) = (typed("5か月"), typed("4")));
                assert_eq!(draft.gaps().last(), Some(&Some(Gap::Wrong(Slot::Total))));
                assert_eq!(draft.mistakes(), [Mistake::Line(key, Slot::Total)]);
                assert_eq!(total(&draft), before);
                draft.set_line(key, |line| line.total = typed("60"));
                assert_eq!(draft.gaps().last(), Some(&None));
                assert_eq!(
                    total(&draft).map(|now| now.map(|now| now - before.ok().flatten().unwrap_or(0))),
                    Ok(Some(600_000))
                );
                assert_eq!(draft.mistakes(), []);
            }
        }
    }

    #[test]
    fn lines_keep_their_keys_and_what_was_said_of_them() {
        for (edition, mut draft) in drafts() {
            let keys: Vec<u32> = (0..3).filter_map(|kind| draft.add(kind % edition.kinds.len())).collect();
            let [first, second, third] = keys[..] else { panic!("three lines") };
            let order = |draft: &Draft| draft.keys().into_iter().map(|(key, _)| key).collect::<Vec<_>>();
            assert!(draft.shift(third, false));
            assert!(!draft.shift(first, false));
            assert_eq!(order(&draft), [first, third, second]);
            let copy = draft.duplicate(first);
            assert_eq!(order(&draft)[1], copy.unwrap_or(0));
            let Some((at, line)) = draft.remove(third) else { panic!("it is there") };
            assert_eq!(draft.restore(at, line), Some(third));
            assert_eq!(order(&draft), [first, copy.unwrap_or(0), third, second]);
            // The items stand in the order of the lines, under ids that no other line ever had.
            let ids: Vec<String> = draft.application().items.iter().flatten().map(|item| item.id.clone()).collect();
            assert_eq!(ids, order(&draft).into_iter().map(item_id).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_line_that_is_gone_is_named_by_no_other() {
        for (edition, mut draft) in drafts() {
            let Some(at) =
                edition.item_questions.iter().position(|question| matches!(question.kind, AnswerKind::Lines))
            else {
                continue;
            };
            let asked = |kind: &usize| is_asked(&edition.item_questions[at], 1 << kind);
            let Some(kind) = (0..edition.kinds.len()).find(asked) else {
                continue;
            };
            let (Some(device), Some(cost)) = (draft.add(0), draft.add(kind)) else { panic!("two lines") };
            draft.set_line(cost, |line| line.replies[at].lines = vec![device]);
            let named = |draft: &Draft| {
                let items = draft.application().items.as_ref()?;
                items.last()?.answers.get(&edition.item_questions[at].id).cloned()
            };
            assert_eq!(named(&draft), Some(Answer::Lines(vec![item_id(device)])));
            let gone = draft.remove(device);
            assert_eq!(named(&draft), None);
            assert!(assess(edition, draft.application(), DAY).is_ok());
            assert!(gone.is_some_and(|(at, line)| draft.restore(at, line).is_some()));
            assert_eq!(named(&draft), Some(Answer::Lines(vec![item_id(device)])));
        }
    }

    #[test]
    fn no_lines_and_unknown_costs_are_two_things() {
        for (_, mut draft) in drafts() {
            draft.set_costs(Costs::Lines);
            assert_eq!(draft.application().items, None);
            draft.set_costs(Costs::None);
            assert_eq!(draft.application().items, Some(Vec::new()));
            let key = draft.add(0);
            assert_eq!(draft.costs(), Costs::Lines);
            draft.set_costs(Costs::Unknown);
            assert_eq!(draft.application().items, None);
            assert_eq!(draft.gaps(), []);
            draft.set_costs(Costs::Lines);
            assert_eq!(draft.application().items.as_ref().map(Vec::len), Some(1));
            assert!(key.is_some());
        }
    }

    #[test]
    fn a_change_from_elsewhere_leaves_alone_what_it_says_nothing_of() {
        for (edition, mut draft) in drafts() {
            let Some(at) = edition.questions.iter().position(|question| Format::of(&question.kind).is_some()) else {
                continue;
            };
            let Some(truth) = edition.questions.iter().position(|question| matches!(question.kind, AnswerKind::Truth))
            else {
                continue;
            };
            draft.set_reply(at, |reply| reply.entry = typed("十人"));
            draft.set_costs(Costs::Unknown);
            draft.set_tax(Tax::Included);
            let mut document = draft.document();
            document.application.answers.insert(edition.questions[truth].id.clone(), Answer::Truth(true));
            let Ok(mut draft) = draft.changed_by(&document) else { panic!("a sound document") };
            assert_eq!(draft.reply(truth).pick, Pick::Option(1));
            assert_eq!(draft.reply(at).entry, typed("十人"));
            assert_eq!((draft.costs(), draft.tax()), (Costs::Unknown, Some(Tax::Included)));
            // A line with a mistake beside one that changes.
            let (Some(wrong), Some(whole)) = (draft.add(0), draft.add(0)) else { panic!("two lines") };
            draft.set_line(wrong, |line| (line.price, line.tax) = (typed("六十万"), Some(Tax::Exempt)));
            draft.set_line(whole, |line| line.price = typed("1000"));
            let mut document = draft.document();
            for item in document.application.items.iter_mut().flatten().filter(|item| item.id == item_id(whole)) {
                item.discount_yen = 70;
            }
            let Ok(draft) = draft.changed_by(&document) else { panic!("a sound document") };
            let line = |key: u32| draft.line(key).cloned().map(|line| (line.price.text, line.tax, line.discount.text));
            assert_eq!(line(wrong), Some(("六十万".to_owned(), Some(Tax::Exempt), String::new())));
            assert_eq!(line(whole), Some(("1,000".to_owned(), None, "70".to_owned())));
            assert_eq!(draft.mistakes(), [Mistake::Question(at), Mistake::Line(wrong, Slot::Price)]);
            assert_eq!(draft.document(), document);
        }
    }

    #[test]
    fn there_is_an_end_to_the_lines() {
        let Some((_, mut draft)) = drafts().next() else { panic!("a programme") };
        let added = (0..=MOST_LINES).filter_map(|_| draft.add(0)).count();
        assert_eq!(added, MOST_LINES);
    }
}
