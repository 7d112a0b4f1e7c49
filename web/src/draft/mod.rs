//! What a person has entered so far for one programme, as it was typed, and the application that it comes to.
//!
//! No DOM, no signals, no arithmetic: numbers are read by `assess::input`, money is the engine's. The application is kept
//! current line by line, so that a key press costs one line, not all of them. Invariants: an entry is never changed
//! because it is wrong; what cannot be read counts as not answered; a line that is not complete yet is carried with a
//! price of 0, which fulfils no condition (contract, point 2), so that its outcome is known and its cost counts for
//! nothing.

mod document;
pub(crate) mod entry;
mod line;

use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::Application;
use kaigo_hojo_contract::application::Tax;

use self::entry::{Entry, Read, Reply};
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
#[derive(Clone, Debug)]
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
            if reply.entry.is_settled() && reply.mistake(question).is_some() {
                mistakes.push(Mistake::Question(at));
            }
        }
        if self.costs != Costs::Lines {
            return mistakes;
        }
        for line in &self.lines {
            for slot in line.slots() {
                if line.entry(*slot).is_settled() && matches!(line.read(*slot), Read::Wrong(_)) {
                    mistakes.push(Mistake::Line(line.key, *slot));
                }
            }
            for (at, (reply, question)) in line.replies.iter().zip(&self.edition.item_questions).enumerate() {
                if reply.entry.is_settled() && is_asked(question, line.kinds) && reply.mistake(question).is_some() {
                    mistakes.push(Mistake::Item(line.key, at));
                }
            }
        }
        mistakes
    }
}

#[cfg(test)]
mod tests;
