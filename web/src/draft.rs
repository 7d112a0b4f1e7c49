//! What a person has entered so far for one programme, as it was typed, and the application that it comes to.
//!
//! No DOM, no signals, no arithmetic: numbers are read by `assess::input`, money is the engine's. The application is kept
//! current line by line, so that a key press costs one line, not all of them. Invariants: an entry is never changed
//! because it is wrong; what cannot be read counts as not answered; a line that is not complete yet is carried with a
//! price of 0, which fulfils no condition (contract, point 2), so that its outcome is known and its cost counts for
//! nothing.

use std::collections::BTreeMap;

use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::input::{InputError, parse_decimal, parse_whole, parse_yen};
use kaigo_hojo_assess::rules::edition::{Absent, AnswerKind, Edition, Question};
use kaigo_hojo_assess::{Answer, Application, Item, Months};

/// The largest quantity of a line (contract).
const MOST_UNITS: i64 = 100_000;
/// The largest number of months of a contract that a person would type.
const MOST_MONTHS: i64 = 1_200;
/// The largest number of lines (contract).
pub(crate) const MOST_LINES: usize = 1_000;

/// A text that should be a number, and whether the person has left the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// As typed.
    pub(crate) text: String,
    /// Typing is over: a mistake is a mistake, not half a number.
    pub(crate) settled: bool,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// Nothing.
    Empty,
    /// A whole number, or yen.
    Whole(i64),
    /// A decimal of the contract.
    Decimal(String),
    /// Something else.
    Wrong(InputError),
}

/// How a field is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Yen.
    Yen,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// A number with decimals.
    Decimal,
}

impl Format {
    /// How the numbers of a question are read; `None` for questions without a number.
    pub(crate) fn of(kind: &AnswerKind) -> Option<Self> {
        match kind {
            AnswerKind::Number { decimal: true, .. } => Some(Self::Decimal),
            AnswerKind::Number { unit, .. } if unit == "円" => Some(Self::Yen),
            AnswerKind::Number { min, max, .. } => Some(Self::Whole(*min, *max)),
            _ => None,
        }
    }

    /// Reads a text.
    pub(crate) fn read(&self, text: &str) -> Read {
        let whole = |read: Result<Option<i64>, InputError>| match read {
            Ok(None) => Read::Empty,
            Ok(Some(value)) => Read::Whole(value),
            Err(error) => Read::Wrong(error),
        };
        match self {
            Self::Yen => whole(parse_yen(text)),
            Self::Whole(min, max) => whole(parse_whole(text, *min, *max)),
            Self::Decimal => match parse_decimal(text) {
                Ok(None) => Read::Empty,
                Ok(Some(value)) => Read::Decimal(value),
                Err(error) => Read::Wrong(error),
            },
        }
    }
}

/// What is chosen of a question's options, beside the number that may be typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pick {
    /// Nothing: the number counts, if there is one.
    #[default]
    Open,
    /// わからない
    Unknown,
    /// There is no such number.
    NoNumber,
    /// An option; for yes and no: 0 no, 1 yes.
    Option(u8),
}

/// The answer to one question, as entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// What is chosen.
    pub(crate) pick: Pick,
    /// What is typed.
    pub(crate) entry: Entry,
    /// The lines that are ticked, by key.
    pub(crate) lines: Vec<u32>,
}

impl Reply {
    /// Whether nothing was entered.
    pub(crate) fn is_open(&self) -> bool {
        self.pick == Pick::Open && self.entry.text.trim().is_empty() && self.lines.is_empty()
    }

    /// The mistake, where the number that is typed cannot be read.
    pub(crate) fn mistake(&self, question: &Question) -> Option<InputError> {
        let format = Format::of(&question.kind)?;
        match (self.pick, format.read(&self.entry.text)) {
            (Pick::Open, Read::Wrong(error)) => Some(error),
            _ => None,
        }
    }

    fn answer(&self, question: &Question, known: &dyn Fn(u32) -> bool) -> Option<Answer> {
        match (&question.kind, self.pick) {
            (_, Pick::Unknown) => Some(Answer::Unknown),
            (AnswerKind::Truth, Pick::Option(option)) => Some(Answer::Truth(option == 1)),
            (AnswerKind::Choice(choices), Pick::Option(option)) => {
                choices.get(usize::from(option)).map(|choice| Answer::Text(choice.id.clone()))
            }
            (AnswerKind::Number { .. }, Pick::NoNumber) => Some(Answer::Text("none".to_owned())),
            (AnswerKind::Number { .. }, _) => match Format::of(&question.kind)?.read(&self.entry.text) {
                Read::Whole(value) => Some(Answer::Whole(value)),
                Read::Decimal(text) => Some(Answer::Text(text)),
                Read::Empty | Read::Wrong(_) => None,
            },
            (AnswerKind::Lines, _) => {
                let ids: Vec<String> = self.lines.iter().filter(|key| known(**key)).map(|key| item_id(*key)).collect();
                (!ids.is_empty()).then_some(Answer::Lines(ids))
            }
            (AnswerKind::Truth | AnswerKind::Choice(_), _) => None,
        }
    }
}

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

/// One line of the quote, as entered.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Never used twice, not even after the line is gone.
    pub(crate) key: u32,
    /// Position in [`Edition::kinds`].
    pub(crate) kind: usize,
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
}

impl Slot {
    /// The part of the field's id.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quantity => "quantity",
            Self::InYear => "in-year",
            Self::Total => "total",
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

impl Line {
    fn new(edition: &Edition, key: u32, kind: usize) -> Self {
        Self {
            key,
            kind,
            turn: 0,
            name: String::new(),
            price: Entry::default(),
            quantity: Entry { text: "1".to_owned(), settled: true },
            tax: None,
            reduced_rate: false,
            monthly: false,
            in_year: Entry::default(),
            total: Entry::default(),
            replies: vec![Reply::default(); edition.item_questions.len()],
        }
    }

    /// One of its numbers.
    pub(crate) fn entry(&self, slot: Slot) -> &Entry {
        match slot {
            Slot::Price => &self.price,
            Slot::Quantity => &self.quantity,
            Slot::InYear => &self.in_year,
            Slot::Total => &self.total,
        }
    }

    /// One of its numbers, to be changed.
    pub(crate) fn entry_mut(&mut self, slot: Slot) -> &mut Entry {
        match slot {
            Slot::Price => &mut self.price,
            Slot::Quantity => &mut self.quantity,
            Slot::InYear => &mut self.in_year,
            Slot::Total => &mut self.total,
        }
    }

    /// The numbers that count for it.
    fn slots(&self) -> &'static [Slot] {
        if self.monthly {
            &[Slot::Price, Slot::Quantity, Slot::InYear, Slot::Total]
        } else {
            &[Slot::Price, Slot::Quantity]
        }
    }

    /// What it lacks first.
    fn gap(&self, tax: Option<Tax>) -> Option<Gap> {
        for slot in self.slots() {
            match self.read(*slot) {
                Read::Wrong(_) => return Some(Gap::Wrong(*slot)),
                Read::Empty if *slot != Slot::Total => return Some(Gap::Number(*slot)),
                _ => {}
            }
        }
        self.tax.or(tax).is_none().then_some(Gap::Tax)
    }

    /// How one of its numbers is read.
    pub(crate) fn format(&self, slot: Slot) -> Format {
        match slot {
            Slot::Price => Format::Yen,
            Slot::Quantity => Format::Whole(0, MOST_UNITS),
            Slot::InYear => Format::Whole(0, 12),
            // Not fewer than those of the year.
            Slot::Total => Format::Whole(self.number(Slot::InYear).unwrap_or(0), MOST_MONTHS),
        }
    }

    fn read(&self, slot: Slot) -> Read {
        self.format(slot).read(&self.entry(slot).text)
    }

    /// A number that can be read.
    fn number(&self, slot: Slot) -> Option<i64> {
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

    fn item(&self, edition: &Edition, tax: Option<Tax>, known: &dyn Fn(u32) -> bool) -> Item {
        let complete = self.gap(tax).is_none();
        let mut answers = BTreeMap::new();
        for (question, reply) in edition.item_questions.iter().zip(&self.replies) {
            if is_asked(question, self.kind)
                && let Some(answer) = reply.answer(question, known)
            {
                answers.insert(question.id.clone(), answer);
            }
        }
        let in_year = u8::try_from(self.number(Slot::InYear).unwrap_or(0)).unwrap_or(12);
        Item {
            id: item_id(self.key),
            kind: edition.kinds.get(self.kind).map_or_else(String::new, |kind| kind.id.clone()),
            name: Some(self.name.trim()).filter(|name| !name.is_empty()).map(str::to_owned),
            unit_price_yen: if complete { self.number(Slot::Price).unwrap_or(0) } else { 0 },
            quantity: self.number(Slot::Quantity).unwrap_or(0),
            tax: self.tax.or(tax).unwrap_or(Tax::Excluded),
            tax_rate_percent: if self.reduced_rate { 8 } else { 10 },
            months: (self.monthly && complete).then(|| Months { in_year, total: self.number(Slot::Total) }),
            answers,
        }
    }
}

/// The id of a line in the application.
pub(crate) fn item_id(key: u32) -> String {
    format!("i{key}")
}

/// Whether a question is asked about lines of a kind.
pub(crate) fn is_asked(question: &Question, kind: usize) -> bool {
    question.kinds == 0 || question.kinds >> kind & 1 == 1
}

/// Whether a question about a line stands in the row itself, not among the details.
pub(crate) fn stands_in_row(question: &Question) -> bool {
    question.absent == Absent::Unknown || matches!(question.kind, AnswerKind::Lines)
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
    /// Whether anything was entered at all.
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
        self.set_line(key, |line| {
            line.kind = kind;
            line.turn += 1;
        });
    }

    /// A new line at the end; its key, or `None` where there are as many as there may be.
    pub(crate) fn add(&mut self, kind: usize) -> Option<u32> {
        let key = self.next_key;
        self.insert(self.lines.len(), Line::new(self.edition, key, kind))
    }

    /// A copy of a line behind it.
    pub(crate) fn duplicate(&mut self, key: u32) -> Option<u32> {
        let at = self.position(key)?;
        let copy = Line { key: self.next_key, ..self.lines[at].clone() };
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
                if reply.entry.settled && is_asked(question, line.kind) && reply.mistake(question).is_some() {
                    mistakes.push(Mistake::Item(line.key, at));
                }
            }
        }
        mistakes
    }
}

#[cfg(test)]
mod tests {
    use kaigo_hojo_assess::assess;
    use kaigo_hojo_assess::overview::editions;
    use kaigo_hojo_assess::rules::date::Date;

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
                        none.iter().map(|_| Pick::NoNumber).chain([Pick::Unknown, Pick::Open]).collect()
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
            let Some(kind) = (0..edition.kinds.len()).find(|kind| is_asked(&edition.item_questions[at], *kind)) else {
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
    fn there_is_an_end_to_the_lines() {
        let Some((_, mut draft)) = drafts().next() else { panic!("a programme") };
        let added = (0..=MOST_LINES).filter_map(|_| draft.add(0)).count();
        assert_eq!(added, MOST_LINES);
    }
}
